"""Phrases that recur from report to report, found among the shingles alone, as arrays.

Phrases grow by one syllable a round: a phrase of n + 1 syllables is two phrases of n that overlap in all but their ends, so each
round is a few sorts, and only what still recurs goes on. A phrase is given when it is as long as it can be: every longer phrase
that holds it stands in fewer reports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.scope import Mask
from store.shingles import WIDTH, ShingleIndex

SHORTEST = 6  # syllables
FEWEST = 2  # reports

_Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrase:
    """`length` syllables that stand in all of `rows`; in the first they begin at syllable `position`."""

    length: int
    rows: tuple[int, ...]
    position: int


def recurring(shingles: ShingleIndex, report_of: NDArray[np.int32], allowed: Mask) -> Iterator[Phrase]:
    """The phrases of six syllables or more that stand in two reports or more of the rows `allowed`, shorter ones first."""
    kept = np.flatnonzero(allowed[shingles.all.rows])
    rows = shingles.all.rows[kept].astype(np.int64)
    at = shingles.all.positions[kept].astype(np.int64)
    order = np.lexsort((at, rows))
    rows, at = rows[order], at[order]
    _, phrase = np.unique(np.asarray(shingles.all.hashes[kept])[order], return_inverse=True)
    reports = report_of[rows].astype(np.int64)
    length = WIDTH
    spread = _spread(phrase, reports)
    recurs = spread[phrase] >= FEWEST
    while recurs.any():
        rows, at, reports, phrase = rows[recurs], at[recurs], reports[recurs], phrase[recurs]
        # One syllable longer: this place and the next one of the same passage, both still recurring.
        next_to = np.flatnonzero((rows[1:] == rows[:-1]) & (at[1:] == at[:-1] + 1))
        _, longer = np.unique(phrase[next_to] * (phrase.max() + 1) + phrase[next_to + 1], return_inverse=True)
        longer_spread = _spread(longer, reports[next_to])
        if length >= SHORTEST:
            best = np.zeros(len(spread), np.int64)  # the reports that the widest longer phrase stands in
            np.maximum.at(best, phrase[next_to], longer_spread[longer])
            np.maximum.at(best, phrase[next_to + 1], longer_spread[longer])
            yield from _gathered(length, phrase, rows, at, spread > best)
        rows, at, reports, phrase, spread = rows[next_to], at[next_to], reports[next_to], longer, longer_spread
        recurs = spread[phrase] >= FEWEST
        length += 1


def _spread(phrase: _Array, reports: _Array) -> _Array:
    """In how many reports each phrase stands."""
    if not len(phrase):
        return np.zeros(0, np.int64)
    pairs = np.unique(phrase * (reports.max() + 1) + reports)
    return np.bincount(pairs // (reports.max() + 1), minlength=int(phrase.max()) + 1)


def _gathered(length: int, phrase: _Array, rows: _Array, at: _Array, wanted: NDArray[np.bool_]) -> Iterator[Phrase]:
    places = np.flatnonzero(wanted[phrase])
    places = places[np.argsort(phrase[places], kind="stable")]
    for group in np.split(places, np.flatnonzero(np.diff(phrase[places])) + 1):
        if len(group):
            yield Phrase(length, tuple(dict.fromkeys(rows[group].tolist())), int(at[group[0]]))
