"""Writing a catalogue: its tables, and reports put in and taken out while a generation is made.

writer = CatalogueWriter(Path("catalogue.sqlite"))   →   writer.add(document)   →   writer.seal()
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from language.normalise import nfc
from store.records import Document, Span

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
