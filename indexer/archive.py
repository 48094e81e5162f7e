"""The archive folder: which of its files are reports, what their bytes hash to, and how new ones come in."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from indexer.structure.ids import report_id
from store.errors import ArchiveError, UnreadableReport, UsageFault
from store.records import shown

_NOT_REPORTS = frozenset({"readme.md", "archive.toml", "desktop.ini", "thumbs.db"})


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of the archive. `file` is its path under the archive, with "/" on every system."""

    file: str
    sha256: str


def archived_files(archive: Path) -> tuple[tuple[ArchivedFile, ...], tuple[UnreadableReport, ...]]:
    """The reports of the archive by path, and what cannot be had of it: a file, or a folder (its name ends in "/").

    Hidden files, README.md, archive.toml and the lock files of office programs are not reports.
    Raises UsageFault when `archive` is no folder.
    """
    if archive.exists() and not archive.is_dir():
        raise UsageFault(f"{archive} is no folder: name the folder that holds the reports with --archive.", "archive")
    if not archive.is_dir():
        message = f"There is no archive folder {archive}: make it and put reports in, or name another with --archive."
        raise UsageFault(message, "archive")
    found: list[ArchivedFile] = []
    refused: list[UnreadableReport] = []
    ids: dict[str, str] = {}
    for path in sorted(_report_paths(archive, refused), key=lambda p: p.relative_to(archive).as_posix()):
        file = path.relative_to(archive).as_posix()
        reason = _refusal(path, file, ids)
        if reason is None:
            try:
                found.append(ArchivedFile(file, digest(path)))
                continue
            except OSError as error:
                reason = f"cannot be opened ({error.strerror}): check its permissions."
        refused.append(UnreadableReport(_kept(file), reason))
    return tuple(found), tuple(refused)


def _kept(file: str) -> str:
    """A file's name as it is kept and compared: the name itself, unless its bytes are no UTF-8, which no index can hold."""
    return file if _is_utf8(file) else shown(file)


def _is_utf8(file: str) -> bool:
    try:
        file.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _report_paths(archive: Path, refused: list[UnreadableReport]) -> list[Path]:
    def note(error: OSError) -> None:
        folder = Path(error.filename).relative_to(archive).as_posix()
        refused.append(UnreadableReport(f"{_kept(folder)}/", f"cannot be listed ({error.strerror}): check its permissions."))

    paths = []
    for folder, names, files in os.walk(archive, onerror=note):
        names[:] = [name for name in names if not name.startswith(".")]
        paths += [Path(folder, name) for name in files if is_report_name(name)]
    return paths


def _refusal(path: Path, file: str, ids: dict[str, str]) -> str | None:
    """Why a file cannot be a report of the archive, before its bytes are read."""
    if not _is_utf8(file):
        return "its name is not UTF-8: rename it."
    if not path.is_file():
        return "it is a link that leads nowhere." if path.is_symlink() else "it is no ordinary file: move it out of the archive."
    other = ids.setdefault(report_id(file), file)
    return None if other == file else f"its address would be that of {shown(other)}: rename one of the two."


def is_report_name(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.casefold() not in _NOT_REPORTS


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copies(files: Iterable[ArchivedFile]) -> tuple[str, ...]:
    """A sentence for each file that another, earlier by path, is the copy of. Both are indexed: they may be meant."""
    first: dict[str, str] = {}
    pairs = [(entry.file, first.setdefault(entry.sha256, entry.file)) for entry in files]
    return tuple(
        f"{shown(file)} holds the same as {shown(other)}, so that results come twice: remove one, unless both are meant."
        for file, other in pairs
        if file != other
    )


class InArchive(NamedTuple):
    file: str  # its path under the archive
    copied: bool  # False: it was there already, with the same content


def copy_in(path: Path, archive: Path, *, replace: bool = False) -> InArchive:
    """Copy one report into the archive, whole or not at all.

    Raises UsageFault when a different file of that name is there and `replace` is false.
    """
    if not is_report_name(path.name):
        raise UsageFault(f"{path} has a name that the archive does not read as a report: rename it.", "file")
    try:
        archive.mkdir(parents=True, exist_ok=True)
        target = archive / path.name
        there = target.exists()
        if there and digest(target) == digest(path):
            return InArchive(target.name, copied=False)
        if there and not replace:
            raise UsageFault(
                f"{target} is there already with other content: rename {path.name}, or say --replace to put it in its place.",
                "file",
            )
        beside = archive / f".{path.name}.new"
        shutil.copyfile(path, beside)
        beside.replace(target)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be copied into {archive} ({error.strerror}).") from error
    return InArchive(target.name, copied=True)
