"""An answer as the JSON of the API and of `python -m search --json`: the fields named in the contract, and more beside them."""

from typing import Any

from search.answers import Answer, Note, Result
from search.passage_wire import pairs, placed
from search.register_wire import chip


def answer(found: Answer) -> dict[str, Any]:
    """The whole answer: query, total, took_ms, results and facets; reading and remarks say how the query was understood."""
    return {
        "query": found.request.query,
        "mode": found.request.mode,
        "page": found.request.page,
        "size": found.request.size,
        "total": found.total,
        "counted": found.counted,
        "took_ms": round(found.took_ms, 2),
        "reading": found.reading,
        "remarks": list(found.remarks),
        "did_you_mean": found.did_you_mean,
        "expansions": [{"source": each.source, "terms": list(each.terms)} for each in found.expansions],
        "results": [result(each) for each in found.results],
        "facets": {
            name: [{"value": v.value, "label": v.label, "count": v.count, "selected": v.selected} for v in values]
            for name, values in found.facets.items()
        },
        "generation": found.generation,
    }


def result(found: Result) -> dict[str, Any]:
    """One result; offsets count code points, `spans` into the report's source text, all others into `text`."""
    return {
        **placed(found.passage, found.report, found.section_path),
        "sections": [section.id for section in found.section_path],
        "score": round(found.score, 6),
        "matched": list(found.matched),
        "highlights": pairs(found.highlights),
        "snippet": list(found.snippet),
        "copies": found.copies,
        "notes": [note(each) for each in found.notes],
        "commitments": [chip(each) for each in found.commitments],
        "terms": [{"term": each.term, "english": each.english} for each in found.terms],
    }


def note(found: Note) -> dict[str, Any]:
    """A footnote and the other end of its thread."""
    return {
        "id": found.footnote.id,
        "number": found.footnote.number,
        "marker": found.footnote.marker,
        "passage": found.footnote.passage,
        "text": found.body.text if found.body else None,
        "anchor_passage": found.footnote.anchor_passage,
        "anchor_section": found.footnote.anchor_section,
        "anchor_text": found.anchor.text if found.anchor else None,
        "anchor_offset": found.footnote.anchor_offset,
        "anchor_sentence": list(found.anchor_sentence) if found.anchor_sentence else None,
    }
