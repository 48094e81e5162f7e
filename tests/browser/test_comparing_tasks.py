"""What drafters and researchers come for: compare wording, look commitments up and take them along, choose among documents."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_draft_is_held_against_what_was_written_before(visit: Open) -> None:
    page = visit("/wording")
    page.get_by_label("Bản thảo").fill("Rừng đước của huyện Lá Bạc được trồng lại 45 ha. Bãi bồi giữ được đất và nước.")
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.locator("#found")).to_have_text(re.compile(r"2 câu; \d+% số chữ đã có nguyên văn trong kho"))
    nearest = page.locator(".sentences > li").nth(1).locator(".precedents > li").first
    expect(nearest.locator("mark").first).to_contain_text("Bãi bồi giữ được đất")
    expect(nearest.locator("del")).to_contain_text("và nước")
    nearest.get_by_role("link", name="trích dẫn", exact=True).click()
    expect(page.locator("h1")).to_have_text("Trích dẫn")


def test_commitments_are_narrowed_seen_as_a_chart_and_taken_along(visit: Open, tmp_path: Path) -> None:
    page = visit("/commitments")
    page.locator("#by-indicator").select_option("poverty")
    page.get_by_role("button", name="Lọc").click()
    rows = page.locator("table.register tbody tr")
    shown = rows.count()
    assert shown
    expect(rows.first).to_contain_text("hộ nghèo")
    page.locator(".chart summary").first.click()  # a long chart is folded, so that the rows are near
    expect(page.locator(".chart svg").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    taken.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == shown
    rows.first.locator(".place a").click()
    expect(page.locator(".here")).to_be_in_viewport()


def test_documents_are_chosen_by_place_and_on_the_timeline(visit: Open) -> None:
    page = visit("/reports")
    everything = page.locator(".documents li").count()
    page.get_by_role("link", name=re.compile("^nhiệm kỳ 2020–2025")).click()
    assert 0 < page.locator(".documents li").count() < everything
    page.locator("#by-place").select_option("huyện Lá Bạc")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".documents li")).to_have_count(1)
    page.get_by_role("link", name="Bỏ tất cả điều kiện").click()
    expect(page.locator(".documents li")).to_have_count(everything)
