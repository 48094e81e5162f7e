"""Pages whose own text is missing or broken, read by OCR; what that means is said in the report's warnings.

Pages 1–6 were read by OCR, with a mean word confidence of 94 % (lowest: page 3, 91 %): check figures before citing them
"""

import statistics
from collections.abc import Sequence

import pypdfium2

from indexer.readers import progress
from indexer.readers.formats import ocr
from indexer.readers.formats.answer import Refused
from indexer.readers.formats.ocr_ink import Page
from indexer.readers.formats.pdf_letters import Sheet
from indexer.readers.formats.pdf_shade import evened
from indexer.readers.formats.pdf_skew import drawn, skew_of

_MOST_UNREAD = 2  # pages that OCR fails on, after which the rest is left alone: each takes a minute and more
_MOST_LISTED = 10  # numerals named in a warning
_MOST_PIXELS = 30_000_000  # of one page: A3 at 300 dpi has 17 million


def read_scans(document: pypdfium2.PdfDocument, scans: Sequence[int]) -> tuple[list[Sheet], list[str]]:
    """The pages numbered in `scans` (from 1) read by OCR, and warnings about them.

    Raises `Refused` with the way to install Tesseract where it is missing and half of the report or more are scans; below
    that the pages left out are named.
    """
    needed = ocr.missing()
    if needed is not None:
        if 2 * len(scans) >= len(document):
            raise Refused(f"its pages are scans without text that can be read; {needed}, then build again")
        return [], [f"{named_pages(scans)} could not be read: scans without text; {needed}, then build again"]
    drafts: list[ocr.Draft] = []
    unread: list[int] = []
    why = ""
    for at, number in enumerate(scans):
        if len(unread) > _MOST_UNREAD:
            unread += scans[at:]
            break
        progress.tell(f"OCR of page {number}")
        page, dpi = _picture(document, number)
        try:
            drafts.append(ocr.read_page(page, number, dpi))
        except ocr.PageUnread as error:
            unread.append(number)
            why = str(error)
    if not drafts and 2 * len(scans) >= len(document):
        raise Refused(f"its pages are scans, and OCR could not read them: {why}; scan it again, upright and at 300 dpi")
    read = ocr.even_sizes(ocr.finish(drafts))
    lost = (
        [f"{named_pages(sorted(unread))} could not be read by OCR: {why}; scan again, upright and at 300 dpi"] if unread else []
    )
    return [page.sheet for page in read], [*(_warnings(read) if read else []), *lost]


def _picture(document: pypdfium2.PdfDocument, number: int) -> tuple[Page, float]:
    """The page upright, in black on white, and its resolution: 300 dpi unless it is too large for that."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(ocr.DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        pixels = drawn(page, scale)
        skew = skew_of(pixels)
        return evened(drawn(page, scale, skew) if skew else pixels), scale * 72
    finally:
        page.close()


def _warnings(read: Sequence[ocr.Scanned]) -> list[str]:
    told = [page for page in read if page.words]
    if not told:
        return [f"{named_pages([page.sheet.number for page in read])} hold no words that OCR could read"]
    mean = statistics.fmean(page.confidence for page in told)
    worst = min(told, key=lambda page: page.confidence)
    pages = named_pages([page.sheet.number for page in read])
    lowest = f" (lowest: page {worst.sheet.number}, {worst.confidence:.0f} %)" if len(told) > 1 else ""
    were = "was" if len(read) == 1 else "were"
    said = [f"{pages} {were} read by OCR, with a mean word confidence of {mean:.0f} %{lowest}: check figures before citing them"]
    numerals = [f"{before} → {after} ({page.sheet.number})" for page in read for before, after in page.numerals]
    if numerals:
        listed = ", ".join(numerals[:_MOST_LISTED]) + (f", … {len(numerals)}" if len(numerals) > _MOST_LISTED else "")
        said.append(f"Roman numerals that OCR misread were read by their strokes (page): {listed}")
    return said


def named_pages(numbers: Sequence[int]) -> str:
    """As one says them: Page 4; Pages 1–6, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"Page {text}" if len(numbers) == 1 else f"Pages {text}"
