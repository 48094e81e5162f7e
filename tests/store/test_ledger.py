"""The ledger: what an id once stood for is known after the text, the report or the whole generation is gone."""

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from store.errors import DamagedIndex
from store.generation import open_current
from store.ledger import LEDGER_FILE, recall


def ids(index: Path) -> dict[str, str]:
    """Text to id, of every passage in the live generation."""
    generation = open_current(index)
    try:
        catalogue = generation.catalogue
        return {p.text: p.id for report in catalogue.reports() for p in catalogue.passages(report.id)}
    finally:
        generation.close()


@pytest.fixture
def index(archive: Path, tmp_path: Path) -> Path:
    build(archive, tmp_path / "index", load_encoder())
    return tmp_path / "index"


TARGET = "Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn dưới 1,5%."


def change(archive: Path, old: str, new: str, file: str = "song-mo.txt") -> None:
    path = archive / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_words_of_an_id_are_known_after_the_text_has_changed(archive: Path, index: Path) -> None:
    cited = ids(index)[TARGET]
    change(archive, "dưới 1,5%", "dưới 1,2%")
    build(archive, index, load_encoder())
    assert cited not in ids(index).values()
    remembered = recall(index, cited)
    assert remembered is not None
    assert (remembered.text, remembered.section, remembered.file) == (TARGET, "II MỤC TIÊU", "song-mo.txt")


def test_an_index_built_before_there_was_a_ledger_is_taken_in_by_the_next_build(archive: Path, index: Path) -> None:
    cited = ids(index)[TARGET]
    (index / LEDGER_FILE).unlink()
    change(archive, "dưới 1,5%", "dưới 1,2%")
    build(archive, index, load_encoder(), rebuild=True)
    assert recall(index, cited) is not None


def test_many_builds_later_the_first_text_is_still_known(archive: Path, index: Path) -> None:
    cited = ids(index)[TARGET]
    values = ("1,5%", "1,4%", "1,3%", "1,2%")
    for before, after in pairwise(values):
        change(archive, f"dưới {before}", f"dưới {after}")
        build(archive, index, load_encoder())
        assert TARGET.replace("1,5%", after) in ids(index)
    assert len(list((index / "generations").iterdir())) == 2
    remembered = recall(index, cited)
    assert remembered is not None
    assert remembered.text == TARGET


def test_an_id_that_was_never_given_is_not_known(index: Path) -> None:
    assert recall(index, "song-mo-000000.p-0123456789") is None


def test_without_a_ledger_nothing_is_known(index: Path) -> None:
    (index / LEDGER_FILE).unlink()
    assert recall(index, "song-mo-000000.p-0123456789") is None


def test_a_damaged_ledger_stops_the_build_and_is_begun_anew_once_it_is_moved_away(archive: Path, index: Path) -> None:
    cited = ids(index)[TARGET]
    (index / LEDGER_FILE).write_bytes(b"no ledger at all" * 100)
    change(archive, "dưới 1,5%", "dưới 1,2%")
    with pytest.raises(DamagedIndex, match=r"ledger\.sqlite cannot be used .* move it away"):
        build(archive, index, load_encoder())
    assert cited in ids(index).values()  # the live generation is as it was
    (index / LEDGER_FILE).unlink()
    build(archive, index, load_encoder())
    assert recall(index, cited) is not None


def test_another_version_s_ledger_is_left_alone(archive: Path, index: Path) -> None:
    ledger = sqlite3.connect(index / LEDGER_FILE)
    ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    change(archive, "dưới 1,5%", "dưới 1,2%")
    with pytest.raises(DamagedIndex, match="another version"):
        build(archive, index, load_encoder())
