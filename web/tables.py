"""The rows and cells of a table that a report sets with bars, found again in its reading text, where rows stand in one line.

cells("| 1 | Hộ nghèo | | 2 | Thu ngân sách |")
→ two rows: "1", "Hộ nghèo"; "2", "Thu ngân sách", each cell as its span in the text
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from store.records import Span

Row = tuple[Span, ...]
_BARS = re.compile(r"\|(?:\s*\|)*")


def cells(text: str) -> tuple[Row, ...]:
    """The cells by row, as spans in `text` without the space around them; empty when the text is not set so.

    Between two rows stands a bar that closes the one and a bar that opens the next, with a space between: an empty cell at every
    (width + 1)th place. The smallest width that fits is taken.
    """
    bars = [offset for offset, character in enumerate(text) if character == "|"]
    if len(bars) < 3 or text[: bars[0]].strip() or text[bars[-1] + 1 :].strip():
        return ()
    found = [_stripped(text, left + 1, right) for left, right in pairwise(bars)]
    for width in range(2, len(found) + 1):
        between = found[width :: width + 1]
        if (len(found) + 1) % (width + 1) == 0 and all(start == end for start, end in between):
            return tuple(tuple(found[first : first + width]) for first in range(0, len(found), width + 1))
    return ()


def in_line(text: str) -> str:
    """A text as it is shown in one line: dots between the cells of a table; any other text as it is.

    "| 1 | Hộ nghèo | | 2 | Thu |"  →  "  1 · Hộ nghèo ·   2 · Thu  ": as long as before, so that spans hold.
    """
    if text.count("|") < 2:
        return text
    first, last = len(text) - len(text.lstrip("| ")), len(text.rstrip("| "))
    inner = _BARS.sub(lambda bars: "·".ljust(len(bars[0])), text[first:last])
    return " " * first + inner + " " * (len(text) - max(first, last))


def matching(text: str, highlights: Sequence[Span]) -> tuple[Row, ...]:
    """The rows of a table that hold highlighted words, below its heads; all rows when none does, none when `text` is no table."""
    rows = cells(text)
    held = tuple(row for row in rows if any(start < row[-1][1] and end > row[0][0] for start, end in highlights))
    if held and held[0] != rows[0] and _is_heads(text, rows[0]):
        held = (rows[0], *held)
    return held or rows


def _is_heads(text: str, row: Row) -> bool:
    """Whether a first row names the columns: rows of figures begin with their number."""
    start, end = row[0]
    return not any(character.isdigit() for character in text[start:end])


def _stripped(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())
