"""Plain text: a paragraph a line, or wrapped lines with blank lines between; tables stay whole."""

from layouts_by_example import read, texts

WRAPPED = """Năm qua, kinh tế huyện Sông Mơ tiếp tục phát triển khá, đời
sống nhân dân được nâng lên; nhiều chỉ tiêu vượt kế hoạch đề
ra từ đầu nhiệm kỳ.

1. Về kinh tế
Giá trị sản xuất tăng 9%, thu ngân sách đạt 90 tỷ đồng, cao
hơn năm trước 12 tỷ đồng.
- Trồng mới 400 ha rừng.
- Mở 3 chợ.
"""


def test_wrapped_lines_are_joined_and_items_stay_apart() -> None:
    assert texts(WRAPPED, read(WRAPPED)) == [
        "Năm qua, kinh tế huyện Sông Mơ tiếp tục phát triển khá, đời sống nhân dân được nâng lên; nhiều chỉ tiêu vượt kế hoạch "
        "đề ra từ đầu nhiệm kỳ.",
        "1. Về kinh tế",
        "Giá trị sản xuất tăng 9%, thu ngân sách đạt 90 tỷ đồng, cao hơn năm trước 12 tỷ đồng.",
        "- Trồng mới 400 ha rừng.",
        "- Mở 3 chợ.",
    ]


def test_a_line_is_a_paragraph_when_lines_are_not_wrapped() -> None:
    source = "Một đoạn văn dài " * 20 + "kết thúc.\nđoạn sau cũng là một đoạn\nII. Mục tiêu\n"
    assert len(texts(source, read(source))) == 3


def test_table_rows_are_one_block() -> None:
    source = "Các chỉ tiêu như sau:\n\n| Chỉ tiêu | 2020 | 2025 |\n|---|---|---|\n| Hộ nghèo | 4,1% | 1,5% |\n\nHết bảng.\n"
    blocks = [block for block in read(source).blocks if block.kind == "table"]
    assert len(blocks) == 1
