"""The export: the whole catalogue as JSON Lines, one object a line, for programs that build on the archive."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from store.catalogue import Catalogue
from store.records import Document


def export_lines(catalogue: Catalogue) -> Iterator[str]:
    """Each line one JSON object: a report, then its sections, passages, footnotes and commitments; then the next."""
    for report in catalogue.reports():
        for row in export_rows(catalogue.document(report.id)):
            yield json.dumps(row, ensure_ascii=False)


def export_rows(document: Document) -> Iterator[dict[str, Any]]:
    """One document's rows, in the shape and order of the export."""
    yield {"type": "report", **asdict(document.report), "warnings": list(document.warnings)}
    for section in document.sections:
        yield {"type": "section", **asdict(section)}
    for passage in document.passages:
        yield {"type": "passage", **asdict(passage)}
    for note in document.footnotes:
        yield {"type": "footnote", **asdict(note)}
    for commitment in document.commitments:
        yield {"type": "commitment", **asdict(commitment)}
