"""The routes of `web.collection` in the OpenAPI document."""

from search.citations import STYLES
from search.citations.collection import (
    FILE_FORMAT,
    FILE_VERSION,
    LONGEST_ID,
    LONGEST_NOTE,
    LONGEST_PART,
    LONGEST_TITLE,
    MOST_ENTRIES,
    STANDINGS,
)
from search.citations.compiled import FILE_FORMATS, FILE_TYPES
from web.collection import LARGEST_BODY, MOST_IN_ADDRESS
from web.describe import Described, Json, answer, content, fault, html, list_of, object_of, operation, page, query, ref

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


def described() -> Described:
    """What the area adds to the document."""
    written = [
        query("style", "The style of `plain`, `html`, `markdown` and `docx`.", {"enum": list(STYLES), "default": STYLES[0]}),
        query("format", "How the collection is written.", {"enum": list(FILE_FORMATS), "default": FILE_FORMATS[0]}),
    ]
    file = {
        "200": {
            "description": "The file, as an attachment.",
            "content": {kind: {"schema": _TEXT} for kind in FILE_TYPES.values()},
        }
    }
    large = {"413": fault(f"The body is longer than {LARGEST_BODY} bytes.")}
    body = {"requestBody": {"required": True, "content": content(ref("CollectionFile"))}}
    standings, exported = (
        "What has become of every entry of a collection.",
        "A collection as one file; in a .docx with footnotes.",
    )
    routes = {
        "/api/v1/collection": operation("collectionNamed", standings, _named(), answer("Collection")),
        "/api/v1/collection/export": operation("exportNamed", exported, [*_named(), *written], file),
        "/collection": page(
            "collectionPage",
            "The collection that the visitor's browser keeps, or, with ids, a list that was shared.",
            [_ids(required=False)],
            {"200": html("The page."), "400": html("The page says what the ids lack.")},
        ),
    }
    posts = {
        "/api/v1/collection": {**operation("collection", standings, [], {**answer("Collection"), **large}), **body},
        "/api/v1/collection/export": {**operation("exportCollection", exported, written, {**file, **large}), **body},
    }
    return Described(routes, _schemas(), posts)


def _named() -> list[Json]:
    return [_ids(), query("title", "What the collection is called.", {"type": "string", "maxLength": LONGEST_TITLE})]


def _ids(required: bool = True) -> Json:
    ids = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": MOST_IN_ADDRESS}
    return query("id", "The passages, by id or address, in their order; POST more of them.", ids, required)


def _schemas() -> Json:
    kept: Json = {
        "type": "object",
        "required": ["passage"],
        "properties": {
            "passage": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
            "quote": {"type": ["string", "null"], "maxLength": LONGEST_PART},
            "note": {"type": ["string", "null"], "maxLength": LONGEST_NOTE},
        },
    }
    file: Json = {
        "type": "object",
        "required": ["format", "version", "entries"],
        "properties": {
            "format": {"const": FILE_FORMAT},
            "version": {"const": FILE_VERSION},
            "title": {"type": "string", "maxLength": LONGEST_TITLE},
            "entries": {"type": "array", "minItems": 1, "maxItems": MOST_ENTRIES, "items": kept},
        },
    }
    entry: Json = dict.fromkeys(("passage", "quote", "note", "section_path"), _TEXT)
    entry |= {"standing": {"enum": list(STANDINGS)}, "footnote": {"type": ["integer", "null"]}}
    entry |= dict.fromkeys(("now", "report", "title", "place", "term", "page", "text", "url"), _MAYBE)
    return {
        "CollectionFile": file,
        "CollectionEntry": object_of(entry),
        "Collection": object_of({"title": _TEXT, "entries": list_of(ref("CollectionEntry")), "generation": _TEXT}),
    }
