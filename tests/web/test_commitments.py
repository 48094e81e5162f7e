"""The Commitments page, its files and its part of the API; what a search shows of the register."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from language.indicators import indicators
from search.library import Library
from search.register import Register, register_of
from search.register_rows import Row, Wanted
from tests.web.markup import parsed
from web.charts import LONG, bars, drawing
from web.commitment_words import BECAUSE, COMPARED, FIELD, FILTER, KIND, SORT, VERDICT, value
from web.downloads import as_csv, as_xlsx, neutral

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def register(library: Library) -> Register:
    with library.opened() as opened:
        return register_of(opened)


def rows(client: FlaskClient, address: str) -> list[dict[str, object]]:
    answer = client.get(f"/api/v1/commitments?size=100&{address}").json
    assert answer is not None
    found: list[dict[str, object]] = answer["commitments"]
    return found


def test_a_row_shows_the_value_as_printed_and_as_read_the_quote_and_its_passage(client: FlaskClient, register: Register) -> None:
    row = next(row for row in register.rows if row.commitment.comparator == "<")
    page = parsed(client.get(f"/commitments?report={row.report.id}&indicator={row.indicator_key}").text)
    shown = page.one("tr", id=row.commitment.id).text
    assert row.commitment.quote in shown
    assert f"< {row.commitment.value_low:n}".replace(".", ",") in shown
    links = [link.attributes["href"] for link in page.one("tr", id=row.commitment.id).all("a")]
    assert f"/passages/{row.commitment.passage}" in links


def test_no_verdict_stands_without_its_reason_and_what_it_was_set_against(client: FlaskClient) -> None:
    page = parsed(client.get("/commitments?verdict=met&verdict=not met&verdict=on the way&verdict=unclear&size=100").text)
    verdicts = page.all("span", class_="verdict")
    assert len(verdicts) >= 40
    evidence = page.all("div", class_="evidence")
    assert len(evidence) == len(verdicts)
    assert all(each.all("small")[0].text for each in evidence)
    assert all(each.all("q") or "nêu cả hai vế" in each.text for each in evidence)


def test_filters_sorting_and_paging_are_one_form_that_needs_no_script(client: FlaskClient) -> None:
    page = parsed(client.get("/commitments?kind=target&sort=-value&size=5").text)
    form = page.one("form", class_="register")
    assert form.attributes["method"] == "get"
    assert {"indicator", "place", "term", "field", "kind", "period", "sort"} <= {s.attributes["name"] for s in form.all("select")}
    following = page.one("a", rel="next").attributes["href"]
    assert "kind=target" in following
    assert "sort=-value" in following
    assert "size=5" in following
    first, second = (
        {row.attributes["id"] for row in parsed(client.get(address).text).all("tr") if "id" in row.attributes}
        for address in ("/commitments?kind=target&sort=-value&size=5", following)
    )
    assert len(first) == len(second) == 5
    assert not first & second


def test_one_indicator_has_a_chart_with_its_figures_in_a_table(client: FlaskClient) -> None:
    page = parsed(client.get("/commitments?indicator=poverty").text)
    figures = page.all("figure", class_="chart")
    assert figures
    figure = figures[0]
    drawn = [rect for rect in figure.all("rect") if rect.attributes.get("class") in ("target", "result")]
    told = {tuple(cell.text for cell in row.all("td")[:5]) for row in figure.one("tbody").all("tr")}
    assert len(drawn) == len(told) > 2  # rows that say the same are one bar
    assert all(
        "url(#" in rect.attributes["fill"] for rect in drawn if rect.attributes["class"] == "target"
    )  # not by colour alone
    assert figure.one("svg").attributes["aria-labelledby"] == figure.one("figcaption").attributes["id"]
    assert not parsed(client.get("/commitments").text).all("figure")


def test_a_chart_has_neither_script_nor_style_and_escapes_what_reports_say(app: Flask, register: Register) -> None:
    some = register.chosen(Wanted(indicator=("poverty",)))[:3]
    hostile = [replace(row, commitment=replace(row.commitment, quote='</title><script>x</script> "&"')) for row in some]
    with app.test_request_context("/"):
        svg = str(drawing(bars(hostile), 7, lambda row: f'<b onclick="x()">{row.report.place}</b>'))
    assert "<script" not in svg
    assert "<b " not in svg
    assert "style" not in svg
    root = ET.fromstring(svg)
    assert (root.attrib["aria-labelledby"], root.attrib["aria-describedby"]) == ("chart-7", "legend-7")
    shown = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text") if text.attrib["class"] == "label"]
    assert shown == [f'<b onclick="x()">{bar.row.report.place}</b>' for bar in bars(hostile).bars] != []


def test_bars_stand_on_one_scale_from_zero(register: Register) -> None:
    series = register.series(Wanted(indicator=("poverty",)))[0]
    chart = bars(series.rows)
    lengths = {(bar.far - chart.zero) / bar.row.commitment.value_high for bar in chart.bars}
    assert max(lengths) - min(lengths) < 1e-9
    assert chart.ticks[0].x == chart.left
    assert chart.ticks[-1].value >= max(row.commitment.value_high for row in series.rows)
    assert max(bar.far for bar in chart.bars) <= chart.ticks[-1].x + 1e-9
    assert bars(()).bars == ()


@pytest.fixture
def fall(register: Register) -> Row:
    """ "giảm bình quân 0,4 - 0,5%/năm": a range, whose words alone say that it falls."""
    row = next(row for row in register.rows if row.indicator_key == "poverty" and row.commitment.kind == "target")
    words = {"unit": "%/năm", "period": "annual", "quote": "Hộ nghèo giảm bình quân 0,4 - 0,5%/năm"}
    return replace(row, commitment=replace(row.commitment, comparator="range", value_low=0.4, value_high=0.5, **words))


def test_what_falls_stands_left_of_zero_and_is_written_as_one_figure_that_falls(app: Flask, fall: Row) -> None:
    single = replace(fall.commitment, comparator="decrease_by", value_low=1.7, value_high=1.7, quote="giảm 1,7%/năm")
    chart = bars([fall, replace(fall, commitment=single)])
    assert [bar.far < bar.near < chart.zero for bar in chart.bars] == [True, False]
    assert chart.bars[1].far == chart.bars[1].near < chart.bars[0].far
    assert (chart.ticks[0].value, chart.ticks[-1].value) == (-2, 0)
    rising = replace(single, comparator="increase_by", quote="tăng 1,7%/năm")
    mixed = bars([fall, replace(fall, commitment=rising)])
    assert mixed.left < mixed.bars[0].far < mixed.zero < mixed.bars[1].near
    with app.test_request_context("/"):
        assert (value(fall.commitment), value(single), value(rising)) == ("−0,4 … −0,5%/năm", "−1,7%/năm", "+1,7%/năm")
        root = ET.fromstring(drawing(chart, 1, lambda row: ""))
    rects = [
        rect
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
        if rect.attrib.get("class") in ("result", "range", "target")
    ]
    assert all(float(rect.attrib["width"]) > 0 and float(rect.attrib["x"]) >= chart.left - 0.1 for rect in rects)


def test_rows_that_say_the_same_are_one_bar_and_a_long_drawing_is_a_press_away(register: Register) -> None:
    rows = register.chosen(Wanted(kind=("target",)))
    once = bars(rows[:3])
    assert bars([*rows[:3], *rows[:3]]) == once
    assert not once.is_long
    assert bars(rows[: 3 * LONG]).is_long
    assert bars(rows).left_out > 0


@pytest.mark.parametrize("address", ["/commitments?kind=promise", "/commitments?sort=colour", "/commitments.csv?size=0"])
def test_what_cannot_be_meant_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400
    fault = client.get(address.replace(".csv", "").replace("/commitments", "/api/v1/commitments")).json
    assert fault is not None
    assert fault["error"]["parameter"] in ("kind", "sort", "size")


def test_an_indicator_that_no_list_knows_is_offered_and_found_by_its_words(client: FlaskClient, register: Register) -> None:
    other = next(row for row in register.rows if row.commitment.indicator_id is None)
    page = parsed(client.get("/commitments").text)
    group = page.one("optgroup")
    assert other.commitment.indicator in {option.attributes["value"] for option in group.all("option")}
    address = f"words={other.commitment.indicator}&kind={other.commitment.kind}"
    found = rows(client, address)
    assert other.commitment.id in {row["id"] for row in found}
    page = parsed(client.get(f"/commitments?{address}").text)
    assert page.one("input", name="words").attributes["value"] == other.commitment.indicator
    assert all("words=" in link.attributes["href"] for link in page.one("p", class_="downloads").all("a"))


def test_a_filter_that_nothing_passes_says_so(client: FlaskClient) -> None:
    page = parsed(client.get("/commitments?place=huyện Không Có").text)
    assert not page.all("table")
    assert "Không có dòng nào" in page.one("main").text


def test_the_api_and_the_page_agree(client: FlaskClient, register: Register) -> None:
    found = rows(client, "indicator=poverty&kind=target")
    expected = register.chosen(Wanted(indicator=("poverty",), kind=("target",)))
    assert [row["id"] for row in found] == [row.commitment.id for row in expected]
    assert all(row["value_printed"] in str(row["quote"]) for row in found if row["value_printed"])  # type: ignore[operator]
    assert any(row["pairings"] for row in found)
    assert client.get("/api/v1/commitments?colour=red").status_code == 400


def test_files_hold_all_rows_that_the_filters_let_through(client: FlaskClient) -> None:
    address = "kind=target&sort=value"
    expected = [row["id"] for row in rows(client, address)]
    assert len(expected) > 25  # more than a page shows
    listed = client.get(f"/commitments.csv?{address}")
    assert listed.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in listed.headers["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(listed.data.decode("utf-8-sig"))))
    assert len(lines) == json.loads(client.get(f"/commitments.json?{address}").data)["total"]
    assert [line["Mã"] for line in lines][: len(expected)] == expected
    assert all(line["Nguyên văn"] for line in lines)
    assert {"bằng", "từ … đến …"} <= {line["So sánh"] for line in lines}  # a bare "=" would be guarded as a formula
    assert {"hằng năm", "2025"} <= {line["Thời hạn"] for line in lines}
    assert "annual" not in {line["Thời hạn"] for line in lines}
    book = zipfile.ZipFile(io.BytesIO(client.get(f"/commitments.xlsx?{address}").data))
    sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert len(list(sheet.iter(f"{SHEET}row"))) == len(lines) + 1
    assert not list(sheet.iter(f"{SHEET}f"))


def test_files_speak_of_each_year_in_their_language_and_programs_are_told_the_same_word(client: FlaskClient) -> None:
    for language, said in (("vi", "hằng năm"), ("en", "each year")):
        listed = list(
            csv.reader(io.StringIO(client.get(f"/commitments.csv?period=annual&lang={language}").data.decode("utf-8-sig")))
        )
        assert {line[7] for line in listed[1:]} == {said}
    told = client.get("/commitments.json?period=annual").json
    assert told is not None
    assert {row["period"] for row in told["commitments"]} == {"annual"}


@pytest.mark.parametrize("cell", ["=1+1", "+84 5", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_a_cell_that_would_be_a_formula_is_none(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    assert next(csv.reader(io.StringIO(as_csv(["a"], [[cell]]).decode("utf-8-sig").split("\r\n", 1)[1], newline=""))) == [
        f"'{cell}"
    ]
    book = zipfile.ZipFile(io.BytesIO(as_xlsx(["a"], [[cell]], "Trang")))
    assert not list(ET.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}f"))


def test_numbers_stay_numbers() -> None:
    assert (neutral(-1.5), neutral("1,5%"), neutral(None)) == (-1.5, "1,5%", None)
    assert as_csv(["a", "b"], [[2.0, -0.5]]).decode("utf-8-sig").splitlines()[1] == "2,-0.5"


def test_a_search_for_an_indicator_shows_its_rows_above_the_passages(client: FlaskClient) -> None:
    page = parsed(client.get("/search?q=poor household targets").text)
    shown = page.one("section", class_="shown")
    leads = [a.attributes["href"] for a in shown.all("a") if a.attributes["href"].startswith("/commitments")]
    assert leads
    listed = {row.attributes["id"] for row in parsed(client.get(leads[-1]).text).all("tr") if "id" in row.attributes}
    assert listed
    assert not parsed(client.get("/search?q=trồng rừng ngập mặn").text).all("section", class_="shown")


def test_results_carry_their_commitments(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=tỷ lệ hộ nghèo").json
    assert answer is not None
    held = [chip for result in answer["results"] for chip in result["commitments"]]
    assert {"id", "kind", "indicator", "value_low", "value_high", "unit", "period"} <= held[0].keys()
    assert parsed(client.get("/search?q=tỷ lệ hộ nghèo").text).all("ul", class_="values")


def test_the_page_speaks_english_too(client: FlaskClient) -> None:
    page = parsed(client.get("/commitments?indicator=poverty&lang=en").text)
    assert page.one("h1").text == "Targets and results"


def test_english_names_indicators_and_fields_and_leaves_quotes_alone(client: FlaskClient, register: Register) -> None:
    row = next(row for row in register.rows if row.commitment.indicator_id == "poverty")
    address = f"/commitments?report={row.report.id}&indicator=poverty&lang"
    english, vietnamese = (parsed(client.get(f"{address}={language}").text) for language in ("en", "vi"))
    for page, language, name, field in (
        (english, "en", "poverty rate", "society"),
        (vietnamese, "vi", row.commitment.indicator, row.commitment.field),
    ):
        cell = page.one("tr", id=row.commitment.id).all("td")[0]
        assert (cell.one("a").text, cell.one("a").attributes["lang"]) == (name, language)
        assert (cell.one("small").text, cell.one("small").attributes["lang"]) == (field, language)
        option = next(each for each in page.all("option") if each.attributes["value"] == "poverty")
        assert option.text.startswith(f"{name} (")
        assert option.attributes["lang"] == language
        assert row.commitment.quote in page.one("tr", id=row.commitment.id).text
    assert parsed(client.get("/commitments?indicator=poverty&lang=en").text).all("figcaption")[0].text.startswith("poverty rate")


def test_an_indicator_in_a_report_s_own_words_stays_so_in_english(client: FlaskClient, register: Register) -> None:
    row = next(row for row in register.rows if row.commitment.indicator_id is None)
    page = parsed(client.get("/commitments", query_string={"indicator": row.commitment.indicator, "lang": "en"}).text)
    link = page.one("tr", id=row.commitment.id).all("td")[0].one("a")
    assert (link.text, link.attributes["lang"]) == (row.commitment.indicator, "vi")


def test_english_files_name_indicators_in_english(client: FlaskClient) -> None:
    listed = client.get("/commitments.csv?indicator=poverty&lang=en").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(listed)))
    assert {tuple(line[:2]) for line in lines[1:]} == {("poverty rate", "society")}
    told = client.get("/commitments.json?indicator=poverty&lang=en").json
    assert told is not None
    assert {row["indicator"] for row in told["commitments"]} == {"tỷ lệ hộ nghèo"}


def test_a_search_in_english_names_indicators_in_english(client: FlaskClient) -> None:
    page = parsed(client.get("/search?q=poor household targets&lang=en").text)
    assert "poverty rate" in page.one("section", class_="shown").text
    chips = [link for each in page.all("ul", class_="values") for link in each.all("a")]
    assert ("poverty rate", "en") in {(link.text, link.attributes["lang"]) for link in chips}


def test_every_field_of_the_list_has_its_words() -> None:
    assert set(FIELD) == {indicator.field for indicator in indicators()}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_fault_in_the_place_of_a_file_is_no_page(client: FlaskClient, ending: str) -> None:
    answer = client.get(f"/commitments.{ending}?kind=promise")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json is not None
    assert answer.json["error"]["parameter"] == "kind"


def test_every_kind_verdict_and_filter_has_its_words(client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").json
    assert told is not None
    pairing = told["components"]["schemas"]["Pairing"]["properties"]
    assert set(VERDICT) == set(pairing["verdict"]["enum"])
    assert {*BECAUSE, "share"} == set(pairing["reason"]["enum"])
    given = {each["name"]: each for each in told["paths"]["/api/v1/commitments"]["get"]["parameters"]}
    assert set(FILTER) == set(given) - {"words", "sort", "page", "size"}
    assert set(SORT) <= set(given["sort"]["schema"]["enum"])
    assert set(COMPARED) == set(told["components"]["schemas"]["CommitmentRow"]["properties"]["comparator"]["enum"])
    assert set(KIND) == set(given["kind"]["schema"]["items"]["enum"])
