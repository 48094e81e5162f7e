"""A letterhead set in two columns with spaces, read as two texts.

    ĐẢNG BỘ HUYỆN BÌNH SƠN          ĐẢNG CỘNG SẢN VIỆT NAM
            *                       Bình Sơn, ngày 5 tháng 11 năm 2019

reads "ĐẢNG BỘ HUYỆN BÌNH SƠN" and "ĐẢNG CỘNG SẢN VIỆT NAM Bình Sơn, ngày 5 tháng 11 năm 2019".
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.blocks import Block
from indexer.readers.lines import line_ends
from indexer.readers.spans import has_letters, trimmed
from store.records import Span

_CELL = re.compile(r"\S(?:[^\S\r\n]{0,2}\S)*")


def split_columns(source: str, front: Sequence[Block]) -> list[Block]:
    """`front` with the lines of a two-column letterhead replaced by its columns, left before right."""
    result: list[Block] = []
    for group in _runs(source, front):
        boundary = _boundary(source, group)
        result += group if boundary is None else _columns(source, group, boundary)
    return result


def _runs(source: str, front: Sequence[Block]) -> list[list[Block]]:
    """Blocks on lines that follow each other without a blank one."""
    runs: list[list[Block]] = []
    for before, block in pairwise([None, *front]):
        assert block is not None
        if before is not None and line_ends(source, before.spans[-1][1], block.start) <= 1:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _cells(source: str, block: Block) -> list[tuple[int, Span]]:
    """(column, span) of each stretch of the block between wide gaps."""
    cells: list[tuple[int, Span]] = []
    for start, end in block.spans:
        for match in _CELL.finditer(source, start, end):
            line_start = max(source.rfind(end, 0, match.start()) for end in "\n\r") + 1
            cells.append((match.start() - line_start, match.span()))
    return cells


def _boundary(source: str, group: Sequence[Block]) -> int | None:
    """The column where right cells begin, if a line has two cells with letters."""
    rights = []
    for block in group:
        cells = [cell for cell in _cells(source, block) if has_letters(source, [cell[1]])]
        if len(cells) == 2 and not line_ends(source, cells[0][1][0], cells[1][1][1]):
            rights.append(cells[1][0])
    return min(rights) if rights else None


def _columns(source: str, group: Sequence[Block], boundary: int) -> list[Block]:
    sides: tuple[list[Span], list[Span]] = ([], [])
    for block in group:
        for column, (start, end) in _cells(source, block):
            right = column + (end - start) / 2 >= boundary
            gap = end + 1 if source[end : end + 1].isspace() else end  # read as the space before the next line of the column
            sides[right].append((start, gap))
    marks = tuple(mark for block in group for mark in block.marks)
    columns = [trimmed(source, spans) for spans in sides]
    return [
        Block(
            spans,
            marks=tuple(m for m in marks if any(a <= m.at <= b for a, b in spans)),
            page=group[0].page,
            page_end=group[-1].page_end,
        )
        for spans in columns
        if has_letters(source, spans)
    ]
