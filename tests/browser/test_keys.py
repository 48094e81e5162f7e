"""Keys of one letter: what they act on, and that they can be turned off (WCAG 2.1.4)."""

import re

from playwright.sync_api import expect

from search.library import Library
from tests.browser.conftest import Open


def test_keys_are_turned_off_and_on_again_in_this_browser(visit: Open) -> None:
    page = visit("/help")
    page.get_by_role("button", name="Tắt các phím tắt").click()
    expect(page.get_by_role("status")).to_have_text("Các phím tắt đã tắt trong trình duyệt này.")
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    page.goto("/reports")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    expect(page).to_have_url(re.compile("/reports$"))
    page.goto("/help")
    page.get_by_role("button", name="Bật lại các phím tắt").click()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_no_key_acts_while_somebody_types(visit: Open, hostile: str) -> None:
    page = visit(f"/reports/{hostile}?q=rừng")
    page.locator("#within").fill("")
    page.keyboard.type("c/n?pC")
    expect(page.locator("#within")).to_have_value("c/n?pC")
    expect(page.locator(".matches").get_by_role("status")).to_have_text(re.compile("^– "))
    expect(page.locator(".told")).to_have_text("")


def test_the_key_for_citing_cites_where_the_reader_is(visit: Open, library: Library) -> None:
    """A match that one went to, then the passage that a link led to, rather than the one with which the report was opened."""
    long = max(library.reports(), key=lambda entry: entry.counts.passages).report.id
    read = library.read(long)
    assert read is not None
    opened = read.passages[0].id
    address = f"/reports/{long}?q=nghèo&passage={opened}#{opened}"
    page = visit(address)
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(f"/passages/{opened}/cite$"))
    page.goto(address)
    page.keyboard.press("n")
    here = page.locator("[data-passage]:has(mark.at)").get_attribute("data-passage")
    assert here != opened
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(f"/passages/{here}/cite$"))
    page.goto(address)
    page.keyboard.press("n")
    other = page.locator(".hits a").last
    followed = (other.get_attribute("href") or "").removeprefix("#")
    assert followed not in (opened, here)
    other.evaluate("link => link.click()")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(f"/passages/{followed}/cite$"))
    page.goto(address)
    page.keyboard.press("n")
    page.get_by_role("link", name="Đến đoạn đó").click()  # leads to where the address does already
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(f"/passages/{opened}/cite$"))
