"""Tables without lines, told by cells that stand below each other between the same white strips.

Chỉ tiêu                    Đơn vị        Năm 2015    Năm 2020       two rows at least with three cells or more,
Thu nhập bình quân          triệu đồng        28,5        54,6       and two strips at least that all rows leave free
đầu người                                                            a cell that goes on
Tỷ lệ hộ nghèo              %                  7,9         2,1
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.readers.formats.pdf_lines import Piece, Row
from indexer.readers.formats.pdf_tables import Grid

# In sizes of type.
_CELL_GAP = 1.0
_STRIP = 0.6
_FARTHEST = 4.0


@dataclass(slots=True)
class _Run:
    first: int
    last: int
    covered: list[tuple[float, float]]


def take_aligned(rows: Sequence[Row]) -> tuple[list[Grid], list[Row]]:
    """The tables of a page's rows, and the rows outside them."""
    grids: list[Grid] = []
    left: list[Row] = []
    at = 0
    while at < len(rows):
        grid, end = _table_from(rows, at)
        if grid is None:
            left.append(rows[at])
            at += 1
        else:
            grids.append(grid)
            at = end
    return grids, left


def _table_from(rows: Sequence[Row], start: int) -> tuple[Grid | None, int]:
    if len(_cells(rows[start])) < 3:
        return None, start
    covered = _union([], rows[start])
    last = start
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if row.base - rows[at - 1].base > _FARTHEST * row.size:
            break
        wider = _union(covered, row)
        if len(wider) < 3:
            break
        if len(_cells(row)) >= 2:
            if len(wider) < max(3, len(covered) - 1):
                break
            last = at
        covered = wider
    last = _last_wrapped(rows, last)
    inside = rows[start : last + 1]
    strips = _strips(inside)
    if sum(len(_cells(row)) >= 3 for row in inside) < 2 or len(strips) < 2:
        return None, start
    return _grid(inside, strips), last + 1


def _cells(row: Row) -> list[tuple[float, float]]:
    """Left and right edge of each stretch of words between wide gaps."""
    cells = [(row.pieces[0].x0, row.pieces[0].x1)]
    for before, piece in pairwise(row.pieces):
        if piece.x0 - before.x1 >= _CELL_GAP * row.size:
            cells.append((piece.x0, piece.x1))
        else:
            cells[-1] = (cells[-1][0], piece.x1)
    return cells


def _union(covered: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """What `covered` and the row's cells cover together; stretches closer than a strip are one."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted([*covered, *_cells(row)]):
        if merged and x0 - merged[-1][1] < _STRIP * row.size:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _last_wrapped(rows: Sequence[Row], last: int) -> int:
    """Rows behind the last full one that go on with one of its cells."""
    while last + 1 < len(rows):
        row, before = rows[last + 1], rows[last]
        cells = _cells(row)
        home = next((c for c in _cells(before) if abs(c[0] - cells[0][0]) < 0.3 * row.size), None)
        close = row.base - before.base < 1.35 * row.size
        if len(cells) != 1 or home is None or not close or not row.text[:1].islower():
            break
        last += 1
    return last


def _strips(rows: Sequence[Row]) -> list[float]:
    """The middles of the strips between columns; a strip whose two sides never stand in one row divides nothing: a head is
    set in the middle of its column, and what stands under it at the left."""
    covered: list[tuple[float, float]] = []
    for row in rows:
        covered = _union(covered, row)
    strips = [(a[1] + b[0]) / 2 for a, b in pairwise(covered)]
    at = 0
    while at < len(strips):
        low = strips[at - 1] if at else float("-inf")
        high = strips[at + 1] if at + 1 < len(strips) else float("inf")
        both = any(
            any(low < x0 < strips[at] for x0, _ in _cells(row)) and any(strips[at] < x0 < high for x0, _ in _cells(row))
            for row in rows
        )
        if both:
            at += 1
        else:
            del strips[at]
    return strips


def _grid(rows: Sequence[Row], strips: Sequence[float]) -> Grid:
    words: dict[tuple[int, int], list[Row]] = {}
    columns = len(strips) + 1
    tops: list[float] = []
    for row in rows:
        parts: dict[int, list[Piece]] = {}
        for piece in row.pieces:
            parts.setdefault(sum((piece.x0 + piece.x1) / 2 > strip for strip in strips), []).append(piece)
        if not tops or len(parts) >= max(2, columns - 1):
            tops.append(row.base - row.size)
        for column, pieces in parts.items():
            cell = replace(row, pieces=(replace(pieces[0], spaced=False), *pieces[1:]))
            words.setdefault((len(tops) - 1, column), []).append(cell)
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    wide = {(i, j): 1 for i in range(len(tops)) for j in range(columns)}
    ys = (*tops, rows[-1].base + 0.2 * rows[-1].size)
    return Grid(rows[0].page, ys[0], ys[-1], (left, *strips, right), ys, words, wide, frozenset())
