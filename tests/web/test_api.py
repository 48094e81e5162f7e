"""The API through HTTP: answers as the OpenAPI document says, faults in one shape, offsets that lead back to the source."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from store.records import spans_text
from web.describe import PROBLEM
from web.questions import PARAMETERS

JSON = "application/json"
ROOT = Path(__file__).resolve().parents[2]


def ask(client: FlaskClient, address: str, **query: Any) -> dict[str, Any]:
    response = client.get(address, query_string=query)
    assert response.status_code == 200, response.text
    assert isinstance(response.json, dict)
    return response.json


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    return ask(client, "/api/v1/openapi.json")


def template(rule: str) -> str:
    """A route as OpenAPI writes it: /reports/<report_id> → /reports/{report_id}."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def valid(description: dict[str, Any], path: str, status: int, body: Any) -> None:
    """Fails unless `body` is what the description says that this route answers with this status."""
    content = description["paths"][path]["get"]["responses"][str(status)]["content"]
    described = content[JSON if status < 400 else PROBLEM]["schema"]
    Draft202012Validator({**described, "components": description["components"]}).validate(body)


def test_the_description_names_every_route_and_no_other(app: Flask, description: dict[str, Any]) -> None:
    routes = {template(rule.rule) for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    assert set(description["paths"]) == routes
    assert all((rule.methods or set()) - {"POST"} == {"GET", "HEAD", "OPTIONS"} for rule in app.url_map.iter_rules())
    posted = {template(rule.rule) for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert {path for path, operations in description["paths"].items() if "post" in operations} == posted
    names = [operation["operationId"] for operations in description["paths"].values() for operation in operations.values()]
    assert len(names) == len(set(names))


def test_the_description_is_sound(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    assert set(re.findall(r"#/components/schemas/(\w+)", str(description))) == set(schemas)
    for path, operation in description["paths"].items():
        named = {p["name"] for p in operation["get"]["parameters"] if p["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", path))


def test_every_route_answers_as_described(client: FlaskClient, description: dict[str, Any], hostile: str) -> None:
    passage = ask(client, f"/api/v1/reports/{hostile}")["passages"][0]["id"]
    for path in description["paths"]:
        address = path.format(report_id=hostile, passage_id=passage)
        for query, expected in (({"q": "rừng"}, {200, 302, 400}), ({"what": "x"}, {200, 302, 400})):
            response = client.get(address, query_string=query)
            assert response.status_code in expected
            described = description["paths"][path]["get"]["responses"][str(response.status_code)]
            if response.status_code != 302:
                assert response.mimetype in described["content"]
            if response.is_json:
                valid(description, path, response.status_code, response.json)


@pytest.mark.parametrize(
    "path", ["/api/v1/reports/{report_id}", "/api/v1/reports/{report_id}/source", "/api/v1/passages/{passage_id}"]
)
def test_an_unknown_id_is_not_found(client: FlaskClient, description: dict[str, Any], path: str) -> None:
    response = client.get(path.format(report_id="khong-co", passage_id="khong-co"))
    assert response.status_code == 404
    valid(description, path, 404, response.json)


def test_an_answer_has_what_the_contract_names(client: FlaskClient, description: dict[str, Any]) -> None:
    answer = ask(client, "/api/v1/search", q="tỷ lệ hộ nghèo")
    valid(description, "/api/v1/search", 200, answer)
    assert answer["query"] == "tỷ lệ hộ nghèo"
    assert len(answer["results"]) == min(20, answer["total"])
    named = {
        "id",
        "report",
        "file",
        "title",
        "kind",
        "text",
        "spans",
        "section_path",
        "page",
        "score",
        "matched",
        "highlights",
        "url",
    }
    for result in answer["results"]:
        assert named <= set(result)
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_spans_lead_back_to_the_source(client: FlaskClient) -> None:
    for result in ask(client, "/api/v1/search", q="rừng đước Lá Bạc", size=5)["results"]:
        source = client.get(f"/api/v1/reports/{result['report']}/source")
        assert source.mimetype == "text/plain"
        held = spans_text(source.get_data(as_text=True), result["spans"])
        assert [c for c in held if c.isalnum()] == [c for c in result["text"] if c.isalnum()]
        for start, end in result["highlights"]:
            assert 0 <= start < end <= len(result["text"])


def test_the_url_of_a_result_opens_its_report(client: FlaskClient) -> None:
    for result in ask(client, "/api/v1/search", q="nghèo", size=3)["results"]:
        response = client.get(result["url"])
        assert f"/reports/{result['report']}" in response.location


def test_pages_of_results_follow_each_other(client: FlaskClient) -> None:
    whole = [result["id"] for result in ask(client, "/api/v1/search", q="nghèo", size=10)["results"]]
    parts = [r["id"] for page in (1, 2) for r in ask(client, "/api/v1/search", q="nghèo", size=5, page=page)["results"]]
    assert parts == whole


@pytest.mark.parametrize("name", ["report", "place", "province", "kind", "term", "passage_kind"])
def test_a_filter_leaves_what_its_facet_counted(client: FlaskClient, name: str) -> None:
    for value in ask(client, "/api/v1/search", q='"hộ nghèo"')["facets"][name]:
        assert ask(client, "/api/v1/search", **{"q": '"hộ nghèo"', name: value["value"]})["total"] == value["count"]


def test_a_filter_loses_nothing_that_was_counted(client: FlaskClient) -> None:
    """Plain words match by likeness to the best match, which within a filter may be a lesser one: more may show, never fewer."""
    for value in ask(client, "/api/v1/search", q="poverty rate")["facets"]["place"]:
        assert ask(client, "/api/v1/search", q="poverty rate", place=value["value"])["total"] >= value["count"]


def test_values_of_one_filter_are_alternatives(client: FlaskClient) -> None:
    counts = {v["value"]: v["count"] for v in ask(client, "/api/v1/search", q='"hộ nghèo"')["facets"]["place"]}
    two = list(counts)[:2]
    assert ask(client, "/api/v1/search", q='"hộ nghèo"', place=two)["total"] == sum(counts[place] for place in two)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=" + "a" * 2001, "q"),
        ("q=x&size=0", "size"),
        ("q=x&size=101", "size"),
        ("q=x&size=mười", "size"),
        ("q=x&page=0", "page"),
        ("q=x&mode=fast", "mode"),
        ("q=x&mode=hybrid&mode=keyword", "mode"),
        ("q=x&kind=letter", "kind"),
        ("q=x&passage_kind=word", "passage_kind"),
        ("q=x&plac=y", "plac"),
    ],
    ids=lambda value: value[:24],
)
def test_a_bad_parameter_is_named(client: FlaskClient, description: dict[str, Any], query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/search?{quote(query, safe='=&')}")
    assert response.status_code == 400
    assert response.json is not None
    valid(description, "/api/v1/search", 400, response.json)
    assert response.json["error"]["code"] == "invalid_parameter"
    assert response.json["error"]["parameter"] == parameter
    assert parameter in response.json["error"]["message"]


@pytest.mark.parametrize(
    "query", ['"', "((", "AND", "NOT", "-", "*", "a*", "place:", "\x00", "😀", "%", "NEAR/0", "rừng" * 400, "\ud7ff\uffff"]
)
def test_no_query_is_a_fault(client: FlaskClient, query: str) -> None:
    assert ask(client, "/api/v1/search", q=query)["reading"]


def test_faults_have_one_shape_everywhere(client: FlaskClient, description: dict[str, Any]) -> None:
    for response, status in (
        (client.get("/api/v1/khong-co"), 404),
        (client.get("/api/v2/search?q=x"), 404),
        (client.post("/api/v1/search?q=x"), 405),
        (client.delete("/healthz"), 405),
    ):
        assert response.status_code == status
        valid(description, "/api/v1/search", 400, response.json)
        assert response.json is not None
        assert response.json["error"]["parameter"] is None


def test_vietnamese_is_written_as_it_is(client: FlaskClient) -> None:
    assert "tỷ lệ hộ nghèo" in client.get("/api/v1/search?q=tỷ lệ hộ nghèo").text


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    response = client.head("/api/v1/reports")
    assert (response.status_code, response.data) == (200, b"")
    assert int(response.headers["Content-Length"]) > 0


def test_every_route_and_parameter_is_documented(description: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [path for path in description["paths"] if f"`{path}`" not in page] == []
    assert [name for name in PARAMETERS if f"| `{name}` |" not in page] == []
    for schema in ("Result", "Note", "Answer"):
        fields = description["components"]["schemas"][schema]["properties"]
        assert [name for name in fields if f'"{name}"' not in page] == []
