"""Pages on a screen 320 px wide, or magnified four times on one of 1280 (WCAG 1.4.10): nothing is to be scrolled sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

PAGES = [
    "/",
    "/search?q=tỷ lệ hộ nghèo",
    "/reports",
    "/commitments",
    "/commitments?indicator=poverty",
    "/wording",
    "/formulas",
    "/concordance?q=hộ nghèo",
    "/verify?quote=tỷ lệ hộ nghèo",
    "/search/statement?q=hộ nghèo",
    "/collection",
    "/help",
    "/khong-co",
]


@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_no_page_scrolls_sideways(visit: Open, hostile: str, language: str) -> None:
    page = visit("/", locale=language, viewport={"width": 320, "height": 640})
    page.set_default_timeout(30_000)  # every page of the site, one after the other
    wide = {}
    for address in [*PAGES, f"/reports/{hostile}?q=rừng"]:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[address] = width
    assert wide == {}


def test_the_outline_marks_the_section_of_the_passage_that_is_opened(visit: Open) -> None:
    """Its heading stays in sight above it, also where the next section begins a few lines below."""
    page = visit("/search?q=tỷ lệ hộ nghèo", viewport={"width": 1280, "height": 900})
    for address in page.eval_on_selector_all(".result h2 a", "links => links.map(link => link.href)")[:5]:
        page.goto(address)
        page.wait_for_function("document.querySelector('.outline [aria-current]')")
        section = page.evaluate(
            """() => [...document.querySelectorAll('article.document :is(h2,h3,h4,h5,h6)')].filter((heading) =>
                 heading.compareDocumentPosition(document.querySelector(':target')) & Node.DOCUMENT_POSITION_FOLLOWING).pop().id"""
        )
        assert page.get_attribute(".outline [aria-current]", "href") == f"#{section}"


def test_passages_begin_on_the_first_screen_of_a_phone(visit: Open) -> None:
    page = visit("/search?q=tỷ lệ hộ nghèo", viewport={"width": 375, "height": 812})
    expect(page.locator(".shown .verdict").first).to_be_visible()
    expect(page.locator("li.result h2").first).to_be_in_viewport()


def test_paper_as_narrow_as_a_phone_has_both_sides_and_whole_quotes(visit: Open) -> None:
    page = visit("/search?q=tỷ lệ hộ nghèo", viewport={"width": 375, "height": 812})
    against, quote = page.locator(".shown .against").first, page.locator(".shown q").first
    expect(against).to_be_hidden()
    page.emulate_media(media="print")
    expect(against).to_be_visible()
    expect(quote).to_have_css("display", "inline")


def test_on_a_phone_the_headings_above_a_result_are_shortened_but_the_nearest(visit: Open) -> None:
    page = visit("/search?q=tỷ lệ hộ nghèo", viewport={"width": 375, "height": 812})
    path = page.locator(".result .path:has(li:nth-child(2))").first
    upper, nearest = path.locator("li").first, path.locator("li").last
    long = "Kết quả thực hiện các nhiệm vụ phát triển kinh tế, văn hóa và xã hội trong nhiệm kỳ vừa qua"
    for section in (upper, nearest):
        section.evaluate("(section, words) => { section.textContent = words; }", long)
    line = path.evaluate("path => parseFloat(getComputedStyle(path).lineHeight)")
    assert upper.evaluate("section => section.getBoundingClientRect().height") <= line * 1.1
    assert nearest.evaluate("section => section.getBoundingClientRect().height") > line * 1.1
    page.emulate_media(media="print")
    assert upper.evaluate("section => section.getBoundingClientRect().height") > line * 1.1
