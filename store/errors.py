"""Every fault that a user of the archive can meet, each carrying one clear sentence.

ArchiveError
├── UsageFault            a parameter or option is wrong                        exit 2
├── UnreadableReport      one report cannot be read; the rest goes on           exit 1
├── NoIndex               there is no index where one was looked for            exit 1
├── OtherVersion          the index was written by another version              exit 1
├── DamagedIndex          a file of the index is missing or not as written      exit 1
├── BuildRunning          another build holds the lock                          exit 1
└── ModelFault            the embedding model cannot be loaded or does not fit  exit 1
"""

from pathlib import Path


class ArchiveError(Exception):
    """A fault to be told in one sentence; `str(error)` is that sentence."""

    exit_status = 1


class UsageFault(ArchiveError):
    """A parameter is wrong; `parameter` names it."""

    exit_status = 2

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class UnreadableReport(ArchiveError):
    """One report cannot be read; `file` names it. `given_up`: reading it was ended by a limit on time or memory."""

    def __init__(self, file: str, reason: str, *, given_up: bool = False) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.given_up = given_up


class NoIndex(ArchiveError):
    """There is no index where one was looked for."""


class OtherVersion(ArchiveError):
    """The index was written by another version of the program."""


class DamagedIndex(ArchiveError):
    """A file of the index is missing or not as it was written; mostly made by `damaged`, which says what to do."""


def damaged(path: Path, what: str) -> DamagedIndex:
    """The fault of one file that a new build makes good.

    >>> str(damaged(Path("index/vectors.npy"), "is missing"))
    'index/vectors.npy is missing: build the index again with `python -m indexer build --rebuild`.'
    """
    return DamagedIndex(f"{path} {what}: build the index again with `python -m indexer build --rebuild`.")


class BuildRunning(ArchiveError):
    """Another build holds the lock."""


class ModelFault(ArchiveError):
    """The embedding model cannot be loaded, or is not the one that the index was made with."""
