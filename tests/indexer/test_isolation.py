"""Reading in child processes: the same documents, in order, and a file that hangs or swells costs itself alone."""

import re
import sys
from pathlib import Path

import pytest

from indexer.document import read_document
from indexer.isolation import read_files
from indexer.reading_process import document_of, document_values
from store.errors import UnreadableReport


def test_a_child_reads_what_is_read_here(archive: Path) -> None:
    files = ["song-mo.txt", "doi-gio.txt"]
    assert list(read_files(archive, files)) == [(file, read_document(archive, file)) for file in files]


def test_a_document_survives_the_pipe(archive: Path) -> None:
    document = read_document(archive, "song-mo.txt")
    assert document_of(document_values(document)) == document


def test_an_unreadable_file_is_told_with_its_reason(archive: Path) -> None:
    (archive / "empty.txt").write_bytes(b"")
    results = dict(read_files(archive, ["empty.txt", "song-mo.txt"]))
    refused = results["empty.txt"]
    assert isinstance(refused, UnreadableReport)
    assert refused.reason
    assert not isinstance(results["song-mo.txt"], UnreadableReport)


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
def test_a_file_that_never_ends_is_given_up_and_the_next_is_read(archive: Path) -> None:
    import os

    os.mkfifo(archive / "pipe.txt")  # opening it waits for a writer that never comes
    results = dict(read_files(archive, ["pipe.txt", "song-mo.txt"], processes=1, seconds=2))
    refused = results["pipe.txt"]
    assert isinstance(refused, UnreadableReport)
    assert re.search("longer than [2-9] s", refused.reason)  # up to four times as long where processors are hard to get
    assert not refused.given_up, "it waited and did not work, which may be the machine's fault: the next build tries it"
    assert not isinstance(results["song-mo.txt"], UnreadableReport)


def test_a_file_that_keeps_its_reader_working_is_given_up_however_busy_the_machine(archive: Path) -> None:
    (archive / "large.txt").write_text("Một dòng dài. " * 400_000, encoding="utf-8")
    results = dict(read_files(archive, ["large.txt"], seconds=0.5))
    refused = results["large.txt"]
    assert isinstance(refused, UnreadableReport)
    assert "longer than" in refused.reason


def test_a_child_that_takes_too_much_memory_is_ended(archive: Path) -> None:
    (archive / "large.txt").write_text("Một dòng dài. " * 400_000, encoding="utf-8")
    results = dict(read_files(archive, ["large.txt"], memory=60 * 1024**2))
    refused = results["large.txt"]
    assert isinstance(refused, UnreadableReport)
    assert "more than 60 MiB" in refused.reason
    assert refused.given_up
