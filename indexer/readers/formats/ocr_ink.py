"""What the ink of a scanned page says that OCR does not: raised marks beside words, and drawn lines.

    lạch¹,        OCR reads the 1 as an apostrophe. Its ink stands high above the base line, is too tall for an accent or a
                  quotation mark, and has no letter below it: a raised mark, whatever it says.

Pixels; y runs down. A page is an array of bytes, 0 black to 255 white.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Page = NDArray[np.uint8]

_DARK = 140
# All in sizes of type (the height of a line from its ascenders to its descenders).
_FLOOR = 0.22  # above the base line: where a raised mark may end
_HEIGHT = (0.27, 0.62)
_WIDTH = (0.07, 0.6)
_SAME_MARK = 0.22  # how far apart the figures of one mark may stand
_RULE = 70  # pixels: no letter has so long a straight edge
_THICKEST = 14


@dataclass(frozen=True, slots=True)
class Box:
    x0: int
    y0: int
    x1: int  # behind the last pixel
    y1: int


def raised_ink(page: Page, line: Box, slope: float, base: float, size: float) -> list[Box]:
    """The raised marks of a printed line: `base` is the base line's y at `line.x0`, `slope` its fall per pixel."""
    x0, x1 = max(0, line.x0 - 4), min(page.shape[1], line.x1 + int(size))
    top = max(0, int(base - 1.05 * size + min(0.0, slope * (x1 - x0))))
    bottom = min(page.shape[0], int(base + max(0.0, slope * (x1 - x0))) + 1)
    if x1 - x0 < 4 or bottom - top < 8:
        return []
    dark = page[top:bottom, x0:x1] < _DARK
    floors = (base + slope * (np.arange(x0, x1) - line.x0) - _FLOOR * size - top).astype(int)
    band = dark & (np.arange(dark.shape[0])[:, None] <= floors[None, :])
    marks: list[Box] = []
    for blob in _blobs(band):
        for box in _apart(dark, band, blob, floors, int(_FLOOR * size)):
            height, width = box.y1 - box.y0, box.x1 - box.x0
            if _HEIGHT[0] * size <= height <= _HEIGHT[1] * size and _WIDTH[0] * size <= width <= _WIDTH[1] * size:
                marks.append(Box(box.x0 + x0, box.y0 + top, box.x1 + x0, box.y1 + top))
    return _joined(marks, _SAME_MARK * size)


def _apart(dark: NDArray[np.bool_], band: NDArray[np.bool_], blob: Box, floors: NDArray[np.int_], to_base: int) -> Iterator[Box]:
    """The parts of `blob` that have nothing below them: a mark may touch the accent of the letter before it."""
    floor = int(floors[(blob.x0 + blob.x1) // 2])
    if blob.y1 - blob.y0 < 4 or blob.y1 > floor:
        return  # a speck, or a tall letter, which goes on below
    inside = band[blob.y0 : blob.y1, blob.x0 : blob.x1]
    free: NDArray[np.bool_] = ~np.any(dark[floor - 1 : floor + to_base, blob.x0 : blob.x1], axis=0)
    for start, end in runs_of(free):
        part = inside[:, start:end]
        heights = np.flatnonzero(part.any(axis=1))
        if len(heights):
            yield Box(blob.x0 + start, blob.y0 + int(heights[0]), blob.x0 + end, blob.y0 + int(heights[-1]) + 1)


def _joined(marks: Sequence[Box], reach: float) -> list[Box]:
    joined: list[Box] = []
    for mark in sorted(marks, key=lambda box: box.x0):
        last = joined[-1] if joined else None
        if last and mark.x0 - last.x1 <= reach and min(mark.y1, last.y1) - max(mark.y0, last.y0) > 0:
            joined[-1] = Box(last.x0, min(last.y0, mark.y0), max(last.x1, mark.x1), max(last.y1, mark.y1))
        else:
            joined.append(mark)
    return joined


def _blobs(dark: NDArray[np.bool_]) -> list[Box]:
    """The boxes of what hangs together, by runs of dark pixels joined from row to row."""
    parent: list[int] = []
    boxes: list[list[int]] = []

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    before: list[tuple[int, int, int]] = []
    for y in range(dark.shape[0]):
        here: list[tuple[int, int, int]] = []
        at = 0
        for start, end in runs_of(dark[y]):
            blob = -1
            while at < len(before) and before[at][1] < start:
                at += 1
            k = at
            while k < len(before) and before[k][0] <= end:
                other = root(before[k][2])
                if blob < 0:
                    blob = other
                elif other != blob:
                    parent[other] = blob
                    a, b = boxes[blob], boxes[other]
                    boxes[blob] = [min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])]
                k += 1
            if blob < 0:
                blob = len(parent)
                parent.append(blob)
                boxes.append([start, y, end, y + 1])
            else:
                box = boxes[blob]
                boxes[blob] = [min(box[0], start), box[1], max(box[2], end), y + 1]
            here.append((start, end, blob))
        before = here
    return [Box(*boxes[i]) for i in range(len(parent)) if parent[i] == i]


def runs_of(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def drawn_lines(page: Page) -> list[Box]:
    """Level and upright straight lines."""
    dark = page < _DARK
    level = list(_lines(dark))
    upright = [Box(box.y0, box.x0, box.y1, box.x1) for box in _lines(np.ascontiguousarray(dark.T))]
    return level + upright


def _lines(dark: NDArray[np.bool_]) -> Iterator[Box]:
    sums: NDArray[Any] = np.cumsum(dark, axis=1, dtype=np.int32)
    full = (sums[:, _RULE:] - sums[:, :-_RULE]) == _RULE
    open_lines: list[Box] = []
    for y in np.flatnonzero(full.any(axis=1)).tolist():
        runs = [(start + 1, end + _RULE) for start, end in runs_of(full[y])]
        kept: list[Box] = []
        for line in open_lines:
            if line.y1 < y - 2:
                yield from _thin(line)
            else:
                kept.append(line)
        open_lines = kept
        for x0, x1 in runs:
            same = next((i for i, line in enumerate(open_lines) if x0 < line.x1 + 40 and x1 > line.x0 - 40), None)
            if same is None:
                open_lines.append(Box(x0, y, x1, y + 1))
            else:
                line = open_lines[same]
                open_lines[same] = Box(min(line.x0, x0), line.y0, max(line.x1, x1), y + 1)
    for line in open_lines:
        yield from _thin(line)


def _thin(line: Box) -> Iterator[Box]:
    if line.y1 - line.y0 <= _THICKEST:
        yield line
