"""A quotation that leaves words out and says so: its parts, and where they stand one after another.

parted("Vùng mận rộng 120 ha […] xong mười hai thôn").parts  →  ("Vùng mận rộng 120 ha", "xong mười hai thôn")

Omission marks are …, ... and both in brackets. A mark that the archive itself has there leaves nothing out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.comparison import Comparison, together

_DOTS = r"(?:…|\.\s?\.\s?\.)[.…]*"
_MARK = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS}")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_FEWEST = 3  # words of a part: two could be put together to say anything


@dataclass(frozen=True, slots=True)
class Parted:
    """What a quotation says, cut at its omission marks; `open_ends` of them stand before its first word or after its last."""

    parts: tuple[str, ...]
    open_ends: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The parts in one text: from the first word of the first to the last word of the last, and how often words are left out."""

    comparison: Comparison
    omissions: int


def parted(quote: str) -> Parted | None:
    """The parts, without white space around them; None for a quotation without a mark, or with a part of too few words."""
    if not _MARK.search(quote):
        return None
    pieces = [piece.strip() for piece in _MARK.split(quote)]
    first, last = (0 if _WORD.search(pieces[0]) else 1), (0 if _WORD.search(pieces[-1]) else 1)
    parts = tuple(pieces[first : len(pieces) - last])
    if not parts or any(len(_WORD.findall(part)) < _FEWEST for part in parts):
        return None
    return Parted(parts, first + last)


def chains(
    asked: Parted, found: Sequence[Sequence[Comparison]], text: str, near: Callable[[int, int], bool] = lambda _end, _start: True
) -> list[Chain]:
    """Where the parts stand in this order in `text`; `found` has the places of each part, ascending.

    `near(end, start)` says whether a part may begin at `start` when the one before it ends at `end`. A word cut in two is no end
    of a part.
    """
    kept = [[one for one in places if "cut_word" not in one.forgiven] for places in found]
    ends: dict[tuple[Comparison, ...], Chain] = {}
    for first in kept[0]:
        chain = [first]
        for places in kept[1:]:
            after = next((one for one in places if one.span[0] >= chain[-1].span[1]), None)
            if after is None or not near(chain[-1].span[1], after.span[0]):
                break
            chain.append(after)
        gaps = [text[one.span[1] : other.span[0]].strip() for one, other in pairwise(chain)]
        omissions = asked.open_ends + sum(1 for gap in gaps if _WORD.search(gap))
        if len(chain) == len(kept) and omissions and all(_WORD.search(gap) or _MARK.fullmatch(gap) for gap in gaps):
            # Of two beginnings with one end, the later has less between them.
            ends[tuple(chain[1:] or chain)] = Chain(together(chain), omissions)
    return list(ends.values())
