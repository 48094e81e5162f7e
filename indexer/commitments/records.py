"""One commitment: a quantified promise (`target`), or a reported figure set against one (`result`)."""

from dataclasses import dataclass
from typing import Literal

from store.records import Span

CommitmentKind = Literal["target", "result"]
Comparator = Literal[">=", "<=", "=", "range", ">", "<", "approx", "increase_by", "decrease_by"]
Verdict = Literal["met", "not met", "on the way", "unclear"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A row of the register. The quote is verbatim; values and units beside it are read from it and replace nothing."""

    id: str
    report: str
    passage: str
    kind: CommitmentKind
    indicator: str  # the canonical name where the list knows one, else the report's own words
    indicator_id: str | None  # of the canonical list, `language/data/indicators.tsv`
    indicator_words: str  # the subject in the report's own words
    field: str | None  # "kinh tế", "xã hội", … of the canonical list
    comparator: Comparator
    value_low: float
    value_high: float  # the same as `value_low` unless the comparator is "range"
    unit: str | None  # normal form: "tỷ đồng", "%/năm"
    unit_printed: str  # as in the quote
    period: str | None  # "2025", "2021-2025", "annual"
    quote: str  # a contiguous run of the passage's text
    spans: tuple[Span, ...]  # the quote in the source text
    plan_low: float | None = None  # a result's plan, where the same words name it
    plan_high: float | None = None
    plan_quote: str | None = None
    plan_share: float | None = None  # "đạt 106% NQ": 106
    verdict: Verdict | None = None  # only what the report's own words say
    verdict_quote: str | None = None
