"""Which lines become headings, under which parent, with which title."""

import pytest

from indexer.readers.blocks import Block
from indexer.structure.outline import outline


def tree(*lines: str) -> list[tuple[int, str | None, str, str | None]]:
    """(level, label, title, title of the parent) for each heading among `lines`, one block a line."""
    source = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(((at, at + len(line)),)))
        at += len(line) + 1
    nodes, _ = outline(source, blocks, list(lines))
    return [(n.level, n.label, n.title, nodes[n.parent].title if n.parent is not None else None) for n in nodes]


def test_level_is_depth_and_labels_recur_under_other_parents() -> None:
    assert tree(
        "Phần thứ nhất",
        "NHÌN LẠI NHIỆM KỲ",
        "2015 - 2020 CỦA HUYỆN",
        "A. KẾT QUẢ",
        "I. Kinh tế",
        "1. Nông nghiệp",
        "Trồng 40 ha chè.",
        "II. Văn hóa",
        "Mở 3 lớp xòe.",
        "Phần thứ hai: Nhiệm vụ",
        "I. Kinh tế",
        "1. Nông nghiệp:",
        "Trồng 90 ha chè.",
    ) == [
        (1, "Phần thứ nhất", "NHÌN LẠI NHIỆM KỲ 2015 - 2020 CỦA HUYỆN", None),
        (2, "A", "KẾT QUẢ", "NHÌN LẠI NHIỆM KỲ 2015 - 2020 CỦA HUYỆN"),
        (3, "I", "Kinh tế", "KẾT QUẢ"),
        (4, "1", "Nông nghiệp", "Kinh tế"),
        (3, "II", "Văn hóa", "KẾT QUẢ"),
        (1, "Phần thứ hai", "Nhiệm vụ", None),
        (2, "I", "Kinh tế", "Nhiệm vụ"),
        (3, "1", "Nông nghiệp", "Kinh tế"),
    ]


def test_the_same_label_twice_under_one_parent_makes_two_sections() -> None:
    found = tree("II. Kết quả", "Đạt.", "III- Chỉ tiêu", "Có 4.", "III- Giải pháp", "Có 9.", "IV- Tổ chức", "Xong.")
    assert [(label, title, parent) for _, label, title, parent in found] == [
        ("II", "Kết quả", None),
        ("III", "Chỉ tiêu", None),
        ("III", "Giải pháp", None),
        ("IV", "Tổ chức", None),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["1. Giữ vững an ninh.", "2. Trồng 40 ha chè.", "3. Mở 3 lớp học."], id="sentences"),
        pytest.param(
            ["1. Chương trình chè sạch", "2. Chương trình nước sạch", "3. Chương trình đường làng"],
            id="phrases with nothing below",
        ),
        pytest.param(
            ["1. Kinh tế phát triển còn chậm so với tiềm năng. Chợ vắng.", "2. Thu ngân sách thấp. Chi còn dàn trải."],
            id="paragraphs of sentences",
        ),
        pytest.param(["(1) Chè", "Trồng 40 ha.", "(2) Lúa", "Cấy 90 ha."], id="numbers in brackets"),
        pytest.param(["- Về chè:", "Trồng 40 ha.", "- Về lúa:", "Cấy 90 ha."], id="bullets"),
    ],
)
def test_lists_are_no_headings(lines: list[str]) -> None:
    assert tree("II. Nhiệm vụ", *lines, "III. Tổ chức", "Xong.") == [
        (1, "II", "Nhiệm vụ", None),
        (1, "III", "Tổ chức", None),
    ]


def test_a_run_in_lead_is_a_heading_among_headings() -> None:
    found = tree(
        "I. Hạn chế",
        "1. Kinh tế",
        "Chợ vắng.",
        "2. Đoàn thể còn lúng túng. Việc giám sát chưa đều.",
        "Hội viên ít.",
        "3. Xây dựng Đảng",
        "Họp nhiều.",
    )
    assert [title for _, _, title, _ in found] == ["Hạn chế", "Kinh tế", "Đoàn thể còn lúng túng", "Xây dựng Đảng"]


def test_short_leads_that_open_several_paragraphs_are_headings() -> None:
    found = tree(
        "I. Kết quả",
        "1. Giáo dục tiến bộ rõ. Trường lớp được sửa chữa.",
        "Có 12 trường chuẩn.",
        "2. Y tế được quan tâm. Trạm xá đủ thuốc.",
        "Có 9 bác sĩ.",
    )
    assert [title for _, _, title, _ in found] == ["Kết quả", "Giáo dục tiến bộ rõ", "Y tế được quan tâm"]


def test_a_lead_that_stands_alone_is_one_of_its_series_of_leads() -> None:
    lines = [
        "I. XÂY DỰNG ĐẢNG",
        "1. Công tác tư tưởng được coi trọng. Mở 12 lớp cho cán bộ xã.",
        "Hội thi kể chuyện được bà con mến.",
        "2. Công tác cán bộ làm đúng quy trình.",
        "Bổ nhiệm 7 người trẻ.",
        "3. Công tác kiểm tra đi trước một bước. Kiểm tra 9 chi bộ.",
        "Không có vụ nào bị bỏ sót.",
        "II. NHIỆM VỤ",
        "Giữ vững kỷ luật.",
    ]
    expected = ["Công tác tư tưởng được coi trọng", "Công tác cán bộ làm đúng quy trình", "Công tác kiểm tra đi trước một bước"]
    assert [title for level, _, title, _ in tree(*lines) if level == 2] == expected
    lines[4] = "Cán bộ trẻ được giao việc."
    del lines[6], lines[2]
    assert [title for level, _, title, _ in tree(*lines) if level == 2] == []  # a list: few of its items open paragraphs


def test_letters_that_are_numerals_too() -> None:
    found = tree("A. Một", "I. Hai", "Chữ.", "B. Ba", "I. Bốn", "Chữ.", "C. Năm", "I. Sáu", "Chữ.")
    assert [(level, label) for level, label, _, _ in found] == [(1, "A"), (2, "I"), (1, "B"), (2, "I"), (1, "C"), (2, "I")]


def test_a_misread_1_does_not_break_the_numerals() -> None:
    found = tree(
        "V. Khoa học",
        "Có 2 đề tài.",
        "VI. Chính quyền",
        "I. Xây dựng bộ máy từ huyện đến xã tinh gọn. Cán bộ đủ năng lực.",
        "2. Tăng cường thanh tra. Xử lý nghiêm.",
        "VII. Đoàn thể",
        "Có 4 hội.",
    )
    assert [label for _, label, _, _ in found] == ["V", "VI", "VII"]


def test_a_dotted_label_stands_under_the_number_it_starts_with() -> None:
    found = tree(
        "1. Nguyên nhân", "1.1. Khách quan", "Mưa lũ.", "1.2. Chủ quan", "1.2.1. Về con người", "Ít.", "2. Bài học", "Hay."
    )
    assert [(level, label) for level, label, _, _ in found] == [(1, "1"), (2, "1.1"), (2, "1.2"), (3, "1.2.1"), (1, "2")]


def test_capitals_without_a_label_head_what_follows() -> None:
    assert tree("I. Kết quả", "Đạt.", "LỜI KẾT", "Huyện quyết tâm.") == [(1, "I", "Kết quả", None), (1, None, "LỜI KẾT", None)]


def test_chapters_hold_articles() -> None:
    found = tree(
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi",
        "Cả huyện.",
        "Điều 2. Đối tượng",
        "Mọi hộ.",
        "Chương II: Thi hành",
        "Ngay.",
    )
    assert [(level, label, parent) for level, label, _, parent in found] == [
        (1, "Chương I", None),
        (2, "Điều 1", "QUY ĐỊNH CHUNG"),
        (2, "Điều 2", "QUY ĐỊNH CHUNG"),
        (1, "Chương II", None),
    ]
