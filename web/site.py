"""What the site is called by those who visit it: the setting SITE, else what the visitor's browser called it.

Behind a proxy that speaks HTTPS for it, a site would hear of itself as http://127.0.0.1:8000, and its citations, feeds and files
would keep that. With SITE = "https://van-kho.example.vn" every request arrives as one for that address.
"""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

from flask import request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from store.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_NAME = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"  # an office's own machines may have an underscore
_ADDRESS = re.compile(rf"(https?)://(\[[0-9a-f:.]+\]|{_NAME}(?:\.{_NAME})*)(?::(\d{{1,5}}))?/?", re.ASCII | re.IGNORECASE)
_PORTS = range(1, 65536)


def site_address() -> str:
    """What addresses that are written whole begin with, without a slash at its end; in ASCII, as `url_for` writes them."""
    return iri_to_uri(request.root_url).rstrip("/")  # with the path under which a proxy has put the site


def arriving_at(site: str, application: "WSGIApplication") -> "WSGIApplication":
    """The application, told that every request is for `site`. Raises UsageFault for what is no address of a site."""
    read = _read(site)
    if read is None:
        raise UsageFault(
            f"{site[:200]!r} is no address of a site: give http:// or https://, a host, its letters beyond ASCII as xn--…, and a "
            "port from 1 to 65535 where it has one, as in https://van-kho.example.vn.",
            "site",
        )
    named = dict(zip(("wsgi.url_scheme", "HTTP_HOST"), read, strict=True))

    def arrived(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        return application({**environ, **named}, start_response)

    return arrived


def asked_by_a_name(application: "WSGIApplication") -> "WSGIApplication":
    """The application, never asked under a name that no address can be made of: such a request is answered with 400."""

    def arrived(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        if _read(f"http://{environ.get('HTTP_HOST') or 'localhost'}".removesuffix(".")) is None:
            answer = Response("The Host of this request is no name of a site.\n", 400, content_type="text/plain; charset=utf-8")
            return answer(environ, start_response)
        return application(environ, start_response)

    return arrived


def _read(site: str) -> tuple[str, str] | None:
    """The scheme and the host, with its port: "HTTPS://a.vn:8443/" → ("https", "a.vn:8443"). None for what is no address."""
    found = _ADDRESS.fullmatch(site)
    if found is None or (found[3] is not None and int(found[3]) not in _PORTS):
        return None
    scheme, host = found[1].lower(), found[2].lower()
    try:
        if host.startswith("["):
            IPv6Address(host[1:-1])
        elif host.rpartition(".")[2].isdigit():  # ends with a number: an address, or none at all
            IPv4Address(host)
        else:
            host.encode().decode("idna")  # xn--… that stands for no letters would fail every request
    except ValueError:
        return None
    return scheme, host if found[3] is None else f"{host}:{int(found[3])}"
