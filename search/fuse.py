"""Brings the runs together: one list of passages, best first, from the scores of each run.

A weighted sum of normalised scores. Every candidate has a score in every run: the semantic one is computed for the hits of the
keyword run too, and a passage without the words has, truly, no keyword score. The weights are data, `weights.json`, chosen on
judged topics by `scripts/evaluate --tune`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.answers import Matched, Mode
from search.plan import Intent
from store.catalogue import Columns
from store.records import PASSAGE_KINDS

_WEIGHTS = Path(__file__).parent / "weights.json"
RUNS: tuple[Matched, ...] = ("keyword", "expansion", "semantic")


@dataclass(frozen=True, slots=True)
class Run:
    """One run's candidates: rows, and their scores, not yet comparable with those of another run."""

    name: Matched
    rows: NDArray[np.int32]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each run counts for an intent, and how much a kind of passage."""

    runs: dict[str, dict[str, float]]
    kinds: dict[str, float]

    def of(self, intent: Intent, mode: Mode) -> dict[str, float]:
        chosen = self.runs[intent]
        if mode == "hybrid":
            return chosen
        if mode == "semantic":
            return {"semantic": 1.0}
        return {"keyword": chosen["keyword"], "expansion": chosen["expansion"]}


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
    data: dict[str, Any] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return Weights(data["runs"], data["kinds"])


def fuse(runs: Sequence[Run], importance: dict[str, float], kinds: dict[str, float], columns: Columns) -> Ranked:
    """One order of all candidates, a text that recurs in a report standing once, by its best place."""
    rows = np.unique(np.concatenate([run.rows for run in runs])) if runs else np.empty(0, np.int32)
    total = np.zeros(len(rows), np.float64)
    shares: dict[Matched, NDArray[np.float64]] = {}
    whole = sum(importance.get(run.name, 0.0) for run in runs) or 1.0
    for run in runs:
        share = np.zeros(len(rows), np.float64)
        share[np.searchsorted(rows, run.rows)] = _normalised(run)
        shares[run.name] = share
        total += importance.get(run.name, 0.0) / whole * share
    total *= np.array([kinds.get(kind, 1.0) for kind in PASSAGE_KINDS])[columns.kind[rows]]
    order = np.lexsort((rows, -total))
    first, copies = _unique_texts(columns.same[rows[order]])
    order = order[first]
    return Ranked(rows[order], total[order].astype(np.float32), _matched(shares, order), copies)


def _normalised(run: Run) -> NDArray[np.float64]:
    if not len(run.scores):
        return run.scores.astype(np.float64)
    scores = np.maximum(run.scores.astype(np.float64), 0.0)
    top = scores.max()
    return scores / top if top > 0 else scores


def _unique_texts(groups: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Where each group of same texts comes first, and how many more of it there are."""
    _, first, count = np.unique(groups, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], (count[order] - 1).astype(np.int32)


def _matched(shares: dict[Matched, NDArray[np.float64]], order: NDArray[np.intp]) -> tuple[tuple[Matched, ...], ...]:
    """The runs in which a candidate scores at least a third of the best."""
    strong = {name: share[order] >= 1 / 3 for name, share in shares.items()}
    best = np.array([shares[name][order] for name in shares]).argmax(axis=0) if shares else np.empty(0, int)
    names = list(shares)
    return tuple(
        tuple(name for name in RUNS if name in strong and strong[name][n]) or (names[best[n]],) for n in range(len(order))
    )
