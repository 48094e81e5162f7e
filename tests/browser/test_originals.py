"""Original files in a real browser: a text and a web page open at the words, and nothing in them runs."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from indexer.build import build
from language.embedding import load_encoder
from search.library import Library
from tests.browser.conftest import served
from web import create_app

LINE = "Rừng đầu nguồn của bản thứ {0} được giữ tốt, thêm {0} ha trồng mới ở ven suối."
WORDS = LINE.format(90)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An index of a text and a web page of many lines, and the id of a passage far down in each."""
    folder = tmp_path_factory.mktemp("long")
    lines = [LINE.format(number) for number in range(1, 121)]
    (folder / "archive").mkdir()
    (folder / "archive" / "a.txt").write_text("I. KẾT QUẢ\n\n" + "\n\n".join(lines), encoding="utf-8")
    body = "".join(f"<p>{line}</p>" for line in lines)
    text = f'<!doctype html><meta charset="utf-8"><title>Đứng yên</title><h1>I. KẾT QUẢ</h1>{body}<script>document.title = "Chạy"</script>'
    (folder / "archive" / "b.html").write_text(text, encoding="utf-8")
    build(folder / "archive", folder / "index", load_encoder())
    library = Library(folder / "index")
    found = {}
    for listed in library.reports():
        read = library.read(listed.report.id)
        assert read
        found[listed.report.file] = next(passage.id for passage in read.passages if passage.text == WORDS)
    library.close()
    return folder / "index", found


@pytest.mark.parametrize("file", ["a.txt", "b.html"])
def test_the_file_opens_at_the_words(browser: Browser, long: tuple[Path, dict[str, str]], file: str) -> None:
    index, passages = long
    with served(create_app({"INDEX": index})) as site, browser.new_context(locale="vi-VN") as context:
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.goto(f"{site}/passages/{passages[file]}/cite")
        page.get_by_role("link", name="Mở tệp gốc tại đúng lời này").click()
        page.wait_for_url(re.compile("/original/open"))
        words = page.get_by_text(WORDS) if file == "b.html" else page.locator("pre")
        expect(words).to_be_visible()
        assert file == "b.html" or "Noto Serif" in words.evaluate("pre => getComputedStyle(pre).fontFamily")
        deadline = time.monotonic() + 5
        while page.evaluate("scrollY") < 1000 and time.monotonic() < deadline:
            page.wait_for_timeout(50)
        assert page.evaluate("scrollY") > 1000
        assert page.title() in ("a.txt", "Đứng yên")
