"""The results page, through HTTP: what a reader sees of an answer, and that every control is an address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.markup import Element, parsed


def page(client: FlaskClient, address: str, **query: object) -> Element:
    response = client.get(address, query_string=query)
    assert response.status_code == 200, response.text
    return parsed(response.text)


def test_a_result_shows_where_it_stands_and_why_it_matched(client: FlaskClient) -> None:
    found = page(client, "/search", q="rừng đước sú vẹt Lá Bạc")
    first = found.all("li", class_="result")[0]
    assert "huyện Lá Bạc" in first.one("p", class_="about").text
    assert "nhiệm kỳ 2020–2025" in first.one("p", class_="about").text
    assert "Về môi trường" in first.one("ol", class_="path").text
    assert "trồng lại 45 ha." in first.one("blockquote").text
    assert {mark.text.lower() for mark in first.all("mark")} & {"rừng", "đước", "sú vẹt"}
    assert "từ khóa" in first.one("p", class_="place").text
    assert first.one("h2").one("a").attributes["href"].startswith("/passages/")


@pytest.mark.parametrize(
    "typed, language, heading, title",
    [
        ("hộ nghèo", "vi", "đoạn phù hợp nhất cho", "trong những đoạn phù hợp nhất"),
        ("hộ nghèo -cận", "vi", "đoạn phù hợp nhất cho", "trong những đoạn phù hợp nhất"),
        ('"hộ nghèo"', "vi", "đoạn cho", None),
        ("hộ AND nghèo", "vi", "đoạn cho", None),
        ("hộ nghèo", "en", "best passages for", "among the best passages"),
        ('"hộ nghèo"', "en", "passages for", None),
    ],
)
def test_what_is_only_the_best_is_not_told_as_a_count(
    client: FlaskClient, typed: str, language: str, heading: str, title: str | None
) -> None:
    found = page(client, "/search", q=typed, lang=language)
    told = found.one("h1").text
    assert heading in told
    assert ("nhất" in told or "best" in told) == (title is not None)
    assert {count.attributes.get("title") for count in found.one("aside").all("span", class_="count")} == {title}


def test_a_body_hit_shows_its_footnotes(client: FlaskClient) -> None:
    first = page(client, "/search", q='"trồng lại 45 ha"').all("li", class_="result")[0]
    assert "Theo Hạt Kiểm lâm Lá Bạc" in first.one("details", class_="notes").text


def test_a_footnote_hit_shows_the_sentence_it_hangs_on(client: FlaskClient) -> None:
    found = page(client, "/search", q='"Hạt Kiểm lâm Lá Bạc"', passage_kind="footnote")
    thread = found.all("li", class_="result")[0].one("p", class_="thread")
    assert thread.text.startswith("Chú thích 1 của câu:")
    assert "trồng lại 45 ha." in thread.text
    assert "Bãi bồi" not in thread.text


def test_a_table_hit_shows_the_rows_that_match(client: FlaskClient) -> None:
    first = page(client, "/search", q='"Thu nhập bình quân đầu người" triệu đồng Suối Trầm', passage_kind="table").all(
        "li", class_="result"
    )[0]
    rows = [[cell.text for cell in row.all("td")] for row in first.one("blockquote").all("tr")]
    assert rows[0] == ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Đến năm 2030"]
    assert ["2", "Thu nhập bình quân đầu người", "triệu đồng", "36,4", "62"] in rows
    assert "|" not in first.text


def test_a_place_in_the_report_is_told_where_there_are_no_pages(client: FlaskClient) -> None:
    place = page(client, "/search", q='"trồng thêm 20 ha"').all("li", class_="result")[0].one("p", class_="place")
    assert "văn bản" in place.text
    assert "%" in place.text


def test_how_the_query_was_read_is_said(client: FlaskClient) -> None:
    found = page(client, "/search", q='"rừng đước')
    assert "rừng đước" in found.one("p", class_="understood").text
    assert "ngoặc kép" in found.one("ul", class_="remarks").text


@pytest.mark.parametrize(("query", "shown"), [('"rừng đước"', "rừng đước"), ('"rừng" OR "đước"', '"rừng" OR "đước"')])
def test_a_phrase_stands_in_one_pair_of_marks(client: FlaskClient, query: str, shown: str) -> None:
    assert page(client, "/search", q=query).one("h1").one("q").text == shown


def test_one_footnote_is_called_one(client: FlaskClient) -> None:
    found = page(client, "/search", q='"được trồng lại 45 ha"', lang="en")
    assert "Footnote of the passage (1)" in {each.text for each in found.all("summary")}


def test_a_place_that_no_report_has_is_said_with_some_that_reports_have(client: FlaskClient) -> None:
    found = page(client, "/search", q="rừng", place="la bac", lang="en")
    told = found.one("ul", class_="remarks").text
    assert told.startswith("No report answers to place:la bac; the archive has: huyện Lá Bạc, ")


def test_a_facet_narrows_and_its_chip_widens_again(client: FlaskClient) -> None:
    found = page(client, "/search", q="nghèo")
    places = found.one("section", class_="by-place").all("a")
    chosen = next(link for link in places if "Vĩnh Lạch" in link.text)
    narrowed = parsed(client.get(chosen.attributes["href"]).text)
    assert {about.all("span")[0].text.split(" (")[0] for about in narrowed.all("p", class_="about") if about.all("span")} == {
        "thị xã Vĩnh Lạch"
    }
    assert int(found.one("h1").text.split()[0]) > int(narrowed.one("h1").text.split()[0])
    chip = narrowed.one("ul", class_="chips").one("a")
    assert "Vĩnh Lạch" in chip.text
    assert parse_qs(urlsplit(chip.attributes["href"]).query) == {"q": ["nghèo"]}


def test_a_facet_counts_what_choosing_it_leaves(client: FlaskClient) -> None:
    for link in page(client, "/search", q='"hộ nghèo"').one("section", class_="by-place").all("a"):
        narrowed = parsed(client.get(link.attributes["href"]).text)
        assert narrowed.one("h1").text.split()[0] == link.one("span", class_="count").text


def test_filters_survive_a_new_query_in_the_box(client: FlaskClient) -> None:
    form = page(client, "/search", q="nghèo", term="2020-2025", mode="keyword").one("form")
    carried = {(i.attributes["name"], i.attributes["value"]) for i in form.all("input", type="hidden")}
    assert carried == {("term", "2020-2025"), ("mode", "keyword")}


def test_the_mode_can_be_switched_and_is_told(client: FlaskClient) -> None:
    modes = page(client, "/search", q="nghèo", mode="semantic").one("nav", class_="modes")
    assert [link.text for link in modes.all("a") if "aria-current" in link.attributes] == ["Ngữ nghĩa"]
    assert [parse_qs(urlsplit(link.attributes["href"]).query).get("mode") for link in modes.all("a")] == [
        None,
        ["keyword"],
        ["semantic"],
    ]


def test_pages_together_hold_every_result_once(client: FlaskClient) -> None:
    seen: list[str] = []
    address = "/search?q=nghèo&mode=keyword"
    while address:
        shown = parsed(client.get(address).text)
        seen += [result.one("h2").one("a").attributes["href"] for result in shown.all("li", class_="result")]
        following = shown.all("a", rel="next")
        address = following[0].attributes["href"] if following else ""
    assert len(seen) == len(set(seen)) == int(shown.one("h1").text.split()[0])
    assert len(seen) > 10


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    beyond = page(client, "/search", q='"hộ nghèo"', page=500)
    assert "Về trang đầu" in [link.text for link in beyond.one("section", class_="nothing").all("a")]


def test_an_empty_result_suggests_what_to_try(client: FlaskClient) -> None:
    nothing = page(client, "/search", q='"rừng thông trên mặt trăng"', place="huyện Lá Bạc", mode="keyword")
    assert nothing.one("h1").text.startswith("Không thấy đoạn nào")
    links = {link.text: link.attributes["href"] for link in nothing.one("section", class_="nothing").all("a")}
    assert "place" not in links["huyện Lá Bạc"]
    assert parse_qs(urlsplit(links["rừng thông trên mặt trăng"]).query)["q"] == ["rừng thông trên mặt trăng"]
    assert "mode" not in links["Kết hợp"]


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "   "}], ids=["none", "empty", "blank"])
def test_no_query_leads_to_the_first_page(client: FlaskClient, query: dict[str, str]) -> None:
    response = client.get("/search", query_string=query)
    assert (response.status_code, response.location) == (302, "/")


def test_what_others_append_to_addresses_is_passed_over(client: FlaskClient) -> None:
    assert client.get("/search?q=rừng&utm_source=thư").status_code == 200


def test_the_first_page_tells_what_the_archive_holds(client: FlaskClient) -> None:
    home = page(client, "/")
    assert home.one("dl", class_="totals").all("dd")[0].text == "8"
    for example in home.one("ul", class_="examples").all("a"):
        assert client.get(example.attributes["href"]).status_code == 200


def test_a_slip_is_offered_mended_and_never_replaces_the_question(client: FlaskClient) -> None:
    found = page(client, "/search", q="tỷ lệ hộ nghéo")
    link = found.one("p", class_="mended").one("a")
    assert link.text == "tỷ lệ hộ nghèo"
    assert parse_qs(urlsplit(link.attributes["href"]).query)["q"] == ["tỷ lệ hộ nghèo"]
    assert "hộ nghéo" in found.one("h1").text
    assert not page(client, "/search", q="tỷ lệ hộ nghèo").all("p", class_="mended")


def test_other_names_can_be_left_out_and_brought_back(client: FlaskClient) -> None:
    widened = page(client, "/search", q="tiêu chí NTM").one("p", class_="understood")
    assert "nông thôn mới" in widened.text
    narrow = page(client, "/search", **parse_qs(urlsplit(widened.one("a").attributes["href"]).query))
    assert "nông thôn mới" not in narrow.one("p", class_="understood").text
    back = narrow.one("p", class_="understood").one("a").attributes["href"]
    assert "expand" not in parse_qs(urlsplit(back).query)


def test_in_english_the_terms_of_a_result_are_told(client: FlaskClient) -> None:
    told = page(client, "/search", q="hộ nghèo", lang="en").all("p", class_="terms")
    assert "poor household" in told[0].text
    assert not page(client, "/search", q="hộ nghèo", lang="vi").all("p", class_="terms")
