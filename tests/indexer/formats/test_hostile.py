"""Broken and hostile files: read or refused with one sentence, soon and in little memory."""

import io
import time
import zipfile

import pytest

from indexer.readers.formats import Refused, read_data
from tests.indexer.formats.word import docx, footnote, own_mark, p

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOOD = docx(p("Thu ngân sách tăng", footnote(1), "."), footnotes={1: p(own_mark(), " Báo cáo số 12.")})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def word(document: bytes | str) -> bytes:
    return zipped({"word/document.xml": document})


def encrypted(data: bytes) -> bytes:
    marked = bytearray(data)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        marked[at + 8] |= 1
    return bytes(marked)


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        pytest.param(b"", ".docx", "empty", id="no bytes"),
        pytest.param(GOOD[: len(GOOD) // 2], ".docx", "cut off", id="half a file"),
        pytest.param(GOOD[:-30], ".docx", "cut off", id="a file without its end"),
        pytest.param(encrypted(GOOD), ".docx", "encrypted", id="zip with a password"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "encrypted", id="docx with a password"),
        pytest.param(OLE, ".doc", "no Word document", id="another program's file"),
        pytest.param(word(ENTITIES + BODY), ".docx", "entities", id="entities that grow"),
        pytest.param(word(OUTSIDE + BODY), ".docx", "entities", id="entities from outside"),
        pytest.param(word((ENTITIES + BODY).encode("utf-16")), ".docx", "entities", id="entities in UTF-16"),
        pytest.param(
            word(f'<?xml version="1.0" encoding="cp037"?>{ENTITIES}{BODY}'.encode("cp037")), ".docx", "damaged", id="entities in EBCDIC"
        ),
        pytest.param(word(f"<w:document {W}><w:body>{'<w:sdt>' * 10_000}{'</w:sdt>' * 10_000}</w:body></w:document>"), ".docx", "nested",
                     id="ten thousand elements inside each other"),
        pytest.param(word(f"<w:document {W}><w:body>"), ".docx", "damaged", id="XML that never ends"),
        pytest.param(zipped({"xl/workbook.xml": "<a/>"}), ".docx", "no Word document", id="a spreadsheet called docx"),
        pytest.param(docx(), ".docx", "no words", id="no words"),
        pytest.param(b"<html><!--" + b"<!--" * 100_000, ".html", "no words", id="comments that never end"),
    ],
)  # fmt: skip
def test_refused_with_one_sentence(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_data(data, suffix)
    assert "\n" not in str(refused.value)


def test_a_zip_bomb_is_not_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.readers.formats.package.LARGEST_PART", 100_000)
    with pytest.raises(Refused, match="zip bomb"):
        read_data(word(f"<w:document {W}>{' ' * 1_000_000}</w:document>"), ".docx")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<div>" * 10_000 + "Xin chào.".encode(), id="nested"),
        pytest.param(b"Xin" + b"<a " * 20_000, id="tags that never end"),
        pytest.param(b"Xin" + b"<" * 100_000, id="signs"),
        pytest.param(b"Xin" + b"<a b='" * 20_000, id="quotes that never end"),
        pytest.param(b"Xin<table>" + b"<tr><td colspan=999 rowspan=999>a<td>b" * 300, id="cells that span everything"),
        pytest.param(b"Xin" + b'<p><sup><a href="#n">1</a></sup>a' * 2_000 + b"<p id=n>b", id="one body for all marks"),
    ],
)
def test_a_page_that_never_ends_is_read_soon(page: bytes) -> None:
    start = time.perf_counter()
    assert "Xin" in read_data(b"<html>" + page, ".html").source
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".odt", ".html", ""])
def test_the_content_says_what_a_file_is(suffix: str) -> None:
    assert read_data(GOOD, suffix).source.startswith("Thu ngân sách tăng")


def test_text_called_docx_is_text() -> None:
    assert read_data("Thu ngân sách tăng 9%.".encode(), ".docx").reading.layout == "plain"
