"""A flow written out as source text, with the blocks and notes that point into it.

1.1. Thu ngân sách                          a line a paragraph, behind the label that automatic numbering prints
Thu ngân sách tăng 9%[1], vượt kế hoạch.    a mark in square brackets, read by nobody
[1] Báo cáo số 12-BC/HU.                    its body, on the line behind the paragraph
Chỉ tiêu: Hộ nghèo | Năm 2025: 2%           a table row that is readable alone
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers import spans as spans_
from indexer.readers.blocks import Block, BlockKind, Mark, Note, Reading
from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.flow import Flow, NoteBody, Paragraph, Run, paragraphs_of
from indexer.readers.formats.tabbed import columns_read
from indexer.readers.formats.tables import Entry, columns_of, is_setting, readable_rows
from indexer.readers.formats.typed_notes import find_typed_notes
from indexer.readers.labels import first_sentence_end, label_of
from store.records import Span

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Words of a paragraph in a heading style, beyond which it is text that was set so by mistake; with several sentences, sooner.
_LONGEST_HEADING = 120
_LONGEST_OF_SENTENCES = 40
_BRACKETS = ("()", "[]")


def compose(flow: Flow, layout: str, remark: str | None = None) -> FileReading:
    """Source text and reading of `flow`; raises `Refused` when it holds no words."""
    flow = find_typed_notes(columns_read(flow))
    writer = _Writer(flow)
    source = writer.source
    if not any(letter.isalnum() for letter in source):
        raise Refused("it holds no words; if it holds pictures of pages, save these as a PDF and put that in the archive")
    blocks: list[Block] = []
    named = any(paragraph.heading_level is not None and paragraph.text.strip() for paragraph in paragraphs_of(flow.items))
    for draft in writer.drafts:
        _add_block(blocks, source, draft, headings_named=named)
    notes = tuple(note for draft in writer.note_drafts if (note := _note(source, draft)) is not None)
    return FileReading(
        source,
        Reading(layout, tuple(blocks), notes, flow.pages, flow.warnings, flow.page_labels, tuple(writer.confidences)),
        remark,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block or a note body while the source text is still being written."""

    span: Span
    marks: tuple[Mark, ...]
    paragraph: Paragraph
    kind: BlockKind
    body: NoteBody | None = None


class _Writer:
    """Writes the source text of a flow, and keeps where each paragraph, row and note body came to stand."""

    def __init__(self, flow: Flow) -> None:
        self._pieces: list[str] = []
        self._at = 0
        self._bodies = {body.key: body for body in flow.notes}
        self._due: list[tuple[str, int | None]] = []  # notes whose marks are written and whose bodies are not, with the page
        self.drafts: list[_Draft] = []
        self.note_drafts: list[_Draft] = []
        self.confidences: list[tuple[int, int, int]] = []
        for item in flow.items:
            if isinstance(item, Paragraph):
                self._add_paragraph(item)
            elif is_setting(item):
                for paragraph in columns_of(item):
                    self._add_paragraph(paragraph)
            else:
                for row in readable_rows(item):
                    self._add_row(row)
                self._add_due()
        self._due = [(body.key, None) for body in self._bodies.values()]
        self._add_due()

    @property
    def source(self) -> str:
        return "".join(self._pieces)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        start = self._at
        self._put(f"{paragraph.label.rstrip()} " if paragraph.label else "")  # however close to it, no part of the first word
        marks = self._put_runs(paragraph.runs, paragraph.page_end)
        self.drafts.append(_Draft((start, self._at), marks, paragraph, "furniture" if paragraph.furniture else "text"))
        self._put("\n")
        self._add_due()

    def _add_row(self, row: Sequence[Entry]) -> None:
        start = self._at
        marks: list[Mark] = []
        for number, entry in enumerate(row):
            self._put(" | " if number else "")
            if entry.head:
                marks += self._put_runs(entry.head, None)
                self._put(": ")
            for at, paragraph in enumerate(entry.paragraphs):
                self._put(f"{' ' if at else ''}{paragraph.label}")
                marks += self._put_runs(paragraph.runs, paragraph.page_end)
        first, last = row[0].paragraphs[0], row[-1].paragraphs[-1]
        about = Paragraph((), page=first.page, page_end=last.page_end)
        self.drafts.append(_Draft((start, self._at), tuple(marks), about, "table"))
        self._put("\n")

    def _add_due(self) -> None:
        """The bodies of the marks just written, each on a line of its own."""
        due, self._due = self._due, []
        for key, page in due:
            body = self._bodies.pop(key, None)
            if body is not None:
                self._add_body(body, page)

    def _add_body(self, body: NoteBody, page: int | None) -> None:
        start = self._at
        marks: tuple[Mark, ...] = ()
        if not any(run.note == body.key for paragraph in body.paragraphs for run in paragraph.runs):
            marks = (self._put_mark(Run(body.marker, note=body.key)),)
            self._put(" ")
        for number, paragraph in enumerate(body.paragraphs):
            self._put("\n" if number else "")
            self._put(paragraph.label)
            marks += self._put_runs(paragraph.runs, page, asks=False)
        about = Paragraph((), page=body.page or page, page_end=body.page_end or body.page or page)
        self.note_drafts.append(_Draft((start, self._at), marks, about, "text", body))
        self._put("\n")

    def _put_runs(self, runs: Sequence[Run], page: int | None, *, asks: bool = True) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        for run in runs:
            if run.note is None:
                start = self._at + len(run.text) - len(run.text.lstrip())
                self._put(run.text)
                if run.confidence is not None and start < self._at:
                    self.confidences.append((start, self._at, run.confidence))
            else:
                marks.append(self._put_mark(run))
                if asks and not run.again:
                    self._due.append((run.note, page))
        return tuple(marks)

    def _put_mark(self, run: Run) -> Mark:
        assert run.note is not None
        at = self._at
        self._put(f"[{run.text}]")
        return Mark(at, (at, self._at), run.note, run.text or None, run.again)

    def _put(self, text: str) -> None:
        text = _UNSEEN.sub("", _LINE_END.sub("\n", text)).replace("\u2011", "-")  # the hyphen that is never broken at
        self._pieces.append(text)
        self._at += len(text)


def _add_block(blocks: list[Block], source: str, draft: _Draft, *, headings_named: bool) -> None:
    """`headings_named`: the format says which paragraphs are headings, so that others with numbers are items of lists."""
    marks = tuple(replace(mark, at=span[0], span=span) for mark in draft.marks for span in [_with_brackets(source, mark.span)])
    spans = spans_.trimmed(source, _between(draft.span, [mark.span for mark in marks]))
    if spans_.has_letters(source, spans):
        paragraph = draft.paragraph
        bold, level = _is_bold(paragraph), _heading_level(paragraph)
        item = headings_named and paragraph.list_level is not None and level is None and not bold
        blocks.append(Block(spans, draft.kind, marks, paragraph.page, paragraph.page_end, bold, level, item))
    elif marks and blocks:  # a mark alone on its line hangs on what stands before it
        blocks[-1] = replace(blocks[-1], marks=(*blocks[-1].marks, *marks))


def _note(source: str, draft: _Draft) -> Note | None:
    assert draft.body is not None
    own = tuple(_with_brackets(source, mark.span) for mark in draft.marks)
    spans = spans_.trimmed(source, _between(draft.span, own))
    if not spans_.has_letters(source, spans):
        return None
    return Note(spans, draft.body.key, draft.body.marker or None, own, draft.paragraph.page, draft.paragraph.page_end)


def _between(span: Span, cuts: Sequence[Span]) -> list[Span]:
    """What is left of `span` without `cuts`, which are ascending."""
    starts = [span[0], *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), span[1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _with_brackets(source: str, mark: Span) -> Span:
    """A mark with the brackets that the author set around it: `([1])`."""
    start, end = mark
    while start and source[start - 1] + source[end : end + 1] in _BRACKETS:
        start, end = start - 1, end + 1
    return start, end


def _is_bold(paragraph: Paragraph) -> bool:
    weights = [run.bold for run in paragraph.runs if run.note is None and run.text.strip()]
    return bool(weights) and all(weights)


def _heading_level(paragraph: Paragraph) -> int | None:
    text = paragraph.text.strip()
    label = label_of(text)
    title = text[label.end :] if label else text
    if len(title.split()) > (_LONGEST_HEADING if first_sentence_end(title) is None else _LONGEST_OF_SENTENCES):
        return None
    return paragraph.heading_level
