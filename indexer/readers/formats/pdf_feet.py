"""The notes at the foot of a column, told by the line above them and their small type.

    nạo vét luồng lạch¹, nhờ đó việc làm ăn
    ________                                    ← a short line from the left edge
    ¹ Thông báo số 118-TB/TU ngày 20/7/2016     ← set smaller than the text

A foot that begins without a mark goes on with the last note of the page before.
"""

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.formats.pdf_letters import Rule
from indexer.readers.formats.pdf_lines import Row

_SMALLER = 0.95  # of the body's size, below a line
_CLEARLY_SMALLER = 0.9  # without one
_CLOSER = 0.93  # than the text's rows, below a line
_SHORTEST_RULE = 20.0  # points
_LONGEST_RULE = 0.75  # of the column
_STARTS = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,4})")


def foot_start(rows: Sequence[Row], rules: Sequence[Rule], body: float) -> int:
    """The index of the first row of the column's foot; `len(rows)` when it has none. `body` is the text's size."""
    if not rows:
        return 0
    under = [at for rule in rules if (at := _under(rows, rule)) is not None and _is_foot(rows, at, body)]
    if under:
        return min(under)
    at = len(rows)
    while at > 0 and rows[at - 1].size <= _CLEARLY_SMALLER * body:
        at -= 1
    while at < len(rows) and not starts_note(rows[at]):
        at += 1
    return at


def starts_note(row: Row) -> bool:
    """Whether the row begins as a note does: with a raised mark, or with a number or asterisks."""
    return row.pieces[0].raised or bool(_STARTS.match(row.text))


def _under(rows: Sequence[Row], rule: Rule) -> int | None:
    """The first row below `rule`, when that is a line such as stands over notes."""
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    length = rule.x1 - rule.x0
    if not rule.level or length < _SHORTEST_RULE or length > _LONGEST_RULE * (right - left):
        return None
    if rule.x0 < left - 12 or rule.x0 > left + 0.2 * (right - left):
        return None
    return next((at for at, row in enumerate(rows) if row.base - 0.5 * row.size > rule.y0), None)


def _is_foot(rows: Sequence[Row], at: int, body: float) -> bool:
    """Whether what stands below a line, from row `at` on, is set as notes are: smaller, or closer and beginning with a mark."""
    foot = rows[at:]
    if all(row.size <= _SMALLER * body for row in foot):
        return True
    if any(row.size > 1.02 * body for row in foot):
        return False
    above, below = _leading(rows[:at]), _leading(foot)
    closer = above is not None and below is not None and below < _CLOSER * above
    return (starts_note(foot[0]) and (foot[0].pieces[0].raised or closer)) or (closer and len(foot) > 1)


def _leading(rows: Sequence[Row]) -> float | None:
    steps = [b.base - a.base for a, b in pairwise(rows)]
    return statistics.median_low(steps) if steps else None
