"""Generations: the switch is one step, readers keep what they opened, and what is not whole is not opened."""

from pathlib import Path

import numpy as np
import pytest

from store.catalogue_writing import CatalogueWriter
from store.errors import BuildRunning, DamagedIndex, NoIndex
from store.generation import CATALOGUE_FILE, KEYWORD_FOLDER, Manifest, build_lock, complete, new_folder, open_current
from store.keyword import KeywordWriter
from store.records import Document, Passage, Report
from store.shingles import shingles_of, write_shingles
from store.vectors import write_vectors


def _switch_to(index: Path, text: str) -> str:
    report = Report("r", "r.txt", "0" * 64, "Báo cáo")
    passage = Passage("r.p", "r", None, "paragraph", text, ((0, len(text)),), None, None, 0)
    with build_lock(index):
        folder = new_folder(index)
        catalogue = CatalogueWriter(folder / CATALOGUE_FILE)
        rows = catalogue.add(Document(report, text, (), (passage,), ()))
        catalogue.seal()
        keyword = KeywordWriter(folder / KEYWORD_FOLDER)
        keyword.add(rows[passage.id], passage, [], report)
        keyword.commit()
        write_vectors(folder, np.ones((1, 1), np.float32), np.array([rows[passage.id]], np.int32))
        write_shingles(folder, shingles_of(text, rows[passage.id]))
        manifest = Manifest("", "2030-01-01T00:00:00+00:00", "archive", 1, {"name": "none"}, 1, 1, 1)
        return complete(index, folder, manifest).name


def _text(index: Path) -> str:
    generation = open_current(index)
    text = generation.catalogue.passages("r")[0].text
    generation.close()
    return text


def test_the_new_generation_is_the_one_that_is_opened(tmp_path: Path) -> None:
    _switch_to(tmp_path, "Trồng rừng ven sông.")
    _switch_to(tmp_path, "Xây cầu qua suối.")
    assert _text(tmp_path) == "Xây cầu qua suối."


def test_a_reader_keeps_the_generation_that_it_opened(tmp_path: Path) -> None:
    _switch_to(tmp_path, "Trồng rừng ven sông.")
    reader = open_current(tmp_path)
    _switch_to(tmp_path, "Xây cầu qua suối.")
    assert reader.catalogue.passages("r")[0].text == "Trồng rừng ven sông."
    reader.close()


def test_only_the_live_generation_and_the_one_before_are_kept(tmp_path: Path) -> None:
    names = [_switch_to(tmp_path, f"Lần thứ {n}.") for n in range(4)]
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == sorted(names[-2:])


def test_an_unfinished_build_is_never_opened(tmp_path: Path) -> None:
    _switch_to(tmp_path, "Trồng rừng ven sông.")
    with build_lock(tmp_path):
        new_folder(tmp_path)
    assert _text(tmp_path) == "Trồng rừng ven sông."


def test_the_lock_is_held_by_one(tmp_path: Path) -> None:
    with build_lock(tmp_path), pytest.raises(BuildRunning, match="Another build"), build_lock(tmp_path):
        pass


@pytest.mark.parametrize("content", ["", "../elsewhere", ".hidden", "no-such-generation"])
def test_a_current_file_that_names_no_generation(tmp_path: Path, content: str) -> None:
    _switch_to(tmp_path, "Trồng rừng ven sông.")
    (tmp_path / "CURRENT").write_text(content)
    with pytest.raises(DamagedIndex):
        open_current(tmp_path)


def test_no_index_at_all(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="python -m indexer build"):
        open_current(tmp_path / "nowhere")
