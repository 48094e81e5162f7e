"""Whole sentences of a passage around what matched best, for a list of results.

A semicolon ends one too, for reports list whole achievements between semicolons.
"""

from search.highlight import Marks
from search.sentences import sentences
from store.records import Span

_LONGEST = 320  # characters; a sentence is never cut, so a snippet may be longer


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence that holds the character before `offset`."""
    for start, end in sentences(text, longest=0):
        if start < offset <= end or start <= offset < end:
            return start, end
    return None


def snippet(text: str, marked: Marks) -> Span:
    """The sentence with the most marked words, and as many of its neighbours as there is room for."""
    parts = sentences(text, longest=0) or ((0, len(text)),)
    value = [sum(w for (a, _), w in zip(marked.spans, marked.worth, strict=True) if start <= a < end) for start, end in parts]
    first = last = max(range(len(parts)), key=lambda n: (value[n], -n))
    while True:
        after = last + 1 < len(parts) and parts[last + 1][1] - parts[first][0] <= _LONGEST
        before = first > 0 and parts[last][1] - parts[first - 1][0] <= _LONGEST
        if after and (not before or value[last + 1] >= value[first - 1]):
            last += 1
        elif before:
            first -= 1
        else:
            return parts[first][0], parts[last][1]
