"""How every answer leaves: what a browser may do with it, the tag that makes asking again cheap, and compressed.

A report of 200 pages is 700 kB of HTML, and a fifth of that compressed.
"""

import gzip

from flask import Flask, Response, request

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


def register(app: Flask) -> None:
    app.after_request(_deliver)


def _deliver(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if response.direct_passthrough:  # a static file: Flask tags and sends it as it lies on the disk
        return response
    # A build may change any answer: keep a copy, but ask.
    response.headers.setdefault("Cache-Control", "no-cache")
    if response.status_code == 200:
        response.add_etag(weak=True)  # weak: the same for the compressed answer and the plain one
        response.make_conditional(request)
    if response.status_code == 200 and len(response.get_data()) >= _WORTH:
        _compress(response)
    return response


def _compress(response: Response) -> None:
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
