"""Exact vector search: best window of each passage, ties by row, and what a damaged file does."""

from pathlib import Path

import numpy as np
import pytest

from store.errors import DamagedIndex
from store.vectors import OWNERS_FILE, VECTORS_FILE, VectorIndex, write_vectors


def _unit(*values: float) -> np.ndarray:
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    windows = np.stack([_unit(1, 0), _unit(0, 1), _unit(1, 1), _unit(1, 0)])
    write_vectors(tmp_path, windows, np.array([7, 7, 3, 9], np.int32))
    return tmp_path


def test_a_passage_scores_by_its_best_window(folder: Path) -> None:
    rows, scores = VectorIndex(folder).search(_unit(0, 1), 3)
    assert rows.tolist() == [7, 3, 9]
    assert scores == pytest.approx([1.0, 0.7071, 0.0], abs=1e-4)


def test_equal_scores_are_ordered_by_row_also_at_the_cut(folder: Path) -> None:
    assert VectorIndex(folder).search(_unit(1, 0), 1)[0].tolist() == [7]
    assert VectorIndex(folder).search(_unit(1, 0), 2)[0].tolist() == [7, 9]


def test_only_allowed_rows_come_back(folder: Path) -> None:
    allowed = np.zeros(10, bool)
    allowed[[3, 9]] = True
    assert VectorIndex(folder).search(_unit(0, 1), 5, allowed)[0].tolist() == [3, 9]


def test_agrees_with_the_obvious_way(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    windows = random.normal(size=(400, 8)).astype(np.float32)
    windows /= np.linalg.norm(windows, axis=1, keepdims=True)
    owners = random.integers(0, 90, 400).astype(np.int32)
    write_vectors(tmp_path, windows, owners)
    query = windows[17]
    slow = {int(row): max(float(w @ query) for w, o in zip(windows, owners, strict=True) if o == row) for row in owners}
    expected = sorted(slow, key=lambda row: (-slow[row], row))[:20]
    assert VectorIndex(tmp_path).search(query, 20)[0].tolist() == expected


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    write_vectors(tmp_path, np.empty((0, 4), np.float32), np.empty(0, np.int32))
    rows, scores = VectorIndex(tmp_path).search(_unit(1, 0, 0, 0), 5)
    assert len(rows) == len(scores) == 0


@pytest.mark.parametrize("name", [VECTORS_FILE, OWNERS_FILE])
def test_a_missing_or_cut_file_is_named(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-3])
    with pytest.raises(DamagedIndex, match=name):
        VectorIndex(folder)
    (folder / name).unlink()
    with pytest.raises(DamagedIndex, match=name):
        VectorIndex(folder)
