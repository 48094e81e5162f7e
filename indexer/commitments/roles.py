"""The part that each figure of a text plays, before any is called a promise or a result.

    Vốn 6.150 tỷ đồng, đạt 112%NQ (kế hoạch 5.500 tỷ đồng)
        value              share            plan

The patterns decide, in the order in which they are asked here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from indexer.commitments.patterns import MARGINS, PLAN, PLAN_LEADS, PLAN_PARTS, PLAN_VALUES, PROMISES, REPORTED, SHARES, Pattern
from indexer.commitments.sentences import HIDDEN, Stretch, stretch_at
from language.quantities import Quantity

Role = Literal["value", "share", "margin", "plan", "promise", "part"]

_PLAN_BEFORE_BRACKET = re.compile(rf"(?:{PLAN}|(?:đề|đặt) ra)\s*$", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its place: the stretch that holds it and the part it plays there."""

    quantity: Quantity
    stretch: Stretch
    role: Role


def figures(text: str, quantities: tuple[Quantity, ...], cut: tuple[Stretch, ...]) -> tuple[Figure, ...]:
    """Every quantity of `text` with its role; a fraction that its percentage follows or precedes is left out."""
    placed = [(quantity, stretch_at(cut, quantity.digits)) for quantity in quantities]
    found = tuple(Figure(q, s, _role(text, q, s)) for q, s in placed)
    repeated = _fractions_told_twice(text, found)
    return tuple(figure for figure in found if figure.quantity not in repeated)


def _role(text: str, quantity: Quantity, stretch: Stretch) -> Role:
    before, after = stretch.before(quantity.start), stretch.after(quantity.end)
    noun_after = stretch.after(quantity.digits_end)
    if PLAN_PARTS.match(noun_after.lstrip()):
        return "part"
    if quantity.unit == "%" and _any(SHARES, before, after):
        return "share"
    if _any(MARGINS, before, after) or _any(MARGINS, stretch.before(quantity.digits), after):  # "cao hơn 3%" is no bound there
        return "margin"
    if _any(PROMISES, _sentence_before(text, quantity.start, stretch), after):
        return "promise"
    if _any(PLAN_VALUES, before, ""):
        return "plan"
    if _any(PLAN_LEADS, before, after) and not REPORTED.search(before):
        return "promise"
    if _any(PLAN_VALUES, "", after):
        return "plan"
    if stretch.outer is not None and _PLAN_BEFORE_BRACKET.search(text[max(0, stretch.outer - 60) : stretch.outer]):
        if REPORTED.search(stretch.words):
            return "value"
        return "promise" if re.search(r"[^\W\d_]", before) else "plan"
    return "value"


def _sentence_before(text: str, position: int, stretch: Stretch) -> str:
    """The words of the whole sentence up to `position`: what is strived for may go on after a semicolon."""
    since = max(position - 600, 0 if stretch.outer is None else stretch.outer)
    ends = [match.end() for match in _FULL_STOP.finditer(text, since, stretch.start)]
    return text[ends[-1] if ends else since : position]


def _any(patterns: Iterable[Pattern], before: str, after: str) -> bool:
    return any(pattern.reads(before, after) for pattern in patterns)


def _fractions_told_twice(text: str, found: Iterable[Figure]) -> set[Quantity]:
    """The fractions beside their own percentage: "17/24 trường, đạt 70,8%", "100% (04/04 xã)".

    Where the percentage is the share of the plan, the fraction is the value: "96/100 đảng viên, đạt 96% so với NQ".
    """
    told: set[Quantity] = set()
    for first, second in pairwise(figure.quantity for figure in found if figure.role != "share"):
        fraction, share = (first, second) if first.whole else (second, first)
        if fraction.whole is None or share.unit != "%" or abs(share.low - 100 * fraction.low / fraction.whole) > 1.5:
            continue
        between = text[first.end : second.start]
        if len(between) < 90 and HIDDEN not in between and ";" not in between:
            told.add(fraction)
    return told
