"""OCR into markdown: superscripts that restart on each page, cut paragraphs, emphasis; units are no marks."""

from layouts_by_example import noted, read, texts

REPORT = """BÁO CÁO

**về kết quả công tác giảm nghèo
của huyện Sông Mơ năm 2023**

1. *Công tác giảm nghèo*

Toàn huyện còn 312 hộ nghèo¹, trong đó 40 hộ ở xã Lũng Cao²; nước thải 60.000m³ mỗi ngày được xử lý. Xây dựng và

¹ Đầu kỳ là 540 hộ.

² Xã **đặc biệt** khó khăn.

chỉ đạo thực hiện 14 mô hình sinh kế¹. Vai trò của các đoàn thể, nhất là Hội Phụ nữ, được nêu cao trong từng việc,

¹ Gồm 9 mô hình nuôi bò, 5 mô hình trồng chè trên 12.000m² đất.

Mặt trận và các tổ chức cùng tham gia.

- Kết nạp 30 hội viên¹.
"""


def test_paragraphs_cut_by_note_bodies_are_whole_again() -> None:
    reading = read(REPORT)
    assert reading.layout == "ocr_markdown"
    assert texts(REPORT, reading) == [
        "BÁO CÁO",
        "về kết quả công tác giảm nghèo của huyện Sông Mơ năm 2023",
        "1. Công tác giảm nghèo",
        "Toàn huyện còn 312 hộ nghèo, trong đó 40 hộ ở xã Lũng Cao; nước thải 60.000m³ mỗi ngày được xử lý. Xây dựng và chỉ đạo "
        "thực hiện 14 mô hình sinh kế. Vai trò của các đoàn thể, nhất là Hội Phụ nữ, được nêu cao trong từng việc, Mặt trận và "
        "các tổ chức cùng tham gia.",
        "- Kết nạp 30 hội viên.",
    ]


def test_a_reference_pairs_with_its_number_in_the_next_group_of_bodies() -> None:
    assert [body for _, body in noted(REPORT, read(REPORT))] == [
        "Đầu kỳ là 540 hộ.",
        "Xã đặc biệt khó khăn.",
        "Gồm 9 mô hình nuôi bò, 5 mô hình trồng chè trên 12.000m² đất.",
        "—",
    ]


def test_markdown_notes_and_headings() -> None:
    source = "# Kết quả\n\nThu ngân sách đạt 90 tỷ đồng[^1].\n\n## Nông nghiệp\n\nTrồng 40 ha chè.\n\n[^1]: Chưa tính tiền đất.\n"
    reading = read(source)
    assert [block.heading_level for block in reading.blocks] == [1, None, 2, None]
    assert [body for _, body in noted(source, reading)] == ["Chưa tính tiền đất."]


def test_marks_without_any_body_are_still_marks() -> None:
    source = "Thu ngân sách đạt 90 tỷ đồng¹, vượt kế hoạch².\n"
    assert noted(source, read(source)) == [("đồng", "—"), ("hoạch", "—")]
