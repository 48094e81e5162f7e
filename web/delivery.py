"""How every answer leaves: what a browser may do with it, who may read it, the tag that makes asking again cheap, and compressed.

A report of 200 pages is 700 kB of HTML, and a fifth of that compressed.
"""

import gzip
import hashlib
import secrets

from flask import Flask, Response, current_app, g, request
from flask_babel import get_locale

from store.errors import ArchiveError
from web.archive import library

# Nothing from elsewhere, nothing inline: text of a report that slipped through unescaped could still do nothing.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_WORTH = 2_000  # bytes; below it, compressing saves no packet
_LEVEL = 5  # of gzip: nearly as small as the most, in half the time


_OPEN = {  # any page elsewhere may read the API, which knows no visitors and keeps no secrets
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
}
# What is tagged by its own bytes, and what tells how it is now: whether all is well, when a search was made.
_UNTAGGED = ("static", "originals.original", "originals.opened", "api.health", "measures.metrics", "citing.statement_page")


def register(app: Flask) -> None:
    # A new process may run another program over the same generation.
    app.extensions["started"] = secrets.token_hex(4)
    app.before_request(_unchanged)
    app.after_request(_deliver)


def _unchanged() -> Response | None:
    """A 304, before any work is done, for who has this very answer already."""
    tag = _tag()
    return Response(status=304) if tag and request.if_none_match.contains_weak(tag) else None


def _tag() -> str | None:
    """What names an answer: its generation, the program, the address and the language. None for what has no such name."""
    if request.method not in ("GET", "HEAD") or request.endpoint is None or request.endpoint in _UNTAGGED:
        return None
    if "tag" not in g:
        try:
            parts = (library().generation(), current_app.extensions["started"], request.full_path, str(get_locale()))
            g.tag = hashlib.sha256("\n".join((request.host_url, *parts)).encode()).hexdigest()[:32]
        except ArchiveError:
            g.tag = None
    tag: str | None = g.tag
    return tag


def _deliver(response: Response) -> Response:
    if request.path.startswith("/api/"):
        response.headers.update(_OPEN)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if response.direct_passthrough:  # a static file: Flask tags and sends it as it lies on the disk
        return response
    # A build may change any answer: keep a copy, but ask.
    response.headers.setdefault("Cache-Control", "no-cache")
    tag = _tag()
    if tag and response.status_code in (200, 304):
        response.set_etag(tag, weak=True)  # weak: the same for the compressed answer and the plain one
    if response.status_code == 200 and len(response.get_data()) >= _WORTH:
        _compress(response)
    return response


def _compress(response: Response) -> None:
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
