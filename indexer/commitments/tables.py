"""Tables of indicators: the column that the header dates ahead, or calls the plan, holds the targets.

    | TT | Chỉ tiêu | Đơn vị | Năm 2024 | Đến năm 2030 |
    | 7 | Tỷ lệ hộ nghèo đa chiều | % | 12,7 | dưới 4 |        a target: dưới 4 %, by 2030

Other tables have no commitments.
"""

import re
from dataclasses import dataclass, replace

from indexer.commitments.reading import Row
from indexer.commitments.roles import Figure
from indexer.commitments.sentences import Stretch
from indexer.commitments.statements import Setting, Statement
from indexer.commitments.subjects import Subject
from language.quantities import find_periods, find_quantities, unit_after

_NAME = re.compile(r"chỉ tiêu|nội dung|tên|lĩnh vực|danh mục", re.IGNORECASE)
_UNIT = re.compile(r"đơn vị|đvt", re.IGNORECASE)
_PLAN = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu đến|nghị quyết|phấn đấu|đến năm|giai đoạn tới", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    unit: int | None
    plan: int
    count: int
    period: str | None


def table_rows(text: str, header: str | None, setting: Setting) -> tuple[Row, ...]:
    """The targets of a table's rows; `header` is the text of the table's first passage, None while that is being read."""
    columns = _columns(header or text)
    if columns is None or setting.direction != "ahead":
        return ()
    found = []
    for cells in _lines(text, columns.count):
        row = _row(text, cells, columns)
        if row is not None:
            found.append(row)
    return tuple(found)


def _columns(header: str) -> _Columns | None:
    cells = [cell.text for cell in _cells(header)]
    while cells and not cells[0]:
        cells.pop(0)
    cells = cells[: cells.index("")] if "" in cells else cells
    names = [i for i, cell in enumerate(cells) if _NAME.search(cell)]
    plans = [i for i, cell in enumerate(cells) if _PLAN.search(cell) and i not in names[:1]]
    if not names or not plans:
        return None
    unit = next((i for i, cell in enumerate(cells) if _UNIT.search(cell)), None)
    period = [p.name for p in find_periods(cells[plans[-1]])]
    return _Columns(names[0], unit, plans[-1], len(cells), period[-1] if period else None)


def _cells(text: str) -> list[_Cell]:
    cells, start = [], 0
    for match in [*re.finditer(r"\|", text), None]:
        end = match.start() if match else len(text)
        printed = text[start:end]
        left = start + len(printed) - len(printed.lstrip())
        cells.append(_Cell(left, left + len(printed.strip()), printed.strip()))
        start = match.end() if match else end
    return cells


def _lines(text: str, count: int) -> list[list[_Cell]]:
    """The rows of a table whose lines were joined: "| a | b | | c | d |" has an empty cell between two of them."""
    cells = _cells(text)
    return [cells[i + 1 : i + 1 + count] for i in range(0, len(cells) - count, count + 1)]


def _row(text: str, cells: list[_Cell], columns: _Columns) -> Row | None:
    name, plan = cells[columns.name], cells[columns.plan]
    quantities = find_quantities(plan.text)
    if not quantities or not re.search(r"[^\W\d_]", name.text) or _NAME.fullmatch(name.text):
        return None
    first = quantities[0]
    shifted = replace(
        first,
        start=first.start + plan.start,
        end=first.end + plan.start,
        digits=first.digits + plan.start,
        digits_end=first.digits_end + plan.start,
    )
    if columns.unit is not None and first.unit is None:
        printed = cells[columns.unit].text
        unit = unit_after(printed, 0)
        shifted = replace(shifted, unit=unit.name if unit else printed or None, printed_unit=printed)
    stretch = Stretch(name.start, plan.end, text[name.start : plan.end])
    statement = Statement(Figure(shifted, stretch, "value"), "target")
    subject = Subject(name.text, "", name.start, plan.end)
    return Row(statement, subject, first.bound, columns.period, (name.start, plan.end))
