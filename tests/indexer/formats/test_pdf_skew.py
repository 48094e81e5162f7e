"""Pages that lie askew are found out by their ink and drawn upright, by PDFium."""

import io

import numpy as np
import pypdfium2
import pytest

from indexer.readers.formats.ocr_ink import Page
from indexer.readers.formats.pdf_skew import drawn, skew_of
from tests.indexer.formats.pdf_page import pdf

PROSE = [(72.0, 90.0 + 20 * line, 13.0, "Bao cao cua huyen ve viec trong rung, lam duong va giam so ho") for line in range(34)]


def _page(content: bytes) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(io.BytesIO(content))[0]


def _ink(page: Page) -> float:
    return float((page < 140).mean())


@pytest.mark.parametrize("degrees", [-3.0, -1.0, 0.5, 2.0])
def test_a_page_askew_is_turned_back(degrees: float) -> None:
    page = _page(pdf(PROSE))
    askew = drawn(page, 2.0, -degrees)
    assert skew_of(askew) == pytest.approx(degrees, abs=0.15)
    assert skew_of(drawn(page, 2.0, -degrees + skew_of(askew))) == 0.0
    assert _ink(askew) == pytest.approx(_ink(drawn(page, 2.0)), rel=0.05)


@pytest.mark.parametrize(
    "page", [np.full((900, 700), 255, dtype=np.uint8), np.zeros((900, 700), dtype=np.uint8)], ids=["white", "black"]
)
def test_a_page_without_lines_lies_straight(page: Page) -> None:
    assert skew_of(page) == 0.0


def test_a_straight_page_is_drawn_as_pdfium_draws_it() -> None:
    page = _page(pdf(PROSE))
    plain = page.render(scale=2.0, grayscale=True).to_numpy()
    assert np.array_equal(drawn(page, 2.0), plain.reshape(plain.shape[0], -1))
