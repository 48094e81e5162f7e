"""Which lines at the foot of a typeset page are note bodies.

    trụ sở UBND11, nhà văn hóa12 các xã.        ← marks 11 and 12 on this page
    11. Các xã: Bình Sơn, An Hòa.               ← a foot: numbers that follow the last note,
    12. Các xã: Vĩnh Lộc, Hòa Mỹ,                 answered by marks, down to the end of the page
    Long Thạnh.

Numbered headings look the same, so every line that could start a foot is weighed: numbers that a mark on the page carries,
the number that is due, closer line spacing than the page has. A foot on the next page without a number goes on with a body
cut short.
"""

import itertools
import re
from collections.abc import Sequence
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
    for number, (page, numbers) in enumerate(zip(pages, marks, strict=True), 1):
        start = _best_start(page, numbers, due, source, spaced)
        bodies = _bodies(page[start:]) if start is not None else []
        before_bodies = page[:start] if start is not None else page
        carried = _carried(before_bodies, feet, number, source) if spaced else []
        if carried:
            last = feet[-1].bodies[-1]
            feet[-1] = Foot(
                feet[-1].page, (*feet[-1].bodies[:-1], Body(last.number, last.mark, (*last.lines, *carried))), feet[-1].lines
            )
        if bodies or carried:
            lines = (*carried, *(line for body in bodies for line in body.lines))
            feet.append(Foot(number, tuple(bodies), lines))
        due = bodies[-1].number + 1 if bodies else due
    return feet


def _best_start(page: Sequence[Line], numbers: Sequence[int], due: int, source: str, spaced: bool) -> int | None:
    """The line where the page's note bodies start: the start of greatest weight, if any speaks for notes at all."""
    best, best_weight = None, 0.0
    for i, line in enumerate(page):
        match = _START.match(line.text)
        if not match:
            continue
        bodies = _bodies(page[i:])
        weight = _weight(bodies, numbers, due, source, spaced)
        if weight > best_weight:
            best, best_weight = i, weight
    return best


def _weight(bodies: Sequence[Body], numbers: Sequence[int], due: int, source: str, spaced: bool) -> float:
    weight = 3.0 if bodies[0].number == due else 0.5 if bodies[0].number == 1 else -2.0
    left = list(numbers)
    for body in bodies:
        if body.number in left:
            left = left[left.index(body.number) + 1 :]
            weight += 3.0
        else:
            weight -= 2.5
        loose = sum(line_ends(source, a.end, b.start) > 1 for a, b in zip(body.lines, body.lines[1:], strict=False))
        tight = len(body.lines) - 1 - loose
        weight += (min(tight, 2) - 2.0 * loose) if spaced else -0.3 * max(0, len(body.lines) - 8)
    return weight


def _bodies(lines: Sequence[Line]) -> list[Body]:
    """The lines cut before each number that follows the one before; the first line must start with a number."""
    begun: list[tuple[int, Span, list[Line]]] = []
    for line in lines:
        match = _START.match(line.text)
        number = int(match[1] or match[2]) if match else None
        if match and number is not None and (not begun or number == begun[-1][0] + 1):
            begun.append((number, (line.start, line.start + match.end()), [line]))
        else:
            begun[-1][2].append(line)
    return [Body(number, mark, tuple(held)) for number, mark, held in begun]


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
