"""Browsers that keep nothing, for want of room or because they may not: what is lost is told, with its reason."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Open
from tests.browser.test_collection import collected, entries

BLOCKED = "Trình duyệt này cấm lưu hoặc đã hết chỗ: điều vừa làm không được giữ trong sổ."
FULL = "Sổ đã đầy: nhiều nhất 500 đoạn."
TOO_MANY = "Cộng lại sẽ quá 500 đoạn; sổ không thay đổi."
FILL = """() => {
    for (let number = 0, block = "x".repeat(1 << 20); block; number++) {
        try { localStorage.setItem(`block-${number}`, block); } catch { block = block.slice(0, block.length >> 1); }
    }
}"""
HEARD = """() => {
    window.heard = 0;
    new MutationObserver(() => { heard += 1; }).observe(document.querySelector(".told"), { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def barred(playwright: Playwright, launching: dict[str, Any], site: str, tmp_path: Path) -> Iterator[Page]:
    """A page of a browser whose user allows no site to store anything."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "profile" / "Default").mkdir(parents=True)
    (tmp_path / "profile" / "Default" / "Preferences").write_text(json.dumps(settings))
    context = playwright.chromium.launch_persistent_context(tmp_path / "profile", base_url=site, locale="vi-VN", **launching)
    context.set_default_timeout(5_000)
    yield context.new_page()
    context.close()


def test_notes_and_titles_that_find_no_room_are_told(visit: Open) -> None:
    page = visit("/")
    collected(page, 2)
    page.evaluate(FILL)
    for writing in (page.get_by_label("Ghi chú").first, page.get_by_label("Tên của sổ")):
        page.reload()
        expect(page.locator(".told")).to_have_text("")
        writing.fill("lời viết thêm")
        expect(page.locator(".told")).to_have_text(BLOCKED)
        expect(writing).to_have_value("lời viết thêm")
        page.evaluate(HEARD)
        writing.press("n")
        assert page.evaluate("heard") == 0  # and not told anew at every key
    page.reload()
    expect(page.get_by_label("Ghi chú").first).to_have_value("")


def test_a_file_that_finds_no_room_is_told_so_and_not_of_too_many_entries(visit: Open, tmp_path: Path) -> None:
    page = visit("/")
    kept = collected(page, 1)
    page.evaluate(FILL)
    brought = {"format": "van-kho-collection", "version": 1, "title": "", "entries": [{"passage": "khac.p-1"}]}
    (tmp_path / "so.json").write_text(json.dumps(brought), encoding="utf-8")
    page.locator("#open").set_input_files(tmp_path / "so.json")
    expect(page.locator(".told")).to_have_text(BLOCKED)
    expect(page.locator("#status")).to_have_text("")
    assert [each["passage"] for each in entries(page)] == kept


def test_what_cannot_be_taken_back_for_want_of_room_can_be_later(visit: Open) -> None:
    page = visit("/")
    kept = collected(page, 2)
    page.get_by_role("button", name="Bỏ tất cả").click()
    page.evaluate(FILL)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".told")).to_have_text(BLOCKED)
    page.evaluate("localStorage.removeItem('block-0')")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#kept > li")).to_have_count(2)
    assert [each["passage"] for each in entries(page)] == kept


def test_a_collection_that_is_full_says_so(visit: Open) -> None:
    page = visit("/")
    whole = {"format": "van-kho-collection", "version": 1, "title": "", "entries": [{"passage": f"a.p-{n}"} for n in range(500)]}
    page.evaluate("whole => localStorage.setItem('van-kho.collection', whole)", json.dumps(whole))
    page.goto("/search?q=rừng&mode=keyword")
    page.locator("li.result .place .keep").first.click()
    expect(page.locator(".told")).to_have_text(FULL)
    page.goto("/collection?id=b.p-1")
    page.get_by_role("button", name="Thêm tất cả vào sổ của tôi").click()
    expect(page.locator(".told")).to_have_text(TOO_MANY)
    assert len(entries(page)) == 500


def test_a_browser_that_may_store_nothing_says_that_and_not_that_a_collection_cannot_be_read(barred: Page) -> None:
    barred.goto("/collection")
    assert barred.evaluate("() => { try { return Boolean(localStorage); } catch { return false; } }") is False
    expect(barred.locator("#forbidden")).to_be_visible()
    for other in ("#odd", "#empty", "#filled"):
        expect(barred.locator(other)).to_be_hidden()
    barred.goto("/search?q=rừng&mode=keyword")
    button = barred.locator("li.result .place .keep").first
    button.click()
    expect(barred.locator(".told")).to_have_text(BLOCKED)
    expect(button).to_have_attribute("aria-pressed", "false")
    barred.goto("/help")
    barred.get_by_role("button", name="Tắt các phím tắt").click()
    expect(barred.locator(".told")).to_have_text("Trình duyệt này không lưu được lựa chọn.")
