"""When reports were written, as far as they tell."""

import pytest

from search.chronology import written, year
from store.records import Report


def report(**known: object) -> Report:
    return Report(id="r", file="r.txt", sha256="", title="Báo cáo", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"date": "2019-11-05", "term": "2020-2025"}, "2019-11-05"),
        ({"kind": "bao_cao_chinh_tri", "term": "2020-2025"}, "2020"),
        ({"kind": "so_ket_giua_nhiem_ky", "term": "2020-2025"}, "2022"),
        ({"kind": "ket_luan", "term": "2020-2025"}, "2022"),
        ({}, ""),
        ({"term": "khóa XII"}, ""),
    ],
    ids=["date", "congress", "review", "conclusion", "nothing", "no years"],
)
def test_written(known: dict[str, str], expected: str) -> None:
    assert written(report(**known)) == expected


def test_the_times_of_reports_compare_as_strings() -> None:
    congress, review = report(kind="bao_cao_chinh_tri", term="2020-2025"), report(date="2023-05-19")
    assert written(congress) < written(review)
    assert (year(review), year(report())) == ("2023", None)
