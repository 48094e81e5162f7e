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
_MOST = 12  # marks: each part is looked for


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
    """The parts, without white space around them; None without a mark, with too many, or with a part of too few words.

    A mark beside too few words stays in its part: it may be the archive's own.
    """
    marks = list(_MARK.finditer(quote))
    if not 0 < len(marks) <= _MOST:
        return None
    opens, closes = not _words(quote[: marks[0].start()]), not _words(quote[marks[-1].end() :])
    inner = quote[marks[0].end() if opens else 0 : marks[-1].start() if closes else len(quote)]
    parts, start = [], 0
    for mark in _MARK.finditer(inner):
        if min(_words(inner[start : mark.start()]), _words(inner[mark.end() :])) >= _FEWEST:
            parts.append(inner[start : mark.start()].strip())
            start = mark.end()
    parts.append(inner[start:].strip())
    return Parted(tuple(parts), opens + closes) if all(_words(part) >= _FEWEST for part in parts) else None


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def chains(
    asked: Parted, found: Sequence[Sequence[Comparison]], text: str, near: Callable[[int, int], bool] = lambda _end, _start: True
) -> list[Chain]:
    """Where the parts stand in this order in `text`; `found` has the places of each part, ascending, up to one without.

    `near(end, start)` says whether a part may begin at `start` when the one before it ends at `end`. A word cut in two is no end
    of a part.
    """
    if len(found) < len(asked.parts):
        return []
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
