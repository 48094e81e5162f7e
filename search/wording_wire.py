"""Formulas and concordances as the JSON of the API; spans count code points of the passage's text, half-open."""

from collections.abc import Sequence
from typing import Any

from search.concordance import Concordance, Count, Hit, Variant
from search.formulas import Form, Formula, Formulas
from search.passage_wire import heading
from store.records import Report


def formulas(found: Formulas) -> dict[str, Any]:
    """One page of formulas."""
    return {
        "total": found.total,
        "page": found.asked.page,
        "size": found.asked.size,
        "formulas": [_formula(each) for each in found.formulas],
        "generation": found.generation,
    }


def concordance(found: Concordance) -> dict[str, Any]:
    """The life of one wording."""
    return {
        "wording": found.wanted.wording,
        "total": found.total,
        "page": found.wanted.page,
        "size": found.wanted.size,
        "reports": found.reports,
        "first": _report(found.first),
        "last": _report(found.last),
        "hits": [_hit(each) for each in found.hits],
        "years": _counts(found.years),
        "terms": _counts(found.terms),
        "places": _counts(found.places),
        "variants": [_variant(each) for each in found.variants],
        "took_ms": round(found.took_ms, 2),
        "generation": found.generation,
    }


def _formula(found: Formula) -> dict[str, Any]:
    return {
        "text": found.text,
        "syllables": found.syllables,
        "passages": found.passages,
        "reports": [report.id for report in found.reports],
        "places": list(found.places),
        "passage": found.forms[0].passage,
        "span": list(found.forms[0].span),
        "url": f"/passages/{found.forms[0].passage}",
        "forms": [_form(each) for each in found.forms],
    }


def _form(found: Form) -> dict[str, Any]:
    return {"text": found.text, "passages": found.passages, "passage": found.passage, "span": list(found.span)}


def _hit(found: Hit) -> dict[str, Any]:
    passage, report = found.passage, found.report
    start, end = found.spans[0]
    return {
        "left": passage.text[:start],
        "hit": passage.text[start:end],
        "right": passage.text[end:],
        "spans": [list(span) for span in found.spans],
        "id": passage.id,
        "report": report.id,
        "title": report.title,
        "place": report.place,
        "term": report.term,
        "date": report.date,
        "section_path": [heading(section) for section in found.section_path],
        "page": passage.page,
        "url": f"/passages/{passage.id}",
    }


def _variant(found: Variant) -> dict[str, Any]:
    return {
        "text": found.text,
        "passages": found.passages,
        "reports": found.reports,
        "first": _report(found.first),
        "passage": found.passage.id,
        "steps": [{"kind": step.kind, "draft": list(step.draft), "passage": list(step.passage)} for step in found.steps],
        "url": f"/passages/{found.passage.id}",
    }


def _counts(counts: Sequence[Count]) -> list[dict[str, Any]]:
    return [{"value": count.value, "passages": count.passages, "reports": count.reports} for count in counts]


def _report(found: Report | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"id": found.id, "title": found.title, "place": found.place, "term": found.term, "date": found.date}
