"""Roman numerals of headings, read from their strokes where OCR took them for something else."""

import numpy as np
import pytest

from indexer.readers.formats.ocr_ink import Box, Page
from indexer.readers.formats.ocr_numerals import numeral

HIGH, STEM, WIDE = 40, 6, 20


def _drawn(signs: str) -> tuple[Page, Box]:
    """Capitals of 40 pixels: I with serifs, L, H, V, X, 1, a bracket, and a dot."""
    page = np.full((80, 60 + 60 * len(signs)), 255, dtype=np.uint8)
    x, top, foot = 20, 20, 20 + HIGH
    for sign in signs:
        if sign in "IL1":
            page[top:foot, x + 7 : x + 7 + STEM] = 0
            page[foot - 3 : foot, x : x + (WIDE if sign != "L" else 34)] = 0
            page[top : top + 3, x : x + (WIDE if sign != "1" else 12)] = 0
            x += 22
        elif sign == "H":
            page[top:foot, x : x + STEM] = page[top:foot, x + 28 : x + 28 + STEM] = 0
            page[top + 18 : top + 22, x : x + 34] = 0
            x += 40
        elif sign in "VX":
            for y in range(HIGH):
                left, right = x + y // 2, x + 42 - y // 2
                if sign == "X":
                    left, right = x + y, x + 42 - y
                page[top + y, left : left + STEM] = page[top + y, right : right + STEM] = 0
            x += 50
        elif sign == ")":
            page[top:foot, x + 6 : x + 6 + STEM] = 0
            x += 16
        else:
            page[foot - 5 : foot, x + 4 : x + 9] = 0
            x += 14
    return page, Box(20, top, x, foot)


@pytest.mark.parametrize(
    ("drawn", "read", "numeral_"),
    [
        ("III.", "II.", "III."),
        ("III.", "HI.", "III."),
        ("II.", "H.", "II."),
        ("I.", "L.", "I."),
        ("III.", "lll.", "III."),
        ("IV.", "1V.", "IV."),
        ("VII.", "VI.", "VII."),
        ("XII)", "XI)", "XII)"),
    ],
)
def test_a_numeral_is_what_its_strokes_make(drawn: str, read: str, numeral_: str) -> None:
    page, box = _drawn(drawn)
    assert numeral(page, box, read) == numeral_


@pytest.mark.parametrize(
    ("drawn", "read"),
    [("II.", "II."), ("H.", "H."), ("L.", "L."), ("1.", "1."), ("II", "II"), ("III", "HI"), ("1.", "l."), ("III.", "Huy.")],
    ids=["read rightly", "an H", "an L", "a figure", "no label", "no dot behind it", "a figure taken for l", "a word"],
)
def test_what_is_no_numeral_or_rightly_read_stays(drawn: str, read: str) -> None:
    page, box = _drawn(drawn)
    assert numeral(page, box, read) is None


def test_a_numeral_alone_needs_no_dot() -> None:
    page, box = _drawn("III")
    assert numeral(page, box, "HI", alone=True) == "III"
