"""The site and the JSON API; `python -m web` serves them.

    app = create_app({"INDEX": Path("index")})

Pages read the same archive through the same questions as the API; what they share lies in `questions`, which reads
addresses, and `archive`, which finds what an id names.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_babel import Babel

from commandline import DEFAULT_INDEX
from search.searcher import Searcher
from web import (
    api,
    citing,
    citing_described,
    collection,
    collection_described,
    commitment_words,
    commitments,
    commitments_described,
    delivery,
    discovery,
    errors,
    languages,
    limits,
    measures,
    openapi,
    originals,
    pages,
    suggesting,
    texts,
    wording,
    wording_described,
)
from web.site import arriving_at, asked_by_a_name

__all__ = ["create_app"]


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """The site over one index. Settings: INDEX, the index directory; RATE_LIMIT, requests a minute and address, 0 for
    none; SITE, what visitors call the site where requests do not say so; any of Flask's and Flask-Babel's.

    The index is opened by the first request that needs it, so an app can be made before there is one. Raises UsageFault for
    a SITE that is no address.
    """
    app = Flask(__name__)
    app.config.from_mapping(INDEX=DEFAULT_INDEX, BABEL_DEFAULT_LOCALE="vi", RATE_LIMIT=limits.A_MINUTE, SITE=None)
    app.config.from_mapping(config or {})
    app.url_map.strict_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if isinstance(app.json, DefaultJSONProvider):
        app.json.ensure_ascii = False  # Vietnamese as written, a third of the size of its escapes
        app.json.sort_keys = False
    Babel(app, locale_selector=languages.chosen)
    app.extensions["searcher"] = Searcher(Path(app.config["INDEX"]))
    for blueprint in (
        pages.blueprint,
        api.blueprint,
        discovery.blueprint,
        measures.blueprint,
        suggesting.blueprint,
        wording.blueprint,
        citing.blueprint,
        collection.blueprint,
        originals.blueprint,
        commitments.blueprint,
    ):
        app.register_blueprint(blueprint)
    app.extensions["described"] = (
        openapi.described(),
        discovery.described(),
        measures.described(),
        suggesting.described(),
        wording_described.described(),
        citing_described.described(),
        collection_described.described(),
        originals.described(),
        commitments_described.described(),
    )
    measures.register(app)
    limits.register(app)
    errors.register(app)
    texts.register(app)
    citing.register_words(app.jinja_env)
    collection.register_words(app.jinja_env)
    commitment_words.register(app.jinja_env)
    languages.register(app)
    delivery.register(app)
    site = app.config["SITE"]
    named = asked_by_a_name(app.wsgi_app) if site is None else arriving_at(site, app.wsgi_app)
    app.wsgi_app = named  # type: ignore[method-assign,assignment]  # Flask's own way
    return app
