"""The catalogue: an SQLite file with every report, section, passage and footnote; everything that is shown comes from it.

A generation's catalogue is written once and then only read, so readers open it immutable and need no lock.
Each passage has a *row*, a small integer that the keyword index and the vectors speak instead of its id.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from store.errors import damaged
from store.records import PASSAGE_KINDS, Commitment, Document, Footnote, Passage, Report, Section

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
            raise damaged(path, "is missing")
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
            raise damaged(self._path, f"cannot be read ({error})") from error

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
