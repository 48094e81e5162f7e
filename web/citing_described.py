"""The routes of `citing`, as the OpenAPI document describes them."""

from search.citations import FORMATS, MEDIA_TYPES, STYLES
from search.comparison import DIFFERENCE_KINDS, FORGIVEN
from search.quotes import LONGEST_QUOTE
from web.describe import Described, Json, answer, fault, html, list_of, object_of, operation, page, path, query, ref
from web.questions import LONGEST_QUERY

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


def described() -> Described:
    return Described({**_api(), **_pages()}, _schemas(), _posts())


def _api() -> dict[str, Json]:
    passage = path("passage_id", "The passage's id.")
    gone = fault("There is no such passage.")
    part = query("quote", "Cite only these words of the passage, which must stand in it word for word.", _TEXT)
    style = query("style", "The style of `plain`, `html` and `markdown`.", {"enum": list(STYLES), "default": STYLES[0]})
    format = query("format", "How the citation is written.", {"enum": list(FORMATS), "default": FORMATS[0]})
    citation = {"description": "The citation.", "content": {kind: {"schema": _TEXT} for kind in MEDIA_TYPES.values()}}
    annotation = {"description": "The annotation.", "content": {"application/ld+json": {"schema": {"type": "object"}}}}
    quote = query("quote", "The quotation.", {"type": "string", "minLength": 1, "maxLength": LONGEST_QUOTE}, required=True)
    return {
        "/api/v1/passages/{passage_id}/citation": operation(
            "citePassage", "One passage, cited.", [passage, style, format, part], {"200": citation, "404": gone}
        ),
        "/api/v1/passages/{passage_id}/annotation": operation(
            "annotatePassage", "One passage as a W3C Web Annotation.", [passage], {"200": annotation, "404": gone}
        ),
        "/api/v1/passages/{passage_id}/address": operation(
            "followAddress",
            "What the permanent address of a passage means today, also when its text has changed.",
            [passage],
            {**answer("Address"), "404": fault("No passage ever had this id.")},
        ),
        "/api/v1/verify": operation(
            "verifyQuote", "Whether a quotation stands in the archive, verbatim or nearly, and where.", [quote], answer("Verdict")
        ),
    }


def _pages() -> dict[str, Json]:
    quote = query("quote", "The quotation.", {"type": "string", "maxLength": LONGEST_QUOTE})
    words = query("q", "What to search for.", {"type": "string", "maxLength": LONGEST_QUERY})
    shown, gone = html("The page."), html("There is no such passage; the page says what has become of it.")
    home = {"description": "No query was given: the first page.", "headers": {"Location": {"schema": _TEXT}}}
    moved = {"description": "The same page of the passage's new id.", "headers": {"Location": {"schema": _TEXT}}}
    return {
        "/passages/{passage_id}/cite": page(
            "citePage",
            "Every style and format of one passage's citation.",
            [path("passage_id", "The passage's id."), quote],
            {"200": shown, "302": moved, "400": shown, "404": gone},
        ),
        "/verify": page("verifyPage", "A quotation held against the archive.", [quote], {"200": shown, "400": shown}),
        "/search/statement": page(
            "statementPage",
            "What a search covered and whether it found anything, to be printed; takes the filters of /search.",
            [words],
            {"200": shown, "302": home, "400": shown},
        ),
    }


def _posts() -> dict[str, Json]:
    quote = {"type": "string", "maxLength": LONGEST_QUOTE}
    sent: Json = {"type": "object", "required": ["quote"], "properties": {"quote": quote}}
    kept = {"description": "The quotation is short: its page has an address.", "headers": {"Location": {"schema": _TEXT}}}
    answers = {"200": html("The page."), "303": kept, "400": html("The page."), "413": html("The page.")}
    return {
        "/verify": {
            **page("verifyPosted", "A quotation held against the archive.", [], answers),
            "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": sent}}},
        }
    }


def _schemas() -> Json:
    count = {"type": "integer", "minimum": 0}
    span = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "maxItems": 2}
    difference = {"kind": {"enum": list(DIFFERENCE_KINDS)}, "quoted": _TEXT, "archived": _TEXT, "at": span}
    place: Json = dict.fromkeys(("report", "file", "title", "archived", "url"), _TEXT)
    place |= {"passages": list_of(_TEXT), "section_path": list_of(_TEXT), "page": {"type": ["integer", "null"]}}
    place |= {"text": {"enum": ["passage", "reading", "source"]}, "span": span}
    place |= {"share": {"type": "number", "minimum": 0, "maximum": 1}, "forgiven": list_of({"enum": list(FORGIVEN)})}
    place |= {"omissions": count}
    verdict: Json = {"quote": _TEXT, "grade": {"enum": ["verbatim", "near", "absent"]}}
    verdict |= {"omissions": count, "total": count}
    address: Json = {"id": _TEXT, "standing": {"enum": ["here", "moved", "changed", "removed"]}}
    address |= dict.fromkeys(("report", "title", "passage", "text", "remembered", "url"), _MAYBE)
    return {
        "Difference": object_of(difference),
        "Place": object_of({**place, "differences": list_of(ref("Difference"))}),
        "Verdict": object_of({**verdict, "places": list_of(ref("Place")), "generation": _TEXT}),
        "Address": object_of({**address, "differences": list_of(ref("Difference"))}),
    }
