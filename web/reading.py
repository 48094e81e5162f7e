"""A report as a reader meets it: its outline as a tree, its text as blocks in order, its footnotes as a list.

Pure: `ReadReport` in, frozen views out; the template only writes them down. Everything of the report has its place in the view:
headings and passages among the blocks, footnote bodies in the notes.

    I. KẾT QUẢ¹          →  Heading(level 2, mark 1)
    Hộ nghèo giảm².      →  Block("paragraph", "Hộ nghèo giảm", mark 2, ".")
    - Thu hút vốn.       →  Block("items", …)
    ¹ Theo chuẩn mới.    →  Note(1, "Theo chuẩn mới.")
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.library import ReadReport
from store.records import Footnote, Passage, PassageKind, Section, Span
from web.pieces import Piece, pieces
from web.tables import cells

Highlights = Mapping[str, Sequence[Span]]  # by passage id
_TOOLTIP = 240  # characters of a footnote that the tooltip of its mark shows


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading and those under it."""

    section: Section
    children: tuple["OutlineEntry", ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One passage, ready to be written: `page` is set where a new page begins ("12") or is crossed ("12–13")."""

    passage: Passage
    pieces: tuple[Piece, ...]
    page: str | None
    marked: bool
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()  # of a table whose cells can be told: rows of cells of pieces


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading. `level` is that of the HTML element, 2 to 6."""

    section: Section
    level: int
    pieces: tuple[Piece, ...]
    page: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """Passages of one kind that follow each other; list items stand in one list, rows in one table, all others alone."""

    kind: PassageKind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote in the list. `line` is None for a mark whose body is missing; `anchored` is False for a body without a mark."""

    footnote: Footnote | None  # None: a footnote passage that no record names
    line: Line | None
    anchored: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One report, ready to be written."""

    outline: tuple[OutlineEntry, ...]
    blocks: tuple[Heading | Block, ...]
    notes: tuple[Note, ...]
    tooltips: Mapping[str, str]  # by footnote id: the start of its body
    marked: Passage | None
    hits: tuple[Passage, ...]  # passages with highlights, in reading order
    by_ocr: bool  # whether any of it was


def reading(report: ReadReport, marked: str | None = None, highlights: Highlights | None = None) -> Reading:
    """The view of `report`, with the passage `marked` and the words of `highlights` set off."""
    return _Reader(report, marked, highlights or {}).read()


class _Reader:
    """Walks one report once; `_page` is the last page that was told."""

    def __init__(self, report: ReadReport, marked: str | None, highlights: Highlights) -> None:
        self._report = report
        self._marked = marked
        self._highlights = highlights
        self._page: int | None = None
        self._passages = {passage.id: passage for passage in report.passages}
        self._marks: dict[str, list[Footnote]] = {}  # by passage or section id
        for note in report.footnotes:
            anchor = note.anchor_passage or note.anchor_section
            if anchor:
                self._marks.setdefault(anchor, []).append(note)

    def read(self) -> Reading:
        sections, passages = self._report.outline, self._report.passages
        rows: list[Section | Passage] = [*sections, *(passage for passage in passages if passage.kind != "footnote")]
        blocks: list[Heading | Block] = []
        for row in sorted(rows, key=lambda row: row.order):
            if isinstance(row, Section):
                blocks.append(self._heading(row))
            else:
                _append(blocks, row.kind, self._line(row))
        notes = self._notes()
        return Reading(
            outline=_tree(sections),
            blocks=tuple(blocks),
            notes=notes,
            tooltips={note.id: _start(self._passages.get(note.passage or "")) for note in self._report.footnotes},
            marked=self._passages.get(self._marked or ""),
            hits=tuple(passage for passage in passages if passage.id in self._highlights),
            by_ocr=any(passage.confidence is not None for passage in passages),
        )

    def _heading(self, section: Section) -> Heading:
        marks = [(len(section.title) if n.anchor_offset is None else n.anchor_offset, n) for n in self._marks.get(section.id, ())]
        return Heading(
            section,
            min(section.level + 1, 6),
            pieces(section.title, marks=marks, doubtful=section.doubtful),
            self._turned(section.page, None),
        )

    def _line(self, passage: Passage, in_notes: bool = False) -> Line:
        text = passage.text
        marks = [(len(text) if n.anchor_offset is None else n.anchor_offset, n) for n in self._marks.get(passage.id, ())]
        page = None if in_notes else self._turned(passage.page, passage.page_end)
        found = self._highlights.get(passage.id, ())
        table = cells(text) if passage.kind == "table" else ()
        rows = tuple(tuple(pieces(text, cell, found, marks, passage.doubtful) for cell in row) for row in table)
        return Line(passage, pieces(text, None, found, marks, passage.doubtful), page, passage.id == self._marked, rows)

    def _turned(self, page: int | None, page_end: int | None) -> str | None:
        """What to write in the margin beside a row on these pages; None when the page was told already."""
        last = page_end if page_end is not None else page
        if page is None or last is None or last == self._page:
            return None
        self._page = last
        first, end = self._report.report.page_label(page), self._report.report.page_label(last)
        return first if page == last else f"{first}–{end}"

    def _notes(self) -> tuple[Note, ...]:
        notes: list[Note] = []
        named: set[str] = set()
        for footnote in self._report.footnotes:
            body = self._passages.get(footnote.passage or "")
            if body is not None and body.id in named:
                continue  # a further mark of a note that is listed
            anchored = bool(footnote.anchor_passage or footnote.anchor_section)
            notes.append(Note(footnote, self._line(body, in_notes=True) if body else None, anchored))
            named.update([body.id] if body else [])
        for passage in self._report.passages:
            if passage.kind == "footnote" and passage.id not in named:
                notes.append(Note(None, self._line(passage, in_notes=True), anchored=False))
        return tuple(notes)


def _append(blocks: list[Heading | Block], kind: PassageKind, line: Line) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(last, Block) and last.kind == kind and _belongs(last.lines[-1], line):
        blocks[-1] = Block(kind, (*last.lines, line))
    else:
        blocks.append(Block(kind, (line,)))


def _belongs(before: Line, line: Line) -> bool:
    """Whether a passage goes on with the list or table of the one before it, which is of the same kind."""
    if before.rows and line.rows:
        return len(before.rows[0]) == len(line.rows[0])
    return line.passage.kind == "list_item"


def _tree(sections: Iterable[Section]) -> tuple[OutlineEntry, ...]:
    under: dict[str | None, list[Section]] = {}
    for section in sections:
        under.setdefault(section.parent, []).append(section)

    def entries(parent: str | None) -> tuple[OutlineEntry, ...]:
        return tuple(OutlineEntry(section, entries(section.id)) for section in under.get(parent, ()))

    return entries(None)


def _start(passage: Passage | None) -> str:
    text = passage.text if passage else ""
    return text if len(text) <= _TOOLTIP else text[:_TOOLTIP].rsplit(" ", 1)[0] + " …"
