"""A text cut into its sentences, as a reader would cut it: not behind abbreviations and labels, nor before small letters.

>>> text = "1. Kinh tế phát triển. TP. Gò Sim thu 2.150 tỷ đồng;\\n- Hộ nghèo còn 3%."
>>> [text[a:b] for a, b in sentences(text)]
['1. Kinh tế phát triển.', 'TP. Gò Sim thu 2.150 tỷ đồng;', '- Hộ nghèo còn 3%.']
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from store.records import Span

LONG = 60  # words; a longer sentence is a list of things, and each has precedents of its own

_STOP = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s+[\"“‘(\[]*([^\W_]|[-–•+]))")
_SEMICOLON = re.compile(r";(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:TP|TX|TT|ThS|TS|PGS|GS|Tr|tr|Đ/c|đ/c)$")
_LABEL = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])$")  # "1." and "II." at the head of a line end no sentence


def sentences(text: str, longest: int = LONG) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without the white space around them; a line end always ends one.

    One of more than `longest` words is cut at its semicolons too.
    """
    found: list[Span] = []
    at = 0
    for line in text.splitlines(keepends=True):
        for start, end in _between(_stops(line), len(line)):
            piece = line[start:end]
            clauses = (match.end() for match in _SEMICOLON.finditer(piece)) if len(piece.split()) > longest else ()
            found += [(at + start + a, at + start + b) for a, b in _between(clauses, len(piece))]
        at += len(line)
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in found)
    return tuple((a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b]))


def _stops(line: str) -> Iterable[int]:
    """Where sentences end: a stop that no small letter follows, and that no abbreviation or label carries."""
    for match in _STOP.finditer(line):
        before = line[: match.start()]
        if not match[1].islower() and not _ABBREVIATION.search(before) and not _LABEL.match(before):
            yield match.end()


def _between(ends: Iterable[int], length: int) -> list[Span]:
    borders = [0, *ends, length]
    return [(a, b) for a, b in pairwise(borders) if a < b]
