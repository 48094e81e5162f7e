"""Running heads and page numbers, told by what other pages have in the same place.

BÁO CÁO CHÍNH TRỊ                1        the same words near the same height, but for figures, on several pages
- 2 -                                     a number alone at a page's edge that counts with the pages
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.readers.formats.pdf_lines import Row

_NUMBER = re.compile(r"[\s\-–—.\[(|]*(?:[Tt]rang|[Pp]age)?\s*(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?[\s\-–—.\])|]*")
_SET_OFF = re.compile(
    r"[\-–—|\[(]\s*\d{1,4}\s*[\-–—|\])]|(?:[Tt]rang|[Pp]age)\s*\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}"
)
_EDGE_ROWS = 3  # of a page at its top and at its foot that may be furniture
_SAME_HEIGHT = 8.0  # points
_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A page's rows without its furniture, and the furniture."""

    rows: tuple[Row, ...]
    head: tuple[Row, ...]
    foot: tuple[Row, ...]


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[Page]:
    """`pages` in the order of the file, each from the top down."""
    returning = _returning(pages)
    offset = _offset(pages)
    return [_strip(list(rows), number, returning, offset) for number, rows in enumerate(pages, 1)]


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
    for number, rows in enumerate(pages, 1):
        counts.update({int(match[1]) - number for row, _ in _edges(rows) if (match := _NUMBER.fullmatch(row.text))})
    if not counts:
        return None
    offset, count = max(counts.items(), key=lambda item: (item[1], item[0] == 0))
    return offset if count >= 2 or offset == 0 else None


def _strip(rows: list[Row], number: int, returning: set[tuple[str, bool, int]], offset: int | None) -> Page:
    def is_furniture(row: Row, top: bool) -> bool:
        match = _NUMBER.fullmatch(row.text)
        if match and (_SET_OFF.fullmatch(row.text) or (offset is not None and int(match[1]) - number == offset)):
            return all(other is row or abs(other.base - row.base) > row.size for other in rows)
        return any((_shape(row), top, band) in returning for band in _bands(row)) and not _NUMBER.fullmatch(row.text)

    head: list[Row] = []
    foot: list[Row] = []
    while rows and len(head) < _EDGE_ROWS and is_furniture(rows[0], True):
        head.append(rows.pop(0))
    while rows and len(foot) < _EDGE_ROWS and is_furniture(rows[-1], False):
        foot.insert(0, rows.pop())
    return Page(tuple(rows), tuple(head), tuple(foot))
