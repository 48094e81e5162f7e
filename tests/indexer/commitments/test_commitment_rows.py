"""From a passage to its rows: subject, comparator, period and quote."""

import pytest

from indexer.commitments.places import SourcePlaces
from indexer.commitments.reading import rows
from indexer.commitments.statements import Setting
from indexer.commitments.tables import table_rows
from store.records import Passage, spans_text

LIST = Setting("ahead", listed=True)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Tổng sản lượng chè búp tươi 5 năm đạt 21.300 tấn.", ["Tổng sản lượng chè búp tươi"]),
        ("Phấn đấu có 100% thôn đạt chuẩn văn hóa.", ["thôn đạt chuẩn văn hóa"]),
        ("Kết nạp 250 đảng viên mới.", ["Kết nạp đảng viên mới"]),
        ("Tỷ lệ hộ nghèo giảm còn 2%; năm 2023 còn 1,8%.", ["Tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo"]),
        ("Phụ nữ, đạt 88%", ["Phụ nữ"]),
        ("(9) Sản lượng chè búp tươi: > 950 tấn.", ["Sản lượng chè búp tươi"]),
        ("Cuối kỳ còn 1.250 con, tỷ lệ nuôi nhốt 45% (kế hoạch 40%).", ["1.250 con, tỷ lệ nuôi nhốt"]),
        ("Tạo việc làm mới cho 350 - 400 lao động/năm.", ["Tạo việc làm mới"]),
        ("Mở 500 chỗ học nghề cho người dân vùng đầm.", ["Mở chỗ học nghề cho người dân vùng đầm"]),
        ("Lao động có chứng chỉ 30%.", ["Lao động có chứng chỉ"]),
        ("Tăng cường tuần tra rừng, mỗi năm 40 lượt.", ["Tăng cường tuần tra rừng"]),
        ("Giá trị tăng thêm bình quân tăng 9%/năm.", ["Giá trị tăng thêm"]),
        ("Năm 2024 tăng trưởng không dưới 11%; năm 2025 không dưới 12%.", ["tăng trưởng", "tăng trưởng"]),
        ("Phân loại được 90% rác, nhưng lượng phải đốt còn 40%.", ["Phân loại", "lượng phải đốt"]),
        ("Thu nhập một hộ đến năm 2025 tăng 1,5 lần so với năm 2020 (85 triệu đồng).", ["Thu nhập một hộ"] * 2),
        ("Thu từ thuế, phí, lệ phí đạt 300 tỷ đồng", ["Thu từ thuế, phí, lệ phí"]),
        ("Tốc độ tăng thu chưa đạt kế hoạch đề ra (11-12%)", ["Tốc độ tăng thu"]),
        ("Tốc độ tăng trưởng đạt 12,3% (kế hoạch 14%)", ["Tốc độ tăng trưởng"]),
        ("Diện tích cây dược liệu tăng từ 300 ha lên 750 ha.", ["Diện tích cây dược liệu"]),
        ("Không để tỷ lệ thất nghiệp vượt quá 2,5%.", ["tỷ lệ thất nghiệp"]),
        ("Huy động 80% trẻ vào nhà trẻ.", ["Huy động trẻ vào nhà trẻ"]),
        ("Đón 900 khách du lịch, doanh thu du lịch 9 tỷ đồng.", ["Đón khách du lịch", "doanh thu du lịch"]),
        (
            "Tỷ lệ người dân thị trấn Bến Lau, xã Tân Hạ và xã Mỹ Phong sử dụng nước sạch đạt 98%.",
            ["Tỷ lệ người dân thị trấn Bến Lau, xã Tân Hạ và xã Mỹ Phong sử dụng nước sạch"],
        ),
    ],
)
def test_a_figure_is_about_the_words_beside_it(text: str, subjects: list[str]) -> None:
    assert [row.subject.words for row in rows(text, LIST if "kế hoạch" not in text else Setting("back"))] == subjects


def test_parts_know_what_they_are_parts_of() -> None:
    text = "Giá trị sản xuất tăng 8%/năm. Trong đó: khu vực I tăng 3%; khu vực II tăng 12%."
    assert [(row.subject.parent, row.subject.words) for row in rows(text, LIST)] == [
        ("", "Giá trị sản xuất"),
        ("Giá trị sản xuất", "khu vực I"),
        ("Giá trị sản xuất", "khu vực II"),
    ]


def test_a_part_ends_with_its_thought() -> None:
    text = "Vốn 300 tỷ đồng, tăng 8%/năm, trong đó vốn thuế 90 tỷ đồng. Đến năm 2025 che phủ rừng 45%."
    assert [(row.subject.parent, row.subject.words) for row in rows(text, LIST)] == [
        ("", "Vốn"),
        ("", "Vốn"),
        ("Vốn", "vốn thuế"),
        ("", "che phủ rừng"),
    ]
    parts = "Tăng trưởng chung 9%, trong đó khu vực I tăng 3% và khu vực II tăng 12%; mở rộng vườn cam 150 ha."
    assert [row.subject.parent for row in rows(parts, LIST)][1:] == ["Tăng trưởng chung", "Tăng trưởng chung", ""]


def test_a_place_or_a_bracket_right_behind_tells_a_part() -> None:
    text = "Tỷ lệ thu gom rác ở thị trấn 90%, nông thôn 70%, miền núi 50%; đàn bò 450 con (bò lai 200 con, bò vàng 250 con); đàn lợn 90 con."
    assert [row.subject.parent for row in rows(text, LIST)] == [
        "",
        *["Tỷ lệ thu gom rác ở thị trấn"] * 2,
        "",
        "đàn bò",
        "đàn bò",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Khu vực II tăng 9% và khu vực III tăng 13%.", ["Khu vực II tăng 9%", "khu vực III tăng 13%"]),
        ("Vốn tăng 8%/năm, trong đó vốn thuế 90 tỷ đồng.", ["Vốn tăng 8%/năm", "vốn thuế 90 tỷ đồng"]),
        ("Phấn đấu 95% trường đạt chuẩn, có một trường dạy song ngữ.", ["Phấn đấu 95% trường đạt chuẩn"]),
        ("100% xã, phường, cơ quan đạt danh hiệu văn hóa.", ["100% xã, phường, cơ quan đạt danh hiệu văn hóa"]),
    ],
)
def test_a_quote_ends_where_another_thing_begins(text: str, quotes: list[str]) -> None:
    assert [text[slice(*row.quote)] for row in rows(text, LIST)] == quotes


def test_a_value_told_again_in_brackets_is_of_the_same_time() -> None:
    text = "Thu nhập một hộ đến năm 2025 tăng 1,5 lần so với năm 2020 (85 triệu đồng)."
    assert [row.period for row in rows(text, LIST)] == ["2025", "2025"]


def test_a_subject_before_a_colon_is_shared() -> None:
    text = "Tỷ lệ học sinh đi học: Mầm non 76%, Tiểu học 97,5%."
    assert [(row.subject.parent, row.subject.words) for row in rows(text, LIST)] == [
        ("Tỷ lệ học sinh đi học", "Mầm non"),
        ("Tỷ lệ học sinh đi học", "Tiểu học"),
    ]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("Thu nội địa tăng trên 17%", "increase_by"),
        ("Tỷ lệ nghèo giảm bình quân 0,5%/năm", "decrease_by"),
        ("Giảm tỷ lệ hộ nghèo còn 5,6%", "="),
        ("Tỷ trọng công nghiệp tăng 47,7%", "="),
        ("Tỷ lệ tăng dân số dưới 1%", "<"),
        ("Vốn đầu tư tăng 8-10%/năm", "range"),
        ("Tạo việc làm cho khoảng 1.000 lao động", "approx"),
        ("Có 80% trở lên chi bộ hoàn thành tốt", ">="),
        ("Không để tỷ lệ thất nghiệp vượt quá 2,5%", "<="),
        ("Tỷ suất sinh giảm 0,2‰/năm", "decrease_by"),
    ],
)
def test_the_words_give_the_comparator(text: str, comparator: str) -> None:
    (row,) = rows(text, LIST)
    assert row.comparator == comparator


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Đến năm 2025, tỷ lệ nước sạch đạt 100%", "2025"),
        ("Tỷ lệ suy dinh dưỡng dưới 5% vào năm 2026", "2026"),
        ("Thu nhập năm 2025 tăng 1,5 lần so với năm 2020", "2025"),
        ("Hằng năm tạo việc làm cho 1.000 lao động", "annual"),
        ("Thu nội địa tăng 14%/năm", "annual"),
        ("Giá trị giai đoạn 2021-2025 tăng 9%/năm", "2021-2025"),
        ("Hoàn thành 5 nhà văn hóa đến cuối nhiệm kỳ", "term"),
        ("Kết nạp 250 đảng viên", None),
        ("Thu nhập đầu người đến năm 2030 đạt 120 triệu đồng/người/năm", "2030"),
        ("Tỷ lệ hộ nghèo giảm từ 8,5% năm 2020 xuống còn 3,2% năm 2024", "2024"),
    ],
)
def test_the_period_is_the_time_named_with_the_figure(text: str, period: str | None) -> None:
    (row,) = rows(text, LIST)
    assert row.period == period


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Đến năm 2025, thôn văn hóa 50%; nước máy 90%. Kết nạp 20 đảng viên.", ["2025", "2025", None]),
        ("Giữ rừng; đến năm 2026 có 60% thôn văn hóa; 03 xã kiểu mẫu.", ["2026", "2026"]),
        ("Mỗi năm kết nạp 20 đảng viên; xây 05 trường.", ["annual", None]),
        ("Nước máy năm 2025 đạt 80%; xây 05 trường.", ["2025", None]),
    ],
)
def test_a_year_that_opens_the_sentence_holds_for_all_of_it(text: str, times: list[str | None]) -> None:
    assert [row.period for row in rows(text, LIST)] == times


def test_the_quote_holds_the_plan_and_the_verdict_that_follow() -> None:
    text = "Dịch được khống chế. Tỷ lệ tham gia bảo hiểm chiếm 87,4%, đạt 102,5%NQ; có 410 người mới."
    (row,) = rows(text, Setting("back"))
    assert text[slice(*row.quote)] == "Tỷ lệ tham gia bảo hiểm chiếm 87,4%, đạt 102,5%NQ"


def test_a_quote_goes_back_to_the_source_around_marks_line_ends_and_decomposed_letters() -> None:
    source = "Phấn đấu có 02 xã³ dựng\n\ncầu tre nối bờ mơ\u0301i, đạt 90%."
    mark = source.index("³")
    passage = Passage(
        "p",
        "r",
        None,
        "paragraph",
        "Phấn đấu có 02 xã dựng cầu tre nối bờ mới, đạt 90%.",
        ((0, mark), (mark + 1, len(source))),
        None,
        None,
        0,
    )
    places = SourcePlaces(source, passage)
    start = passage.text.index("02")
    spans = places.spans(start, passage.text.index(", đạt 90"))
    assert spans_text(source, spans) == "02 xã dựng\n\ncầu tre nối bờ mơ\u0301i"
    assert spans == ((source.index("02"), mark), (mark + 1, source.index(", đạt 90")))
    share = passage.text.index("90%")
    assert spans_text(source, places.spans(share, share + 3)) == "90%"


def test_a_table_has_its_targets_in_the_column_of_the_time_ahead() -> None:
    header = "| TT | Chỉ tiêu | Đơn vị | Năm 2024 | Đến năm 2030 |"
    text = "| 1 | Thu nhập bình quân đầu người | triệu đồng | 36,4 | 62 | | 2 | Tỷ lệ hộ nghèo | % | 12,7 | dưới 4 |"
    found = table_rows(text, header, LIST)
    assert [
        (r.subject.words, r.comparator, r.statement.figure.quantity.low, r.statement.figure.quantity.unit, r.period)
        for r in found
    ] == [
        ("Thu nhập bình quân đầu người", "=", 62, "triệu đồng", "2030"),
        ("Tỷ lệ hộ nghèo", "<", 4, "%", "2030"),
    ]
    assert [text[slice(*r.quote)] for r in found] == [
        "Thu nhập bình quân đầu người | triệu đồng | 36,4 | 62",
        "Tỷ lệ hộ nghèo | % | 12,7 | dưới 4",
    ]


def test_a_table_of_results_has_no_targets() -> None:
    header = "| Chỉ tiêu | Đơn vị | Đến năm 2030 |"
    assert table_rows("| Tỷ lệ hộ nghèo | % | 4 |", header, Setting("back")) == ()
    assert table_rows("| Xã | Số hộ |", "| Xã | Số hộ |", LIST) == ()


def read_row(text: str) -> list[tuple[str, str, float | None, str | None, str | None, str]]:
    """(subject, comparator, value, unit, period, quote) of each target, from a row whose values stand behind their heads."""
    return [
        (
            row.subject.words,
            row.comparator,
            row.statement.figure.quantity.low,
            row.statement.figure.quantity.unit,
            row.period,
            text[slice(*row.quote)],
        )
        for row in table_rows(text, None, LIST)
    ]


def test_a_row_whose_values_stand_behind_their_heads_has_the_same_targets() -> None:
    first = "TT: 1 | Chỉ tiêu: Tỷ lệ hộ nghèo | Đơn vị: % | Năm 2024: 12,7 | Đến năm 2030: dưới 4"
    second = first.replace("TT: 1", "TT: 2").replace("Tỷ lệ hộ nghèo", "Tỷ lệ nước sạch").replace("dưới 4", "trên 90")
    poor = ("Tỷ lệ hộ nghèo", "<", 4, "%", "2030", first.removeprefix("TT: 1 | Chỉ tiêu: "))
    water = ("Tỷ lệ nước sạch", ">", 90, "%", "2030", second.removeprefix("TT: 2 | Chỉ tiêu: "))
    assert read_row(first) == [poor]
    assert read_row(f"{first} {second}") == [poor, water]
    (found,) = table_rows(first, None, LIST)
    assert first[found.statement.figure.quantity.digits :] == "4"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chỉ tiêu: Tỷ lệ hộ nghèo: chuẩn mới | Kế hoạch năm 2030: 4%", ("Tỷ lệ hộ nghèo: chuẩn mới", 4, "%", "2030")),
        ("Chỉ tiêu: Bến | cảng mới | Kế hoạch năm 2030: 4 bến", ("Bến", 4, "bến", "2030")),
        ("Chỉ tiêu: Hộ nghèo | 12,7 | Kế hoạch năm 2030: 4%", ("Hộ nghèo", 4, "%", "2030")),
        ("Chỉ tiêu: Hộ nghèo | Mục tiêu: đến năm 2030: 4%", ("Hộ nghèo", 4, "%", "2030")),
        ("Kế hoạch năm 2030: 4% | Chỉ tiêu: Hộ nghèo", ("Hộ nghèo", 4, "%", "2030")),
        ("Chỉ tiêu: Hộ nghèo | Năm 2030 – Kế hoạch: 4% | Năm 2030 – Thực hiện: 3%", ("Hộ nghèo", 4, "%", "2030")),
        (
            "Chỉ tiêu: Hộ nghèo | Kế hoạch năm 2030 – Mục tiêu: 4% | Kế hoạch năm 2030 – Thực hiện: 3%",
            ("Hộ nghèo", 4, "%", "2030"),
        ),
        ("Chỉ tiêu: Hộ nghèo | Kế hoạch năm 2030 – Kết quả phấn đấu: 4%", ("Hộ nghèo", 4, "%", "2030")),
        ("Chỉ tiêu: Xã nông thôn mới | Tỷ lệ đạt chuẩn đến năm 2030: 4%", ("Xã nông thôn mới", 4, "%", "2030")),
        ("Chỉ tiêu: Hộ nghèo | Tỷ lệ mục tiêu năm 2030: 4%", ("Hộ nghèo", 4, "%", "2030")),
        ("Chỉ tiêu: Hộ nghèo | Mục tiêu đến năm 2030: 4% | So với kế hoạch trước: 120%", ("Hộ nghèo", 4, "%", "2030")),
        ("Chỉ tiêu: Hộ nghèo | Mục tiêu năm 2030: 4% | % so với nghị quyết: 110%", ("Hộ nghèo", 4, "%", "2030")),
    ],
)
def test_colons_bars_and_heads_over_heads(text: str, told: tuple[str, float, str, str]) -> None:
    ((subject, _, value, unit, period, quote),) = read_row(text)
    assert (subject, value, unit, period) == told
    assert subject in quote
    assert "4" in quote


def test_rows_of_heads_alone_and_cells_set_over_all_columns_have_no_targets() -> None:
    assert read_row("TT | Chỉ tiêu | Kế hoạch năm 2030") == []
    assert read_row("TT – Chỉ tiêu – Kế hoạch năm 2030: I. Nhóm 4 chỉ tiêu về kinh tế") == []
    assert read_row("Chỉ tiêu: Hộ nghèo | Ước thực hiện đến năm 2025: 4%") == []
    assert read_row("Chỉ tiêu: Hộ nghèo | Thực hiện Nghị quyết giai đoạn 2021 – 2025: 3,1%") == []
    assert read_row("Chỉ tiêu: Hộ nghèo | Tỷ lệ hoàn thành mục tiêu đến năm 2025: 98%") == []
    assert read_row("Chỉ tiêu: Hộ nghèo | Đạt % kế hoạch năm 2025: 97%") == []
    assert table_rows("Chỉ tiêu: Hộ nghèo | Kế hoạch: 4%", None, Setting("back")) == ()
