"""The life of a wording: every place where it stands, who used it first and last, how often by year and place, and its variants.

    "lấy sự hài lòng của người dân"
        … thủ tục hành chính,    lấy sự hài lòng của người dân      làm thước đo công việc …    2020    thị xã An Hòa Đông
        variant                  lấy sự hài lòng của doanh nghiệp                               2023    huyện Khe Ngàn

Words compare in their normal form; signs, capitals and line breaks make no difference. Passages are listed oldest first.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from language.syllables import Token, syllables
from search.answers import Filters
from search.chronology import written, year
from search.library import Opened
from search.precedent.alignment import aligned
from search.precedent.records import Step
from search.scope import Mask, scope
from search.searcher import Searcher
from search.wording import spans_of, wording
from store import matching
from store.errors import UsageFault
from store.generation import Generation
from store.records import Passage, Report, Section, Span
from store.shingles import WIDTH, hashed

LONGEST = 60  # syllables; a longer wording is a draft
_LARGEST = 100  # hits a page
_VARIANTS = 10  # that are listed
_LOOKED_AT = 200  # passages that may hold a variant
_SAME = 0.6  # of the wording's syllables a variant has

_Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wording, and the reports to look in."""

    wording: str
    filters: Filters = field(default_factory=Filters)
    size: int = 20
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that holds the wording, and where in its text."""

    passage: Passage
    report: Report
    section_path: tuple[Section, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many passages, in how many reports, use the wording at one place, in one term, or in one year."""

    value: str
    passages: int
    reports: int


@dataclass(frozen=True, slots=True)
class Variant:
    """Nearly the same wording. `text` is as its first passage prints it; the steps lead from the wording to that passage."""

    text: str
    passages: int
    reports: int
    first: Report
    passage: Passage
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """`total` passages in `reports` reports hold the wording; `hits` are one page of them."""

    wanted: Wanted
    total: int
    reports: int
    first: Report | None  # the oldest report that uses it, as far as reports tell when they were written
    last: Report | None
    hits: tuple[Hit, ...]
    years: tuple[Count, ...]  # ascending
    terms: tuple[Count, ...]  # ascending
    places: tuple[Count, ...]  # most passages first
    variants: tuple[Variant, ...]  # most passages first
    took_ms: float
    generation: str


def concordance(searcher: Searcher, wanted: Wanted) -> Concordance:
    """Where a wording stands. Raises UsageFault, naming the parameter, for a request that makes no sense."""
    tokens = _checked(wanted)
    began = time.perf_counter()
    words = tuple(token.text for token in tokens)
    with searcher.library.opened() as opened:
        generation, columns = opened.generation, opened.columns
        allowed = scope(wanted.filters, (), columns).allowed & wording(columns)
        rows = _oldest_first(opened, _holding(generation, words, allowed))
        shown = rows[(wanted.page - 1) * wanted.size : wanted.page * wanted.size]
        near = allowed.copy()
        near[rows] = False
        reports = [columns.reports[n] for n in columns.report[rows]]
        dated = [report for report in reports if written(report)]
        return Concordance(
            wanted,
            len(rows),
            len({report.id for report in reports}),
            dated[0] if dated else None,
            dated[-1] if dated else None,
            tuple(_hits(opened, shown, words)),
            _counted((year(report), report) for report in reports),
            _counted((report.term, report) for report in reports),
            tuple(sorted(_counted((report.place, report) for report in reports), key=lambda count: -count.passages)),
            _variants(opened, tokens, near),
            (time.perf_counter() - began) * 1e3,
            generation.name,
        )


def _checked(wanted: Wanted) -> list[Token]:
    tokens = syllables(wanted.wording)
    if not tokens:
        raise UsageFault("The parameter 'q' is missing or holds no words: give the wording to look up.", "q")
    if len(tokens) > LONGEST:
        raise UsageFault(f"The wording in 'q' has {len(tokens)} syllables: give at most {LONGEST}.", "q")
    for name, value, most in (("size", wanted.size, _LARGEST), ("page", wanted.page, 10_000)):
        if not 1 <= value <= most:
            raise UsageFault(f"{value} is no value of {name!r}: give a whole number from 1 to {most}.", name)
    return tokens


def _holding(generation: Generation, words: tuple[str, ...], allowed: Mask) -> _Rows:
    """The rows of the passages that hold the words in a row: by shingles, shorter wordings by the keyword index."""
    if len(words) < WIDTH:
        phrase = matching.Phrase(words) if len(words) > 1 else matching.Word(words[0])
        return np.sort(generation.keyword.search(phrase, allowed=allowed).rows.astype(np.int64))
    wanted = hashed(words)
    found = generation.shingles.find(wanted)
    # Where the wording would begin, were this one of its shingles: it stands where all of them say the same.
    begins = found.rows.astype(np.int64) * (1 << 32) + found.positions - found.asked
    places, counts = np.unique(begins, return_counts=True)
    rows = np.unique(places[counts == len(wanted)] >> 32)
    return np.asarray(rows[allowed[rows]])


def _oldest_first(opened: Opened, rows: _Rows) -> _Rows:
    reports = opened.columns.reports
    by_time = sorted(range(len(reports)), key=lambda n: (not written(reports[n]), written(reports[n]), reports[n].file))
    rank = np.empty(len(reports), np.int64)
    rank[by_time] = np.arange(len(reports))
    return rows[np.lexsort((rows, rank[opened.columns.report[rows]]))]


def _hits(opened: Opened, rows: _Rows, words: tuple[str, ...]) -> Iterable[Hit]:
    catalogue = opened.generation.catalogue
    passages = catalogue.rows([int(row) for row in rows])
    for row in rows.tolist():
        passage = passages[row]
        yield Hit(passage, opened.reports[passage.report], catalogue.section_path(passage.section), spans_of(passage.text, words))


def _counted(values: Iterable[tuple[str | None, Report]]) -> tuple[Count, ...]:
    passages: Counter[str] = Counter()
    reports: dict[str, set[str]] = {}
    for value, report in values:
        if value:
            passages[value] += 1
            reports.setdefault(value, set()).add(report.id)
    return tuple(Count(value, passages[value], len(reports[value])) for value in sorted(passages))


def _variants(opened: Opened, tokens: Sequence[Token], allowed: Mask) -> tuple[Variant, ...]:
    """Among the passages that share most with the wording, those that have nearly all of it, by what they have instead."""
    words = tuple(token.text for token in tokens)
    rows = _oldest_first(opened, _nearly(opened.generation, words, allowed))
    passages = opened.generation.catalogue.rows(rows.tolist())
    found: dict[tuple[str, ...], list[tuple[Passage, Span, tuple[Step, ...]]]] = {}
    for row in rows.tolist():
        passage = passages[row]
        held = syllables(passage.text)
        laid = aligned(tokens, held, (0, len(held)))
        if laid.same >= _SAME * len(words) and laid.length <= len(words) / _SAME:
            said = tuple(t.text for t in held if laid.extent[0] <= t.start and t.end <= laid.extent[1])
            if said != words[: len(said)] and said != words[-len(said) :]:  # a part of the wording is no other wording
                found.setdefault(said, []).append((passage, laid.extent, laid.steps))
    made = []
    for uses in found.values():
        passage, (start, end), steps = uses[0]
        used_in = {use[0].report for use in uses}
        made.append(Variant(passage.text[start:end], len(uses), len(used_in), opened.reports[passage.report], passage, steps))
    return tuple(sorted(made, key=lambda each: (-each.passages, each.text))[:_VARIANTS])


def _nearly(generation: Generation, words: tuple[str, ...], allowed: Mask) -> _Rows:
    """The rows that share most shingles with a wording; of a short one also those that have the rarest of its pairs of words."""
    found = generation.shingles.find(hashed(words))
    rows, counts = np.unique(found.rows[allowed[found.rows]].astype(np.int64), return_counts=True)
    near = rows[np.lexsort((rows, -counts))[:_LOOKED_AT]]
    if 2 < len(words) <= 2 * WIDTH:
        pairs = matching.Either(tuple(matching.Phrase(pair) for pair in pairwise(words)))
        near = np.concatenate([near, generation.keyword.search(pairs, _LOOKED_AT, allowed).rows.astype(np.int64)])
    return np.unique(near)
