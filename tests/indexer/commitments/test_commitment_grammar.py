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
    Pattern,
    VerdictPattern,
)
from indexer.commitments.sentences import HIDDEN, stretches
from indexer.commitments.statements import PlanNote, Setting, statements, verdicts_in

ALL = [*SHARES, *MARGINS, *PLAN_VALUES, *PLAN_LEADS, *PROMISES, *NO_VALUES, *COMMENTS]
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
        ("Bảo đảm 100% cơ sở có nước thải trên 50m3/ngày đêm phải xử lý", [100]),
        ("Đủ bác sĩ theo quy mô 200 giường bệnh; giảm suy dinh dưỡng ở trẻ từ 1 đến 5 tuổi", []),
        ("Thực hiện 12 nhóm nhiệm vụ, 03 khâu đột phá và 14 chỉ tiêu", []),
        ("Lập cụm công nghiệp Đồi Gió 1 (35ha), Đồi Gió 2 (24,3ha)", []),
        ("Thu nhập tăng 1,4 - 1,5 lần so với năm 2020 (85 - 90 triệu đồng)", [1.4, 85]),
        ("Đàn trâu, bò đến năm 2025 có 6.000 con (trâu 2.400 con, bò 3.600 con)", [6000, 2400, 3600]),
        ("Hiện có 12 hợp tác xã; mỗi năm lập mới 2 hợp tác xã", [2]),
        ("Tuyên truyền không dùng đồ nhựa sử dụng 1 lần", []),
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
        ("Thủy sản được 17.503 tấn, đạt 109% so với NQ", [("result", 17503, None, 109)]),
        ("Tăng 8,4%/năm (NQ là 8%/năm)", [("result", 8.4, 8, None)]),
        ("Nước sạch đạt 90,6% so với đích 95%", [("result", 90.6, 95, None)]),
        ("Có 31/47 trường đạt chuẩn, bằng 66% (mục tiêu 60%)", [("result", 66, 60, None)]),
        ("Kết nạp 273 đảng viên (mục tiêu Nghị quyết là 350 đảng viên)", [("result", 273, 350, None)]),
        ("Còn 128 hộ nghèo, chiếm 0,92% so tổng số hộ, đạt 109%NQ, có 421 hộ cận nghèo", [("result", 0.92, None, 109)]),
        ("Bảo hiểm bao phủ 91,2% dân số, vượt 1,2 điểm phần trăm", [("result", 91.2, None, None)]),
        ("Thu 318 tỷ đồng, vượt 6% so với mức Đại hội V giao", [("result", 318, None, None)]),
        ("Kết quả có 07/14 chỉ tiêu đạt kế hoạch đề ra (04 chỉ tiêu kinh tế)", [("result", 7, None, None)]),
        ("Kế hoạch đề ra 14-15%.", [("target", 14, None, None)]),
        ("Thu ngân sách chưa đạt kế hoạch đề ra (13-15%) do dịch", [("target", 13, None, None)]),
        ("Chưa đạt chỉ tiêu (theo kế hoạch, đến năm 2025, thu nhập đạt 55-60 triệu đồng)", [("target", 55, None, None)]),
        (
            "Thu 504 tỷ đồng (chưa tính 200 tỷ đồng), đạt chỉ tiêu Nghị quyết đề ra (thu đất hàng năm trên 80 tỷ đồng)",
            [("result", 504, None, None), ("target", 80, None, None)],
        ),
        (
            "Nghị quyết 09-NQ/TU: phấn đấu trên 80% trưởng thôn là đảng viên; trên 50% thôn có bí thư kiêm",
            [("target", 80, None, None), ("target", 50, None, None)],
        ),
        ("Hộ nghèo giảm xuống 2,6%, vượt mục tiêu hộ nghèo còn 3%", [("result", 2.6, None, None), ("target", 3, None, None)]),
        ("Có 219 doanh nghiệp, 13 hợp tác xã; thu ngân sách tăng 17%", []),
        ("Ban hành 03 nghị quyết, 85 kế hoạch, 07 chương trình", []),
        ("Nghị quyết đã đề ra 14 chỉ tiêu chủ yếu, trong đó 04 chỉ tiêu kinh tế", []),
        ("Đã nỗ lực phấn đấu; điều động 08 đồng chí", []),
    ],
)
def test_in_a_part_that_looks_back_a_figure_counts_beside_its_plan(text: str, expected: list[tuple[object, ...]]) -> None:
    assert _said(text, BACK) == expected


def test_in_a_list_of_results_every_figure_counts_but_comments_and_brackets() -> None:
    text = "Thu nhập năm 2022 đạt 49 triệu đồng, gấp 1,2 lần so với năm 2020; thu 215 tỷ đồng (tiền đất 100 tỷ đồng), trong đó có 11 xã"
    assert [said[:2] for said in _said(text, Setting("back", listed=True))] == [("result", 49), ("result", 215)]


def test_a_footnote_with_plans_makes_results_of_as_many_figures_before_its_mark() -> None:
    text = "Có 1.200 hộ, 83,3% trưởng thôn là đảng viên, 48,6% bí thư kiêm trưởng thôn; 12 xã"
    note = PlanNote(text.index(";"), plans=2, verdict="met", verdict_words="đạt chỉ tiêu")
    found = statements(text, Setting("back", plan_notes=(note,)))
    assert [(s.figure.quantity.low, s.verdict) for s in found] == [(83.3, "met"), (48.6, "met")]


def test_a_range_in_a_footnote_to_a_list_of_results_is_its_plan() -> None:
    setting = Setting("back", note_on_list=True)
    assert _said("Hàng năm kết nạp từ 65 - 80 đảng viên; năm 2021: 81", setting) == [("target", 65, None, None)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Thu 210 tỷ đồng, vượt kế hoạch", "met"),
        ("Có 6/11 xã nông thôn mới, thấp hơn mục tiêu 7 xã", "not met"),
        ("Nước sạch 99,9%, chưa đạt chỉ tiêu kế hoạch", "not met"),
        ("Tiền đất chiếm 29%, còn cao hơn trần 25%", "not met"),
        ("02 chỉ tiêu gần đạt", "on the way"),
    ],
)
def test_the_reports_own_words_give_the_verdict(text: str, verdict: str) -> None:
    (statement,) = statements(text, BACK)
    assert statement.verdict == verdict
    assert statement.verdict_words is not None
    assert statement.verdict_words in text
