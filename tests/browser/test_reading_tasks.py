"""What people come for, done in a real browser: search, narrow down, read, follow a footnote, in both languages, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open


def test_a_question_is_answered_and_leads_to_the_passage_in_its_report(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("rừng đước sú vẹt")
    page.keyboard.press("Enter")
    first = page.locator("li.result").first
    expect(first.locator("blockquote")).to_contain_text("trồng lại 45 ha")
    expect(first.locator("mark").first).to_be_visible()
    first.locator("h2 a").click()
    expect(page).to_have_url(re.compile(r"/reports/.+passage=.+#.+"))
    here = page.locator(".here")
    expect(here).to_contain_text("trồng lại 45 ha")
    expect(here).to_be_in_viewport()


def test_a_filter_narrows_and_is_taken_away_again(visit: Open) -> None:
    page = visit("/search?q=nghèo")
    before = page.locator("h1").inner_text()
    page.locator("aside .by-place").get_by_role("link", name=re.compile("thị xã Vĩnh Lạch")).click()
    expect(page.locator(".chips")).to_contain_text("thị xã Vĩnh Lạch")
    places = page.locator("li.result .about span:first-child").all_inner_texts()
    assert places
    assert all("Vĩnh Lạch" in place for place in places)
    page.locator(".chips a").first.click()
    expect(page.locator("h1")).to_have_text(before)


def test_a_footnote_is_followed_and_left_again(visit: Open, hostile: str) -> None:
    page = visit(f"/reports/{hostile}", java_script_enabled=False)
    page.locator("#ref-1").click()
    note = page.locator("#note-1")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Theo Hạt Kiểm lâm Lá Bạc")
    note.locator("a.back").click()
    expect(page.locator("#ref-1")).to_be_in_viewport()


@pytest.mark.parametrize(("locale", "heading", "other"), [("vi-VN", "Thử xem", "Try"), ("en-GB", "Try", "Thử xem")])
def test_the_browser_s_language_is_spoken_until_the_switch_is_used(visit: Open, locale: str, heading: str, other: str) -> None:
    page = visit("/", locale=locale)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator("a.language").click()
    expect(page.get_by_role("heading", name=other)).to_be_visible()
    page.goto("/help")
    page.locator("a.brand").click()
    expect(page.get_by_role("heading", name=other)).to_be_visible()


def test_everything_needed_works_without_javascript(visit: Open) -> None:
    page = visit("/", java_script_enabled=False)
    page.locator("#q").fill("ty le ho ngheo")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("li.result").first).to_be_visible()
    page.locator("aside .by-passage_kind a").first.click()
    expect(page.locator(".chips li")).to_have_count(1)
    page.locator("li.result h2 a").first.click()
    expect(page.locator(".here")).to_be_in_viewport()
    page.locator("#within").fill("nghèo")
    page.locator("#within").press("Enter")
    expect(page.locator(".document mark").first).to_be_attached()


@pytest.mark.parametrize("address", ["/", "/search?q=tỷ lệ hộ nghèo", "/reports", "/help", "report"])
def test_a_phone_scrolls_down_only(visit: Open, hostile: str, address: str) -> None:
    page = visit(f"/reports/{hostile}?q=rừng" if address == "report" else address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for box in page.locator("input[type=search], button").all():
        found = box.bounding_box()
        assert found is None or found["x"] + found["width"] <= PHONE["width"]


def test_the_keyboard_alone_is_enough(visit: Open) -> None:
    page = visit("/search?q=nghèo")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused
