"""The pages for people: home, results, documents, one report, one passage's address, help. Every form is a GET."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from search import documents
from search.answers import Answer, FacetValue, Filters, Request, Result, last_page
from store.errors import UsageFault
from store.records import Report
from web import languages, questions, texts
from web.archive import library, progress, read_report, searcher
from web.citing import of_passage, whereabouts
from web.reading import reading

blueprint = Blueprint("pages", __name__)

# Facets in the order in which people narrow; a filter with one value only, not chosen, narrows nothing and is left out.
_FACETS = ("place", "province", "term", "kind", "passage_kind", "report")
_HITS = 100  # highlighted passages of one report, the most that one answer can hold
_CLOSE = 0.4  # of the best score: below it, passages of the same report share a word or two, which is no hit to a reader
_OPERATORS = str.maketrans(dict.fromkeys('"“”()*?:', " "))


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter value, and the address of the same question without it."""

    name: str
    label: str
    address: str


@blueprint.get("/")
def home() -> ResponseReturnValue:
    entries = library().reports()
    totals = {name: sum(getattr(entry.counts, name) for entry in entries) for name in ("passages", "footnotes")}
    return render_template("home.html", entries=entries, totals={"reports": len(entries), **totals})


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    if not request.args.get("q", "").strip():
        return redirect(url_for("pages.home"))
    asked = questions.asked(request.args, questions.PAGE_SIZE, languages.chosen())
    answer = searcher().search(asked)
    facets = _facets(answer)
    last = last_page(answer.total, asked.size)
    return render_template(
        "search.html",
        asked=asked,
        answer=answer,
        counted=answer.counted,
        first=(asked.page - 1) * asked.size + 1,
        last=last,
        page_numbers=_page_numbers(min(asked.page, last), last),
        chosen=tuple(questions.chosen(asked.filters)),
        chips=_chips(answer, facets),
        facets=facets,
        unfiltered=_address(replace(asked, filters=Filters(), page=1)),
        stated=_address(replace(asked, page=1, size=questions.PAGE_SIZE), "citing.statement_page"),
        followed=_address(replace(asked, page=1, size=questions.PAGE_SIZE), "suggesting.feed"),
        plain=_plain(asked.query),
        progress=progress,
        address=lambda to, **changes: _address(replace(to, **changes)),
        toggled=lambda name, value: _address(questions.toggled(asked, name, value)),
    )


@blueprint.get("/reports")
def reports() -> ResponseReturnValue:
    wanted = _listing(request.args)
    page = documents.documents(library().reports(), wanted)
    return render_template(
        "reports.html",
        list=page,
        orders=texts.ORDER,
        address=lambda **changes: url_for("pages.reports", **{**wanted.named(), **changes}),
        page_address=lambda number: url_for("pages.reports", **{**wanted.named(), "page": number}),
    )


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> ResponseReturnValue:
    document = read_report(report_id)
    query = request.args.get("q", "").strip()
    found = _within(report_id, query) if query else {}
    view = reading(document, request.args.get("passage"), {name: result.highlights for name, result in found.items()})
    return render_template(
        "report.html",
        document=document,
        view=view,
        query=query,
        found=found,
        cited=of_passage(view.marked.id) if view.marked else None,
        linked=_linked(document.report),
    )


@blueprint.get("/passages/<passage_id>")
def passage(passage_id: str) -> ResponseReturnValue:
    """The permanent address of a passage: its report, opened at it. A 302, since the report's own address may change."""
    cited = library().passage(passage_id)
    if cited is None:
        return whereabouts(passage_id)
    query = request.args.get("q") or None  # url_for leaves None out
    return redirect(url_for("pages.report", report_id=cited.report.id, q=query, passage=passage_id, _anchor=passage_id))


@blueprint.get("/help")
def help_page() -> ResponseReturnValue:
    return render_template("help.html")


def _listing(given: MultiDict[str, str]) -> documents.Asked:
    """What a query string asks of the list. Raises UsageFault, naming the parameter, for what cannot be meant."""
    by = questions.single(given, "by") or documents.ORDERS[0]
    if by not in documents.ORDERS:
        raise UsageFault(f"{by[:60]!r} is no order: choose one of {', '.join(documents.ORDERS)}.", "by")
    filters = {name: questions.single(given, name) or None for name in (*documents.FILTERS, "year")}
    return documents.Asked(by, **filters, page=questions.number(given, "page", 1, questions.LAST_PAGE))


def _linked(report: Report) -> dict[str, Any]:
    """A report for machines: JSON-LD in the words of schema.org, what is not known left out."""
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": report.title,
        "inLanguage": report.language,
        "url": url_for("pages.report", report_id=report.id, _external=True),
        "datePublished": report.date,
        "numberOfPages": report.pages,
        "temporalCoverage": report.term and report.term.replace("-", "/"),
        "spatialCoverage": report.place and {"@type": "Place", "name": report.place},
        "author": report.issuer and {"@type": "Organization", "name": report.issuer},
    }
    return {name: value for name, value in known.items() if value}


def _within(report_id: str, query: str) -> dict[str, Result]:
    """The passages of one report that answer the query about as well as the best of them, by their ids."""
    asked = questions.asked(MultiDict([("q", query), ("mode", "keyword"), ("report", report_id)]), _HITS)
    results = searcher().search(asked).results
    return {result.passage.id: result for result in results if result.score >= _CLOSE * results[0].score}


def _address(asked: Request, endpoint: str = "pages.search") -> str:
    named: dict[str, Any] = questions.parameters(asked)
    return url_for(endpoint, **named)


def _facets(answer: Answer) -> tuple[Facet, ...]:
    found = (Facet(name, tuple(map(_labelled(name), answer.facets.get(name, ())))) for name in _FACETS)
    return tuple(facet for facet in found if len(facet.values) > 1 or any(value.selected for value in facet.values))


def _labelled(name: str) -> Callable[[FacetValue], FacetValue]:
    """Gives a value the site's own word for it, which can be translated."""
    words = {"kind": texts.REPORT_KIND, "passage_kind": texts.PASSAGE_KIND}.get(name, {})
    return lambda value: replace(value, label=str(words.get(value.value, value.label)))


def _chips(answer: Answer, facets: tuple[Facet, ...]) -> tuple[Chip, ...]:
    labels = {(facet.name, value.value): value.label for facet in facets for value in facet.values}
    return tuple(
        Chip(name, labels.get((name, value), value), _address(questions.toggled(answer.request, name, value)))
        for name, value in questions.chosen(answer.request.filters)
    )


def _page_numbers(page: int, last: int) -> tuple[int | None, ...]:
    """The pages to offer, None for a gap: 1 … 4 5 6 … 20."""
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    offered: list[int | None] = []
    for number in near:
        if offered and number - (offered[-1] or 0) > 1:
            offered.append(None)
        offered.append(number)
    return tuple(offered)


def _plain(query: str) -> str | None:
    """The query without quotes, operators and fields, when that is another query."""
    words = [word for word in query.translate(_OPERATORS).split() if word not in ("AND", "OR", "NOT") and "NEAR" not in word]
    plain = " ".join(word.lstrip("-+") for word in words)
    return plain if plain and plain != query else None
