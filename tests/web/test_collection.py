"""Collections over HTTP: what has become of each passage, files, and what is refused."""

import io
import json
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.citations.compiled import FILE_FORMATS, FILE_TYPES
from search.library import Library
from tests.web.markup import parsed
from tests.web.test_api import valid


@pytest.fixture
def ids(library: Library, hostile: str) -> list[str]:
    read = library.read(hostile)
    assert read
    return [passage.id for passage in read.passages if passage.kind in ("paragraph", "list_item", "footnote")]


def collection(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"format": "van-kho-collection", "version": 1, "title": "Rừng <đước>", "entries": list(entries)}


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_a_collection_is_exported_by_address_and_by_body_alike(client: FlaskClient, ids: list[str], format: str) -> None:
    named = client.get(
        "/api/v1/collection/export", query_string={"id": ids, "title": "Rừng <đước>", "format": format, "style": "apa"}
    )
    sent = client.post(
        f"/api/v1/collection/export?style=apa&format={format}", json=collection(*({"passage": each} for each in ids))
    )
    assert (named.status_code, sent.status_code) == (200, 200), named.text
    assert named.data == sent.data
    assert named.mimetype in FILE_TYPES.values()
    assert named.headers["Content-Disposition"].startswith("attachment; filename=so-trich-dan.")
    if format == "docx":
        assert zipfile.ZipFile(io.BytesIO(named.data)).read("word/footnotes.xml").count(b"<w:footnote ") == len(ids) + 2
    else:
        assert all(f"/passages/{each}" in named.text for each in ids)


def test_the_standing_of_every_entry_is_as_described(client: FlaskClient, ids: list[str]) -> None:
    body = collection({"passage": ids[0], "note": "xem"}, {"passage": ids[1], "quote": "không có"}, {"passage": "khong-co.p-1"})
    answered = client.post("/api/v1/collection", json=body).json
    description = client.get("/api/v1/openapi.json").json
    assert answered is not None
    assert description is not None
    valid(description, "/api/v1/collection", 200, answered)
    assert answered["title"] == "Rừng <đước>"
    assert [entry["standing"] for entry in answered["entries"]] == ["here", "misquoted", "unknown"]
    assert [entry["now"] for entry in answered["entries"]] == [ids[0], ids[1], None]
    assert answered["entries"][0]["url"].endswith(f"/passages/{ids[0]}")


@pytest.mark.parametrize(
    "address, parameter",
    [
        ("/api/v1/collection", "id"),
        ("/api/v1/collection?id=%20", "id"),
        ("/api/v1/collection?id=" + "+".join(f"a.p-{n}" for n in range(101)), "id"),
        ("/api/v1/collection?id=a&title=" + "x" * 301, "title"),
        ("/api/v1/collection?id=a&style=apa", "style"),
        ("/api/v1/collection/export?id=khong-co.p-1", "collection"),
        ("/api/v1/collection/export?id=a&format=pdf", "format"),
        ("/api/v1/collection/export?id=a&style=mla", "style"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(client: FlaskClient, address: str, parameter: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["parameter"] == parameter


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"format": "van-kho-collection", "version": 7, "entries": []}'])
def test_a_body_that_is_no_collection_is_refused(client: FlaskClient, body: bytes) -> None:
    response = client.post("/api/v1/collection/export", data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["message"].startswith("The body ")


def test_a_body_beyond_all_measure_is_not_read(client: FlaskClient) -> None:
    assert client.post("/api/v1/collection", data=b" " * 4_000_001).status_code == 413


def test_a_shared_list_shows_and_exports_what_it_can(client: FlaskClient, ids: list[str]) -> None:
    page = parsed(client.get("/collection", query_string={"id": [*ids, "khong-co.p-1"]}).text)
    assert len(page.all("ol", class_="kept")[0].all("li")) == len(ids) + 1
    assert "Kho chưa từng có đoạn này" in page.one("main").text
    exports = [a.attributes["href"] for a in page.all("a") if "/export?" in a.attributes["href"]]
    assert len(exports) == 15
    assert all(client.get(address).status_code == 200 for address in exports)


def test_every_page_tells_the_script_what_it_needs(client: FlaskClient) -> None:
    for language in ("vi", "en"):
        body = parsed(client.get(f"/help?lang={language}").text).one("body")
        told = json.loads(body.attributes["data-keeping"])
        assert (told["format"], told["version"], told["addresses"]["page"]) == ("van-kho-collection", 1, "/collection")
        assert told["words"]["keep"] == {"vi": "vào sổ trích dẫn", "en": "add to collection"}[language]
