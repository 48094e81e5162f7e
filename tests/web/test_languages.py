"""Both languages: who gets which, what is remembered, and that nothing of the interface stays untranslated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import ROOT
from tests.web.markup import Element, parsed
from tests.web.test_pages import PAGES
from tests.web.test_texts import VIETNAMESE
from web import told

CATALOGUES = sorted((ROOT / "web" / "translations").glob("*/LC_MESSAGES/messages.po"))
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,vi;q=0.5"}


def language(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> str:
    return parsed(client.get(address, headers=headers).text).one("html").attributes["lang"]


def test_the_browser_chooses_the_language(client: FlaskClient) -> None:
    assert language(client, "/") == "vi"
    assert language(client, "/", ENGLISH) == "en"
    assert language(client, "/", {"Accept-Language": "ja"}) == "vi"


def test_the_switch_overrules_the_browser_and_is_remembered(client: FlaskClient) -> None:
    switch = parsed(client.get("/search?q=rừng&place=huyện Lá Bạc").text).one("a", class_="language")
    assert switch.text == "English"
    page = parsed(client.get(switch.attributes["href"]).text)
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("ul", class_="chips").one("a")  # the question is the same one
    assert language(client, "/help") == "en"
    assert language(client, page.one("a", class_="language").attributes["href"]) == "vi"
    assert language(client, "/help", ENGLISH) == "vi"


def test_a_language_that_there_is_not_changes_nothing(client: FlaskClient) -> None:
    response = client.get("/?lang=xx")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert language(client, "/?lang=xx") == "vi"


def test_caches_are_told_what_the_language_hangs_on(client: FlaskClient) -> None:
    assert {"Accept-Language", "Cookie"} <= set(client.get("/").headers["Vary"].split(", "))
    assert "Cookie" not in client.get("/api/v1/reports").headers.get("Vary", "")


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_translates_every_text(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    with (catalogue.parents[2] / "messages.pot").open("rb") as file:
        assert {str(message.id) for message in messages} == {str(message.id) for message in read_po(file) if message.id}
    for message in messages:
        source = listed(message.id)[0]
        for string in listed(message.string):
            assert string, f"run scripts/texts and translate: {source}"
            assert not message.fuzzy
            assert set(re.findall(r"%\(\w+\)s", string)) == set(re.findall(r"%\(\w+\)s", source)), source
            assert re.findall(r"<[^>]+>", string) == re.findall(r"<[^>]+>", source), source


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_the_compiled_catalogue_is_that_of_the_texts(catalogue: Path) -> None:
    with catalogue.open("rb") as written, catalogue.with_suffix(".mo").open("rb") as compiled:
        assert strings(read_po(written)) == strings(read_mo(compiled)), "run scripts/texts"


def strings(catalogue: Catalog) -> dict[str, list[str]]:
    """What each text is translated as; the one string, or that of each number."""
    return {listed(message.id)[0]: listed(message.string) for message in catalogue if message.id}


def listed(strings: object) -> list[str]:
    return [strings] if isinstance(strings, str) else list(strings)  # type: ignore[call-overload]


def spoken(element: Element, inherited: str) -> Iterator[tuple[str, str]]:
    """(language, text) of every text and every attribute that is read out."""
    own = element.attributes.get("lang", inherited)
    named = "aria-label" in element.attributes  # then a title only shows more, such as the words of a footnote
    for name in ("aria-label", "placeholder") if named else ("title", "placeholder"):
        if name in element.attributes:
            yield own, element.attributes[name]
    for child in element.children:
        if isinstance(child, Element):
            repeats = child.tag in ("title", "q", "script")  # the first two may repeat the query
            if not repeats and child.attributes.get("role") != "img":  # an image is read out by its name alone
                yield from spoken(child, own)
        else:
            yield own, child


@pytest.mark.parametrize("address", [*PAGES, "/search?q=rừng đước&mode=semantic"], ids=lambda address: address[:40])
def test_an_english_page_speaks_english(client: FlaskClient, ids: dict[str, str], address: str) -> None:
    page = parsed(client.get(address.format(**ids), headers=ENGLISH).text)
    assert page.one("html").attributes["lang"] == "en"
    said = [re.sub(r"“[^”]*”|[^(]* → [^)]*|Văn Khố", "", text) for own, text in spoken(page, "") if own == "en"]
    assert [text for text in said if VIETNAMESE.search(text)] == []


def test_reading_and_remarks_follow_the_page(client: FlaskClient) -> None:
    page = parsed(client.get('/search?q="rừng đước&lang=en').text)
    assert page.one("p", class_="understood").text == "Searching for exactly the phrase “rừng đước”."
    assert "closing quotation mark" in page.one("ul", class_="remarks").text


def test_the_api_speaks_the_language_that_is_asked_for_and_no_other(client: FlaskClient) -> None:
    answers = [client.get(f"/api/v1/search?q=(rừng{lang}", headers=ENGLISH).json for lang in ("", "&lang=en")]
    assert [answer and answer["reading"] for answer in answers] == ["Tìm các từ “rừng”.", "Searching for the words “rừng”."]
    assert [answer and answer["remarks"][0].split()[0] for answer in answers] == ["Thiếu", "A"]
    assert client.get("/api/v1/search?q=rừng&lang=fr").status_code == 400


def remarks_of_the_search() -> Iterator[str]:
    """Every remark that the search may make, its figures written as 7."""
    for path in sorted((ROOT / "search").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "append":
                if "remarks" not in ast.unparse(call.func.value):
                    continue
                (sentence,) = call.args
                parts = sentence.values if isinstance(sentence, ast.JoinedStr) else [sentence]
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


@pytest.mark.parametrize("sentence", sorted(set(remarks_of_the_search())))
def test_every_remark_of_the_search_is_known(app: Flask, sentence: str) -> None:
    with app.test_request_context("/?lang=en"):
        said = told.remark(sentence)
    assert said.language == "en"
    assert not VIETNAMESE.search(said.text)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("1 footnote mark has no body: 3", "1 dấu chú thích không có lời: 3"),
        ("12 footnote marks have no body: 3, 4 and 10 more", "12 dấu chú thích không có lời: 3, 4 và 10 dấu nữa"),
        (
            "Pages 1–6 were read by OCR, with a mean word confidence of 94 % (lowest: page 3, 91 %): check figures before citing them",
            "Trang 1–6 được nhận dạng từ ảnh (OCR), độ tin cậy trung bình 94 %: hãy soát lại số liệu trước khi dẫn",
        ),
        (
            "Roman numerals that OCR misread were read by their strokes (page): HI. → III. (4)",
            "Số La Mã mà OCR đọc nhầm đã được đọc lại theo nét chữ (trang): HI. → III. (4)",
        ),
        (
            "Pages 2–3 could not be read: damaged; get it anew, or print it to a PDF again",
            "Trang 2–3 bị hỏng nên không đọc được; hãy lấy lại tệp, hoặc in lại thành PDF",
        ),
        ("2 footnotes have no mark in the text: 8, 9", "2 chú thích không có dấu trong văn bản: 8, 9"),
        (
            "it was read through LibreOffice and it was written in TCVN3 letters, which were converted to Unicode",
            "văn bản được đọc qua LibreOffice; văn bản dùng bảng mã TCVN3, đã chuyển sang Unicode",
        ),
    ],
)
def test_a_warning_is_told_in_vietnamese(app: Flask, sentence: str, said: str) -> None:
    with app.test_request_context("/"):
        assert told.warning(sentence) == told.Told(said, "vi")
    with app.test_request_context("/?lang=en"):
        assert told.warning(sentence) == told.Told(sentence, "en")


def test_a_sentence_of_no_known_form_stays_and_says_its_language(app: Flask) -> None:
    with app.test_request_context("/"):
        assert told.warning("the moon is full") == told.Told("the moon is full", "en")
        assert told.remark("Trăng tròn.") == told.Told("Trăng tròn.", "vi")
