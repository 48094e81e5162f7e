"""Results against targets: the sample pair of one place and term, and the rule for each case of doubt."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.commitments import Commitment, commitments_of
from indexer.document import read_document
from search.pairing import Pairing, direction, pair, pair_reports, term_of
from store.records import Comparator, Report

ARCHIVE = Path(__file__).resolve().parents[2] / "archive"
CONGRESS = "mau/an-hoa-dong/bao-cao-chinh-tri-2020-2025.txt"
REVIEW = "mau/an-hoa-dong/so-ket-giua-nhiem-ky-2020-2025.md"


@pytest.fixture(scope="module")
def paired() -> tuple[Pairing, ...]:
    documents = [read_document(ARCHIVE, file) for file in (CONGRESS, REVIEW)]
    return pair_reports((document.report, commitments_of(document)) for document in documents)


@pytest.mark.parametrize(
    ("result", "target", "verdict", "reason"),
    [
        ("Thu nhập một người năm 2022 là 53,2 triệu đồng", "68 - 70 triệu đồng", "on the way", "not due"),
        ("Hộ nghèo đa chiều cuối năm 2022 còn 2,4%", "còn 1,2 - 1,5%", "on the way", "not due"),
        ("Vốn đầu tư xã hội cộng dồn 4.050 tỷ đồng", "trên 7.000 tỷ đồng", "on the way", "share"),
        ("Án hình sự được làm rõ 84,5%", "trên 83%", "met", "said"),
        ("Trường chuẩn quốc gia: 26/30, đạt 86,7%", "> 92%", "on the way", "not due"),
        ("tiền đất chiếm 29%", "không quá 25%", "not met", "said"),
    ],
)
def test_a_review_answers_the_targets_of_its_congress(
    paired: tuple[Pairing, ...], result: str, target: str, verdict: str, reason: str
) -> None:
    (found,) = [pairing for pairing in paired if result in pairing.result.quote]
    assert found.target is not None
    assert target in found.target.quote
    assert found.target.report != found.result.report
    assert (found.verdict, found.reason) == (verdict, reason)


def test_the_results_of_a_congress_report_answer_for_the_term_before(paired: tuple[Pairing, ...]) -> None:
    old = [pairing for pairing in paired if "chinh-tri" in pairing.result.report]
    assert old
    assert all(pairing.target is None for pairing in old)


ROW = Commitment(
    id="c",
    report="r1",
    passage="p",
    kind="result",
    indicator="tỷ lệ hộ nghèo",
    indicator_id="poverty",
    indicator_words="tỷ lệ hộ nghèo",
    field="xã hội",
    comparator="=",
    value_low=2.4,
    value_high=2.4,
    unit="%",
    unit_printed="%",
    period="2023",
    quote="tỷ lệ hộ nghèo còn 2,4%",
    spans=((0, 5),),
)
TARGET = replace(
    ROW, kind="target", report="r2", comparator="range", value_low=2, value_high=2.5, period="2025", quote="còn 2 - 2,5%"
)


def _verdict(result: Commitment, target: Commitment, running: bool = True) -> tuple[str, str]:
    (pairing,) = pair([result], [target], running)
    return pairing.verdict, pairing.reason


def test_where_less_is_better_the_upper_end_must_not_be_passed() -> None:
    assert _verdict(ROW, TARGET) == ("met", "numbers")
    assert _verdict(replace(ROW, value_low=2.6, value_high=2.6), TARGET) == ("on the way", "not due")
    assert _verdict(replace(ROW, value_low=2.6, value_high=2.6, period="2025"), TARGET) == ("not met", "numbers")
    assert _verdict(replace(ROW, value_low=2.6, value_high=2.6), TARGET, running=False) == ("not met", "numbers")


def test_a_faster_fall_is_better_though_less_is() -> None:
    fall = replace(ROW, comparator="decrease_by", unit="%/năm", quote="giảm bình quân 1,7%/năm", value_low=1.7, value_high=1.7)
    planned = replace(fall, kind="target", report="r2", value_low=1.5, value_high=1.5)
    assert _verdict(fall, planned) == ("met", "numbers")


def test_a_bound_is_met_by_more_than_itself() -> None:
    insured = replace(ROW, indicator_id="health_insurance", value_low=96, value_high=96)
    bound = replace(insured, kind="target", report="r2", comparator=">", period="2025")
    assert _verdict(insured, bound) == ("on the way", "not due")
    assert _verdict(replace(insured, comparator=">"), bound) == ("met", "numbers")


def test_the_reports_own_words_come_before_the_numbers() -> None:
    said = replace(ROW, value_low=9, value_high=9, verdict="met", verdict_quote="đạt chỉ tiêu")
    assert _verdict(said, TARGET) == ("met", "said")
    assert _verdict(replace(ROW, plan_share=80), TARGET) == ("on the way", "share")


def _said(words: str, target: Commitment | None, period: str | None = None, running: bool = True) -> tuple[str, str]:
    """The verdict on a result that the report calls missed in these words."""
    result = replace(ROW, value_low=3, value_high=3, period=period, verdict="not met", verdict_quote=words)
    (pairing,) = pair([result], [target] if target else [], running)
    assert pairing.result.verdict_quote == words  # what the report says stays beside it
    return pairing.verdict, pairing.reason


def test_what_a_report_calls_not_yet_reached_is_on_the_way_until_its_time_has_come() -> None:
    for words in ("Chưa đạt chỉ tiêu", "thiếu 0,5% so với kế hoạch", "cao hơn mục tiêu"):
        assert _said(words, TARGET) == _said(words, TARGET, "2022") == _said(words, None) == ("on the way", "not yet")
        assert _said(words, TARGET, "2025") == _said(words, TARGET, running=False) == ("not met", "said")
    assert _said("không đạt chỉ tiêu", TARGET) == _said("cao hơn trần", TARGET) == ("not met", "said")


def test_a_plan_of_a_year_that_is_over_is_missed_though_the_term_goes_on() -> None:
    assert _said("chưa đạt kế hoạch", replace(TARGET, period="annual"), "2022") == ("not met", "said")
    assert _said("chưa đạt kế hoạch", None, "2022") == ("not met", "said")


@pytest.mark.parametrize(
    ("quote", "low", "comparator", "unit", "expected"),
    [
        ("giảm bình quân 1,68%/năm", 1.68, "decrease_by", "%/năm", -1),
        ("Hộ nghèo giảm bình quân 0,4 - 0,5%/năm", 0.4, "range", "%/năm", -1),
        ("Giảm hộ nghèo mỗi năm từ 0,7 đến 0,9 điểm phần trăm", 0.7, "range", "điểm phần trăm", -1),
        ("Giá trị sản xuất tăng 8 - 9%/năm", 8, "range", "%/năm", 1),
        ("Hộ nghèo giảm còn 2 - 2,2%", 2, "range", "%", 0),
        ("tốc độ tăng dân số 0,9 - 1%/năm", 0.9, "range", "%/năm", 0),
        ("tỷ trọng nông nghiệp giảm 16 - 17%", 16, "range", "%", 0),
        ("Giảm nghèo nhanh; thoát nghèo 1 - 2%/năm", 1, "range", "%/năm", 0),
    ],
)
def test_a_range_falls_or_rises_as_one_figure_does(
    quote: str, low: float, comparator: Comparator, unit: str, expected: int
) -> None:
    words = "tỷ lệ" if unit == "%" else "mức"
    row = replace(ROW, quote=quote, indicator_words=words, value_low=low, value_high=low + 1, comparator=comparator, unit=unit)
    assert direction(row) == expected


def test_falls_compare_as_falls_and_none_answers_a_rise() -> None:
    fall = replace(
        ROW, comparator="range", unit="%/năm", period="annual", quote="giảm 1,7 - 1,8%/năm", value_low=1.7, value_high=1.8
    )
    planned = replace(fall, kind="target", report="r2", value_low=0.4, value_high=0.5, quote="giảm bình quân 0,4 - 0,5%/năm")
    assert _verdict(fall, planned) == ("met", "numbers")
    crops = replace(
        fall, indicator_id="agriculture_growth", comparator="decrease_by", quote="giảm 5%/năm", value_low=5, value_high=5
    )
    rise = replace(crops, kind="target", report="r2", comparator="range", quote="tăng 3 - 4%/năm", value_low=3, value_high=4)
    assert _verdict(crops, rise, running=False) == ("not met", "numbers")


def test_a_yearly_figure_and_one_of_several_years_do_not_compare() -> None:
    admitted = replace(ROW, indicator_id="party_admission", unit="đảng viên", value_low=243, value_high=243, period=None)
    yearly = replace(admitted, kind="target", report="r2", value_low=80, value_high=100, period="annual")
    assert _verdict(admitted, yearly) == ("unclear", "other time")


def test_money_a_head_in_a_year_is_a_level_whether_the_year_is_printed_or_not() -> None:
    level = replace(
        ROW, indicator_id="income", unit="triệu đồng", value_low=62, value_high=62, period="2023", quote="đạt 62 triệu"
    )
    target = replace(level, report="r2", kind="target", unit="triệu đồng/người/năm", value_low=60, value_high=60)
    assert _verdict(level, target) == ("met", "numbers")


def test_without_knowing_which_way_is_better_nothing_is_said() -> None:
    staff = replace(ROW, indicator_id=None, indicator_words="biên chế", unit=None, plan_low=46, plan_high=46)
    (pairing,) = pair([staff], [])
    assert (pairing.verdict, pairing.reason, pairing.target) == ("unclear", "no direction", None)


def test_growth_and_level_are_not_one_measure_and_a_part_is_not_the_whole() -> None:
    growth = replace(TARGET, quote="tăng 8%/năm", unit="%/năm", comparator="increase_by")
    assert pair([ROW], [growth]) == ()
    part = replace(ROW, indicator_id="budget_revenue", indicator_words="Thu ngân sách: thị xã thu", unit="tỷ đồng")
    whole = replace(TARGET, indicator_id="budget_revenue", indicator_words="Thu ngân sách", unit="tỷ đồng")
    assert pair([part], [whole]) == ()


def test_a_result_that_nothing_answers_is_left_out() -> None:
    assert pair([ROW], []) == ()


def test_a_plan_quoted_from_the_term_before_belongs_to_it() -> None:
    report = Report("r", "f", "0", "t", place="huyện Sông Mơ", kind="bao_cao_chinh_tri", term="2020-2025")
    assert term_of(report, ROW) == "2015-2020"
    assert term_of(report, TARGET) == "2020-2025"
    assert term_of(report, replace(TARGET, period="2016-2020")) == "2015-2020"
    assert term_of(replace(report, kind="so_ket_giua_nhiem_ky"), ROW) == "2020-2025"
    assert term_of(replace(report, term=None), ROW) is None


def test_where_a_review_quotes_another_figure_than_the_congress_it_answers_both_and_its_own_first() -> None:
    quoted = replace(TARGET, report=ROW.report, value_low=2.8, value_high=2.8, quote="kế hoạch 2,8%")
    found = pair([ROW], [TARGET, quoted], running=True)
    assert [(p.target and p.target.quote, p.verdict) for p in found] == [("kế hoạch 2,8%", "met"), ("còn 2 - 2,5%", "met")]
    same = replace(quoted, value_low=2, value_high=2.5)
    assert [p.target for p in pair([ROW], [TARGET, same])] == [TARGET]
    far = replace(quoted, spans=((90_000, 90_010),))
    assert [p.target for p in pair([ROW], [TARGET, far])] == [TARGET]
    said = replace(ROW, verdict="met", verdict_quote="đạt kế hoạch")
    assert [p.target for p in pair([said], [TARGET, quoted])] == [quoted]


def test_growth_of_one_year_says_nothing_of_the_mean_of_several() -> None:
    growth = replace(
        ROW, indicator_id="growth", indicator_words="tốc độ tăng trưởng", quote="đạt 13%", value_low=13, value_high=13
    )
    mean = replace(growth, kind="target", report="r2", value_low=12, value_high=12, period="2020-2025", unit="%/năm")
    assert _verdict(growth, mean) == ("unclear", "other time")
    assert _verdict(replace(growth, period="2021-2023"), mean) == ("met", "numbers")
    assert _verdict(growth, replace(mean, period="2023")) == ("met", "numbers")
