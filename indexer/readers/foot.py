"""Which lines at the foot of a typeset page are note bodies.

    trụ sở UBND11, nhà văn hóa12 các xã.        ← marks 11 and 12 on this page
    11. Các xã: Bình Sơn, An Hòa.               ← a foot: numbers that follow the last note,
    12. Các xã: Vĩnh Lộc, Hòa Mỹ,                 answered by marks, down to the end of the page
    Long Thạnh.

Numbered headings look the same, so every line that could start a foot is weighed: numbers that a mark on the page carries,
the number that is due, closer line spacing than the page has. A foot on the next page without a number goes on with a body
cut short.
"""

import bisect
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.readers.labels import ends_sentence
from indexer.readers.lines import Line, line_ends
from store.records import Span

_START = re.compile(r"[ \t]*(\d{1,3})(?:[.)][ \t]*|[ \t]+)(?=\S)|[ \t]*\[(\d{1,3})\][ \t]*")


@dataclass(frozen=True, slots=True)
class Body:
    number: int
    mark: Span  # the body's own number in the source
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    page: int  # its place among the pages given
    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]  # all lines of the page's foot, what a body of the page before goes on with as well


def find_feet(pages: Sequence[Sequence[Line]], marks: Sequence[Sequence[int]], source: str) -> list[Foot]:
    """The feet of `pages`; `marks[i]` are the numbers on the page at place i+1 that may be marks, in order."""
    spaced = _is_spaced(pages, source)
    feet: list[Foot] = []
    due = 1
    for number, (lines, numbers) in enumerate(zip(pages, marks, strict=True), 1):
        page = _Page(lines, source)
        begins = _best_begins(page, numbers, due, spaced)
        bodies = [page.body(a, b) for a, b in itertools.pairwise([*begins, len(lines)])]
        before_bodies = lines[: begins[0]] if begins else lines
        carried = _carried(before_bodies, feet, number, source) if spaced else []
        if carried:
            last = feet[-1].bodies[-1]
            feet[-1] = Foot(
                feet[-1].page, (*feet[-1].bodies[:-1], Body(last.number, last.mark, (*last.lines, *carried))), feet[-1].lines
            )
        if bodies or carried:
            feet.append(Foot(number, tuple(bodies), (*carried, *(line for body in bodies for line in body.lines))))
        due = bodies[-1].number + 1 if bodies else due
    return feet


class _Page:
    """A page's lines, each looked at once for what it says of a foot that it might start: a text may be one long page."""

    def __init__(self, lines: Sequence[Line], source: str) -> None:
        self.lines = lines
        self.starts = {i: match for i, line in enumerate(lines) if (match := _START.match(line.text))}
        self._places: dict[int, list[int]] = {}
        for i in self.starts:
            self._places.setdefault(self.number(i), []).append(i)
        gaps = (line_ends(source, a.end, b.start) > 1 for a, b in itertools.pairwise(lines))
        self._loose = list(itertools.accumulate(gaps, initial=0))  # at i: how many of the first i lines a blank line follows

    def number(self, i: int) -> int:
        return int(self.starts[i][1] or self.starts[i][2])

    def begins(self, first: int) -> list[int]:
        """The lines that bodies begin with if `first` does: each with the number that follows the one before."""
        found = [first]
        for number in itertools.count(self.number(first) + 1):
            places = self._places.get(number, [])
            after = bisect.bisect(places, found[-1])
            if after == len(places):
                break
            found.append(places[after])
        return found

    def loose(self, start: int, end: int) -> int:
        """How many of the lines from `start` to `end` stand apart from the one before among them."""
        return self._loose[end - 1] - self._loose[start]

    def body(self, start: int, end: int) -> Body:
        at = self.lines[start].start
        return Body(self.number(start), (at, at + self.starts[start].end()), tuple(self.lines[start:end]))


def _best_begins(page: _Page, numbers: Sequence[int], due: int, spaced: bool) -> list[int]:
    """The lines that the page's note bodies begin with: those of greatest weight, if any speak for notes at all."""
    marks: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        marks.setdefault(number, []).append(place)
    best: list[int] = []
    best_weight = 0.0
    for first in page.starts:
        begins = page.begins(first)
        weight = _weight(page, begins, marks, due, spaced)
        if weight > best_weight:
            best, best_weight = begins, weight
    return best


def _weight(page: _Page, begins: Sequence[int], marks: Mapping[int, Sequence[int]], due: int, spaced: bool) -> float:
    """What speaks for notes that begin at these lines; `marks` are the places of each number among the page's marks."""
    opening = page.number(begins[0])
    weight = 3.0 if opening == due else 0.5 if opening == 1 else -2.0
    left = 0
    for start, end in itertools.pairwise([*begins, len(page.lines)]):
        places = marks.get(page.number(start), ())
        answered = bisect.bisect_left(places, left)
        if answered < len(places):
            left = places[answered] + 1
            weight += 3.0
        else:
            weight -= 2.5
        loose = page.loose(start, end)
        tight = end - start - 1 - loose
        weight += (min(tight, 2) - 2.0 * loose) if spaced else -0.3 * max(0, end - start - 8)
    return weight


def _carried(lines: Sequence[Line], feet: Sequence[Foot], number: int, source: str) -> list[Line]:
    """The closely set lines at the end of `lines` that go on with a body which the page before cut short."""
    if not feet or feet[-1].page != number - 1 or not feet[-1].bodies:
        return []
    last = feet[-1].bodies[-1].lines[-1]
    if ends_sentence(last.text) or len(lines) < 2:
        return []
    start = len(lines)
    while start > 1 and (start == len(lines) or line_ends(source, lines[start - 1].end, lines[start].start) == 1):
        start -= 1
    carried = list(lines[start:])
    return carried if not carried[0].text.lstrip()[:1].isdigit() else []


def _is_spaced(pages: Sequence[Sequence[Line]], source: str) -> bool:
    """Whether printed lines stand apart by a blank line, so that closely set ones mean something."""
    gaps = [line_ends(source, a.end, b.start) for page in pages for a, b in itertools.pairwise(page)]
    return bool(gaps) and sum(gap > 1 for gap in gaps) > 0.5 * len(gaps)
