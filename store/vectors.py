"""The vectors: one memory-mapped matrix a generation, held against a query by an exact matrix product.

A passage has one vector or more (its windows) and scores by its best. Two files hold them: the unit vectors, float32 of
shape (windows, dimension), and the row of the passage that each belongs to, int32 of shape (windows,), ascending.
"""

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.arrays import load_array
from store.errors import damaged

VECTORS_FILE = "vectors.npy"
OWNERS_FILE = "owners.npy"


class VectorIndex:
    """The vectors in `folder`. Raises DamagedIndex when they are missing, cut short or not a pair."""

    def __init__(self, folder: Path) -> None:
        self.vectors: NDArray[np.float32] = load_array(folder / VECTORS_FILE, np.float32)
        self.owners: NDArray[np.int32] = load_array(folder / OWNERS_FILE, np.int32)
        if self.vectors.ndim != 2 or self.owners.shape != self.vectors.shape[:1]:
            raise damaged(folder / OWNERS_FILE, f"does not fit {folder / VECTORS_FILE}")
        self._rows, self._starts = np.unique(self.owners, return_index=True)

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """The mean of all vectors, shape (dimension,): what all passages have in common."""
        return np.asarray(self.vectors.mean(axis=0), np.float32) if len(self.vectors) else np.zeros(self.dimension, np.float32)

    @property
    def dimension(self) -> int:
        return int(self.vectors.shape[1])

    def scores(self, query: NDArray[np.float32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Every passage's row, ascending, and the product of a vector of shape (dimension,) with its best window."""
        if not len(self._rows):
            return np.empty(0, np.int32), np.empty(0, np.float32)
        return self._rows, np.maximum.reduceat(self.vectors @ query, self._starts)

    def of_row(self, row: int) -> NDArray[np.float32]:
        """The vectors of one passage, shape (windows of it, dimension)."""
        start, end = np.searchsorted(self.owners, [row, row + 1])
        return np.asarray(self.vectors[start:end])


def write_vectors(folder: Path, vectors: NDArray[np.float32], owners: NDArray[np.int32]) -> None:
    """Write both files; `owners` need not be sorted."""
    order = np.argsort(owners, kind="stable")
    np.save(folder / VECTORS_FILE, np.ascontiguousarray(vectors[order], np.float32), allow_pickle=False)
    np.save(folder / OWNERS_FILE, np.ascontiguousarray(owners[order], np.int32), allow_pickle=False)
