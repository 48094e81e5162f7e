"""A passage and its report as JSON, the same wherever a passage is answered: results, precedents, concordances."""

from collections.abc import Sequence
from typing import Any

from store.records import Passage, Report, Section, Span


def placed(passage: Passage, report: Report, above: Sequence[Section]) -> dict[str, Any]:
    """What a reader needs to judge and cite a passage; `spans` index into the report's source text, `above` are its headings."""
    return {
        "id": passage.id,
        "report": report.id,
        "file": report.file,
        "title": report.title,
        "kind": passage.kind,
        "text": passage.text,
        "spans": pairs(passage.spans),
        "section_path": [heading(section) for section in above],
        "page": passage.page,
        "page_end": passage.page_end,
        "page_label": report.page_label(passage.page),
        "confidence": passage.confidence,
        "place": report.place,
        "province": report.province,
        "term": report.term,
        "report_kind": report.kind,
        "url": f"/passages/{passage.id}",
    }


def heading(section: Section) -> str:
    """A section's label and title in one line: "II Kinh tế"."""
    return f"{section.label} {section.title}" if section.label else section.title


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as JSON has them."""
    return [list(span) for span in spans]
