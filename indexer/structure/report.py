"""A reading → the report's rows: front matter, outline, passages, footnotes, profile, back matter, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.readers.blocks import Block, Mark, Note, Reading, ReadText, read_spans, reading_text
from indexer.readers.labels import label_of
from indexer.structure.confidence import Confidence
from indexer.structure.disjoint import disjoint
from indexer.structure.ids import IdMaker, report_id
from indexer.structure.invariants import breaches, unheld
from indexer.structure.letterhead import split_columns
from indexer.structure.matter import back_start, front_end
from indexer.structure.outline import Node, Piece, outline
from indexer.structure.profile import profile
from store.records import Document, Footnote, Passage, PassageKind, Section, Span

_MOST_LISTED = 10  # footnotes named in a warning


class _Rows:
    """The rows of one report while they are put in order."""

    def __init__(self, source: str, report: str, notes: Sequence[Note], confidence: Confidence) -> None:
        self.source = source
        self.confidence = confidence
        self.ids = IdMaker(report)
        self.report = report
        self.notes = {note.key: note for note in notes}
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.anchors: list[tuple[Mark, str | None, str | None, int]] = []  # mark, passage, section, offset
        self.bodies: dict[str, str] = {}  # note key → passage id
        self.order = 0

    def add_section(self, node: Node, parent: Section | None, path: tuple[str, ...]) -> Section:
        section = Section(
            self.ids.section(path),
            self.report,
            parent.id if parent else None,
            node.level,
            node.label,
            node.title,
            node.spans,
            node.page,
            self._next(),
            self._doubtful_title(node),
        )
        self.sections.append(section)
        for mark, offset in node.marks:
            self.anchors.append((mark, None, section.id, offset))
            self._add_body(mark.key, section.id)
        return section

    def add_block(self, block: Block, section: str | None, kind: PassageKind) -> None:
        read = read_spans(self.source, block.spans)
        passage = self._add_passage(read, block.spans, section, kind, block.page, block.page_end)
        for mark in block.marks:
            self.anchors.append((mark, passage.id, None, read.offset(mark.at)))
        for mark in block.marks:
            self._add_body(mark.key, section)

    def add_orphans(self) -> None:
        """Bodies that no mark asks for, each behind the rest."""
        for key in self.notes:
            self._add_body(key, None)

    def add_furniture(self, spans: Sequence[Span]) -> None:
        for span in spans:
            self._add_passage(read_spans(self.source, (span,)), (span,), None, "furniture", None, None)

    def _add_body(self, key: str, section: str | None) -> None:
        note = self.notes.get(key)
        if note is None or key in self.bodies or not note.spans:
            return
        read = read_spans(self.source, note.spans)
        passage = self._add_passage(read, note.spans, section, "footnote", note.page, note.page_end)
        self.bodies[key] = passage.id

    def _add_passage(
        self,
        read: ReadText,
        spans: tuple[Span, ...],
        section: str | None,
        kind: PassageKind,
        page: int | None,
        page_end: int | None,
    ) -> Passage:
        passage = Passage(
            self.ids.passage(read.text),
            self.report,
            section,
            kind,
            read.text,
            spans,
            page,
            page_end,
            self._next(),
            self.confidence.mean(spans),
            self.confidence.doubtful(read, spans),
        )
        self.passages.append(passage)
        return passage

    def _doubtful_title(self, node: Node) -> tuple[Span, ...]:
        """Where in the title words stand that OCR may have misread; what its label is doubted for stays out."""
        read = read_spans(self.source, node.spans)
        start = max(0, read.text.find(node.title))
        end = start + len(node.title)
        found = self.confidence.doubtful(read, node.spans)
        return tuple((max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start)

    def _next(self) -> int:
        self.order += 1
        return self.order


def structure(source: str, reading: Reading, file: str, sha256: str) -> Document:
    """The whole report; whatever the readers could not place is kept as furniture and named in the warnings."""
    report = report_id(file)
    reading = disjoint(source, reading)
    texts = [reading_text(source, block.spans) for block in reading.blocks]
    plain = [text if block.kind != "furniture" else "" for block, text in zip(reading.blocks, texts, strict=True)]
    start = front_end(plain, [block.bold for block in reading.blocks])
    end = back_start(plain, start)
    notes = _distinct(reading.notes)
    rows = _Rows(source, report, notes, Confidence(reading.confidences))
    front = split_columns(source, reading.blocks[:start])
    body, back = reading.blocks[start:end], reading.blocks[end:]
    about = profile(
        front=[reading_text(source, block.spans) for block in front if block.kind != "furniture"],
        body=[text for text in plain[start:end] if text],
        back=[text for text in plain[end:] if text],
        notes=[reading_text(source, note.spans) for note in notes],
        file=file,
    )
    _add_matter(rows, front, "front_matter")
    nodes, pieces = outline(source, body, texts[start:end])
    if nodes:
        _add_body(rows, nodes, pieces)
    else:
        _add_single_section(rows, about.title, pieces)
    _add_matter(rows, back, "back_matter")
    rows.add_orphans()
    footnotes = _footnotes(rows, notes)
    document = Document(
        replace(about, id=report, file=file, sha256=sha256, pages=reading.pages, page_labels=reading.page_labels),
        source,
        tuple(rows.sections),
        tuple(rows.passages),
        footnotes,
        (*reading.warnings, *_note_warnings(footnotes)),
    )
    return _made_whole(document, rows)


def _distinct(notes: Sequence[Note]) -> list[Note]:
    """`notes` with keys of their own: of two bodies with one number, the first is the one that a mark asks for."""
    seen: set[str] = set()
    result: list[Note] = []
    for note in notes:
        result.append(replace(note, key=f"{note.key} again at {note.start}") if note.key in seen else note)
        seen.add(note.key)
    return result


def _add_matter(rows: _Rows, blocks: Sequence[Block], kind: PassageKind) -> None:
    for block in blocks:
        rows.add_block(block, None, "furniture" if block.kind == "furniture" else kind)


def _add_body(rows: _Rows, nodes: Sequence[Node], pieces: Sequence[Piece]) -> None:
    sections: dict[int, Section] = {}
    paths: dict[int, tuple[str, ...]] = {}
    for piece in pieces:
        if piece.block is not None:
            section = sections[piece.node].id if piece.node is not None else None
            rows.add_block(piece.block, section, _kind(rows.source, piece.block))
            continue
        assert piece.node is not None
        node = nodes[piece.node]
        parent = node.parent
        paths[piece.node] = (*(paths[parent] if parent is not None else ()), f"{node.label or ''} {node.title}")
        sections[piece.node] = rows.add_section(node, sections[parent] if parent is not None else None, paths[piece.node])


def _add_single_section(rows: _Rows, title: str, pieces: Sequence[Piece]) -> None:
    """A report without headings is one section, named after the report; its title is held by the front matter."""
    node = Node(None, title, (), None, None, 1)
    section = rows.add_section(node, None, (title,))
    for piece in pieces:
        if piece.block is not None:
            rows.add_block(piece.block, section.id, _kind(rows.source, piece.block))


def _kind(source: str, block: Block) -> PassageKind:
    if block.kind != "text":
        return block.kind
    return "list_item" if label_of(reading_text(source, block.spans)) else "paragraph"


def _footnotes(rows: _Rows, notes: Sequence[Note]) -> tuple[Footnote, ...]:
    """Numbered in reading order of their marks; a body without a mark comes right behind the body before it."""
    by_key = {note.key: note for note in notes}
    entries: list[tuple[tuple[int, int], str, Mark | None, str | None, str | None, int | None]] = []
    place_of: dict[str, tuple[int, int]] = {}
    taken: set[str] = set()
    marked = {mark.key for mark, *_ in rows.anchors if not mark.again}
    for number, (mark, passage, section, offset) in enumerate(rows.anchors):
        if mark.again and mark.key in marked:
            continue
        key = mark.key if mark.key in by_key and mark.key not in taken else f"bare {number}"
        taken.add(key)
        place_of[key] = (number, 0)
        entries.append(((number, 0), key, mark, passage, section, offset))
    before = (-1, 0)
    for note in notes:
        if note.key in place_of:
            before = place_of[note.key]
        else:
            before = (before[0], before[1] + 1)
            entries.append((before, note.key, None, None, None, None))
    made: list[Footnote] = []
    numbers: dict[str, int] = {}
    for number, (_, key, reference, anchor, heading, at) in enumerate(sorted(entries, key=lambda entry: entry[0]), 1):
        own = by_key.get(key)
        spans = (*((reference.span,) if reference else ()), *(own.mark_spans if own else ()))
        marker = (reference.marker if reference else None) or (own.marker if own else None)
        body = rows.bodies.get(key)
        made.append(Footnote(rows.ids.footnote(number), rows.report, number, marker, anchor, heading, at, body, spans))
        if reference is not None:
            numbers.setdefault(reference.key, number)
    return (*made, *_further(rows, numbers))


def _further(rows: _Rows, numbers: dict[str, int]) -> Iterator[Footnote]:
    """Further marks of notes: each a row with the number and the body of its note, and an anchor of its own."""
    marked = {mark.key for mark, *_ in rows.anchors if not mark.again}
    for mark, passage, section, offset in rows.anchors:
        if mark.again and mark.key in marked:
            number, body = numbers[mark.key], rows.bodies.get(mark.key)
            id_ = rows.ids.footnote(number)
            yield Footnote(id_, rows.report, number, mark.marker, passage, section, offset, body, (mark.span,))


def _note_warnings(footnotes: Sequence[Footnote]) -> list[str]:
    found: list[str] = []
    bare = [str(note.number) for note in footnotes if note.passage is None]
    unasked = [str(note.number) for note in footnotes if note.anchor_offset is None]
    if bare:
        found.append(f"{_counted(bare, 'footnote mark has', 'footnote marks have')} no body: {_listed(bare)}")
    if unasked:
        found.append(f"{_counted(unasked, 'footnote has', 'footnotes have')} no mark in the text: {_listed(unasked)}")
    return found


def _counted(numbers: Sequence[str], one: str, many: str) -> str:
    return f"{len(numbers)} {one if len(numbers) == 1 else many}"


def _listed(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_MOST_LISTED])
    return shown if len(numbers) <= _MOST_LISTED else f"{shown} and {len(numbers) - _MOST_LISTED} more"


def _made_whole(document: Document, rows: _Rows) -> Document:
    """The document checked: letters that nothing holds become furniture, and every breach a warning."""
    found = breaches(document)
    if not found:
        return document
    rows.add_furniture(unheld(document))
    return replace(document, passages=tuple(rows.passages), warnings=(*document.warnings, *found))
