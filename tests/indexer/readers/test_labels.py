"""What counts as a label, and what a line's last word says about it."""

import pytest

from indexer.readers.labels import as_letter, ends_in_length, ends_sentence, first_sentence_end, hangs, is_uppercase, label_of


@pytest.mark.parametrize(
    ("line", "text", "style", "title"),
    [
        ("Phần thứ nhất", "Phần thứ nhất", "part", ""),
        ("PHẦN THỨ HAI PHƯƠNG HƯỚNG", "PHẦN THỨ HAI", "part", "PHƯƠNG HƯỚNG"),
        ("Phần II: Nhiệm vụ", "Phần II", "part", "Nhiệm vụ"),
        ("A. KẾT QUẢ", "A", "letter", "KẾT QUẢ"),
        ("II- HẠN CHẾ", "II", "roman", "HẠN CHẾ"),
        ("IV. Công tác Đảng", "IV", "roman", "Công tác Đảng"),
        ("10. Quốc phòng", "10", "arabic", "Quốc phòng"),
        ("3) Văn hóa", "3", "arabic", "Văn hóa"),
        ("2.1. Nguyên nhân", "2.1", "dotted", "Nguyên nhân"),
        ("1.2.2 Chủ quan", "1.2.2", "dotted", "Chủ quan"),
        ("a) Về kinh tế", "a", "small", "Về kinh tế"),
        ("(14)- Có ít nhất 2 xã", "(14)", "item", "Có ít nhất 2 xã"),
        ("+Nghị quyết", "+", "item", "Nghị quyết"),
        ("Một là, giữ rừng", "Một là", "item", "giữ rừng"),
    ],
)
def test_labels(line: str, text: str, style: str, title: str) -> None:
    label = label_of(line)
    assert label is not None
    assert (label.text, label.style, line[label.end :]) == (text, style, title)


@pytest.mark.parametrize(
    "line",
    [
        "2.5 tỷ đồng",
        "1.300ha rừng",
        "70 - 75% lao động",
        "20/11 hằng năm",
        "V.I. Lênin",
        "Phần lớn các xã",
        "Mục tiêu chung",
        "-----",
        "15 xã",
    ],
)
def test_figures_and_names_are_no_labels(line: str) -> None:
    assert label_of(line) is None


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = "Đường nối TP. Sông Mơ với xã An Hòa. Chợ mới mở cửa."
    end = first_sentence_end(text)
    assert end is not None
    assert text[end:] == "Chợ mới mở cửa."


def test_line_ends() -> None:
    assert ends_sentence("đạt 95%.”")
    assert not ends_sentence("đạt 95%")
    assert hangs("chú trọng xây dựng và")
    assert hangs("các cấp, các ngành,")
    assert not hangs("Công tác dân vận")


def test_capitals_allow_a_few_small_letters() -> None:
    assert is_uppercase("ĐẠI HỘI (khóa XI)")
    assert not is_uppercase("Đại hội XI")


def test_one_letter_may_be_a_numeral_as_far_as_any_series_counts() -> None:
    labels = [label_of(f"{sign}. Kinh tế") for sign in "IVXLCD"]
    assert [label.style for label in labels if label] == ["roman"] * 3 + ["letter"] * 3
    letters = [as_letter(label) for label in labels if label]
    assert [letter.text for letter in letters if letter] == list("IVX")


@pytest.mark.parametrize(
    ("text", "is_length"), [("rộng 3 dam", True), ("hạt bụi 2 µm", True), ("m", True), ("giảm", False), ("", False)]
)
def test_a_figure_behind_a_unit_of_length_may_be_its_power(text: str, is_length: bool) -> None:
    assert ends_in_length(text) is is_length
