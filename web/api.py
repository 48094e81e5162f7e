"""The JSON API under /api/v1, and /healthz. What each route takes and answers is written in `openapi.py`."""

from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from search import wire
from search.passage_wire import heading
from store.records import Report
from web import openapi as description
from web import questions, told
from web.archive import library, read_passage, read_report, read_source, searcher

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/search")
def search() -> ResponseReturnValue:
    questions.only(request.args, questions.PARAMETERS)
    asked = questions.asked(request.args, questions.API_SIZE, questions.language(request.args))
    answer = searcher().search(asked)
    return wire.answer(replace(answer, remarks=tuple(told.remark(sentence).text for sentence in answer.remarks)))


@blueprint.get("/api/v1/reports")
def reports() -> ResponseReturnValue:
    questions.only(request.args, ())
    listed = [{**_report(entry.report), "counts": asdict(entry.counts)} for entry in library().reports()]
    return {"total": len(listed), "reports": listed}


@blueprint.get("/api/v1/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    read = read_report(report_id)
    return {
        "report": {**_report(read.report), "warnings": read.warnings},
        "sections": [asdict(section) for section in read.outline],
        "passages": [asdict(passage) for passage in read.passages],
        "footnotes": [asdict(footnote) for footnote in read.footnotes],
    }


@blueprint.get("/api/v1/reports/<report_id>/source")
def source(report_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    return Response(read_source(report_id).encode(), mimetype="text/plain")


@blueprint.get("/api/v1/passages/<passage_id>")
def passage(passage_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    read = read_passage(passage_id)
    return {
        **asdict(read.passage),
        "file": read.report.file,
        "title": read.report.title,
        "page_label": read.report.page_label(read.passage.page),
        "section_path": [heading(section) for section in read.section_path],
        "notes": [wire.note(note) for note in read.notes],
        "before": read.before.id if read.before else None,
        "after": read.after.id if read.after else None,
        "url": url_for("pages.passage", passage_id=passage_id),
    }


@blueprint.get("/api/v1/openapi.json")
def openapi() -> ResponseReturnValue:
    questions.only(request.args, ())
    return description.document(current_app.extensions["described"])


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """For monitoring: a 200 says that the index is there and can be read."""
    questions.only(request.args, ())
    counts = [entry.counts for entry in library().reports()]
    passages = sum(count.passages for count in counts)
    return {"status": "ok", "generation": library().generation(), "reports": len(counts), "passages": passages}


def _report(found: Report) -> dict[str, Any]:
    return {**asdict(found), "url": url_for("pages.report", report_id=found.id)}
