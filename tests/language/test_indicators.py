"""The list of indicators, and finding the one that some words name."""

from collections import Counter

import pytest

from language.indicators import Indicator, indicator_of, indicators


def test_the_list_is_large_enough_to_compare_places() -> None:
    assert len(indicators()) >= 60
    assert all(indicator.english and indicator.field for indicator in indicators())


def test_no_id_and_no_synonym_stands_twice() -> None:
    words = Counter(word for indicator in indicators() for word in {indicator.id, *indicator.synonyms})
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize("indicator", indicators(), ids=lambda indicator: indicator.id)
def test_its_own_name_finds_it(indicator: Indicator) -> None:
    found = indicator_of(indicator.name)
    assert found is not None
    assert found.id == indicator.id


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tỉ lệ hộ nghèo theo chuẩn đa chiều", "poverty"),
        ("Tỷ lệ hộ cận nghèo", "near_poverty"),
        ("thu nhập bình quân/người", "income"),
        ("số trường mầm non đạt chuẩn quốc gia", "standard_schools"),
        ("Dân số tham gia BHYT", "health_insurance"),
        ("bảo hiểm xã hội tự nguyện", "voluntary_insurance"),
        ("xã đạt chuẩn nông thôn mới nâng cao", "advanced_rural_communes"),
        ("Tốc độ tăng thu ngân sách", "budget_revenue"),
        ("Tiểu học", "primary"),
        ("trạm y tế đạt chuẩn, khám chữa bệnh bảo hiểm y tế", "health_communes"),
        ("chi bộ hoàn thành xuất sắc nhiệm vụ", "party_organisations_excellent"),
        ("chỉ tiêu, nhiệm vụ chưa đạt", "plan_indicators_missed"),
        ("nông nghiệp giảm còn 16% trong cơ cấu kinh tế", "structure_agriculture"),
    ],
)
def test_the_longest_synonym_decides(words: str, expected: str) -> None:
    found = indicator_of(words)
    assert found is not None
    assert found.id == expected


@pytest.mark.parametrize("words", ["số cặp tảo hôn", "trường tiểu học dạy bơi", "xây dựng trường học kiểu mẫu"])
def test_words_that_name_no_indicator(words: str) -> None:
    assert indicator_of(words) is None


def test_the_words_come_before_what_they_are_a_part_of() -> None:
    found = indicator_of("khu vực II", "giá trị sản xuất")
    assert found is not None
    assert found.id == "output_sector_2"
    whole = indicator_of("phần còn lại", "giá trị sản xuất")
    assert whole is not None
    assert whole.id == "gross_output"
