"""Text of a .docx as Apache POI and Tika print it: one paragraph a line, marks and bodies in brackets.

    Chợ mới hoạt động tốt([footnoteRef:2]), thu 3 tỷ đồng.[2: () Chợ Bến Đá.] [3:  Năm 2019.]
    [bookmark: _GoBack]2. Văn hóa

A reference and a body belong together by their number; brackets that the author put around a mark go with it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.readers import spans as spans_
from indexer.readers.blocks import Block, Mark, Note, Reading
from indexer.readers.lines import Line, split_lines
from store.records import Span

LAYOUT = "docx_text"
_REFERENCE = re.compile(r"\((?:\s*)\[(?:foot|end)noteRef:(\d+)\]\s*\)|\[(?:foot|end)noteRef:(\d+)\]")
_BODY = re.compile(r"\[(\d+):[ \t]*(?:\([ \t]*\)[ \t]*)?")
_ARTEFACT = re.compile(r"\[(?:bookmark|image|anchor):[^\]\n]*\]")


def recognise(source: str) -> bool:
    return bool(re.search(r"\[(?:foot|end)noteRef:\d+\]", source)) or bool(_ARTEFACT.search(source))


def read(source: str) -> Reading:
    blocks: list[Block] = []
    notes: list[Note] = []
    for line in split_lines(source):
        if line.blank:
            continue
        found = list(_notes(source, line))
        notes += [note for note, _ in found]
        marks = [
            Mark(match.start(), match.span(), match[1] or match[2], match[1] or match[2])
            for match in _REFERENCE.finditer(source, line.start, line.end)
            if not any(start <= match.start() < end for _, (start, end) in found)
        ]
        artefacts = [match.span() for match in _ARTEFACT.finditer(source, line.start, line.end)]
        blocks += [Block((span,), kind="furniture") for span in artefacts]
        cuts = [*(mark.span for mark in marks), *artefacts, *(whole for _, whole in found)]
        spans = spans_.trimmed(source, spans_.without([(line.start, line.end)], cuts))
        if spans_.has_letters(source, spans):
            blocks.append(Block(spans, marks=tuple(marks)))
        elif marks and blocks:
            blocks[-1] = replace(blocks[-1], marks=(*blocks[-1].marks, *marks))
    return Reading(LAYOUT, tuple(blocks), tuple(notes))


def _notes(source: str, line: Line) -> Iterator[tuple[Note, Span]]:
    """Each body on the line, with the span from its opening to its closing bracket."""
    at = line.start
    while match := _BODY.search(source, at, line.end):
        close = _closing_bracket(source, match.start(), line.end)
        own_marks = [match.span(), *(m.span() for m in _REFERENCE.finditer(source, match.end(), close))]
        artefacts = [m.span() for m in _ARTEFACT.finditer(source, match.end(), close)]
        spans = spans_.trimmed(source, spans_.without([(match.end(), close)], [*own_marks, *artefacts]))
        end = min(close + 1, line.end)
        yield Note(spans, match[1], match[1], tuple(own_marks)), (match.start(), end)
        at = end


def _closing_bracket(source: str, opening: int, end: int) -> int:
    """Where the bracket opened at `opening` closes; `end` when it never does."""
    depth = 0
    for at in range(opening, end):
        depth += (source[at] == "[") - (source[at] == "]")
        if depth == 0:
            return at
    return end
