"""Text of a .docx: references and bodies in brackets on the same line, paired by number."""

from layouts_by_example import noted, read, texts

REPORT = """I- KẾT QUẢ
\t- Thủy sản: đạt 4.100 tấn[footnoteRef:1]; nuôi tôm mở rộng([footnoteRef:2]).[1:  Năm 2015: 3.000 tấn.] [2: ()3 xã [biển].]

[bookmark: _GoBack]2. Văn hóa
Có 12 nhà văn hóa[footnoteRef:3].
"""


def test_references_pair_by_number_and_brackets_go_with_them() -> None:
    reading = read(REPORT)
    assert reading.layout == "docx_text"
    assert texts(REPORT, reading) == [
        "I- KẾT QUẢ",
        "- Thủy sản: đạt 4.100 tấn; nuôi tôm mở rộng.",
        "2. Văn hóa",
        "Có 12 nhà văn hóa.",
    ]
    assert noted(REPORT, reading) == [("tấn", "Năm 2015: 3.000 tấn."), ("rộng", "3 xã [biển]."), ("hóa", "—")]


def test_extraction_marks_are_furniture() -> None:
    furniture = [block for block in read(REPORT).blocks if block.kind == "furniture"]
    assert [REPORT[start:end] for block in furniture for start, end in block.spans] == ["[bookmark: _GoBack]"]
