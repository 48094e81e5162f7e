"""The archive behind a request: its searcher, and the report or passage that an id in an address names."""

from flask import current_app

from search.library import Library, ReadPassage, ReadReport
from search.searcher import Searcher
from web.errors import NotInArchive


def searcher() -> Searcher:
    """The searcher of the app that answers this request; it follows the live generation by itself."""
    found: Searcher = current_app.extensions["searcher"]
    return found


def library() -> Library:
    return searcher().library


def read_report(report_id: str) -> ReadReport:
    """Raises NotInArchive for an id that no report has."""
    found = library().read(report_id)
    if found is None:
        raise NotInArchive(f"There is no report {report_id[:200]!r} in the archive.")
    return found


def read_source(report_id: str) -> str:
    """The source text of a report. Raises NotInArchive for an id that no report has."""
    found = library().source(report_id)
    if found is None:
        raise NotInArchive(f"There is no report {report_id[:200]!r} in the archive.")
    return found


def read_passage(passage_id: str) -> ReadPassage:
    """Raises NotInArchive, which names the report where that is still there, for an id that no passage has."""
    found = library().passage(passage_id)
    if found is None:
        report = library().report(passage_id.rpartition(".")[0])  # a passage's id begins with its report's
        raise NotInArchive(f"There is no passage {passage_id[:200]!r} in the archive.", report.id if report else None)
    return found
