"""Commitments: the register of targets and results, as a page with filters and a chart, as files, and as JSON.

/commitments?indicator=poverty&place=thị xã Vĩnh Lạch     the page
/commitments.csv?indicator=poverty                        all its rows; also .xlsx and .json
/api/v1/commitments?indicator=poverty&size=20             one page of rows
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from search import register_wire
from search.answers import FacetValue, last_page
from search.register import check, is_listed, register_of
from search.register_rows import LARGEST_PAGE, SORTS, WANTED_NAMES, Row, Wanted, printed
from store.errors import UsageFault
from web import commitment_words as words
from web import questions
from web.archive import library
from web.charts import bars, drawing
from web.downloads import Cell, as_csv, as_xlsx
from web.questions import LAST_PAGE

blueprint = Blueprint("commitments", __name__)

PARAMETERS: tuple[str, ...] = (*WANTED_NAMES, "words", "sort", "page", "size")
FILES: dict[str, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
PAGE_SIZE, API_SIZE = 25, 50
_CHARTS = 3
_OTHERS = 100  # indicators in words of reports that the form offers; all others are found by their words


@blueprint.app_context_processor
def _addresses() -> dict[str, Any]:
    """What the templates of other pages need to lead here."""
    return {"register_address": register_address, "printed": printed}


@blueprint.get("/commitments")
def commitments() -> ResponseReturnValue:
    wanted = asked(request.args, PAGE_SIZE)
    with library().opened() as opened:
        register = register_of(opened)
        page, facets = register.page(wanted), register.facets(wanted)
        series = register.series(wanted) if len(wanted.indicator) == 1 else ()
    shown = [(each, bars(each.rows)) for each in series[:_CHARTS] if len(each.rows) > 1]
    drawn = [(each, chart, drawing(chart, number, words.bar)) for number, (each, chart) in enumerate(shown, start=1)]
    return render_template(
        "commitments.html",
        page=page,
        facets=facets,
        drawn=drawn,
        wanted=wanted,
        chosen=bool(wanted.words) or any(getattr(wanted, name) for name in WANTED_NAMES),
        listed=_listed(facets["indicator"]),
        filters=words.FILTER,
        sorts=words.SORT,
        formats=tuple(FILES),
        last=last_page(page.total, wanted.size),
        address=lambda number: url_for("commitments.commitments", **{**named(wanted), "page": number}),
        file_address=lambda ending: url_for("commitments.download", ending=ending, **_filtering(wanted)),
        narrowed=lambda **values: url_for("commitments.commitments", **{**_filtering(wanted), **values}),
    )


@blueprint.get("/commitments.csv", defaults={"ending": "csv"})
@blueprint.get("/commitments.xlsx", defaults={"ending": "xlsx"})
@blueprint.get("/commitments.json", defaults={"ending": "json"})
def download(ending: str) -> ResponseReturnValue:
    """All rows that the page's filters let through, in its order."""
    wanted = asked(request.args, PAGE_SIZE)
    with library().opened() as opened:
        found = register_of(opened).chosen(wanted)
    heads = [str(head) for head in words.HEADS]
    if ending == "json":
        data = json.dumps({"total": len(found), "commitments": [register_wire.row(row) for row in found]}, ensure_ascii=False)
        body = data.encode()
    elif ending == "csv":
        body = as_csv(heads, _lines(found))
    else:
        body = as_xlsx(heads, _lines(found), _("Chỉ tiêu"))
    response = Response(body, mimetype=FILES[ending])
    response.headers.set("Content-Disposition", "attachment", filename=f"van-kho-commitments.{ending}")
    response.vary.update(("Accept-Language", "Cookie"))  # the words of the columns
    return response


@blueprint.get("/api/v1/commitments")
def commitments_found() -> ResponseReturnValue:
    questions.only(request.args, PARAMETERS)
    for name, value in request.args.items(multi=True):
        if not value:  # a form of a page sends what was left alone; a program means something
            raise UsageFault(f"The parameter {name!r} is empty: give it a value, or leave it out.", name)
    wanted = asked(request.args, API_SIZE)
    with library().opened() as opened:
        register = register_of(opened)
        return register_wire.page(register.page(wanted), register.facets(wanted), opened.generation.name)


def asked(given: MultiDict[str, str], size: int) -> Wanted:
    """What a query string asks of the register. Raises UsageFault, naming the parameter, for a value that cannot be meant."""
    held = {name: tuple(dict.fromkeys(value for value in given.getlist(name) if value)) for name in WANTED_NAMES}
    wanted = Wanted(
        **held,
        words=(questions.single(given, "words") or "").strip(),
        sort=questions.single(given, "sort") or SORTS[0],
        page=questions.number(given, "page", 1, LAST_PAGE),
        size=questions.number(given, "size", size, LARGEST_PAGE),
    )
    check(wanted)
    return wanted


def named(wanted: Wanted) -> dict[str, Any]:
    """What `wanted` looks like in the address of the page, the defaults and the number of the page left out."""
    return {**_filtering(wanted), **({"size": wanted.size} if wanted.size != PAGE_SIZE else {})}


def _listed(found: Sequence[FacetValue]) -> tuple[list[FacetValue], list[FacetValue]]:
    """The indicators that have a name in the list, and the first of those that only the words of reports name."""
    named = [value for value in found if is_listed(value.value)]
    others = [value for value in found if not is_listed(value.value)]
    return named, [value for place, value in enumerate(others) if place < _OTHERS or value.selected]


def register_address(wanted: Wanted) -> str:
    """The address of the page that shows all that `wanted` finds."""
    return url_for("commitments.commitments", **_filtering(wanted))


def _filtering(wanted: Wanted) -> dict[str, Any]:
    return {
        **questions.filtering(wanted, WANTED_NAMES),
        **({"words": wanted.words} if wanted.words else {}),
        **({"sort": wanted.sort} if wanted.sort != SORTS[0] else {}),
    }


def _lines(found: Sequence[Row]) -> Iterator[Sequence[Cell]]:
    """Rows under `commitment_words.HEADS`; what many rows say alike is put into words once."""
    kinds, compared = ({name: str(text) for name, text in said.items()} for said in (words.KIND, words.COMPARED))
    verdicts = {name: str(text) for name, (_, text) in words.VERDICT.items()}
    reasons: dict[tuple[str, float | None], str] = {}
    yearly = words.period("annual")
    passages = url_for("pages.passage", passage_id="-", _external=True)[:-1]
    for row in found:
        commitment, span = row.commitment, printed(row.commitment)
        first = row.pairings[0] if row.pairings else None
        why = (first.reason, first.result.plan_share) if first else None
        if first and why and why not in reasons:
            reasons[why] = words.because(first)
        yield (
            str(words.indicator_name(row.indicator_key, commitment.indicator)),
            str(words.field_name(commitment.field)) if commitment.field else None,
            commitment.quote[slice(*span)] if span else None,
            compared[words.comparator(commitment)],
            commitment.value_low,
            commitment.value_high,
            commitment.unit,
            yearly if commitment.period == "annual" else commitment.period,
            kinds[commitment.kind],
            row.report.place,
            row.term,
            verdicts[first.verdict] if first else None,
            reasons[why] if why else None,
            commitment.quote,
            words.other_side(commitment, first)[0] if first else None,
            row.report.title,
            f"{passages}{commitment.passage}",
            commitment.id,
        )
