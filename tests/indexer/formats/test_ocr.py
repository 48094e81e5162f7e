"""Scanned pages: a page of a sample printed as a picture is read by Tesseract, raised marks and all."""

import ctypes
import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from indexer.readers.formats import ocr
from indexer.readers.formats.answer import Refused
from indexer.readers.formats.ocr_ink import Box, Page, drawn_lines, raised_ink
from indexer.readers.formats.ocr_words import corrected
from indexer.readers.formats.pdf import read
from indexer.readers.formats.pdf_quality import syllable_share
from indexer.structure.invariants import breaches, letters
from indexer.structure.report import structure
from store.records import Document
from tests.conftest import ROOT

SAMPLE = Path(__file__).parent / "pdf" / "vinh-lach-bao-cao-chinh-tri-2020-2025.mot-cot.pdf"
with_tesseract = pytest.mark.skipif(ocr.missing() is not None, reason="no Tesseract with Vietnamese here")


def _scan(path: Path, page: int, folder: Path, *, typeset: Sequence[int] = (), under: str = "") -> bytes:
    """The `typeset` pages as they are, then the page as nothing but its picture at 300 dpi, with the words `under` it."""
    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    if typeset:
        made.import_pages(source, list(typeset))
    width, height = source[page].get_size()
    image = pypdfium2.PdfImage.new(made)
    image.set_bitmap(source[page].render(scale=300 / 72, grayscale=True))
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    sheet = made.new_page(width, height)
    sheet.insert_obj(image)
    for line, words in enumerate(textwrap.wrap(under, 60)):
        text = pdfium.FPDFPageObj_NewTextObj(made, b"Times-Roman", 12.0)
        letters_ = (words + "\0").encode("utf-16-le")
        pdfium.FPDFText_SetText(text, ctypes.cast(ctypes.create_string_buffer(letters_), ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
        pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 72, 700 - 20 * line)
        pdfium.FPDFPage_InsertObject(sheet, text)
    sheet.gen_content()
    target = folder / "scan.pdf"
    made.save(target)
    made.close()
    source.close()
    return target.read_bytes()


def _document(data: bytes) -> Document:
    found = read(data)
    return structure(found.source, found.reading, "quet.pdf", "0")


@with_tesseract
def test_a_scanned_page_is_read_with_its_notes(tmp_path: Path) -> None:
    reading = read(_scan(SAMPLE, 1, tmp_path))
    notes = {note.marker: letters("".join(reading.source[a:b] for a, b in note.spans)) for note in reading.reading.notes}
    assert list(notes) == ["4", "5", "6", "7", "8", "9"]
    assert notes["6"].startswith(letters("Tổng mức đầu tư 62 tỷ đồng"))
    anchors = [letters(reading.source[: mark.at])[-8:] for block in reading.reading.blocks for mark in block.marks]
    assert anchors[:2] == [letters("tổng số 240 ha")[-8:], letters("xen rong câu")[-8:]]
    assert any("read by OCR, with a mean word confidence of 9" in warning for warning in reading.reading.warnings)


@with_tesseract
def test_of_a_report_with_one_scanned_page_that_page_alone_is_read_by_ocr(tmp_path: Path) -> None:
    document = _document(_scan(SAMPLE, 5, tmp_path, typeset=[0]))
    whole = [passage for passage in document.passages if passage.page == passage.page_end]
    sure = {page: {passage.confidence is not None for passage in whole if passage.page == page} for page in (1, 2)}
    assert sure == {1: {False}, 2: {True}}
    assert breaches(document) == []


@with_tesseract
def test_words_under_a_picture_that_lost_their_marks_are_read_anew(tmp_path: Path) -> None:
    lost = "Bao cao chinh tri cua Ban Chap hanh Dang bo huyen Vinh Lach trinh Dai hoi Dang bo huyen lan thu muoi bon " * 3
    document = _document(_scan(SAMPLE, 5, tmp_path, under=lost))
    assert "Chap hanh" not in document.source
    assert all(p.confidence is not None for p in document.passages if p.kind != "furniture")


def _fake_tesseract(folder: Path, does: str) -> None:
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\nif [ "$1" = --list-langs ]; then echo vie; exit 0; fi\n{does}\n', encoding="utf-8")
    program.chmod(0o755)


def test_a_page_that_ocr_fails_on_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = _scan(SAMPLE, 5, tmp_path, typeset=[0, 1])
    _fake_tesseract(tmp_path, "cat > /dev/null; exit 3")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    document = _document(scan)
    assert document.passages
    assert any(warning.startswith("Page 3 could not be read by OCR: Tesseract failed") for warning in document.warnings)


@pytest.mark.parametrize(("does", "longest"), [("exec sleep 60", 0.2), ("while :; do :; done", 60)], ids=["waiting", "busy"])
def test_a_page_that_takes_ocr_too_long_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, longest: float
) -> None:
    scan = _scan(SAMPLE, 5, tmp_path)
    _fake_tesseract(tmp_path, does)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name, seconds in (("_SECONDS", 1), ("_LONGEST", longest), ("_SIGN_OF_LIFE", 0.1)):
        monkeypatch.setattr(ocr, name, seconds)
    with pytest.raises(Refused, match="scans, and OCR could not read them: Tesseract took more than"):
        read(scan)


def test_without_tesseract_a_single_scan_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = _scan(SAMPLE, 5, tmp_path, typeset=[0, 1])
    monkeypatch.setenv("PATH", str(tmp_path))
    document = _document(scan)
    assert document.passages
    assert any(w.startswith("Page 3 could not be read: scans without text; install Tesseract") for w in document.warnings)


def test_a_scan_is_refused_with_the_way_to_install_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = _scan(SAMPLE, 5, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="install Tesseract"):
        read(scan)


def _page() -> Page:
    return np.full((200, 400), 255, dtype=np.uint8)


LINE = Box(20, 40, 300, 100)


def test_ink_that_stands_high_alone_and_tall_is_a_raised_mark() -> None:
    page = _page()
    page[52:74, 200:212] = 0  # a figure of 22 pixels in type of 58, its foot 16 above the base line
    assert raised_ink(page, LINE, 0.0, 90.0, 58.0) == [Box(200, 52, 212, 74)]


@pytest.mark.parametrize(
    "ink",
    [(slice(52, 90), slice(200, 212)), (slice(52, 62), slice(200, 212)), (slice(52, 74), slice(200, 203))],
    ids=["a letter down to the base line", "an accent or a quotation mark", "a speck"],
)
def test_other_ink_is_no_raised_mark(ink: tuple[slice, slice]) -> None:
    page = _page()
    page[ink] = 0
    assert raised_ink(page, LINE, 0.0, 90.0, 58.0) == []


def test_an_accent_with_its_letter_below_is_no_raised_mark() -> None:
    page = _page()
    page[50:70, 200:215] = 0
    page[76:90, 198:217] = 0
    assert raised_ink(page, LINE, 0.0, 90.0, 58.0) == []


def test_long_straight_ink_is_a_drawn_line() -> None:
    page = _page()
    page[150:153, 40:240] = 0
    page[20:120, 350:352] = 0
    assert drawn_lines(page) == [Box(40, 150, 240, 153), Box(350, 20, 352, 120)]


@pytest.mark.parametrize(
    ("text", "share"),
    [("Đảng bộ huyện Sông Mơ tập trung xây dựng nông thôn mới", 1.0), ("Þi hép huyÖn §¶ng bé lÇn thø", 0.0)],
    ids=["Vietnamese", "letters of a font that does not say its signs"],
)
def test_the_share_of_syllables_tells_broken_text(text: str, share: float) -> None:
    assert abs(syllable_share(text) - share) < 0.35


@pytest.mark.parametrize(
    ("read_as", "right"),
    [
        ("tổ chức đẳng, đẳng viên", "tổ chức đảng, đảng viên"),
        ("ĐẲNG BỘ HUYỆN", "ĐẢNG BỘ HUYỆN"),
        ("sẩn xuất, thu chỉ ngân sách", "sản xuất, thu chi ngân sách"),
        ("các chỉỉ tiêu từừ năm", "các chỉ tiêu từ năm"),
        ("bình đẳng, cao đẳng, chỉ tiêu, sẵn sàng", "bình đẳng, cao đẳng, chỉ tiêu, sẵn sàng"),
        ("chuyên biến, phát triên, chuyên môn, vẫn đề", "chuyển biến, phát triển, chuyên môn, vấn đề"),
        ("chi bộ đẳng khắc phục, nền tẳng vững", "chi bộ đảng khắc phục, nền tảng vững"),
        ("chẳng khẳng định bằng phẳng, trung đẳng", "chẳng khẳng định bằng phẳng, trung đẳng"),
        ("công tác chính tr] tư tưởng, “th] xã”", "công tác chính trị tư tưởng, “thị xã”"),
        ("xem [bảng x] và [tr]", "xem [bảng x] và [tr]"),
    ],
    ids=[
        "a neighbour tells",
        "capitals",
        "on either side",
        "a letter read twice",
        "right words stay",
        "a mark lost",
        "no syllable has that ẳ",
        "syllables that have an ẳ",
        "a bracket that nothing opens",
        "brackets",
    ],
)
def test_what_is_misread_time_and_again_is_put_right_by_its_neighbour(read_as: str, right: str) -> None:
    assert " ".join(corrected(read_as.split())) == right


def test_formats_are_read_where_a_system_has_no_limits_for_processes() -> None:
    # As on Windows, where Python has no module `resource`; psutil, which asks for it on other systems alone, is loaded before.
    program = "import psutil, sys; sys.modules['resource'] = None; from indexer.readers.formats import read_data"
    program += "; read_data(b'Xin', '.txt')"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
