"""Scope: which passages the filters of a request and the fields typed in its query let through."""

import numpy as np
import pytest

from search.answers import Filters
from search.query import FieldTerm
from search.scope import about, scope
from store.catalogue import Columns
from store.errors import UsageFault
from store.records import PASSAGE_KINDS, Report

SIM = Report(
    "sim", "go-sim.md", "0", "Báo cáo Gò Sim", "thị xã Gò Sim", "tỉnh Bãi Dâu", kind="bao_cao_chinh_tri", term="2015-2020"
)
NGUU = Report("nguu", "dong-nguu.md", "0", "Nghị quyết", "huyện Đồng Ngưu", "tỉnh Bãi Dâu", kind="nghi_quyet", term="2020-2025")
PARAGRAPH, TABLE, FOOTNOTE = (PASSAGE_KINDS.index(kind) for kind in ("paragraph", "table", "footnote"))
# Rows 0 to 2 belong to one report, 3 and 4 to the other; row 5 has no passage.
COLUMNS = Columns(
    np.array([True] * 5 + [False]),
    np.array([0, 0, 0, 1, 1, -1], np.int32),
    np.array([PARAGRAPH, TABLE, FOOTNOTE, PARAGRAPH, FOOTNOTE, -1], np.int8),
    np.arange(6, dtype=np.int32),
    (SIM, NGUU),
)


@pytest.mark.parametrize(
    "filters, rows",
    [
        (Filters(), [0, 1, 2, 3, 4]),
        (Filters(place=("thị xã Gò Sim",)), [0, 1, 2]),
        (Filters(place=("thị xã Gò Sim", "huyện Đồng Ngưu")), [0, 1, 2, 3, 4]),
        (Filters(place=("Gò Sim",)), []),
        (Filters(province=("tỉnh Bãi Dâu",), kind=("nghi_quyet",)), [3, 4]),
        (Filters(report=("sim",), term=("2020-2025",)), []),
        (Filters(passage_kind=("body",)), [0, 1, 3]),
        (Filters(passage_kind=("table", "footnote")), [1, 2, 4]),
    ],
)
def test_a_filter_s_values_are_alternatives_and_filters_hold_together(filters: Filters, rows: list[int]) -> None:
    assert np.flatnonzero(scope(filters, (), COLUMNS).allowed).tolist() == rows


@pytest.mark.parametrize(
    "typed, rows",
    [
        ([FieldTerm("place", "go sim")], [0, 1, 2]),
        ([FieldTerm("place", "sim"), FieldTerm("place", "ngưu")], [0, 1, 2, 3, 4]),
        ([FieldTerm("place", "sim", excluded=True)], [3, 4]),
        ([FieldTerm("term", "2020–2025")], [3, 4]),
        ([FieldTerm("kind", "nghị quyết")], [3, 4]),
        ([FieldTerm("report", "dong-nguu.md")], [3, 4]),
        ([FieldTerm("in", "chú thích")], [2, 4]),
        ([FieldTerm("in", "footnote", excluded=True), FieldTerm("place", "sim")], [0, 1]),
        ([FieldTerm("in", "nowhere")], [0, 1, 2, 3, 4]),
    ],
)
def test_a_typed_field_takes_a_part_of_a_name_in_any_writing(typed: list[FieldTerm], rows: list[int]) -> None:
    assert np.flatnonzero(scope(Filters(), typed, COLUMNS).allowed).tolist() == rows


def test_each_filter_in_use_is_lifted_alone() -> None:
    let = scope(Filters(place=("thị xã Gò Sim",), passage_kind=("footnote",)), [FieldTerm("term", "2015")], COLUMNS)
    assert {name: np.flatnonzero(mask).tolist() for name, mask in let.without.items()} == {
        "place": [2],
        "passage_kind": [0, 1, 2],
    }
    assert np.flatnonzero(let.allowed).tolist() == [2]
    assert np.flatnonzero(let.widest()).tolist() == [0, 1, 2]


def test_passages_about_a_place_or_a_province() -> None:
    assert np.flatnonzero(about(["huyện Đồng Ngưu"], COLUMNS)).tolist() == [3, 4]
    assert np.flatnonzero(about(["tỉnh Bãi Dâu"], COLUMNS)).tolist() == [0, 1, 2, 3, 4]
    assert not about(["Đồng Ngưu"], COLUMNS).any()


@pytest.mark.parametrize("name", ["kind", "passage_kind"])
def test_a_kind_that_there_is_not_is_refused_by_name(name: str) -> None:
    with pytest.raises(UsageFault, match=f"{name}=letter") as fault:
        scope(Filters(**{name: ("letter",)}), (), COLUMNS)
    assert fault.value.parameter == name
