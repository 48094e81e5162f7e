"""Search over a small index, end to end: what is found, what binds, what is said, what is counted."""

import threading
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Answer, Filters, Request
from search.library import Library
from search.searcher import Searcher
from search.wire import answer as on_the_wire
from store.errors import NoIndex, UsageFault
from tests.search.conftest import REPORTS


def texts(answer: Answer) -> list[str]:
    return [result.passage.text for result in answer.results]


def ask(searcher: Searcher, query: str, **options: object) -> Answer:
    return searcher.search(Request(query, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query", ["tỷ lệ hộ nghèo", "ty le ho ngheo", "TỶ LỆ HỘ NGHÈO", "tỉ lệ hộ nghèo", "poverty rate", "Poverty rates"]
)
def test_one_need_in_any_writing_finds_every_report(searcher: Searcher, query: str) -> None:
    found = ask(searcher, query, size=3)
    assert {result.report.file for result in found.results} == set(REPORTS)
    assert all("Tỷ lệ hộ nghèo" in text or "tỷ lệ hộ nghèo" in text for text in texts(found))


@pytest.mark.parametrize(
    "query, expected",
    [
        ('"hộ cận nghèo"', ["Hộ cận nghèo được vay vốn làm ăn. Công tác giảm nghèo được quan tâm."]),
        ("04-NQ/TU", ["Thực hiện Nghị quyết số 04-NQ/TU, huyện trồng mới 120 ha rừng ven sông."]),
        ("thực hiện 4-NQ/TU", ["Thực hiện Nghị quyết số 04-NQ/TU, huyện trồng mới 120 ha rừng ven sông."]),
        ("38.415", ["Thu ngân sách trên địa bàn đạt 38.415 tỷ đồng."]),
        ("3-3,4%", ["Tỷ lệ hộ nghèo của huyện giảm còn 3-3,4% vào cuối nhiệm kỳ."]),
        ("22%", ["Uỷ ban nhân dân huyện cấp giấy phép xây dựng cho 22% hồ sơ."]),
        ("hộ NEAR/2 nghèo AND vay", ["Hộ cận nghèo được vay vốn làm ăn. Công tác giảm nghèo được quan tâm."]),
        ("uỷ*", ["Uỷ ban nhân dân huyện cấp giấy phép xây dựng cho 22% hồ sơ."]),
        ("tỷ* NEAR/1 đồng", ["Thu ngân sách trên địa bàn đạt 38.415 tỷ đồng."]),
        ("ty* NEAR/1 dong", ["Thu ngân sách trên địa bàn đạt 38.415 tỷ đồng."]),
        (
            "khánh* OR 38.415",
            ["Thu ngân sách trên địa bàn đạt 38.415 tỷ đồng.", "Xã Bãi Dâu đạt chuẩn NTM, khánh thành 3 nhà văn hóa."],
        ),
    ],
)
@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_what_binds_decides_alone(searcher: Searcher, query: str, expected: list[str], mode: str) -> None:
    found = ask(searcher, query, mode=mode)
    assert sorted(texts(found)) == expected
    assert found.total == len(expected)


def test_an_unknown_official_number_is_said_to_be_missing(searcher: Searcher) -> None:
    found = ask(searcher, "999-NQ/TU")
    assert found.total == 0
    assert "999-NQ/TU" in found.remarks[0]


def test_what_is_left_out_never_comes_back(searcher: Searcher) -> None:
    for mode in ("hybrid", "keyword", "semantic"):
        found = ask(searcher, "hộ nghèo -cận", mode=mode, size=50)
        assert found.results
        assert not any("cận" in text for text in texts(found))


def test_an_abbreviation_finds_what_is_written_out_and_the_reverse(searcher: Searcher) -> None:
    assert "Uỷ ban nhân dân" in texts(ask(searcher, "UBND huyện cấp giấy phép"))[0]
    found = ask(searcher, "chuẩn nông thôn mới")
    assert "NTM" in found.results[0].passage.text
    assert "expansion" in found.results[0].matched
    assert "NTM" in found.reading


def test_the_same_text_in_one_report_stands_once_and_says_so(searcher: Searcher) -> None:
    found = ask(searcher, '"giữ rừng đầu nguồn"')
    assert {(result.report.file, result.copies) for result in found.results} == {("dong-nguu.md", 0), ("go-sim.md", 1)}
    assert len(found.results) == 2


def test_filters_typed_and_given_mean_the_same(searcher: Searcher) -> None:
    typed = ask(searcher, 'tỷ lệ hộ nghèo place:"Gò Sim"')
    place = typed.results[0].report.place
    given = ask(searcher, "tỷ lệ hộ nghèo", filters=Filters(place=(str(place),)))
    assert texts(typed) == texts(given)
    assert {result.report.file for result in given.results} == {"go-sim.md"}
    assert ask(searcher, "tỷ lệ hộ nghèo place:go_sim").total == typed.total
    assert {r.report.file for r in ask(searcher, 'hộ nghèo -place:"Gò Sim"').results} == {"dong-nguu.md"}


def test_a_filter_that_nothing_answers_is_said(searcher: Searcher) -> None:
    found = ask(searcher, "hộ nghèo place:Mặt_Trăng")
    assert found.total == 0
    assert any("Mặt Trăng" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (Filters(place=("gò sim",)), "Gò Sim"),
        (Filters(term=("1990-1995",)), "20"),
        (Filters(kind=("ket_luan",)), "bao_cao_chinh_tri"),
        (Filters(report=("khong-co",)), "go-sim"),
    ],
)
def test_a_given_filter_that_no_report_has_is_said_with_some_that_reports_have(
    searcher: Searcher, filters: Filters, named: str
) -> None:
    found = ask(searcher, "hộ nghèo", filters=filters)
    assert found.total == 0
    (remark,) = found.remarks
    (given,) = (*filters.place, *filters.term, *filters.kind, *filters.report)
    unknown, known = remark.split("; kho có: ")
    assert given in unknown
    assert named in known


def test_a_given_filter_of_which_no_report_has_any_value_is_said_too(searcher: Searcher) -> None:
    found = ask(searcher, "hộ nghèo", filters=Filters(province=("tỉnh Không Có",)))
    assert found.remarks == ("Không có báo cáo nào ứng với province:tỉnh Không Có.",)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("zzyzx", "Không từ nào trong câu tìm có trong kho, nên chỉ xếp theo nghĩa."),
        ("zzyzx report:go-sim", "Không từ nào trong câu tìm có trong các đoạn được lọc, nên chỉ xếp theo nghĩa."),
        ("zzyzx AND nghèo", None),
        ("hộ nghèo", None),
    ],
)
def test_that_only_meaning_ranks_is_said_where_it_is_so(searcher: Searcher, query: str, said: str | None) -> None:
    about = [remark for remark in ask(searcher, query, mode="hybrid").remarks if "xếp theo nghĩa" in remark]
    assert about == ([said] if said else [])


@pytest.mark.parametrize(("place", "silent"), [("thị xã Gò Sim", False), ("huyện Đồng Ngưu", True)])
def test_that_only_meaning_ranks_is_said_of_the_passages_that_the_filters_of_a_request_let_through(
    searcher: Searcher, place: str, silent: bool
) -> None:
    found = ask(searcher, "khánh", mode="hybrid", filters=Filters(place=(place,)))
    assert found.results
    about = [remark for remark in found.remarks if "xếp theo nghĩa" in remark]
    assert about == ([] if silent else ["Không từ nào trong câu tìm có trong các đoạn được lọc, nên chỉ xếp theo nghĩa."])


def test_counts_tell_what_a_click_will_give(searcher: Searcher) -> None:
    plain = ask(searcher, '"hộ nghèo"')
    for facet in plain.facets["report"]:
        clicked = ask(searcher, '"hộ nghèo"', filters=Filters(report=(facet.value,)))
        assert clicked.total == facet.count
        others = {other.value: other.count for other in clicked.facets["report"]}
        assert others == {other.value: other.count for other in plain.facets["report"]}
        assert [other.value for other in clicked.facets["report"] if other.selected] == [facet.value]
    assert sum(facet.count for facet in plain.facets["passage_kind"]) == plain.total


@pytest.mark.parametrize("query", ["khánh thành nhà văn hóa", "giấy phép xây dựng", "hộ nghèo"])
@pytest.mark.parametrize("place", ["thị xã Gò Sim", "huyện Đồng Ngưu"])
def test_counts_for_plain_words_tell_what_is_listed_and_the_least_that_a_click_will_give(
    searcher: Searcher, query: str, place: str
) -> None:
    plain = ask(searcher, query)
    assert sum(facet.count for facet in plain.facets["place"]) == plain.total
    least = {facet.value: facet.count for facet in plain.facets["place"]}
    clicked = ask(searcher, query, filters=Filters(place=(place,)))
    assert clicked.total >= least.get(place, 1)
    (chosen,) = [facet for facet in clicked.facets["place"] if facet.selected]
    assert (chosen.value, chosen.count) == (place, clicked.total)
    assert sum(facet.count for facet in clicked.facets["report"]) == clicked.total
    assert {facet.value: facet.count for facet in clicked.facets["place"] if not facet.selected} == {
        value: count for value, count in least.items() if value != place
    }


def test_pages_are_cut_from_one_list(searcher: Searcher) -> None:
    whole = texts(ask(searcher, "rừng", size=50))
    pages = [text for page in range(1, len(whole) + 1) for text in texts(ask(searcher, "rừng", size=1, page=page))]
    assert pages == whole
    beyond = ask(searcher, "rừng", size=50, page=2)
    assert beyond.results == ()
    assert beyond.remarks


def test_scores_fall_and_stay_between_0_and_1(searcher: Searcher) -> None:
    for query in ("rừng", "tỷ lệ hộ nghèo", "NOT rừng", "poverty"):
        scores = [result.score for result in ask(searcher, query, size=50).results]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_highlights_and_snippet_lie_in_the_text(searcher: Searcher) -> None:
    for result in ask(searcher, "tỷ lệ hộ nghèo", size=50).results:
        spans = result.highlights
        assert all(0 <= a < b <= len(result.passage.text) for a, b in spans)
        assert all(b < c for (_, b), (c, _) in pairwise(spans))
        assert 0 <= result.snippet[0] < result.snippet[1] <= len(result.passage.text)


def test_no_query_and_no_filter_lists_nothing_but_a_filter_alone_lists_all(searcher: Searcher) -> None:
    assert ask(searcher, " ").total == 0
    assert ask(searcher, "in:section").total > 10
    assert ask(searcher, "", filters=Filters(term=("2020-2025",))).total > 5


def test_the_letterhead_stands_behind_the_text(searcher: Searcher) -> None:
    found = ask(searcher, "báo cáo của huyện Đồng Ngưu về trồng rừng", size=50).results
    assert found[0].passage.kind == "paragraph"
    assert "rừng" in found[0].passage.text


@pytest.mark.parametrize(
    "options, parameter",
    [
        ({"size": 0}, "size"),
        ({"size": 101}, "size"),
        ({"page": 0}, "page"),
        ({"mode": "magic"}, "mode"),
        ({"filters": Filters(kind=("letter",))}, "kind"),
        ({"filters": Filters(passage_kind=("margin",))}, "passage_kind"),
    ],
)
def test_a_wrong_parameter_is_named(searcher: Searcher, options: dict[str, object], parameter: str) -> None:
    with pytest.raises(UsageFault) as fault:
        ask(searcher, "rừng", **options)
    assert fault.value.parameter == parameter


def test_the_reading_says_what_was_understood(searcher: Searcher) -> None:
    said = ask(searcher, 'rừng -sông place:"Gò Sim"').reading
    assert "“rừng”" in said
    assert "không lấy" in said
    assert "Gò Sim" in said


def test_the_reading_says_which_place_is_preferred(searcher: Searcher) -> None:
    place = "thị xã Gò Sim"
    assert ask(searcher, "trồng rừng ở Gò Sim", expand=False).reading == f"Tìm các từ “trồng rừng”; ưu tiên {place}."
    english = ask(searcher, "trồng rừng ở Gò Sim", expand=False, language="en")
    assert english.reading == f"Searching for the words “trồng rừng”; preferring {place}."


def test_the_answer_on_the_wire_has_the_fields_of_the_contract(searcher: Searcher) -> None:
    sent = on_the_wire(ask(searcher, "tỷ lệ hộ nghèo"))
    assert {"query", "total", "took_ms", "results", "facets"} <= sent.keys()
    fields = "id report file title kind text spans section_path page score matched highlights url"
    assert set(fields.split()) <= sent["results"][0].keys()
    assert sent["results"][0]["url"] == "/passages/" + sent["results"][0]["id"]


def test_a_passage_is_shown_with_what_stands_around_it(searcher: Searcher) -> None:
    result = ask(searcher, "38.415").results[0]
    shown = searcher.library.passage(result.passage.id)
    assert shown is not None
    assert shown.passage == result.passage
    assert shown.before is not None
    assert "04-NQ/TU" in shown.before.text
    assert shown.section_path == result.section_path
    assert searcher.library.passage("nothing") is None


def test_a_new_generation_is_taken_up_with_the_next_request(index: Path, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "go-sim.md").write_text(REPORTS["go-sim.md"], encoding="utf-8")
    build(archive, tmp_path / "index", load_encoder())
    searcher = Searcher(tmp_path / "index")
    before = ask(searcher, "hộ nghèo")
    (archive / "go-sim.md").write_text(REPORTS["go-sim.md"].replace("3,4%", "9,9%"), encoding="utf-8")
    build(archive, tmp_path / "index", load_encoder())
    after = ask(searcher, "hộ nghèo")
    assert after.generation != before.generation
    assert any("9,9%" in text for text in texts(after))
    searcher.library.close()


def test_many_threads_get_the_same_answer(searcher: Searcher) -> None:
    expected = texts(ask(searcher, "trồng rừng giữ nguồn nước"))
    answers: list[list[str]] = []

    def work() -> None:
        answers.extend(texts(ask(searcher, "trồng rừng giữ nguồn nước")) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 30


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        Library(tmp_path).reports()


def test_bytes_that_are_no_text_are_left_out(searcher: Searcher) -> None:
    assert texts(ask(searcher, "hộ nghèo\udcff")) == texts(ask(searcher, "hộ nghèo"))


def test_an_encoder_of_another_model_is_changed_for_the_one_that_fits(index: Path) -> None:
    other = load_encoder()
    other.fingerprint = {**other.fingerprint, "revision": "another"}
    changed = Searcher(index, other)
    with changed.library.opened() as opened:
        assert changed.encoder(opened.generation).fingerprint == opened.generation.manifest.model
    changed.library.close()


def test_a_library_may_be_closed_while_it_is_read(index: Path) -> None:
    library = Library(index)
    with library.opened():
        library.close()


def test_the_facet_of_a_chosen_kind_of_passage_counts_what_is_shown(searcher: Searcher) -> None:
    found = ask(searcher, "rừng", filters=Filters(passage_kind=("paragraph",)))
    chosen = next(value for value in found.facets["passage_kind"] if value.value == "paragraph")
    assert chosen.selected
    assert chosen.count == found.total > 0
