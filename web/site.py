"""What the site is called by those who visit it: the setting SITE, else what the visitor's browser called it.

Behind a proxy that speaks HTTPS for it, a site would hear of itself as http://127.0.0.1:8000, and its citations, feeds and files
would keep that. With SITE = "https://van-kho.example.vn" every request arrives as one for that address.
"""

import re
from typing import TYPE_CHECKING

from flask import request

from store.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ADDRESS = re.compile(r"(https?)://((?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?)/?")


def site_address() -> str:
    """What addresses that are written whole begin with, without a slash at its end."""
    return request.root_url.rstrip("/")  # with the path under which a proxy has put the site


def arriving_at(site: str, application: "WSGIApplication") -> "WSGIApplication":
    """The application, told that every request is for `site`. Raises UsageFault for what is no address of a site."""
    found = _ADDRESS.fullmatch(site)
    if found is None:
        raise UsageFault(
            f"{site[:200]!r} is no address of a site: give http:// or https:// and a host, as in https://van-kho.example.vn.",
            "site",
        )
    named = {"wsgi.url_scheme": found[1], "HTTP_HOST": found[2]}

    def arrived(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        return application({**environ, **named}, start_response)

    return arrived
