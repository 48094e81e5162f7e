"""The language that a page speaks: the address's `lang`, else the one chosen before, else the browser's, else Vietnamese.

The reports stay as they are written; the choice is kept in a cookie of the browser, and nowhere else. The API does not guess:
its sentences are Vietnamese unless `lang=en` asks otherwise.
"""

from typing import cast
from urllib.parse import quote

from flask import Flask, Response, request

from search.answers import LANGUAGES, Language
from web import questions

NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}  # each in itself
_COOKIE = "lang"
_KEPT = 365 * 24 * 3600  # seconds


def chosen() -> Language:
    """The language of the answer to this request."""
    asked, kept = request.args.get("lang"), request.cookies.get(_COOKIE)
    if asked in LANGUAGES:
        return asked
    if request.path.startswith("/api/"):
        return LANGUAGES[0]
    return cast(Language, kept if kept in LANGUAGES else request.accept_languages.best_match(LANGUAGES, LANGUAGES[0]))


def in_language(language: Language) -> str:
    """The address of this page in a language."""
    path = quote("/" + request.path.lstrip("/"))  # two slashes would lead to another site
    return f"{request.script_root}{path}?{questions.changed(request.args, 'lang', language)}"


def register(app: Flask) -> None:
    app.after_request(_keep)
    app.jinja_env.globals.update(languages=NAMES, in_language=in_language)


def _keep(response: Response) -> Response:
    if response.mimetype != "text/html" or request.path.startswith("/api/"):
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    language = request.args.get("lang")
    if language in LANGUAGES and response.status_code < 400:
        response.set_cookie(_COOKIE, language, max_age=_KEPT, httponly=True, samesite="Lax", secure=request.is_secure)
    return response
