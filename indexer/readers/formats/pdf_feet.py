"""The notes at the foot of a column, told by the line above them and their small type.

    nạo vét luồng lạch¹, nhờ đó việc làm ăn
    ________                                    ← a short line from the left edge
    ¹ Thông báo số 118-TB/TU ngày 20/7/2016     ← set smaller than the text

A foot that begins without a mark goes on with the last note of the page before.
"""

import re
from collections.abc import Sequence

from indexer.readers.formats.pdf_letters import Rule
from indexer.readers.formats.pdf_lines import Row

_SMALLER = 0.95  # of the body's size, below a line
_CLEARLY_SMALLER = 0.9  # without one
_SHORTEST_RULE = 20.0  # points
_LONGEST_RULE = 0.75  # of the column
_STARTS = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,4})")


def foot_start(rows: Sequence[Row], rules: Sequence[Rule], body: float) -> int:
    """The index of the first row of the column's foot; `len(rows)` when it has none. `body` is the text's size."""
    if not rows:
        return 0
    under = [at for rule in rules if (at := _under(rows, rule)) is not None and _is_foot(rows[at:], body, _SMALLER, ruled=True)]
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
    below = next((at for at, row in enumerate(rows) if row.base - 0.5 * row.size > rule.y0), None)
    return below


def _is_foot(rows: Sequence[Row], body: float, share: float, *, ruled: bool) -> bool:
    small = all(row.size <= share * body for row in rows)
    return small or (ruled and starts_note(rows[0]) and all(row.size <= 1.02 * body for row in rows) and rows[0].pieces[0].raised)
