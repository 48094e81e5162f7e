"""What reference managers read back is what was written, diacritics included."""

import json
from dataclasses import replace

import jsonschema
import pytest
import rispy
from pybtex.database import Entry, parse_string
from pybtex.richtext import Text

from search.citations import cite
from search.citations.source import Cited
from search.citations.styles import section_path
from tests.search.citations.facts import BARE, EVERY, FOOTNOTE, PARAGRAPH

TEXT = {"type": "string", "minLength": 1}
DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "maxItems": 3}}},
    "additionalProperties": False,
}
# Of CSL-JSON 1.0.2, the variables that a report may have.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "title", "genre", "publisher", "publisher-place", "status", "page", "section"), TEXT),
            **dict.fromkeys(("note", "abstract", "archive", "archive_location", "language", "URL"), TEXT),
            "type": {"const": "report"},
            "author": {"type": "array", "items": {"properties": {"literal": TEXT}, "additionalProperties": False}},
            "issued": DATE,
            "accessed": DATE,
        },
        "required": ["id", "type"],
        "additionalProperties": False,
    },
}


def entry_of(cited: Cited) -> Entry:
    return parse_string(cite(cited, "apa", "bibtex"), "bibtex").entries[cited.id]


def read_text(written: str) -> str:
    return str(Text.from_latex(written.removeprefix("{").removesuffix("}")))


@pytest.mark.parametrize("cited", EVERY.values(), ids=EVERY)
def test_bibtex(cited: Cited) -> None:
    entry = entry_of(cited)
    fields = entry.fields
    assert (entry.type, read_text(fields["title"]), fields["url"]) == ("techreport", cited.title, cited.address)
    assert read_text(fields["annote"]) == f"“{cited.quote}”"
    assert [str(person) for person in entry.persons.get("author", [])] == ([f"{{{cited.author}}}"] if cited.author else [])
    assert fields.get("year") == (str(cited.dated.year) if cited.dated else None)
    if cited.sections:
        assert section_path(cited) in read_text(fields["note"])
    if cited.footnote:
        assert f"Chú thích: {cited.footnote}" in read_text(fields["note"])


def test_a_name_with_a_comma_or_an_and_stays_one_name_in_bibtex() -> None:
    name = "Ủy ban Mặt trận, các đoàn thể and Hội Nông dân"
    assert [str(person) for person in entry_of(replace(PARAGRAPH, author=name)).persons["author"]] == [f"{{{name}}}"]


@pytest.mark.parametrize("odd", ["mở { rồi thôi", "đóng } thừa", r"ngược \ lại", "10^3 ~ $5", 'nháy " kép', "@article{x,"])
def test_no_sign_breaks_bibtex(odd: str) -> None:
    assert entry_of(replace(PARAGRAPH, quote=odd, title=odd)).fields["url"] == PARAGRAPH.address


@pytest.mark.parametrize("cited", EVERY.values(), ids=EVERY)
def test_ris(cited: Cited) -> None:
    text = cite(cited, "apa", "ris")
    assert all(line.endswith("\r\n") for line in text.splitlines(keepends=True))
    [record] = rispy.loads(text.replace("\r\n", "\n"))
    assert (record["type_of_reference"], record["title"], record["abstract"]) == ("RPRT", cited.title, f"“{cited.quote}”")
    assert record.get("authors", []) == ([cited.author] if cited.author else [])
    assert record["urls"] == [cited.address]
    assert record.get("start_page") == (str(cited.page) if cited.page else None)
    assert record.get("end_page") == (str(cited.page_end or cited.page) if cited.page else None)
    assert record.get("date") == (cited.dated.strftime("%Y/%m/%d") if cited.dated else None)
    assert record.get("section") == (section_path(cited) or None)


@pytest.mark.parametrize("cited", EVERY.values(), ids=EVERY)
def test_csl_json(cited: Cited) -> None:
    items = json.loads(cite(cited, "apa", "csl-json"))
    jsonschema.validate(items, CSL)
    [item] = items
    assert (item["title"], item["abstract"], item["URL"]) == (cited.title, f"“{cited.quote}”", cited.address)
    assert item.get("author", []) == ([{"literal": cited.author}] if cited.author else [])
    assert item.get("issued") == ({"date-parts": [[2020, 5, 12]]} if cited.dated else None)


def test_the_facts_that_have_no_field_of_their_own_are_in_the_notes() -> None:
    [record] = rispy.loads(cite(FOOTNOTE, "apa", "ris").replace("\r\n", "\n"))
    [item] = json.loads(cite(FOOTNOTE, "apa", "csl-json"))
    for fact in ("Nhiệm kỳ: 2020-2025", "Tỉnh: Thượng Lũng", "Chú thích: 7"):
        assert fact in record["notes"]
        assert fact in item["note"]
    assert "dự thảo" in record["type_of_work"]
    assert item["status"] == "dự thảo"


def test_what_is_not_known_has_no_field() -> None:
    [item] = json.loads(cite(BARE, "apa", "csl-json"))
    assert not {"author", "issued", "page", "section", "note", "status", "publisher-place"} & set(item)


def test_a_style_changes_nothing_in_these_formats() -> None:
    for name in ("bibtex", "ris", "csl-json"):
        assert cite(PARAGRAPH, "apa", name) == cite(PARAGRAPH, "vietnamese", name)  # type: ignore[arg-type]
