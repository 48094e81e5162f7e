"""From a place in a passage's text back to the source: the quote of a commitment as spans.

A passage's text has the letters and digits of its spans, in order, so the n-th of the one is the n-th of the other,
whatever was joined, composed or left out between them:

    text    có 02 xã đạt chuẩn            quote "02 xã đạt"
    source  có 02 xã³ đạt\n\nchuẩn         spans of "02 xã" and " đạt", without the mark
"""

from collections.abc import Sequence

from store.records import Passage, Span


class SourcePlaces:
    """Maps runs of one passage's text to spans of the source text."""

    def __init__(self, source: str, passage: Passage) -> None:
        self._source = source
        self._passage = passage
        self._letters = [i for start, end in passage.spans for i in range(start, end) if source[i].isalnum()]
        counts = [0]
        for letter in passage.text:
            counts.append(counts[-1] + letter.isalnum())
        self._before = counts  # letters before each offset of the text

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans of `text[start:end]`, which holds a letter or digit at least."""
        first, last = self._before[start], self._before[end] - 1
        if last < first or last >= len(self._letters):
            return ()
        begin, stop = self._letters[first], self._letters[last] + 1
        text, spans = self._passage.text, self._passage.spans
        tail = next((i for i in range(end - 1, start - 1, -1) if text[i].isalnum()), end - 1) + 1
        while tail < end and stop < len(self._source) and self._source[stop] == text[tail] and _inside(stop, spans):
            tail, stop = tail + 1, stop + 1
        return _cut(spans, begin, stop)


def _inside(position: int, spans: Sequence[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _cut(spans: Sequence[Span], begin: int, stop: int) -> tuple[Span, ...]:
    return tuple((max(start, begin), min(end, stop)) for start, end in spans if start < stop and begin < end)
