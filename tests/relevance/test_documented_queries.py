"""Every query that the pages show finds something in the sample reports, so that who tries it sees what it does."""

import re
from pathlib import Path

import pytest

from search.answers import Request
from search.searcher import Searcher

ROOT = Path(__file__).resolve().parents[2]


def shown(page: str, heading: str) -> list[str]:
    """The queries in the first column of the first table under a heading; names of filters alone ("nơi:") are none."""
    table = page[page.index(f"| {heading} |") :].partition("\n\n")[0]
    cells = [re.split(r"(?<!\\) \| ", row)[0] for row in table.splitlines()[2:]]
    return [query for cell in cells for query in re.findall(r"`([^`]+)`", cell) if not query.endswith(":")]


def offered(template: str) -> list[str]:
    """The queries that a template offers, in the rows of its tables or lists."""
    text = (ROOT / "web/templates" / template).read_text(encoding="utf-8")
    return [query for _, query in re.findall(r"{{ (?:row|line)\((['\"])(.+?)\1, ", text)]


README = (ROOT / "README.md").read_text(encoding="utf-8")
LANGUAGE = (ROOT / "docs/query-language.md").read_text(encoding="utf-8")

QUERIES = dict.fromkeys([*shown(README, "you type"), *shown(LANGUAGE, "typed"), *offered("help.html"), *offered("how.html")])


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_that_the_pages_show_finds_something(samples: Searcher, query: str) -> None:
    assert samples.search(Request(query, mode="keyword")).total
