"""The files as they were received: to be saved, or opened at the very page or words where the format allows it.

GET /reports/ID/original            the file, to be saved
GET /reports/ID/original/open       the file as a browser shows it: a PDF, a plain text, a web page without its scripts
GET /passages/ID/original           leads to the passage there: …/open#page=12, …/open#:~:text=…, or the file to be saved

Whoever made the file may be no friend of the visitors. So nothing is shown but what the bytes themselves are, and a web page is
shown in a sandbox of no origin, without scripts, forms, frames, or anything from elsewhere.
"""

import base64
import codecs
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from search.citations.linking import passage_fragment, source_fragment
from search.library import ReadPassage
from store.records import Report
from web.archive import library, read_passage, read_source, report_named, source_before
from web.describe import Described, Json, html, page, path

blueprint = Blueprint("originals", __name__)

Shown = Literal["page", "words", "start"]  # where an original opens: at a page, at words, at its beginning
_HEAD = 1024  # bytes, among which a PDF names itself
_TEXTS = (".txt", ".md", ".markdown", ".text")
_WEB = (".html", ".htm")
# Nothing runs and nothing is fetched; what the page itself carries of its looks may stay.
_ALONE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SANDBOX = f"sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; {_ALONE}"
# A browser shows a plain text in letters of one width, which tear Vietnamese ones. No quotes here, so that nothing is escaped.
_LOOKS = (
    ":root { color-scheme: light dark; } body { margin: 1.5rem auto; padding: 0 1rem; max-width: 50rem; } "
    "pre { white-space: pre-wrap; overflow-wrap: anywhere; "
    "font: 1.05rem/1.7 Noto Serif, ui-serif, Cambria, Palatino Linotype, Times New Roman, DejaVu Serif, serif; }"
)
_LOOKS_HASH = base64.b64encode(hashlib.sha256(_LOOKS.encode()).digest()).decode()
_TEXT = f"sandbox; default-src 'none'; style-src 'sha256-{_LOOKS_HASH}'; {_ALONE}"
# A viewer of PDFs is part of the browser, which a sandbox or a closed policy would keep from starting.
_VIEWER = f"default-src 'self'; script-src 'none'; style-src 'unsafe-inline'; object-src 'self'; {_ALONE}"


@dataclass(frozen=True, slots=True)
class Way:
    """The way from a passage to the file it is from: an address of this site, and where the file then opens."""

    address: str
    opens: Shown
    page: str | None  # what the page is called where it opens at one


@blueprint.get("/reports/<report_id>/original")
def original(report_id: str) -> ResponseReturnValue:
    """The file as it was received, where the archive folder still holds the very bytes that were indexed."""
    report = report_named(report_id)
    data = _bytes(report)
    if data is None:
        return _gone(report)
    # Never shown in the site's own name: an archived web page could hold scripts.
    return send_file(
        io.BytesIO(data), "application/octet-stream", as_attachment=True, download_name=Path(report.file).name, etag=report.sha256
    )


@blueprint.get("/reports/<report_id>/original/open")
def opened(report_id: str) -> ResponseReturnValue:
    """The file as a browser shows it; where browsers show none of its kind, the way to save it."""
    report = report_named(report_id)
    data = _bytes(report)
    if data is None:
        return _gone(report)
    kind = kind_of(report.file, data)
    if kind is None:
        return redirect(url_for("originals.original", report_id=report.id))
    if kind.startswith("text/plain"):
        shown = _text(Path(report.file).name, data, kind)
    else:
        shown = Response(data, content_type=kind)
        shown.headers["Content-Security-Policy"] = _VIEWER if kind == "application/pdf" else _SANDBOX
        shown.headers.set("Content-Disposition", "inline", filename=Path(report.file).name)
    shown.headers["X-Content-Type-Options"] = "nosniff"
    shown.add_etag(weak=True)  # of its own bytes: what the index says of the file does not tell that it is still there
    return shown.make_conditional(request)


def _text(name: str, data: bytes, kind: str) -> Response:
    """A plain text as a page of nothing but its letters, every one escaped; a text fragment finds them as in the text itself."""
    text = data.decode("utf-16" if kind.endswith("utf-16") else "utf-8-sig")
    shown = Response(
        render_template("original.html", name=name, text=text, looks=_LOOKS), content_type="text/html; charset=utf-8"
    )
    shown.headers["Content-Security-Policy"] = _TEXT
    return shown


@blueprint.get("/passages/<passage_id>/original")
def at_passage(passage_id: str) -> ResponseReturnValue:
    return redirect(way_to(read_passage(passage_id)).address)


def way_to(read: ReadPassage, words: str = "") -> Way:
    """The way to a passage, or to these words of it, in the file it is from."""
    report, passage = read.report, read.passage
    suffix = PurePosixPath(report.file).suffix.lower()
    shown = url_for("originals.opened", report_id=report.id)
    if suffix == ".pdf":
        number = passage.page or 1
        return Way(f"{shown}#page={number}", "page", report.page_label(number))
    if suffix in _TEXTS:
        return Way(shown + source_fragment(read_source(report.id), passage.spans, words), "words", None)
    if suffix in _WEB:
        return Way(shown + passage_fragment(read, words, source_before(read)), "words", None)
    return Way(url_for("originals.original", report_id=report.id), "start", None)


def described() -> Described:
    """The routes in the OpenAPI document."""
    report = path("report_id", "The report's id.")
    gone = "The file is gone from the archive folder, or is no longer what was indexed."
    text: Json = {"schema": {"type": "string"}}
    kinds = ("application/pdf", "text/html")
    saved = {"description": "The file.", "content": {"application/octet-stream": text}}
    shown = {"description": "The file, without its scripts.", "content": dict.fromkeys(kinds, text)}
    led = {"description": "To the file, at the passage where its format allows it.", "headers": {"Location": text}}
    save = {"description": "No browser shows such files: to the file to be saved.", "headers": {"Location": text}}
    routes = {
        "/reports/{report_id}/original": page(
            "originalFile", "The report's file as it was received, as an attachment.", [report], {"200": saved, "404": html(gone)}
        ),
        "/reports/{report_id}/original/open": page(
            "openOriginal", "The report's file as a browser shows it.", [report], {"200": shown, "302": save, "404": html(gone)}
        ),
        "/passages/{passage_id}/original": page(
            "originalPassage",
            "The way to a passage in the file it is from.",
            [path("passage_id", "The passage's id.")],
            {"302": led, "404": html("There is no such passage.")},
        ),
    }
    return Described(routes, {})


def _bytes(report: Report) -> bytes | None:
    """The archived file's bytes when they are those that were indexed; read once, so that what is checked is what is sent."""
    with library().opened() as now:
        folder = Path(now.generation.manifest.archive).resolve()
    file = (folder / report.file).resolve()
    if not file.is_relative_to(folder):
        return None
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == report.sha256 else None


def _gone(report: Report) -> ResponseReturnValue:
    told = _("Kho đã lập chỉ mục văn bản này, nhưng tệp gốc không còn trong thư mục lưu trữ, hoặc đã đổi khác.")
    links = [(url_for("pages.report", report_id=report.id), _("Mở văn bản đó"))]
    return render_template("error.html", heading=_("Không còn tệp gốc"), sentences=[told], links=links, command=None), 404


def kind_of(file: str, data: bytes) -> str | None:
    """The media type under which a browser may show the bytes; None where it may not, or would show other letters."""
    suffix = PurePosixPath(file).suffix.lower()
    if suffix == ".pdf":
        return "application/pdf" if b"%PDF-" in data[:_HEAD] else None
    if suffix in _WEB:
        return "text/html"  # the page itself says in which letters it is written
    if suffix not in _TEXTS:
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "text/plain; charset=utf-16"
    try:
        data.decode()
    except UnicodeDecodeError:
        return None  # of before Unicode: as letters of today they would make no sense
    return "text/plain; charset=utf-8"
