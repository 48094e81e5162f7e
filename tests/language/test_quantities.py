"""Vietnamese numbers, units and periods: each form that reports print, and the digits that count nothing."""

import pytest

from language.quantities import find_periods, find_quantities, parse_number
from language.quantities.exclusions import EXCLUSIONS, Exclusion


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("37.415", 37415),
        ("318,625", 318.625),
        ("2.417,06", 2417.06),
        ("08", 8),
        ("3.8", 3.8),
        ("0.93", 0.93),
        ("377.971.255", 377971255),
    ],
)
def test_points_group_thousands_and_a_comma_starts_the_decimals(printed: str, value: float) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "unit"),
    [
        ("vốn đạt 37.415 tỷ", 37415, 37415, "=", "tỷ đồng"),
        ("còn 3-3,4%", 3, 3.4, "range", "%"),
        ("kết nạp 120 đ/c", 120, 120, "=", "đồng chí"),
        ("bồi dưỡng 300 đồng chí", 300, 300, "=", "đồng chí"),
        ("chi 500 đ", 500, 500, "=", "đồng"),
        ("việc làm cho 1.530/1.500 lao động", 1530, 1530, "=", "lao động"),
        ("giảm từ 8,5% đầu nhiệm kỳ còn 3%", 3, 3, "=", "%"),
        ("tăng 08 - 10%", 8, 10, "range", "%"),
        ("tăng 13 -16%/ năm", 13, 16, "range", "%/năm"),
        ("tăng 1,6 - 1,7 lần", 1.6, 1.7, "range", "lần"),
        ("từ 70 đến 72%", 70, 72, "range", "%"),
        ("từ 80% trở lên", 80, 80, ">=", "%"),
        ("90 đảng viên trở lên", 90, 90, ">=", "đảng viên"),
        ("ít nhất 02 phường", 2, 2, ">=", "phường"),
        ("không thấp hơn 95%", 95, 95, ">=", "%"),
        ("không quá 25% tổng thu", 25, 25, "<=", "%"),
        ("trên 90%", 90, 90, ">", "%"),
        (">93%", 93, 93, ">", "%"),
        ("dưới 1%", 1, 1, "<", "%"),
        ("khoảng 9.000ha", 9000, 9000, "approx", "ha"),
        ("mỗi năm từ 0,7 đến 0,9 điểm phần trăm", 0.7, 0.9, "range", "điểm phần trăm"),
        ("10 bác sỹ/1 vạn dân", 10, 10, "=", "bác sĩ/vạn dân"),
        ("28 giường bệnh trên một vạn dân", 28, 28, "=", "giường bệnh/vạn dân"),
        ("đạt 120 triệu m3", 120, 120, "=", "triệu m3"),
        ("thu 62 triệu đồng/người/năm", 62, 62, "=", "triệu đồng/người/năm"),
        ("đóng 60.000 giếng khoan", 60000, 60000, "=", "giếng"),
        ("tỷ suất 12,5%0", 12.5, 12.5, "=", "‰"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_a_quantity_has_its_values_bound_and_unit(text: str, low: float, high: float, bound: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.low, quantity.high, quantity.bound, quantity.unit) == (low, high, bound, unit)


def test_a_fraction_counts_its_upper_part_and_knows_the_whole() -> None:
    (quantity,) = find_quantities("có 17/24 trường đạt chuẩn")
    assert (quantity.low, quantity.whole, quantity.unit) == (17, 24, "trường")


def test_what_a_change_came_from_is_no_value() -> None:
    found = find_quantities("khu vực I giảm từ 48% (năm 2016) xuống còn 31%, khu vực II tăng từ 22,6% lên 39%")
    assert [quantity.low for quantity in found] == [31, 39]


def test_shares_joined_by_dashes_are_three_values_and_no_range() -> None:
    assert [q.low for q in find_quantities("cơ cấu lần lượt là 46% - 38,5% - 15,5%")] == [46, 38.5, 15.5]


def test_a_quantity_knows_where_it_stands() -> None:
    text = "Phấn đấu có trên 90% hộ dùng nước sạch"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == "trên 90%"
    assert text[quantity.digits : quantity.digits_end] == "90"


@pytest.mark.parametrize("exclusion", EXCLUSIONS, ids=lambda exclusion: exclusion.name)
def test_digits_that_count_nothing(exclusion: Exclusion) -> None:
    assert exclusion.pattern.search(exclusion.example)
    assert find_quantities(exclusion.example) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(Nghị quyết 3%)", 3),
        ("đạt mức 117 tỷ đồng", 117),
        ("Kế hoạch 250 đảng viên", 250),
        ("vượt chỉ tiêu 350", 350),
        ("2.500 ha", 2500),
    ],
)
def test_a_number_with_a_measure_counts_whatever_word_stands_before(text: str, value: float) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.low == value


def test_a_run_of_digits_too_long_to_count_anything_is_no_quantity() -> None:
    assert find_quantities("tài khoản " + "1" * 5000 + " tại kho bạc") == ()


@pytest.mark.parametrize("word", ["tỷ lệ", "tỉ trọng", "tỷ suất"])
def test_a_rate_is_no_unit_of_money(word: str) -> None:
    assert find_quantities(f"Đến năm 2025 {word} lao động tăng") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("đến năm 2025", ["2025"]),
        ("giai đoạn 2021 - 2025", ["2021-2025"]),
        ("NHIỆM KỲ 2020–2025", ["2020-2025"]),
        ("từ năm 2020 đến năm 2025", ["2020-2025"]),
        ("hằng năm", ["annual"]),
        ("6/2023", ["2023"]),
        ("đến cuối nhiệm kỳ", ["term"]),
        ("Nghị định số 142/2017/NĐ-CP", []),
    ],
)
def test_periods_are_named_alike_however_they_are_written(text: str, names: list[str]) -> None:
    assert [period.name for period in find_periods(text)] == names


def test_the_year_that_a_figure_is_compared_with_is_its_base() -> None:
    assert [(p.name, p.role) for p in find_periods("năm 2025 gấp 2 lần so với năm 2020")] == [("2025", "time"), ("2020", "base")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có ít nhất hai xã đạt chuẩn", [(2, "xã", ">=")]),
        ("xây ba mươi lăm trường và mười chợ", [(35, "trường", "="), (10, "chợ", "=")]),
        ("thêm một nhà máy, tối thiểu năm mô hình", [(1, "nhà máy", "="), (5, "mô hình", ">=")]),
        ("tăng gấp đôi so với năm 2020", [(2, "lần", "=")]),
        ("trong năm xã có một dự án, một số mô hình", []),
        ("chính quyền hai cấp, hai bên cùng có lợi, gấp rưỡi", []),
    ],
)
def test_counts_in_words_are_read_where_they_are_asked_for(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q.low, q.unit, q.bound) for q in find_quantities(text, spelled=True) if q.spelled] == expected
    assert not [q for q in find_quantities(text) if q.spelled]
