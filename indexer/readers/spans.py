"""Making the spans of a block: lines put together, marks cut out, empty ends trimmed.

>>> without(((0, 10),), [(3, 4)])
((0, 3), (4, 10))
"""

from collections.abc import Iterable, Sequence

from indexer.readers.lines import Line
from store.records import Span


def of_lines(source: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The spans that read `lines` as one text: neighbours share a span, and a line end reads as a space.

    A word broken at its hyphen ("Nông-" / "Lâm") is read without that space; nothing else is changed.
    """
    spans: list[Span] = []
    broken_before = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        broken = following is not None and _breaks_a_word(line.text, following.text)
        end = line.end if following is None else line.start + len(line.text.rstrip()) if broken else line.next
        if spans and not broken_before and not source[spans[-1][1] : line.start].strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((line.start, end))
        broken_before = broken
    return trimmed(source, spans)


def without(spans: Iterable[Span], cuts: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` with `cuts` taken out."""
    left = list(spans)
    for cut_start, cut_end in cuts:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, cut_start)), (max(start, cut_end), end))
            if piece[0] < piece[1]
        ]
    return tuple(left)


def trimmed(source: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` without white space at the two outer ends, and without empty ones."""
    left = [span for span in spans if span[0] < span[1]]
    while left and not source[left[0][0] : left[0][1]].strip():
        left.pop(0)
    while left and not source[left[-1][0] : left[-1][1]].strip():
        left.pop()
    if left:
        start, end = left[0]
        left[0] = (end - len(source[start:end].lstrip()), end)
        start, end = left[-1]
        left[-1] = (start, start + len(source[start:end].rstrip()))
    return tuple(left)


def has_letters(source: str, spans: Iterable[Span]) -> bool:
    """Whether `spans` hold a letter or a digit, the only characters that nothing may lose."""
    return any(letter.isalnum() for start, end in spans for letter in source[start:end])


def _breaks_a_word(line: str, following: str) -> bool:
    line = line.rstrip()
    return len(line) > 1 and line[-1] == "-" and line[-2].isalpha() and following[:1].isalpha()
