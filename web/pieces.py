"""A text cut where something is to be shown in it: highlighted words, footnote marks.

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


def pieces(
    text: str,
    shown: Span | None = None,
    highlights: Iterable[Span] = (),
    marks: Iterable[tuple[int, Footnote]] = (),
) -> tuple[Piece, ...]:
    """The part `shown` of `text` (all of it by default), cut at the borders of `highlights` and at `marks`.

    Spans and offsets index into `text`. Highlights may overlap; a mark beyond the end of the text stands at its end.
    """
    start, end = shown or (0, len(text))
    spans = [(max(start, a), min(end, b)) for a, b in highlights if a < end and b > start]
    at: dict[int, list[Footnote]] = {}
    for offset, note in marks:
        offset = min(max(offset, 0), len(text))
        if start <= offset <= end:
            at.setdefault(offset, []).append(note)
    borders = sorted({start, end, *at, *(border for span in spans for border in span)})
    cut = [Piece("", False, tuple(at[start]))] if start in at else []
    for left, right in pairwise(borders):
        cut.append(Piece(text[left:right], _within(left, spans), tuple(at.get(right, ()))))
    return tuple(cut)


def _within(offset: int, spans: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)
