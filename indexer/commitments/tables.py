"""Tables of indicators: the column that the header dates ahead, or calls the plan, holds the targets.

    | TT | Chỉ tiêu | Đơn vị | Năm 2024 | Đến năm 2030 |         rows drawn with bars, under a header
    | 7 | Tỷ lệ hộ nghèo đa chiều | % | 12,7 | dưới 4 |              a target: dưới 4 %, by 2030
    Chỉ tiêu: Tỷ lệ hộ nghèo đa chiều | Đến năm 2030: dưới 4     rows of office files, each value behind its head

Other tables have no commitments.
"""

import re
from collections.abc import Iterator, Sequence
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
_REACHED = re.compile(r"(?:ước|đã|thực hiện|kết quả(?! (?:cần|phấn đấu)))(?![^\W\d_])", re.IGNORECASE)
_COMPARED = re.compile(
    r"so với|(?:%|t[ỷỉ] lệ) (?:hoàn thành|thực hiện|đạt(?! chuẩn))|% (?:kế hoạch|mục tiêu|nghị quyết)", re.IGNORECASE
)
_OVER_A_HEAD = re.compile(r" – (?!\d)")  # "2021 – 2025" is a range of years


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
    if setting.direction != "ahead":
        return ()
    read = _drawn(text, header or text) if text.lstrip().startswith("|") else _headed(text)
    found = (_row(text, cells, columns) for cells, columns in read)
    return tuple(row for row in found if row is not None)


def _drawn(text: str, header: str) -> Iterator[tuple[Sequence[_Cell], _Columns]]:
    """The rows of a table whose lines were joined: "| a | b | | c | d |" has an empty cell between two of them."""
    heads = [cell.text for cell in _cells(header, "|")]
    while heads and not heads[0]:
        heads.pop(0)
    columns = _columns(heads[: heads.index("")] if "" in heads else heads)
    if columns is None:
        return
    cells = _cells(text, "|")
    for i in range(0, len(cells) - columns.count, columns.count + 1):
        yield cells[i + 1 : i + 1 + columns.count], columns


def _headed(text: str) -> Iterator[tuple[Sequence[_Cell], _Columns]]:
    """The rows whose values stand behind their heads; where the first head returns, the next row begins."""
    first = re.match(r"[^|]+?: ", text)
    starts = [0, *(match.start() + 1 for match in re.finditer(rf"\s{re.escape(first[0])}", text))] if first else [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        parted = [_behind_its_head(cell) for cell in _cells(text, " | ", start, end)]
        columns = _columns([head for head, _ in parted])
        if columns is not None:
            yield [cell for _, cell in parted], columns


def _behind_its_head(cell: _Cell) -> tuple[str, _Cell]:
    """("Đến năm 2030", the cell of "dưới 4"); a value may hold a colon of its own, and one without a head has "" for it."""
    head, colon, value = cell.text.partition(": ")
    return (head, _Cell(cell.end - len(value), cell.end, value)) if colon else ("", cell)


def _columns(heads: Sequence[str]) -> _Columns | None:
    names = [i for i, head in enumerate(heads) if _NAME.search(head)]
    plans = [i for i, head in enumerate(heads) if _is_plan(head) and i not in names[:1]]
    if not names or not plans:
        return None
    unit = next((i for i, head in enumerate(heads) if _UNIT.search(head)), None)
    return _Columns(names[0], unit, plans[-1], len(heads), _last_period(heads[plans[-1]]))


def _is_plan(head: str) -> bool:
    """Whether a head means the plan, and not what is compared with it ("% so với kế hoạch").

    Of heads one above the other, "Kế hoạch 5 năm – Thực hiện", the lowest may deny it.
    """
    return bool(_PLAN.search(head)) and not _COMPARED.search(head) and not _REACHED.match(_OVER_A_HEAD.split(head)[-1])


def _last_period(text: str) -> str | None:
    periods = [period.name for period in find_periods(text)]
    return periods[-1] if periods else None


def _cells(text: str, bar: str, start: int = 0, stop: int | None = None) -> list[_Cell]:
    """What stands between the bars of `text[start:stop]`, without the space around it."""
    stop = len(text) if stop is None else stop
    cells = []
    for match in [*re.compile(re.escape(bar)).finditer(text, start, stop), None]:
        end = match.start() if match else stop
        printed = text[start:end]
        left = start + len(printed) - len(printed.lstrip())
        cells.append(_Cell(left, left + len(printed.strip()), printed.strip()))
        start = match.end() if match else end
    return cells


def _row(text: str, cells: Sequence[_Cell], columns: _Columns) -> Row | None:
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
    start, end = min(name.start, plan.start), max(name.end, plan.end)
    statement = Statement(Figure(shifted, Stretch(start, end, text[start:end]), "value"), "target")
    period = columns.period or _last_period(plan.text[: first.start])
    return Row(statement, Subject(name.text, "", start, end), first.bound, period, (start, end))
