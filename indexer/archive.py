"""The archive folder: which of its files are reports, what their bytes hash to, and how new ones come in."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from store.errors import ArchiveError, UnreadableReport, UsageFault

_NOT_REPORTS = frozenset({"readme.md", "archive.toml", "desktop.ini", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of the archive. `file` is its path under the archive, with "/" on every system."""

    file: str
    sha256: str


def archived_files(archive: Path) -> tuple[tuple[ArchivedFile, ...], tuple[UnreadableReport, ...]]:
    """The reports of the archive by path, and those whose bytes cannot be read.

    Hidden files, README.md, archive.toml and the lock files of office programs are not reports.
    Raises UsageFault when `archive` is no folder.
    """
    if not archive.is_dir():
        raise UsageFault(
            f"There is no archive folder {archive}: make it and put reports in, or name another with --archive.", "archive"
        )
    found, unreadable = [], []
    for path in sorted(_report_paths(archive), key=lambda p: p.relative_to(archive).as_posix()):
        file = path.relative_to(archive).as_posix()
        try:
            found.append(ArchivedFile(file, digest(path)))
        except OSError as error:
            unreadable.append(UnreadableReport(file, f"cannot be opened ({error.strerror}): check its permissions."))
    return tuple(found), tuple(unreadable)


def _report_paths(archive: Path) -> list[Path]:
    paths = []
    for folder, names, files in os.walk(archive):
        names[:] = [name for name in names if not name.startswith(".")]
        paths += [Path(folder, name) for name in files if is_report_name(name)]
    return paths


def is_report_name(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.casefold() not in _NOT_REPORTS


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_in(path: Path, archive: Path, *, replace: bool = False) -> str:
    """Copy one report into the archive, whole or not at all; returns its path there.

    Raises UsageFault when a different file of that name is there and `replace` is false.
    """
    if not is_report_name(path.name):
        raise UsageFault(f"{path} has a name that the archive does not read as a report: rename it.", "file")
    try:
        archive.mkdir(parents=True, exist_ok=True)
        target = archive / path.name
        if target.exists() and digest(target) != digest(path) and not replace:
            raise UsageFault(
                f"{target} is there already with other content: rename {path.name}, or say --replace to put it in its place.",
                "file",
            )
        if target.exists() and target.samefile(path):
            return target.name
        beside = archive / f".{path.name}.new"
        shutil.copyfile(path, beside)
        beside.replace(target)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be copied into {archive} ({error.strerror}).") from error
    return target.name
