"""Generations: each build writes a complete index beside the live one and switches to it at the end, in one step.

    index/
      CURRENT                     the live generation's name
      .lock                       held while a build runs
      generations/20260131T081500-a1b2c3/
        manifest.json  catalogue.sqlite  keyword/  vectors.npy  owners.npy
        shingles.npy  shingle_rows.npy  shingle_positions.npy

A reader that has opened a generation keeps it until it asks for the current one again; the one before the live one is kept
for such readers, older ones are removed.
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock

from store.catalogue import Catalogue
from store.errors import ArchiveError, BuildRunning, DamagedIndex, NoIndex, OtherVersion, damaged
from store.keyword import KeywordIndex
from store.shingles import ShingleIndex
from store.vectors import VectorIndex

SCHEMA = 4  # raise it when a generation written before can no longer be read
CATALOGUE_FILE = "catalogue.sqlite"
KEYWORD_FOLDER = "keyword"
MANIFEST_FILE = "manifest.json"
_CURRENT = "CURRENT"
_FOLDER = "generations"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of the archive that could not be read, and why."""

    file: str
    sha256: str
    reason: str
    given_up: bool = False  # reading it met a limit on time or memory: it is not tried again while its bytes stay as they are


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; written last, so a folder without one is an unfinished build."""

    name: str
    created: str  # ISO, UTC
    archive: str
    reader: int  # version of the reading code
    model: dict[str, Any]  # fingerprint of the encoder
    reports: int
    passages: int
    windows: int
    unreadable: tuple[Unreadable, ...] = ()
    corrections: dict[str, str] = field(default_factory=dict)  # file → fingerprint of what archive.toml said of it
    schema: int = SCHEMA
    files: dict[str, tuple[int, str]] = field(default_factory=dict)  # path → (bytes, SHA-256)


class Generation:
    """One complete index, open for reading. Raises OtherVersion or DamagedIndex, naming the file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        for path, (size, _) in self.manifest.files.items():
            _check_size(folder / path, size)
        self.catalogue = Catalogue(folder / CATALOGUE_FILE)
        self.keyword = KeywordIndex(folder / KEYWORD_FOLDER)
        self.vectors = VectorIndex(folder)
        self.shingles = ShingleIndex(folder)

    @property
    def name(self) -> str:
        return self.manifest.name

    def close(self) -> None:
        self.catalogue.close()
        self.keyword.close()


def current_name(index: Path) -> str:
    """The live generation's name. Raises NoIndex where there is none."""
    try:
        name = (index / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoIndex(f"There is no index in {index}: build one with `python -m indexer build --index {index}`.") from error
    except (UnicodeDecodeError, OSError) as error:
        raise damaged(index / _CURRENT, f"cannot be read ({error})") from error
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise damaged(index / _CURRENT, "does not name a generation")
    return name


def open_current(index: Path) -> Generation:
    """Open the live generation. Raises NoIndex, OtherVersion or DamagedIndex."""
    for _ in range(3):
        name = current_name(index)
        try:
            return Generation(index / _FOLDER / name)
        except DamagedIndex:
            # Two builds may have ended since the name was read, the second removing this generation: look again.
            if current_name(index) == name:
                raise
    raise DamagedIndex(f"{index} changes faster than it can be opened; try again when the builds have ended.")


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`. Raises OtherVersion when another version of the program wrote it, DamagedIndex otherwise."""
    path = folder / MANIFEST_FILE
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise damaged(path, "is missing") from error
    except (ValueError, OSError) as error:
        raise damaged(path, "is not as it was written") from error
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        found = values.get("schema") if isinstance(values, dict) else None
        raise OtherVersion(
            f"{folder} was written by another version of the program (schema {found}, this one reads {SCHEMA}): "
            "run `python -m indexer build`, which makes a new index beside it."
        )
    try:
        values["unreadable"] = tuple(Unreadable(**entry) for entry in values["unreadable"])
        values["files"] = {path: (int(size), str(digest)) for path, (size, digest) in values["files"].items()}
        return Manifest(**values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(path, "is not as it was written") from error


@contextlib.contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Hold the index for one build. Raises BuildRunning at once when another process holds it."""
    try:
        index.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise ArchiveError(f"{index} is not a folder: name another one with --index.") from error
    except OSError as error:
        raise ArchiveError(f"{index} cannot be made ({error.strerror}): name another folder with --index.") from error
    lock = filelock.FileLock(index / ".lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise BuildRunning(f"Another build of {index} is running: wait for it to end, then try again.") from error
    except OSError as error:
        raise ArchiveError(f"{index} cannot be written to ({error.strerror}): name another folder with --index.") from error
    try:
        yield
    finally:
        lock.release()


def new_folder(index: Path) -> Path:
    """An empty folder for the generation to be; its name says when it was begun. Call under `build_lock`."""
    root = index / _FOLDER
    root.mkdir(exist_ok=True)
    begun = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    # The random part keeps the name of a removed generation from being given again to another.
    folder = root / f"{begun}-{secrets.token_hex(3)}"
    folder.mkdir()
    return folder


def complete(index: Path, folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest with the hash of every file, make the generation the live one, remove those no longer needed."""
    files = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        files[path.relative_to(folder).as_posix()] = (path.stat().st_size, _digest(path))
    manifest = replace(manifest, name=folder.name, files=files)
    _write_whole(folder / MANIFEST_FILE, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    try:
        before = current_name(index)
    except (NoIndex, DamagedIndex):
        before = None
    _write_whole(index / _CURRENT, folder.name + "\n")
    for other in (index / _FOLDER).iterdir():
        if other.name not in (folder.name, before):
            discard(other)
    return manifest


def discard(folder: Path) -> None:
    """Remove a generation that is not live. What a running reader still holds open on Windows goes with the next build."""
    shutil.rmtree(folder, ignore_errors=True)


def changed_files(folder: Path, manifest: Manifest) -> list[str]:
    """A sentence for each file of a generation that is missing or does not hash to what was written."""
    found = []
    for path, (size, digest) in manifest.files.items():
        try:
            _check_size(folder / path, size)
            if _digest(folder / path) != digest:
                found.append(str(damaged(folder / path, "is not as it was written")))
        except DamagedIndex as error:
            found.append(str(error))
    return found


def damages(index: Path) -> list[str]:
    """What is wrong with the live generation, one sentence each, every file compared with its hash; empty when whole.

    Raises NoIndex where there is none and OtherVersion where another version wrote it.
    """
    folder = index / _FOLDER / current_name(index)
    manifest = read_manifest(folder)
    found = changed_files(folder, manifest)
    if found:
        return found
    generation = Generation(folder)
    try:
        problem = generation.catalogue.integrity()
        if problem:
            found.append(str(damaged(folder / CATALOGUE_FILE, f"is not whole ({problem})")))
        live = generation.catalogue.columns().live
        if int(live.sum()) != manifest.passages:
            what = f"holds {int(live.sum())} passages, not {manifest.passages}"
            found.append(str(damaged(folder / CATALOGUE_FILE, what)))
        if generation.keyword.count() != manifest.passages:
            what = f"holds {generation.keyword.count()} passages, not {manifest.passages}"
            found.append(str(damaged(folder / KEYWORD_FOLDER, what)))
        owners = generation.vectors.owners
        if len(owners) != manifest.windows or (len(owners) and not live[owners].all()):
            found.append(str(damaged(folder, "holds vectors that are not those of its passages")))
        rows = generation.shingles.all.rows
        if len(rows) and not (int(rows.max()) < len(live) and live[rows].all()):
            found.append(str(damaged(folder, "holds shingles that are not those of its passages")))
    finally:
        generation.close()
    return found


def _check_size(path: Path, size: int) -> None:
    try:
        found = path.stat().st_size
    except OSError as error:
        raise damaged(path, "is missing") from error
    if found != size:
        raise damaged(path, f"is not as it was written ({found} bytes, not {size})")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_whole(path: Path, text: str) -> None:
    """Replace a file in one step: a reader finds the old text or the new, and a power cut leaves one of them."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
