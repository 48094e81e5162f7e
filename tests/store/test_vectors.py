"""Exact vector search: the best window of each passage, and what a damaged file does."""

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
    rows, scores = VectorIndex(folder).scores(_unit(0, 1))
    assert rows.tolist() == [3, 7, 9]
    assert scores == pytest.approx([0.7071, 1.0, 0.0], abs=1e-4)


def test_the_windows_of_a_passage_and_what_all_have_in_common(folder: Path) -> None:
    index = VectorIndex(folder)
    assert index.of_row(7).tolist() == [[1, 0], [0, 1]]
    assert index.of_row(8).shape == (0, 2)
    assert index.mean == pytest.approx([(2 + 0.7071) / 4, (1 + 0.7071) / 4], abs=1e-4)


def test_agrees_with_the_obvious_way(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    windows = random.normal(size=(400, 8)).astype(np.float32)
    windows /= np.linalg.norm(windows, axis=1, keepdims=True)
    owners = random.integers(0, 90, 400).astype(np.int32)
    write_vectors(tmp_path, windows, owners)
    query = windows[17]
    slow = {int(row): max(float(w @ query) for w, o in zip(windows, owners, strict=True) if o == row) for row in owners}
    rows, scores = VectorIndex(tmp_path).scores(query)
    assert rows.tolist() == sorted(slow)
    assert scores == pytest.approx([slow[row] for row in sorted(slow)], abs=1e-5)


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    write_vectors(tmp_path, np.empty((0, 4), np.float32), np.empty(0, np.int32))
    index = VectorIndex(tmp_path)
    rows, scores = index.scores(_unit(1, 0, 0, 0))
    assert len(rows) == len(scores) == 0
    assert index.mean.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("name", [VECTORS_FILE, OWNERS_FILE])
def test_a_missing_or_cut_file_is_named(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-3])
    with pytest.raises(DamagedIndex, match=name):
        VectorIndex(folder)
    (folder / name).unlink()
    with pytest.raises(DamagedIndex, match=name):
        VectorIndex(folder)
