"""The grammar's own examples, and what a figure is in its sentence: a promise, a result set against a plan, or neither."""

import pytest

from indexer.commitments.outlook import outlook
from indexer.commitments.patterns import (
    COMMENTS,
    MARGINS,
    NO_VALUES,
    PLAN_LEADS,
    PLAN_VALUES,
    PROMISES,
    SHARES,
    VERDICTS,
    WHO_PAYS,
    WHOM,
    Pattern,
    VerdictPattern,
)
from indexer.commitments.sentences import HIDDEN, stretches
from indexer.commitments.statements import PlanNote, Setting, statements, verdicts_in

ALL = [*SHARES, *MARGINS, *PLAN_VALUES, *PLAN_LEADS, *PROMISES, *NO_VALUES, *COMMENTS, WHOM, WHO_PAYS]
AHEAD, BACK = Setting("ahead"), Setting("back")


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: pattern.name)
def test_a_pattern_reads_its_example(pattern: Pattern) -> None:
    before, _, after = pattern.example.partition("#")
    assert pattern.reads(before, after)
    assert not pattern.reads("Toàn huyện có ", " hộ trồng chè")


@pytest.mark.parametrize("pattern", VERDICTS, ids=lambda pattern: pattern.example)
def test_a_verdict_reads_its_example(pattern: VerdictPattern) -> None:
    assert [verdict for verdict, _, _ in verdicts_in(pattern.example)] == [pattern.verdict]


@pytest.mark.parametrize(
    ("titles", "direction", "indicators"),
    [
        (["MỤC TIÊU, NHIỆM VỤ 5 NĂM 2021 - 2025", "DỰ BÁO TÌNH HÌNH"], "ahead", False),
        (["Phương hướng nhiệm kỳ 2025 - 2030", "Các chỉ tiêu chủ yếu"], "ahead", True),
        (["TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT", "NHIỆM VỤ PHÁT TRIỂN KINH TẾ"], "back", False),
        (["Kết quả đạt được", "Kết quả thực hiện các chỉ tiêu"], "back", True),
        (["Đánh giá kết quả", "Nhiệm vụ thời gian tới"], "ahead", False),
        (["Đánh giá chung", "Phương hướng thời gian tới"], "ahead", False),
        (["Công tác xây dựng Đảng"], None, False),
        ([], None, False),
    ],
)
def test_headings_say_whether_a_part_looks_ahead_or_back(titles: list[str], direction: str | None, indicators: bool) -> None:
    found = outlook(titles)
    assert (found.direction, found.indicators) == (direction, indicators)


def test_the_years_of_the_headings_are_kept() -> None:
    assert outlook(["Mục tiêu 5 năm 2021 - 2025", "Về kinh tế"]).period == "2021-2025"


def test_brackets_stand_in_their_sentence_which_goes_on_after_them() -> None:
    text = "Tăng 8,4%/năm (NQ là 8%); xã TP. Mới đạt. Hết."
    found = stretches(text)
    assert [text[s.start : s.end].strip() for s in found] == ["Tăng 8,4%/năm (NQ là 8%)", "NQ là 8%", "xã TP. Mới đạt", "Hết"]
    assert found[0].words == "Tăng 8,4%/năm " + HIDDEN * len("(NQ là 8%)")
    assert found[1].outer == text.index("(")


def test_unclosed_and_endless_brackets_are_read_as_they_stand() -> None:
    assert [s.figure.quantity.low for s in statements("Đạt 5% (chưa kể vốn vay", AHEAD)] == [5]
    deep = "(" * 3000 + "Tỷ lệ đạt 7%" + ")" * 3000
    assert all(s.figure.quantity.low == 7 for s in statements(deep, AHEAD))


def _said(text: str, setting: Setting) -> list[tuple[str, float, float | None, float | None]]:
    """(kind, value, plan, share) of every statement."""
    return [
        (s.kind, s.figure.quantity.low, s.plan.low if s.plan else None, s.share.low if s.share else None)
        for s in statements(text, setting)
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Phấn đấu đến năm 2025 có 95% trường đạt chuẩn; xây dựng 05 nhà văn hóa", [95, 5]),
        ("Giá trị sản xuất tăng 8%/năm, trong đó: khu vực I tăng 3%, khu vực II tăng 12%", [8, 3, 12]),
        ("Bảo đảm 100% xưởng có nước thải trên 40m3/ngày phải xử lý", [100]),
        ("Bố trí đủ y sĩ theo quy mô 150 giường bệnh; khám cho trẻ từ 2 đến 6 tuổi", []),
        ("Thực hiện 12 nhóm nhiệm vụ, 03 khâu đột phá và 14 chỉ tiêu", []),
        ("Lập cụm công nghiệp Đồi Gió 1 (28ha), Đồi Gió 2 (17,6ha)", []),
        ("Thu nhập tăng 1,6 - 1,7 lần so với năm 2020 (74 - 78 triệu đồng)", [1.6, 74]),
        ("Đàn gia súc đến năm 2025 có 7.500 con (trâu 3.100 con, dê 4.400 con)", [7500, 3100, 4400]),
        ("Hiện có 12 hợp tác xã; mỗi năm lập mới 2 hợp tác xã", [2]),
        ("Tuyên truyền không dùng đồ nhựa sử dụng 1 lần", []),
        ("Hộ nghèo được vay tối đa 50 triệu đồng; mỗi năm lập 40 tổ hợp tác", [40]),
        ("Có 6/7 xã vững mạnh; đạt 100% (04/04 xã) nông thôn mới", [6, 100]),
    ],
)
def test_in_a_part_that_looks_ahead_figures_are_promises(text: str, values: list[float]) -> None:
    assert [said[1] for said in _said(text, AHEAD)] == values
    assert {said[0] for said in _said(text, AHEAD)} <= {"target"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vốn đầu tư được 6.150 tỷ đồng, đạt 112%NQ", [("result", 6150, None, 112)]),
        ("Thủy sản được 17.503 tấn, đạt 106% so với NQ", [("result", 17503, None, 106)]),
        ("Tăng 8,4%/năm (NQ là 8%/năm)", [("result", 8.4, 8, None)]),
        ("Nước sạch đạt 90,6% so với đích 95%", [("result", 90.6, 95, None)]),
        ("Có 23/31 trường đạt chuẩn, bằng 74% (mục tiêu 70%)", [("result", 74, 70, None)]),
        ("Kết nạp 164 đảng viên (mục tiêu Nghị quyết là 210 đảng viên)", [("result", 164, 210, None)]),
        ("Còn 215 hộ nghèo, chiếm 1,37% tổng số hộ, đạt 106%NQ, thêm 340 hộ cận nghèo", [("result", 1.37, None, 106)]),
        ("Bảo hiểm bao phủ 91,2% dân số, vượt 1,2 điểm phần trăm", [("result", 91.2, None, None)]),
        ("Thu 318 tỷ đồng, vượt 6% so với mức Đại hội V giao", [("result", 318, None, None)]),
        ("Đến nay 05/12 chỉ tiêu đạt kế hoạch đề ra (03 chỉ tiêu kinh tế)", [("result", 5, None, None)]),
        ("Kế hoạch đề ra 9-9,5%.", [("target", 9, None, None)]),
        ("Sản lượng chè chưa đạt kế hoạch đề ra (11-12%) do dịch", [("target", 11, None, None)]),
        ("Chưa đạt chỉ tiêu (theo kế hoạch, sau ba năm, thu nhập đạt 41-44 triệu đồng)", [("target", 41, None, None)]),
        (
            "Thu 317 tỷ đồng (chưa tính 60 tỷ đồng), đạt chỉ tiêu Nghị quyết đề ra (bán đất mỗi năm trên 45 tỷ đồng)",
            [("result", 317, None, None), ("target", 45, None, None)],
        ),
        (
            "Nghị quyết 11-NQ/HU: phấn đấu trên 75% trưởng bản là đảng viên; trên 45% bản có bí thư kiêm",
            [("target", 75, None, None), ("target", 45, None, None)],
        ),
        ("Hộ nghèo giảm xuống 2,6%, vượt mục tiêu hộ nghèo còn 3%", [("result", 2.6, None, None), ("target", 3, None, None)]),
        ("Có 340 doanh nghiệp, 21 hợp tác xã; thu ngân sách tăng 12%", []),
        ("Ban hành 03 nghị quyết, 85 kế hoạch, 07 chương trình", []),
        ("Đại hội IX đã đề ra 12 chỉ tiêu chính, trong đó 05 chỉ tiêu kinh tế", []),
        ("Đã nỗ lực phấn đấu; điều động 08 đồng chí", []),
    ],
)
def test_in_a_part_that_looks_back_a_figure_counts_beside_its_plan(text: str, expected: list[tuple[object, ...]]) -> None:
    assert _said(text, BACK) == expected


def test_in_a_list_of_results_every_figure_counts_but_comments_and_brackets() -> None:
    text = "Thu nhập năm 2022 đạt 38 triệu đồng, gấp 1,3 lần so với năm 2019; thu 176 tỷ đồng (tiền đất 52 tỷ đồng), trong đó có 9 xã"
    assert [said[:2] for said in _said(text, Setting("back", listed=True))] == [("result", 38), ("result", 176)]


def test_a_footnote_with_plans_makes_results_of_as_many_figures_before_its_mark() -> None:
    text = "Có 1.200 hộ, 78,2% trưởng bản là đảng viên, 41,5% bí thư kiêm trưởng bản; 12 xã"
    note = PlanNote(text.index(";"), plans=2, verdict="met", verdict_words="đạt chỉ tiêu")
    found = statements(text, Setting("back", plan_notes=(note,)))
    assert [(s.figure.quantity.low, s.verdict) for s in found] == [(78.2, "met"), (41.5, "met")]


def test_a_range_in_a_footnote_to_a_list_of_results_is_its_plan() -> None:
    setting = Setting("back", note_on_list=True)
    assert _said("Hàng năm kết nạp từ 40 - 55 đảng viên; năm 2021: 47", setting) == [("target", 40, None, None)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Thu 210 tỷ đồng, vượt kế hoạch", "met"),
        ("Có 6/11 xã nông thôn mới, thấp hơn mục tiêu 7 xã", "not met"),
        ("Nước sạch 98,2%, chưa đạt chỉ tiêu kế hoạch", "not met"),
        ("Tiền đất chiếm 29%, còn cao hơn trần 25%", "not met"),
        ("02 chỉ tiêu gần đạt", "on the way"),
    ],
)
def test_the_reports_own_words_give_the_verdict(text: str, verdict: str) -> None:
    (statement,) = statements(text, BACK)
    assert statement.verdict == verdict
    assert statement.verdict_words is not None
    assert statement.verdict_words in text


@pytest.mark.parametrize(
    "text",
    [
        "Ưu tiên hộ từng trồng chè có thửa từ 2.000 m2.",
        "Lắp thiết bị giám sát cho toàn bộ tàu từ 15 mét trở lên.",
        "Không xây nhà trong phạm vi 30 m tính từ mép kè.",
        "Vốn trung ương 70%, tỉnh Gò Sim 20%, huyện 10%.",
        "Giảm nghèo bền vững, tập trung vào 14 bản trên núi.",
        "Mức bình quân của tỉnh là 78 triệu đồng.",
    ],
)
def test_whom_a_measure_is_for_and_who_pays_is_promised_to_nobody(text: str) -> None:
    assert statements(text, AHEAD) == ()


@pytest.mark.parametrize(
    "text",
    ["Mỗi dự án dành ít nhất 8 m2 cây xanh.", "Vốn huyện giải ngân 95%.", "Trồng rừng từ 300 ha trở lên.", "Kè 2,8 km bờ hữu."],
)
def test_such_words_hide_no_promise(text: str) -> None:
    assert len(statements(text, AHEAD)) == 1


@pytest.mark.parametrize(
    ("text", "low", "verdict"),
    [
        ("Nhìn lại, tuy vẫn còn 2/21 chỉ tiêu, nhiệm vụ chưa đạt.", 2, "not met"),
        ("Đến nay 12/14 chỉ tiêu đạt và vượt.", 12, "met"),
        ("Có 15 trong số 17 chỉ tiêu đã hoàn thành.", 15, "met"),
    ],
)
def test_indicators_are_counted_by_whether_they_were_met(text: str, low: float, verdict: str) -> None:
    (said,) = statements(text, BACK)
    assert (said.kind, said.figure.quantity.low, said.verdict) == ("result", low, verdict)


@pytest.mark.parametrize(
    ("text", "setting", "count"),
    [
        ("Phấn đấu có hai xã đạt chuẩn nâng cao.", AHEAD, 1),
        ("Đến năm 2025 xây mười hai trường.", AHEAD, 1),
        ("Có hai xã đạt chuẩn nâng cao.", Setting("ahead", listed=True), 1),
        ("Sắp xếp hai trường, giao ba xã quản lý.", AHEAD, 0),
        ("Hai xã đạt chuẩn, đúng kế hoạch.", BACK, 0),
        ("Nghị quyết giao phấn đấu ba xã đạt chuẩn.", BACK, 1),
    ],
)
def test_a_count_in_words_is_promised_only_in_words_of_promise(text: str, setting: Setting, count: int) -> None:
    assert len(statements(text, setting)) == count


@pytest.mark.parametrize(
    ("text", "value", "share"),
    [
        ("Kết nạp 96/100 đảng viên, đạt 96% so với NQ", 96, 96),
        ("Giải quyết việc làm cho 1.530/1.500 lao động, đạt 102% kế hoạch", 1530, 102),
        ("Sản lượng lúa 45.000 tấn (kế hoạch 42.000 tấn), đạt 107,1%", 45000, 107.1),
    ],
)
def test_a_count_beside_its_plan_is_the_value_and_the_percentage_its_share(text: str, value: float, share: float) -> None:
    (said,) = statements(text, BACK)
    assert (said.figure.quantity.low, said.share and said.share.low) == (value, share)
