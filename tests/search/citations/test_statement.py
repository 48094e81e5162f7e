"""The statement of a search says what was searched, in which forms, when and over what; and it can say no."""

from datetime import UTC, datetime

import pytest

from search.answers import Filters, Request
from search.citations.statement import Statement, statement, written, years
from search.searcher import Searcher
from store.errors import UsageFault

WHEN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def made(searcher: Searcher, query: str, filters: Filters | None = None) -> Statement:
    return statement(searcher, Request(query, filters=filters or Filters()), WHEN)


def counts(found: Statement) -> dict[str, int]:
    return {form.how: form.passages for form in found.forms}


def test_what_is_there_is_counted_in_each_form(searcher: Searcher) -> None:
    found = made(searcher, "trồng rừng")
    assert found.found
    assert counts(found)["nguyên cụm, đúng dấu"] == 2
    assert counts(found)["nguyên cụm, không xét dấu"] == 2
    text = written(found, "https://van-kho.example.vn")
    assert "Câu tìm: trồng rừng\n" in text
    assert "Lúc tìm: 2026-03-01T08:30:00+00:00" in text
    assert f"Chỉ mục: {found.generation}" in text
    assert "1 văn bản" in text
    assert "các năm 2020–2025" in text
    assert "https://van-kho.example.vn/passages/" in text


def test_what_is_not_there_is_said_not_to_be(searcher: Searcher) -> None:
    found = made(searcher, "trạm vũ trụ")
    assert not found.found
    assert set(counts(found).values()) == {0}
    assert "không tìm thấy đoạn nào có các dạng trên" in written(found)


def test_a_word_with_other_diacritics_is_counted_but_does_not_pass_for_the_word(searcher: Searcher) -> None:
    found = made(searcher, "mạn hầu")
    assert counts(found)["nguyên cụm, đúng dấu"] == 0
    assert counts(found)["nguyên cụm, không xét dấu"] == 1
    assert not found.found
    assert "(có thể là từ khác dấu)" in written(found)
    assert made(searcher, "man hau").found


def test_synonyms_that_were_added_are_named_and_counted(searcher: Searcher) -> None:
    forms = [form for form in made(searcher, "hộ nghèo").forms if form.how.startswith("cách gọi khác")]
    assert all(form.words != "hộ nghèo" for form in forms)


def test_a_phrase_is_counted_as_it_binds(searcher: Searcher) -> None:
    assert counts(made(searcher, '"trồng rừng"')) == {"đúng như câu tìm đòi hỏi": 2}
    assert not made(searcher, '"rừng trồng"').found


def test_a_search_within_filters_says_what_it_left_out(searcher: Searcher) -> None:
    found = made(searcher, "trồng rừng", Filters(place=("huyện Khác",)))
    assert (found.passages, found.left_out, found.found) == (0, 1, False)
    text = written(found)
    assert "Điều kiện lọc: place = huyện Khác" in text
    assert "Không tìm trong 1 văn bản khác" in text


def test_a_query_without_words_is_refused(searcher: Searcher) -> None:
    with pytest.raises(UsageFault, match="looks for no words"):
        made(searcher, "place:Mận")


def test_years_of_reports(searcher: Searcher) -> None:
    reports = [entry.report for entry in searcher.library.reports()]
    assert years(reports) == "2020–2025"
    assert years([]) is None
