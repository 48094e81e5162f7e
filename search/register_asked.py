"""What a query asks of the register: an indicator by any of its names, and beside it a place, a year, targets or results.

    poverty rate targets                          →  indicator poverty, targets
    chỉ tiêu hộ nghèo 2025                        →  indicator poverty, targets, of 2025
    thu nhập bình quân đầu người thị xã Gò Sim    →  indicator income, of that place
    hỗ trợ hộ nghèo vay vốn nuôi tôm              →  nothing: it names an indicator, but asks for something else

A query asks for an indicator when at least two thirds of its syllables are of these, so that the register keeps out of the way of
all other questions. What is typed without diacritics is compared without them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from language.english import FUNCTION_WORDS, is_english, singular
from language.indicators import Indicator, indicators
from language.normalise import fold, has_diacritics
from language.syllables import tokens
from search.answers import Filters
from search.library import Opened
from search.pairing import measure
from search.register import Register, register_of
from search.register_rows import Registered, Row, Wanted
from store.records import Report

SHOWN = 10
_ENOUGH = 2 / 3  # of the query's syllables
_TARGETS = ("chỉ tiêu", "mục tiêu", "kế hoạch", "phấn đấu", "target", "targets", "goal", "goals", "plan", "planned")
_RESULTS = ("kết quả", "thực hiện", "đạt được", "result", "results", "achieved", "actual")
# They say nothing of what is asked for.
_AROUND = ("tỷ lệ", "số", "của", "đến", "năm", "giai đoạn", "nhiệm kỳ", "bao nhiêu", "là", "về", "các", "tại", "rate", "coverage")
_GENERIC = frozenset({"rate", "coverage", "per", "local"})  # an English name is recognised without them
_CLASS = re.compile(r"^(?:thi xa|thanh pho|thi tran|huyen|tinh|quan|phuong|xa) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPERATOR = re.compile(r'["*():]|\?\w|\b(?:AND|OR|NOT|NEAR)\b')

Words = tuple[str, ...]


def asked_of_register(query: str, filters: Filters, opened: Opened) -> Registered | None:
    """The rows that a query asks for, within the filters of its request; None when it asks for none or there are none."""
    if _OPERATOR.search(query):  # who writes the query language wants passages
        return None
    wanted = _wanted(query, filters, opened.columns.reports)
    if wanted is None:
        return None
    register = register_of(opened)
    wanted = _of_its_time(wanted, _years(query), register)
    rows = register.chosen(wanted)
    return Registered(wanted, len(rows), _usual_first(rows)[:SHOWN]) if rows else None


def _wanted(query: str, filters: Filters, reports: Sequence[Report]) -> Wanted | None:
    if filters.kind or filters.passage_kind or filters.province:  # the register has no such filters
        return None
    words = tuple(token.text for token in tokens(query) if not token.official)
    bare = not has_diacritics(query)
    if bare:
        words = tuple(fold(word) for word in words)
    found = _indicator(words, bare, is_english(query))
    if found is None:
        return None
    indicator, used = found
    explained = set(used)
    places = _places(words, reports, explained)
    kinds = tuple(kind for kind, names in (("target", _TARGETS), ("result", _RESULTS)) if _say(words, names, bare, explained))
    _say(words, _AROUND, bare, explained)
    explained |= {n for n, word in enumerate(words) if _YEAR.fullmatch(word) or word in FUNCTION_WORDS}
    if len(explained) < _ENOUGH * len(words):
        return None
    if filters.place:
        places = tuple(place for place in places if place in filters.place) if places else filters.place
    return Wanted(
        indicator=(indicator.id,),
        place=places,
        term=filters.term,
        report=filters.report,
        kind=kinds if len(kinds) == 1 else (),
        sort="-term",
    )


def _of_its_time(wanted: Wanted, years: Sequence[str], register: Register) -> Wanted:
    """Narrowed to the years asked for, where there are rows of them: a term by both its years, else what ends in the last."""
    if not years:
        return wanted
    rows = register.chosen(wanted)
    whole = "-".join(years[:2])
    if len(years) > 1 and any(row.term == whole for row in rows) and not wanted.term:
        return replace(wanted, term=(whole,))
    periods = {row.commitment.period for row in rows if row.commitment.period}
    fitting = tuple(sorted(period for period in periods if period == whole or _YEAR.findall(period)[-1:] == [years[-1]]))
    return replace(wanted, period=fitting) if fitting else wanted


def _usual_first(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of the measure that most of them have before the others: shares of poor households before numbers of villages."""
    measures = [(row.commitment.unit, measure(row.commitment)) for row in rows]
    common = Counter(measures)
    order = sorted(range(len(rows)), key=lambda n: -common[measures[n]])
    return tuple(rows[n] for n in order)


def _years(query: str) -> list[str]:
    return _YEAR.findall(query)


def _indicator(words: Words, bare: bool, english: bool) -> tuple[Indicator, list[int]] | None:
    """The indicator with the longest name among `words`, and the places of that name's words."""
    best: tuple[int, Indicator, list[int]] | None = None
    for indicator, pattern in _patterns(bare):
        at = _held(words, pattern)
        if at is not None and (best is None or len(pattern) > best[0]):
            best = len(pattern), indicator, at
    if english:
        singulars = [singular(word) for word in words]
        for indicator, names in _english():
            if all(name in singulars for name in names) and (best is None or len(names) > best[0]):
                best = len(names), indicator, [n for n, word in enumerate(singulars) if word in names]
    return (best[1], best[2]) if best else None


@cache
def _patterns(bare: bool) -> tuple[tuple[Indicator, Words], ...]:
    """Every name of every indicator as syllables."""
    return tuple((indicator, _syllables(name, bare)) for indicator in indicators() for name in indicator.said)


@cache
def _english() -> tuple[tuple[Indicator, frozenset[str]], ...]:
    """The words of every English name, those left out that carry no topic."""
    return tuple(
        (
            indicator,
            frozenset(singular(t.text) for t in tokens(indicator.english) if t.text not in FUNCTION_WORDS | _GENERIC),
        )
        for indicator in indicators()
    )


def _syllables(text: str, bare: bool) -> Words:
    return tuple(fold(token.text) if bare else token.text for token in tokens(text))


def _held(words: Words, pattern: Words) -> list[int] | None:
    """Where `pattern` stands in a row in `words`."""
    for start in range(len(words) - len(pattern) + 1):
        if words[start : start + len(pattern)] == pattern:
            return list(range(start, start + len(pattern)))
    return None


def _say(words: Words, names: Iterable[str], bare: bool, explained: set[int]) -> bool:
    """Whether one of `names` is said outside of what is explained already; its words are explained then."""
    said = False
    for name in names:
        at = _held(words, _syllables(name, bare))
        if at and not explained & set(at):
            explained |= set(at)
            said = True
    return said


def _places(words: Words, reports: Sequence[Report], explained: set[int]) -> tuple[str, ...]:
    """The places that are named, with or without what they are ("thị xã"); the words of their names are explained then."""
    folded = tuple(fold(word) for word in words)
    found = []
    for place in dict.fromkeys(report.place for report in reports if report.place):
        name = " ".join(_syllables(place, bare=True))
        for form in (name, _CLASS.sub("", name)):
            at = _held(folded, tuple(form.split()))
            if at and not explained & set(at):
                found.append((place, at))
                break
    for _, at in found:
        explained |= set(at)
    return tuple(place for place, _ in found)
