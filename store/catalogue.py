"""The catalogue: an SQLite file with every report, section, passage and footnote; everything that is shown comes from it.

A generation's catalogue is written once and then only read, so readers open it immutable and need no lock.
Each passage has a *row*, a small integer that the keyword index and the vectors speak instead of its id.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from language.normalise import nfc
from store.errors import DamagedIndex
from store.records import PASSAGE_KINDS, Commitment, Document, Footnote, Passage, Report, Section, Span

_SCHEMA = """
CREATE TABLE report (
  id TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, title TEXT NOT NULL, place TEXT, province TEXT,
  kind TEXT NOT NULL, issuer TEXT, ordinal TEXT, term TEXT, date TEXT, is_draft INTEGER NOT NULL, language TEXT NOT NULL,
  pages INTEGER, page_labels TEXT NOT NULL, source TEXT NOT NULL, warnings TEXT NOT NULL
) STRICT;
CREATE TABLE section (
  id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, parent TEXT REFERENCES section(id)
  DEFERRABLE INITIALLY DEFERRED, level INTEGER NOT NULL, label TEXT, title TEXT NOT NULL, heading_spans TEXT NOT NULL,
  page INTEGER, "order" INTEGER NOT NULL, doubtful TEXT NOT NULL
) STRICT;
CREATE TABLE passage (
  row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  section TEXT REFERENCES section(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL, text TEXT NOT NULL,
  spans TEXT NOT NULL, page INTEGER, page_end INTEGER, "order" INTEGER NOT NULL, confidence INTEGER, doubtful TEXT NOT NULL,
  same INTEGER NOT NULL
) STRICT;
CREATE TABLE footnote (
  id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE, number INTEGER NOT NULL, marker TEXT,
  anchor_passage TEXT REFERENCES passage(id) DEFERRABLE INITIALLY DEFERRED,
  anchor_section TEXT REFERENCES section(id) DEFERRABLE INITIALLY DEFERRED, anchor_offset INTEGER,
  passage TEXT REFERENCES passage(id) DEFERRABLE INITIALLY DEFERRED, mark_spans TEXT NOT NULL
) STRICT;
CREATE TABLE commitment (
  id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report(id) ON DELETE CASCADE,
  passage TEXT NOT NULL REFERENCES passage(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL, indicator TEXT NOT NULL,
  indicator_id TEXT, indicator_words TEXT NOT NULL, field TEXT, comparator TEXT NOT NULL, value_low REAL NOT NULL,
  value_high REAL NOT NULL, unit TEXT, unit_printed TEXT NOT NULL, period TEXT, quote TEXT NOT NULL, spans TEXT NOT NULL,
  plan_low REAL, plan_high REAL, plan_quote TEXT, plan_share REAL, verdict TEXT, verdict_quote TEXT
) STRICT;
CREATE INDEX section_of_report ON section(report, "order");
CREATE INDEX section_of_parent ON section(parent);
CREATE INDEX passage_of_report ON passage(report, "order");
CREATE INDEX passage_of_section ON passage(section);
CREATE INDEX footnote_of_report ON footnote(report, number);
CREATE INDEX footnote_of_passage ON footnote(passage);
CREATE INDEX footnote_of_anchor ON footnote(anchor_passage);
CREATE INDEX commitment_of_report ON commitment(report);
CREATE INDEX commitment_of_passage ON commitment(passage);
CREATE INDEX footnote_of_anchor_section ON footnote(anchor_section);
"""

_BATCH = 500  # SQLite's variables a statement are limited; this stays below every build's limit

_Record = TypeVar("_Record", Report, Section, Passage, Footnote, Commitment)


@dataclass(frozen=True, slots=True)
class Columns:
    """What ranking and filtering need of every passage, as arrays that are indexed by row (shape: last row + 1)."""

    live: NDArray[np.bool_]
    report: NDArray[np.int32]  # place in `reports`; -1 where no passage has this row
    kind: NDArray[np.int8]  # place in PASSAGE_KINDS; -1 likewise
    same: NDArray[np.int32]  # the first row in the same report with the same text; itself when the text is new
    reports: tuple[Report, ...]

    def places(self) -> tuple[str, ...]:
        """The places and provinces that reports are about, each once."""
        named = (name for report in self.reports for name in (report.place, report.province))
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much one report holds."""

    sections: int
    passages: int
    footnotes: int
    unpaired: int  # footnotes with a mark and no body, or a body and no mark
    targets: int
    results: int
    warnings: int


class Catalogue:
    """The catalogue in the file `path`, open for reading; safe to use from many threads.

    Raises DamagedIndex when the file is missing or is no catalogue.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if not path.is_file():
            raise DamagedIndex(f"{path} is missing: build the index again with `python -m indexer build --rebuild`.")
        self.reports()

    def close(self) -> None:
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    def reports(self) -> tuple[Report, ...]:
        """All reports, in the order of their files."""
        return tuple(_record(Report, row) for row in self._all(f"SELECT {_columns(Report)} FROM report ORDER BY file"))

    def report(self, report_id: str) -> Report | None:
        row = self._one(f"SELECT {_columns(Report)} FROM report WHERE id = ?", report_id)
        return _record(Report, row) if row else None

    def source(self, report_id: str) -> str:
        """The source text, exactly as its reader got it. Raises KeyError for an unknown report."""
        row = self._one("SELECT source FROM report WHERE id = ?", report_id)
        if row is None:
            raise KeyError(report_id)
        return str(row[0])

    def warnings(self, report_id: str) -> tuple[str, ...]:
        row = self._one("SELECT warnings FROM report WHERE id = ?", report_id)
        return tuple(json.loads(row[0])) if row else ()

    def sections(self, report_id: str) -> tuple[Section, ...]:
        """The sections of a report in reading order."""
        return self._of_report(Section, "section", report_id)

    def passages(self, report_id: str) -> tuple[Passage, ...]:
        """The passages of a report in reading order, footnotes and furniture included."""
        return self._of_report(Passage, "passage", report_id)

    def footnotes(self, report_id: str) -> tuple[Footnote, ...]:
        query = f"SELECT {_columns(Footnote)} FROM footnote WHERE report = ? ORDER BY number, id"
        return tuple(_record(Footnote, row) for row in self._all(query, report_id))

    def commitments(self, report_id: str) -> tuple[Commitment, ...]:
        """The commitments of a report in reading order."""
        query = f"SELECT {_columns(Commitment)} FROM commitment WHERE report = ? ORDER BY rowid"
        return tuple(_record(Commitment, row) for row in self._all(query, report_id))

    def commitments_of(self, passage_ids: Iterable[str]) -> dict[str, tuple[Commitment, ...]]:
        """By passage id: the commitments read from it; a passage without any is left out."""
        found = self._batched(f"SELECT {_columns(Commitment)} FROM commitment WHERE passage IN", list(passage_ids))
        by_passage: dict[str, tuple[Commitment, ...]] = {}
        for commitment in (_record(Commitment, row) for row in found):
            by_passage[commitment.passage] = (*by_passage.get(commitment.passage, ()), commitment)
        return by_passage

    def document(self, report_id: str) -> Document:
        """One report, whole. Raises KeyError for an unknown report."""
        report = self.report(report_id)
        if report is None:
            raise KeyError(report_id)
        return Document(
            report,
            self.source(report_id),
            self.sections(report_id),
            self.passages(report_id),
            self.footnotes(report_id),
            self.warnings(report_id),
            self.commitments(report_id),
        )

    def passage(self, passage_id: str) -> Passage | None:
        return self.passages_by_id([passage_id]).get(passage_id)

    def passages_by_id(self, ids: Iterable[str]) -> dict[str, Passage]:
        found = self._batched(f"SELECT {_columns(Passage)} FROM passage WHERE id IN", list(ids))
        return {str(row[0]): _record(Passage, row) for row in found}

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """The passages before and after one in its report, page furniture left out; None at an end."""
        found = []
        for beyond, direction in (("<", "DESC"), (">", "ASC")):
            row = self._one(
                f"SELECT {_columns(Passage)} FROM passage WHERE report = ? AND \"order\" {beyond} ? AND kind != 'furniture' "
                f'ORDER BY "order" {direction} LIMIT 1',
                passage.report,
                passage.order,
            )
            found.append(_record(Passage, row) if row else None)
        return found[0], found[1]

    def rows(self, rows: Sequence[int]) -> dict[int, Passage]:
        """The passages at these rows; a row that no passage has is left out."""
        found = self._batched(f"SELECT row, {_columns(Passage)} FROM passage WHERE row IN", [int(r) for r in rows])
        return {int(row[0]): _record(Passage, row[1:]) for row in found}

    def row_of(self, passage_id: str) -> int | None:
        row = self._one("SELECT row FROM passage WHERE id = ?", passage_id)
        return int(row[0]) if row else None

    def rows_of_report(self, report_id: str) -> dict[str, int]:
        """Passage id to row, in reading order."""
        query = 'SELECT id, row FROM passage WHERE report = ? ORDER BY "order"'
        return {str(i): int(r) for i, r in self._all(query, report_id)}

    def section(self, section_id: str) -> Section | None:
        row = self._one(f"SELECT {_columns(Section)} FROM section WHERE id = ?", section_id)
        return _record(Section, row) if row else None

    def section_path(self, section_id: str | None) -> tuple[Section, ...]:
        """The section and those above it, outermost first; empty for None."""
        path: list[Section] = []
        while section_id is not None:
            section = self.section(section_id)
            if section is None:
                break
            path.append(section)
            section_id = section.parent
        return tuple(reversed(path))

    def notes_of(self, passage_ids: Iterable[str]) -> tuple[Footnote, ...]:
        """The footnotes whose body is one of these passages, or whose mark stands in one of them, by report and number."""
        ids = list(passage_ids)
        found = self._batched(f"SELECT {_columns(Footnote)} FROM footnote WHERE passage IN", ids)
        found += self._batched(f"SELECT {_columns(Footnote)} FROM footnote WHERE anchor_passage IN", ids)
        notes = {note.id: note for note in (_record(Footnote, row) for row in found)}
        return tuple(sorted(notes.values(), key=lambda note: (note.report, note.number, note.id)))

    def counts(self) -> dict[str, Counts]:
        """By report id: how much each report holds."""
        query = """
            SELECT id,
              (SELECT count(*) FROM section WHERE report = r.id),
              (SELECT count(*) FROM passage WHERE report = r.id),
              (SELECT count(DISTINCT number) FROM footnote WHERE report = r.id),
              (SELECT count(*) FROM footnote WHERE report = r.id
                 AND (passage IS NULL OR (anchor_passage IS NULL AND anchor_section IS NULL))),
              (SELECT count(*) FROM commitment WHERE report = r.id AND kind = 'target'),
              (SELECT count(*) FROM commitment WHERE report = r.id AND kind = 'result'),
              json_array_length(warnings)
            FROM report r"""
        return {str(i): Counts(*numbers) for i, *numbers in self._all(query)}

    def columns(self) -> Columns:
        """The arrays that ranking needs; read once for a generation and keep."""
        reports = self.reports()
        place = {report.id: n for n, report in enumerate(reports)}
        kind = {name: n for n, name in enumerate(PASSAGE_KINDS)}
        found = self._all("SELECT row, report, kind, same FROM passage ORDER BY row")
        size = int(found[-1][0]) + 1 if found else 0
        columns = Columns(
            live=np.zeros(size, bool),
            report=np.full(size, -1, np.int32),
            kind=np.full(size, -1, np.int8),
            same=np.arange(size, dtype=np.int32),
            reports=reports,
        )
        if found:
            rows = np.fromiter((f[0] for f in found), np.int64, len(found))
            columns.live[rows] = True
            columns.report[rows] = np.fromiter((place[f[1]] for f in found), np.int32, len(found))
            columns.kind[rows] = np.fromiter((kind[f[2]] for f in found), np.int8, len(found))
            columns.same[rows] = np.fromiter((f[3] for f in found), np.int32, len(found))
        return columns

    def integrity(self) -> str | None:
        """What SQLite finds wrong with the file, or None."""
        problems = [str(row[0]) for row in self._all("PRAGMA integrity_check")]
        problems += [f"{row[0]} row {row[1]} points to a missing {row[2]}" for row in self._all("PRAGMA foreign_key_check")]
        return None if problems == ["ok"] else "; ".join(p for p in problems if p != "ok")

    def _of_report(self, record: type[_Record], table: str, report_id: str) -> tuple[_Record, ...]:
        query = f'SELECT {_columns(record)} FROM {table} WHERE report = ? ORDER BY "order", rowid'
        return tuple(_record(record, row) for row in self._all(query, report_id))

    def _batched(self, query: str, values: Sequence[str] | Sequence[int]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), _BATCH):
            batch = values[start : start + _BATCH]
            found += self._all(f"{query} ({','.join('?' * len(batch))})", *batch)
        return found

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        rows = self._all(query, *values)
        return rows[0] if rows else None

    def _all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._connection().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise DamagedIndex(
                f"{self._path} cannot be read ({error}): build the index again with `python -m indexer build --rebuild`."
            ) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Opened by one thread, closed by whoever closes the catalogue: hence check_same_thread=False.
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection


class CatalogueWriter:
    """Writes a catalogue file: a new one, or a copy of an earlier generation's that is brought up to date."""

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if new:
            self._connection.executescript(_SCHEMA)

    def add(self, document: Document) -> dict[str, int]:
        """Store one report; returns passage id to row, in reading order."""
        report, source = document.report, document.source
        with self._transaction():
            lists = {"warnings": _listed(document.warnings), "page_labels": _listed(report.page_labels)}
            self._insert("report", {**asdict(report), "source": source, **lists})
            for section in document.sections:
                packed = {name: _packed(getattr(section, name)) for name in ("heading_spans", "doubtful")}
                self._insert("section", {**asdict(section), **packed})
            rows: dict[str, int] = {}
            first: dict[str, int] = {}
            for passage in document.passages:
                values = {**asdict(passage), "spans": _packed(passage.spans), "doubtful": _packed(passage.doubtful), "same": 0}
                row = self._insert("passage", values)
                rows[passage.id] = row
                same = first.setdefault(_words(passage.text), row)
                self._connection.execute("UPDATE passage SET same = ? WHERE row = ?", (same, row))
            for note in document.footnotes:
                self._insert("footnote", {**asdict(note), "mark_spans": _packed(note.mark_spans)})
            for commitment in document.commitments:
                self._insert("commitment", {**asdict(commitment), "spans": _packed(commitment.spans)})
        return rows

    def remove(self, report_id: str) -> None:
        """Forget one report and all that it holds."""
        with self._transaction():
            for table in ("commitment", "footnote", "passage", "section"):
                self._connection.execute(f"DELETE FROM {table} WHERE report = ?", (report_id,))
            self._connection.execute("DELETE FROM report WHERE id = ?", (report_id,))

    def seal(self) -> None:
        """End writing: one self-contained file, without a log beside it, so that its hash says all."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._connection:
            self._connection.execute("BEGIN")
            yield


def _words(text: str) -> str:
    """What makes two passages the same text: all but capitals and white space; "2,1%" and "21%" are not the same."""
    return " ".join(nfc(text).casefold().split())


def _packed(spans: Sequence[Span]) -> str:
    return json.dumps(spans, separators=(",", ":"))


def _listed(texts: Sequence[str]) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _columns(record: type) -> str:
    return ", ".join(f'"{field.name}"' for field in fields(record))


_SPAN_FIELDS = frozenset({"heading_spans", "spans", "mark_spans", "doubtful"})


def _record(record: type[_Record], row: Sequence[Any]) -> _Record:
    values = {field.name: value for field, value in zip(fields(record), row, strict=True)}
    for name in _SPAN_FIELDS & values.keys():
        values[name] = tuple((a, b) for a, b in json.loads(values[name]))
    if record is Report:
        values["is_draft"] = bool(values["is_draft"])
        values["page_labels"] = tuple(json.loads(values["page_labels"]))
    return record(**values)
