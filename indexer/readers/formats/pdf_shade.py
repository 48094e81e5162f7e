"""A scanned page made even: grey or shaded paper becomes white, and faint ink dark.

    paper 150 on the left, 200 on the right, ink 60      →      paper 255, ink 80 to 100

What is dark is told by one measure all over the page (`ocr_ink`), and Tesseract sets one as well; on shaded paper none is right.
"""

import numpy as np
from numpy.typing import NDArray

from indexer.readers.formats.ocr_ink import Page

_BLOCK = 64  # pixels: larger than letters, so that each block has some paper
_PAPER = 90  # percent of a block's pixels are darker than its paper is taken to be
_WHITE = 235  # paper no darker is white


def evened(page: Page) -> Page:
    """The page with its paper white; itself where that is white already."""
    paper = _paper(page)
    if float(np.percentile(paper, 10)) >= _WHITE or float(np.median(paper)) < 64:  # a page that is dark all over is no paper
        return page
    rows = np.minimum(np.arange(page.shape[0]) // _BLOCK, paper.shape[0] - 1)
    columns = np.minimum(np.arange(page.shape[1]) // _BLOCK, paper.shape[1] - 1)
    even = np.empty_like(page)
    for row in np.unique(rows):  # band by band: a page at once would take several times its memory
        band = page[rows == row].astype(np.float32)
        even[rows == row] = np.minimum(255.0, band * (255.0 / paper[row][columns])).astype(np.uint8)
    return even


def _paper(page: Page) -> NDArray[np.float32]:
    """How light the paper is in each block; a block of ink alone, as a picture's, is taken to be as light as those around it."""
    height, width = max(1, page.shape[0] // _BLOCK), max(1, page.shape[1] // _BLOCK)
    inside = page[: height * _BLOCK, : width * _BLOCK]
    blocks = inside.reshape(height, inside.shape[0] // height, width, -1).transpose(0, 2, 1, 3).reshape(height, width, -1)
    paper = np.percentile(blocks[:, :, ::7], _PAPER, axis=2).astype(np.float32)
    dark = paper < 0.6 * np.median(paper)
    paper[dark] = np.median(paper)
    return np.maximum(paper, 1.0)
