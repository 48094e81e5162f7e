"""A text cut where something is to be shown in it: highlighted words, footnote marks, words that OCR may have misread.

pieces("Hộ nghèo giảm.", (0, 14), highlights=[(0, 8)], marks=[(13, note)])
→ "Hộ nghèo" highlighted · " giảm" with the mark of `note` after it · "."
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.records import Footnote, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is shown alike, and the footnotes whose marks follow it."""

    text: str
    highlighted: bool
    notes: tuple[Footnote, ...] = ()
    doubtful: bool = False


def pieces(
    text: str,
    shown: Span | None = None,
    highlights: Iterable[Span] = (),
    marks: Iterable[tuple[int, Footnote]] = (),
    doubtful: Iterable[Span] = (),
) -> tuple[Piece, ...]:
    """The part `shown` of `text` (all of it by default), cut at the borders of `highlights` and `doubtful`, and at `marks`.

    Spans and offsets index into `text`. Highlights may overlap; a mark beyond the end of the text stands at its end.
    """
    start, end = shown or (0, len(text))
    spans, unsure = _inside(highlights, start, end), _inside(doubtful, start, end)
    at: dict[int, list[Footnote]] = {}
    for offset, note in marks:
        offset = min(max(offset, 0), len(text))
        if start <= offset <= end:
            at.setdefault(offset, []).append(note)
    borders = sorted({start, end, *at, *(border for span in (*spans, *unsure) for border in span)})
    cut = [Piece("", False, tuple(at[start]))] if start in at else []
    for left, right in pairwise(borders):
        cut.append(Piece(text[left:right], _within(left, spans), tuple(at.get(right, ())), _within(left, unsure)))
    return tuple(cut)


def _inside(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    return [(max(start, a), min(end, b)) for a, b in spans if a < end and b > start]


def _within(offset: int, spans: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)
