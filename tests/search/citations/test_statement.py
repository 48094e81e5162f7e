"""The statement of a search says what was searched, in which forms, when and over what; and it can say no."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.answers import Filters, Request
from search.citations.statement import Form, Statement, conclusion, statement, written, years
from search.searcher import Searcher
from store.errors import UsageFault
from store.records import Report

WHEN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def made(searcher: Searcher, query: str, filters: Filters | None = None, expand: bool = True) -> Statement:
    return statement(searcher, Request(query, filters=filters or Filters(), expand=expand), WHEN)


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
    found = made(searcher, "trồng cây gây rừng")
    others = [form for form in found.forms if form.how == "cách gọi khác của “trồng cây gây rừng”"]
    assert [form.passages for form in others if form.words == "trồng rừng"] == [2]
    assert found.found


def test_a_search_for_what_was_typed_alone_states_nothing_else(searcher: Searcher) -> None:
    found = made(searcher, "trồng cây gây rừng", expand=False)
    assert set(counts(found)) == {
        "nguyên cụm, đúng dấu",
        "nguyên cụm, không xét dấu",
        "đủ các từ trong một đoạn, đúng dấu",
        "đủ các từ trong một đoạn, không xét dấu",
    }
    assert not found.found


def test_a_phrase_is_counted_as_it_binds(searcher: Searcher) -> None:
    assert counts(made(searcher, '"trồng rừng"')) == {"đúng như câu tìm đòi hỏi": 2}
    assert not made(searcher, '"rừng trồng"').found


def test_a_search_within_filters_says_what_it_left_out(searcher: Searcher) -> None:
    found = made(searcher, "trồng rừng", Filters(place=("huyện Khác",)))
    assert (found.passages, found.left_out, found.found) == (0, 1, False)
    text = written(found)
    assert "Điều kiện lọc: place = huyện Khác" in text
    assert "Không tìm trong 1 văn bản khác" in text


def test_a_place_among_plain_words_tells_where_they_are_counted_too(searcher: Searcher) -> None:
    found = made(searcher, "hồ chứa nước huyện Bến Mận")
    there = "đủ các từ trong một đoạn, thuộc văn bản của huyện Bến Mận"
    assert counts(found)["đủ các từ trong một đoạn, đúng dấu"] == 0
    assert counts(found)[there] == 1
    assert found.found
    assert next(form.words for form in found.forms if form.how == there) == "hồ, chứa, nước"
    assert counts(made(searcher, "trạm vũ trụ Bến Mận"))[there] == 0
    assert counts(made(searcher, "ho chua nuoc Ben Man"))[there] == 1
    assert counts(made(searcher, "hồ chứa nước huyện Bến Mận", Filters(term=("2015-2020",))))[there] == 0


def test_figures_bind_beside_a_place_as_they_do_in_the_search(searcher: Searcher) -> None:
    (form,) = [form for form in made(searcher, "3.500 Bến Mận").forms if form.how == "đúng như câu tìm đòi hỏi"]
    assert (form.words, form.passages) == ("3.500", 1)


@pytest.mark.parametrize(
    "passages, complete, results, said",
    [
        (0, True, True, "không tìm thấy đoạn nào có các dạng trên. Các đoạn gần nghĩa nhất, chỉ để tham khảo:"),
        (0, True, False, "không tìm thấy đoạn nào có các dạng trên."),
        (0, False, True, "chưa đếm hết các dạng trên nên không kết luận được. Các đoạn gần nghĩa nhất, chỉ để tham khảo:"),
        (0, False, False, "chưa đếm hết các dạng trên nên không kết luận được."),
        (2, False, True, "tìm thấy; dạng gặp nhiều nhất có 2 đoạn. Các đoạn đứng đầu:"),
    ],
)
def test_a_count_that_was_not_finished_proves_nothing_missing(
    searcher: Searcher, passages: int, complete: bool, results: bool, said: str
) -> None:
    found = made(searcher, "trồng rừng")
    forms = (Form("từ, đúng dấu", "rừng", 0), Form("nguyên cụm, đúng dấu", "trồng rừng", passages, complete=complete))
    assert conclusion(replace(found, forms=forms, results=found.results if results else ())) == f"Kết quả: {said}"


def test_no_name_of_a_file_and_nothing_typed_makes_a_line_of_its_own(searcher: Searcher) -> None:
    found = made(searcher, "trạm\nKết quả: tìm thấy", Filters(place=("huyện Khác\nKết quả: tìm thấy",)))
    report = Report("a", "a\nKết quả: tìm thấy.txt", "", "BÁO CÁO")
    text = written(replace(found, reports=(report,), unreadable=("b\nKết quả: tìm thấy.txt",)))
    assert [line for line in text.splitlines() if line.startswith("Kết quả")] == [conclusion(found)]
    assert r"(a\nKết quả: tìm thấy.txt)" in text
    assert r"b\nKết quả: tìm thấy.txt" in text


def test_a_query_without_words_is_refused(searcher: Searcher) -> None:
    with pytest.raises(UsageFault, match="looks for no words"):
        made(searcher, "place:Mận")


def test_years_of_reports(searcher: Searcher) -> None:
    reports = [entry.report for entry in searcher.library.reports()]
    assert years(reports) == "2020–2025"
    assert years([]) is None
