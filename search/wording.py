"""Which passages word something: all but page numbers, letterheads and signatures, which recur in every report by their form."""

import numpy as np

from search.scope import Mask
from store.catalogue import Columns
from store.records import PASSAGE_KINDS, PassageKind

_PRINTED: tuple[PassageKind, ...] = ("furniture", "front_matter", "back_matter")


def wording(columns: Columns) -> Mask:
    """True at the rows of passages whose wording was chosen."""
    printed = [PASSAGE_KINDS.index(kind) for kind in _PRINTED]
    return np.asarray(columns.live & ~np.isin(columns.kind, printed))
