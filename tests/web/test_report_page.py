"""A report's page and the permanent addresses into it, through HTTP: nothing is missing, marks lead to notes and back."""

import unicodedata
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from search.library import Library, ReadReport
from tests.web.markup import Element, parsed


def opened(client: FlaskClient, report_id: str, **query: str) -> Element:
    response = client.get(f"/reports/{report_id}", query_string=query)
    assert response.status_code == 200
    return parsed(response.text)


def read(library: Library, report_id: str) -> ReadReport:
    found = library.read(report_id)
    assert found is not None
    return found


def words(element: Element) -> str:
    """The words of a passage on the page: without footnote marks, page numbers and the links behind it."""
    aside = {"sup", "em"}
    kept = [
        child if isinstance(child, str) else words(child)
        for child in element.children
        if isinstance(child, str) or not (child.tag in aside or {"address", "back", "page", "unseen"} & classes(child))
    ]
    return "".join(kept)


def classes(element: Element) -> set[str]:
    return set(element.attributes.get("class", "").split())


def test_every_section_and_passage_of_every_report_is_on_its_page(client: FlaskClient, library: Library) -> None:
    for entry in library.reports():
        report = read(library, entry.report.id)
        by_id = {
            element.attributes["id"]: element for element in opened(client, report.report.id).all() if "id" in element.attributes
        }
        for passage in report.passages:
            shown = words(by_id[passage.id]).rstrip()
            if by_id[passage.id].tag == "tbody":  # its bars are drawn as lines
                assert "".join(shown.split()) == "".join(passage.text.replace("|", "").split())
            else:
                assert shown == passage.text
        for section in report.outline:
            assert section.title in unicodedata.normalize("NFC", by_id[section.id].text)


def test_passages_stand_in_reading_order(client: FlaskClient, library: Library) -> None:
    for entry in library.reports():
        report = read(library, entry.report.id)
        shown = [element.attributes.get("id") for element in opened(client, entry.report.id).one("article").all()]
        held = {section.order: section.id for section in report.outline}
        held |= {passage.order: passage.id for passage in report.passages if passage.kind != "footnote"}
        ids = [held[order] for order in sorted(held)]
        assert [i for i in shown if i in ids] == ids


def test_the_outline_is_nested_and_leads_to_the_headings(client: FlaskClient, library: Library) -> None:
    for entry in library.reports():
        report = read(library, entry.report.id)
        outline = opened(client, entry.report.id).one("nav", class_="outline")
        links = [link.attributes["href"] for link in outline.all("a") if link.attributes["href"] != "#notes"]
        assert links == [f"#{section.id}" for section in report.outline]
        parents = {section.id: section.parent for section in report.outline}
        for item in outline.all("li"):
            above = item.all("a")[0].attributes["href"].removeprefix("#")
            for sub in item.children:
                if isinstance(sub, Element) and sub.tag == "ol":
                    inner = [
                        li.all("a")[0].attributes["href"].removeprefix("#") for li in sub.children if isinstance(li, Element)
                    ]
                    assert {parents[i] for i in inner} == {above}


def test_a_footnote_mark_stands_behind_its_words_and_leads_to_its_body_and_back(client: FlaskClient, hostile: str) -> None:
    page = opened(client, hostile)
    mark = page.one("a", id="ref-1")
    assert mark.attributes["href"] == "#note-1"
    assert mark.attributes["title"].startswith("Theo Hạt Kiểm lâm")
    passage = next(p for p in page.one("article").all("p") if any(link is mark for link in p.all("a")))
    assert "trồng lại 45 ha. 1 Bãi bồi" in passage.text.replace("ha.1", "ha. 1")
    note = page.one("li", id="note-1")
    assert "Theo Hạt Kiểm lâm Lá Bạc" in note.text
    assert note.one("a", class_="back").attributes["href"] == "#ref-1"


def test_a_mark_without_a_body_says_so(client: FlaskClient, hostile: str) -> None:
    page = opened(client, hostile)
    assert "Không thấy lời" in page.one("a", id="ref-2").attributes["title"]
    assert "Không thấy lời" in page.one("li", id="note-2").text


def test_what_was_noticed_in_reading_is_told(client: FlaskClient, library: Library, hostile: str) -> None:
    warnings = read(library, hostile).warnings
    assert warnings
    shown = parsed(client.get(f"/reports/{hostile}?lang=en").text).one("details", class_="warnings").text
    assert all(" ".join(warning.split()) in shown for warning in warnings)
    assert (
        "1 dấu chú thích không có lời: 2"
        in parsed(client.get(f"/reports/{hostile}?lang=vi").text).one("details", class_="warnings").text
    )


def test_list_items_that_follow_each_other_are_one_list(client: FlaskClient, hostile: str) -> None:
    lists = [ul for ul in opened(client, hostile).one("article").all("ul") if "bần chua" in ul.text]
    assert len(lists[0].all("li")) == 2


def test_a_table_is_a_table(client: FlaskClient, library: Library) -> None:
    report = next(entry.report for entry in library.reports() if "Suối Trầm" in (entry.report.place or ""))
    table = opened(client, report.id).one("table")
    rows = [[words(cell).strip() for cell in row.children if isinstance(cell, Element)] for row in table.all("tr")]
    assert rows[0] == ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Đến năm 2030"]
    assert rows[2] == ["2", "Thu nhập bình quân đầu người", "triệu đồng", "36,4", "62"]
    assert [len(row.all("th")) for row in table.all("tr")][:2] == [5, 0]


def test_a_passage_opens_in_its_report_and_is_marked(client: FlaskClient, library: Library, hostile: str) -> None:
    for passage in read(library, hostile).passages:
        response = client.get(f"/passages/{passage.id}?q=rừng đước")
        assert response.status_code == 302
        address = urlsplit(response.location)
        assert address.fragment == passage.id
        assert parse_qs(address.query) == {"passage": [passage.id], "q": ["rừng đước"]}
        page = parsed(client.get(response.location).text)
        assert [element.attributes["id"] for element in page.all(class_="here")] == [passage.id]


def test_a_passage_that_is_gone_leads_to_its_report(client: FlaskClient, hostile: str) -> None:
    response = client.get(f"/passages/{hostile}.p-0000000000")
    assert response.status_code == 404
    assert f"/reports/{hostile}" in [link.attributes["href"] for link in parsed(response.text).one("main").all("a")]


@pytest.mark.parametrize("address", ["/passages/khong-co", "/reports/khong-co", "/passages/..%2F..", "/reports/%00"])
def test_an_id_of_nothing_is_not_found(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert parsed(response.text).one("main").all("a")


def test_words_are_highlighted_in_the_report_and_listed(client: FlaskClient, hostile: str) -> None:
    page = opened(client, hostile, q="bần chua")
    marked = page.one("article").all("mark")
    assert {mark.text for mark in marked} == {"bần chua"}
    hits = page.one("ol", class_="hits").all("a")
    assert len(hits) == len(marked) == 1
    assert page.all(id=hits[0].attributes["href"].removeprefix("#"))


def test_the_list_of_hits_shows_the_sentence_that_matches_not_the_beginning(client: FlaskClient, library: Library) -> None:
    held = [passage for each in library.reports() for passage in read(library, each.report.id).passages]
    long = max((passage for passage in held if passage.kind == "paragraph"), key=lambda passage: len(passage.text))
    assert len(long.text) > 400
    last = " ".join(long.text.rstrip(".;").split()[-4:])
    hits = opened(client, long.report, q=f'"{last}"').one("ol", class_="hits").all("a")
    shown = next(hit for hit in hits if hit.attributes["href"] == f"#{long.id}")
    assert last in shown.text
    assert [mark.text for mark in shown.all("mark")] == [last]
    assert long.text[:60] not in shown.text


def test_a_table_in_the_list_of_hits_has_no_bars(client: FlaskClient, library: Library) -> None:
    found = [(read(library, each.report.id), each.report.id) for each in library.reports()]
    report, table = next((id_, p) for held, id_ in found for p in held.passages if p.kind == "table" and p.text.count("|") > 4)
    word = max(table.text.replace("|", " ").split(), key=len)
    hits = opened(client, report, q=word).one("ol", class_="hits").all("a")
    line = next(hit.text for hit in hits if hit.attributes["href"] == f"#{table.id}")
    assert " · " in line
    assert "|" not in line


def test_words_that_the_report_does_not_have_are_told(client: FlaskClient, hostile: str) -> None:
    page = opened(client, hostile, q="vệ tinh viễn thám")
    assert not page.one("article").all("mark")
    assert "Không thấy từ nào" in page.one("div", class_="notice").text


def test_all_reports_are_listed_with_what_they_hold(client: FlaskClient, library: Library) -> None:
    page = parsed(client.get("/reports").text)
    entries = {f"/reports/{entry.report.id}": entry for entry in library.reports()}
    items = [item for items in page.all("ol", class_="documents") for item in items.all("li")]
    assert sorted(item.one("h3").one("a").attributes["href"] for item in items) == sorted(entries)
    for item in items:
        counts = entries[item.one("h3").one("a").attributes["href"]].counts
        assert f"{counts.passages} đoạn" in item.text.replace(".", "")
