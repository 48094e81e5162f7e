"""The routes of `web.commitments` in the OpenAPI document."""

from typing import get_type_hints

from search.pairing import Pairing
from search.register import VERDICT_ORDER
from search.register_rows import DESCENDING, LARGEST_PAGE, LONGEST_WORDS, SORTS
from store.records import Commitment, Report
from web.commitments import API_SIZE, FILES, PAGE_SIZE
from web.describe import Described, Json, answer, fields_of, html, list_of, object_of, operation, page, query, ref, written
from web.questions import LAST_PAGE


def described() -> Described:
    """What the area adds to the document."""
    shown = html("The page.")
    api = operation(
        "commitments",
        "Targets and results, one row each, with what each was set against.",
        asking(API_SIZE),
        answer("CommitmentList"),
    )
    return Described(
        {
            "/api/v1/commitments": api,
            "/commitments": page("commitmentsPage", "The register, filtered.", asking(PAGE_SIZE), {"200": shown, "400": shown}),
            **{
                f"/commitments.{ending}": operation(
                    f"commitments{ending.title()}",
                    f"All rows that the filters let through, as {ending.upper()}; `page` and `size` mean nothing here.",
                    asking(PAGE_SIZE),
                    {"200": {"description": "A file.", "content": {kind: {"schema": {}}}}},
                )
                for ending, kind in FILES.items()
            },
        },
        _schemas(),
    )


def asking(size: int) -> list[Json]:
    """The parameters of the register."""
    many = {"type": "array", "items": {"type": "string"}}
    sorts = [*SORTS, *(DESCENDING + name for name in SORTS)]
    kinds = written(get_type_hints(Commitment)["kind"])
    return [
        query("indicator", "Only these indicators: ids of the list, or a report's own words. Repeat it, as all filters.", many),
        query("place", "Only reports of these places.", many),
        query("term", "Only commitments of these terms, as `2020-2025`.", many),
        query("field", "Only indicators of these fields.", many),
        query("kind", "Only targets, or only results.", {"type": "array", "items": kinds}),
        query("period", "Only what is due or told for these periods: `2025`, `2021-2025`, `annual`.", many),
        query("verdict", "Only rows with these verdicts.", {"type": "array", "items": {"enum": list(VERDICT_ORDER)}}),
        query("report", "Only these reports, by id.", many),
        query("words", "Only rows whose indicator or quote holds these words.", {"type": "string", "maxLength": LONGEST_WORDS}),
        query("sort", "In what order; with `-`, from the other end.", {"enum": sorts, "default": SORTS[0]}),
        query("page", "Which page.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
        query("size", "How many a page.", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": size}),
    ]


def _chip() -> Json:
    """What a result of a search says of a commitment."""
    row = _commitment()
    return object_of({name: row[name] for name in ("id", "kind", "indicator", "value_low", "value_high", "unit", "period")})


def _schemas() -> Json:
    text, whole, maybe = {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"]}
    report, pairing = fields_of(Report), get_type_hints(Pairing)
    side = object_of({"id": text, "report": text, "quote": text, "url": text})
    pair = object_of(
        {
            "verdict": written(pairing["verdict"]),
            "reason": written(pairing["reason"]),
            "result": side,
            "target": {"anyOf": [side, {"type": "null"}]},
            "plan_quote": maybe,
            "verdict_quote": maybe,
        }
    )
    of_report = {name: report[name] for name in ("title", "file", "place", "province")}
    row = {**_commitment(), "value_printed": maybe, **of_report, "term": maybe}
    facet = object_of({"value": text, "label": text, "count": whole, "selected": {"type": "boolean"}})
    return {
        "CommitmentChip": _chip(),
        "Pairing": pair,
        "CommitmentRow": object_of({**row, "pairings": list_of(ref("Pairing")), "url": text}),
        "CommitmentList": object_of(
            {"total": whole, "page": whole, "size": whole, "sort": text, "commitments": list_of(ref("CommitmentRow"))}
            | {"facets": {"type": "object", "additionalProperties": list_of(facet)}, "generation": text}
        ),
    }


def _commitment() -> Json:
    """The fields of a commitment; a verdict may be lacking."""
    hints = get_type_hints(Commitment)
    simple = {name: hint for name, hint in hints.items() if name != "verdict"}
    row = {name: written(hint) for name, hint in simple.items()}
    return {**row, "verdict": {"enum": [*VERDICT_ORDER, None]}}
