"""Rows of the register as the JSON of the API; a row's `spans` index into its report's source text."""

from dataclasses import asdict, fields
from typing import Any

from search.answers import FacetValue
from search.pairing import Pairing
from search.register import Page
from search.register_rows import Row, printed
from store.records import Commitment

_FIELDS = tuple(each.name for each in fields(Commitment))


def page(found: Page, facets: dict[str, tuple[FacetValue, ...]], generation: str) -> dict[str, Any]:
    """One page of rows, and the values that would narrow them."""
    return {
        "total": found.total,
        "page": found.wanted.page,
        "size": found.wanted.size,
        "sort": found.wanted.sort,
        "commitments": [row(each) for each in found.rows],
        "facets": {name: [asdict(value) for value in values] for name, values in facets.items()},
        "generation": generation,
    }


def row(found: Row) -> dict[str, Any]:
    """The row as the export has it, with its report and everything that it was set against."""
    commitment, report = found.commitment, found.report
    span = printed(commitment)
    return {
        **{name: getattr(commitment, name) for name in _FIELDS},
        "spans": [list(each) for each in commitment.spans],
        "value_printed": commitment.quote[slice(*span)] if span else None,
        "title": report.title,
        "file": report.file,
        "place": report.place,
        "province": report.province,
        "term": found.term,
        "pairings": [_pairing(each) for each in found.pairings],
        "url": f"/passages/{commitment.passage}",
    }


def chip(commitment: Commitment) -> dict[str, Any]:
    """A commitment beside a passage that is a result of a search."""
    names = ("id", "kind", "indicator", "comparator", "value_low", "value_high", "unit", "period")
    return {name: getattr(commitment, name) for name in names}


def _pairing(found: Pairing) -> dict[str, Any]:
    """A verdict with what it rests on: the reason, and the words on both sides."""
    return {
        "verdict": found.verdict,
        "reason": found.reason,
        "result": _side(found.result),
        "target": _side(found.target) if found.target else None,
        "plan_quote": found.result.plan_quote,
        "verdict_quote": found.result.verdict_quote,
    }


def _side(found: Commitment) -> dict[str, Any]:
    return {"id": found.id, "report": found.report, "quote": found.quote, "url": f"/passages/{found.passage}"}
