"""One word, one form: spellings that a reader takes for the same word must meet."""

import unicodedata

import pytest

from language.normalise import fold, has_diacritics, nfc, normalise


@pytest.mark.parametrize(
    "one, other",
    [
        ("hoà bình", "hòa bình"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("uỷ ban", "ủy ban"),
        ("thuý", "thúy"),
        ("tỷ lệ", "tỉ lệ"),
        ("liệt sỹ", "liệt sĩ"),
        ("kỹ thuật", "kĩ thuật"),
        ("quí", "quý"),
        ("HỘ NGHÈO", "hộ nghèo"),
        (unicodedata.normalize("NFD", "Đường sắt"), "đường sắt"),
        ("ho\u0323\u0302", "hộ"),
        ("ho\u0302\u0323", "hộ"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "one, other", [("hòa", "hoa"), ("quý", "quy"), ("tý", "tỷ"), ("hoàn", "hòan"), ("tuy", "tui"), ("án", "ấn")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_tone_marks_do_not_move_within_a_longer_syllable() -> None:
    assert normalise("hoàn toàn quyết toán quỷ") == "hoàn toàn quyết toán quỷ"


def test_folding_leaves_no_mark_and_no_letter_that_needs_a_vietnamese_keyboard() -> None:
    assert fold("Đường ướt, sắt gỉ, mưa lũ, hộ nghèo, ý kiến") == "duong uot, sat gi, mua lu, ho ngheo, y kien"


def test_a_mark_before_its_circumflex_is_put_right() -> None:
    assert nfc("nghi\u0323\u0302") == nfc("nghi\u0302\u0323")


def test_diacritics_are_noticed_in_either_form_of_unicode() -> None:
    assert has_diacritics("hộ")
    assert has_diacritics(unicodedata.normalize("NFD", "đường"))
    assert not has_diacritics("ho ngheo GRDP 2,2%")
