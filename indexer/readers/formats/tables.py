"""Tables as rows that are readable alone, each value behind the heads of its column.

    Chỉ tiêu      │      Năm 2025           Chỉ tiêu: Hộ nghèo (%) | Năm 2025 – Kế hoạch: 2,0 | Năm 2025 – Thực hiện: 1,8
                  │ Kế hoạch │ Thực hiện    Chỉ tiêu: Thu nhập (triệu đồng) | …
    Hộ nghèo (%)  │ 2,0      │ 1,8

A small table without lines only sets text side by side, as letterheads and signatures do: its columns are read one after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.formats.flow import Cell, Paragraph, Row, Run, Table

_MOST_HEAD_ROWS = 4
_LONGEST_HEAD = 25  # words
_LONGEST_REPEATED = 300  # characters of a cell that is said again with each row that it belongs to
_WIDEST_SETTING = 3  # columns of a table that only sets text side by side
_TALLEST_SETTING = 6  # rows
_WIDEST = 200  # columns of any table


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a row, with the heads of its column from the top down."""

    head: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]


def is_setting(table: Table) -> bool:
    """Whether the table only sets text side by side, or frames it."""
    columns = max((sum(cell.columns for cell in row.cells) for row in table.rows), default=0)
    if columns <= 1 or len([cell for row in table.rows for cell in row.cells if cell.text]) <= 1:
        return True
    small = columns <= _WIDEST_SETTING and len(table.rows) <= _TALLEST_SETTING
    return small and not table.ruled and not any(row.head for row in table.rows)


def columns_of(table: Table) -> list[Paragraph]:
    """The paragraphs of a setting, its columns from left to right and each from the top down."""
    placed: list[tuple[int, int, Paragraph]] = []
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            if not cell.continues:
                placed += [(column, number, paragraph) for paragraph in cell.paragraphs]
            column += cell.columns
    return [paragraph for *_, paragraph in sorted(placed, key=lambda entry: entry[:2])]


def readable_rows(table: Table) -> list[list[Entry]]:
    """The table's rows below its heads, none of them empty; the heads alone where nothing stands below them."""
    grid = _filled([_columns(row) for row in table.rows])
    heads = _head_rows(table.rows)
    over = _heads(grid[:heads])
    entries = [_entries(row, over) for row in grid[heads:]]
    rows = [row for row in entries if row]
    if heads and not _all_heads_used(grid[:heads], rows):
        rows = [*(row for line in grid[:heads] if (row := _entries(line, {}))), *rows]
    return _marks_once(rows)


def _columns(row: Row) -> list[tuple[Cell, int]]:
    """The cell in each column, with the column where the cell starts."""
    columns: list[tuple[Cell, int]] = []
    for cell in row.cells:
        columns += [(cell, len(columns))] * min(max(1, cell.columns), _WIDEST - len(columns))
    return columns


def _filled(grid: list[list[tuple[Cell, int]]]) -> list[list[tuple[Cell, int]]]:
    """The grid with cells that span rows repeated in each of them."""
    filled: list[list[tuple[Cell, int]]] = []
    for row in grid:
        above = filled[-1] if filled else []
        filled.append([_above(above, i) if cell.continues else (cell, start) for i, (cell, start) in enumerate(row)])
    return filled


def _above(above: list[tuple[Cell, int]], column: int) -> tuple[Cell, int]:
    cell, start = above[column] if column < len(above) else (Cell(()), column)
    return (cell, start) if len(cell.text) <= _LONGEST_REPEATED else (Cell(()), start)


def _head_rows(rows: Sequence[Row]) -> int:
    """How many of the first rows hold column heads: those marked so, else the first one and those that its cells reach into."""
    marked = next((i for i, row in enumerate(rows) if not row.head), len(rows))
    if marked:
        return min(marked, len(rows), _MOST_HEAD_ROWS)
    if len(rows) < 2 or not _looks_like_head(rows[0]):
        return 0
    count = 1
    while count < min(len(rows) - 1, _MOST_HEAD_ROWS) and any(cell.continues for cell in rows[count].cells):
        count += 1
    spans = any(cell.columns > 1 for cell in rows[0].cells)
    return count if count == 1 or spans else 1


def _looks_like_head(row: Row) -> bool:
    """Short words in nearly every column, and no bare figures."""
    texts = [cell.text for cell in row.cells]
    words = [text for text in texts if any(letter.isalpha() for letter in text)]
    return len(words) >= 2 and 2 * len(words) >= len(texts) and all(len(text.split()) <= _LONGEST_HEAD for text in texts)


def _heads(rows: Sequence[Sequence[tuple[Cell, int]]]) -> dict[int, list[Cell]]:
    """The head cells over each column, from the top down, each once."""
    heads: dict[int, list[Cell]] = {}
    for row in rows:
        for column, (cell, _) in enumerate(row):
            if 0 < len(cell.text) <= _LONGEST_REPEATED and all(cell is not other for other in heads.setdefault(column, [])):
                heads[column].append(cell)
    return heads


def _entries(row: Sequence[tuple[Cell, int]], heads: dict[int, list[Cell]]) -> list[Entry]:
    entries: list[Entry] = []
    for column, (cell, start) in enumerate(row):
        if column and cell is row[column - 1][0]:
            continue  # one cell set over several columns
        paragraphs = tuple(paragraph for paragraph in cell.paragraphs if paragraph.label or paragraph.runs)
        if cell.text and paragraphs:
            over = [head for at in range(column, max(column, start) + cell.columns) for head in heads.get(at, [])]
            entries.append(Entry(_joined(over), paragraphs))
    return entries


def _joined(heads: Sequence[Cell]) -> tuple[Run, ...]:
    distinct = [head for i, head in enumerate(heads) if all(head is not other for other in heads[:i])]
    runs: list[Run] = []
    for number, head in enumerate(distinct):
        runs += [Run(" – ")] if number else []
        for at, paragraph in enumerate(head.paragraphs):
            runs += [Run(f"{' ' if at else ''}{paragraph.label}"), *paragraph.runs]
    return _without_colon([run for run in runs if run.text])


def _without_colon(runs: list[Run]) -> tuple[Run, ...]:
    while runs and runs[-1].note is None and (text := runs[-1].text.rstrip(" \n\t:")) != runs[-1].text:
        runs[-1:] = [replace(runs[-1], text=text)] if text else []
    return tuple(runs)


def _all_heads_used(rows: Sequence[Sequence[tuple[Cell, int]]], entries: Sequence[Sequence[Entry]]) -> bool:
    """Whether each head stands before some value, so that nothing is lost when the heads get no row of their own."""
    used = {run.text for row in entries for entry in row for run in entry.head}
    runs = [r for row in rows for cell, _ in row for p in cell.paragraphs for r in p.runs]
    return all(run.text in used or run.text.rstrip(" \n\t:") in used or not run.text.strip() for run in runs)


def _marks_once(rows: list[list[Entry]]) -> list[list[Entry]]:
    """Heads and cells are repeated, their note marks are not."""
    seen: set[str] = set()

    def first(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        kept = tuple(run for run in runs if run.note is None or run.note not in seen)
        seen.update(run.note for run in runs if run.note is not None)
        return kept

    def once(entry: Entry) -> Entry:
        return Entry(first(entry.head), tuple(replace(paragraph, runs=first(paragraph.runs)) for paragraph in entry.paragraphs))

    return [[once(entry) for entry in row] for row in rows]
