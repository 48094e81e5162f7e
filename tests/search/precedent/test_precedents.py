"""What a drafter asks: was this said before, where, in what words, and how did it change?"""

from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Filters
from search.precedent import LONGEST_DRAFT, Draft, Precedent, Sentence, kin, precedents
from search.searcher import Searcher
from store.errors import UsageFault
from tests.search.precedent.conftest import REPORTS

FORESTS = "Tiếp tục giữ rừng đầu nguồn, gắn bảo vệ rừng với sinh kế của người dân ven suối."


def only(searcher: Searcher, text: str, **filters: tuple[str, ...]) -> Sentence:
    (sentence,) = precedents(searcher, Draft(text, Filters(**filters))).sentences
    return sentence


def files(found: tuple[Precedent, ...]) -> list[str]:
    return [precedent.report.file for precedent in found]


def test_a_sentence_that_stands_in_two_reports_is_found_in_both_and_its_like_after_them(searcher: Searcher) -> None:
    found = only(searcher, FORESTS).precedents
    assert files(found) == ["bai-son-2020.txt", "khe-dau-2015.txt", "khe-dau-2020.txt"]
    assert [each.likeness for each in found] == ["verbatim", "verbatim", "near"]
    assert [each.closeness == 1 for each in found] == [True, True, False]


def test_only_the_sentence_is_laid_against_not_its_label_or_its_neighbours(searcher: Searcher) -> None:
    for each in only(searcher, FORESTS).precedents[:2]:
        assert each.passage.text[slice(*each.extent)] == FORESTS.rstrip(".")


def test_what_changed_is_told(searcher: Searcher) -> None:
    found = only(searcher, FORESTS).precedents[2]
    changed = [step for step in found.steps if step.kind != "equal"]
    assert [(FORESTS[slice(*s.draft)], found.passage.text[slice(*s.passage)]) for s in changed] == [("sinh kế", "việc làm")]
    (run,) = found.runs
    assert run.gaps == 2


def test_capitals_line_breaks_and_spelling_make_no_difference(searcher: Searcher) -> None:
    assert only(searcher, "THU NGÂN SÁCH TRÊN ĐỊA BÀN ĐẠT 12 TỈ ĐỒNG BẰNG 98% DỰ TOÁN").precedents[0].likeness == "verbatim"


def test_another_figure_is_near_and_never_verbatim(searcher: Searcher) -> None:
    found = only(searcher, "Thu ngân sách trên địa bàn đạt 13 tỷ đồng, bằng 98% dự toán.").precedents[0]
    assert (found.likeness, found.report.file) == ("near", "khe-dau-2015.txt")
    assert found.closeness < 1


def test_the_share_counts_the_words_that_stand_in_the_archive(searcher: Searcher) -> None:
    draft = "Mỗi chi bộ nhận giúp đỡ ít nhất hai lớp mẫu giáo. Phơi cá khô trên giàn tre."
    answer = precedents(searcher, Draft(draft))
    shared, none = answer.sentences
    assert [draft[slice(*span)] for span in shared.shared] == ["Mỗi chi bộ nhận giúp đỡ ít nhất"]
    assert (shared.shared_syllables, shared.syllables, shared.passages) == (8, 12, 2)
    assert (none.shared, none.passages) == ((), 0)
    assert answer.share == 8 / 18


def test_the_same_meaning_in_other_words_is_found(searcher: Searcher) -> None:
    found = only(searcher, "Đào tạo nghề cho giới trẻ, cơ giới hóa để giảm lao động nặng của phụ nữ.").precedents
    assert found[0].passage.text.startswith("3. Dạy nghề cho thanh niên")
    assert found[0].likeness == "meaning"
    assert found[0].runs == ()


def test_what_nobody_ever_said_has_no_precedent(searcher: Searcher) -> None:
    assert only(searcher, "Con mèo đen ngủ trên mái ngói lúc trưa hè.").precedents == ()


@pytest.mark.parametrize("text", ["giữ rừng", "Rừng!", "1."])
def test_a_draft_of_fewer_than_five_syllables_is_answered(searcher: Searcher, text: str) -> None:
    assert precedents(searcher, Draft(text)).share == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"term": ("2020-2025",)}, ["bai-son-2020.txt", "khe-dau-2020.txt"]),
        ({"place": ("huyện Khe Dâu",)}, ["khe-dau-2015.txt", "khe-dau-2020.txt"]),
        ({"kind": ("nghi_quyet",)}, []),
    ],
    ids=["term", "place", "kind"],
)
def test_filters_hold_for_words_meaning_and_share(
    searcher: Searcher, filters: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    found = only(searcher, FORESTS, **filters)
    assert files(found.precedents) == expected
    assert found.passages == len(expected)
    assert bool(found.shared) == bool(expected)


def test_no_more_precedents_than_asked_for_and_the_closest_stay(searcher: Searcher) -> None:
    (sentence,) = precedents(searcher, Draft(FORESTS, size=1)).sentences
    assert files(sentence.precedents) == ["bai-son-2020.txt"]
    assert sentence.passages == 3


@pytest.mark.parametrize(
    ("draft", "parameter"),
    [
        (Draft("  \n…"), "text"),
        (Draft("a" * (LONGEST_DRAFT + 1)), "text"),
        (Draft("giữ rừng", size=0), "size"),
        (Draft("giữ rừng", size=21), "size"),
        (Draft("giữ rừng", Filters(kind=("letter",))), "kind"),
    ],
    ids=["empty", "long", "size 0", "size 21", "kind"],
)
def test_a_bad_request_names_its_parameter(searcher: Searcher, draft: Draft, parameter: str) -> None:
    with pytest.raises(UsageFault) as fault:
        precedents(searcher, draft)
    assert fault.value.parameter == parameter


def test_the_life_of_a_passage_in_its_place_and_elsewhere(searcher: Searcher) -> None:
    newer = only(searcher, "Tiếp tục giữ rừng đầu nguồn, gắn bảo vệ rừng với việc làm của người dân ven suối.").precedents[0]
    assert newer.report.file == "khe-dau-2020.txt"
    found = kin(searcher, newer.passage.id)
    assert found is not None
    assert files(found.earlier) == ["khe-dau-2015.txt"]
    assert found.later == ()
    assert sorted(files(found.similar)) == ["bai-son-2020.txt", "khe-dau-2015.txt"]
    older = kin(searcher, found.earlier[0].passage.id)
    assert older is not None
    assert (older.earlier, files(older.later)) == ((), ["khe-dau-2020.txt"])


def test_a_report_that_tells_no_time_is_neither_earlier_nor_later(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    for name in ("khe-dau-2015.txt", "khe-dau-2020.txt"):
        (tmp_path / "archive" / name).write_text(REPORTS[name], encoding="utf-8")
    undated = f"ĐẢNG BỘ HUYỆN KHE DÂU\n\nBÁO CÁO\ntình hình bảo vệ rừng\n\nI. KẾT QUẢ\n\n{FORESTS}\n"
    (tmp_path / "archive" / "khe-dau.txt").write_text(undated, encoding="utf-8")
    build(tmp_path / "archive", tmp_path / "index", load_encoder())
    opened = Searcher(tmp_path / "index")
    of = {each.report.file: kin(opened, each.passage.id) for each in only(opened, FORESTS).precedents}
    alone, first = of["khe-dau.txt"], of["khe-dau-2015.txt"]
    assert alone is not None
    assert first is not None
    assert (alone.report.place, alone.report.term, alone.report.date) == ("huyện Khe Dâu", None, None)
    assert sorted(files(alone.similar)) == ["khe-dau-2015.txt", "khe-dau-2020.txt"]
    assert (alone.earlier, alone.later) == ((), ())
    assert (files(first.earlier), files(first.later)) == ([], ["khe-dau-2020.txt"])
    opened.library.close()


def test_a_passage_that_is_not_there_has_no_kin(searcher: Searcher) -> None:
    assert kin(searcher, "khong-co.p-0") is None


def test_where_only_the_meaning_is_the_same_the_one_sentence_that_means_it_is_laid_against(searcher: Searcher) -> None:
    found = only(searcher, "Xây thêm phòng học cho trẻ em ở bản Sa.").precedents[0]
    assert found.likeness == "meaning"
    assert found.passage.text[slice(*found.extent)] == "Mở thêm hai lớp học ở bản Sa"
    assert [step.passage[0] >= found.extent[0] for step in found.steps] == [True] * len(found.steps)
    assert found.steps[-1].passage[1] == found.extent[1]


def test_half_a_character_is_answered_and_echoed_as_what_can_be_written(searcher: Searcher) -> None:
    answer = precedents(searcher, Draft("Thu ngân sách \ud800 trên địa bàn đạt 12 tỷ đồng."))
    assert answer.draft.text.encode().decode() == "Thu ngân sách \ufffd trên địa bàn đạt 12 tỷ đồng."
    assert answer.sentences[0].span == (0, len(answer.draft.text))
