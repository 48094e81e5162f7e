"""Broken and hostile files of every format, made as they are asked for: some weigh megabytes.

FILES["zip bomb.docx"]()        the bytes; the suffix is the one under which the file is given to the readers
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from tests.indexer.formats.pdf_page import pdf, pdf_of
from tests.indexer.formats.test_odt import NAMESPACES
from tests.indexer.formats.test_odt import note as odt_note
from tests.indexer.formats.test_odt import p as odt_p
from tests.indexer.formats.word import docx, footnote, own_mark, p, r, table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)
ENTITIES += "]>"  # the last of them is ten thousand million letters
OUTSIDE = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
WORD_BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
ODT_BODY = (
    f"<office:document {NAMESPACES}><office:body><office:text><text:p>&j;</text:p></office:text></office:body></office:document>"
)
_RAISED = '<w:vertAlign w:val="superscript"/>'
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def word(document: bytes | str) -> bytes:
    return zipped({"word/document.xml": document})


def odt(content: bytes | str, manifest: str = "<manifest/>") -> bytes:
    return zipped({"mimetype": f"{OPEN_DOCUMENT}.text", "content.xml": content, "META-INF/manifest.xml": manifest})


def fodt(body: str) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return f'<?xml version="1.0"?><office:document {NAMESPACES}>{text}</office:document>'.encode()


def encrypted(data: bytes) -> bytes:
    """The zip file with all its parts marked as encrypted."""
    marked = bytearray(data)
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        marked[at + 8] |= 1
    return bytes(marked)


@cache
def good_docx() -> bytes:
    return docx(p("Thu ngân sách tăng", footnote(1), "."), footnotes={1: p(own_mark(), " Báo cáo số 12.")})


@cache
def good_odt() -> bytes:
    return odt(fodt(odt_p(f"Thu ngân sách tăng{odt_note('1', 'Báo cáo số 12.')}.")))


@cache
def good_pdf() -> bytes:
    return pdf([(72, 100, 12, "Thu chi nam nay tang"), (72, 120, 12, "Bao cao cua huyen Song Mo")])


def million_objects() -> bytes:
    empty = b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(10, 1_000_010))
    return good_pdf().replace(b"trailer", empty + b"trailer")


def compressed_page() -> bytes:
    """A page whose text, unpacked, is forty million letters."""
    packed = zlib.compress(b"BT /F1 12 Tf 50 50 Td " + b"(a) Tj " * 8_000_000 + b"ET", 9)
    return pdf_of(packed).replace(b"<</Length", b"<</Filter/FlateDecode/Length")


def locked_pdf() -> bytes:
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O(%s)/U(%s)>>" % (b"a" * 32, b"b" * 32)
    return pdf_of(b"BT ET", trailer=b"/Encrypt 9 0 R/ID[(a)(b)]").replace(b"trailer", b"9 0 obj\n" + lock + b"\nendobj\ntrailer")


_FIELDS = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "begin", "separate"))
_WIDE = '<w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>'
_HTML = b"<html><body>Xin"

FILES: dict[str, Callable[[], bytes]] = {
    # cut off, empty, locked
    "no bytes.docx": lambda: b"",
    "no bytes.pdf": lambda: b"",
    "half a file.docx": lambda: good_docx()[: len(good_docx()) // 2],
    "half a file.odt": lambda: good_odt()[: len(good_odt()) // 2],
    "half a file.pdf": lambda: good_pdf()[: len(good_pdf()) // 2],
    "half a file.html": lambda: b"<html><body><p>Thu chi n\xc4\x83m nay t\xc4\x83ng<a hr",
    "half a file.rtf": lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0 Times",
    "half a file.doc": lambda: OLE + "WordDocument".encode("utf-16-le") + bytes(4000),
    "without its end.docx": lambda: good_docx()[:-30],
    "with a password.docx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "encrypted parts.docx": lambda: encrypted(good_docx()),
    "encrypted parts.odt": lambda: odt(fodt(odt_p("a")), "<manifest:encryption-data/>"),
    "locked.pdf": locked_pdf,
    # what grows
    "zip bomb.docx": lambda: word(f"<w:document {W}>{' ' * (300 * 2**20)}</w:document>"),
    "zip bomb.odt": lambda: odt(fodt(" " * (300 * 2**20))),
    "page bomb.pdf": compressed_page,
    "entities.docx": lambda: word(ENTITIES + WORD_BODY),
    "entities.odt": lambda: odt(f'<?xml version="1.0"?>{ENTITIES}{ODT_BODY}'),
    "entities.fodt": lambda: f'<?xml version="1.0"?>{ENTITIES}{ODT_BODY}'.encode(),
    "entities from outside.docx": lambda: word(OUTSIDE + WORD_BODY),
    "entities in UTF-16.docx": lambda: word((ENTITIES + WORD_BODY).encode("utf-16")),
    "repeated cells.fodt": lambda: fodt(
        '<table:table><table:table-row table:number-rows-repeated="999999">'
        f'<table:table-cell table:number-columns-repeated="999999">{odt_p("a")}</table:table-cell></table:table-row></table:table>'
        + odt_p('a<text:s text:c="999999999"/>b')
    ),
    "cells that span everything.docx": lambda: docx(table(*[tuple([_WIDE + p("a")] * 300)] * 300)),
    "cells that span everything.html": lambda: _HTML + b"<table>" + b"<tr><td colspan=999 rowspan=999>a<td>b" * 5000,
    # what is nested or never ends
    "10,000 nested.docx": lambda: word(
        f"<w:document {W}><w:body>{'<w:sdt>' * 10_000}{'</w:sdt>' * 10_000}</w:body></w:document>"
    ),
    "10,000 nested.fodt": lambda: fodt("<text:span>" * 10_000 + "a" + "</text:span>" * 10_000),
    "10,000 nested.html": lambda: _HTML + b"<div>" * 10_000 + b"a",
    "100,000 nested.rtf": lambda: b"{\\rtf1 " + b"{" * 100_000 + b"a" + b"}" * 100_001,
    "comments that never end.html": lambda: _HTML + b"<!--" * 100_000,
    "tags that never end.html": lambda: _HTML + b"<a b='" * 100_000,
    "fields that never end.docx": lambda: docx(*[p(_FIELDS, "Chữ.")] * 20_000),
    "pages in a circle.pdf": lambda: pdf_of(b"BT ET").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R 2 0 R]"),
    "a thousand million pages.pdf": lambda: pdf_of(b"BT ET", count=1_000_000_000),
    # what is many
    "a million empty objects.pdf": million_objects,
    "200,000 lines drawn.pdf": lambda: pdf(
        [(72, 100, 12, "Bao cao")], drawing="".join(f"{n % 500} {n % 800} 10 10 re S\n" for n in range(200_000))
    ),
    "50,000 parts.docx": lambda: zipped({f"word/{number}": b"" for number in range(50_000)}),
    "100,000 paragraphs.docx": lambda: docx(*[p("Thu chi của huyện.")] * 100_000),
    "6,000 raised figures.docx": lambda: docx(*[p(r("1", _RAISED), " thân")] * 3000, *[p("a", r("1", _RAISED), " thân")] * 3000),
    "4,000 linked notes.html": lambda: (
        _HTML
        + b"".join(b'<sup><a href="#n%d">1</a></sup> x' % n for n in range(4000))
        + b"".join(b"<p id=n%d>1 b" % n for n in range(4000))
    ),
    "30 MB of signs.html": lambda: _HTML + b"<" * (29 * 2**20),
    "30 MB in one line.txt": lambda: "Thu chi của huyện tăng. ".encode() * 1_100_000,
    # what is something else
    "footnotes missing.docx": lambda: docx(p("Thu tăng", footnote(1), "."), footnotes={1: p("a")}, leave_out=("footnotes",)),
    "a Word file.pdf": good_docx,
    "a PDF.docx": good_pdf,
    "text.docx": lambda: "Thu ngân sách tăng 9%.".encode(),
    "a workbook.xlsx": lambda: zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}),
    "a workbook.ods": lambda: zipped({"mimetype": f"{OPEN_DOCUMENT}.spreadsheet"}, zipfile.ZIP_STORED),
    "a presentation.pptx": lambda: zipped({"ppt/presentation.xml": "<a/>"}),
    "letters at random.docx": lambda: bytes(range(128, 256)) * 40,
    "letters at random.odt": lambda: bytes(range(128, 256)) * 40,
    "letters at random.txt": lambda: bytes(range(128, 256)) * 40,
    "text.xlsx": lambda: "Thu ngân sách tăng 9%.".encode(),
    "text.2020": lambda: "Thu ngân sách tăng 9%.".encode(),
    "a spreadsheet.docx": lambda: zipped({"xl/workbook.xml": "<a/>"}),
    "a picture.txt": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "another program's file.doc": lambda: OLE,
}
