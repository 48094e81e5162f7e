"""A passage's text cut where a thought ends: at full stops, semicolons and brackets.

    Tăng 8,4%/năm (NQ là 8%/năm); tỷ lệ nghèo 2,9%.
    └ stretch 1 ┘ └ stretch 2 ┘┘  └ stretch 3    ┘     2 stands inside 1, which goes on after it

A decimal comma and the points of "TP.", "3.8" or "1.250" end nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.readers.labels import UPPER

_END = re.compile(rf"(?<!\bTP)(?<!\btp)[.!?…]+(?=\s+[\"“'(*-]*[{UPPER}]|\s+\d|\s*$)|;|\n")
_LONGEST = 4000  # characters read at once: more than any paragraph, and a bound on the work for a text without ends
_DEEPEST = 4  # brackets in brackets
_FAR = 600  # characters: no figure is told by words farther away
HIDDEN = "\x00"  # stands for every character of a bracket inside the stretch around it


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text[start:end]`, one thought; `words` is the same with inner brackets hidden, character for character."""

    start: int
    end: int
    words: str
    outer: int | None = None  # in brackets: where the bracket opens

    def before(self, position: int, since: int = 0) -> str:
        """The words of this stretch up to `position`, from `since` on; of a very long one the last, behind "…"."""
        first, last = max(0, since - self.start), position - self.start
        return self.words[first:last] if last - first <= _FAR else f"…{self.words[last - _FAR + 1 : last]}"

    def after(self, position: int) -> str:
        """The words from `position` on."""
        return self.words[position - self.start : position - self.start + _FAR]


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """(where it starts, text) of each part that is read at once: the whole, unless it is longer than any paragraph."""
    start = 0
    while len(text) - start > _LONGEST:
        ends = [match.end() for match in _END.finditer(text, start, start + _LONGEST)]
        end = ends[-1] if ends else start + _LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def stretches(text: str) -> tuple[Stretch, ...]:
    """All stretches, in the order in which they begin; together they hold the whole text but the brackets' own marks."""
    found: list[Stretch] = []
    _cut(text, (0, len(text)), None, 0, found)
    return tuple(sorted(found, key=lambda stretch: (stretch.start, -stretch.end)))


def stretch_at(found: tuple[Stretch, ...], position: int) -> Stretch:
    """The innermost stretch that holds `position`."""
    return min((s for s in found if s.start <= position < s.end), key=lambda s: s.end - s.start)


def _cut(text: str, bounds: tuple[int, int], outer: int | None, depth: int, found: list[Stretch]) -> None:
    start, end = bounds
    words = list(text[start:end])
    for opens, closes in _brackets(text, start, end) if depth < _DEEPEST else ():
        _cut(text, (opens + 1, closes), opens, depth + 1, found)
        words[opens - start : closes + 1 - start] = HIDDEN * (closes + 1 - opens)
    shown = "".join(words)
    begin = 0
    for match in [*_END.finditer(shown), None]:
        stop = match.start() if match else len(shown)
        if shown[begin:stop].strip():
            found.append(Stretch(start + begin, start + stop, shown[begin:stop], outer))
        begin = match.end() if match else stop


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost pairs of brackets; one that nothing closes is no bracket."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for position in range(start, end):
        if text[position] == "(":
            opened.append(position)
        elif text[position] == ")" and opened:
            first = opened.pop()
            while pairs and pairs[-1][0] > first:
                pairs.pop()
            pairs.append((first, position))
    return pairs
