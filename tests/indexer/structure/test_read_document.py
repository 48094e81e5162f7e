"""A file on disk → a document for which the three rules hold, whatever the file."""

import doctest
import importlib
import random
from pathlib import Path

import pytest

from indexer.document import read_document
from indexer.structure.ids import report_id
from indexer.structure.invariants import breaches
from store.errors import UnreadableReport
from store.records import Document

REPORT = """          ĐẢNG BỘ                              ĐẢNG CỘNG SẢN VIỆT NAM
     HUYỆN SÔNG MƠ                       Sông Mơ, ngày 5 tháng 8 năm 2023

BÁO CÁO
sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ huyện Sông Mơ, nhiệm kỳ 2020 - 2025

Huyện ủy báo cáo kết quả thực hiện nghị quyết trong nửa đầu nhiệm kỳ như sau.

I. KẾT QUẢ¹

1. Kinh tế

Thu ngân sách đạt 90 tỷ đồng², vượt kế hoạch. Xây dựng và

¹ Số liệu đến 30/6/2023.

² Chưa tính tiền đất.

chỉ đạo thực hiện 14 mô hình. Sổ thu được công khai.

- Trồng 40 ha chè.

- Trồng 40 ha chè.

II. NHIỆM VỤ

Giữ rừng, giữ nước³.

Nơi nhận:
- Tỉnh ủy,
- Lưu.

T/M HUYỆN ỦY
"""


def write(archive: Path, text: str, file: str = "mau/bao-cao.md") -> Document:
    (archive / file).parent.mkdir(parents=True, exist_ok=True)
    (archive / file).write_bytes(text.encode("utf-8"))
    return read_document(archive, file)


def test_every_part_has_its_kind_section_and_order(tmp_path: Path) -> None:
    document = write(tmp_path, REPORT)
    titles = {section.id: section.title for section in document.sections}
    seen = [(p.kind, titles.get(p.section or ""), p.text) for p in document.passages]
    assert seen == [
        ("front_matter", None, "ĐẢNG BỘ HUYỆN SÔNG MƠ"),
        ("front_matter", None, "ĐẢNG CỘNG SẢN VIỆT NAM Sông Mơ, ngày 5 tháng 8 năm 2023"),
        ("front_matter", None, "BÁO CÁO"),
        ("front_matter", None, "sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ huyện Sông Mơ, nhiệm kỳ 2020 - 2025"),
        ("paragraph", None, "Huyện ủy báo cáo kết quả thực hiện nghị quyết trong nửa đầu nhiệm kỳ như sau."),
        ("footnote", "KẾT QUẢ", "Số liệu đến 30/6/2023."),
        (
            "paragraph",
            "Kinh tế",
            "Thu ngân sách đạt 90 tỷ đồng, vượt kế hoạch. Xây dựng và chỉ đạo thực hiện 14 mô hình. Sổ thu được công khai.",
        ),
        ("footnote", "Kinh tế", "Chưa tính tiền đất."),
        ("list_item", "Kinh tế", "- Trồng 40 ha chè."),
        ("list_item", "Kinh tế", "- Trồng 40 ha chè."),
        ("paragraph", "NHIỆM VỤ", "Giữ rừng, giữ nước."),
        ("back_matter", None, "Nơi nhận:"),
        ("back_matter", None, "- Tỉnh ủy,"),
        ("back_matter", None, "- Lưu."),
        ("back_matter", None, "T/M HUYỆN ỦY"),
    ]
    orders = [row.order for row in sorted([*document.sections, *document.passages], key=lambda row: row.order)]
    assert orders == list(range(1, len(orders) + 1))


def test_footnotes_are_anchored_after_their_words(tmp_path: Path) -> None:
    document = write(tmp_path, REPORT)
    passages = {passage.id: passage.text for passage in document.passages}
    first, second, third = document.footnotes
    assert (first.anchor_passage, first.anchor_offset, first.number) == (None, len("KẾT QUẢ"), 1)
    assert first.anchor_section == document.sections[0].id
    assert passages[second.anchor_passage or ""][: second.anchor_offset] == "Thu ngân sách đạt 90 tỷ đồng"
    assert passages[second.passage or ""] == "Chưa tính tiền đất."
    assert (third.marker, third.passage) == ("3", None)
    assert document.warnings == ("1 footnote mark has no body: 3",)


def test_the_source_is_the_file_to_the_letter(tmp_path: Path) -> None:
    text = "\ufeff" + REPORT.replace("\n", "\r\n")
    document = write(tmp_path, text)
    assert document.source == text
    assert [p.text for p in document.passages] == [p.text for p in write(tmp_path, REPORT).passages]
    assert breaches(document) == []


def test_ids_survive_a_second_reading_and_edits_elsewhere(tmp_path: Path) -> None:
    before, again = write(tmp_path, REPORT), read_document(tmp_path, "mau/bao-cao.md")
    assert before == again
    after = write(tmp_path, REPORT.replace("Giữ rừng, giữ nước", "Giữ đất"))
    ids = {p.id for p in before.passages if "Giữ" not in p.text}
    assert ids == {p.id for p in after.passages if "Giữ" not in p.text}
    twins = [p.id for p in before.passages if p.text == "- Trồng 40 ha chè."]
    assert twins[1] == f"{twins[0]}-2"


def test_a_report_id_is_its_path() -> None:
    assert report_id("huyện/Báo cáo 2023.txt").startswith("huyen-bao-cao-2023-")
    assert report_id("a.txt") != report_id("b/a.txt")
    assert report_id("Báo cáo.txt") == report_id("Ba\u0301o ca\u0301o.txt")


def test_a_report_without_headings_is_one_section(tmp_path: Path) -> None:
    document = write(tmp_path, "Cuộc họp bàn việc chung của thôn trong năm.\n\nThôn quyết định sửa lại đình.\n", "hop.txt")
    (section,) = document.sections
    assert (section.label, section.level, section.parent) == (None, 1, None)
    assert {passage.section for passage in document.passages} == {section.id}
    assert breaches(document) == []


@pytest.mark.parametrize(("data", "reason"), [(b"", "the file is empty"), (b"%PDF-1.4 x", "it is a PDF")])
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    with pytest.raises(UnreadableReport, match=f"^x.txt: {reason}"):
        read_document(tmp_path, "x.txt")


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match=r"^khong-co\.txt: it cannot be opened"):
        read_document(tmp_path, "khong-co.txt")


PIECES = [
    *(
        "[footnoteRef:3]",
        "[4: ",
        "\ufffd ",
        "¹ ",
        "m³⁴",
        "\n\n\n\n",
        "\f",
        "**",
        "I. ",
        "1.1. ",
        "- ",
        "| a | b |\n",
        "\r\n",
        "e\u0301",
        "\u0323",
    ),
    *("ß", "İ", "\ufeff", "[bookmark: _GoBack]", "Phần thứ nhất", "Nơi nhận:", "12", "[^1]", "[^1]: ", "# ", "½", "한", "\x85"),
]


@pytest.mark.parametrize("seed", range(40))
def test_the_rules_hold_for_damaged_files(tmp_path: Path, seed: int) -> None:
    """Nothing is lost and nothing invented, however a file is cut, shuffled or mixed with the marks of other layouts."""
    chance = random.Random(seed)
    letters = list(REPORT[chance.randrange(200) : len(REPORT) - chance.randrange(300)])
    for _ in range(chance.randrange(1, 25)):
        at = chance.randrange(len(letters))
        if chance.random() < 0.6:
            letters[at:at] = chance.choice(PIECES)
        else:
            del letters[at : at + chance.randrange(20)]
    document = write(tmp_path, "".join(letters))
    assert breaches(document) == []


@pytest.mark.parametrize(
    "module",
    [
        "indexer.readers.blocks",
        "indexer.readers.lines",
        "indexer.readers.labels",
        "indexer.readers.spans",
        "indexer.readers.alignment",
    ],
)
def test_the_examples_in_the_modules_are_true(module: str) -> None:
    failures, tried = doctest.testmod(importlib.import_module(module))
    assert (failures, tried > 0) == (0, True)
