"""Each style says every fact that a report tells, in the order that its readers expect."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from search.citations import FORMATS, STYLES, Style, cite, format_named, style_named
from search.citations.source import Cited, cited_from, excerpt, of_report
from search.searcher import Searcher
from store.errors import UsageFault
from store.records import Report
from tests.search.citations.facts import BARE, EVERY, FOOTNOTE, PARAGRAPH, UNTITLED


def reference(cited: Cited, style: Style) -> str:
    """The citation without its quotation: the last line."""
    return cite(cited, style, "plain").splitlines()[-1]


def test_vietnamese() -> None:
    assert cite(FOOTNOTE, "vietnamese", "plain") == (
        "“Tỷ lệ hộ nghèo giảm còn 3,1%, vượt 0,3% & sớm_hơn #1 kỳ hạn.”\n"
        "Ban Chấp hành Đảng bộ huyện Bến Mận khóa VIII (2020), Báo cáo chính trị trình Đại hội Đảng bộ huyện Bến Mận lần thứ IX "
        "(dự thảo), nhiệm kỳ 2020–2025, ngày 12/5/2020, Phần thứ nhất “KIỂM ĐIỂM”, mục I “KẾT QUẢ”, mục 1 “Về kinh tế”, tr. 12, "
        "chú thích 7. https://van-kho.example.vn/passages/ben-man-0a1b2c.p-0123456789\n"
    )


def test_apa() -> None:
    assert cite(FOOTNOTE, "apa", "plain") == (
        "“Tỷ lệ hộ nghèo giảm còn 3,1%, vượt 0,3% & sớm_hơn #1 kỳ hạn.” (Ban Chấp hành Đảng bộ huyện Bến Mận khóa VIII, 2020, "
        "p. 12, “Phần thứ nhất. KIỂM ĐIỂM › I. KẾT QUẢ › 1. Về kinh tế”, footnote 7).\n"
        "Ban Chấp hành Đảng bộ huyện Bến Mận khóa VIII. (2020, May 12). Báo cáo chính trị trình Đại hội Đảng bộ huyện Bến Mận "
        "lần thứ IX [Draft political report, term 2020–2025]. Văn Khố. "
        "https://van-kho.example.vn/passages/ben-man-0a1b2c.p-0123456789\n"
    )


def test_a_long_title_without_an_author_is_cut_before_a_comma_in_apa() -> None:
    cut = replace(BARE, title="Báo cáo chính trị của thị xã Bến Mận, nhiệm kỳ mới")
    assert "(Báo cáo chính trị của thị xã Bến…, n.d.)" in cite(cut, "apa", "plain")
    assert "(Báo cáo chính trị của huyện Bến Mận…, n.d.)" in cite(
        replace(cut, title="Báo cáo chính trị của huyện Bến Mận, nhiệm kỳ mới"), "apa"
    )


def test_a_description_in_the_place_of_a_title_stands_in_brackets_and_upright() -> None:
    name = "[Báo cáo chính trị huyện Bến Mận, nhiệm kỳ 2020-2025]"
    for style in ("vietnamese", "chicago"):
        assert name in cite(UNTITLED, style, "html")
    assert "[Báo cáo chính trị huyện Bến Mận, nhiệm kỳ 2020-2025; draft political report]. Văn Khố" in cite(UNTITLED, "apa")
    assert "([Báo cáo chính trị huyện Bến Mận, nhiệm…], 2020," in cite(replace(UNTITLED, author=None), "apa")
    assert not any("<i>" in cite(UNTITLED, style, "html") for style in STYLES)
    assert f"{{{{{name}}}}}" in cite(UNTITLED, format="bibtex")
    assert f"TI  - {name}\r\n" in cite(UNTITLED, format="ris")
    assert f'"title": "{name}"' in cite(UNTITLED, format="csl-json")


@pytest.mark.parametrize(
    "title, printed",
    [
        ("BÁO CÁO CHÍNH TRỊ của Đảng bộ huyện Bến Mận", True),
        ("Báo cáo chính trị huyện Bến Mận, nhiệm kỳ 2020-2025", False),
        ("ben-man.txt", False),
    ],
)
def test_a_title_that_the_report_does_not_print_is_known(title: str, printed: bool) -> None:
    report = Report("ben-man", "ben-man.txt", "0", title, place="huyện Bến Mận", kind="bao_cao_chinh_tri", term="2020-2025")
    assert of_report(report, "ben-man.p-1", "https://van-kho.example.vn").is_titled == printed


def test_chicago() -> None:
    assert reference(FOOTNOTE, "chicago") == (
        "Ban Chấp hành Đảng bộ huyện Bến Mận khóa VIII, Báo cáo chính trị trình Đại hội Đảng bộ huyện Bến Mận lần thứ IX "
        "(Draft political report, term 2020–2025, May 12, 2020), under “Phần thứ nhất. KIỂM ĐIỂM › I. KẾT QUẢ › 1. Về kinh tế”, "
        "12n7, https://van-kho.example.vn/passages/ben-man-0a1b2c.p-0123456789."
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("cited", EVERY.values(), ids=EVERY)
def test_no_known_fact_is_left_out_and_no_unknown_one_said(cited: Cited, style: Style) -> None:
    text = cite(cited, style, "plain")
    facts = [cited.quote, cited.title, cited.address, cited.author, cited.place, (cited.term or "").replace("-", "–")]
    facts += [title for _, title in cited.sections]
    facts += [str(cited.page)] if cited.page else []
    assert [fact for fact in facts if fact and fact not in text] == []
    assert ("dự thảo" in text or "Draft" in text) == cited.is_draft
    assert "None" not in text
    assert not re.search(r"[ (,]\s*,|\(\)|\s{2}", text)


@pytest.mark.parametrize("style", STYLES)
def test_pages_of_a_passage_over_two_pages(style: Style) -> None:
    assert re.search(r"(tr\. |pp\. |, )12–13", cite(PARAGRAPH, style, "plain"))


def test_a_place_and_a_term_that_the_title_says_are_not_said_again() -> None:
    named = replace(PARAGRAPH, title=PARAGRAPH.title + ", nhiệm kỳ 2020 - 2025")
    for style in STYLES:
        assert reference(named, style).count("Bến Mận") == reference(PARAGRAPH, style).count("Bến Mận")
        assert "2020–2025" not in reference(named, style)


def test_without_an_author_the_title_comes_first() -> None:
    assert reference(BARE, "vietnamese").startswith(BARE.title + " (không rõ năm)")
    assert reference(BARE, "apa").startswith(BARE.title + " [Political report]. (n.d.). Văn Khố.")
    assert reference(BARE, "chicago").startswith(BARE.title + " (Political report, n.d.)")


@pytest.mark.parametrize(
    "style, seen",
    [
        ("vietnamese", "(truy cập ngày 3/2/2026)"),
        ("apa", "Retrieved February 3, 2026, from"),
        ("chicago", "accessed February 3, 2026"),
    ],
)
def test_the_day_of_reading_is_said_where_it_is_given(style: Style, seen: str) -> None:
    assert seen in cite(replace(PARAGRAPH, accessed=date(2026, 2, 3)), style, "plain")


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("style", STYLES)
def test_html_reads_as_the_plain_text_and_lets_no_markup_through(style: Style) -> None:
    hostile = replace(PARAGRAPH, quote='<script>alert("x")</script> & <b>đước</b>', title="Báo cáo <i>x</i>")
    parser = _Texts()
    parser.feed(cite(hostile, style, "html"))
    assert parser.text == cite(hostile, style, "plain")
    assert set(parser.tags) == {"p", "i", "a"}


@pytest.mark.parametrize("style", STYLES)
def test_markdown_escapes_what_it_would_read_as_its_own(style: Style) -> None:
    text = cite(replace(PARAGRAPH, quote="1. *a* [b](c) <d> `e`"), style, "markdown")
    assert r"1. \*a\* \[b\](c) \<d\> \`e\`" in text
    assert f"*{PARAGRAPH.title}*" in text
    assert f"<{PARAGRAPH.address}>" in text


def test_a_real_footnote_is_cited_with_its_number_and_headings(searcher: Searcher) -> None:
    with searcher.library.opened() as opened:
        catalogue = opened.generation.catalogue
        report = catalogue.reports()[0].id
        ids = {p.text: p.id for p in catalogue.passages(report)}
    read = searcher.library.passage(ids["Theo chuẩn nghèo đa chiều mới."])
    assert read
    text = cite(cited_from(read, "https://van-kho.example.vn/"), "vietnamese", "plain")
    assert "“Theo chuẩn nghèo đa chiều mới.”" in text
    assert "mục I “KẾT QUẢ ĐẠT ĐƯỢC”, mục 1 “Về kinh tế”, chú thích 1. https://van-kho.example.vn/passages/" in text


def test_a_part_of_a_passage_can_be_cited_and_only_what_is_in_it() -> None:
    assert excerpt(PARAGRAPH, "hộ  nghèo giảm còn").quote == "hộ nghèo giảm còn"
    with pytest.raises(UsageFault, match="word for word") as fault:
        excerpt(PARAGRAPH, "hộ nghèo giảm còn 2,3%")
    assert fault.value.parameter == "quote"


def test_styles_and_formats_are_named_by_those_there_are() -> None:
    assert [style_named(name) for name in STYLES] == list(STYLES)
    assert [format_named(name) for name in FORMATS] == list(FORMATS)
    with pytest.raises(UsageFault, match="'mla' is no style: choose one of vietnamese, apa, chicago"):
        style_named("mla")
    with pytest.raises(UsageFault, match="'docx' is no format"):
        format_named("docx")
