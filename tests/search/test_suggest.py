"""Suggestions: what a few letters may become."""

from pathlib import Path

import pytest

from search.library import Library
from search.suggest import Suggester, Suggestion


@pytest.fixture
def suggester(index: Path) -> Suggester:
    return Suggester(Library(index))


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        pytest.param("hộ ngh", Suggestion("tỷ lệ hộ nghèo", "indicator", "poverty rate"), id="inside a name"),
        pytest.param("ty le ho n", Suggestion("tỷ lệ hộ nghèo", "indicator", "poverty rate"), id="without accents"),
        pytest.param("poverty r", Suggestion("poverty rate", "indicator", "tỷ lệ hộ nghèo"), id="in English"),
        pytest.param("ve kinh t", Suggestion("Về kinh tế", "section"), id="a section's title"),
        pytest.param("van hoa xa h", Suggestion("Về văn hóa, xã hội", "section"), id="without the signs between words"),
        pytest.param("văn hóa - xã hội", Suggestion("Về văn hóa, xã hội", "section"), id="with other signs"),
    ],
)
def test_letters_become_phrases(suggester: Suggester, typed: str, among: Suggestion) -> None:
    assert among in suggester.suggest(typed, 20)


def test_what_begins_so_comes_first_and_each_phrase_once(suggester: Suggester) -> None:
    found = [suggestion.text for suggestion in suggester.suggest("nông thôn", 20)]
    assert found[0].startswith("nông thôn")
    assert len(found) == len(set(found))


@pytest.mark.parametrize("typed", ["", " ", "h", "zzzz", "nghèo hộ tỷ"])
def test_nothing_is_suggested_for_too_little_or_for_what_nobody_says(suggester: Suggester, typed: str) -> None:
    assert suggester.suggest(typed) == ()


def test_no_more_than_asked_for(suggester: Suggester) -> None:
    assert len(suggester.suggest("kinh tế", 3)) == 3
