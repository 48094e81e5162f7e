"""What office formats have in common: paragraphs of runs, tables, and notes, before any of it is written out as source text.

Paragraph(label="1.1. ", heading_level=2)       an automatic number, resolved to what is printed
  Run("Thu ngân sách tăng", bold=True)
  Run("1", note="f1")                           the mark of the note with the key "f1"
  Run(", vượt kế hoạch.")
NoteBody("f1", "1", (Paragraph(…),))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set alike. A run with a `note` is that note's mark as printed: in the text, or in front of its own body."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    note: str | None = None
    confidence: int | None = None  # of OCR in these words, 0 to 100
    again: bool = False  # a further mark of a note that has its own elsewhere


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]
    label: str = ""  # printed by automatic numbering, with the space behind it
    heading_level: int | None = None
    list_level: int | None = None  # 1 at the top; None outside lists
    page: int | None = None
    page_end: int | None = None
    furniture: bool = False  # a table of contents, a running head: kept, but no part of the report's own text

    @property
    def text(self) -> str:
        """The words alone, without label and note marks."""
        return "".join(run.text for run in self.runs if run.note is None)


@dataclass(frozen=True, slots=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]
    columns: int = 1  # how many it spans
    continues: bool = False  # part of the cell above it, as one cell set over several rows

    @property
    def text(self) -> str:
        return " ".join(text for paragraph in self.paragraphs if (text := f"{paragraph.label}{paragraph.text}".strip()))


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    head: bool = False  # the format says that it holds column heads


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    ruled: bool = True  # with visible lines: without, a small one is a means of setting text side by side


@dataclass(frozen=True, slots=True)
class NoteBody:
    key: str
    marker: str
    paragraphs: tuple[Paragraph, ...]
    page: int | None = None  # where the format prints it; None: on the page of its mark
    page_end: int | None = None


Item = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole report as its format tells it, in reading order."""

    items: tuple[Item, ...]
    notes: tuple[NoteBody, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    page_labels: tuple[str, ...] = ()  # what each page is called, in order; empty: its place


def in_cells(table: Table, change: Callable[[Paragraph], Paragraph]) -> Table:
    """`table` with each of its paragraphs changed."""

    def row(old: Row) -> Row:
        return replace(old, cells=tuple(replace(cell, paragraphs=tuple(map(change, cell.paragraphs))) for cell in old.cells))

    return replace(table, rows=tuple(map(row, table.rows)))


def without_pages(flow: Flow) -> Flow:
    """`flow` with no word on pages, where the format does not say where they end."""

    def plain(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, page=None, page_end=None)

    def item(old: Item) -> Item:
        if isinstance(old, Paragraph):
            return plain(old)
        return in_cells(old, plain)

    notes = tuple(replace(note, paragraphs=tuple(map(plain, note.paragraphs))) for note in flow.notes)
    return Flow(tuple(map(item, flow.items)), notes, None, flow.warnings)


def paragraphs_of(items: Iterable[Item]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too, in reading order."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def running_heads(printed: Iterable[Item], letterhead: tuple[Item, ...]) -> Iterator[Paragraph]:
    """What is printed on every page, each once and the letterhead not again: no part of the text, but part of the file."""
    seen = {paragraph.text for paragraph in paragraphs_of(letterhead)}
    for paragraph in paragraphs_of(printed):
        if paragraph.text not in seen:
            seen.add(paragraph.text)
            yield replace(paragraph, label="", heading_level=None, page=None, page_end=None, furniture=True)


def without_page_numbers(printed: Iterable[Item]) -> Iterator[Item]:
    """A header or footer, without lines that hold nothing but a page number."""
    return (item for item in printed if isinstance(item, Table) or any(letter.isalpha() for letter in item.text))


def unread_comments(count: int) -> tuple[str, ...]:
    """A warning where a file holds comments: what colleagues wrote beside the text is no part of the report."""
    return (f"{count} comment{' beside the text is' if count == 1 else 's beside the text are'} not read",) if count else ()
