"""The rows of the register and what is asked of it: the frozen records between `search.register` and those who show it.

    Wanted(indicator=("poverty",), kind=("target",), sort="-value")

A row is a commitment with its report and what it was set against. An indicator's *key* is its id in the canonical list, or, where
the list does not know it, the report's own words.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from language.quantities import find_quantities
from search.pairing import Pairing
from store.records import Commitment, Report, Span

Sort = Literal["source", "indicator", "place", "term", "period", "value", "verdict"]
SORTS: tuple[Sort, ...] = ("source", "indicator", "place", "term", "period", "value", "verdict")
DESCENDING = "-"  # before the name of an order: from the other end
WANTED_NAMES: tuple[str, ...] = ("indicator", "place", "term", "field", "kind", "period", "verdict", "report")
LARGEST_PAGE = 100
LONGEST_WORDS = 200  # characters


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment and what it was set against.

    `pairings` holds for a result one with the plan that its report quotes and, where that differs, one with the congress's own
    words; for a target, one for each result that answers it, the newest first.
    """

    commitment: Commitment
    report: Report
    term: str | None  # that the commitment belongs to: the results of a congress report answer for the term before
    pairings: tuple[Pairing, ...] = ()

    @property
    def indicator_key(self) -> str:
        return self.commitment.indicator_id or self.commitment.indicator

    @property
    def verdict(self) -> str | None:
        return self.pairings[0].verdict if self.pairings else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, in what order. Each filter holds alternatives, empty lets all through; `page` counts from 1.

    `words` must stand in the row's indicator or quote, one after the other; typed without diacritics they are compared without.
    """

    indicator: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    words: str = ""
    sort: str = SORTS[0]
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class Registered:
    """The rows of the register that a query asks for: the first of `total`, all of which `wanted` finds."""

    wanted: Wanted
    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The rows of one indicator that hold the same measure, so that they can stand in one chart."""

    unit: str  # "" for a bare number
    measure: str  # "growth", "share", or what is counted
    rows: tuple[Row, ...] = field(default=())


@lru_cache(maxsize=16_384)
def printed(commitment: Commitment) -> Span | None:
    """Where the value stands in the quote as the report prints it; None where the quote gives it no place of its own.

    >>> row = Commitment("c", "r", "p", "target", "tỷ lệ hộ nghèo", "poverty", "hộ nghèo", "xã hội", "<", 1.5, 1.5, "%", "%",
    ...     "2025", "Hộ nghèo đến năm 2025 còn dưới 1,5%", ())
    >>> row.quote[slice(*printed(row))]
    'dưới 1,5%'
    """
    found = find_quantities(commitment.quote, spelled=True)
    same = [each for each in found if (each.low, each.high) == (commitment.value_low, commitment.value_high)]
    best = next((each for each in same if each.printed_unit == commitment.unit_printed), same[0] if same else None)
    return (best.start, best.end) if best else None
