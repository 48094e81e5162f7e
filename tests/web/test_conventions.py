"""What browsers, crawlers, caches and monitors rely on: discovery documents, tags, methods, limits, measures."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import request
from flask.testing import FlaskClient

from tests.web.markup import parsed
from web import create_app
from web.limits import Buckets


def test_a_browser_finds_how_to_search_from_its_address_bar(client: FlaskClient) -> None:
    link = parsed(client.get("/").text).one("link", rel="search")
    response = client.get(link.attributes["href"])
    assert response.mimetype == link.attributes["type"]
    described = ET.fromstring(response.data)
    template = described.findall("{*}Url[@type='text/html']")[0].attrib["template"]
    assert client.get(template.replace("{searchTerms}", "rừng").replace("{startPage?}", "1")).status_code == 200


def test_the_sitemap_names_every_report_and_robots_the_sitemap(client: FlaskClient, hostile: str) -> None:
    (sitemap,) = [line.split()[1] for line in client.get("/robots.txt").text.splitlines() if line.startswith("Sitemap:")]
    addresses = [element.text or "" for element in ET.fromstring(client.get(sitemap).data).findall(".//{*}loc")]
    assert f"http://localhost/reports/{hostile}" in addresses
    assert all(client.get(address).status_code == 200 for address in addresses)


@pytest.mark.parametrize("address", ["/?lang=en", "/reports?utm_source=x", "/help", "report"])
def test_a_page_names_its_one_address(client: FlaskClient, hostile: str, address: str) -> None:
    address = f"/reports/{hostile}?q=rừng" if address == "report" else address
    assert parsed(client.get(address).text).one("link", rel="canonical").attributes["href"] == address.split("?")[0]


def test_a_report_says_what_it_is_to_machines(client: FlaskClient, hostile: str) -> None:
    linked = json.loads(parsed(client.get(f"/reports/{hostile}").text).one("script", type="application/ld+json").text)
    assert linked["@type"] == "Report"
    assert linked["spatialCoverage"]["name"] == "huyện Lá Bạc"
    assert linked["temporalCoverage"] == "2020/2025"
    assert client.get(linked["url"]).status_code == 200


def test_an_answer_of_the_same_generation_is_not_worked_out_again(index: Path) -> None:
    app = create_app({"INDEX": index})
    worked: list[str] = []

    @app.get("/works")
    def works() -> str:
        worked.append(request.full_path)
        return "xong"

    tag = app.test_client().get("/works").headers["ETag"]
    assert app.test_client().get("/works", headers={"If-None-Match": tag}).status_code == 304
    assert len(worked) == 1


@pytest.mark.parametrize("address", ["/search?q=rừng", "/api/v1/search?q=rừng"])
def test_a_tag_is_of_one_address(client: FlaskClient, address: str) -> None:
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address + "%20", headers={"If-None-Match": tag}).status_code == 200


def test_a_tag_is_of_one_language_and_choosing_one_is_remembered_all_the_same(client: FlaskClient) -> None:
    tag = client.get("/help?lang=en").headers["ETag"]
    assert client.get("/help?lang=vi").status_code == 200
    chosen = client.get("/help?lang=en", headers={"If-None-Match": tag})
    assert chosen.status_code == 304
    assert "lang=en" in chosen.headers["Set-Cookie"]
    assert client.get("/help", headers={"If-None-Match": client.get("/help?lang=vi").headers["ETag"]}).status_code == 200


def test_pages_elsewhere_may_read_the_api_and_nothing_else(client: FlaskClient) -> None:
    elsewhere = {"Origin": "https://example.org"}
    for address, status in (("/api/v1/reports", 200), ("/api/v1/search", 400)):
        response = client.get(address, headers=elsewhere)
        assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (status, "*")
    assert "GET" in client.options("/api/v1/reports", headers=elsewhere).headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=elsewhere).headers


@pytest.mark.parametrize(
    "address", ["/", "/search?q=rừng", "/reports", "/api/v1/search?q=rừng", "/sitemap.xml", "/healthz", "/metrics"]
)
def test_head_tells_what_get_would(client: FlaskClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head.data, head.mimetype) == (get.status_code, b"", get.mimetype)


def test_a_fault_is_told_as_problem_details_too(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=rừng&size=0")
    assert answer.mimetype == "application/problem+json"
    fault = answer.json
    assert fault is not None
    assert (fault["status"], fault["title"], fault["detail"]) == (400, "Bad Request", fault["error"]["message"])


def test_a_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(a_minute=60, clock=lambda: now[0])
    assert [buckets.take("a").remaining for _ in range(60)] == list(range(59, -1, -1))
    assert buckets.take("a").wait == pytest.approx(1)
    assert buckets.take("b").remaining == 59  # each visitor has their own
    now[0] = 2.5
    assert [buckets.take("a").wait for _ in range(3)] == [0, 0, pytest.approx(0.5)]
    now[0] = 1000
    assert buckets.take("a").remaining == 59  # it holds no more than a minute's


def test_who_asks_too_much_is_told_to_wait(index: Path) -> None:
    client = create_app({"INDEX": index, "RATE_LIMIT": 2}).test_client()
    assert client.get("/help").headers["RateLimit-Remaining"] == "1"
    client.get("/help")
    refused = client.get("/api/v1/reports")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.json is not None
    assert refused.json["error"]["code"] == "too_many_requests"
    assert parsed(client.get("/help").text).one("h1").text == "Hỏi quá nhanh"
    assert client.get("/healthz").status_code == 200  # monitoring is no visitor
    assert create_app({"INDEX": index, "RATE_LIMIT": 0}).test_client().get("/help").headers.get("RateLimit-Limit") is None


def test_measures_count_what_was_answered(index: Path, tmp_path: Path) -> None:
    client = create_app({"INDEX": index}).test_client()
    client.get("/help")
    client.get("/khong-co")
    told = client.get("/metrics").text
    assert 'vankho_requests_total{route="/help",status="200"} 1.0' in told
    assert 'vankho_requests_total{route="none",status="404"} 1.0' in told
    assert 'vankho_archive_rows{kind="reports"} 8.0' in told
    assert "vankho_index_usable 1.0" in told
    assert "vankho_index_usable 0.0" in create_app({"INDEX": tmp_path}).test_client().get("/metrics").text


def test_a_question_can_be_followed(client: FlaskClient) -> None:
    link = parsed(client.get("/search?q=hộ nghèo").text).one("link", rel="alternate")
    response = client.get(link.attributes["href"])
    assert response.mimetype == link.attributes["type"]
    feed = ET.fromstring(response.data)
    entries = feed.findall("{*}entry")
    answer = client.get("/api/v1/search?q=hộ nghèo").json
    assert answer is not None
    assert answer["total"] > len(answer["results"]) > 10  # the feed is the first page of the answer
    assert [entry.findtext("{*}id", "").rpartition("/")[2] for entry in entries] == [found["id"] for found in answer["results"]]
    assert entries[0].findtext("{*}summary") == answer["results"][0]["text"][slice(*answer["results"][0]["snippet"])]
    for each in (feed, *entries):
        assert {"id", "title", "updated"} <= {child.tag.rpartition("}")[2] for child in each}
        assert each.findtext("{*}updated", "").endswith("Z")
    assert client.get(entries[0].findtext("{*}id", "")).status_code == 302


def test_letters_typed_are_completed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=ho ngh&size=20").json
    assert answer is not None
    assert {"text": "tỷ lệ hộ nghèo", "kind": "indicator", "also": "poverty rate"} in answer["suggestions"]
    assert client.get("/api/v1/suggest?q=x&place=y").status_code == 400
