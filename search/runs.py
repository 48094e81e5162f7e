"""Runs a plan against the indexes of a generation: the keyword hits, the other names' hits, the nearest in meaning.

Each run's scores come out comparable between queries (`search.fuse`), and only candidates are kept: the best of each run, or all
that match where the query itself says what matches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.embedding import Encoder
from search.answers import Matched
from search.fuse import Run, against_all, against_ceiling
from search.plan import Plan
from search.scope import Mask, Scope
from store.generation import Generation
from store.matching import Query

WINDOW = 200  # candidates of each run; everything is ranked, counted and paged within this one window
SHARED = 0.35  # of what all passages have in common, taken out of a query: what reads like every report is like none of them


@dataclass(frozen=True, slots=True)
class Ran:
    """What is to be ranked: rows, ascending, and every run's scores of them.

    The rows hold also what only one of the request's filters keeps out, for the counts beside that filter.
    """

    rows: NDArray[np.int32]
    runs: tuple[Run, ...]
    complete: bool = True  # False: time ran out, and there may be more


NOTHING = Ran(np.empty(0, np.int32), ())


def ran(generation: Generation, made: Plan, let: Scope, encoder: Encoder | None, by_words: bool = True) -> Ran:
    """The candidates within a scope; by meaning only where there is an encoder, by words unless told otherwise."""
    wide = let.widest()
    complete = True
    if made.must is not None:
        bound = generation.keyword.search(made.must)
        wide, complete = wide & _mask(bound.rows, len(wide)), bound.complete
    runs = _keyword_runs(generation, made, wide) if by_words else []
    if encoder and made.meaning:
        runs.append(_cosines(generation, made.meaning, encoder, len(wide)))
    rows = wide if made.exact else best_of(runs, wide & let.allowed) | best_of(runs, wide)
    return Ran(np.flatnonzero(rows).astype(np.int32), tuple(runs), complete)


def _keyword_runs(generation: Generation, made: Plan, wide: Mask) -> list[Run]:
    """The hits of the query's own words, and those of what else the same is called, each against its ceiling."""
    keyword = generation.keyword
    runs = []
    asked: tuple[tuple[Matched, Query | None], ...] = (("keyword", made.ranked), ("expansion", made.expanded))
    for name, wanted in asked:
        if wanted is not None:
            hits = keyword.search(wanted, allowed=wide)
            runs.append(_run(name, hits.rows, against_ceiling(hits.scores, keyword.ceiling(wanted)), len(wide)))
    return runs


def _cosines(generation: Generation, text: str, encoder: Encoder, size: int) -> Run:
    """How near every passage is in meaning, beyond what makes all of them alike."""
    vectors = generation.vectors
    rows, scores = vectors.scores(encoder.encode_query([text])[0] - SHARED * vectors.mean)
    return _run("semantic", rows, against_all(scores), size)


def _run(name: Matched, rows: NDArray[np.int32], scores: NDArray[np.float64], size: int) -> Run:
    by_row = np.zeros(size)
    by_row[rows] = scores
    return Run(name, by_row)


def best_of(runs: Sequence[Run], mask: Mask) -> Mask:
    """The best of each run inside a mask; those that share the last place come all."""
    best = np.zeros_like(mask)
    for run in runs:
        scores = np.where(mask, run.scores, 0.0)
        floor = np.partition(scores, -WINDOW)[-WINDOW] if len(scores) > WINDOW else 0.0
        best |= (scores >= floor) & (scores > 0)
    return best


def _mask(rows: NDArray[np.int32], size: int) -> Mask:
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask
