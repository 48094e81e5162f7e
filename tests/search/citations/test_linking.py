"""Meta data and links by which programs find a passage on its page."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote

import pytest

from search.citations.annotation import annotation
from search.citations.linking import citation_meta, coins, source_fragment, text_fragment
from search.searcher import Searcher
from store.records import spans_text
from tests.search.citations.facts import BARE, PARAGRAPH


def test_meta_elements_that_zotero_reads() -> None:
    found = dict(citation_meta(PARAGRAPH))
    assert found["citation_title"] == PARAGRAPH.title
    assert found["citation_author"] == PARAGRAPH.author
    assert found["citation_publication_date"] == "2020/05/12"
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("12", "13")
    assert found["citation_public_url"] == PARAGRAPH.address
    assert "citation_author" not in dict(citation_meta(BARE))


def test_coins_is_an_openurl_of_a_report() -> None:
    found = {name: values[0] for name, values in parse_qs(coins(PARAGRAPH), strict_parsing=True).items()}
    assert found["ctx_ver"] == "Z39.88-2004"
    assert found["rft.genre"] == "report"
    assert (found["rft.btitle"], found["rft.aucorp"], found["rft_id"]) == (PARAGRAPH.title, PARAGRAPH.author, PARAGRAPH.address)
    bare = parse_qs(coins(BARE), strict_parsing=True, keep_blank_values=True)
    assert bare["rft.btitle"] == [BARE.title]
    assert not {"rft.aucorp", "rft.date", "rft.place", "rft.spage"} & bare.keys()
    assert not {"", "None"} & {value for values in bare.values() for value in values}


@pytest.mark.parametrize(
    "words, marks, parts",
    [
        ("Hộ nghèo giảm.", [], ["Hộ nghèo giảm."]),
        ("một hai ba bốn năm sáu bảy tám chín mười mười-một", [], ["một hai ba bốn năm", "bảy tám chín mười mười-một"]),
        ("Hộ nghèo giảm, thấp hơn kế hoạch", [13], ["Hộ nghèo", "thấp hơn kế hoạch"]),
        ("a b", [1], ["a", "b"]),
        ("Hộnghèo", [2], None),
    ],
    ids=["short", "long", "over a mark", "beside a mark", "mark in the only word"],
)
def test_text_fragments(words: str, marks: list[int], parts: list[str] | None) -> None:
    fragment = text_fragment(words, marks)
    if parts is None:
        assert fragment == ""
        return
    directive, named = fragment.split("text=")
    assert directive == "#:~:"
    assert [unquote(part) for part in named.split(",")] == parts
    assert not {"-", "&", " "} & set(named)


def test_the_annotation_of_every_passage_leads_back_to_its_words(searcher: Searcher) -> None:
    library = searcher.library
    report = library.reports()[0].report
    source = library.source(report.id) or ""
    with library.opened() as opened:
        ids = [p.id for p in opened.generation.catalogue.passages(report.id)]
    assert len(ids) > 6
    for passage_id in ids:
        read = library.passage(passage_id)
        assert read
        found = annotation(read, source, "https://van-kho.example.vn/")
        page, raw = found["target"]
        assert page["selector"]["exact"] == read.passage.text
        position, quote = raw["selector"]
        assert source[position["start"] : position["end"]] == quote["exact"]
        assert source.find(quote["prefix"] + quote["exact"] + quote["suffix"]) == position["start"] - len(quote["prefix"])
        if len(read.passage.spans) == 1:
            assert quote["exact"] == spans_text(source, read.passage.spans)
        assert (found["type"], found["@context"]) == ("Annotation", "http://www.w3.org/ns/anno.jsonld")


def test_a_quotation_mark_in_a_title_breaks_no_link() -> None:
    odd = replace(PARAGRAPH, title='Báo cáo "số 1" & phụ lục')
    assert parse_qs(coins(odd))["rft.btitle"] == [odd.title]


def test_the_beginning_is_as_long_as_it_must_be_to_name_no_earlier_place() -> None:
    words = "Tiếp tục trồng rừng và giữ rừng đầu nguồn của huyện nhà."
    assert unquote(text_fragment(words)) == "#:~:text=Tiếp tục trồng rừng và,đầu nguồn của huyện nhà."
    before = "Tiếp  tục\ntrồng rừng và giữ đất.\nViệc khác."
    assert unquote(text_fragment(words, (), before)) == "#:~:text=Tiếp tục trồng rừng và giữ rừng,đầu nguồn của huyện nhà."
    assert unquote(text_fragment(words, (), words)) == f"#:~:text={words}"


def test_in_the_source_no_end_reaches_over_a_line() -> None:
    source = "I. KẾT QUẢ\nRừng đầu\nnguồn được giữ.\n\nRừng đầu nguồn được\ngiữ tốt hơn trước."
    start = source.index("Rừng đầu nguồn")
    assert unquote(source_fragment(source, [(start, len(source))])) == "#:~:text=Rừng đầu nguồn được,giữ tốt hơn trước."
    assert unquote(source_fragment(source, [(start, len(source))], "tốt hơn")) == "#:~:text=tốt hơn"
    assert source_fragment(source, [(0, 0)]) == ""
