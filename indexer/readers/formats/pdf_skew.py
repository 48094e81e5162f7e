"""By how much a scanned page lies askew, and the page drawn upright.

    skew_of(page)                       1.3: the lines rise to the right by 1.3 degrees
    drawn(page, scale, turn=1.3)        the page turned back by that much, by PDFium, from the scan itself

Of all small angles the right one makes the ink fall into the fewest rows (Postl, 1986, by projection profiles). Tesseract reads a
page that lies askew by one degree worse, and by two hardly at all.
"""

import math

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from indexer.readers.formats.ocr_ink import Page

_MOST = 5.0  # degrees
_LEAST = 0.15  # below it Tesseract reads as well
_COARSE, _FINE = 0.25, 0.05
_STEP = 3  # pixels between those that are looked at
_SAMPLES = 150_000
_BETTER = 1.05  # how much sharper the rows must be than those of the page as it lies


def skew_of(page: Page) -> float:
    """Degrees by which the page's lines rise to the right; 0 where it lies straight or has no lines to tell it by."""
    small = page[::_STEP, ::_STEP]
    dark = small < (int(small.min()) + int(np.median(small))) / 2
    ys, xs = np.nonzero(dark)
    if len(ys) < 2000:
        return 0.0
    if len(ys) > _SAMPLES:
        chosen = np.linspace(0, len(ys) - 1, _SAMPLES).astype(np.int64)
        ys, xs = ys[chosen], xs[chosen]
    coarse = max(np.arange(-_MOST, _MOST + _COARSE, _COARSE), key=lambda angle: _sharpness(ys, xs, angle))
    angle = float(max(np.arange(coarse - _COARSE, coarse + _COARSE, _FINE), key=lambda angle: _sharpness(ys, xs, angle)))
    if abs(angle) < _LEAST or _sharpness(ys, xs, angle) < _BETTER * _sharpness(ys, xs, 0.0):
        return 0.0
    return angle


def _sharpness(ys: NDArray[np.int64], xs: NDArray[np.int64], angle: float) -> float:
    """How unevenly the ink is spread over rows that rise by `angle`."""
    rows = np.bincount((ys + xs * math.tan(math.radians(angle)) + 10_000).astype(np.int64))
    return float(np.square(np.diff(rows.astype(np.float64))).sum())


def drawn(page: pypdfium2.PdfPage, scale: float, turn: float = 0.0) -> Page:
    """The page in grey at `scale` pixels a point, turned clockwise by `turn` degrees around its middle, on white."""
    width, height = page.get_size()
    bitmap = pypdfium2.PdfBitmap.new_native(math.ceil(width * scale), math.ceil(height * scale), pypdfium2.raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
    cos, sin = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
    middle = width / 2, height / 2
    matrix = pdfium.FS_MATRIX(
        cos, sin, -sin, cos,
        bitmap.width / 2 - cos * middle[0] + sin * middle[1],
        bitmap.height / 2 - sin * middle[0] - cos * middle[1],
    )  # fmt: skip
    clip = pdfium.FS_RECTF(0, 0, bitmap.width, bitmap.height)
    pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    return pixels.reshape(pixels.shape[0], -1)[:, : bitmap.width]
