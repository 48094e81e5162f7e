"""The page of documents: what each report holds, narrowed by its filters."""

from flask.testing import FlaskClient

from search.library import Library
from tests.web.markup import parsed


def test_the_page_tells_what_each_report_holds(client: FlaskClient, library: Library) -> None:
    text = parsed(client.get("/reports").text).one("main").text
    for entry in library.reports():
        assert entry.report.title in text
        if entry.counts.targets:
            assert f"{entry.counts.targets} chỉ tiêu, {entry.counts.results} kết quả" in text


def test_the_page_narrows(client: FlaskClient, library: Library) -> None:
    place = next(entry.report.place for entry in library.reports() if entry.report.place)
    shown = client.get("/reports", query_string={"place": place}).text
    assert shown.count("<h3>") == sum(entry.report.place == place for entry in library.reports())
    assert "Không có văn bản nào như vậy" in client.get("/reports?year=1700").text
    refused = client.get("/reports?by=weight")
    assert refused.status_code == 400
    assert "place, date, term, kind" in refused.text
