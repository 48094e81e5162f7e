"""Brings the runs together: one list of passages, best first, from the scores of each run.

The better of a passage's two scores by words (the query's own, and what else the same is called) and its score by meaning, in a
weighted sum. Scores are made comparable between queries, not only within one. A keyword score is held against the
score of a passage that has everything asked for, once: where no passage has the words, the best of the bad does not pass for a
hit, and the meaning decides. A cosine is held against those of all passages, as its distance from their mean in standard
deviations. Every candidate has a score in every run, so none falls behind for having been missed by one.

The weights are data, `weights.json`, chosen on judged topics (docs/relevance.md).
"""

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.answers import Matched, Mode
from search.plan import Manner
from search.scope import about
from store.catalogue import Columns
from store.records import PASSAGE_KINDS

WEIGHTS = Path(__file__).parent / "weights.json"
RUNS: tuple[Matched, ...] = ("keyword", "expansion", "semantic")
_FAR_OUT = 6.0  # standard deviations above the mean that count as 1
ELSEWHERE = 0.7  # of its score, for a passage of another place than the query names: preferred is not filtered
_WORTH = 0.3  # of a score of 1 in a run of weight 1: what is below is no answer
_FOUND: dict[Matched, float] = {"keyword": 0.3, "expansion": 0.3, "semantic": 0.4}  # scores from which on a run says why


@dataclass(frozen=True, slots=True)
class Run:
    """One run's scores by row, between 0 (nothing) and about 1 (all that was asked for)."""

    name: Matched
    scores: NDArray[np.float64]

    def hits(self) -> int:
        """How many passages it found."""
        return int(np.count_nonzero(self.scores))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each run counts, by how a query is asked, and how much a kind of passage."""

    runs: dict[Manner, dict[Matched, float]]
    kinds: dict[str, float]

    def of(self, manner: Manner, mode: Mode) -> dict[Matched, float]:
        match mode:
            case "hybrid":
                return self.runs[manner]
            case "semantic":
                return {"semantic": 1.0}
            case "keyword":
                return {name: weight for name, weight in self.runs[manner].items() if name != "semantic"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates in their order: row, score between 0 and 1, the runs that found it, copies it stands for."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    matched: tuple[tuple[Matched, ...], ...]
    copies: NDArray[np.int32]


@cache
def weights() -> Weights:
    """The weights in use."""
    data: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(data["runs"], data["kinds"])


def fuse(
    rows: NDArray[np.int32],
    runs: Sequence[Run],
    importance: dict[Matched, float],
    kinds: dict[str, float],
    columns: Columns,
    *,
    exact: bool,
    places: Container[str],
) -> Ranked:
    """One order of the candidates `rows`, a text that recurs in a report standing once, by its best place.

    `places` are those that the query names beside other words: passages of other places' reports count less.

    Where the query does not itself say what matches (`exact`), candidates that are hardly like it are left out. What is hardly
    like it depends on the best candidate, so that of fewer rows more may stay.
    """
    shares = {run.name: run.scores[rows] for run in runs}
    weighed = {name: importance.get(name, 0.0) * share for name, share in shares.items()}
    none = np.zeros(len(rows))
    by_words = np.maximum(weighed.get("keyword", none), weighed.get("expansion", none))
    total = by_words + weighed.get("semantic", none)
    total *= np.array([kinds.get(kind, 1.0) for kind in PASSAGE_KINDS])[columns.kind[rows]]
    if places:
        total *= np.where(about(places, columns)[rows], 1.0, ELSEWHERE)
    best = total.max(initial=0.0)
    order = np.lexsort((rows, -total))
    if not exact:
        # Without meaning to help, long wording scores low throughout, and its best match is still an answer.
        floor = min(_WORTH, best / (2 if "semantic" in shares else 3))
        order = order[total[order] >= floor]
    first, copies = _unique_texts(columns.same[rows[order]])
    order = order[first]
    full = max(best, _full(importance, shares), 1e-9)
    return Ranked(rows[order], (total[order] / full).astype(np.float32), _matched(shares, order), copies)


def _full(importance: dict[Matched, float], runs: Container[Matched]) -> float:
    """What a passage scores that is all that was asked for."""
    weight = {name: importance.get(name, 0.0) if name in runs else 0.0 for name in RUNS}
    return max(weight["keyword"], weight["expansion"]) + weight["semantic"]


def against_ceiling(scores: NDArray[np.float32], ceiling: float) -> NDArray[np.float64]:
    """BM25 scores as shares of what a passage with every word would have; a word that recurs may lift it above 1."""
    return scores.astype(np.float64) / ceiling if ceiling > 0 else np.zeros(len(scores))


def against_all(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Cosines of all passages as distances from their mean: 0 for the ordinary, 1 for one that stands out by far."""
    spread = float(scores.std()) if len(scores) else 0.0
    return np.maximum((scores - scores.mean()) / (spread * _FAR_OUT), 0.0).astype(np.float64) if spread else np.ones(len(scores))


def _unique_texts(groups: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Where each group of same texts comes first, and how many more of it there are."""
    _, first, count = np.unique(groups, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], (count[order] - 1).astype(np.int32)


def _matched(shares: dict[Matched, NDArray[np.float64]], order: NDArray[np.intp]) -> tuple[tuple[Matched, ...], ...]:
    """The runs that found each candidate: those in which it scores well, else the one in which it scores best."""
    if not shares:
        return (("keyword",),) * len(order)
    names = [name for name in RUNS if name in shares]
    table = np.stack([shares[name][order] for name in names])
    best = table.argmax(axis=0)
    return tuple(
        tuple(name for name, score in zip(names, table[:, n], strict=True) if score >= _FOUND[name]) or (names[best[n]],)
        for n in range(len(order))
    )
