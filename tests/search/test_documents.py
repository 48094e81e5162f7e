"""The list of documents: what narrows it, in what order and groups it stands, what its timeline counts."""

from dataclasses import replace

import pytest

from search.documents import PAGE_SIZE, Asked, Stretch, documents
from search.library import Listed
from store.catalogue import Counts
from store.records import Report

_COUNTS = Counts(1, 10, 2, 0, 3, 1, 0)


def _listed(name: str, place: str | None, date: str | None, term: str | None = "2020-2025") -> Listed:
    return Listed(Report(name, f"{name}.txt", "", f"Báo cáo {name}", place=place, date=date, term=term, kind="ket_luan"), _COUNTS)


ENTRIES = (
    _listed("a", "huyện Đầm Xanh", "2020-06-01"),
    _listed("b", "huyện Dốc Mây", "2022-06-01"),
    _listed("c", None, None, "2015-2020"),
    _listed("d", "huyện Đầm Xanh", "2022-07-01", "2015-2020"),
)


def _order(wanted: Asked) -> list[tuple[str | None, str]]:
    """(group, reports) of the page, as letters."""
    return [(group.value, "".join(entry.report.id for entry in group.entries)) for group in documents(ENTRIES, wanted).groups]


def test_places_stand_in_the_order_of_their_letters_those_unknown_last() -> None:
    assert _order(Asked()) == [("huyện Đầm Xanh", "da"), ("huyện Dốc Mây", "b"), (None, "c")]


@pytest.mark.parametrize(
    "by,groups",
    [
        ("date", [("2022", "db"), ("2020", "a"), (None, "c")]),
        ("term", [("2020-2025", "ba"), ("2015-2020", "dc")]),
        ("kind", [("ket_luan", "dbac")]),
    ],
)
def test_what_is_newest_stands_first_in_each_group(by: str, groups: list[tuple[str | None, str]]) -> None:
    assert _order(Asked(by)) == groups


def test_a_filter_is_counted_as_if_it_were_not_chosen() -> None:
    page = documents(ENTRIES, Asked(place="huyện Đầm Xanh", year="2022"))
    assert (page.total, page.groups[0].entries[0].report.id) == (1, "d")
    assert [(choice.value, choice.count, choice.chosen) for choice in page.choices["place"]] == [
        ("huyện Đầm Xanh", 1, True),
        ("huyện Dốc Mây", 1, False),
    ]


def test_the_timeline_has_terms_and_the_years_of_dates() -> None:
    line = documents(ENTRIES, Asked(term="2015-2020")).timeline
    assert line is not None
    assert (line.first, line.last) == (2015, 2025)
    assert line.terms == (Stretch("2015-2020", 2015, 2020, 2, True), Stretch("2020-2025", 2020, 2025, 2, False))
    assert line.years == (Stretch("2022", 2022, 2022, 1, False),)


def test_a_wrong_year_does_not_stretch_the_timeline() -> None:
    odd = replace(ENTRIES[0], report=replace(ENTRIES[0].report, date="0205-01-01", term="2020-9999"))
    line = documents((odd, ENTRIES[1]), Asked()).timeline
    assert line is not None
    assert line.first == 2020
    assert documents((), Asked()).timeline is None


def test_long_lists_have_pages() -> None:
    many = [_listed(f"r{n:03}", "huyện Dốc Mây", None) for n in range(PAGE_SIZE + 1)]
    assert [len(g.entries) for p in (1, 2) for g in documents(many, Asked(page=p)).groups] == [PAGE_SIZE, 1]
    assert documents(many, Asked()).last == 2
