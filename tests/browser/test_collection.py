"""The collection in a real browser: kept while searching and reading, put in order, taken along."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.test_accessibility import RULES, violations


def entries(page: Page) -> list[dict[str, str]]:
    held = page.evaluate("localStorage.getItem('van-kho.collection')")
    return list(json.loads(held)["entries"]) if held else []


def collected(page: Page, count: int = 3) -> list[str]:
    """Keep the first results of a search and open the collection: the ids, in order."""
    page.goto("/search?q=rừng&mode=keyword")
    buttons = page.locator("li.result .place .keep")
    for number in range(count):
        buttons.nth(number).click()
    expect(page.locator("nav.site .count")).to_have_text(f" ({count})")
    page.goto("/collection")
    expect(page.locator("#kept > li")).to_have_count(count)
    return [each["passage"] for each in entries(page)]


def test_passages_are_kept_from_results_reports_footnotes_citations_and_checks(visit: Open, hostile: str) -> None:
    page = visit("/search?q=rừng&mode=keyword")
    button = page.locator("li.result .place .keep").first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("nav.site .count")).to_have_text(" (1)")
    button.click()
    expect(page.locator("nav.site .count")).to_have_count(0)
    page.goto(f"/reports/{hostile}")
    page.locator("article.document > p .keep").first.click()
    page.locator("section.notes .keep").first.click()
    expect(page.locator("nav.site .count")).to_have_text(" (2)")
    page.goto("/verify?quote=Bãi bồi giữ được đất.")
    page.locator(".places .keep").click()
    expect(page.locator("nav.site .count")).to_have_text(" (3)")
    assert entries(page)[2]["quote"] == "Bãi bồi giữ được đất."
    page.goto(f"/passages/{entries(page)[1]['passage']}/cite")
    expect(page.get_by_role("button", name="vào sổ trích dẫn")).to_have_attribute("aria-pressed", "true")  # the only one


def test_entries_change_places_by_keyboard_and_the_focus_stays_with_them(visit: Open) -> None:
    page = visit("/")
    first, second, third = collected(page)
    page.get_by_role("button", name="Đưa đoạn thứ 3 lên").focus()
    page.keyboard.press("Enter")
    assert [each["passage"] for each in entries(page)] == [first, third, second]
    expect(page.get_by_role("status")).to_have_text(["Đoạn nay ở vị trí thứ 2 trong 3.", ""])
    expect(page.get_by_role("button", name="Đưa đoạn thứ 2 lên")).to_be_focused()
    page.keyboard.press("Enter")
    assert [each["passage"] for each in entries(page)] == [third, first, second]
    expect(page.get_by_role("button", name="Đưa đoạn thứ 1 lên")).to_be_disabled()
    expect(page.get_by_role("button", name="Đưa đoạn thứ 1 xuống")).to_be_focused()


def test_what_is_removed_can_be_taken_back(visit: Open) -> None:
    page = visit("/")
    kept = collected(page)
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_hidden()
    page.get_by_role("button", name="Bỏ đoạn thứ 2 khỏi sổ").click()
    assert [each["passage"] for each in entries(page)] == [kept[0], kept[2]]
    expect(page.get_by_role("button", name="Bỏ đoạn thứ 2 khỏi sổ")).to_be_focused()
    page.get_by_role("button", name="Hoàn tác").click()
    assert [each["passage"] for each in entries(page)] == kept
    page.get_by_role("button", name="Bỏ tất cả").click()
    expect(page.locator("#empty")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#kept > li")).to_have_count(3)


def test_title_and_notes_stay_and_go_along_into_every_file(visit: Open, tmp_path: Path) -> None:
    page = visit("/")
    collected(page)
    page.get_by_label("Tên của sổ").fill("Rừng: 2020/2025")
    page.get_by_label("Ghi chú").nth(1).fill("so với nhiệm kỳ trước")
    page.reload()
    expect(page.get_by_label("Tên của sổ")).to_have_value("Rừng: 2020/2025")
    expect(page.get_by_label("Ghi chú").nth(1)).to_have_value("so với nhiệm kỳ trước")
    for format, ending in (("plain", "txt"), ("bibtex", "bib"), ("docx", "docx")):
        page.get_by_label("Dạng").select_option(format)
        with page.expect_download() as coming:
            page.get_by_role("button", name="Xuất tệp").click()
        assert coming.value.suggested_filename == f"Rừng 2020 2025.{ending}"
        coming.value.save_as(tmp_path / ending)
    assert "Ghi chú: so với nhiệm kỳ trước" in (tmp_path / "txt").read_text(encoding="utf-8")
    assert (tmp_path / "bib").read_text(encoding="utf-8").count("@techreport") == 3
    assert b"footnoteReference" in zipfile.ZipFile(tmp_path / "docx").read("word/document.xml")


def test_a_collection_saved_as_a_file_is_opened_elsewhere_and_joined(visit: Open, tmp_path: Path) -> None:
    page = visit("/")
    kept = collected(page)
    page.get_by_label("Ghi chú").first.fill("lời cần dẫn")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Lưu sổ thành tệp").click()
    coming.value.save_as(tmp_path / "so.json")
    other = visit("/")
    collected(other, 1)
    other.locator("#open").set_input_files(tmp_path / "so.json")
    expect(other.locator("#status")).to_have_text("Đã thêm 2 đoạn; 1 đoạn đã có sẵn trong sổ.")
    assert [each["passage"] for each in entries(other)] == kept
    expect(other.get_by_label("Ghi chú").first).to_have_value("lời cần dẫn")


def test_a_file_that_is_no_collection_is_refused_in_a_sentence(visit: Open, tmp_path: Path) -> None:
    page = visit("/collection")
    good = {"format": "van-kho-collection", "version": 1, "title": "", "entries": [{"passage": "a.p-1"}]}
    for held, told in (
        ("không phải JSON", "Tệp này không phải là sổ trích dẫn của Văn Khố; sổ không thay đổi."),
        (json.dumps({**good, "format": "x"}), "Tệp này không phải là sổ trích dẫn của Văn Khố; sổ không thay đổi."),
        (json.dumps({**good, "version": 2}), "Tệp này do một phiên bản khác ghi; trang này đọc được phiên bản 1."),
        (
            json.dumps({**good, "entries": [{"passage": "a"}, {"note": 3}]}),
            "Mục thứ 2 của tệp không đọc được; sổ không thay đổi.",
        ),
        (
            json.dumps({**good, "entries": [{"passage": f"a{n}"} for n in range(501)]}),
            "Cộng lại sẽ quá 500 đoạn; sổ không thay đổi.",
        ),
    ):
        (tmp_path / "so.json").write_text(held, encoding="utf-8")
        page.locator("#open").set_input_files(tmp_path / "so.json")
        expect(page.locator("#status")).to_have_text(told)
    assert entries(page) == []


def test_tabs_tell_each_other_and_a_note_being_written_is_left_alone(visit: Open) -> None:
    page = visit("/")
    collected(page, 2)
    page.get_by_label("Ghi chú").first.focus()
    page.keyboard.type("đang viết")
    other = page.context.new_page()
    other.goto("/collection")
    other.get_by_role("button", name="Đưa đoạn thứ 1 xuống").click()
    expect(page.get_by_label("Ghi chú").nth(1)).to_have_value("đang viết")
    page.get_by_label("Ghi chú").nth(1).fill("đã viết")
    expect(other.get_by_label("Ghi chú").nth(1)).to_have_value("đã viết")
    other.goto("/search?q=rừng&mode=keyword")
    other.locator("li.result .place .keep").nth(2).click()
    expect(page.locator("nav.site .count")).to_have_text(" (3)")
    expect(page.locator("#kept > li")).to_have_count(3)


def test_a_shared_list_is_read_without_scripts_and_joins_one_s_own_with_them(visit: Open) -> None:
    page = visit("/")
    kept = collected(page, 2)
    address = page.locator("#share").get_attribute("href") or ""
    plain = visit(address, java_script_enabled=False)
    expect(plain.locator(".kept > li blockquote")).to_have_count(2)
    with plain.expect_download() as coming:
        plain.get_by_role("link", name="Word").first.click()
    assert coming.value.suggested_filename == "so-trich-dan.docx"
    other = visit(address)
    other.get_by_role("button", name="Thêm tất cả vào sổ của tôi").click()
    expect(other.locator("#kept > li")).to_have_count(2)
    assert [each["passage"] for each in entries(other)] == kept


def test_without_scripts_the_page_says_what_it_needs_and_takes_ids(visit: Open, hostile: str) -> None:
    page = visit("/collection", java_script_enabled=False)
    expect(page.locator("main .notice").first).to_contain_text("JavaScript")
    page.get_by_label("Địa chỉ hoặc mã của các đoạn").fill("khong-co.p-1")
    page.get_by_role("button", name="Xem danh sách").click()
    expect(page.locator(".kept .notice")).to_contain_text("Kho chưa từng có đoạn này")


def test_a_collection_that_cannot_be_read_is_neither_used_nor_lost(visit: Open) -> None:
    page = visit("/")
    page.evaluate('localStorage.setItem(\'van-kho.collection\', \'{"format": "van-kho-collection", "version": 9}\')')
    page.goto("/collection")
    expect(page.locator("#odd")).to_be_visible()
    page.goto("/search?q=rừng&mode=keyword")
    page.locator("li.result .place .keep").first.click()
    expect(page.locator(".told")).to_contain_text("Trình duyệt đang giữ một sổ không đọc được")
    assert "9" in page.evaluate("localStorage.getItem('van-kho.collection')")
    page.goto("/collection")
    page.get_by_role("button", name="Bắt đầu sổ mới").click()
    expect(page.locator("#empty")).to_be_visible()


@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_axe_finds_nothing_empty_filled_shared_or_on_a_phone(visit: Open, locale: str) -> None:
    page = visit("/collection", locale=locale)
    assert violations(page, RULES) == []
    collected(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page, RULES) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert violations(page, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(page.locator("#share").get_attribute("href") or "")
    assert violations(page, RULES) == []
