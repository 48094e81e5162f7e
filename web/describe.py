"""How a route and the shape of its answers are written in the OpenAPI document; every area of the site writes its own with these.

def described() -> Described:
    given = [query("q", "Words.", {"type": "string"}, required=True)]
    return Described({"/api/v1/words": operation("words", "What words mean.", given, answer("Words"))}, {"Words": object_of({…})})
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Json = dict[str, Any]

PROBLEM = "application/problem+json"  # the media type of a fault, RFC 9457


@dataclass(frozen=True, slots=True)
class Described:
    """What one area of the site adds to the document: operations by route, as in `/reports/{report_id}`, and schemas by name.

    Every route answers GET; `posts` says what those that also take POST do with it.
    """

    paths: Mapping[str, Json]
    schemas: Mapping[str, Json]
    posts: Mapping[str, Json] = field(default_factory=dict)


def fields_of(record: type) -> Json:
    """The fields of a dataclass, as JSON Schema."""
    hints = get_type_hints(record)
    return {field.name: written(hints[field.name]) for field in fields(record)}


def written(kind: Any) -> Json:
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
        return list_of(written(inner[0]))
    return {"type": "array", "prefixItems": [written(part) for part in inner], "minItems": len(inner), "maxItems": len(inner)}


def operation(name: str, summary: str, parameters: list[Json], responses: Json, faults: tuple[str, ...] = ("400", "503")) -> Json:
    """A route of the API. `faults` are statuses whose meaning is the same everywhere: 400, 503."""
    told = {
        "400": "A parameter is unknown or its value cannot be meant; `parameter` names it.",
        "503": "There is no usable index.",
    }
    responses = {**{status: fault(told[status]) for status in faults}, **responses}
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["api"],
        "parameters": parameters,
        "responses": dict(sorted(responses.items())),
    }


def page(name: str, summary: str, parameters: list[Json], responses: Json) -> Json:
    """A page for people; every one may find no usable index."""
    responses = {**responses, "503": html("There is no usable index; the page says how to build one.")}
    return {"operationId": name, "summary": summary, "tags": ["pages"], "parameters": parameters, "responses": responses}


def query(name: str, description: str, schema: Json, required: bool = False) -> Json:
    """A parameter of the query string."""
    return {"name": name, "in": "query", "description": description, "required": required, "schema": schema}


def path(name: str, description: str) -> Json:
    """A part of the route itself."""
    return {"name": name, "in": "path", "description": description, "required": True, "schema": {"type": "string"}}


def answer(schema: str) -> Json:
    """The 200 of a route that answers JSON of a named schema."""
    return {"200": {"description": "The answer.", "content": content(ref(schema))}}


def fault(description: str) -> Json:
    """An answer in the one shape that every fault has."""
    return {"description": description, "content": {PROBLEM: {"schema": ref("Error")}}}


def html(description: str) -> Json:
    """An answer that is a page."""
    return {"description": description, "content": {"text/html": {"schema": {"type": "string"}}}}


def content(schema: Json) -> Json:
    """A body of JSON with this schema."""
    return {"application/json": {"schema": schema}}


def ref(schema: str) -> Json:
    """The schema of this name, wherever it is described."""
    return {"$ref": f"#/components/schemas/{schema}"}


def object_of(properties: Json) -> Json:
    """An object that has at least these properties; others may be added in time."""
    return {"type": "object", "required": list(properties), "properties": properties}


def list_of(items: Json) -> Json:
    """An array of these."""
    return {"type": "array", "items": items}
