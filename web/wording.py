"""Wording: the precedents of a draft and of a passage, the formulas of the archive, the life of a wording; pages and API.

POST /wording, text=…                   a page: each sentence of the draft with its precedents, word by word
POST /api/v1/similar {"text": …}        the same as JSON
"""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from search import wording_wire
from search.answers import FILTER_NAMES, last_page
from search.concordance import Wanted, concordance
from search.formulas import LARGEST_PAGE, Asked, formulas
from search.precedent import LONGEST_DRAFT, MOST_PRECEDENTS, PRECEDENTS, Draft, Kin, kin, precedents
from search.precedent import wire as precedent_wire
from search.recurring import FEWEST, SHORTEST
from store.errors import UsageFault
from web import questions
from web.archive import library, no_passage, searcher
from web.questions import LAST_PAGE, LONGEST_QUERY
from web.sides import context, sides, variant

blueprint = Blueprint("wording", __name__)

SIMILAR: tuple[str, ...] = ("text", "size", *FILTER_NAMES)
FORMULAS: tuple[str, ...] = ("q", "syllables", "reports", "size", "page", *FILTER_NAMES)
CONCORDANCE: tuple[str, ...] = ("q", "size", "page", *FILTER_NAMES)
FORMULAS_SIZE, CONCORDANCE_SIZE, LARGEST_SIZE = 50, 20, LARGEST_PAGE
LARGEST_BODY = 200_000  # bytes: the longest draft, each letter escaped
_IN_ADDRESS = 600  # characters; a draft as short as this gets an address of its own, to keep or to send
_FILTERS = ("place", "term", "kind")  # that the pages offer


@blueprint.route("/wording", methods=["GET", "POST"])
def draft() -> ResponseReturnValue:
    given, text = questions.form("text")
    filters = questions.filters(given)
    page: dict[str, Any] = {"text": text, "filters": filters, "offered": _offered(), "longest": LONGEST_DRAFT, "found": None}
    if not text:
        return render_template("wording.html", **page)
    if request.method == "POST" and len(text) <= _IN_ADDRESS:
        return redirect(url_for("wording.draft", text=text, **questions.filtering(filters, FILTER_NAMES)), 303)
    if len(text) > LONGEST_DRAFT:  # told beside the draft, which must not be lost
        return render_template("wording.html", **page), 400
    found = precedents(searcher(), Draft(text, filters, PRECEDENTS))
    return render_template("wording.html", **{**page, "found": found, "sides": sides})


@blueprint.get("/passages/<passage_id>/similar")
def similar_passages(passage_id: str) -> ResponseReturnValue:
    return render_template("kin.html", kin=_kin(passage_id), sides=sides)


@blueprint.get("/formulas")
def formula_list() -> ResponseReturnValue:
    asked = _formulas_asked(request.args)
    found = formulas(searcher(), asked)
    named = {"q": asked.words or None, **questions.filtering(asked.filters, FILTER_NAMES), **_lengths(asked)}
    return render_template(
        "formulas.html",
        found=found,
        words=asked.words,
        filters=asked.filters,
        offered=_offered(),
        first=(asked.page - 1) * asked.size + 1,
        last=last_page(found.total, asked.size),
        address=lambda page: url_for("wording.formula_list", **{**named, "page": page}),
    )


@blueprint.get("/concordance")
def life() -> ResponseReturnValue:
    page: dict[str, Any] = {"wording": "", "filters": questions.filters(request.args), "offered": _offered(), "found": None}
    if not request.args.get("q", "").strip():
        return render_template("concordance.html", **page)
    wanted = _wanted(request.args)
    found = concordance(searcher(), wanted)
    size = {"size": wanted.size} if wanted.size != CONCORDANCE_SIZE else {}
    named = {"q": wanted.wording, **questions.filtering(wanted.filters, FILTER_NAMES), **size}
    return render_template(
        "concordance.html",
        **{**page, "wording": wanted.wording, "found": found},
        last=last_page(found.total, wanted.size),
        context=context,
        variant=variant,
        address=lambda page: url_for("wording.life", **{**named, "page": page}),
    )


@blueprint.route("/api/v1/similar", methods=["GET", "POST"])
def similar() -> ResponseReturnValue:
    request.max_content_length = LARGEST_BODY
    given = _body() if request.method == "POST" else request.args
    questions.only(given, SIMILAR)
    size = questions.number(given, "size", PRECEDENTS, MOST_PRECEDENTS)
    asked = Draft(questions.single(given, "text") or "", questions.filters(given), size)
    return precedent_wire.precedents(precedents(searcher(), asked))


@blueprint.get("/api/v1/passages/<passage_id>/similar")
def passage_similar(passage_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    return precedent_wire.kin(_kin(passage_id))


@blueprint.get("/api/v1/formulas")
def formulas_found() -> ResponseReturnValue:
    questions.only(request.args, FORMULAS)
    return wording_wire.formulas(formulas(searcher(), _formulas_asked(request.args)))


@blueprint.get("/api/v1/concordance")
def concordance_found() -> ResponseReturnValue:
    questions.only(request.args, CONCORDANCE)
    return wording_wire.concordance(concordance(searcher(), _wanted(request.args)))


def _kin(passage_id: str) -> Kin:
    found = kin(searcher(), passage_id)
    if found is None:
        raise no_passage(passage_id)
    return found


def _formulas_asked(given: MultiDict[str, str]) -> Asked:
    return Asked(
        _short(given),
        questions.filters(given),
        questions.number(given, "syllables", SHORTEST, 1000, SHORTEST),
        questions.number(given, "reports", FEWEST, 100_000, FEWEST),
        questions.number(given, "size", FORMULAS_SIZE, LARGEST_SIZE),
        questions.number(given, "page", 1, LAST_PAGE),
    )


def _wanted(given: MultiDict[str, str]) -> Wanted:
    size = questions.number(given, "size", CONCORDANCE_SIZE, LARGEST_SIZE)
    return Wanted(_short(given), questions.filters(given), size, questions.number(given, "page", 1, LAST_PAGE))


def _short(given: MultiDict[str, str]) -> str:
    words = (questions.single(given, "q") or "").strip()
    if len(words) > LONGEST_QUERY:
        raise UsageFault(f"'q' has {len(words)} characters: give at most {LONGEST_QUERY}.", "q")
    return words


def _body() -> MultiDict[str, str]:
    """The fields of a JSON object, or of a form, as those of an address."""
    if not request.is_json:
        return request.form
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise UsageFault('The body is no JSON object: send {"text": "…"}, with the parameters beside the text.', "text")
    fields: MultiDict[str, str] = MultiDict()
    for name, value in sent.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, bool) or not isinstance(each, str | int):
                raise UsageFault(f"The value of {name[:60]!r} is neither a text nor a whole number.", name[:60])
            fields.add(name, str(each))
    return fields


def _lengths(asked: Asked) -> dict[str, Any]:
    """What is not as usual, for the address of another page."""
    usual = {"syllables": SHORTEST, "reports": FEWEST, "size": FORMULAS_SIZE}
    return {name: getattr(asked, name) for name, value in usual.items() if getattr(asked, name) != value}


def _offered() -> dict[str, tuple[str, ...]]:
    """The values of the filters that pages offer: those that reports have."""
    reports = [entry.report for entry in library().reports()]
    held = {name: sorted({str(getattr(report, name)) for report in reports if getattr(report, name)}) for name in _FILTERS}
    return {name: tuple(values) for name, values in held.items()}
