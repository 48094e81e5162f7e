"""The reports themselves, as they are shown: lists, outlines, texts, one passage with what stands around it.

library = Library(Path("index"))
library.reading(library.reports()[0].report.id).outline
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from search.answers import Note
from search.notes import notes_of
from store.catalogue import Columns, Counts
from store.generation import Generation, current_name, open_current
from store.records import Footnote, Passage, Report, Section


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list of all."""

    report: Report
    counts: Counts


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation in use, with what every request needs of it, made once: the arrays for ranking, its reports by their ids."""

    generation: Generation
    columns: Columns
    reports: Mapping[str, Report]

    @classmethod
    def of(cls, generation: Generation) -> Self:
        columns = generation.catalogue.columns()
        return cls(generation, columns, {report.id: report for report in columns.reports})


@dataclass(frozen=True, slots=True)
class ReadReport:
    """One report, to be read whole; everything in reading order."""

    report: Report
    outline: tuple[Section, ...]
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """One passage with its place in its report."""

    passage: Passage
    report: Report
    section_path: tuple[Section, ...]
    notes: tuple[Note, ...]
    before: Passage | None
    after: Passage | None


class Library:
    """What the index in a folder holds; follows the live generation. Safe to use from many threads.

    Raises NoIndex, OtherVersion or DamagedIndex where the index cannot be opened.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._users: dict[str, int] = {}
        self._open: dict[str, Opened] = {}

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """The live generation, kept open for as long as it is used; one that is no longer live is closed by its last user."""
        name = current_name(self._index)
        with self._lock:
            if name not in self._open:
                generation = open_current(self._index)
                name = generation.name
                if name in self._open:
                    generation.close()
                else:
                    self._open[name] = Opened.of(generation)
            self._users[name] = self._users.get(name, 0) + 1
            opened = self._open[name]
            self._close_unused(name)
        try:
            yield opened
        finally:
            with self._lock:
                self._users[name] -= 1

    def close(self) -> None:
        with self._lock:
            for opened in self._open.values():
                opened.generation.close()
            self._open.clear()  # who still uses one is counted down in `opened`

    def generation(self) -> str:
        """The live generation's name."""
        with self.opened() as opened:
            return opened.generation.name

    def reports(self) -> tuple[Listed, ...]:
        """Every report, in the order of the files."""
        with self.opened() as opened:
            counts = opened.generation.catalogue.counts()
            return tuple(Listed(report, counts[report.id]) for report in opened.columns.reports)

    def report(self, report_id: str) -> Report | None:
        with self.opened() as opened:
            return opened.generation.catalogue.report(report_id)

    def read(self, report_id: str) -> ReadReport | None:
        """One report, whole; None where there is none of this id."""
        with self.opened() as opened:
            catalogue = opened.generation.catalogue
            report = catalogue.report(report_id)
            if report is None:
                return None
            return ReadReport(
                report,
                catalogue.sections(report_id),
                catalogue.passages(report_id),
                catalogue.footnotes(report_id),
                catalogue.warnings(report_id),
            )

    def section_titles(self) -> frozenset[str]:
        """The titles of all sections of all reports, each once."""
        with self.opened() as opened:
            catalogue = opened.generation.catalogue
            return frozenset(section.title for report in opened.columns.reports for section in catalogue.sections(report.id))

    def source(self, report_id: str) -> str | None:
        """The source text of a report, into which all spans point."""
        with self.opened() as opened:
            catalogue = opened.generation.catalogue
            return catalogue.source(report_id) if catalogue.report(report_id) else None

    def passage(self, passage_id: str) -> ReadPassage | None:
        """One passage with what stands around it; None where there is none of this id."""
        with self.opened() as opened:
            catalogue = opened.generation.catalogue
            passage = catalogue.passage(passage_id)
            report = catalogue.report(passage.report) if passage else None
            if passage is None or report is None:
                return None
            before, after = catalogue.neighbours(passage)
            return ReadPassage(
                passage,
                report,
                catalogue.section_path(passage.section),
                notes_of(catalogue, [passage])[passage.id],
                before,
                after,
            )

    def _close_unused(self, live: str) -> None:
        for name in [name for name in self._open if name != live and not self._users.get(name)]:
            self._open.pop(name).generation.close()
            self._users.pop(name, None)
