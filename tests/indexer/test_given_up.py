"""A file whose reading met its limits is named at each build, and not tried again until it changes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from indexer import build as building
from indexer.build import Outcome, build
from indexer.isolation import read_files
from language.embedding import load_encoder
from store.errors import UnreadableReport
from store.records import Document


class Builder:
    """Builds an archive with little memory for each file, and keeps which files were tried."""

    def __init__(self, archive: Path, index: Path) -> None:
        self.archive, self.index = archive, index
        self.tried: list[str] = []

    def read(self, archive: Path, files: Sequence[str]) -> Iterator[tuple[str, Document | UnreadableReport]]:
        self.tried = list(files)
        return read_files(archive, files, memory=90 * 1024**2)

    def __call__(self, *, rebuild: bool = False) -> Outcome:
        self.tried = []
        return build(self.archive, self.index, load_encoder(), rebuild=rebuild)


@pytest.fixture
def builder(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    (archive / "nhieu-chu.txt").write_text("Một dòng dài của huyện. " * 300_000, encoding="utf-8")
    made = Builder(archive, tmp_path / "index")
    monkeypatch.setattr(building, "read_files", made.read)
    return made


def test_a_file_that_was_given_up_is_not_tried_again(builder: Builder) -> None:
    first = builder()
    assert builder.tried == ["doi-gio.txt", "nhieu-chu.txt", "song-mo.txt"]
    assert [entry.file for entry in first.unreadable] == ["nhieu-chu.txt"]
    assert "more than 90 MiB of memory. It is not tried again until the file changes" in first.unreadable[0].reason
    again = builder()
    assert (builder.tried, again.unreadable, again.switched) == ([], first.unreadable, False)
    # Its bytes tell it, not its name; another fault is tried each time, for what is missing may have been installed since.
    (builder.archive / "nhieu-chu.txt").rename(builder.archive / "ten-khac.txt")
    (builder.archive / "rong.txt").write_bytes(b"")
    for _ in range(2):
        assert [entry.file for entry in builder().unreadable] == ["rong.txt", "ten-khac.txt"]
        assert builder.tried == ["rong.txt"]
    assert [entry.file for entry in builder(rebuild=True).unreadable] == ["rong.txt", "ten-khac.txt"]
    assert "ten-khac.txt" in builder.tried
    (builder.archive / "ten-khac.txt").write_bytes((builder.archive / "song-mo.txt").read_bytes())
    assert [entry.file for entry in builder().unreadable] == ["rong.txt"]
