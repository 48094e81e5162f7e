"""The rows of a page cut into columns and put in reading order.

    ĐẢNG BỘ HUYỆN SÔNG MƠ      ĐẢNG CỘNG SẢN VIỆT NAM        left before right, each read downwards
            *                  Sông Mơ, ngày 5 tháng 11
    Năm năm qua, Đảng bộ       xây dựng nông thôn mới        a page in two columns: the text flows on from left to right
    huyện tập trung            đạt kết quả khá.

A gutter is a white strip that rows above each other share, with words on both sides of it, that is wider than a space and that no
row crosses. Labels hanging before their list items have such a strip as well, but are too narrow for a column.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.readers.formats.pdf_lines import Piece, Row

_NARROWEST_GUTTER = 0.8  # sizes of type
_FLOWING = 6  # rows side by side from which on columns are columns of text, not a letterhead or a signature
_NARROWEST_COLUMN = 0.12  # of the width of both
_FARTHEST = 4.0  # sizes of type between rows that share a gutter


@dataclass(frozen=True)
class Column:
    """Rows that are read one after another; `flows`: the text goes on in the next column that flows."""

    rows: tuple[Row, ...]
    flows: bool
    place: tuple[int, int] = (0, 1)  # which one of how many side by side


@dataclass(slots=True)
class _Zone:
    """Rows `first` to `last` that share the gutter from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float
    beside: int  # how often there are words on both sides at one height


def columns_of(rows: Sequence[Row]) -> list[Column]:
    """The columns of one page (or of a part of it) in reading order."""
    columns: list[Column] = []
    at = 0
    for zone in _zones(rows):
        if zone.first > at:
            columns.append(Column(tuple(rows[at : zone.first]), True))
        columns += _sides(rows[zone.first : zone.last + 1], zone)
        at = zone.last + 1
    if at < len(rows):
        columns.append(Column(tuple(rows[at:]), True))
    return columns


def cut(row: Row, x: float) -> tuple[Row | None, Row | None]:
    """What of `row` stands left and right of `x`."""
    left = tuple(piece for piece in row.pieces if (piece.x0 + piece.x1) / 2 < x)
    right = row.pieces[len(left) :]
    return _part(row, left), _part(row, right)


def _part(row: Row, pieces: tuple[Piece, ...]) -> Row | None:
    """A row of `pieces` alone; its size is theirs: text and a note of the next column may stand on one base line."""
    if not pieces:
        return None
    size = max((piece.size for piece in pieces if not piece.raised), default=row.size)
    return replace(row, pieces=(replace(pieces[0], spaced=False), *pieces[1:]), size=size)


def _sides(rows: Sequence[Row], zone: _Zone) -> list[Column]:
    middle = (zone.left + zone.right) / 2
    flows = zone.beside >= _FLOWING
    halves = [cut(row, middle) for row in rows]
    sides = [[half for half in side if half is not None] for side in zip(*halves, strict=True)]
    inner = [columns_of(side) for side in sides]
    if all(len(columns) == 1 for columns in inner):
        return [Column(tuple(side), flows, (i, 2)) for i, side in enumerate(sides)]
    return [replace(column, flows=flows) for columns in inner for column in columns]


def _zones(rows: Sequence[Row]) -> list[_Zone]:
    zones: list[_Zone] = []
    at = 0
    while at < len(rows):
        zone = _zone_from(rows, at, zones[-1].last + 1 if zones else 0)
        if zone is None:
            at += 1
        else:
            zones.append(zone)
            at = zone.last + 1
    return zones


def _zone_from(rows: Sequence[Row], seed: int, earliest: int) -> _Zone | None:
    """The zone around row `seed`, when that row or it and the next one show a gutter."""
    found: list[_Zone] = []
    for left, right in _gaps(rows, seed):
        zone = _Zone(seed, seed, left, right, 0)
        _extend(rows, zone, 1, len(rows))
        _extend(rows, zone, -1, earliest - 1)
        _trim(rows, zone)
        if _holds(rows, zone):
            found.append(zone)
    return max(found, key=lambda zone: (zone.beside, zone.right - zone.left), default=None)


def _gaps(rows: Sequence[Row], at: int) -> list[tuple[float, float]]:
    row = rows[at]
    least = _NARROWEST_GUTTER * row.size
    gaps = [(a.x1, b.x0) for a, b in pairwise(row.pieces) if b.x0 - a.x1 >= least]
    if at + 1 < len(rows) and _level(row, rows[at + 1]):
        first, second = sorted((row, rows[at + 1]), key=lambda r: r.x0)
        if second.x0 - first.x1 >= least:
            gaps.append((first.x1, second.x0))
    return gaps


def _level(row: Row, other: Row) -> bool:
    """Whether the two would collide if one did not stand beside the other."""
    return abs(row.base - other.base) < 0.75 * min(row.size, other.size)


def _extend(rows: Sequence[Row], zone: _Zone, step: int, stop: int) -> None:
    """Rows above or below that leave a part of the gutter free."""
    at = (zone.last if step > 0 else zone.first) + step
    while at != stop:
        row, neighbour = rows[at], rows[at - step]
        if abs(row.base - neighbour.base) > _FARTHEST * row.size:
            return
        free = _free(row, zone.left, zone.right)
        if free is None:
            return
        zone.left, zone.right = free
        if step > 0:
            zone.last = at
        else:
            zone.first = at
        at += step


def _free(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """The widest part of the strip that `row` leaves free, if it is wide enough for a gutter."""
    edges = [left]
    for piece in row.pieces:
        if piece.x1 > left and piece.x0 < right:
            edges += [piece.x0, piece.x1]
    edges.append(right)
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= _NARROWEST_GUTTER * row.size]
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _beside(rows: Sequence[Row], zone: _Zone) -> list[int]:
    """The rows at whose height words stand on both sides."""
    middle = (zone.left + zone.right) / 2
    found: set[int] = set()
    for at in range(zone.first, zone.last + 1):
        row = rows[at]
        if row.x0 < middle < row.x1:
            found.add(at)
        elif at < zone.last and _level(row, rows[at + 1]) and (row.x0 < middle) != (rows[at + 1].x0 < middle):
            found |= {at, at + 1}
    return sorted(found)


def _trim(rows: Sequence[Row], zone: _Zone) -> None:
    """Rows on one side alone at the zone's ends: they may be short rows of the text above or below it."""
    beside = _beside(rows, zone)
    zone.beside = len(beside)
    if not beside or zone.beside >= _FLOWING:
        return
    zone.first = beside[0]
    last = beside[-1]
    while last < zone.last and rows[last + 1].base - rows[last].base < 1.8 * rows[last].size and not _full(rows, last + 1):
        last += 1
    zone.last = last


def _full(rows: Sequence[Row], at: int) -> bool:
    """Whether a following row crosses where this one stands, as the next row of a paragraph would."""
    return at + 1 < len(rows) and rows[at + 1].x1 - rows[at + 1].x0 > 0.75 * (max(r.x1 for r in rows) - min(r.x0 for r in rows))


def _holds(rows: Sequence[Row], zone: _Zone) -> bool:
    size = statistics.median(row.size for row in rows[zone.first : zone.last + 1])
    width = (zone.right - zone.left) / size
    if zone.beside < _FLOWING and width < (3.0 if zone.beside < 2 else 2.0):
        return False
    middle = (zone.left + zone.right) / 2
    inside = rows[zone.first : zone.last + 1]
    left = [piece for row in inside for piece in row.pieces if piece.x1 <= middle]
    right = [piece for row in inside for piece in row.pieces if piece.x0 >= middle]
    if not left or not right:
        return False
    whole = max(p.x1 for p in right) - min(p.x0 for p in left)
    widths = [max(p.x1 for p in side) - min(p.x0 for p in side) for side in (left, right)]
    return min(widths) >= _NARROWEST_COLUMN * whole and all(len(side) >= 2 for side in (left, right))
