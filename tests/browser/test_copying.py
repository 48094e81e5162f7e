"""Words are copied with their source: a selection while reading, the open passage by its key, a reference on its page."""

import re

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from search.library import Library
from tests.browser.conftest import Open, served

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def _passage(library: Library, report: str, beginning: str) -> str:
    read = library.read(report)
    assert read is not None
    return next(passage.id for passage in read.passages if passage.text.startswith(beginning))


def _select(passage: Locator) -> None:
    """All words of a passage, as by a triple click."""
    passage.evaluate("passage => getSelection().selectAllChildren(passage)")
    passage.dispatch_event("mouseup")


def _copied(page: Page) -> str:
    expect(page.locator(".told")).to_have_text("Đã chép, kèm nguồn.")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_selection_is_copied_with_its_source(visit: Open, library: Library, hostile: str) -> None:
    page = visit(f"/reports/{hostile}", permissions=CLIPBOARD)
    passage = _passage(library, hostile, "Rừng")
    _select(page.locator(f'[data-passage="{passage}"]'))
    page.get_by_role("button", name="Chép kèm nguồn").click()
    text = _copied(page)
    assert 'Rừng <b>đước</b> & "sú vẹt" của huyện Lá Bạc được trồng lại 45 ha.' in text  # the note's mark is no word of it
    assert "¶" not in text
    assert f"/passages/{passage}" in text
    expect(page.get_by_role("button", name="Chép kèm nguồn")).to_be_hidden()


def test_a_selection_over_passages_cites_each(visit: Open, library: Library, hostile: str) -> None:
    page = visit(f"/reports/{hostile}", permissions=CLIPBOARD)
    first, second = _passage(library, hostile, "- Trồng"), _passage(library, hostile, "- Dọn")
    page.evaluate(
        """([first, second]) => {
            const [start, end] = [first, second].map((id) => document.querySelector(`[data-passage="${id}"]`));
            getSelection().setBaseAndExtent(start, 0, end, end.childNodes.length);
        }""",
        [first, second],
    )
    page.keyboard.press("Shift+C")
    text = _copied(page)
    assert f"/passages/{first}" in text
    assert f"/passages/{second}" in text


def test_the_open_passage_is_copied_by_its_key(visit: Open, library: Library, hostile: str) -> None:
    passage = _passage(library, hostile, "Chợ phiên")
    page = visit(f"/passages/{passage}", permissions=CLIPBOARD)
    page.keyboard.press("Shift+C")
    assert "người đi chợ đông hơn năm trước" in _copied(page)


def test_nothing_to_copy_says_so_and_leaves_what_was_copied_before(visit: Open, hostile: str) -> None:
    page = visit(f"/reports/{hostile}", permissions=CLIPBOARD)
    page.evaluate("navigator.clipboard.writeText('lời chép trước')")
    page.keyboard.press("Shift+C")
    expect(page.locator(".told")).to_have_text(re.compile("^Chưa có gì để chép"))
    assert page.evaluate("navigator.clipboard.readText()") == "lời chép trước"


def test_a_selection_over_too_many_passages_is_refused_with_their_number(visit: Open, library: Library) -> None:
    long = max(library.reports(), key=lambda entry: entry.counts.passages).report.id
    page = visit(f"/reports/{long}", permissions=CLIPBOARD)
    page.evaluate("navigator.clipboard.writeText('lời chép trước')")
    select = """last => {
        const passages = [...document.querySelectorAll("article [data-passage]")].slice(0, last);
        getSelection().setBaseAndExtent(passages[0], 0, passages[last - 1], passages[last - 1].childNodes.length);
    }"""
    page.evaluate(select, 11)
    page.keyboard.press("Shift+C")
    expect(page.locator(".told")).to_have_text("Đang chọn 11 đoạn: mỗi lần chép kèm nguồn được nhiều nhất 10 đoạn.")
    assert page.evaluate("navigator.clipboard.readText()") == "lời chép trước"
    page.evaluate(select, 10)
    page.keyboard.press("Shift+C")
    assert _copied(page).count("/passages/") == 10


def test_a_server_that_does_not_answer_is_told(visit: Open, library: Library, hostile: str) -> None:
    page = visit(f"/passages/{_passage(library, hostile, 'Chợ phiên')}")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); }")
    page.keyboard.press("Shift+C")
    expect(page.locator(".told")).to_have_text("Không hỏi được máy chủ. Hãy thử lại.")


def test_a_site_under_a_path_copies_and_leads_to_its_own_passages(
    visit: Open, app: Flask, library: Library, hostile: str
) -> None:
    passage = _passage(library, hostile, "Chợ phiên")
    with served(DispatcherMiddleware(NotFound(), {"/kho": app})) as address:
        page = visit(f"{address}/kho/passages/{passage}", permissions=CLIPBOARD)
        page.keyboard.press("Shift+C")
        assert f"/kho/passages/{passage}" in _copied(page)
        page.locator(".here .keep").click()
        page.goto(f"{address}/kho/collection")
        row = page.locator("#kept > li")
        expect(row.get_by_role("link").first).to_have_attribute("href", f"/kho/passages/{passage}")
        row.get_by_role("link", name="trích dẫn").click()
        expect(page.locator("h1")).to_have_text("Trích dẫn")
        page.wait_for_load_state("networkidle")  # else the site is gone while the page still loads


def test_a_reference_is_copied_from_its_page(visit: Open, library: Library, hostile: str) -> None:
    passage = _passage(library, hostile, "Chợ phiên")
    page = visit(f"/passages/{passage}/cite", permissions=CLIPBOARD)
    reference = page.locator(".citation").nth(1)
    page.get_by_role("button", name="Chép", exact=True).nth(1).click()
    assert _copied(page).split() == reference.inner_text().split()
