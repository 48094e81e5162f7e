"""What helps to ask: suggestions while typing, and an answer as an Atom feed, so that a question can be followed."""

from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from search.answers import Result
from search.suggest import Suggester
from web import languages, questions
from web.archive import searcher
from web.describe import Described, answer, list_of, object_of, operation, query
from web.openapi import asking

blueprint = Blueprint("suggesting", __name__)

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 20  # suggestions
_USUAL = 8
_PARAMETERS = ("q", "size")


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    state.app.extensions["suggester"] = Suggester(state.app.extensions["searcher"].library)


@blueprint.get("/api/v1/suggest")
def suggest() -> ResponseReturnValue:
    questions.only(request.args, _PARAMETERS)
    typed = questions.single(request.args, "q") or ""
    size = questions.number(request.args, "size", _USUAL, _MOST)
    suggester: Suggester = current_app.extensions["suggester"]
    found = suggester.suggest(typed[: questions.LONGEST_QUERY], size)
    return {"query": typed, "suggestions": [asdict(suggestion) for suggestion in found]}


@blueprint.get("/search.atom")
def feed() -> ResponseReturnValue:
    """The results of a question as Atom 1.0 (RFC 4287): a reader that follows it sees what a build adds."""
    asked = questions.asked(request.args, questions.API_SIZE, languages.chosen())
    found = searcher().search(asked)
    root = ET.Element("feed", xmlns=_ATOM)
    named: dict[str, Any] = questions.parameters(asked)
    address = url_for("pages.search", _external=True, **named)
    ET.SubElement(root, "id").text = address
    ET.SubElement(root, "link", href=address)
    ET.SubElement(root, "link", rel="self", href=request.url)
    ET.SubElement(root, "title").text = _("%(query)s – Văn Khố", query=asked.query)
    ET.SubElement(root, "updated").text = _moment(found.generation)
    for result in found.results:
        root.append(_entry(result, _moment(found.generation)))
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), mimetype="application/atom+xml")


def described() -> Described:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    many = {"type": "integer", "minimum": 1, "maximum": _MOST, "default": _USUAL}
    typed = [query("q", "What was typed so far.", text), query("size", "How many suggestions.", many)]
    atom = {"200": {"description": "An Atom feed.", "content": {"application/atom+xml": {"schema": text}}}}
    paths = {
        "/api/v1/suggest": operation("suggest", "What the letters typed may become.", typed, answer("Suggestions")),
        "/search.atom": operation("feed", "The results of a question, as an Atom feed.", asking(questions.API_SIZE), atom),
    }
    suggestion = object_of({"text": text, "kind": {"enum": ["indicator", "term", "section"]}, "also": maybe})
    return Described(paths, {"Suggestions": object_of({"query": text, "suggestions": list_of(suggestion)})})


def _entry(result: Result, moment: str) -> ET.Element:
    entry = ET.Element("entry")
    address = url_for("pages.passage", passage_id=result.passage.id, _external=True)
    ET.SubElement(entry, "id").text = address
    ET.SubElement(entry, "link", href=address)
    ET.SubElement(entry, "title").text = result.report.title
    ET.SubElement(entry, "updated").text = moment
    ET.SubElement(ET.SubElement(entry, "author"), "name").text = result.report.issuer or result.report.place or _("Văn Khố")
    start, end = result.snippet
    ET.SubElement(entry, "summary").text = result.passage.text[start:end]
    return entry


def _moment(generation: str) -> str:
    """When a generation was built, which its name begins with: 20260131T081500-5b051d → 2026-01-31T08:15:00Z."""
    day, time = generation[:8], generation[9:15]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"
