"""Original files over HTTP: saved, or opened at the very page or words, with nothing in them that runs."""

import base64
import hashlib
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from language.embedding import load_encoder
from search.library import Library
from tests.web.markup import parsed
from tests.web.test_citing import Site, page, site
from web import create_app
from web.originals import kind_of

__all__ = ["site"]

SAMPLES = Path(__file__).resolve().parents[1] / "indexer" / "formats"
WEB = """<!doctype html><html><head><meta charset="utf-8"><title>Báo cáo</title></head><body onload="document.title='chạy'">
<h1>BÁO CÁO CHÍNH TRỊ</h1><h2>I. KẾT QUẢ ĐẠT ĐƯỢC</h2><script>document.title = "chạy"</script>
<p>Vùng mận hậu của huyện Bến Mận rộng 120 ha, hồ chứa nước đầy quanh năm, đường vào bản đã được trải nhựa.</p></body></html>
"""


def test_the_original_file_is_sent_as_it_was_received(client: FlaskClient, library: Library, hostile: str) -> None:
    response = client.get(f"/reports/{hostile}/original")
    report = library.report(hostile)
    assert report
    assert hashlib.sha256(response.data).hexdigest() == report.sha256
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"] == "attachment; filename=la-bac.txt"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get("/reports/khong-co/original").status_code == 404


def test_an_original_that_is_gone_or_changed_is_not_sent(site: Site) -> None:
    assert site.client.get(f"/reports/{site.report}/original").status_code == 200
    site.file.write_text("đã đổi", encoding="utf-8")
    assert page(site.client, f"/reports/{site.report}/original", 404).one("h1").text == "Không còn tệp gốc"
    site.file.unlink()
    assert site.client.get(f"/reports/{site.report}/original").status_code == 404


@pytest.mark.parametrize("way", ["original", "original/open"])
def test_an_original_is_not_sent_again_and_is_not_found_once_it_is_gone(site: Site, way: str) -> None:
    address = f"/reports/{site.report}/{way}"
    known = {"If-None-Match": site.client.get(address).headers["ETag"]}
    assert site.client.get(address, headers=known).status_code == 304
    site.file.unlink()
    assert site.client.get(address, headers=known).status_code == 404


def test_an_original_outside_the_archive_is_not_sent(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.txt"
    outside.write_bytes(site.file.read_bytes())
    site.file.unlink()
    try:
        site.file.symlink_to(outside)
    except OSError:
        pytest.skip("this system lets no link be made")
    assert site.client.get(f"/reports/{site.report}/original").status_code == 404


class Originals:
    """A site over one report in each kind of file, and the ids of a passage of each."""

    def __init__(self, folder: Path) -> None:
        archive = folder / "archive"
        archive.mkdir()
        shutil.copy(SAMPLES / "pdf" / "vinh-lach-bao-cao-chinh-tri-2020-2025.mot-cot.pdf", archive / "a.pdf")
        shutil.copy(SAMPLES / "samples" / "mau_suoi-tram-bao-cao-chinh-tri-2025-2030.docx", archive / "b.docx")
        (archive / "c.html").write_text(WEB, encoding="utf-8")
        build(archive, folder / "index", load_encoder())
        self.client = create_app({"INDEX": folder / "index"}).test_client()
        self.library = Library(folder / "index")
        self.reports = {listed.report.file: listed.report.id for listed in self.library.reports()}

    def passage(self, file: str, page: int | None = None) -> str:
        """The last paragraph of a file, or of one of its pages."""
        read = self.library.read(self.reports[file])
        assert read
        return [p.id for p in read.passages if p.kind == "paragraph" and (page is None or p.page == page)][-1]


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"))


def test_a_pdf_opens_at_the_page(originals: Originals) -> None:
    passage = originals.passage("a.pdf", 2)
    address = originals.client.get(f"/passages/{passage}/original").headers["Location"]
    assert address == f"/reports/{originals.reports['a.pdf']}/original/open#page=2"
    response = originals.client.get(address)
    assert response.data.startswith(b"%PDF-")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "inline; filename=a.pdf"
    assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Mở tệp gốc ở trang " in page(originals.client, f"/passages/{passage}/cite").text


def test_a_web_page_opens_at_the_words_and_nothing_in_it_runs(originals: Originals) -> None:
    passage = originals.passage("c.html")
    address = originals.client.get(f"/passages/{passage}/original").headers["Location"]
    assert unquote(address).endswith("/original/open#:~:text=Vùng mận hậu của huyện,bản đã được trải nhựa.")
    response = originals.client.get(address)
    assert response.text == WEB
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_text_opens_at_the_words_of_its_own_lines(client: FlaskClient, library: Library, hostile: str) -> None:
    read = library.read(hostile)
    assert read
    passage = next(p.id for p in read.passages if p.text.startswith("Rừng"))
    address = client.get(f"/passages/{passage}/original").headers["Location"]
    assert unquote(address).endswith('/original/open#:~:text=Rừng <b>đước</b> & "sú vẹt",Bãi bồi giữ được đất.')
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'; style-src 'sha256-")
    shown, saved = parsed(response.text), client.get(f"/reports/{hostile}/original").data.decode()
    assert unescape(response.text.split("<pre>\n")[1].split("</pre>")[0]) == saved
    assert "<b>đước</b>" in saved
    assert (shown.all("b"), shown.all("i"), shown.all("script")) == ([], [], [])
    looks = hashlib.sha256(response.text.split("<style>")[1].split("</style>")[0].encode()).digest()
    assert f"'sha256-{base64.b64encode(looks).decode()}'" in response.headers["Content-Security-Policy"]
    part = [a.attributes["href"] for a in parsed(client.get(f"/passages/{passage}/cite?quote=giữ được đất").text).all("a")]
    assert any(unquote(each).endswith("/original/open#:~:text=giữ được đất") for each in part)


def test_what_no_browser_shows_is_saved_and_the_page_says_so(originals: Originals) -> None:
    passage = originals.passage("b.docx")
    address = originals.client.get(f"/passages/{passage}/original").headers["Location"]
    assert address == f"/reports/{originals.reports['b.docx']}/original"
    assert originals.client.get(f"{address}/open").headers["Location"] == address
    told = page(originals.client, f"/passages/{passage}/cite").text
    assert "Loại tệp này mở ra từ đầu; đoạn ở khoảng" in told
    assert "Mở tệp gốc" not in told


@pytest.mark.parametrize(
    "file, data, kind",
    [
        ("a.pdf", b"<html>", None),
        ("a.txt", b"\xff\xfeR\x00", "text/plain; charset=utf-16"),
        ("a.txt", b"\xb8\xb9 TCVN3", None),
        ("a.md", b"<script>", "text/plain; charset=utf-8"),
        ("a.svg", b"<svg/>", None),
    ],
)
def test_bytes_are_shown_as_what_they_are_or_not_at_all(file: str, data: bytes, kind: str | None) -> None:
    assert kind_of(file, data) == kind


@pytest.mark.parametrize("address", ["/reports/khong-co/original/open", "/passages/khong-co.p-1/original"])
def test_an_original_of_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
