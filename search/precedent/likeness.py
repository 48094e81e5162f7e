"""From which cosine on two sentences are said to mean the same: learned from pairs of which that is known, for any encoder.

threshold(load_encoder())   →   0.54; the cosine that few sentences reach which do not mean the same

Every model spreads its cosines otherwise, so no figure is written down. `meanings.tsv` beside this module has thirty pairs that
mean the same in other words, and thirty that share words and a topic and do not; sixty lines `same|different TAB … TAB …`.
"""

from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from language.embedding import Encoder

PAIRS = Path(__file__).with_name("meanings.tsv")
_ABOVE = 2.0  # standard deviations above the mean of the pairs that do not mean the same: one in forty, were they spread normally

_KNOWN: WeakKeyDictionary[Encoder, float] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Weighed:
    """The cosines of pairs that mean the same, and of pairs that do not."""

    same: NDArray[np.float32]
    different: NDArray[np.float32]

    def threshold(self, above: float = _ABOVE) -> float:
        return min(1.0, float(self.different.mean() + above * self.different.std()))

    def kept(self, threshold: float) -> tuple[float, float]:
        """The share of either kind at or above a threshold; 1 and 0 were perfect."""
        return float((self.same >= threshold).mean()), float((self.different >= threshold).mean())


def threshold(encoder: Encoder) -> float:
    """The cosine from which on sentences are called alike in meaning; worked out once for an encoder."""
    if encoder not in _KNOWN:
        _KNOWN[encoder] = weighed(encoder).threshold()
    return _KNOWN[encoder]


def weighed(encoder: Encoder) -> Weighed:
    """The pairs as an encoder sees them: the first of each as a query, the second as a text of the archive."""
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    asked, archived = encoder.encode_query([row[1] for row in rows]), encoder.encode_document([row[2] for row in rows])
    cosines = (asked * archived).sum(axis=1)
    same = np.array([row[0] == "same" for row in rows])
    return Weighed(cosines[same], cosines[~same])
