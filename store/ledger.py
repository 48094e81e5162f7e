"""Every passage id that was ever given out, with its words: so that an address in print still leads somewhere.

A passage's id is made of its letters, so when the text changes the id is gone, and nothing in the index tells what it stood for.
The ledger remembers. It lies beside the generations, is written to by each build before the switch, and outlives them all:

    index/ledger.sqlite     report   id, file, sha256, title           as last seen
                            passage  id, report, section, text, page   as last seen
                            known    the generations whose passages are in it

It is the one file of an index that a build from the archive cannot make again. Deleting it forgets what was, and nothing else.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.errors import DamagedIndex, NoIndex
from store.generation import CATALOGUE_FILE, current_name

LEDGER_FILE = "ledger.sqlite"
_VERSION = 1  # of the tables below
_WAIT = 10.0  # seconds for another to end its writing
_TABLES = """
CREATE TABLE report (id TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT NOT NULL) STRICT;
CREATE TABLE passage (
  id TEXT PRIMARY KEY, report TEXT NOT NULL, section TEXT NOT NULL, text TEXT NOT NULL, page INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE known (generation TEXT PRIMARY KEY) STRICT;
"""
_NEW_REPORTS = """
INSERT INTO report SELECT id, file, sha256, title FROM now.report WHERE true
ON CONFLICT(id) DO UPDATE SET file = excluded.file, sha256 = excluded.sha256, title = excluded.title
"""
_NEW_PASSAGES = """
INSERT INTO passage
SELECT p.id, p.report, trim(coalesce(s.label, '') || ' ' || coalesce(s.title, '')), p.text, p.page
FROM now.passage p LEFT JOIN now.section s ON s.id = p.section WHERE p.kind <> 'furniture'
ON CONFLICT(id) DO UPDATE SET section = excluded.section, text = excluded.text, page = excluded.page
WHERE passage.section <> excluded.section OR passage.text <> excluded.text OR passage.page IS NOT excluded.page
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A passage as it was when it was last in the archive, with its report as that was last seen."""

    id: str
    report: str
    file: str
    sha256: str
    title: str
    section: str  # the heading above it; empty where there was none
    text: str
    page: int | None


def remember(index: Path, folder: Path) -> None:
    """Write down the passages of the live generation, where that was not yet done, and of that in `folder`, which is to follow.

    A generation whose tables this version does not know is passed over. Raises DamagedIndex for a ledger that cannot be written.
    """
    folders = [folder]
    with contextlib.suppress(NoIndex, DamagedIndex):
        folders.insert(0, folder.parent / current_name(index))
    with _opened(index / LEDGER_FILE) as ledger:
        for each in folders:
            known = ledger.execute("SELECT 1 FROM known WHERE generation = ?", (each.name,)).fetchone()
            if not known and (each / CATALOGUE_FILE).is_file():
                _take_in(ledger, each)


def recall(index: Path, passage_id: str) -> Remembered | None:
    """What an id once stood for; None where it was never given out, or there is no ledger."""
    path = index / LEDGER_FILE
    if not path.is_file():
        return None
    query = (
        "SELECT p.id, p.report, r.file, r.sha256, r.title, p.section, p.text, p.page "
        "FROM passage p JOIN report r ON r.id = p.report WHERE p.id = ?"
    )
    with _faults(path), contextlib.closing(_connected(path, "?mode=ro")) as ledger:
        row = ledger.execute(query, (passage_id,)).fetchone()
    return Remembered(*row) if row else None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with _faults(path), contextlib.closing(_connected(path)) as ledger:
        version = ledger.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            ledger.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise DamagedIndex(f"{path} was written by another version of the program: move it away to begin a new one.")
        yield ledger


def _connected(path: Path, how: str = "") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}{how}", uri=True, timeout=_WAIT, isolation_level=None)


def _take_in(ledger: sqlite3.Connection, folder: Path) -> None:
    catalogue = (folder / CATALOGUE_FILE).resolve()
    ledger.execute("ATTACH ? AS now", (f"{catalogue.as_uri()}?mode=ro&immutable=1",))
    try:
        columns = {row[1] for row in ledger.execute("PRAGMA now.table_info(passage)")}
        if {"id", "report", "section", "kind", "text", "page"} <= columns:
            ledger.execute("BEGIN IMMEDIATE")
            with ledger:
                ledger.execute(_NEW_REPORTS)
                ledger.execute(_NEW_PASSAGES)
                ledger.execute("INSERT INTO known VALUES (?)", (folder.name,))
    finally:
        ledger.execute("DETACH now")


@contextlib.contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DamagedIndex(
            f"{path} cannot be used ({error}): put it back from a backup, or move it away to begin a new one, "
            "which knows nothing of passages that are gone already."
        ) from error
