"""What a site is told to be called: an address that every request can arrive at, or a fault before it serves anything."""

from pathlib import Path

import pytest
from werkzeug.test import create_environ, run_wsgi_app

from store.errors import UsageFault
from web import create_app


@pytest.mark.parametrize(
    ("site", "named"),
    [
        ("https://van-kho.example.vn", "https://van-kho.example.vn"),
        ("https://van-kho.example.vn/", "https://van-kho.example.vn"),
        ("HTTPS://Van-Kho.example.vn:8443", "https://van-kho.example.vn:8443"),
        ("https://xn--vn-kh-rwa8254c.vn", "https://xn--vn-kh-rwa8254c.vn"),
        ("http://kho", "http://kho"),
        ("http://kho:65535", "http://kho:65535"),
        ("https://kho.vn:443", "https://kho.vn"),
        ("http://192.0.2.7:80", "http://192.0.2.7"),
        ("https://[2001:DB8::7]:8443", "https://[2001:db8::7]:8443"),
    ],
)
def test_every_address_that_is_written_whole_begins_with_it(index: Path, site: str, named: str) -> None:
    client = create_app({"INDEX": index, "SITE": site}).test_client()
    assert f"Sitemap: {named}/sitemap.xml" in client.get("/robots.txt").text.splitlines()
    found = client.get("/api/v1/search?q=rừng&size=1").json
    assert found is not None
    passage = found["results"][0]["id"]
    assert f"{named}/passages/{passage}" in client.get(f"/api/v1/passages/{passage}/citation?format=bibtex").text


@pytest.mark.parametrize(
    "site",
    [
        "https://ex.vn:0",
        "https://ex.vn:99999",
        "https://ex.vn:",
        "https://ex.vn:٨",
        "https://...",
        "https://a..vn",
        "https://-a.vn",
        "https://a-.vn",
        "https://văn-khố.vn",
        "https://xn--a.vn",
        f"https://{'a' * 64}.vn",
        "httpſ://ex.vn",
        "https://300.1.1.1",
        "http://[::::]",
        "http://[::1]x",
        "http://[192.0.2.7]",
        "https://a@ex.vn",
        "https://ex.vn/kho",
        "https://ex.vn/?",
        "https://ex.vn\n",
        " https://ex.vn",
    ],
)
def test_what_is_no_address_is_refused_and_said_how_to_mend(index: Path, site: str) -> None:
    with pytest.raises(UsageFault, match="1 to 65535") as told:
        create_app({"INDEX": index, "SITE": site})
    assert "xn--" in str(told.value)


def asked_as(host: str, index: Path, address: str) -> str:
    """The status of a request whose Host is just this; a test client would write it otherwise."""
    environ = {**create_environ(address), "HTTP_HOST": host}
    return run_wsgi_app(create_app({"INDEX": index}), environ)[1]


@pytest.mark.parametrize("host", ["xn--zzzzzzz-99999999.com", "...", "[::::]", "a b", "ex.vn:99999"])
@pytest.mark.parametrize("address", ["/", "/search?q=rừng", "/sitemap.xml", "/api/v1/search?q=rừng"])
def test_a_request_under_a_name_that_is_none_is_refused(index: Path, host: str, address: str) -> None:
    assert asked_as(host, index, address) == "400 BAD REQUEST"


@pytest.mark.parametrize("host", ["kho.vn", "kho.vn.", "may_chu:8000", "192.0.2.7", "[::1]:8000"])
def test_a_request_under_any_real_name_is_answered(index: Path, host: str) -> None:
    assert asked_as(host, index, "/sitemap.xml") == "200 OK"
