"""The OpenAPI 3.1 document: every route of the site, what it takes and what it answers.

The values that a parameter may have come from where they are checked, and the fields of a row from the row itself, so the
document cannot promise others.
"""

from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from search.answers import MODES, Matched
from store.records import Footnote, Passage, Report, Section, Span
from web.questions import API_SIZE, CHOICES, LARGEST_SIZE, LAST_PAGE, LONGEST_QUERY, PAGE_SIZE

Json = dict[str, Any]

_ABOUT = (
    "A full-text archive of Vietnamese political and government reports: search by words and by meaning, read, and cite the "
    "original passage. Offsets count Unicode code points from 0, half-open. Every fault answers with the shape `Error`."
)


def document() -> Json:
    """The document, as a JSON object."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Văn Khố",
            "version": "1",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {path: {"get": operation} for path, operation in {**_api(), **_pages()}.items()},
        "components": {"schemas": _schemas()},
    }


def _api() -> dict[str, Json]:
    no_report = _fault("There is no such report.")
    no_passage = _fault("There is no such passage.")
    return {
        "/api/v1/search": _operation(
            "search", "Passages that answer a query, best first.", _asking(API_SIZE), _json("Answer"), faults=("400", "503")
        ),
        "/api/v1/reports": _operation(
            "listReports", "Every report of the archive.", [], _json("ReportList"), faults=("400", "503")
        ),
        "/api/v1/reports/{report_id}": _operation(
            "readReport",
            "One report, whole: its sections, passages and footnotes in reading order.",
            [_path("report_id", "The report's id.")],
            {**_json("ReportText"), "404": no_report},
            faults=("400", "503"),
        ),
        "/api/v1/reports/{report_id}/source": _operation(
            "readSource",
            "The report's source text, which all spans index into.",
            [_path("report_id", "The report's id.")],
            {"200": {"description": "The text.", "content": {"text/plain": {"schema": {"type": "string"}}}}, "404": no_report},
            faults=("400", "503"),
        ),
        "/api/v1/passages/{passage_id}": _operation(
            "readPassage",
            "One passage with its report, section path and footnotes.",
            [_path("passage_id", "The passage's id.")],
            {**_json("CitedPassage"), "404": no_passage},
            faults=("400", "503"),
        ),
        "/api/v1/openapi.json": _operation(
            "describe",
            "This document.",
            [],
            {"200": {"description": "An OpenAPI document.", "content": _content({"type": "object"})}},
            ("400",),
        ),
        "/healthz": _operation(
            "health",
            "Whether the archive can answer.",
            [],
            {**_json("Health"), "503": _fault("There is no usable index.")},
            ("400",),
        ),
    }


def _pages() -> dict[str, Json]:
    passage = _query("passage", "The id of a passage to mark.", {"type": "string"})
    words = _query("q", "Words to highlight in the report.", {"type": "string", "maxLength": LONGEST_QUERY})
    page, gone = _html("The page."), _html("There is no such page; it says where to go on.")
    moved = {"description": "The report's page, opened at the passage.", "headers": {"Location": {"schema": {"type": "string"}}}}
    home = {"description": "No query was given: the first page.", "headers": {"Location": {"schema": {"type": "string"}}}}
    return {
        "/": _page("home", "The first page: a search box, examples, what the archive holds.", [], {"200": page}),
        "/search": _page(
            "searchPage", "The results of a query.", _asking(PAGE_SIZE, required=False), {"200": page, "302": home, "400": page}
        ),
        "/reports": _page("reportsPage", "Every report of the archive.", [], {"200": page}),
        "/reports/{report_id}": _page(
            "reportPage",
            "One report: its outline beside its text.",
            [_path("report_id", "The report's id."), words, passage],
            {"200": page, "400": page, "404": gone},
        ),
        "/passages/{passage_id}": _page(
            "passagePage",
            "The permanent address of a passage: leads to its report, opened at it.",
            [_path("passage_id", "The passage's id."), words],
            {"302": moved, "404": gone},
        ),
        "/help": _page("helpPage", "How to write a query.", [], {"200": page}),
    }


def _asking(size: int, required: bool = True) -> list[Json]:
    """The parameters of a search."""
    many = {"type": "array", "items": {"type": "string"}}
    return [
        _query(
            "q",
            "What to search for, in the query language.",
            {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
            required,
        ),
        _query("mode", "How to search: by words and meaning, by words, by meaning.", {"enum": list(MODES), "default": MODES[0]}),
        _query("page", "Which page of results.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
        _query("size", "How many results a page.", {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": size}),
        _query("report", "Only these reports, by id. Repeat it for alternatives, as all filters.", many),
        _query("place", "Only reports of these places.", many),
        _query("province", "Only reports of places in these provinces.", many),
        _query("kind", "Only these kinds of report.", {"type": "array", "items": {"enum": list(CHOICES["kind"])}}),
        _query("term", "Only reports of these terms, as `2020-2025`.", many),
        _query(
            "passage_kind", "Only these kinds of passage.", {"type": "array", "items": {"enum": list(CHOICES["passage_kind"])}}
        ),
    ]


def _schemas() -> Json:
    text, number, whole, flag = {"type": "string"}, {"type": "number"}, {"type": "integer"}, {"type": "boolean"}
    texts, spans = _list(text), _written(tuple[Span, ...])
    maybe = {"type": ["string", "null"]}
    report, passage, footnote = _fields(Report), _fields(Passage), _fields(Footnote)
    counts = _object({"sections": whole, "passages": whole, "footnotes": whole, "unpaired": whole})
    cited = {"file": text, "title": text, "section_path": texts, "url": text}
    result = {name: passage[name] for name in ("id", "report", "kind", "text", "spans", "page", "page_end")}
    result |= {"score": {"type": "number", "minimum": 0, "maximum": 1}, "matched": _written(tuple[Matched, ...])}
    result |= {"highlights": spans, "snippet": _written(Span), "copies": whole}
    more = {name: report[name] for name in ("place", "province", "term")} | {"report_kind": report["kind"], "sections": texts}
    note = {
        name: footnote[name]
        for name in ("id", "number", "marker", "passage", "anchor_passage", "anchor_section", "anchor_offset")
    }
    note |= {"text": maybe, "anchor_text": maybe, "anchor_sentence": {"anyOf": [_written(Span), {"type": "null"}]}}
    notes = _list(_ref("Note"))
    facet = _object({"value": text, "label": text, "count": whole, "selected": flag})
    answer = {"query": text, "total": whole, "took_ms": number, "results": _list(_ref("Result"))}
    answer |= {"mode": {"enum": list(MODES)}, "page": whole, "size": whole, "reading": text, "remarks": texts, "generation": text}
    return {
        "Error": _object({"error": _object({"code": text, "message": text, "parameter": maybe})}),
        "Health": _object({"status": {"const": "ok"}, "generation": text, "reports": whole, "passages": whole}),
        "ListedReport": _object({**report, "url": text, "counts": counts}),
        "ReportList": _object({"total": whole, "reports": _list(_ref("ListedReport"))}),
        "Report": _object({**report, "url": text, "warnings": texts}),
        "Section": _object(_fields(Section)),
        "Passage": _object(passage),
        "Footnote": _object(footnote),
        "ReportText": _object(
            {
                "report": _ref("Report"),
                "sections": _list(_ref("Section")),
                "passages": _list(_ref("Passage")),
                "footnotes": _list(_ref("Footnote")),
            }
        ),
        "Note": _object(note),
        "CitedPassage": _object({**passage, **cited, "notes": notes, "before": maybe, "after": maybe}),
        "Result": _object({**result, **cited, **more, "notes": notes}),
        "Answer": _object({**answer, "facets": {"type": "object", "additionalProperties": _list(facet)}}),
    }


def _fields(record: type) -> Json:
    """The fields of a dataclass, as JSON Schema."""
    hints = get_type_hints(record)
    return {field.name: _written(hints[field.name]) for field in fields(record)}


def _written(kind: Any) -> Json:
    """What a value of this type looks like in JSON: `str | None` → {"type": ["string", "null"]}."""
    simple = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
    if kind in simple:
        return {"type": simple[kind]}
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return {"enum": list(inner)}
    if get_origin(kind) is UnionType:
        return {"type": [simple[part] for part in inner]}
    if inner[-1] is Ellipsis:
        return _list(_written(inner[0]))
    return {"type": "array", "prefixItems": [_written(part) for part in inner], "minItems": len(inner), "maxItems": len(inner)}


def _operation(name: str, summary: str, parameters: list[Json], responses: Json, faults: tuple[str, ...]) -> Json:
    told = {
        "400": "A parameter is unknown or its value cannot be meant; `parameter` names it.",
        "503": "There is no usable index.",
    }
    responses = {**{status: _fault(told[status]) for status in faults}, **responses}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["api"],
        "parameters": parameters,
        "responses": dict(sorted(responses.items())),
    }


def _page(name: str, summary: str, parameters: list[Json], responses: Json) -> Json:
    responses = {**responses, "503": _html("There is no usable index; the page says how to build one.")}
    return {"operationId": name, "summary": summary, "tags": ["pages"], "parameters": parameters, "responses": responses}


def _query(name: str, description: str, schema: Json, required: bool = False) -> Json:
    return {"name": name, "in": "query", "description": description, "required": required, "schema": schema}


def _path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "description": description, "required": True, "schema": {"type": "string"}}


def _json(schema: str) -> Json:
    return {"200": {"description": "The answer.", "content": _content(_ref(schema))}}


def _fault(description: str) -> Json:
    return {"description": description, "content": _content(_ref("Error"))}


def _html(description: str) -> Json:
    return {"description": description, "content": {"text/html": {"schema": {"type": "string"}}}}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _object(properties: Json) -> Json:
    """An object that has at least these properties; others may be added in time."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}
