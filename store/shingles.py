"""The shingles: every five syllables in a row of every passage, hashed, to find where wordings recur.

    "Tỷ lệ hộ nghèo giảm còn 3%"  →  tỉ lệ hộ nghèo giảm · lệ hộ nghèo giảm còn · hộ nghèo giảm còn 3 · nghèo giảm còn 3 %

Three parallel arrays hold them, ascending by hash, then row, then position: the hash (uint64), the row of the passage (int32),
and the place of the first syllable among those of the passage (int32). They are memory-mapped, so a lookup reads only what it
needs. Syllables are compared in their normal form, all of them: there are no stop words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.syllables import syllables
from store.arrays import load_array
from store.errors import damaged

WIDTH = 5  # syllables; four recur by chance all over ("phát triển kinh tế"), six miss what one changed figure leaves
SHINGLES_FILE = "shingles.npy"
SHINGLE_ROWS_FILE = "shingle_rows.npy"
SHINGLE_POSITIONS_FILE = "shingle_positions.npy"

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing; its bits are well mixed

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where shingles stand; parallel arrays. `asked` is the place of the shingle among those that were looked up."""

    asked: NDArray[np.int32]
    rows: NDArray[np.int32]
    positions: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shingles:
    """The three arrays, in any order while they are gathered, in the order of the files once they are written."""

    hashes: Hashes
    rows: NDArray[np.int32]
    positions: NDArray[np.int32]


NONE = Shingles(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32))


class ShingleIndex:
    """The shingles in `folder`. Raises DamagedIndex when a file is missing, cut short or does not fit the others."""

    def __init__(self, folder: Path) -> None:
        self.all = Shingles(
            load_array(folder / SHINGLES_FILE, np.uint64),
            load_array(folder / SHINGLE_ROWS_FILE, np.int32),
            load_array(folder / SHINGLE_POSITIONS_FILE, np.int32),
        )
        if not self.all.hashes.shape == self.all.rows.shape == self.all.positions.shape or self.all.hashes.ndim != 1:
            raise damaged(folder / SHINGLE_ROWS_FILE, f"does not fit {folder / SHINGLES_FILE}")

    def find(self, wanted: Hashes) -> Postings:
        """Every place where one of the shingles `wanted` stands, in their order."""
        starts = np.searchsorted(self.all.hashes, wanted, "left")
        counts = np.searchsorted(self.all.hashes, wanted, "right") - starts
        asked = np.repeat(np.arange(len(wanted), dtype=np.int32), counts)
        # Each run of places start, start+1, … laid end to end.
        places = np.arange(len(asked)) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        return Postings(asked, np.asarray(self.all.rows[places]), np.asarray(self.all.positions[places]))


def hashed(words: Sequence[str]) -> Hashes:
    """The hash of every five words in a row, shape (len(words) - 4,), empty for fewer; the same on every machine.

    >>> [int(h) == int(g) for h, g in zip(hashed("a b c d e f".split()), hashed("a b c d e g".split()))]
    [True, False]
    """
    size = max(0, len(words) - WIDTH + 1)
    numbers = np.fromiter((_number(word) for word in words), np.uint64, len(words))
    total = np.zeros(size, np.uint64)
    for place in range(WIDTH if size else 0):
        total = total * _FACTOR + numbers[place : place + size]
    return total


def shingles_of(text: str, row: int) -> Shingles:
    """The shingles of one passage."""
    hashes = hashed([token.text for token in syllables(text)])
    return Shingles(hashes, np.full(len(hashes), row, np.int32), np.arange(len(hashes), dtype=np.int32))


def joined(parts: Sequence[Shingles]) -> Shingles:
    """All of several, one after the other."""
    parts = [NONE, *parts]
    return Shingles(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.positions for part in parts]),
    )


def write_shingles(folder: Path, found: Shingles, gone: Sequence[int] = ()) -> None:
    """Write the three files, without what belongs to the rows `gone`."""
    if len(gone):
        stay = ~np.isin(found.rows, np.asarray(gone, np.int32))
        found = Shingles(found.hashes[stay], found.rows[stay], found.positions[stay])
    order = np.lexsort((found.positions, found.rows, found.hashes))
    np.save(folder / SHINGLES_FILE, found.hashes[order], allow_pickle=False)
    np.save(folder / SHINGLE_ROWS_FILE, found.rows[order], allow_pickle=False)
    np.save(folder / SHINGLE_POSITIONS_FILE, found.positions[order], allow_pickle=False)


@lru_cache(maxsize=65_536)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
