"""The archive behind a request: its searcher, and the report or passage that an id in an address names."""

from collections.abc import Mapping

from flask import current_app

from search.library import Library, ReadPassage, ReadReport
from search.searcher import Searcher
from store.records import Passage, Report
from web.errors import NotInArchive


def searcher() -> Searcher:
    """The searcher of the app that answers this request; it follows the live generation by itself."""
    found: Searcher = current_app.extensions["searcher"]
    return found


def library() -> Library:
    return searcher().library


def report_named(report_id: str) -> Report:
    """Raises NotInArchive for an id that no report has."""
    found = library().report(report_id)
    if found is None:
        raise _no_report(report_id)
    return found


def read_report(report_id: str) -> ReadReport:
    """The same with all its text."""
    found = library().read(report_id)
    if found is None:
        raise _no_report(report_id)
    return found


def read_source(report_id: str) -> str:
    """The source text of a report. Raises NotInArchive for an id that no report has."""
    found = library().source(report_id)
    if found is None:
        raise _no_report(report_id)
    return found


def read_passage(passage_id: str) -> ReadPassage:
    """Raises NotInArchive for an id that no passage has."""
    found = library().passage(passage_id)
    if found is None:
        raise no_passage(passage_id)
    return found


def no_passage(passage_id: str) -> NotInArchive:
    """What to raise for an id that no passage has; it names the report where that is still there."""
    report = library().report(passage_id.rpartition(".")[0])  # a passage's id begins with its report's
    return NotInArchive(f"There is no passage {passage_id[:200]!r} in the archive.", report.id if report else None)


def _no_report(report_id: str) -> NotInArchive:
    return NotInArchive(f"There is no report {report_id[:200]!r} in the archive.")


def source_before(read: ReadPassage) -> str:
    """The source text of a passage's report, as far as the passage."""
    return read_source(read.report.id)[: min(start for start, _ in read.passage.spans)]


def progress(passage: Passage) -> int:
    """How far into its report a passage stands, in percent: what a reader can go by where there are no pages."""
    rows = _rows().get(passage.report, 0)
    return min(100, round(100 * passage.order / rows)) if rows else 0


def _rows() -> Mapping[str, int]:
    """By report id: how many rows, sections and passages alike, `order` runs through; counted once a generation."""
    generation, counted = current_app.extensions.get("rows", ("", {}))
    with library().opened() as opened:  # name and counts of one and the same generation
        if generation != opened.generation.name:
            counts = opened.generation.catalogue.counts()
            counted = {report: each.sections + each.passages for report, each in counts.items()}
            current_app.extensions["rows"] = opened.generation.name, counted
    rows: Mapping[str, int] = counted
    return rows
