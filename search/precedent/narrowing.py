"""A passage that means the same, narrowed to the sentence that does: a window may hold two or three, of which one is the like.

draft     Dạy nghề để nông dân có việc làm.
window    Trạm y tế xã được xây lại. Đào tạo nghề cho lao động nông thôn.   →   Đào tạo nghề cho lao động nông thôn.

Words do not tell which (of the pairs in meanings.tsv they pick the right sentence two times in three), the
encoder does; but it is slow, so a request has only so many sentences read, those of the first precedents before all others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.embedding import Encoder
from search.precedent.records import Precedent
from search.sentences import sentences
from store.records import Span

_READ = 24  # sentences a request: what the encoder reads in some fifty milliseconds


@dataclass(frozen=True, slots=True)
class Narrower:
    """The sentence of a passage that is nearer in meaning than all that was laid against the draft."""

    extent: Span
    meaning: float


def narrower(
    encoder: Encoder, vectors: Sequence[NDArray[np.float32]], found: Sequence[Sequence[Precedent]]
) -> dict[tuple[int, int], Narrower]:
    """By sentence of the draft and place among its precedents: where those can be narrowed. `vectors` are the sentences' own."""
    read: dict[tuple[int, int], list[Span]] = {}
    left = _READ
    for n, rank in _by_rank(found):
        spans = _parts(found[n][rank])
        if len(spans) < 2:
            continue
        left -= len(spans)
        if left < 0:
            break
        read[n, rank] = spans
    texts = [found[n][rank].passage.text[a:b] for (n, rank), spans in read.items() for a, b in spans]
    encoded = iter(encoder.encode_document(texts) if texts else ())
    narrowed = {}
    for (n, rank), spans in read.items():
        cosines = [float(vectors[n] @ next(encoded)) for _ in spans]
        best = int(np.argmax(cosines))
        if cosines[best] > found[n][rank].meaning:
            narrowed[n, rank] = Narrower(spans[best], cosines[best])
    return narrowed


def _by_rank(found: Sequence[Sequence[Precedent]]) -> Iterator[tuple[int, int]]:
    """All first precedents, then all second ones, and so on."""
    for rank in range(max(map(len, found), default=0)):
        yield from ((n, rank) for n, each in enumerate(found) if rank < len(each))


def _parts(precedent: Precedent) -> list[Span]:
    """The sentences of what was laid against the draft, where only the meaning is the same."""
    if precedent.likeness != "meaning":
        return []
    start, end = precedent.extent
    return [(start + a, start + b) for a, b in sentences(precedent.passage.text[start:end])]
