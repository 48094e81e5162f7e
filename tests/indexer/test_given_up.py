"""A file whose reading met its limits is named at each build, and not tried again until it changes."""

import shutil
from pathlib import Path

import pytest

from indexer.build import Outcome, build
from language.embedding import load_encoder
from tests.conftest import FIRST, SECOND

LARGE = "nhieu-chu.txt"
MEMORY = 90 * 1024**2  # bytes: enough for a small report, too few for the large one


class Builder:
    """Builds an archive with little memory for each file, and keeps how many files were tried."""

    def __init__(self, archive: Path, index: Path) -> None:
        self.archive, self.index = archive, index
        self.tried = 0

    def __call__(self, *, rebuild: bool = False) -> Outcome:
        self.tried = 0
        return build(self.archive, self.index, load_encoder(), rebuild=rebuild, progress=self._tell, memory=MEMORY)

    def _tell(self, stage: str, done: int, total: int) -> None:
        self.tried = total


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive, one file of which is given up, and the index that was built of it."""
    folder = tmp_path_factory.mktemp("given-up")
    (folder / "archive").mkdir()
    for name, text in (("song-mo.txt", FIRST), ("doi-gio.txt", SECOND), (LARGE, "Một dòng dài của huyện. " * 300_000)):
        (folder / "archive" / name).write_text(text, encoding="utf-8")
    made = Builder(folder / "archive", folder / "index")
    first = made()
    assert made.tried == 3
    assert unreadable(first) == [LARGE]
    assert "more than 90 MiB of memory. It is not tried again until the file changes" in first.unreadable[0].reason
    return folder


@pytest.fixture
def builder(built: Path, tmp_path: Path) -> Builder:
    """The same, to be changed at will."""
    folder = shutil.copytree(built, tmp_path / "given-up")
    return Builder(folder / "archive", folder / "index")


def unreadable(outcome: Outcome) -> list[str]:
    return [entry.file for entry in outcome.unreadable]


def test_a_file_that_was_given_up_is_named_again_and_not_tried_again(builder: Builder) -> None:
    again = builder()
    assert (builder.tried, unreadable(again), again.switched) == (0, [LARGE], False)


def test_it_is_known_by_its_bytes_under_another_name(builder: Builder) -> None:
    (builder.archive / LARGE).rename(builder.archive / "ten-khac.txt")
    assert unreadable(builder()) == ["ten-khac.txt"]
    assert builder.tried == 0


def test_another_fault_is_tried_at_each_build_for_what_is_missing_may_have_been_installed(builder: Builder) -> None:
    (builder.archive / "rong.txt").write_bytes(b"")
    for _ in range(2):
        assert unreadable(builder()) == [LARGE, "rong.txt"]
        assert builder.tried == 1


def test_a_rebuild_tries_it_again(builder: Builder) -> None:
    assert unreadable(builder(rebuild=True)) == [LARGE]
    assert builder.tried == 3


def test_it_is_tried_once_it_has_changed(builder: Builder) -> None:
    (builder.archive / LARGE).write_bytes((builder.archive / "song-mo.txt").read_bytes())
    outcome = builder()
    assert (outcome.added, unreadable(outcome), builder.tried) == ((LARGE,), [], 1)
