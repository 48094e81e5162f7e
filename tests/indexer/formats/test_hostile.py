"""Broken and hostile files: read or refused with one sentence, soon and in little memory.

What takes seconds by its mere size is left to scripts/hostile_files, which measures all of them.
"""

import time

import pytest

from indexer.readers.formats import Refused, office, read_data
from tests.indexer.formats.hostile_files import FILES, WORD_BODY, W, good_docx, good_odt, word, zipped
from tests.indexer.formats.word import docx

REFUSED = {
    "no bytes.docx": "empty",
    "no bytes.pdf": "damaged",
    "half a file.docx": "cut off",
    "half a file.odt": "cut off",
    "half a file.pdf": "damaged",
    "without its end.docx": "cut off",
    "with a password.docx": "encrypted",
    "encrypted parts.docx": "encrypted",
    "encrypted parts.odt": "encrypted",
    "locked.pdf": "password",
    "entities.docx": "entities",
    "entities.odt": "entities",
    "entities.fodt": "entities",
    "entities from outside.docx": "entities",
    "entities in UTF-16.docx": "entities",
    "10,000 nested.docx": "nested",
    "10,000 nested.fodt": "nested",
    "pages in a circle.pdf": "pages are damaged",
    "a thousand million pages.pdf": "no words",
    "50,000 parts.docx": "no Word document",
    "a spreadsheet.docx": "no Word document",
    "a workbook.xlsx": "it is a workbook.* save the sheet",
    "a workbook.ods": "it is a workbook",
    "a presentation.pptx": "it is a presentation",
    "letters at random.docx": "damaged, or no Word document",
    "letters at random.odt": "damaged, or no OpenDocument text",
    "letters at random.txt": "not valid UTF-8",
    "text.xlsx": "files that end in .xlsx are not read",
    "a picture.txt": "picture",
    "another program's file.doc": "no Word document",
}
READ = {
    "half a file.html": "Thu chi",
    "10,000 nested.html": "Xin",
    "repeated cells.fodt": "b",
    "footnotes missing.docx": "Thu tăng",
    "a Word file.pdf": "Thu ngân sách tăng[1].",
    "a PDF.docx": "Bao cao cua huyen",
    "text.2020": "Thu ngân sách tăng 9%.",
    "text.docx": "Thu ngân sách tăng 9%.",
}


def bytes_and_suffix(name: str) -> tuple[bytes, str]:
    return FILES[name](), name[name.rindex(".") :]


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name: str) -> None:
    start = time.process_time()
    with pytest.raises(Refused, match=REFUSED[name]) as refused:
        read_data(*bytes_and_suffix(name))
    assert "\n" not in str(refused.value)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", READ)
def test_read_as_far_as_it_goes(name: str) -> None:
    assert READ[name] in read_data(*bytes_and_suffix(name)).source


@pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["half a file.rtf", "half a file.doc"])
def test_what_libreoffice_cannot_read_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="LibreOffice cannot read it"):
        read_data(*bytes_and_suffix(name))


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        pytest.param(word(f"<w:document {W}><w:body>"), ".docx", "damaged", id="XML that never ends"),
        pytest.param(word(f'<?xml version="1.0" encoding="cp037"?>{WORD_BODY}'.encode("cp037")), ".docx", "damaged", id="EBCDIC"),
        pytest.param(docx(), ".docx", "no words", id="no words"),
        pytest.param(b"<html><!--" + b"<!--" * 100_000, ".html", "no words", id="comments that never end"),
    ],
)
def test_other_damage_is_refused_with_one_sentence(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_data(data, suffix)


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_zip_bomb_is_not_expanded(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.readers.formats.package.LARGEST_PART", 100_000)
    name = "word/document.xml" if suffix == ".docx" else "content.xml"
    with pytest.raises(Refused, match="zip bomb"):
        read_data(zipped({name: f"<w:document {W}>{' ' * 1_000_000}</w:document>"}), suffix)


def test_a_million_empty_objects_are_passed_over() -> None:
    start = time.process_time()
    assert "Bao cao cua huyen" in read_data(*bytes_and_suffix("a million empty objects.pdf")).source
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<div>" * 10_000 + "Xin chào.".encode(), id="nested"),
        pytest.param(b"Xin" + b"<a " * 20_000, id="tags that never end"),
        pytest.param(b"Xin" + b"<" * 100_000, id="signs"),
        pytest.param(b"Xin" + b"<a b='" * 20_000, id="quotes that never end"),
        pytest.param(b"Xin" + b"<select>" * 100_000, id="fields that never end"),
        pytest.param(b"Xin<table>" + b"<form>" * 20_000 + b"<tr>a<td>b" * 2_000, id="forms around all rows"),
        pytest.param(b"Xin<table>" + b"<tr><td colspan=999 rowspan=999>a<td>b" * 300, id="cells that span everything"),
        pytest.param(b"Xin" + b'<p><sup><a href="#n">1</a></sup>a' * 2_000 + b"<p id=n>b", id="one body for all marks"),
    ],
)
def test_a_page_that_never_ends_is_read_soon(page: bytes) -> None:
    start = time.process_time()
    assert "Xin" in read_data(b"<html>" + page, ".html").source
    assert time.process_time() - start < 5


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".odt", ".html", ".pdf", ""])
@pytest.mark.parametrize("data", [good_docx(), good_odt()], ids=["docx", "odt"])
def test_the_content_says_what_a_file_is(data: bytes, suffix: str) -> None:
    assert read_data(data, suffix).source.startswith("Thu ngân sách tăng")
