"""Tables drawn with lines, as the grid that the lines make.

┌──────────┬───────────┐       Row(Cell("Chỉ tiêu"), Cell("Năm 2020"))
│ Chỉ tiêu │ Năm 2020  │       Row(Cell("Hộ nghèo"), Cell("2,1%"))
├──────────┼───────────┤
│ Hộ nghèo │ 2,1%      │       Where a line is missing between two places of the grid, they are one cell.
└──────────┴───────────┘
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.readers.formats.flow import Cell, Paragraph, Table
from indexer.readers.formats.flow import Row as TableRow
from indexer.readers.formats.pdf_letters import Letter, Rule
from indexer.readers.formats.pdf_lines import Row, rows_of

_NEAR = 3.0  # points
_MOST_RULES = 6000  # of a page; a drawing has more
_SHORTEST = 6.0


@dataclass(frozen=True)
class Grid:
    """A drawn table: the rows of words in each of its places, by (row, column)."""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    words: dict[tuple[int, int], list[Row]]
    wide: dict[tuple[int, int], int]  # (row, column) of a cell's upper left place → how many columns it spans
    below: frozenset[tuple[int, int]]  # places that belong to the cell above them

    @property
    def rows(self) -> list[Row]:
        return [row for place in sorted(self.words) for row in self.words[place]]


def take_tables(letters: Sequence[Letter], rules: Sequence[Rule], page: int) -> tuple[list[Grid], list[Letter]]:
    """The drawn tables of a page, and the letters outside them."""
    if not 4 <= len(rules) <= _MOST_RULES:
        return [], list(letters)
    grids: list[Grid] = []
    left = list(letters)
    for xs, ys, crossing, level in _frames(rules):
        inside: dict[tuple[int, int], list[Letter]] = {}
        outside: list[Letter] = []
        for letter in left:
            place = _place((letter.x0 + letter.x1) / 2, letter.base - 0.3 * letter.size, xs, ys)
            if place is None:
                outside.append(letter)
            else:
                inside.setdefault(place, []).append(letter)
        if len(inside) < 3:
            continue
        grids.append(_grid(page, xs, ys, crossing, level, inside))
        left = outside
    return grids, left


def to_table(grids: Sequence[Grid], paragraph: Callable[[Sequence[Row]], Paragraph]) -> Table:
    """The grids of one table, which may go on over pages; heads that are printed again are left out."""
    rows: list[TableRow] = []
    for number, grid in enumerate(grids):
        made = [_row(grid, i, paragraph) for i in range(len(grid.ys) - 1)]
        made = [row for row in made if any(cell.text for cell in row.cells)]
        if number and rows and made and _text(made[0]) == _text(rows[0]):
            made = made[1:]
        rows += made
    return Table(tuple(rows))


def goes_on(grid: Grid, following: Grid) -> bool:
    """Whether `following`, on the next page, has the same columns."""
    return len(grid.xs) == len(following.xs) and all(abs(a - b) < 2 * _NEAR for a, b in zip(grid.xs, following.xs, strict=True))


Frame = tuple[list[float], list[float], list[Rule], list[Rule]]


def _frames(rules: Sequence[Rule]) -> Iterable[Frame]:
    """Column edges, row edges, upright and level lines of each group of upright lines that stand at one height."""
    upright = sorted((r for r in rules if not r.level and r.y1 - r.y0 >= _SHORTEST), key=lambda r: r.y0)
    groups: list[list[Rule]] = []
    bottom = 0.0
    for rule in upright:
        if groups and rule.y0 <= bottom + 2 * _NEAR:
            groups[-1].append(rule)
            bottom = max(bottom, rule.y1)
        else:
            groups.append([rule])
            bottom = rule.y1
    for group in groups:
        xs = _clusters(rule.x0 for rule in group)
        if len(xs) < 2:
            continue
        top, end = min(r.y0 for r in group) - _NEAR, max(r.y1 for r in group) + _NEAR
        level = [r for r in rules if r.level and top <= r.y0 <= end and r.x1 > xs[0] - _NEAR and r.x0 < xs[-1] + _NEAR]
        xs = _clusters([*xs, *(x for r in level if r.x1 - r.x0 > _SHORTEST for x in (r.x0, r.x1))]) if level else xs
        ys = _clusters(rule.y0 for rule in level)
        if len(xs) >= 3 and len(ys) >= 3 and len(xs) <= 60:
            yield xs, ys, group, level


def _clusters(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _NEAR:
            found.append(value)
    return found


def _place(x: float, y: float, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int] | None:
    if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
        return None
    row = next(i for i in range(len(ys) - 1) if y <= ys[i + 1])
    column = next(j for j in range(len(xs) - 1) if x <= xs[j + 1])
    return row, column


def _grid(
    page: int,
    xs: list[float],
    ys: list[float],
    crossing: list[Rule],
    level: list[Rule],
    inside: dict[tuple[int, int], list[Letter]],
) -> Grid:
    wide: dict[tuple[int, int], int] = {}
    below: set[tuple[int, int]] = set()
    letters: dict[tuple[int, int], list[Letter]] = {}
    home: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(ys) - 1):
        j = 0
        while j < len(xs) - 1:
            count = 1
            while j + count < len(xs) - 1 and not _parted(crossing, xs[j + count], (ys[i] + ys[i + 1]) / 2, upright=True):
                count += 1
            wide[i, j] = count
            middle = (xs[j] + xs[j + count]) / 2
            above = home.get((i - 1, j))
            if above is not None and wide.get((i - 1, j)) == count and not _parted(level, ys[i], middle, upright=False):
                below.add((i, j))
            else:
                above = None
            for k in range(count):
                home[i, j + k] = above or (i, j)
            j += count
    for place, found in inside.items():
        letters.setdefault(home[place], []).extend(found)
    words = {place: rows_of(found, page) for place, found in letters.items()}
    return Grid(page, ys[0], ys[-1], tuple(xs), tuple(ys), words, wide, frozenset(below))


def _parted(rules: Sequence[Rule], at: float, middle: float, *, upright: bool) -> bool:
    """Whether a line runs at `at`, over `middle` in its own direction."""
    for rule in rules:
        near = abs((rule.x0 if upright else rule.y0) - at) <= 2 * _NEAR
        start, end = (rule.y0, rule.y1) if upright else (rule.x0, rule.x1)
        if near and start - _NEAR <= middle <= end + _NEAR:
            return True
    return False


def _row(grid: Grid, i: int, paragraph: Callable[[Sequence[Row]], Paragraph]) -> TableRow:
    cells: list[Cell] = []
    j = 0
    while j < len(grid.xs) - 1:
        count = grid.wide[i, j]
        words = grid.words.get((i, j), [])
        cells.append(Cell((paragraph(words),) if words else (), count, (i, j) in grid.below))
        j += count
    return TableRow(tuple(cells))


def _text(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells]
