"""One file of the archive as one document: its text and its hash are those of the same bytes."""

import hashlib
from pathlib import Path

import pytest

from indexer.document import read_document


def test_a_file_that_is_replaced_while_it_is_read_is_not_taken_for_the_new_one(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (archive / "song-mo.txt").read_bytes()
    whole = Path.read_bytes

    def replaced_behind(path: Path) -> bytes:
        data = whole(path)
        path.write_bytes(data.replace(b"3,2%", b"3,1%"))
        return data

    # Another program, at the one moment where it can be put in for sure: right behind a reading of the file.
    monkeypatch.setattr(Path, "read_bytes", replaced_behind)
    document = read_document(archive, "song-mo.txt")
    assert document.source == before.decode()
    assert document.report.sha256 == hashlib.sha256(before).hexdigest()
