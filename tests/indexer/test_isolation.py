"""Reading in child processes: the same documents, in order, and a file that hangs or swells costs itself alone."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from indexer import isolation
from indexer.document import read_document
from indexer.isolation import read_files
from indexer.reading_process import document_of
from store.errors import ArchiveError, UnreadableReport


def test_a_child_reads_what_is_read_here(archive: Path) -> None:
    files = ["song-mo.txt", "doi-gio.txt"]
    assert list(read_files(archive, files)) == [(file, read_document(archive, file)) for file in files]


def test_a_document_survives_the_pipe(archive: Path) -> None:
    document = read_document(archive, "song-mo.txt")
    assert document_of(json.loads(json.dumps(asdict(document)))) == document


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
    assert re.search(r"longer than \d+ s", refused.reason)  # longer than its two seconds where processors are hard to get
    assert not refused.given_up, "it waited and did not work, which may be the machine's fault: the next build tries it"
    assert not isinstance(results["song-mo.txt"], UnreadableReport)


def test_a_file_that_keeps_its_reader_working_is_given_up_however_busy_the_machine(archive: Path) -> None:
    (archive / "large.txt").write_text("Một dòng dài. " * 400_000, encoding="utf-8")
    results = dict(read_files(archive, ["song-mo.txt", "large.txt"], processes=1, seconds=2))
    assert not isinstance(results["song-mo.txt"], UnreadableReport)
    refused = results["large.txt"]
    assert isinstance(refused, UnreadableReport)
    assert "longer than" in refused.reason
    assert refused.given_up


def test_a_child_that_takes_too_much_memory_is_ended(archive: Path) -> None:
    (archive / "large.txt").write_text("Một dòng dài. " * 400_000, encoding="utf-8")
    results = dict(read_files(archive, ["large.txt"], memory=60 * 1024**2))
    refused = results["large.txt"]
    assert isinstance(refused, UnreadableReport)
    assert "more than 60 MiB" in refused.reason
    assert refused.given_up


@pytest.mark.skipif(sys.platform == "win32", reason="no shell scripts there")
def test_the_start_of_a_reader_has_a_limit_of_its_own(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "python"
    slow.write_text(f'#!/bin/sh\nsleep 2\nexec {sys.executable} "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    ((_, document),) = read_files(archive, ["song-mo.txt"], seconds=1.5)
    assert not isinstance(document, UnreadableReport)
    monkeypatch.setattr(isolation, "START", 0.1)
    ((_, refused),) = read_files(archive, ["song-mo.txt"], seconds=0.1)
    assert isinstance(refused, UnreadableReport)
    assert refused.reason.startswith("starting its reader takes longer than")
    assert not refused.given_up


@pytest.mark.skipif(sys.platform == "win32", reason="no shell scripts there")
def test_a_child_that_dies_in_mid_answer_costs_its_file_alone(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "python"
    # As the system ends a reader for want of memory: while it writes the answer for one file, and the others are read as ever.
    dying.write_text(
        f'#!/bin/sh\nread asked\ncase $asked in *song-mo*) printf \'{{"document": {{"rep\'; exit 9;; esac\n'
        f'echo "$asked" | exec {sys.executable} "$@"\n'
    )
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    results = dict(read_files(archive, ["song-mo.txt", "doi-gio.txt"], processes=1))
    refused = results["song-mo.txt"]
    assert isinstance(refused, UnreadableReport)
    assert refused.reason == "its reader ended before it had answered (status 9)."
    assert not refused.given_up
    assert not isinstance(results["doi-gio.txt"], UnreadableReport)


def test_without_processes_nothing_is_read_and_the_reason_is_told(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(ArchiveError, match=r"No process can be started to read files in \(No such file or directory\)"):
        list(read_files(archive, ["song-mo.txt"]))


class _Asked(list[str]):
    """Files, and which of them were looked at."""

    def __init__(self, files: list[str]) -> None:
        super().__init__(files)
        self.looked_at: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for file in super().__iter__():
            self.looked_at.append(file)
            yield file


def test_no_more_than_a_few_files_are_read_ahead(archive: Path) -> None:
    files = _Asked([f"khong-co-{number}.txt" for number in range(40)])
    results = read_files(archive, files, processes=1)
    assert next(results)[0] == "khong-co-0.txt"
    assert len(files.looked_at) < 20
    assert [file for file, _ in results] == files[1:]
