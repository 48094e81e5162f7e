"""The routes of `web.wording` in the OpenAPI document."""

from search.formulas import LARGEST_PAGE
from search.precedent import LIKENESSES, LONGEST_DRAFT, MOST_PRECEDENTS, PRECEDENTS, Run, Step
from search.recurring import FEWEST, SHORTEST
from store.records import Report, Span
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
from web.openapi import asking, placed
from web.questions import LAST_PAGE, LONGEST_QUERY
from web.wording import CONCORDANCE_SIZE, FORMULAS_SIZE, LARGEST_BODY

_FILTERED = {"report", "place", "province", "kind", "term", "passage_kind"}


def described() -> Described:
    """What the area adds to the document."""
    return Described({**_api(), **_pages()}, _schemas(), _posts())


def _api() -> dict[str, Json]:
    no_passage = fault("There is no such passage.")
    return {
        "/api/v1/similar": operation(
            "similar", "The precedents of a short draft, sentence by sentence.", _drafted(), answer("Precedents")
        ),
        "/api/v1/passages/{passage_id}/similar": operation(
            "similarPassages",
            "Passages like one passage: in other reports, and in earlier and later reports of the same place.",
            [path("passage_id", "The passage's id.")],
            {**answer("Kin"), "404": no_passage},
        ),
        "/api/v1/formulas": operation(
            "formulas", "The phrases that recur from report to report, most widely used first.", _listing(), answer("FormulaList")
        ),
        "/api/v1/concordance": operation(
            "concordance", "The life of a wording: where it stands, since when, how often, its variants.", _life(), answer("Life")
        ),
    }


def _posts() -> dict[str, Json]:
    filters = {given["name"]: _one_or_many(given["schema"]) for given in _filters()}
    size = {"type": "integer", "minimum": 1, "maximum": MOST_PRECEDENTS, "default": PRECEDENTS}
    sent: Json = {"type": "object", "required": ["text"], "properties": {"text": _text(), "size": size, **filters}}
    sent["additionalProperties"] = False
    large = {"413": fault(f"The body is longer than {LARGEST_BODY} bytes.")}
    form = {"application/x-www-form-urlencoded": {"schema": sent}}
    kept = {
        "description": "The draft is short: its page has an address.",
        "headers": {"Location": {"schema": {"type": "string"}}},
    }
    shown = html("The page.")
    return {
        "/api/v1/similar": {
            **operation(
                "similarPosted", "The precedents of a draft, sentence by sentence.", [], {**answer("Precedents"), **large}
            ),
            "requestBody": {"required": True, "content": {**content(sent), **form}},
        },
        "/wording": {
            **page("wordingPosted", "The precedents of a draft.", [], {"200": shown, "303": kept, "400": shown, "413": shown}),
            "requestBody": {"required": True, "content": form},
        },
    }


def _pages() -> dict[str, Json]:
    shown, gone = html("The page."), html("There is no such passage; it says where to go on.")
    return {
        "/wording": page("wordingPage", "A draft, and its precedents.", _drafted(required=False), {"200": shown, "400": shown}),
        "/passages/{passage_id}/similar": page(
            "similarPage", "Passages like one passage.", [path("passage_id", "The passage's id.")], {"200": shown, "404": gone}
        ),
        "/formulas": page("formulasPage", "The phrases that recur.", _listing(), {"200": shown, "400": shown}),
        "/concordance": page("concordancePage", "The life of a wording.", _life(required=False), {"200": shown, "400": shown}),
    }


def _text() -> Json:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_DRAFT}


def _filters() -> list[Json]:
    return [given for given in asking(1) if given["name"] in _FILTERED]


def _one_or_many(many: Json) -> Json:
    return {"anyOf": [many["items"], many]}


def _drafted(required: bool = True) -> list[Json]:
    size = query(
        "size",
        "How many precedents a sentence.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PRECEDENTS, "default": PRECEDENTS},
    )
    return [query("text", "The draft; POST it when it is long.", _text(), required), size, *_filters()]


def _listing() -> list[Json]:
    return [
        query("q", "Only formulas with these words in a row, with or without diacritics.", _words()),
        query(
            "syllables", "Only formulas of this length at least.", {"type": "integer", "minimum": SHORTEST, "default": SHORTEST}
        ),
        query("reports", "Only formulas in so many reports.", {"type": "integer", "minimum": FEWEST, "default": FEWEST}),
        *_paging(FORMULAS_SIZE),
        *_filters(),
    ]


def _life(required: bool = True) -> list[Json]:
    return [query("q", "The wording.", {**_words(), "minLength": 1}, required), *_paging(CONCORDANCE_SIZE), *_filters()]


def _words() -> Json:
    return {"type": "string", "maxLength": LONGEST_QUERY}


def _paging(size: int) -> list[Json]:
    return [
        query("size", "How many a page.", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": size}),
        query("page", "Which page.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
    ]


def _schemas() -> Json:
    text, number, whole = {"type": "string"}, {"type": "number"}, {"type": "integer"}
    texts, span, spans = list_of(text), written(Span), written(tuple[Span, ...])
    report = fields_of(Report)
    held = {**placed(), "date": report["date"]}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    steps = list_of(object_of(fields_of(Step)))
    laid = {"extent": span, "runs": list_of(object_of(fields_of(Run))), "steps": steps}
    precedent = {"likeness": {"enum": list(LIKENESSES)}, "closeness": share, "meaning": number, **held, **laid}
    precedents = list_of(ref("Precedent"))
    sentence = {"span": span, "syllables": whole, "shared": spans, "shared_syllables": whole, "passages": whole}
    named = object_of({name: report[name] for name in ("id", "title", "place", "term", "date")})
    formula = {"text": text, "syllables": whole, "passages": whole, "reports": texts, "places": texts, "passage": text}
    forms = list_of(object_of({"text": text, "passages": whole, "passage": text, "span": span}))
    counts = list_of(object_of({"value": text, "passages": whole, "reports": whole}))
    hit = {name: held[name] for name in ("id", "report", "title", "place", "term", "date", "section_path", "page", "url")}
    variant = {"text": text, "passages": whole, "reports": whole, "first": named, "passage": text, "steps": steps, "url": text}
    listed = {"total": whole, "page": whole, "size": whole, "generation": text}
    known = {"anyOf": [named, {"type": "null"}]}
    life = {"wording": text, "reports": whole, "first": known, "last": known, "hits": list_of(ref("UsedAt")), "took_ms": number}
    return {
        "Precedent": object_of(precedent),
        "DraftSentence": object_of({**sentence, "precedents": precedents}),
        "Precedents": object_of(
            {"text": text, "share": share, "size": whole, "sentences": list_of(ref("DraftSentence")), "took_ms": number}
            | {"generation": text}
        ),
        "Kin": object_of(
            {"id": text, "report": text, "text": text, "similar": precedents, "earlier": precedents, "later": precedents}
        ),
        "Formula": object_of({**formula, "span": span, "url": text, "forms": forms}),
        "FormulaList": object_of({**listed, "formulas": list_of(ref("Formula"))}),
        "UsedAt": object_of({"left": text, "hit": text, "right": text, "spans": spans, **hit}),
        "Variant": object_of(variant),
        "Life": object_of(
            {**listed, **life, "years": counts, "terms": counts, "places": counts, "variants": list_of(ref("Variant"))}
        ),
    }
