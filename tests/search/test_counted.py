"""Which totals are counts."""

import pytest

from search.answers import Request
from search.searcher import Searcher


@pytest.mark.parametrize(
    "query, counted",
    [
        ("hộ nghèo", False),
        ("hộ nghèo -cận", False),
        ("poverty rate", False),
        ('"hộ nghèo"', True),
        ('"hộ nghèo" giảm', True),
        ("hộ AND nghèo", True),
        ("nghè*", True),
        ("place:Huế", True),
    ],
)
def test_a_total_is_a_count_where_the_query_says_what_matches(searcher: Searcher, query: str, counted: bool) -> None:
    assert searcher.search(Request(query)).counted is counted
