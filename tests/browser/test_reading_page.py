"""The reading page with scripts: the section one is in, footnotes beside their marks, from match to match."""

import re

import pytest
from playwright.sync_api import Locator, expect

from search.library import Library
from tests.browser.conftest import PHONE, Open


@pytest.fixture
def long(library: Library) -> str:
    """The id of the longest report."""
    return max(library.reports(), key=lambda entry: entry.counts.passages).report.id


def test_the_outline_marks_the_section_that_is_read(visit: Open, long: str) -> None:
    page = visit(f"/reports/{long}")
    marked = page.locator(".outline [aria-current=location]")
    headings = page.locator("article :is(h3, h4)")
    for number in (2, 5):
        heading = headings.nth(number)
        heading.evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top + scrollY - 20)")
        expect(marked).to_have_count(1)
        expect(marked).to_have_attribute("href", f"#{heading.get_attribute('id')}")
        expect(marked).to_be_in_viewport()


def _middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("size", [{"width": 1200, "height": 800}, PHONE], ids=["desktop", "phone"])
def test_a_footnote_opens_beside_its_mark(visit: Open, hostile: str, size: dict[str, int]) -> None:
    page = visit(f"/reports/{hostile}", viewport=size)
    page.locator("#ref-1").click()
    bubble = page.get_by_role("note")
    expect(bubble).to_contain_text('Theo Hạt Kiểm lâm Lá Bạc, <i onclick="x()">năm 2023</i>.')
    box = bubble.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    page.locator("#ref-1").press("Enter")
    bubble.get_by_role("link", name="Xem trong danh sách chú thích").click()
    expect(page).to_have_url(re.compile("#note-1$"))
    expect(bubble).to_be_hidden()


def test_a_footnote_that_opens_by_keyboard_takes_the_focus_and_gives_it_back(visit: Open, hostile: str) -> None:
    page = visit(f"/reports/{hostile}")
    mark, bubble = page.locator("#ref-1"), page.get_by_role("note")
    mark.press("Enter")
    expect(bubble).to_be_focused()
    expect(bubble).to_have_accessible_name(re.compile("^1. Theo Hạt Kiểm lâm Lá Bạc"))
    page.keyboard.press("Tab")
    expect(bubble.get_by_role("link", name="Xem trong danh sách chú thích")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bubble).to_be_hidden()
    expect(mark).to_be_focused()
    expect(bubble.locator("[data-passage]")).to_have_count(0)  # else a selection of everything would copy the note twice
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(bubble).to_be_hidden()
    expect(page.locator("[data-passage]:has(#ref-1) a.address").first).to_be_focused()
    page.mouse.click(*_middle(mark))
    expect(bubble).to_be_visible()
    expect(mark).to_be_focused()  # who points goes on from the mark


def test_keys_and_buttons_lead_from_match_to_match(visit: Open, long: str) -> None:
    page = visit(f"/reports/{long}?q=nghèo")
    total = page.locator("article mark").count()
    status = page.locator(".matches").get_by_role("status")
    expect(status).to_have_text(f"– / {total}")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(status).to_have_text(f"1 / {total}")
    expect(page.locator("mark.at")).to_be_in_viewport()
    page.get_by_role("button", name="Chỗ khớp trước").click()
    expect(status).to_have_text(f"{total} / {total}")
    expect(page.locator(".map i")).to_have_count(total)
    page.keyboard.press("n")
    expect(status).to_have_text(f"1 / {total}")
    page.locator(".map i").last.click()
    expect(status).to_have_text(f"{total} / {total}")


def test_a_passage_that_is_open_is_cited_by_a_key(visit: Open, hostile: str) -> None:
    page = visit("/search?q=rừng đước")
    page.locator("li.result h2 a").first.click()
    expect(page.locator(".here")).to_be_in_viewport()
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("cite"))
