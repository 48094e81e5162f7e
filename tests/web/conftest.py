"""One index for all tests of the site: the sample archive, and a report written to break pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.build import build
from language.embedding import load_encoder
from search.library import Library
from web import create_app

ROOT = Path(__file__).resolve().parents[2]

NOTE = 'Theo Hạt Kiểm lâm Lá Bạc, <i onclick="x()">năm 2023</i>.'
HOSTILE = f"""ĐẢNG BỘ HUYỆN LÁ BẠC
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện Lá Bạc lần thứ IV, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ <script>alert("mục")</script>

1. Về môi trường

Rừng <b>đước</b> & "sú vẹt" của huyện Lá Bạc được trồng lại 45 ha.[footnoteRef:1] Bãi bồi giữ được đất. [1:  {NOTE}]

- Trồng mới 12 ha bần chua.

- Dọn 30 tấn rác trên sông.

2. Về đời sống

Chợ phiên họp đều; người đi chợ đông hơn năm trước.[footnoteRef:2]

II. MỤC TIÊU

Đến năm 2025 trồng thêm 20 ha đước.
"""


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "archive" / "mau", folder / "archive" / "mau")
    (folder / "archive" / "la-bac.txt").write_text(HOSTILE, encoding="utf-8")
    build(folder / "archive", folder / "index", load_encoder())
    return folder / "index"


@pytest.fixture(scope="session")
def app(index: Path) -> Flask:
    return create_app({"INDEX": index, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def library(index: Path) -> Iterator[Library]:
    """The same index, asked directly: what the pages must agree with."""
    found = Library(index)
    yield found
    found.close()


@pytest.fixture(scope="session")
def ids(library: Library, hostile: str) -> dict[str, str]:
    """What the addresses of pages name: that report, and its first passage of running text."""
    report = library.read(hostile)
    assert report
    return {"report": hostile, "passage": next(passage.id for passage in report.passages if passage.kind == "paragraph")}


@pytest.fixture(scope="session")
def hostile(library: Library) -> str:
    """The id of the report that is full of markup."""
    return next(entry.report.id for entry in library.reports() if entry.report.file == "la-bac.txt")
