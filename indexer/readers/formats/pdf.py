"""PDF → source text and blocks: letters by place, lines, columns, tables, feet, paragraphs, each step a module beside this one.

    sheets       letters and thin lines of each page                    pdf_letters (or `ocr`, where a page is a picture)
    rows         words on base lines, raised marks                      pdf_lines
    furniture    running heads and page numbers taken out               pdf_furniture
    labels       what each page is called                               pdf_labels
    columns      reading order; tables and note feet taken out          pdf_columns, pdf_tables, pdf_feet
    notes        marks and bodies paired over the whole report          pdf_notes
    paragraphs   rows put together over columns and pages               pdf_paragraphs, pdf_words

PDFium (pypdfium2) reads the file: compared with pdfplumber on the same reports it gives the same letters five times
faster, and it is what Chrome reads every broken PDF of the world with. Its licence is Apache-2.0/BSD-3.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers import progress
from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.compose import compose
from indexer.readers.formats.flow import Flow, Item, NoteBody, Paragraph
from indexer.readers.formats.letters import convert_flow
from indexer.readers.formats.pdf_aligned import take_aligned
from indexer.readers.formats.pdf_columns import Column, columns_of
from indexer.readers.formats.pdf_feet import foot_start
from indexer.readers.formats.pdf_furniture import Number, without_furniture
from indexer.readers.formats.pdf_labels import page_labels, said_labels
from indexer.readers.formats.pdf_letters import Rule, Sheet, read_sheet
from indexer.readers.formats.pdf_lines import Row, body_size, rows_of
from indexer.readers.formats.pdf_notes import match
from indexer.readers.formats.pdf_paragraphs import Set, paragraphs_of, set_rows
from indexer.readers.formats.pdf_quality import is_unreadable
from indexer.readers.formats.pdf_scans import named_pages, read_scans
from indexer.readers.formats.pdf_tables import Grid, goes_on, take_tables, to_table
from indexer.readers.formats.pdf_words import Words

LAYOUT = "pdf"
MOST_PAGES = 2000
_ANEW = "get it anew, or print it to a PDF again"


def recognise(data: bytes, suffix: str) -> bool:
    return b"%PDF-" in data[:1024] or (suffix == ".pdf" and data[:4] not in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read(data: bytes) -> FileReading:
    """Raises `Refused` for a file that is damaged, encrypted, too long, or a scan that nothing here can read."""
    with _open(data) as document:
        count = len(document)
        if count == 0:
            raise Refused("it is a PDF without pages; save it again from the program that made it")
        if count > MOST_PAGES:
            raise Refused(f"it has {count} pages, more than the {MOST_PAGES} that a report may have; split it")
        pages: list[Printed] = []
        scans: list[int] = []
        damaged: list[int] = []
        for index in range(count):
            progress.tell(f"page {index + 1}")
            sheet = _sheet(document, index)
            if sheet is None:
                damaged.append(index + 1)
            elif is_unreadable(sheet):
                scans.append(index + 1)
                sheet = None
            pages.append(Printed(index + 1, []) if sheet is None else _printed(sheet))
        warnings: list[str] = []
        if scans:
            read_pages, warnings = read_scans(document, scans)
            for sheet in read_pages:
                pages[sheet.number - 1] = _printed(sheet)
        labels = said_labels(document)
    if damaged:
        warnings.append(f"{named_pages(damaged)} could not be read: damaged; {_ANEW}")
    if not any(letter.isalnum() for page in pages for row in page.words for letter in row.text):
        raise Refused(
            f"its pages are damaged; {_ANEW}" if damaged else "its pages hold no words; check that it is the right file"
        )
    return _compose(pages, warnings, labels)


def _sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet | None:
    """A page; None for one that is damaged."""
    try:
        return read_sheet(document, index)
    except pypdfium2.PdfiumError:
        return None


@dataclass(slots=True)
class Printed:
    """A page with its words on rows, whatever they were read by."""

    number: int
    rows: list[Row]
    rules: Sequence[Rule] = ()
    grids: list[Grid] = field(default_factory=list)
    turned: list[Row] = field(default_factory=list)

    @property
    def words(self) -> list[Row]:
        return [*self.rows, *(row for grid in self.grids for row in grid.rows), *self.turned]


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise Refused("it is a PDF locked with a password; save it without one and put that in the archive") from error
        raise Refused(f"it is a PDF that is damaged; {_ANEW}") from error


def _printed(sheet: Sheet) -> Printed:
    grids, letters = take_tables(sheet.letters, sheet.rules, sheet.number)
    aligned, rows = take_aligned(rows_of(letters, sheet.number))
    return Printed(sheet.number, rows, sheet.rules, [*grids, *aligned], rows_of(sheet.turned, sheet.number))


@dataclass(slots=True)
class _Layout:
    """All pages in reading order: `columns` of running text, and the tables that stand before a column, by its place."""

    columns: list[Column] = field(default_factory=list)
    tables: dict[int, list[list[Grid]]] = field(default_factory=dict)
    texts: list[list[Row]] = field(default_factory=list)  # running text and table words of each page
    feet: list[list[Row]] = field(default_factory=list)
    heads: list[list[Row]] = field(default_factory=list)
    tails: list[list[Row]] = field(default_factory=list)
    numbers: list[Number | None] = field(default_factory=list)  # that the pages print


def _compose(printed: Sequence[Printed], warnings: Sequence[str], labels: Sequence[str]) -> FileReading:
    layout = _lay_out(printed)
    notes = match(list(zip(layout.texts, layout.feet, strict=True)))
    words = Words([row for page in printed for row in page.rows], notes)
    items: list[Item] = []
    for paragraph in _paragraphs(layout):
        if isinstance(paragraph, list):
            items.append(words.paragraph([placed.row for placed in paragraph]))
        else:
            items.append(to_table(paragraph.grids, words.paragraph))
    items += [words.paragraph([row]) for row in notes.loose]
    bodies = tuple(
        NoteBody(body.key, body.label, (words.paragraph(body.rows, skip=body.label_end),), body.rows[0].page, body.rows[-1].page)
        for body in notes.bodies
    )
    named = page_labels(labels, layout.numbers)
    flow = Flow(tuple(_with_furniture(items, layout, words)), bodies, len(printed), tuple(warnings), named)
    flow, remark = convert_flow(flow)
    return compose(flow, LAYOUT, remark)


def _lay_out(printed: Sequence[Printed]) -> _Layout:
    layout = _Layout()
    pages = without_furniture([page.rows for page in printed])
    body = body_size(row for page in pages for row in page.rows)
    for page, source in zip(pages, printed, strict=True):
        text: list[Row] = []
        foot: list[Row] = []
        rows = list(page.rows)
        for grid in sorted(source.grids, key=lambda g: g.top):
            above = [row for row in rows if row.base < grid.top + 1]
            _add_columns(layout, columns_of(above), source.rules, body, text, foot)
            rows = [row for row in rows if row.base >= grid.top + 1]
            _add_table(layout, grid)
            text += grid.rows
        _add_columns(layout, columns_of(rows), source.rules, body, text, foot)
        layout.texts.append(text)
        layout.feet.append(foot)
        layout.heads.append(list(page.head))
        layout.numbers.append(page.number)
        layout.tails.append([*page.foot, *source.turned])
    return layout


def _add_columns(
    layout: _Layout, columns: Sequence[Column], rules: Sequence[Rule], body: float, text: list[Row], foot: list[Row]
) -> None:
    for column in columns:
        start = foot_start(column.rows, rules, body)
        text += column.rows[:start]
        foot += column.rows[start:]
        if start:
            layout.columns.append(Column(column.rows[:start], column.flows, column.place))


def _add_table(layout: _Layout, grid: Grid) -> None:
    before = layout.tables.setdefault(len(layout.columns), [])
    if before and before[-1][-1].page == grid.page - 1 and goes_on(before[-1][-1], grid):
        before[-1].append(grid)
    else:
        before.append([grid])


@dataclass(frozen=True, slots=True)
class _Drawn:
    grids: list[Grid]


def _paragraphs(layout: _Layout) -> list[list[Set] | _Drawn]:
    """Paragraphs and tables in reading order."""
    placed = set_rows(layout.columns)
    found: list[list[Set] | _Drawn] = []
    start = 0
    for at in [*sorted(layout.tables), len(layout.columns)]:
        found += paragraphs_of([entry for entry in placed if start <= entry.column < at])
        found += [_Drawn(grids) for grids in layout.tables.get(at, [])]
        start = at
    return found


def _with_furniture(items: Sequence[Item], layout: _Layout, words: Words) -> list[Item]:
    """Running heads before what stands on their page, page numbers behind it."""
    result: list[Item] = []
    done = 0  # pages whose running head is out
    count = len(layout.heads)

    def put(until: int) -> None:
        nonlocal done
        while done < until:
            if done:
                result.extend(words.paragraph([row], furniture=True) for row in layout.tails[done - 1])
            result.extend(words.paragraph([row], furniture=True) for row in layout.heads[done])
            done += 1

    for item in items:
        put(_page_of(item) or done)
        result.append(item)
    put(count)
    if count:
        result.extend(words.paragraph([row], furniture=True) for row in layout.tails[count - 1])
    return result


def _page_of(item: Item) -> int | None:
    if isinstance(item, Paragraph):
        return item.page
    pages = [p.page for row in item.rows for cell in row.cells for p in cell.paragraphs if p.page is not None]
    return min(pages, default=None)
