"""Roman numerals of headings read from their strokes: OCR takes III for II, HI or H, and I for L or l.

    page        OCR says        upright strokes, slanting strokes between them        the numeral
    III.        HI.             | | |                                                 III
    VII.        VI.             \\ / | |                                               VII
    H.          H.              joined by a bar: no numeral                           (as OCR says)

Only what OCR took for such signs is looked at, and only where a heading may have a label; strokes that make no numeral change
nothing. Pixels; y runs down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.readers.formats.ocr_ink import Box, Page, runs_of

_DARK = 140
_LOOKS = re.compile(r"(?P<core>[IVXLHTJlijt1|!\[\]]{1,6})(?P<sep>[.,;:/)\-–—]{0,2})")
_NUMERALS = frozenset(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"])
# Shares of the height of a capital letter.
_ROWS = (0.25, 0.5, 0.75)  # where strokes are met: above, on and below the bar of an H
_UPRIGHT = 0.07  # how far the foot of an upright stroke may stand from its head
_THICKEST = 0.42
_ASKEW = 0.16  # how far the serifs of an I may reach further on one side; of a 1 or L they do


@dataclass(frozen=True, slots=True)
class _Stroke:
    centres: tuple[float, ...]  # at each of _ROWS
    upright: bool


def numeral(page: Page, box: Box, read: str, *, alone: bool = False) -> str | None:
    """The word in `box` with its numeral as its strokes have it; None where they say nothing or the same as `read`.

    A numeral has a dot or the like behind it unless it stands `alone`, as in "Phần II".
    """
    looks = _LOOKS.fullmatch(read)
    if looks is None or looks["core"].isdigit() or not (alone or looks["sep"]):
        return None
    ink = _capital(page[box.y0 : box.y1, box.x0 : box.x1] < _DARK)
    strokes = _strokes(ink) if ink is not None else None
    if not strokes or ink is None:
        return None
    if looks["sep"][:1] in (")", "/"):
        strokes = strokes[:-1]
    found = _numeral(strokes, looks["core"])
    if found is None or found == looks["core"] or (len(strokes) == 1 and not _is_even(ink, strokes[0])):
        return None
    return found + looks["sep"]


def _capital(dark: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """The ink between the head and the foot of the capitals, without what stands below the line."""
    rows = np.flatnonzero(dark.any(axis=1))
    return dark[rows[0] : rows[-1] + 1] if len(rows) >= 12 else None


def _strokes(ink: NDArray[np.bool_]) -> list[_Stroke] | None:
    """The strokes from left to right; None where their number differs from row to row but for the foot of a V."""
    height = ink.shape[0]
    found = [[(a + b) / 2 for a, b in runs_of(ink[int(share * height)]) if b - a <= _THICKEST * height] for share in _ROWS]
    head, middle, foot = found
    strokes: list[_Stroke] = []
    for at in head:
        below = min(middle, key=lambda x: abs(x - at), default=None)
        last = min(foot, key=lambda x: abs(x - at), default=None)
        if below is None or last is None:
            return None
        upright = abs(below - at) <= _UPRIGHT * height and abs(last - at) <= _UPRIGHT * height
        strokes.append(_Stroke((at, below, last), upright))
    uprights = sum(stroke.upright for stroke in strokes)
    return strokes if uprights == len(strokes) <= len(middle) or uprights < len(strokes) else None


def _numeral(strokes: Sequence[_Stroke], core: str) -> str | None:
    if not strokes:
        return None
    slanting = [at for at, stroke in enumerate(strokes) if not stroke.upright]
    if not slanting:
        found = "I" * len(strokes)
    elif len(slanting) == 2 and slanting[1] == slanting[0] + 1 and sum(core.count(sign) for sign in "VX") == 1:
        found = "I" * slanting[0] + ("V" if "V" in core else "X") + "I" * (len(strokes) - slanting[1] - 1)
    else:
        return None
    return found if found in _NUMERALS else None


def _is_even(ink: NDArray[np.bool_], stroke: _Stroke) -> bool:
    """Whether a single stroke reaches as far to the left as to the right, as an I does and 1, L, J and [ do not."""
    height, at = ink.shape[0], round(stroke.centres[0])
    for part in (ink[: height // 4], ink[3 * height // 4 :]):
        columns: NDArray[np.bool_] = np.any(part, axis=0)
        reach = next(((a, b) for a, b in runs_of(columns) if a <= at < b), None)
        if reach is None or abs((reach[1] - 1 - at) - (at - reach[0])) > _ASKEW * height:
            return False
    return True
