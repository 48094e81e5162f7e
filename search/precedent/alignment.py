"""Two wordings laid side by side: what they share in a row, and what differs between, syllable by syllable.

    draft      Đẩy mạnh cải cách         hành chính trong toàn huyện
    passage    Đẩy mạnh cải cách thủ tục hành chính trong cả  huyện
               └─ equal ───────┘ insert └─ equal ─────┘ replace equal

Blocks follow each other in both texts (the longest common block first, then what lies before and after it, as difflib does).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from language.syllables import Token
from search.precedent.records import Run, Step, StepKind
from store.records import Span
from store.shingles import WIDTH

_GAP = 2  # syllables on either side that a run may step over: a changed figure, an added word
_STRAY = 3  # a single shared syllable between changes of this many is chance, and marking it would only confuse

_Block = tuple[StepKind, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """`same` syllables of the draft stand in the passage's `extent`, which has `length` syllables."""

    extent: Span
    length: int
    same: int
    runs: tuple[Run, ...]
    steps: tuple[Step, ...]


def aligned(draft: Sequence[Token], passage: Sequence[Token], window: Span, base: int = 0, *, whole: bool = False) -> Alignment:
    """The words of a sentence against those of a passage, within the places `window` (half-open, at least one syllable).

    The extent is as much of the window as answers the sentence, or all of it when asked for `whole`. The tokens' offsets become
    spans; `base` is added to those of the draft.
    """
    first, last = window
    blocks = _blocks([t.text for t in draft], [t.text for t in passage[first:last]], whole)
    blocks = [(kind, a, b, c + first, d + first) for kind, a, b, c, d in blocks]
    begin, end = blocks[0][3], blocks[-1][4]

    def spans(a: int, b: int, c: int, d: int) -> tuple[Span, Span]:
        return _span(draft, a, b, base), _span(passage, c, d, 0)

    return Alignment(
        _span(passage, begin, end, 0),
        end - begin,
        sum(b - a for kind, a, b, _, _ in blocks if kind == "equal"),
        tuple(Run(*spans(a, b, c, d), same, gaps) for a, b, c, d, same, gaps in _runs(blocks)),
        tuple(Step(kind, *spans(a, b, c, d)) for kind, a, b, c, d in blocks),
    )


def _span(tokens: Sequence[Token], first: int, last: int, base: int) -> Span:
    """The characters of tokens first…last-1; where there are none, the place before token `first`."""
    if first < last:
        return base + tokens[first].start, base + tokens[last - 1].end
    at = tokens[first].start if first < len(tokens) else tokens[-1].end
    return base + at, base + at


def _blocks(draft: list[str], passage: list[str], whole: bool) -> list[_Block]:
    """difflib's steps, without chance matches and, unless `whole`, without what of the passage lies around the sentence."""
    found = SequenceMatcher(None, draft, passage, autojunk=False).get_opcodes()
    settled = _settled(found)
    return settled if whole or not any(block[0] == "equal" for block in settled) else _trimmed(settled)


def _settled(blocks: list[_Block]) -> list[_Block]:
    """Single shared syllables amid large changes become part of the change."""
    merged: list[_Block] = []
    for n, block in enumerate(blocks):
        kind, a, b, c, d = block
        stray = kind == "equal" and b - a == 1 and _large(blocks, n - 1) and _large(blocks, n + 1)
        if merged and merged[-1][0] != "equal" and (stray or kind != "equal"):
            _, a, _, c, _ = merged.pop()
            kind = "replace" if a < b and c < d else "delete" if a < b else "insert"
        elif stray:
            kind = "replace"
        merged.append((kind, a, b, c, d))
    return merged


def _large(blocks: list[_Block], n: int) -> bool:
    """Whether the change at `n` is large; beyond either end lies another text altogether."""
    if not 0 <= n < len(blocks):
        return True
    kind, a, b, c, d = blocks[n]
    return kind != "equal" and max(b - a, d - c) >= _STRAY


def _trimmed(blocks: list[_Block]) -> list[_Block]:
    """At both ends, of the passage only as much as the draft has there; the rest belongs to other sentences."""
    kept = list(blocks)
    if kept and kept[0][0] != "equal":
        _, a, b, c, d = kept.pop(0)
        c = max(c, d - (b - a))
        if a < b:
            kept.insert(0, ("replace" if c < d else "delete", a, b, c, d))
    if kept and kept[-1][0] != "equal":
        _, a, b, c, d = kept.pop()
        d = min(d, c + (b - a))
        if a < b:
            kept.append(("replace" if c < d else "delete", a, b, c, d))
    return kept


def _runs(blocks: list[_Block]) -> list[tuple[int, int, int, int, int, int]]:
    """Equal blocks joined over small gaps: (draft from, to, passage from, to, same, gaps) of those with five syllables."""
    runs: list[tuple[int, int, int, int, int, int]] = []
    for kind, a, b, c, d in blocks:
        if kind != "equal":
            continue
        if runs:
            start, end, begin, stop, same, gaps = runs[-1]
            gap = max(a - end, c - stop)
            if gap <= _GAP:
                runs[-1] = (start, b, begin, d, same + b - a, gaps + gap)
                continue
        runs.append((a, b, c, d, b - a, 0))
    return [run for run in runs if run[4] >= WIDTH]
