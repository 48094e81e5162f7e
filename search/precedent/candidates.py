"""Which passages a sentence may have its like in: those that share shingles with it, and those nearest to it in meaning.

All sentences of a draft are looked up at once, as arrays; only the few passages that are kept become objects.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.scope import Mask
from store.generation import Generation
from store.shingles import WIDTH, hashed
from store.vectors import VectorIndex

_HITS = 200_000  # places of shared shingles that a draft has sorted: some forty milliseconds
_FEWEST = 50  # of each shingle, however many a draft has
_SLACK = 4  # one syllable of the passage more or less for every so many of the sentence still counts as the same place


@dataclass(frozen=True, slots=True)
class Unit:
    """What is looked up: the words of a sentence in their normal form, and its vector."""

    words: tuple[str, ...]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may hold the like of a unit; `place` is the stretch of its syllables around the shingles they share."""

    row: int
    meaning: float  # cosine of the unit and the passage's nearest window
    window: int  # which of the passage's windows that is
    place: tuple[int, int] | None  # None: they share none


@dataclass(frozen=True, slots=True)
class Found:
    """For one unit: the candidates, which of its syllables stand in a shared run, and how many passages share one."""

    candidates: tuple[Candidate, ...]
    shared: NDArray[np.bool_]
    passages: int


def candidates(generation: Generation, units: Sequence[Unit], allowed: Mask, most: int, alike: float) -> list[Found]:
    """For each unit the `most` passages that share most of its words, and the `most` nearest in meaning, at least `alike` so."""
    words = _Words(generation, units, allowed)
    meaning = _Meaning(generation.vectors, units, allowed)
    found = []
    for n in range(len(units)):
        by_words = words.best(n, most)
        by_meaning = [row for row in meaning.best(n, most, alike) if row not in by_words]
        rows = [*by_words, *by_meaning]
        found.append(
            Found(
                tuple(Candidate(row, *meaning.of(n, row), by_words.get(row)) for row in rows), words.shared(n), words.passages(n)
            )
        )
    return found


class _Words:
    """The shingles that units share with passages, sorted by unit and passage."""

    def __init__(self, generation: Generation, units: Sequence[Unit], allowed: Mask) -> None:
        hashes = [hashed(unit.words) for unit in units]
        self._sizes = [len(unit.words) for unit in units]
        self._firsts = np.cumsum([0, *(len(each) for each in hashes)])
        places = generation.shingles.find(np.concatenate([np.empty(0, np.uint64), *hashes]))
        kept = allowed[places.rows]
        unit_of = np.repeat(np.arange(len(units)), np.diff(self._firsts))
        asked, rows = places.asked[kept].astype(np.int64), places.rows[kept].astype(np.int64)
        self._passages = _distinct(unit_of[asked], rows, len(units), len(allowed))
        self._marked = np.unique(asked)
        # Of words that stand in thousands of passages some hundreds are weighed: the same ones for every shingle of theirs.
        few = _first_of_each(asked, max(_FEWEST, _HITS // max(1, len(self._marked))))
        self._asked = asked[few]
        self._unit = unit_of[self._asked]
        self._row = rows[few]
        self._at = places.positions[kept][few].astype(np.int64)
        # Found in the order of what was asked, so of one unit and passage they are still in the unit's order.
        order = np.lexsort((self._row, self._unit))
        self._asked, self._unit, self._row, self._at = (a[order] for a in (self._asked, self._unit, self._row, self._at))
        change = np.flatnonzero(np.diff(self._unit) | np.diff(self._row)) + 1
        self._starts = np.concatenate([[0], change]) if len(self._row) else np.empty(0, np.int64)
        self._ends = np.append(self._starts[1:], len(self._row))
        # A shingle that recurs within one passage counts once.
        again = np.zeros(len(self._row), np.int64)
        if len(self._row):
            again[1:] = (self._asked[1:] != self._asked[:-1]) | (self._row[1:] != self._row[:-1])
            again[0] = 1
        self._counts = np.add.reduceat(again, self._starts) if len(self._starts) else again

    def best(self, unit: int, most: int) -> dict[int, tuple[int, int]]:
        """Row to the stretch of the passage's syllables where the unit's words stand, most shared shingles first."""
        first, last = self._groups(unit)
        counts, rows = self._counts[first:last], self._row[self._starts[first:last]]
        chosen = np.lexsort((rows, -counts))[:most]
        return {int(rows[n]): self._place(unit, first + int(n)) for n in chosen}

    def shared(self, unit: int) -> NDArray[np.bool_]:
        marks = np.zeros(self._sizes[unit], bool)
        begin, end = np.searchsorted(self._marked, self._firsts[unit : unit + 2])
        for first in self._marked[begin:end] - self._firsts[unit]:
            marks[first : first + WIDTH] = True
        return marks

    def passages(self, unit: int) -> int:
        return int(self._passages[unit])

    def _groups(self, unit: int) -> tuple[int, int]:
        first, last = np.searchsorted(self._unit[self._starts], [unit, unit + 1])
        return int(first), int(last)

    def _place(self, unit: int, group: int) -> tuple[int, int]:
        """Around the diagonal on which most shingles lie: there the unit's words stand in their order."""
        hits = slice(self._starts[group], self._ends[group])
        diagonals = self._at[hits] - (self._asked[hits] - self._firsts[unit])
        values, counts = np.unique(diagonals, return_counts=True)
        size = self._sizes[unit]
        slack = max(2, size // _SLACK)
        near = values[np.abs(values - values[counts.argmax()]) <= slack]
        return max(0, int(near.min()) - slack), int(near.max()) + size + slack


def _distinct(unit: NDArray[np.int64], rows: NDArray[np.int64], units: int, most: int) -> NDArray[np.int64]:
    """How many rows each unit has; `unit` ascends, rows are below `most`."""
    borders = np.searchsorted(unit, np.arange(units + 1))
    counts = np.zeros(units, np.int64)
    for n in range(units):
        seen = np.zeros(most, bool)
        seen[rows[borders[n] : borders[n + 1]]] = True
        counts[n] = np.count_nonzero(seen)
    return counts


def _first_of_each(keys: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The places of the first `most` of each key; keys ascend."""
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    rank = np.arange(len(keys)) - np.repeat(starts, np.diff(np.append(starts, len(keys))))
    return np.flatnonzero(rank < most)


class _Meaning:
    """The cosines of every unit with every window, and the passages that the windows belong to."""

    def __init__(self, vectors: VectorIndex, units: Sequence[Unit], allowed: Mask) -> None:
        self._owners = np.asarray(vectors.owners)
        self._allowed = allowed[self._owners]
        queries = np.stack([unit.vector for unit in units]) if units else np.empty((0, vectors.dimension), np.float32)
        self._cosines = queries @ np.asarray(vectors.vectors).T  # (units, windows)

    def best(self, unit: int, most: int, alike: float) -> list[int]:
        """The rows nearest to a unit, at least `alike` so, nearest first."""
        cosines = self._cosines[unit]
        near = np.flatnonzero((cosines >= alike) & self._allowed)
        ranked = near[np.lexsort((near, -cosines[near]))]
        return list(dict.fromkeys(self._owners[ranked[: most * 4]].tolist()))[:most]

    def of(self, unit: int, row: int) -> tuple[float, int]:
        """The cosine with a passage's nearest window, and which of its windows that is."""
        first, last = np.searchsorted(self._owners, [row, row + 1])
        if first == last:
            return 0.0, 0
        window = int(self._cosines[unit, first:last].argmax())
        return float(self._cosines[unit, first + window]), window
