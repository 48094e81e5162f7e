"""Precedents as the JSON of the API and of `python -m search --similar --json`; all spans count code points, half-open."""

from typing import Any

from search.passage_wire import placed
from search.precedent.records import Kin, Precedent, Precedents, Sentence


def precedents(found: Precedents) -> dict[str, Any]:
    """The whole answer to a draft; `spans` of a sentence index into `text`."""
    return {
        "text": found.draft.text,
        "share": round(found.share, 4),
        "size": found.draft.size,
        "sentences": [_sentence(each) for each in found.sentences],
        "took_ms": round(found.took_ms, 2),
        "generation": found.generation,
    }


def kin(found: Kin) -> dict[str, Any]:
    """The three lists of passages like one passage; the `draft` spans of their steps index into its `text`."""
    return {
        "id": found.passage.id,
        "report": found.report.id,
        "text": found.passage.text,
        "similar": [precedent(each) for each in found.similar],
        "earlier": [precedent(each) for each in found.earlier],
        "later": [precedent(each) for each in found.later],
    }


def _sentence(found: Sentence) -> dict[str, Any]:
    return {
        "span": list(found.span),
        "syllables": found.syllables,
        "shared": [list(span) for span in found.shared],
        "shared_syllables": found.shared_syllables,
        "passages": found.passages,
        "precedents": [precedent(each) for each in found.precedents],
    }


def precedent(found: Precedent) -> dict[str, Any]:
    """One precedent, with what a reader needs to judge and cite it."""
    return {
        **placed(found.passage, found.report, found.section_path),
        "likeness": found.likeness,
        "closeness": round(found.closeness, 4),
        "meaning": round(found.meaning, 4),
        "date": found.report.date,
        "extent": list(found.extent),
        "runs": [
            {"draft": list(run.draft), "passage": list(run.passage), "syllables": run.syllables, "gaps": run.gaps}
            for run in found.runs
        ],
        "steps": [{"kind": step.kind, "draft": list(step.draft), "passage": list(step.passage)} for step in found.steps],
    }
