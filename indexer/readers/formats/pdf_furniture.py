"""Running heads and page numbers, told by what other pages have in the same place.

BÁO CÁO CHÍNH TRỊ                1        the same words near the same height, but for figures, on several pages
- 2 -                                     a number alone at a page's edge that counts with the pages
iii                                       likewise, where the pages before the text are counted by themselves
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.formats.pdf_lines import Row
from indexer.readers.numerals import roman, roman_value

_NUMBER = re.compile(r"[\s\-–—.\[(|]*(?:[Tt]rang|[Pp]age)?\s*(?:(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?|([ivxl]{1,7}))[\s\-–—.\])|]*")
_SET_OFF = re.compile(
    r"[\-–—|\[(]\s*\d{1,4}\s*[\-–—|\])]|(?:[Tt]rang|[Pp]age)\s*\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}"
)
_EDGE_ROWS = 3  # of a page at its top and at its foot that may be furniture
_SAME_HEIGHT = 8.0  # points
_LEAST_PAGES = 3
_NEAR_PAGES = 2  # how far the next page may be that goes on counting: on one in two the number may be left out


@dataclass(frozen=True, slots=True)
class Number:
    """A page number as printed; `roman` ones are small letters."""

    value: int
    roman: bool = False

    @property
    def text(self) -> str:
        return roman(self.value).lower() if self.roman else str(self.value)

    def next(self, step: int) -> "Number | None":
        """The number `step` pages on, where there is one."""
        return replace(self, value=self.value + step) if self.value + step > 0 else None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's rows without its furniture, and the furniture."""

    rows: tuple[Row, ...]
    head: tuple[Row, ...]
    foot: tuple[Row, ...]
    number: Number | None  # as it prints it


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[Page]:
    """`pages` in the order of the file, each from the top down."""
    returning = _returning(pages)
    offset = _offset(pages)
    candidates = [{_Candidate(number, row.base) for row, _ in _edges(rows) if (number := _number(row))} for rows in pages]
    return [_strip(list(rows), at, returning, offset, candidates) for at, rows in enumerate(pages)]


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: Number
    base: float


def _number(row: Row) -> Number | None:
    match = _NUMBER.fullmatch(row.text)
    if match is None:
        return None
    if match[1]:
        return Number(int(match[1]))
    value = roman_value(match[2].upper())
    return Number(value, roman=True) if value else None


def _edges(rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    """The outer rows with whether they stand at the top."""
    return [(row, True) for row in rows[:_EDGE_ROWS]] + [(row, False) for row in rows[-_EDGE_ROWS:]]


def _shape(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _returning(pages: Sequence[Sequence[Row]]) -> set[tuple[str, bool, int]]:
    """Words, place and height that return on pages."""
    counts: Counter[tuple[str, bool, int]] = Counter()
    for rows in pages:
        seen = {(_shape(row), top, band) for row, top in _edges(rows) for band in _bands(row)}
        counts.update(seen)
    least = max(_LEAST_PAGES, len(pages) // 8)
    return {key for key, count in counts.items() if count >= least}


def _bands(row: Row) -> tuple[int, int]:
    """The two height bands that the row lies in, so that near heights share one."""
    band = int(row.base // _SAME_HEIGHT)
    return band, band + 1 if row.base % _SAME_HEIGHT > _SAME_HEIGHT / 2 else band - 1


def _offset(pages: Sequence[Sequence[Row]]) -> int | None:
    """By how much the printed page numbers differ from the place in the file; None where they do not count with the pages."""
    counts: Counter[int] = Counter()
    for place, rows in enumerate(pages, 1):
        numbers = {number for row, _ in _edges(rows) if (number := _number(row))}
        counts.update({number.value - place for number in numbers if not number.roman})
    if not counts:
        return None
    offset, count = max(counts.items(), key=lambda item: (item[1], item[0] == 0))
    return offset if count >= 2 or offset == 0 else None


def _counts_on(number: Number, base: float, at: int, candidates: Sequence[set[_Candidate]]) -> bool:
    """Whether a page nearby goes on counting at the same height: an appendix is counted from 1 again, a foreword in Roman."""
    places = [place for place in range(at - _NEAR_PAGES, at + _NEAR_PAGES + 1) if place != at and 0 <= place < len(candidates)]
    return any(
        other.number == number.next(place - at) and abs(other.base - base) < _SAME_HEIGHT
        for place in places
        for other in candidates[place]
    )


def _strip(
    rows: list[Row], at: int, returning: set[tuple[str, bool, int]], offset: int | None, candidates: Sequence[set[_Candidate]]
) -> Page:
    found: list[Number] = []

    def is_furniture(row: Row, top: bool) -> bool:
        number = _number(row)
        if number is None:
            return any((_shape(row), top, band) in returning for band in _bands(row))
        counted = not number.roman and offset is not None and number.value - (at + 1) == offset
        if not counted and not _SET_OFF.fullmatch(row.text) and not _counts_on(number, row.base, at, candidates):
            return False
        if any(other is not row and abs(other.base - row.base) <= row.size for other in rows):
            return False
        found.append(number)
        return True

    head: list[Row] = []
    foot: list[Row] = []
    while rows and len(head) < _EDGE_ROWS and is_furniture(rows[0], True):
        head.append(rows.pop(0))
    while rows and len(foot) < _EDGE_ROWS and is_furniture(rows[-1], False):
        foot.insert(0, rows.pop())
    return Page(tuple(rows), tuple(head), tuple(foot), found[0] if found else None)
