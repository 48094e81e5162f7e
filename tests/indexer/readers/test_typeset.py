"""Text of a typeset PDF: marks are digits glued to words, bodies stand at page feet, lines say nothing about paragraphs."""

import time
import unicodedata

from layouts_by_example import noted, read, texts

PAGES = [
    """1. Chợ phiên giữ được nhịp họp đều, nghề đan mây
tre lan dần ra các thôn ven sông|
Giá trị sản xuất bình quân của huyện Sông Mơ giai đoạn
2016 - 2020 tăng 12,5%/năm1, thu nhập đầu người đạt mức 41
triệu đồng; tưới tiêu dùng 38.000 m3 nước mỗi ngày, rừng che
phủ 56% diện tích.|
Hàng quán mọc thêm ở bến đò, khách xa ghé lại đông; các
chợ nông thôn được mở rộng, nhiều dự án mới đi vào làm ăn2.
Hàng hóa phong phú hơn nhiều so với những năm trước đây và
+1. Cao hơn giai đoạn trước 0,3%.
+2. Gồm chợ Bến Đá, chợ Cầu Mới, chợ Lũng Cao cùng với hai bến
+xe khách và một cụm kho của hợp tác xã""",
    """giá cả ổn định.|
2. Sửa sang phố chợ và dựng thêm cầu tre cho thôn xa|
Huyện đã hoàn thành quy hoạch chung thị trấn Sông Mơ, đầu
tư 14 tuyến đường, 3 công viên; trụ sở UBND3, nhà văn hóa4 các
xã được xây mới.|
+vận tải đường sông.
+3. Các xã: Lũng Cao, An Hòa.
+4. Các xã: Bình Sơn, Đồi Gió.""",
]


def page(lines: str) -> str:
    """Printed lines with a blank one behind each, but for the note bodies (`+`), which are set close.

    A line that ends its paragraph is marked with `|`; the others keep the space that they were wrapped at.
    """
    printed = [line.removesuffix("|") if line.endswith("|") else f"{line} " for line in lines.split("\n")]
    return "".join(f"{line[1:]}\n" if line.startswith("+") else f"{line}\n\n" for line in printed).rstrip("\n")


def book(pages: list[str]) -> str:
    return "\n\n\n\n".join(page(lines) for lines in pages) + "\n"


REPORT = book(PAGES)


def test_paragraphs_and_headings_over_lines_and_pages() -> None:
    reading = read(REPORT)
    assert reading.layout == "typeset"
    assert reading.pages == 2
    assert texts(REPORT, reading) == [
        "1. Chợ phiên giữ được nhịp họp đều, nghề đan mây tre lan dần ra các thôn ven sông",
        "Giá trị sản xuất bình quân của huyện Sông Mơ giai đoạn 2016 - 2020 tăng 12,5%/năm, thu nhập đầu người đạt mức 41 triệu "
        "đồng; tưới tiêu dùng 38.000 m3 nước mỗi ngày, rừng che phủ 56% diện tích.",
        "Hàng quán mọc thêm ở bến đò, khách xa ghé lại đông; các chợ nông thôn được mở rộng, nhiều dự án mới đi vào làm ăn. "
        "Hàng hóa phong phú hơn nhiều so với những năm trước đây và giá cả ổn định.",
        "2. Sửa sang phố chợ và dựng thêm cầu tre cho thôn xa",
        "Huyện đã hoàn thành quy hoạch chung thị trấn Sông Mơ, đầu tư 14 tuyến đường, 3 công viên; trụ sở UBND, nhà văn hóa các "
        "xã được xây mới.",
    ]
    assert [(block.page, block.page_end) for block in reading.blocks] == [(1, 1), (1, 1), (1, 2), (2, 2), (2, 2)]


def test_marks_are_the_glued_numbers_that_a_body_answers() -> None:
    assert [body for _, body in noted(REPORT, read(REPORT))] == [
        "Cao hơn giai đoạn trước 0,3%.",
        "Gồm chợ Bến Đá, chợ Cầu Mới, chợ Lũng Cao cùng với hai bến xe khách và một cụm kho của hợp tác xã vận tải đường sông.",
        "Các xã: Lũng Cao, An Hòa.",
        "Các xã: Bình Sơn, Đồi Gió.",
    ]


def test_a_mark_that_lost_its_body_is_kept_as_a_mark() -> None:
    source = REPORT.replace("3. Các xã: Lũng Cao, An Hòa. \n", "")
    assert ("UBND", "—") in noted(source, read(source))


def test_a_page_with_nothing_but_its_number() -> None:
    source = book([f"{lines}\n- {number} -|" for number, lines in enumerate([*PAGES, ""], 1)])
    reading = read(source)
    assert (reading.pages, len(reading.notes)) == (3, 4)


def test_page_numbers_are_furniture() -> None:
    source = book([f"{lines}\n- {number} -|" for number, lines in enumerate(PAGES, 1)])
    furniture = [block for block in read(source).blocks if block.kind == "furniture"]
    assert [source[start:end] for block in furniture for start, end in block.spans] == ["- 1 -", "- 2 -"]


def test_pages_may_end_in_form_feeds_with_no_blank_lines_at_all() -> None:
    tight = "\f".join("\n".join(line.strip("+|") for line in lines.split("\n")) + "\n" for lines in PAGES)
    reading = read(tight)
    assert (reading.layout, reading.pages) == ("typeset", 2)
    assert texts(tight, reading)[0].endswith("các thôn ven sông")
    assert [body for _, body in noted(tight, reading)][:2] == [
        "Cao hơn giai đoạn trước 0,3%.",
        "Gồm chợ Bến Đá, chợ Cầu Mới, chợ Lũng Cao cùng với hai bến xe khách và một cụm kho của hợp tác xã",
    ]


def test_a_page_without_words_counts_and_cuts_no_note() -> None:
    source = "\n\f\f".join(page(lines) for lines in PAGES) + "\n\f\f"
    reading = read(source)
    assert (reading.layout, reading.pages) == ("typeset", 4)
    assert [(block.page, block.page_end) for block in reading.blocks] == [(1, 1), (1, 1), (1, 3), (3, 3), (3, 3)]
    assert [(note.marker, note.page, note.page_end) for note in reading.notes] == [
        ("1", 1, 1), ("2", 1, 3), ("3", 3, 3), ("4", 3, 3),
    ]  # fmt: skip
    assert noted(source, reading) == noted(REPORT, read(REPORT))


def test_a_long_text_without_page_ends_is_read_in_time_that_grows_with_its_length() -> None:
    numbered = "{}. Chợ họp đều hơn, hàng của {} thôn ven sông\n\nđược bày bán; bến đò mở thêm chuyến cho khách.\n\n"
    source = "".join(numbered.format(i % 9 + 1, i) for i in range(1500))
    before = time.process_time()
    assert read(source).layout == "typeset"
    assert time.process_time() - before < 2.0  # a fifth of that; were each number weighed against all lines below, nine


def test_a_dash_between_words_that_fell_to_the_head_of_a_line_begins_no_item() -> None:
    source = book(
        [
            """Cơ cấu kinh tế của huyện Sông Mơ chuyển dịch đúng hướng
với tỷ trọng của ba khu vực công nghiệp - dịch vụ, du lịch
- nông nghiệp lần lượt là 48% - 43% - 9%; sản xuất được mở
rộng thêm với hai nhiệm vụ cụ thể như sau đây:
- giữ diện tích lúa hai vụ ở các xã ven sông Mơ, không để
đất bỏ hoang;|
- mở thêm ba điểm thu mua nông sản, gắn với chợ đầu mối của
huyện và bến xe.|"""
        ]
    )
    begins = [text[:20] for text in texts(source, read(source))]
    assert begins == ["Cơ cấu kinh tế của h", "- giữ diện tích lúa ", "- mở thêm ba điểm th"]


def test_decomposed_letters_and_the_line_ends_of_old_macs_change_nothing() -> None:
    titled = book(["ĐẢNG BỘ HUYỆN SÔNG MƠ|\nBÁO CÁO|\nTÌNH HÌNH CHỢ PHIÊN VÀ NGHỀ ĐAN NĂM 2023|\n" + PAGES[0], PAGES[1]])
    source = titled.replace("trụ sở UBND3", "trụ sở xã3")
    composed = read(source)
    assert "BÁO CÁO TÌNH HÌNH CHỢ PHIÊN VÀ NGHỀ ĐAN NĂM 2023" in texts(source, composed)
    assert len(noted(source, composed)) == 4
    for other in (unicodedata.normalize("NFD", source), source.replace("\n", "\r")):
        reading = read(other)
        assert texts(other, reading) == texts(source, composed)
        assert [body for _, body in noted(other, reading)] == [body for _, body in noted(source, composed)]
