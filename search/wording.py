"""Which passages word something (all but page numbers, letterheads and signatures, which recur by their form), and where a
wording stands in one.

>>> spans_of("Trồng rừng, giữ rừng.", ("giữ", "rừng"))
((12, 20),)
"""

from collections.abc import Sequence

import numpy as np

from language.syllables import syllables
from search.scope import Mask
from store.catalogue import Columns
from store.records import PASSAGE_KINDS, PassageKind, Span

_PRINTED: tuple[PassageKind, ...] = ("furniture", "front_matter", "back_matter")


def wording(columns: Columns) -> Mask:
    """True at the rows of passages whose wording was chosen."""
    printed = [PASSAGE_KINDS.index(kind) for kind in _PRINTED]
    return np.asarray(columns.live & ~np.isin(columns.kind, printed))


def spans_of(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Every place in `text` where `words`, in their normal form, stand in a row."""
    tokens = syllables(text)
    held = [token.text for token in tokens]
    size = len(words)
    starts = [n for n in range(len(held) - size + 1) if held[n] == words[0] and held[n : n + size] == list(words)]
    return tuple((tokens[n].start, tokens[n + size - 1].end) for n in starts)
