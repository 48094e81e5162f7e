"""What counts as one word, and where it stands in the text as given."""

import unicodedata

import pytest

from language.syllables import official_number, syllables, tokens


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


def test_every_syllable_is_a_token_however_short_or_common() -> None:
    assert texts("Ý kiến của dân, và ở xã") == ["ý", "kiến", "của", "dân", "và", "ở", "xã"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("3-3,4%", ["3", "3,4", "%"]),
        ("14-15%", ["14", "15", "%"]),
        ("38.415 tỷ", ["38.415", "tỉ"]),
        ("9,5ha", ["9,5", "ha"]),
        ("đạt 170%NQ.", ["đạt", "170", "%", "nq"]),
        ("KT-XH", ["kt", "xh"]),
    ],
)
def test_figures_keep_their_points_and_shed_their_units(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    ["04-NQ/TU", "1264/NQ-UBTVQH14", "67/2014/NĐ-CP", "1600/QĐ-TTg", "25 - NQ/TW", "12-CT/TU", "34/2007/PL-UBTVQH"],
)
def test_an_official_number_is_one_token_and_its_parts_at_their_places(text: str) -> None:
    found = tokens(f"Nghị quyết số {text} nêu rõ")
    whole = next(token for token in found if token.official)
    parts = syllables(f"Nghị quyết số {text} nêu rõ")
    assert parts == [token for token in found if token is not whole]
    assert whole.position == 3
    assert [token.position for token in parts] == list(range(len(parts)))
    assert f"Nghị quyết số {text} nêu rõ"[whole.start : whole.end] == text


@pytest.mark.parametrize("text", ["10-15 hộ/năm", "47/59 tiêu chuẩn", "2021-2025", "0,47%/năm", "đồng/ha", "1.000 lao động"])
def test_other_figures_are_no_official_numbers(text: str) -> None:
    assert not any(token.official for token in tokens(text))


@pytest.mark.parametrize("text", ["04-NQ/TU", "4-NQ/TU", "04 - nq/tu", "04/NQ-TU"])
def test_one_document_is_named_by_one_number(text: str) -> None:
    assert official_number(text) == official_number("04-NQ/TU")


def test_offsets_hold_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo giảm")
    assert [unicodedata.normalize("NFC", text[t.start : t.end]) for t in tokens(text)] == ["Tỷ", "lệ", "hộ", "nghèo", "giảm"]
    assert [t.text for t in tokens(text)] == texts("tỷ lệ hộ nghèo giảm")
