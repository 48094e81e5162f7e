"""The pages and routes on wording: a draft and its precedents, passages like a passage, formulas, the life of a wording."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from tests.web.markup import parsed
from web.describe import PROBLEM
from web.wording import LARGEST_BODY

JSON = "application/json"
SHARED = "Đẩy mạnh cải cách thủ tục hành chính, lấy sự hài lòng của người dân làm thước đo công việc của cán bộ."


def described(client: FlaskClient, path: str, method: str, status: int, body: Any) -> None:
    """Fails unless `body` is what the OpenAPI document says."""
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    schema = document["paths"][path][method]["responses"][str(status)]["content"][JSON if status < 400 else PROBLEM]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(body)


def posted(client: FlaskClient, **fields: Any) -> dict[str, Any]:
    response = client.post("/api/v1/similar", json=fields)
    assert response.status_code == 200, response.text
    described(client, "/api/v1/similar", "post", 200, response.json)
    assert isinstance(response.json, dict)
    return response.json


def test_a_posted_draft_is_answered_sentence_by_sentence(client: FlaskClient) -> None:
    draft = f"{SHARED} Tàu vũ trụ hạ cánh xuống sao Hỏa lúc nửa đêm."
    answer = posted(client, text=draft, size=3)
    first, second = answer["sentences"]
    assert draft[slice(*first["span"])] == SHARED
    assert [each["likeness"] for each in first["precedents"]] == ["verbatim"] * 3
    assert second["shared"] == []
    for each in first["precedents"]:
        assert each["text"][slice(*each["extent"])] == SHARED.rstrip(".")
        assert client.get(each["url"]).status_code == 302


@pytest.mark.parametrize("place", ["huyện Suối Trầm", ["huyện Suối Trầm", "tỉnh Trường Khê"]])
def test_a_filter_is_one_value_or_several(client: FlaskClient, place: str | list[str]) -> None:
    found = posted(client, text=SHARED, place=place)["sentences"][0]["precedents"]
    assert {each["place"] for each in found} == {place} if isinstance(place, str) else set(place)


def test_a_form_and_an_address_are_read_like_json(client: FlaskClient) -> None:
    sentences = posted(client, text=SHARED)["sentences"]
    by_form = client.post("/api/v1/similar", data={"text": SHARED}).json
    by_address = client.get("/api/v1/similar", query_string={"text": SHARED}).json
    assert by_form is not None
    assert by_address is not None
    assert by_form["sentences"] == by_address["sentences"] == sentences


@pytest.mark.parametrize(
    ("sent", "parameter"),
    [
        ({"json": {}}, "text"),
        ({"json": {"text": "a" * 20_001}}, "text"),
        ({"json": {"text": SHARED, "size": 21}}, "size"),
        ({"json": {"text": SHARED, "plac": "x"}}, "plac"),
        ({"json": {"text": {"a": 1}}}, "text"),
        ({"json": ["x"]}, "text"),
        ({"data": "{", "content_type": "application/json"}, "text"),
    ],
    ids=["no text", "long", "size", "unknown", "no string", "no object", "no JSON"],
)
def test_a_bad_body_is_named(client: FlaskClient, sent: dict[str, Any], parameter: str) -> None:
    response = client.post("/api/v1/similar", **sent)
    assert response.status_code == 400
    described(client, "/api/v1/similar", "post", 400, response.json)
    assert response.json is not None
    assert response.json["error"]["parameter"] == parameter


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/v1/similar", data={"text": "a" * LARGEST_BODY})
    assert response.status_code == 413
    assert response.json is not None
    assert response.json["error"]["code"] == "too_large"


def test_a_short_draft_gets_an_address_and_a_long_one_its_page(client: FlaskClient) -> None:
    response = client.post("/wording", data={"text": SHARED})
    assert response.status_code == 303
    page = client.get(response.location)
    assert page.status_code == 200
    assert "<mark>" in page.text
    long = client.post("/wording", data={"text": f"{SHARED}\r\n" * 20})
    assert long.status_code == 200
    assert long.text.count('class="sentence"') == 20


@pytest.mark.parametrize("times", [3000, 100_000], ids=["a chapter", "a book"])
def test_a_draft_too_long_is_told_so_and_kept_whole_in_its_form(client: FlaskClient, times: int) -> None:
    text = ("giữ rừng " * times).strip()
    response = client.post("/wording", data={"text": text})
    assert response.status_code == 400
    page = parsed(response.text)
    assert page.one("textarea").text == text
    assert "maxlength" not in page.one("textarea").attributes  # a browser would cut what is pasted, and say nothing
    assert "20.000" in page.one("p", role="alert").text


def test_a_draft_is_shown_and_never_run(client: FlaskClient) -> None:
    page = client.get("/wording", query_string={"text": '<script>alert("x")</script> & rừng'})
    assert "<script>alert" not in page.text


def test_passages_like_a_passage(client: FlaskClient) -> None:
    id_ = posted(client, text=SHARED, place="thị xã An Hòa Đông")["sentences"][0]["precedents"][0]["id"]
    answer = client.get(f"/api/v1/passages/{id_}/similar").json
    described(client, "/api/v1/passages/{passage_id}/similar", "get", 200, answer)
    assert answer is not None
    assert {each["place"] for each in answer["earlier"] + answer["later"]} == {"thị xã An Hòa Đông"}
    assert all(each["report"] != answer["report"] for each in answer["similar"])
    assert client.get(f"/passages/{id_}/similar").status_code == 200
    assert client.get("/passages/khong-co/similar").status_code == 404
    assert client.get("/api/v1/passages/khong-co/similar").status_code == 404


def test_a_formula_leads_to_its_life(client: FlaskClient) -> None:
    answer = client.get("/api/v1/formulas?q=su hai long").json
    described(client, "/api/v1/formulas", "get", 200, answer)
    assert answer is not None
    (formula,) = answer["formulas"]
    assert formula["text"] in client.get("/formulas?q=su hai long").text
    life = client.get("/api/v1/concordance", query_string={"q": formula["text"]}).json
    described(client, "/api/v1/concordance", "get", 200, life)
    assert life is not None
    assert (life["total"], life["reports"]) == (formula["passages"], len(formula["reports"]))
    assert formula["text"] in client.get("/concordance", query_string={"q": formula["text"]}).text


def test_a_hit_stands_between_its_left_and_its_right(client: FlaskClient) -> None:
    life = client.get("/api/v1/concordance", query_string={"q": "hộ nghèo"}).json
    assert life is not None
    for hit in life["hits"]:
        passage = client.get(f"/api/v1/passages/{hit['id']}").json
        assert passage is not None
        assert hit["left"] + hit["hit"] + hit["right"] == passage["text"]
        assert hit["hit"].lower() == "hộ nghèo"


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/api/v1/formulas?syllables=5", "syllables"),
        ("/api/v1/formulas?reports=1", "reports"),
        ("/api/v1/concordance", "q"),
        ("/api/v1/concordance?q=…", "q"),
        ("/api/v1/concordance?q=rừng&kind=x", "kind"),
    ],
)
def test_a_bad_parameter_is_named(client: FlaskClient, address: str, parameter: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["parameter"] == parameter


@pytest.mark.parametrize("address", ["/concordance?q=hộ nghèo&place=huyện Suối Trầm&size=1", "/formulas?reports=3&size=2"])
def test_another_page_is_of_the_same_question(client: FlaskClient, address: str) -> None:
    after = parsed(client.get(address).text).one("a", rel="next").attributes["href"]
    asked = dict(parse_qsl(urlsplit(address).query))
    assert dict(parse_qsl(urlsplit(after).query)) == {**asked, "page": "2"}
