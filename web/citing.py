"""Citing and checking: a passage's citations, what has become of an address, quotations held against the archive, statements of
searches.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search.citations import FORMATS, MEDIA_TYPES, STYLES, cite, format_named, style_named, styled
from search.citations.annotation import annotation
from search.citations.linking import citation_meta, coins, passage_fragment
from search.citations.permanence import Address, follow
from search.citations.source import Cited, cited_from, excerpt
from search.citations.statement import SHOWN, conclusion, statement, written, years
from search.library import ReadPassage
from search.passage_wire import heading
from search.quotes import LONGEST_QUOTE, Place, verify_quote
from store.records import Span
from web import languages, questions
from web.archive import library, no_passage, progress, read_passage, read_source, searcher, source_before
from web.originals import way_to
from web.site import site_address

blueprint = Blueprint("citing", __name__)

_IN_ADDRESS = questions.LONGEST_QUERY  # characters; a longer quotation makes an address that proxies refuse
_ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text that is compared; `differs` where the other text has something else."""

    text: str
    differs: bool


@blueprint.get("/passages/<passage_id>/cite")
def cite_page(passage_id: str) -> ResponseReturnValue:
    """Every style and format of one passage, to be copied or taken along as a file."""
    address = follow(library(), passage_id)
    if address is None or address.passage is None or address.standing not in ("here", "moved"):
        return whereabouts(passage_id)
    if address.standing == "moved":
        return redirect(url_for(".cite_page", passage_id=address.passage.passage.id))
    read = address.passage
    words = request.args.get("quote", "").strip()
    cited = _cited(read, words)
    return render_template(
        "cite.html",
        cited=cited,
        read=read,
        words=words,
        references={style: styled(cited, style) for style in STYLES},
        exchanged={name: cite(cited, format=name) for name in FORMATS if name not in ("plain", "html", "markdown")},
        in_place=_in_place(read, words),
        original=way_to(read, words),
        progress=progress(read.passage),
    )


@blueprint.get("/api/v1/passages/<passage_id>/citation")
def citation(passage_id: str) -> ResponseReturnValue:
    questions.only(request.args, ("style", "format", "quote"))
    style = style_named(questions.single(request.args, "style") or STYLES[0])
    format = format_named(questions.single(request.args, "format") or FORMATS[0])
    cited = _cited(read_passage(passage_id), questions.single(request.args, "quote") or "")
    return Response(cite(cited, style, format).encode(), content_type=f"{MEDIA_TYPES[format]}; charset=utf-8")


@blueprint.get("/api/v1/passages/<passage_id>/annotation")
def annotated(passage_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    read = read_passage(passage_id)
    body = current_app.json.dumps(annotation(read, read_source(read.report.id), site_address()))
    return Response(body, content_type=_ANNOTATION)


@blueprint.get("/api/v1/passages/<passage_id>/address")
def standing(passage_id: str) -> ResponseReturnValue:
    questions.only(request.args, ())
    address = follow(library(), passage_id)
    if address is None:
        raise no_passage(passage_id)
    found, once, compared = address.passage, address.remembered, address.comparison
    return {
        "id": passage_id,
        "standing": address.standing,
        "report": address.report.id if address.report else None,
        "title": address.report.title if address.report else once.title if once else None,
        "passage": found.passage.id if found else None,
        "text": found.passage.text if found else None,
        "remembered": once.text if once and address.standing != "removed" else None,
        "differences": _differences(compared.differences if compared else ()),
        "url": url_for("pages.passage", passage_id=found.passage.id) if found else None,
    }


@blueprint.get("/api/v1/verify")
def verify() -> ResponseReturnValue:
    questions.only(request.args, ("quote",))
    verdict = verify_quote(library(), questions.single(request.args, "quote") or "")
    return {
        "quote": verdict.quote,
        "grade": verdict.grade,
        "omissions": verdict.omissions,
        "total": verdict.total,
        "places": [_place(place) for place in verdict.places],
        "generation": verdict.generation,
    }


@blueprint.route("/verify", methods=["GET", "POST"])
def verify_page() -> ResponseReturnValue:
    _, quote = questions.form("quote")
    page: dict[str, Any] = {"quote": quote, "verdict": None, "longest": LONGEST_QUOTE}
    if not quote:
        return render_template("verify.html", **page)
    if request.method == "POST" and len(quote) <= _IN_ADDRESS:
        return redirect(url_for("citing.verify_page", quote=quote), 303)
    if len(quote) > LONGEST_QUOTE:  # told beside the quotation, which must not be lost
        return render_template("verify.html", **page), 400
    verdict = verify_quote(library(), quote)
    quoted = [_cut(verdict.quote, [d.at for d in place.comparison.differences]) for place in verdict.places]
    return render_template("verify.html", **{**page, "verdict": verdict, "quoted": quoted})


@blueprint.get("/search/statement")
def statement_page() -> ResponseReturnValue:
    """What a search covered and what it found, to be printed or kept."""
    if not request.args.get("q", "").strip():
        return redirect(url_for("pages.home"))
    asked = questions.asked(request.args, SHOWN, languages.chosen())
    made = statement(searcher(), asked, datetime.now(UTC))
    return render_template(
        "statement.html", made=made, years=years(made.reports), conclusion=conclusion(made), text=written(made, site_address())
    )


def whereabouts(passage_id: str) -> ResponseReturnValue:
    """What has become of an address that leads to no passage: a page that says so, or the way to where its words are now."""
    address = follow(library(), passage_id)
    if address is None:
        raise no_passage(passage_id)
    if address.standing == "moved" and address.passage:
        return redirect(url_for("pages.passage", passage_id=address.passage.passage.id))
    return render_template("whereabouts.html", address=address, old=_old(address), new=_new(address)), 404


def of_passage(passage_id: str) -> Cited:
    """The facts of a passage, for the head of the page that shows it. Raises NotInArchive for an id that no passage has."""
    return cited_from(read_passage(passage_id), site_address())


def register_words(environment: Any) -> None:
    """Give the templates what they need for the head of a page that programs read."""
    environment.globals.update(citation_meta=citation_meta, coins=coins)


def _cited(read: ReadPassage, words: str) -> Cited:
    cited = cited_from(read, site_address())
    return excerpt(cited, words) if words else cited


def _in_place(read: ReadPassage, words: str) -> str:
    """The report's page, opened at the very words."""
    page = url_for("pages.report", report_id=read.report.id, passage=read.passage.id)
    return f"{page}#{read.passage.id}{passage_fragment(read, words, source_before(read)).removeprefix('#')}"


def _place(place: Place) -> dict[str, Any]:
    first = place.passages[0] if place.passages else None
    return {
        "report": place.report.id,
        "file": place.report.file,
        "title": place.report.title,
        "passages": [passage.id for passage in place.passages],
        "section_path": [heading(section) for section in place.section_path],
        "page": first.page if first else None,
        "text": place.text,
        "span": list(place.span),
        "archived": place.archived,
        "omissions": place.omissions,
        "share": round(place.comparison.share, 4),
        "forgiven": list(place.comparison.forgiven),
        "differences": _differences(place.comparison.differences),
        "url": url_for("pages.passage", passage_id=first.id) if first else url_for("pages.report", report_id=place.report.id),
    }


def _differences(found: Any) -> list[dict[str, Any]]:
    return [{"kind": d.kind, "quoted": d.quoted, "archived": d.archived, "at": list(d.at)} for d in found]


def _cut(text: str, spans: list[Span]) -> list[Piece]:
    """A text cut at spans that differ, which are ascending."""
    found, at = [], 0
    for start, end in spans:
        found += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = max(at, end)
    return [piece for piece in [*found, Piece(text[at:], False)] if piece.text]


def _old(address: Address) -> list[Piece]:
    """The words that an address once stood for, with what is no longer so marked; not those of a report that was taken out."""
    if address.remembered is None or address.standing == "removed":
        return []
    differences = address.comparison.differences if address.comparison else ()
    return _cut(address.remembered.text, [d.at for d in differences])


def _new(address: Address) -> str:
    return address.passage.passage.text if address.passage else ""
