"""The site in a real browser: one server and one Chromium for all tests, a fresh profile for each.

Skipped, with what to do, where there is no Chromium; `scripts/system-packages` installs it where it may.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from tests.web.conftest import app, hostile, index, library

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

__all__ = ["app", "hostile", "index", "library"]  # the same site as in tests/web

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def launching() -> dict[str, Any]:
    """What Chromium is launched with."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium), then the pages are tested in a real browser")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox does not start for root
    return {"executable_path": found, "args": arguments}


@pytest.fixture(scope="session")
def playwright(launching: dict[str, Any]) -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, launching: dict[str, Any]) -> Iterator[Browser]:
    started = playwright.chromium.launch(**launching)
    yield started
    started.close()


@pytest.fixture(scope="session")
def site(app: Flask) -> Iterator[str]:
    """The address of the site, served for as long as the tests run."""
    with served(app) as address:
        yield address


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """The address of an app while it is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Opens an address in a fresh profile, with a context's options: visit("/", locale="en-GB", java_script_enabled=False).

    Fails afterwards on anything that the browser complained about: a script's error, or a breach of the content policy.
    """
    complaints: list[str] = []
    contexts = []

    def opened(address: str, **options: Any) -> Page:
        context = browser.new_context(base_url=site, **{"locale": "vi-VN", **options})
        context.set_default_timeout(5_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [told for told in complaints if "status of 4" not in told] == []  # pages of faults are visited too
