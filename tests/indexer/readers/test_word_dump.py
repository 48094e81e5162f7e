"""Word dump: a line end where each mark was, bodies behind U+FFFD at the end, paired by order."""

from layouts_by_example import noted, read, texts

REPORT = """I. KẾT QUẢ ĐẠT ĐƯỢC
Kinh tế huyện tăng 9,2%/năm, thu nhập đầu người đạt 41 triệu đồng
; tỷ lệ hộ nghèo còn 3,1%
. Rừng trồng tập trung được giữ tốt
 (mục tiêu nghị quyết là 60% diện tích).
Văn hóa, xã hội có tiến bộ, các trường học được sửa chữa, mở rộng
.

II. NHIỆM VỤ
Trồng mới 400 ha rừng.


� Chưa tính phần vốn của tỉnh.


� Đầu nhiệm kỳ là 7,4%.


� Rừng phòng hộ 1.200 ha.

� Gồm 12 trường.
"""


def test_marks_are_the_line_ends_inside_a_paragraph_and_pair_by_order() -> None:
    reading = read(REPORT)
    assert reading.layout == "word_dump"
    assert texts(REPORT, reading) == [
        "I. KẾT QUẢ ĐẠT ĐƯỢC",
        "Kinh tế huyện tăng 9,2%/năm, thu nhập đầu người đạt 41 triệu đồng; tỷ lệ hộ nghèo còn 3,1%. Rừng trồng tập trung được "
        "giữ tốt (mục tiêu nghị quyết là 60% diện tích).",
        "Văn hóa, xã hội có tiến bộ, các trường học được sửa chữa, mở rộng.",
        "II. NHIỆM VỤ",
        "Trồng mới 400 ha rừng.",
    ]
    assert noted(REPORT, reading) == [
        ("đồng", "Chưa tính phần vốn của tỉnh."),
        ("3,1%", "Đầu nhiệm kỳ là 7,4%."),
        ("tốt", "Rừng phòng hộ 1.200 ha."),
        ("rộng", "Gồm 12 trường."),
    ]
    assert reading.warnings == ()


def test_counts_that_disagree_are_said() -> None:
    source = REPORT.replace("� Gồm 12 trường.\n", "")
    (warning,) = read(source).warnings
    assert "4 footnote marks were found for 3 footnotes" in warning


def test_the_words_they_share_tell_which_body_is_missing() -> None:
    source = REPORT.replace("� Đầu nhiệm kỳ là 7,4%.\n", "").replace("� Rừng phòng hộ", "� Rừng trồng tập trung và rừng phòng hộ")
    assert noted(source, read(source)) == [
        ("đồng", "Chưa tính phần vốn của tỉnh."),
        ("3,1%", "—"),
        ("tốt", "Rừng trồng tập trung và rừng phòng hộ 1.200 ha."),
        ("rộng", "Gồm 12 trường."),
    ]


def test_a_wrapped_title_holds_no_marks() -> None:
    source = "BÁO CÁO CHÍNH TRỊ\ncủa Ban Chấp hành Đảng bộ huyện Sông Mơ khóa V, trình Đại hội\nlần thứ VI\n\n" + REPORT
    assert len(noted(source, read(source))) == 4


def test_an_annex_behind_the_bodies_is_text_again() -> None:
    source = REPORT + "\n\nPHỤ LỤC\n\nBảng chỉ tiêu gửi kèm.\n"
    reading = read(source)
    assert texts(source, reading)[-2:] == ["PHỤ LỤC", "Bảng chỉ tiêu gửi kèm."]
    assert len(reading.notes) == 4
