"""The OpenAPI 3.1 document: every route of the site, what it takes and what it answers.

Each area of the site describes its own routes in a function `described`, which `web.create_app` names beside the area's
blueprint; the routes of `pages` and `api` are described here. The values that a parameter may have come from where they are
checked, and the fields of a row from the row itself, so the document cannot promise others.
"""

from collections.abc import Iterable

from search import documents
from search.answers import LANGUAGES, MODES, Matched
from search.library import Listed
from store.records import Footnote, Passage, Report, Section, Span
from web.describe import (
    Described,
    Json,
    answer,
    content,
    fault,
    fields_of,
    html,
    list_of,
    object_of,
    operation,
    page,
    path,
    query,
    ref,
    written,
)
from web.questions import API_SIZE, CHOICES, LARGEST_SIZE, LAST_PAGE, LONGEST_QUERY, PAGE_SIZE

_ABOUT = (
    "A full-text archive of Vietnamese political and government reports: search by words and by meaning, read, and cite the "
    "original passage. Offsets count Unicode code points from 0, half-open. Every fault answers with the shape `Error`."
)


def document(areas: Iterable[Described]) -> Json:
    """The document, as a JSON object, of the site's areas together."""
    paths: dict[str, Json] = {}
    schemas: Json = {}
    for area in areas:
        paths |= {route: {"get": told} for route, told in area.paths.items()}
        for route, told in area.posts.items():
            paths[route]["post"] = told
        schemas |= area.schemas
    limited = fault("Too many requests came from this address; `Retry-After` says how many seconds to wait.")
    for operations in paths.values():
        for told in operations.values():
            told["responses"].setdefault("429", limited if "api" in told["tags"] else html("The page says to wait."))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Văn Khố",
            "version": "1",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def described() -> Described:
    """The routes of `pages` and `api`."""
    return Described({**_api(), **_pages()}, _schemas())


def _api() -> dict[str, Json]:
    no_report = fault("There is no such report.")
    no_passage = fault("There is no such passage.")
    return {
        "/api/v1/search": operation(
            "search",
            "Passages that answer a query, best first.",
            [*asking(API_SIZE), _spoken()],
            answer("Answer"),
        ),
        "/api/v1/reports": operation("listReports", "Every report of the archive.", [], answer("ReportList")),
        "/api/v1/reports/{report_id}": operation(
            "readReport",
            "One report, whole: its sections, passages and footnotes in reading order.",
            [path("report_id", "The report's id.")],
            {**answer("ReportText"), "404": no_report},
        ),
        "/api/v1/reports/{report_id}/source": operation(
            "readSource",
            "The report's source text, which all spans index into.",
            [path("report_id", "The report's id.")],
            {"200": {"description": "The text.", "content": {"text/plain": {"schema": {"type": "string"}}}}, "404": no_report},
        ),
        "/api/v1/passages/{passage_id}": operation(
            "readPassage",
            "One passage with its report, section path and footnotes.",
            [path("passage_id", "The passage's id.")],
            {**answer("CitedPassage"), "404": no_passage},
        ),
        "/api/v1/openapi.json": operation(
            "describe",
            "This document.",
            [],
            {"200": {"description": "An OpenAPI document.", "content": content({"type": "object"})}},
            ("400",),
        ),
        "/healthz": operation(
            "health",
            "Whether the archive can answer.",
            [],
            {**answer("Health"), "503": fault("There is no usable index.")},
            ("400",),
        ),
    }


def _pages() -> dict[str, Json]:
    passage = query("passage", "The id of a passage to mark.", {"type": "string"})
    words = query("q", "Words to highlight in the report.", {"type": "string", "maxLength": LONGEST_QUERY})
    shown, gone = html("The page."), html("There is no such page; it says where to go on.")
    moved = {"description": "The report's page, opened at the passage.", "headers": {"Location": {"schema": {"type": "string"}}}}
    home = {"description": "No query was given: the first page.", "headers": {"Location": {"schema": {"type": "string"}}}}
    return {
        "/": page("home", "The first page: a search box, examples, what the archive holds.", [], {"200": shown}),
        "/search": page(
            "searchPage", "The results of a query.", asking(PAGE_SIZE, required=False), {"200": shown, "302": home, "400": shown}
        ),
        "/reports": page(
            "reportsPage", "The reports of the archive, narrowed and in order.", _listing(), {"200": shown, "400": shown}
        ),
        "/reports/{report_id}": page(
            "reportPage",
            "One report: its outline beside its text.",
            [path("report_id", "The report's id."), words, passage],
            {"200": shown, "400": shown, "404": gone},
        ),
        "/passages/{passage_id}": page(
            "passagePage",
            "The permanent address of a passage: leads to its report, opened at it.",
            [path("passage_id", "The passage's id."), words],
            {"302": moved, "404": gone},
        ),
        "/help": page("helpPage", "How to write a query.", [], {"200": shown}),
    }


def _listing() -> list[Json]:
    """The parameters of the list of documents."""
    told = {"place": "Only reports of this place.", "term": "Only reports of this term.", "kind": "Only this kind of report."}
    return [
        *(query(name, told[name], {"type": "string"}) for name in documents.FILTERS),
        query("year", "Only reports dated in this year.", {"type": "string"}),
        query("by", "What they are ordered by, and grouped.", {"enum": list(documents.ORDERS), "default": documents.ORDERS[0]}),
        query("page", "Which page of the list.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
    ]


def _spoken() -> Json:
    """In what language an answer says its own sentences."""
    return query("lang", "The language of `reading` and `remarks`.", {"enum": list(LANGUAGES), "default": LANGUAGES[0]})


def asking(size: int, required: bool = True) -> list[Json]:
    """The parameters of a search."""
    many = {"type": "array", "items": {"type": "string"}}
    return [
        query(
            "q",
            "What to search for, in the query language.",
            {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
            required,
        ),
        query("mode", "How to search: by words and meaning, by words, by meaning.", {"enum": list(MODES), "default": MODES[0]}),
        query(
            "expand",
            "Whether to look also for what the same is called otherwise; 0: only for what was typed.",
            {"enum": list(CHOICES["expand"]), "default": "1"},
        ),
        query("page", "Which page of results.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
        query("size", "How many results a page.", {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": size}),
        query("report", "Only these reports, by id. Repeat it for alternatives, as all filters.", many),
        query("place", "Only reports of these places.", many),
        query("province", "Only reports of places in these provinces.", many),
        query("kind", "Only these kinds of report.", {"type": "array", "items": {"enum": list(CHOICES["kind"])}}),
        query("term", "Only reports of these terms, as `2020-2025`.", many),
        query(
            "passage_kind", "Only these kinds of passage.", {"type": "array", "items": {"enum": list(CHOICES["passage_kind"])}}
        ),
    ]


def placed() -> Json:
    """The properties of a passage with its report, as `search.passage_wire.placed` writes them."""
    text, report, passage = {"type": "string"}, fields_of(Report), fields_of(Passage)
    held = {name: passage[name] for name in ("id", "report", "kind", "text", "spans", "page", "page_end", "confidence")}
    held |= {name: report[name] for name in ("file", "title", "place", "province", "term")}
    maybe = {"type": ["string", "null"]}
    return held | {"report_kind": report["kind"], "page_label": maybe, "section_path": list_of(text), "url": text}


def _schemas() -> Json:
    text, number, whole, flag = {"type": "string"}, {"type": "number"}, {"type": "integer"}, {"type": "boolean"}
    texts, spans = list_of(text), written(tuple[Span, ...])
    maybe = {"type": ["string", "null"]}
    terms = list_of(object_of({"term": text, "english": text}))
    report, passage, footnote = fields_of(Report), fields_of(Passage), fields_of(Footnote)
    counts = object_of(fields_of(Listed.__annotations__["counts"]))
    cited = {"file": text, "title": text, "section_path": texts, "url": text}
    result = placed() | {"sections": texts}
    result |= {"score": {"type": "number", "minimum": 0, "maximum": 1}, "matched": written(tuple[Matched, ...])}
    result |= {"highlights": spans, "snippet": written(Span), "copies": whole}
    note = {
        name: footnote[name]
        for name in ("id", "number", "marker", "passage", "anchor_passage", "anchor_section", "anchor_offset")
    }
    note |= {"text": maybe, "anchor_text": maybe, "anchor_sentence": {"anyOf": [written(Span), {"type": "null"}]}}
    notes = list_of(ref("Note"))
    facet = object_of({"value": text, "label": text, "count": whole, "selected": flag})
    found = {"query": text, "total": whole, "counted": flag, "took_ms": number, "results": list_of(ref("Result"))}
    found |= {"mode": {"enum": list(MODES)}, "page": whole, "size": whole, "reading": text, "remarks": texts, "generation": text}
    found |= {"did_you_mean": maybe, "expansions": list_of(object_of({"source": text, "terms": texts}))}
    return {
        "Error": object_of(
            {"error": object_of({"code": text, "message": text, "parameter": maybe})}
            | {"type": text, "title": text, "status": whole, "detail": text}
        ),
        "Health": object_of({"status": {"const": "ok"}, "generation": text, "reports": whole, "passages": whole}),
        "ListedReport": object_of({**report, "url": text, "counts": counts}),
        "ReportList": object_of({"total": whole, "reports": list_of(ref("ListedReport"))}),
        "Report": object_of({**report, "url": text, "warnings": texts}),
        "Section": object_of(fields_of(Section)),
        "Passage": object_of(passage),
        "Footnote": object_of(footnote),
        "ReportText": object_of(
            {
                "report": ref("Report"),
                "sections": list_of(ref("Section")),
                "passages": list_of(ref("Passage")),
                "footnotes": list_of(ref("Footnote")),
            }
        ),
        "Note": object_of(note),
        "CitedPassage": object_of({**passage, **cited, "page_label": maybe, "notes": notes, "before": maybe, "after": maybe}),
        "Result": object_of({**result, "notes": notes, "commitments": list_of(ref("CommitmentChip")), "terms": terms}),
        "Answer": object_of({**found, "facets": {"type": "object", "additionalProperties": list_of(facet)}}),
    }
