"""Which letters of a page are cut away: drawn outside the frame that the file sets around them, so that nobody sees them.

Chrome prints some letters twice where a page breaks: at their place on the next page, and below the last line of this one,
outside the page's frame. Read, they would stand as words of their own.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

Clip = tuple[float, float, float, float]  # left, bottom, right, top, as the file counts

_MOST_PATHS = 20  # of a frame; one with more is a drawing, and its parts are not looked at
_MOST_SEGMENTS = 20


def clip_of(shape: Any) -> Clip | None:
    """The frame that the drawn object `shape` is cut to; None where there is none, or none so simple."""
    path = pdfium.FPDFPageObj_GetClipPath(shape)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if not 0 < count <= _MOST_PATHS:
        return None
    clip = (float("-inf"), float("-inf"), float("inf"), float("inf"))
    for number in range(count):
        points = list(_points(path, number))
        if not points:
            return None
        xs, ys = [x for x, _ in points], [y for _, y in points]
        clip = (max(clip[0], min(xs)), max(clip[1], min(ys)), min(clip[2], max(xs)), min(clip[3], max(ys)))
    return clip


def is_cut(clip: Clip | None, x: float, y: float) -> bool:
    return clip is not None and not (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3])


def _points(path: Any, number: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    segments = pdfium.FPDFClipPath_CountPathSegments(path, number)
    for at in range(segments if segments <= _MOST_SEGMENTS else 0):
        if pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, number, at), x, y):
            yield x.value, y.value
