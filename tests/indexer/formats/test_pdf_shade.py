"""Grey and shaded paper becomes white, whatever stands on it; white paper stays as it is."""

import numpy as np

from indexer.readers.formats.ocr_ink import Page
from indexer.readers.formats.pdf_shade import evened


def _page(paper: float, ink: float) -> Page:
    """Strokes of 6 pixels on paper that darkens to three quarters towards the left."""
    page = np.full((640, 512), paper)
    page[100:560:40, 60:450] = ink
    for row in range(6):
        page[100 + row : 560 + row : 40, 60:450] = ink
    return np.clip(page * np.linspace(0.75, 1.0, 512)[None, :], 0, 255).astype(np.uint8)


def test_shaded_paper_becomes_white_and_ink_stays_dark() -> None:
    page = evened(_page(180, 60))
    assert page[20, ::50].min() > 230
    assert page[102, 70:440].max() < 140


def test_white_paper_is_left_alone() -> None:
    page = np.full((640, 512), 255, dtype=np.uint8)
    page[100:110, 60:450] = 0
    assert evened(page) is page


def test_a_picture_on_grey_paper_is_not_bleached() -> None:
    page = np.full((640, 512), 200, dtype=np.uint8)
    page[0:320, 0:256] = 40
    assert evened(page)[:256, :192].max() < 80
