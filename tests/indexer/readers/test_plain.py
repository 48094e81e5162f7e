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


def test_page_numbers_between_the_halves_of_a_paragraph_are_furniture() -> None:
    first = "Huyện đã huy động nhiều nguồn lực để làm đường, xây trường. Chất lượng được nâng lên; chú trọng xây dựng và"
    source = f"{first}\n\n- 1 -\n\nchỉ đạo thực hiện 14 mô hình.\n\n- 2 -\n\nHết.\n"
    reading = read(source)
    assert texts(source, reading) == [f"{first} chỉ đạo thực hiện 14 mô hình.", "Hết."]
    assert [block.kind for block in reading.blocks] == ["text", "furniture", "furniture", "text"]


def test_pages_without_words_are_counted() -> None:
    reading = read("Bản đồ của huyện.\n\f\fHuyện có 14 xã.\n\f\f")
    assert reading.pages == 4
    assert [block.page for block in reading.blocks] == [1, 3]
    assert read("Một trang.\n\fTrang sau.").pages == 2
    assert read("Không có trang nào.").pages is None
