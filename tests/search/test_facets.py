"""Facets: how many of the results have each value, and how many would have it were the filter lifted."""

from collections.abc import Sequence

import numpy as np
import pytest

from search.answers import Filters
from search.facets import facets
from store.catalogue import Columns
from store.records import PASSAGE_KINDS, Report

SIM = Report("sim", "sim.md", "0", "Báo cáo Gò Sim", place="thị xã Gò Sim", kind="nghi_quyet")
NGUU = Report("nguu", "nguu.md", "0", "Báo cáo Đồng Ngưu", place="huyện Đồng Ngưu")
PARAGRAPH, ITEM, FOOTNOTE = (PASSAGE_KINDS.index(kind) for kind in ("paragraph", "list_item", "footnote"))
# Rows 0 to 2 are passages of one report, 3 to 5 of the other; row 2, an item of a list, says the same as row 1.
COLUMNS = Columns(
    np.ones(6, bool),
    np.array([0, 0, 0, 1, 1, 1], np.int32),
    np.array([PARAGRAPH, PARAGRAPH, ITEM, PARAGRAPH, FOOTNOTE, FOOTNOTE], np.int8),
    np.array([0, 1, 1, 3, 4, 5], np.int32),
    (SIM, NGUU),
)


def counted(
    name: str, listed: Sequence[int], lifted: dict[str, Sequence[int]] | None = None, filters: Filters | None = None
) -> list[tuple[str, int]]:
    rows = {each: np.array(held, np.int32) for each, held in (lifted or {}).items()}
    found = facets(np.array(listed, np.int32), rows, filters or Filters(), COLUMNS)
    return [(value.value, value.count) for value in found[name]]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("place", [("huyện Đồng Ngưu", 2), ("thị xã Gò Sim", 1)]),
        ("report", [("nguu", 2), ("sim", 1)]),
        ("kind", [("other", 2), ("nghi_quyet", 1)]),
        ("passage_kind", [("body", 2), ("footnote", 1)]),
        ("term", []),
    ],
)
def test_the_results_by_each_filter(name: str, expected: list[tuple[str, int]]) -> None:
    assert counted(name, [3, 0, 4]) == expected


def test_nothing_found_has_no_values() -> None:
    assert counted("place", []) == []
    assert counted("passage_kind", []) == []


def test_a_filter_in_use_also_tells_what_it_keeps_out() -> None:
    filters = Filters(place=("thị xã Gò Sim",))
    assert counted("place", [0], {"place": [3, 4, 0]}, filters) == [("huyện Đồng Ngưu", 2), ("thị xã Gò Sim", 1)]
    assert counted("report", [0], {"place": [3, 4, 0]}, filters) == [("sim", 1)]


def test_what_is_listed_is_counted_though_the_wider_list_leaves_it_out_as_hardly_like_the_query() -> None:
    filters = Filters(place=("thị xã Gò Sim",))
    assert counted("place", [0, 1], {"place": [3]}, filters) == [("thị xã Gò Sim", 2), ("huyện Đồng Ngưu", 1)]


def test_a_text_that_recurs_in_a_report_counts_once_and_as_what_is_listed() -> None:
    assert counted("report", [0, 1, 2]) == [("sim", 2)]
    filters = Filters(passage_kind=("list_item",))
    assert ("list_item", 1) in counted("passage_kind", [2], {"passage_kind": [1, 0]}, filters)


def test_a_chosen_value_is_shown_though_nothing_has_it_and_what_people_call_a_value() -> None:
    found = facets(np.array([0], np.int32), {}, Filters(kind=("ket_luan",)), COLUMNS)
    assert [(value.value, value.label, value.count, value.selected) for value in found["kind"]] == [
        ("nghi_quyet", "nghị quyết", 1, False),
        ("ket_luan", "kết luận", 0, True),
    ]
    assert [value.label for value in found["report"]] == ["Báo cáo Gò Sim"]
