"""What holds for every page: sound markup, nothing inline or from elsewhere, labels, and links that lead somewhere."""

import gzip
import re
import shutil
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from language.embedding import load_encoder
from tests.web.markup import Element, parsed
from web import create_app

PAGES = [
    "/",
    "/search?q=tỷ lệ hộ nghèo",
    "/search?q=nghèo&place=thị xã Vĩnh Lạch&passage_kind=footnote&page=1",
    '/search?q="không có đâu cả"&mode=keyword&term=2020-2025',
    "/reports",
    "/commitments?indicator=poverty",
    "/search?q=poverty rate targets",
    "/help",
    "/khong-co",
    "/search?q=x&size=0",
    "/search/statement?q=hộ nghèo",
    "/reports/{report}?q=rừng",
    "/reports/{report}?passage={passage}",
    "/passages/{passage}/cite",
    "/passages/{passage}/similar",
    "/passages/{report}.p-0000000000",
    "/wording",
    "/wording?text=Rừng đước của huyện Lá Bạc được trồng lại 45 ha.",
    "/formulas",
    "/concordance?q=hộ nghèo",
    "/verify",
    "/verify?quote=Rừng đước của huyện Lá Bạc được trồng lại 54 ha.",
    "/collection",
    "/collection?id={passage}",
]


@pytest.fixture(params=PAGES, ids=lambda address: address[:40])
def page(request: pytest.FixtureRequest, client: FlaskClient, ids: dict[str, str]) -> Element:
    return parsed(client.get(request.param.format(**ids)).text)


def test_a_page_says_its_language_title_and_parts(page: Element) -> None:
    assert page.one("html").attributes["lang"] == "vi"
    assert page.one("head").one("title").text
    assert len(page.all("h1")) == 1
    assert page.one("main").attributes["id"] == "main"
    assert page.one("a", class_="skip").attributes["href"] == "#main"


def test_ids_are_given_once(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_every_field_has_a_label(page: Element) -> None:
    labelled = {label.attributes.get("for") for label in page.all("label")}
    wrapped = {id(field) for label in page.all("label") for field in label.all("input")}
    for field in page.all("input"):
        assert field.attributes.get("type") == "hidden" or field.attributes.get("id") in labelled or id(field) in wrapped


def test_headings_skip_no_level(page: Element) -> None:
    levels = [int(element.tag[1]) for element in page.all() if re.fullmatch("h[1-6]", element.tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_form_asks_by_get_but_those_of_a_draft_and_a_quotation(page: Element) -> None:
    """What is pasted may be longer than an address can be."""
    posting = [form.attributes["action"] for form in page.all("form") if form.attributes.get("method", "get") != "get"]
    assert set(posting) <= {"/wording", "/verify"}


def test_nothing_is_inline_or_from_elsewhere(page: Element) -> None:
    for element in page.all():
        assert element.tag not in ("style", "iframe", "object")
        assert element.tag != "script" or element.attributes.get("type") == "application/ld+json" or "src" in element.attributes
        assert not any(name == "style" or name.startswith("on") for name in element.attributes)
        for name in ("src", "href", "action"):
            assert urlsplit(element.attributes.get(name, "")).netloc in ("", "localhost")  # citations name this site


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address[:40])
def test_a_parameter_may_be_called_anything(client: FlaskClient, ids: dict[str, str], address: str) -> None:
    """Whatever others append to an address, the page is the one that it was, and so is what its language switch leads to."""
    address = address.format(**ids)
    usual = client.get(address)
    odd = client.get(f"{address}{'&' if '?' in address else '?'}endpoint=x&_anchor=y&_scheme=z&_method=GET&report_id=q&self=s")
    assert odd.status_code == usual.status_code < 500
    switch = parsed(odd.text).one("a", class_="language").attributes["href"]
    assert urlsplit(switch).path == quote(urlsplit(address).path)
    assert dict(parse_qsl(urlsplit(switch).query))["report_id"] == "q"


def test_no_address_leads_the_language_switch_to_another_site(client: FlaskClient) -> None:
    for path in ("//example.org/a", "/%5Cexample.org", "/%2Fexample.org"):
        switch = parsed(client.get(f"http://localhost{path}").text).one("a", class_="language")
        assert re.match(r"/(?![/\\])", switch.attributes["href"])


def shape(address: str) -> str:
    """What addresses of the same page have in common: /reports/a?q=x → /reports/*?q."""
    path = re.sub(r"^/(reports|passages)/.+", r"/\1/*", urlsplit(address).path)
    return f"{path}?{sorted(name for name, _ in parse_qsl(urlsplit(address).query))}"


def test_every_link_leads_somewhere(client: FlaskClient, hostile: str) -> None:
    """Follows every link of the site from its first page, one address of each shape and query parameters, and every anchor."""
    queue, seen = ["/", f"/reports/{hostile}", "/search?q=nghèo"], set()
    while queue:
        address = queue.pop()
        if shape(address) in seen or len(parse_qsl(urlsplit(address).query)) > 2:
            continue
        seen.add(shape(address))
        with client.get(address, follow_redirects=True) as response:
            assert response.status_code == 200, address
            if response.mimetype != "text/html":
                continue
            page = parsed(response.get_data(as_text=True))
        ids = {element.attributes.get("id") for element in page.all()}
        models = {id(link) for model in page.all("template") for link in model.all("a")}  # a script gives these their addresses
        for link in page.all("a"):
            if id(link) in models:
                continue
            href = link.attributes["href"]
            if href.startswith("#"):
                assert href[1:] in ids, f"{address} has no {href}"
            else:
                queue.append(urljoin(address, href))
        queue += [element.attributes["href"] for element in page.all("link") if element.attributes.get("rel") != "canonical"]
    assert {"/reports/*?['q']", "/passages/*?['q']", "/passages/*?[]", "/search?['place', 'q']", "/search?['page', 'q']"} <= seen


def test_what_a_report_or_a_query_says_stays_text(client: FlaskClient, hostile: str) -> None:
    attack = '"><script>alert(1)</script>'
    for address in (
        f"/reports/{hostile}",
        f"/reports/{hostile}?q={attack}&passage={attack}",
        f"/search?q={attack}",
        f"/search?q=rừng đước {attack}&place={attack}&report={attack}",
        f"/search?q=x&size={attack}",
        f"/passages/{attack}",
        f"/{attack}",
    ):
        page = parsed(client.get(address).text)
        assert all(script.attributes.get("type") == "application/ld+json" or not script.text for script in page.all("script"))
        assert "alert" not in "".join(script.text for script in page.all("script") if script.attributes.get("type") is None)
        assert not [element for element in page.all() if "onclick" in element.attributes]
    assert '<script>alert("mục")</script>' in parsed(client.get(f"/reports/{hostile}").text).one("article").text


@pytest.mark.parametrize("address", ["/", "/static/site.css", "/api/v1/reports", "/khong-co", "/api/v1/khong-co"])
def test_every_answer_forbids_what_the_site_does_not_need(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:  # a static file stays open until then
        headers = response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient, hostile: str) -> None:
    tag = client.get(f"/reports/{hostile}").headers["ETag"]
    again = client.get(f"/reports/{hostile}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_long_page_is_sent_compressed_to_who_can_read_it(client: FlaskClient, hostile: str) -> None:
    plain = client.get(f"/reports/{hostile}")
    small = client.get(f"/reports/{hostile}", headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert client.get(f"/reports/{hostile}", headers={"Accept-Encoding": "gzip;q=0"}).data == plain.data


def test_a_wrong_method_is_refused_with_those_allowed(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert parsed(response.text).one("h1").text


def test_a_failure_inside_is_told_without_its_workings(index: Path) -> None:
    app = create_app({"INDEX": index})

    @app.get("/fails")
    @app.get("/api/v1/fails")
    def fails() -> str:
        raise RuntimeError("bí mật")

    page, answer = (app.test_client().get(address) for address in ("/fails?endpoint=x", "/api/v1/fails"))
    assert (page.status_code, answer.status_code) == (500, 500)
    assert parsed(page.text).one("h1").text == "Có lỗi ở phía chúng tôi"
    assert answer.json is not None
    assert answer.json["error"]["code"] == "internal_error"
    assert "bí mật" not in page.text + answer.text


def test_without_an_index_pages_say_how_to_build_one(tmp_path: Path) -> None:
    client = create_app({"INDEX": tmp_path}).test_client()
    for address in ("/", "/search?q=rừng", "/reports", "/reports/x", "/passages/x"):
        response = client.get(address)
        assert response.status_code == 503
        assert parsed(response.text).one("pre").text == f"python -m indexer build --index {tmp_path}"
    assert client.get("/help").status_code == 200
    for address in ("/healthz", "/api/v1/search?q=rừng"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.json is not None
        assert answer.json["error"]["code"] == "no_index"


def test_a_damaged_index_is_told_apart_from_none(index: Path, tmp_path: Path) -> None:
    shutil.copytree(index, tmp_path / "index")
    next((tmp_path / "index").rglob("catalogue.sqlite")).unlink()
    client = create_app({"INDEX": tmp_path / "index"}).test_client()
    assert parsed(client.get("/").text).one("pre").text == f"python -m indexer build --index {tmp_path / 'index'} --rebuild"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["error"]["code"] == "index_unusable"


def test_a_new_build_is_shown_without_a_restart(archive: Path, tmp_path: Path) -> None:
    build(archive, tmp_path / "index", load_encoder())
    client = create_app({"INDEX": tmp_path / "index"}).test_client()
    assert "Bến Cau" not in client.get("/search?q=hộ nghèo").text
    (archive / "ben-cau.txt").write_text("I. KẾT QUẢ\n\nTỷ lệ hộ nghèo của xã Bến Cau còn 4%.\n", encoding="utf-8")
    build(archive, tmp_path / "index", load_encoder())
    found = parsed(client.get('/search?q="xã Bến Cau"').text)
    assert "Bến Cau" in found.one("blockquote").text
    assert "ở khoảng 100% văn bản" in found.one("p", class_="place").text
