"""Fusion: one order from the scores of several runs, what is left out as hardly like the query, and who else is preferred."""

from collections.abc import Sequence

import numpy as np
import pytest

from search.answers import Matched
from search.fuse import ELSEWHERE, Ranked, Run, fuse
from store.catalogue import Columns
from store.records import PASSAGE_KINDS, Report

SIM = Report("sim", "sim.md", "0", "Báo cáo Gò Sim", place="thị xã Gò Sim", province="tỉnh Bãi Dâu")
NGUU = Report("nguu", "nguu.md", "0", "Báo cáo Đồng Ngưu", place="huyện Đồng Ngưu", province="tỉnh Cồn Mây")
# Rows 0 to 2 are passages of one report, 3 to 5 of the other; row 2 says the same as row 1, and row 5 is a letterhead.
COLUMNS = Columns(
    np.ones(6, bool),
    np.array([0, 0, 0, 1, 1, 1], np.int32),
    np.array([0, 0, 0, 0, 0, PASSAGE_KINDS.index("front_matter")], np.int8),
    np.array([0, 1, 1, 3, 4, 5], np.int32),
    (SIM, NGUU),
)
ALL = range(6)


def fused(
    runs: dict[Matched, Sequence[float]], rows: Sequence[int] = ALL, exact: bool = False, places: Sequence[str] = ()
) -> Ranked:
    weights: dict[Matched, float] = {"keyword": 0.5, "expansion": 0.5, "semantic": 0.5}
    made = [Run(name, np.array(scores)) for name, scores in runs.items()]
    return fuse(np.array(rows, np.int32), made, weights, {"front_matter": 0.1}, COLUMNS, exact=exact, places=places)


@pytest.mark.parametrize(
    "runs, expected",
    [
        ({"keyword": [0.2, 0.6, 0, 0.8, 0.4, 0]}, [3, 1, 4]),
        # Half as good as the best by words and meaning, a third by words alone; what is good in itself always stays.
        ({"keyword": [0.9, 0.5, 0, 0.31, 0.29, 0]}, [0, 1, 3]),
        ({"keyword": [0.9, 0.5, 0, 0.44, 0.46, 0], "semantic": [0] * 6}, [0, 1, 4]),
        ({"keyword": [2.0, 0.61, 0, 0.59, 0, 0], "semantic": [0] * 6}, [0, 1]),
        # The better of the two scores by words, and the meaning beside it.
        ({"keyword": [0.6, 0, 0, 0, 0, 0], "expansion": [0.6, 0, 0, 0.9, 0, 0]}, [3, 0]),
        ({"keyword": [0.8, 0, 0, 0.6, 0, 0], "semantic": [0, 0, 0, 0.4, 0, 0]}, [3, 0]),
        # What is equal stays in the order of the rows.
        ({"keyword": [0.5, 0.5, 0, 0.5, 0.5, 0]}, [0, 1, 3, 4]),
    ],
    ids=["order", "words alone", "with meaning", "good in itself", "either name", "meaning counts", "equal"],
)
def test_the_order_and_what_is_left_out(runs: dict[Matched, Sequence[float]], expected: list[int]) -> None:
    assert fused(runs).rows.tolist() == expected


def test_what_says_itself_what_matches_leaves_nothing_out() -> None:
    runs: dict[Matched, Sequence[float]] = {"keyword": [1, 0.01, 0, 0, 0.02, 0]}
    assert fused(runs, exact=True).rows.tolist() == [0, 4, 1, 3, 5]
    assert fused(runs).rows.tolist() == [0]


def test_fewer_candidates_are_held_against_their_own_best() -> None:
    runs: dict[Matched, Sequence[float]] = {"keyword": [1, 0.9, 0.9, 0.15, 0.14, 0]}
    assert fused(runs).rows.tolist() == [0, 1]
    assert fused(runs, rows=[3, 4, 5]).rows.tolist() == [3, 4]


@pytest.mark.parametrize("place", ["huyện Đồng Ngưu", "tỉnh Cồn Mây"])
def test_a_place_that_is_named_is_preferred_and_no_other_left_out(place: str) -> None:
    runs: dict[Matched, Sequence[float]] = {"keyword": [0.8, 0, 0, 0.6, 0, 0]}
    assert fused(runs).rows.tolist() == [0, 3]
    preferred = fused(runs, places=(place,))
    assert preferred.rows.tolist() == [3, 0]
    assert preferred.scores.tolist() == pytest.approx([0.6, 0.8 * ELSEWHERE])


def test_a_text_that_recurs_in_a_report_stands_once_by_its_best_place() -> None:
    found = fused({"keyword": [0.4, 0.5, 0.9, 0, 0, 0]})
    assert found.rows.tolist() == [2, 0]
    assert found.copies.tolist() == [1, 0]


def test_a_letterhead_counts_little() -> None:
    assert fused({"keyword": [0.4, 0, 0, 0, 0, 1.0]}).rows.tolist() == [0]


def test_a_score_is_the_share_of_all_that_was_asked_for() -> None:
    found = fused({"keyword": [1, 0, 0, 0.5, 0, 0], "semantic": [1, 0, 0, 1, 0, 0]})
    assert found.scores.tolist() == pytest.approx([1, 0.75])


def test_a_candidate_names_the_runs_that_found_it_or_the_one_that_came_nearest() -> None:
    found = fused({"keyword": [0.8, 0.2, 0, 0.3, 0, 0], "semantic": [0.5, 0.3, 0, 0.39, 0, 0]}, exact=True)
    named = dict(zip(found.rows.tolist(), found.matched, strict=True))
    assert (named[0], named[1], named[3]) == (("keyword", "semantic"), ("semantic",), ("keyword",))
