"""Typeset PDFs: reports of known structure in four looks come back whole, and what each step does is shown on small pages."""

import json
from pathlib import Path

import pytest

from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.pdf import read
from indexer.structure.invariants import breaches
from indexer.structure.report import structure
from store.records import Document
from tests.conftest import ROOT
from tests.indexer.formats.agreement import agreement
from tests.indexer.formats.pdf_page import pdf, pdf_of, pdf_pages

SAMPLES = sorted((Path(__file__).parent / "pdf").glob("*.pdf"))
KNOWN = {Path(known["file"]).stem: known for known in json.loads((ROOT / "tests" / "samples_truth.json").read_text("utf-8"))}


def _document(path: Path) -> Document:
    reading = read(path.read_bytes())
    return structure(reading.source, reading.reading, path.name, "0")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_report_comes_back_whole(path: Path) -> None:
    document = _document(path)
    known = KNOWN[path.name.split(".")[0]]
    assert agreement(document, known) == {"outline": 1.0, "parents": 1.0, "footnotes": 1.0, "anchors": 1.0}
    assert breaches(document) == []
    assert document.report.kind == known["profile"]["kind"]
    assert document.report.place == known["profile"]["place"]


@pytest.mark.parametrize("look", ["mot-cot", "chan-trang"], ids=["with lines", "without lines"])
def test_a_table_row_is_readable_alone(look: str) -> None:
    document = _document(next(path for path in SAMPLES if look in path.name))
    rows = [passage.text for passage in document.passages if passage.kind == "table"]
    text = "\n".join(rows)
    assert "Chỉ tiêu: Thu nhập bình quân đầu người của xã | Đơn vị: triệu đồng | Năm 2015: 28,5 | Năm 2020: 54,6" in text
    assert "Chỉ tiêu: Tỷ lệ hộ nghèo | Đơn vị: % | Năm 2015: 7,9 | Năm 2020: 2,1" in text


def test_page_numbers_and_running_heads_are_furniture() -> None:
    document = _document(next(path for path in SAMPLES if "chan-trang" in path.name))
    furniture = [passage.text for passage in document.passages if passage.kind == "furniture"]
    assert furniture.count("Báo cáo mẫu lưu hành nội bộ") == document.report.pages
    assert {str(number) for number in range(1, (document.report.pages or 0) + 1)} <= set(furniture)


def test_a_paragraph_goes_on_over_a_page() -> None:
    document = _document(next(path for path in SAMPLES if "mot-cot" in path.name))
    over = [p for p in document.passages if p.kind == "paragraph" and p.page is not None and p.page_end == p.page + 1]
    assert over
    assert all(p.text[0].isupper() and p.text.endswith((".", ":", ";")) for p in over)


def _texts(reading: FileReading) -> list[str]:
    return [line for line in reading.source.split("\n") if line]


PROSE = (
    (72, 100, 14, "Bao cao cua huyen ve viec trong rung, lam duong va giam so ho kho khan"),
    (72, 120, 14, "trong nam nam qua, dat ke hoach de ra"),
)


def test_a_small_figure_set_high_that_a_note_answers_is_a_mark() -> None:
    rule = "72 150 120 0.6 re f\n"
    page = pdf([*PROSE, (285, 115, 8, "1"), (72, 720, 10, "1 Theo so lieu cua phong thong ke.")], drawing=rule)
    reading = read(page)
    (block,) = reading.reading.blocks
    (note,) = reading.reading.notes
    (mark,) = block.marks
    assert mark.key == note.key
    assert reading.source[: mark.at].endswith("ke hoach de ra")
    assert reading.source[slice(*note.spans[0])] == "Theo so lieu cua phong thong ke."


def test_a_small_figure_set_high_behind_a_unit_stays_text() -> None:
    reading = read(pdf([(72, 100, 14, "Nha may xu ly 1.200 m"), (199, 95, 8, "2"), (210, 100, 14, "dat o xa An Hoa")]))
    assert reading.reading.notes == ()
    assert "m2 dat" in reading.source


def test_a_figure_of_the_same_size_is_no_mark() -> None:
    reading = read(pdf([(72, 100, 14, "Ho ngheo giam con 2,1% nam 20201"), (72, 720, 10, "1 Theo chuan moi.")]))
    assert all(not block.marks for block in reading.reading.blocks)


def test_letters_that_the_frame_around_them_cuts_away_are_not_read() -> None:
    content = "q 60 100 480 700 re W n BT /F1 12 Tf 72 700 Td (Ke hoach cua huyen) Tj ET BT /F1 12 Tf 72 60 Td (o) Tj ET Q"
    assert _texts(read(pdf_of(content.encode()))) == ["Ke hoach cua huyen"]


def test_a_frame_that_would_cut_away_the_page_is_not_believed() -> None:
    content = "q 0 0 10 10 re W n BT /F1 12 Tf 72 700 Td (Ke hoach cua huyen) Tj ET Q"
    assert _texts(read(pdf_of(content.encode()))) == ["Ke hoach cua huyen"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [(72, 100 + 16 * i, 12, f"cot trai hang {i} noi tiep ve rung") for i in range(8)]
    right = [(320, 106 + 16 * i, 12, f"cot phai hang {i} noi tiep ve duong") for i in range(8)]
    lines = "\n".join(_texts(read(pdf([*left, *right]))))
    assert lines.index("trai hang 7") < lines.index("phai hang 0")


def test_a_figure_broken_at_its_hyphen_is_put_together() -> None:
    page = pdf(
        [(72, 100, 14, "Trong nhiem ky cua Dang bo, giai doan thuc hien ke hoach la 2021-"), (72, 120, 14, "2030 cua ca tinh")]
    )
    assert "2021-2030 cua ca tinh" in read(page).source


def test_letters_of_a_tcvn3_font_become_unicode() -> None:
    assert "Đảng bộ huyện" in read(pdf([(72, 100, 14, "§¶ng bé huyÖn")], font=".VnTime")).source


def test_letters_of_a_vni_font_become_unicode() -> None:
    assert "Đảng bộ huyện" in read(pdf([(72, 100, 14, "Ñaûng boä huyeän")], font="VNI-Times")).source


def test_pages_that_are_damaged_are_named_and_the_others_read() -> None:
    whole = pdf_pages([[(72, 100, 14, f"{number}. Trong rung.")] for number in range(1, 5)])
    broken = whole.replace(b"5 0 obj\n<</Type/Page", b"5 0 obj\nnull %").replace(
        b"7 0 obj\n<</Type/Page", b"77 0 obj\n<</Type/Page"
    )
    reading = read(broken)
    assert _texts(reading) == ["1. Trong rung.", "4. Trong rung."]
    assert [block.page for block in reading.reading.blocks] == [1, 4]
    assert reading.reading.warnings == ("Pages 2–3 could not be read: damaged; get it anew, or print it to a PDF again",)
    with pytest.raises(Refused, match="its pages are damaged; get it anew"):
        read(broken.replace(b"1. Trong rung.", b" " * 14).replace(b"4. Trong rung.", b" " * 14))


def _locked() -> bytes:
    trailer = b"/ID[(a)(b)]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O(%s)/U(%s)>>" % (b"a" * 32, b"b" * 32)
    return pdf_of(b"", trailer=trailer)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (SAMPLES[0].read_bytes()[:20_000], "damaged"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "damaged"),
        (_locked(), "password"),
        (pdf_of(b""), "no words"),
        (pdf_of(b"", count=100_000_000), "words|pages"),
        (pdf_of(b"") + b"".join(b"%d 0 obj\n<<>>\nendobj\n" % i for i in range(6, 100_000)), "no words"),
    ],
    ids=["truncated", "garbage", "locked", "empty page", "count that lies", "a hundred thousand empty objects"],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read(data)
