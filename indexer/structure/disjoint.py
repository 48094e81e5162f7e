"""A reading in which no two parts claim the same characters, whatever a reader made of a damaged file.

Marks come before the bodies they belong to, notes before running text; what a part loses is held by the one before it.
"""

import itertools
from dataclasses import replace

from indexer.readers.blocks import Block, Mark, Reading
from indexer.readers.spans import trimmed
from store.records import Span


def disjoint(source: str, reading: Reading) -> Reading:
    """`reading` itself when its parts are disjoint, as they nearly always are; else without what is claimed twice."""
    claims = [mark.span for block in reading.blocks for mark in block.marks]
    claims += [span for note in reading.notes for span in (*note.mark_spans, *note.spans)]
    claims += [span for block in reading.blocks for span in block.spans]
    ordered = sorted(claims)
    if all(a[1] <= b[0] for a, b in itertools.pairwise(ordered)):
        return reading
    free = bytearray(b"\x01") * len(source)
    marks = {id(mark): _taken(free, (mark.span,)) for block in reading.blocks for mark in block.marks}
    note_marks = [_taken(free, note.mark_spans) for note in reading.notes]
    notes = [
        replace(note, mark_spans=own, spans=trimmed(source, _taken(free, note.spans)))
        for note, own in zip(reading.notes, note_marks, strict=True)
    ]
    blocks = [_block(source, block, free, marks) for block in reading.blocks]
    return replace(reading, blocks=tuple(b for b in blocks if b.spans), notes=tuple(n for n in notes if n.spans or n.mark_spans))


def _block(source: str, block: Block, free: bytearray, marks: dict[int, tuple[Span, ...]]) -> Block:
    kept: list[Mark] = [replace(mark, span=marks[id(mark)][0]) for mark in block.marks if marks[id(mark)]]
    return replace(block, spans=trimmed(source, _taken(free, block.spans)), marks=tuple(kept))


def _taken(free: bytearray, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The parts of `spans` that are still free; they are no longer free then."""
    taken: list[Span] = []
    for start, end in spans:
        at = start
        while at < end:
            if not free[at]:
                at += 1
                continue
            stop = free.find(0, at, end)
            stop = end if stop < 0 else stop
            taken.append((at, stop))
            free[at:stop] = bytes(stop - at)
            at = stop
    return tuple(taken)
