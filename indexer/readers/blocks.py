"""What every reader yields, whatever the format: blocks of running text, their note marks, and note bodies.

A block is the source spans that a person reads one after another as one paragraph, heading or line. The reading text is the
spans put together, NFC, with runs of white space as one space; what stands between two spans (a note mark, `**`, a page foot) is
not read:

>>> text = read_spans("thu nhập¹ tăng\\n1,4 lần", ((0, 8), (9, 22)))
>>> text.text
'thu nhập tăng 1,4 lần'
>>> text.offset(9)       # the words before the mark end here in the reading text
8
"""

import bisect
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from store.records import Span

BlockKind = Literal["text", "table", "furniture"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference mark in running text; it and the note with the same key belong together."""

    at: int  # source offset right after the words that carry the mark
    span: Span  # the mark itself, read by nobody
    key: str
    marker: str | None  # as printed; None where the layout lost it
    again: bool = False  # a further mark of a note, where the format says that it is one


@dataclass(frozen=True, slots=True)
class Block:
    """Running text that belongs together, before anyone asks whether it is a heading or a paragraph."""

    spans: tuple[Span, ...]
    kind: BlockKind = "text"
    marks: tuple[Mark, ...] = ()
    page: int | None = None
    page_end: int | None = None
    bold: bool = False
    heading_level: int | None = None  # where the format itself says "this is a heading" (markdown `##`)
    item: bool = False  # where the format itself says "this is an item of a list", and says of headings that they are headings

    @property
    def start(self) -> int:
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote body, without its own mark."""

    spans: tuple[Span, ...]
    key: str
    marker: str | None
    mark_spans: tuple[Span, ...]  # the body's own mark: `[1:`, `1.`, `¹`
    page: int | None = None
    page_end: int | None = None

    @property
    def start(self) -> int:
        return self.mark_spans[0][0] if self.mark_spans else self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Reading:
    """A source text cut into blocks and notes, in source order."""

    layout: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    page_labels: tuple[str, ...] = ()  # what each page is called, in order; empty: its place
    confidences: tuple[tuple[int, int, int], ...] = ()  # of words read by OCR: start, end, 0 to 100; ascending


@dataclass(frozen=True, slots=True)
class ReadText:
    """Reading text that knows where in the source each of its characters came from."""

    text: str
    positions: tuple[int, ...] = field(repr=False)  # ascending, as the spans of a block are

    def offset(self, position: int) -> int:
        """Where in `text` the words end that stand before source offset `position`."""
        offset = bisect.bisect_left(self.positions, position)
        return len(self.text[:offset].rstrip())

    def source(self, offset: int) -> int:
        """The source offset of the character at `offset` of `text`, or just behind the last one."""
        return self.positions[offset] if offset < len(self.positions) else self.positions[-1] + 1


def read_spans(source: str, spans: tuple[Span, ...]) -> ReadText:
    """The reading text of `spans`: NFC, white space squeezed, nothing else changed."""
    letters: list[str] = []
    positions: list[int] = []
    for cluster, at in _clusters(source, spans):
        if cluster.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                positions.append(at)
            continue
        for letter in unicodedata.normalize("NFC", cluster):
            letters.append(letter)
            positions.append(at)
    if letters and letters[-1] == " ":
        letters.pop()
        positions.pop()
    return ReadText("".join(letters), tuple(positions))


def reading_text(source: str, spans: tuple[Span, ...]) -> str:
    return read_spans(source, spans).text


def _clusters(source: str, spans: tuple[Span, ...]) -> list[tuple[str, int]]:
    """Each base character with the combining marks behind it, across the seams of spans."""
    clusters: list[tuple[str, int]] = []
    for start, end in spans:
        for at in range(start, end):
            letter = source[at]
            if clusters and unicodedata.combining(letter) and not clusters[-1][0].isspace():
                clusters[-1] = (clusters[-1][0] + letter, clusters[-1][1])
            else:
                clusters.append((letter, at))
    return clusters
