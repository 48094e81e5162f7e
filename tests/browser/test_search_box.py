"""The search box with scripts: suggestions, recent questions, keys."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_suggestion_is_chosen_by_keyboard_and_asked(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ho ngh")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    text = options.nth(1).evaluate("item => item.firstChild.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value(text)
    expect(page.locator("li.result").first).to_be_visible()


def test_escape_closes_the_list_and_keeps_what_was_typed(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ho ngh")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("ho ngh")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "false")


def test_questions_asked_before_are_offered_again_in_this_browser_only(visit: Open) -> None:
    page = visit("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("rừng đước")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_text([re.compile("rừng đước.*đã tìm gần đây")])
    other = visit("/")
    expect(other.locator("#q")).to_be_focused()
    other.keyboard.press("ArrowDown")
    expect(other.get_by_role("option")).to_have_count(0)


def test_a_slash_leads_to_the_box_and_a_question_mark_to_the_keys(visit: Open) -> None:
    page = visit("/reports")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("a/b?")
    expect(page.locator("#q")).to_have_value("a/b?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page).to_have_url(re.compile(r"/help#keys$"))
