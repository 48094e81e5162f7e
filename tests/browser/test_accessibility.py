"""axe-core finds nothing on any page, in both languages, in light and in dark: WCAG 2.2 AA and its good practices."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from search.library import Library
from tests.browser.conftest import PHONE, Open

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": "/",
    "results": "/search?q=tỷ lệ hộ nghèo&term=2020-2025",
    "footnotes": "/search?q=nghèo&passage_kind=footnote&mode=keyword",
    "nothing": '/search?q="không có đâu cả"&mode=keyword',
    "documents": "/reports",
    "documents by date": "/reports?by=date&term=2020-2025",
    "commitments": "/commitments?indicator=poverty",
    "register": "/search?q=poverty rate targets",
    "report": "/reports/{report}?q=rừng",
    "citing": "/passages/{passage}/cite",
    "verifying": "/verify?quote=Tỷ lệ hộ nghèo giảm",
    "statement": "/search/statement?q=rừng",
    "wording": "/wording?text=Rừng đước của huyện Lá Bạc được trồng lại 30 ha.",
    "formulas": "/formulas",
    "concordance": "/concordance?q=hộ nghèo",
    "similar": "/passages/{passage}/similar",
    "help": "/help",
    "fault": "/khong-co",
}


@pytest.fixture
def passage(library: Library, hostile: str) -> str:
    """The id of a passage with a footnote and markup."""
    read = library.read(hostile)
    assert read is not None
    return next(passage.id for passage in read.passages if passage.text.startswith("Rừng"))


def violations(page: Page, rules: list[str], kind: str = "tag") -> list[str]:
    """What axe finds on a page, with the elements; `rules` are tags of rules, or rules."""
    found = Axe().run(page, options={"runOnly": {"type": kind, "values": rules}}).response["violations"]
    return [f"{page.url}: {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit: Open, hostile: str, passage: str, name: str, locale: str) -> None:
    page = visit(PAGES[name].format(report=hostile, passage=passage), locale=locale)
    assert violations(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, ["color-contrast"], "rule") == []


def test_axe_finds_nothing_on_a_phone(visit: Open, hostile: str, passage: str) -> None:
    page = visit("/help", viewport=PHONE)
    for address in PAGES.values():
        page.goto(address.format(report=hostile, passage=passage))
        assert violations(page, ["wcag2a", "wcag2aa", "wcag22aa"]) == []
