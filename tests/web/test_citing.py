"""Citing and checking over HTTP: citations as files, addresses that outlive their words, verdicts, statements, originals."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.build import build
from language.embedding import load_encoder
from search.citations import FORMATS, MEDIA_TYPES, STYLES
from search.library import Library
from tests.web.markup import Element, parsed
from tests.web.test_api import valid
from web import create_app

WORDS = "Bãi bồi giữ được đất."


@pytest.fixture
def cited(library: Library, hostile: str) -> str:
    """The id of the passage that holds WORDS."""
    read = library.read(hostile)
    assert read
    return next(passage.id for passage in read.passages if WORDS in passage.text)


def page(client: FlaskClient, address: str, status: int = 200) -> Element:
    response = client.get(address)
    assert response.status_code == status, response.text
    return parsed(response.text)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("format", FORMATS)
def test_a_citation_in_every_style_and_format(client: FlaskClient, cited: str, style: str, format: str) -> None:
    response = client.get(f"/api/v1/passages/{cited}/citation?style={style}&format={format}")
    assert response.status_code == 200
    assert response.mimetype in MEDIA_TYPES.values()
    assert f"/passages/{cited}" in response.text
    assert "Bãi bồi giữ" in response.text


@pytest.mark.parametrize(
    "query, parameter", [("style=mla", "style"), ("format=docx", "format"), ("quote=không có", "quote"), ("styles=apa", "styles")]
)
def test_a_bad_parameter_of_a_citation_is_named(client: FlaskClient, cited: str, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/passages/{cited}/citation?{query}")
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["parameter"] == parameter


def test_a_part_of_a_passage_is_cited_word_for_word(client: FlaskClient, cited: str) -> None:
    text = client.get(f"/api/v1/passages/{cited}/citation", query_string={"quote": "Bãi  bồi giữ được đất"}).text
    assert text.startswith("“Bãi bồi giữ được đất”\n")


def test_the_cite_page_shows_all_of_it_without_a_script(client: FlaskClient, cited: str) -> None:
    found = page(client, f"/passages/{cited}/cite")
    assert len(found.all("div", class_="citation")) == len(STYLES)
    assert len(found.all("pre")) == 3
    links = [link.attributes["href"] for link in found.all("a")]
    for address in links:
        if address.startswith(f"/api/v1/passages/{cited}/citation"):
            assert client.get(address).status_code == 200
    assert sum("/citation?" in address for address in links) == 3 * len(STYLES) + 3
    opened = next(address for address in links if ":~:text=" in address)
    start, end = unquote(urlsplit(opened).fragment.split("text=")[1]).split(",", 1)
    assert end.endswith("đất.")
    assert start.startswith("Rừng <b>đước</b>")


def test_programs_find_the_passage_in_the_head_of_its_pages(client: FlaskClient, cited: str, hostile: str) -> None:
    for address in (f"/passages/{cited}/cite", f"/reports/{hostile}?passage={cited}"):
        found = page(client, address)
        meta = {m.attributes.get("name"): m.attributes["content"] for m in found.all("meta") if "content" in m.attributes}
        assert str(meta["citation_title"]).startswith("BÁO CÁO CHÍNH TRỊ")
        assert str(meta["citation_public_url"]).endswith(f"/passages/{cited}")
        [coins] = found.all("span", class_="Z3988")
        assert parse_qs(coins.attributes["title"])["rft.genre"] == ["report"]


def test_the_site_s_own_address_stands_in_citations_when_it_is_set(index: Path, cited: str) -> None:
    client = create_app({"INDEX": index, "SITE": "https://van-kho.example.vn/"}).test_client()
    text = client.get(f"/api/v1/passages/{cited}/citation").text
    assert f" https://van-kho.example.vn/passages/{cited}\n" in text
    for address in ("/sitemap.xml", "/search.atom?q=rừng", "/opensearch.xml", f"/reports/{cited.split('.')[0]}"):
        assert "http://localhost" not in client.get(address).text
    assert "Secure" in client.get("/?lang=en").headers["Set-Cookie"]


def test_an_annotation_is_json_ld(client: FlaskClient, cited: str) -> None:
    response = client.get(f"/api/v1/passages/{cited}/annotation")
    assert response.headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert WORDS in json.loads(response.text)["target"][0]["selector"]["exact"]


@pytest.mark.parametrize(
    "quote, grade, heading",
    [
        (WORDS, "verbatim", "Có trong kho, đúng nguyên văn"),
        ("được trồng lại 46 ha.", "near", "Không đúng nguyên văn; gần giống chỗ sau"),
        ("Khánh thành tàu điện ngầm số hai mươi", "absent", "Không tìm thấy trong kho"),
    ],
)
def test_a_verdict(client: FlaskClient, quote: str, grade: str, heading: str) -> None:
    response = client.get("/api/v1/verify", query_string={"quote": quote})
    description = client.get("/api/v1/openapi.json").json
    assert description is not None
    assert response.json is not None
    valid(description, "/api/v1/verify", 200, response.json)
    assert response.json["grade"] == grade
    found = parsed(client.get("/verify", query_string={"quote": quote}).text)
    assert found.one("h2").text == heading
    assert len(found.all("mark")) == (1 if grade == "near" else 0)


def test_a_quotation_that_leaves_words_out_is_said_to_do_so(client: FlaskClient) -> None:
    quote = "giải ngân ba chương trình [...] thuộc nhóm thấp của tỉnh"
    answer = client.get("/api/v1/verify", query_string={"quote": quote}).json
    assert answer is not None
    assert (answer["grade"], answer["omissions"], answer["places"][0]["omissions"]) == ("verbatim", 1, 1)
    found = page(client, f"/verify?quote={quote}")
    assert found.one("h2").text == "Có trong kho, đúng nguyên văn, có lược bớt"
    assert "Số chỗ lời trích lược bớt: 1;" in found.text
    # The citation takes words that stand in the passage in one piece.
    assert client.get(found.one("a", class_="cite").attributes["href"] or "").status_code == 200


@pytest.mark.parametrize("query", ["", "?quote=", "?quote=%E2%80%A6", "?quote=" + "a%20" * 2001, "?quote=a&quote=b", "?text=a"])
def test_a_quotation_that_cannot_be_checked_is_refused(client: FlaskClient, query: str) -> None:
    response = client.get(f"/api/v1/verify{query}")
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["parameter"] in ("quote", "text")


def test_the_page_for_checking_is_a_form_that_repeats_what_was_asked(client: FlaskClient) -> None:
    assert page(client, "/verify").one("textarea").attributes["name"] == "quote"
    asked = page(client, "/verify?quote=<b>đước</b>")
    assert asked.one("textarea").text.strip() == "<b>đước</b>"


def test_a_quotation_of_a_paragraph_gets_an_address_and_a_longer_one_its_page(client: FlaskClient) -> None:
    short = client.post("/verify", data={"quote": f"{WORDS}\r\n"})
    assert short.status_code == 303
    assert page(client, short.location).one("h2").text == "Có trong kho, đúng nguyên văn"
    long = client.post("/verify", data={"quote": "Khánh thành tàu điện ngầm số hai mươi.\r\n" * 80})
    assert long.status_code == 200
    assert parsed(long.text).one("h2").text == "Không tìm thấy trong kho"
    assert page(client, "/verify").one("form", class_="verify").attributes["method"] == "post"


@pytest.mark.parametrize("times", [500, 100_000], ids=["pages", "a book"])
def test_a_quotation_too_long_is_told_so_and_kept_whole_in_its_form(client: FlaskClient, times: int) -> None:
    quote = ("giữ rừng " * times).strip()
    response = client.post("/verify", data={"quote": quote})
    assert response.status_code == 400
    found = parsed(response.text)
    assert found.one("textarea").text == quote
    assert "maxlength" not in found.one("textarea").attributes
    assert "4.000" in found.one("p", role="alert").text


def test_a_statement_says_yes_or_no(client: FlaskClient) -> None:
    assert "tìm thấy; dạng gặp nhiều nhất" in page(client, "/search/statement?q=hộ nghèo").text
    found = page(client, "/search/statement?q=trạm vũ trụ&term=2020-2025")
    assert "không tìm thấy đoạn nào có các dạng trên" in found.one("strong").text
    assert "Câu tìm: trạm vũ trụ" in found.one("pre").text
    assert "2020-2025" in found.one("dl").text
    assert client.get("/search/statement").status_code == 302
    assert client.get("/search/statement?q=place:Mận").status_code == 400


def test_a_statement_is_of_the_moment_in_which_it_is_asked_for(client: FlaskClient) -> None:
    first = client.get("/search/statement?q=hộ nghèo")
    again = client.get("/search/statement?q=hộ nghèo", headers={"If-None-Match": first.headers.get("ETag", "*")})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "query, said",
    [
        ("hộ nghèo", "Result: found; "),
        ("trạm vũ trụ", "Result: no passage has "),
        ("trạm vũ trụ huyện Đồng Sậy Hạ", "Result: no passage has "),
    ],
)
def test_a_statement_speaks_the_language_of_the_page(client: FlaskClient, query: str, said: str) -> None:
    told = page(client, f"/search/statement?q={query}&lang=en")
    conclusion = told.one("strong")
    assert (conclusion.text.startswith(said), conclusion.attributes["lang"]) == (True, "en")
    cells = told.all("td")
    assert [cells[0].text, cells[0].attributes["lang"], cells[1].attributes["lang"]] == [
        "the whole phrase, diacritics as typed",
        "en",
        "vi",
    ]
    assert all(cell.attributes["lang"] == "en" for cell in cells[::3])
    assert page(client, f"/search/statement?q={query}&lang=vi").all("td")[0].text == "nguyên cụm, đúng dấu"
    named = ["all words in one passage, in reports about huyện Đồng Sậy Hạ"] if "huyện" in query else []
    assert [cell.text for cell in cells[::3] if "in reports about" in cell.text] == named


REPORT = """ĐẢNG BỘ HUYỆN BẾN MẬN
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Bến Mận lần thứ IX, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ ĐẠT ĐƯỢC

Vùng mận hậu rộng 120 ha, hồ chứa nước đầy quanh năm.

Xây xong ba nhà văn hóa thôn.
"""


class Site:
    """A site over an archive that the test changes."""

    def __init__(self, folder: Path) -> None:
        self.archive, self.index = folder / "archive", folder / "index"
        self.archive.mkdir()
        self.file = self.archive / "ben-man.txt"
        self.write(REPORT)
        self.app: Flask = create_app({"INDEX": self.index})
        self.client = self.app.test_client()
        library: Library = self.app.extensions["searcher"].library
        read = library.read(library.reports()[0].report.id)
        assert read
        self.report = read.report.id
        self.cited = next(p.id for p in read.passages if p.text.startswith("Vùng mận"))

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        build(self.archive, self.index, load_encoder())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_an_address_whose_words_have_changed_shows_the_old_and_the_nearest(site: Site) -> None:
    site.write(REPORT.replace("120 ha", "135 ha"))
    for address in (f"/passages/{site.cited}", f"/passages/{site.cited}/cite"):
        found = page(site.client, address, 404)
        assert found.one("h1").text == "Đoạn được dẫn đã đổi lời"
        assert [quote.text.strip() for quote in found.all("blockquote")] == [
            "Vùng mận hậu rộng 120 ha, hồ chứa nước đầy quanh năm.",
            "Vùng mận hậu rộng 135 ha, hồ chứa nước đầy quanh năm.",
        ]
        assert found.all("del")[0].text == "120"
        assert any(a.attributes["href"] == f"/reports/{site.report}" for a in found.all("a"))
    told = site.client.get(f"/api/v1/passages/{site.cited}/address").json
    assert told is not None
    assert (told["standing"], told["report"]) == ("changed", site.report)
    assert [(d["quoted"], d["archived"]) for d in told["differences"]] == [("120", "135")]


def test_an_address_follows_a_renamed_file(site: Site) -> None:
    site.file.rename(site.archive / "huyen-ben-man.txt")
    site.file = site.archive / "huyen-ben-man.txt"
    site.write(REPORT)
    response = site.client.get(f"/passages/{site.cited}", follow_redirects=True)
    assert response.status_code == 200
    assert re.search(r"reports/huyen-ben-man-\w+$", response.request.path)
    assert site.client.get(f"/passages/{site.cited}/cite").status_code == 302


def test_a_report_that_was_taken_out_is_named_and_its_words_are_not_shown(site: Site) -> None:
    site.file.unlink()
    site.file = site.archive / "khac.txt"
    site.write("Báo cáo của xã khác về rừng đầu nguồn.\n")
    found = page(site.client, f"/passages/{site.cited}", 404)
    assert "BÁO CÁO CHÍNH TRỊ" in found.one("main").text
    assert "mận hậu" not in found.one("main").text
    told = site.client.get(f"/api/v1/passages/{site.cited}/address").json
    assert told is not None
    assert (told["standing"], told["remembered"]) == ("removed", None)
