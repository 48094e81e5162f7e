"""What a query asks of the register: an indicator by any of its names, and beside it a place, a year, targets or results.

    poor household targets                        →  indicator poverty, targets
    chỉ tiêu hộ nghèo 2025                        →  indicator poverty, targets, of 2025
    thu nhập bình quân đầu người thị xã Gò Sim    →  indicator income, of that place
    hỗ trợ hộ nghèo vay vốn nuôi tôm              →  nothing: it names an indicator, but asks for something else

    chỉ tiêu thị xã Gò Sim                        →  the targets of that place
    chỉ tiêu nào chưa đạt?                        →  the results that missed their targets
    chỉ tiêu giáo dục                             →  the targets of that field

A query asks for rows when at least two thirds of its syllables are of these, so that the register keeps out of the way of all
other questions; where it names no indicator it must speak of targets. What is typed without diacritics is compared without them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from language.english import FUNCTION_WORDS, singular
from language.indicators import Indicator, indicators
from language.normalise import fold, has_diacritics
from language.questions import without_asking
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
_MISSED = (
    "chưa đạt",
    "không đạt",
    "chưa hoàn thành",
    "không hoàn thành",
    "missed",
    "not met",
    "unmet",
    "not achieved",
    "not reached",
    "failed",
    "miss",
    "fail",
)
# They say nothing of what is asked for.
_AROUND = (
    "tỷ lệ",
    "số",
    "của",
    "đến",
    "năm",
    "giai đoạn",
    "nhiệm kỳ",
    "bao nhiêu",
    "là",
    "về",
    "các",
    "tại",
    "rate",
    "coverage",
    "per",
    "year",
    "annual",
)
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
    first = _usual_first(rows) if wanted.indicator else rows
    return Registered(wanted, len(rows), first[:SHOWN]) if rows else None


def _wanted(query: str, filters: Filters, reports: Sequence[Report]) -> Wanted | None:
    if filters.kind or filters.passage_kind or filters.province:  # the register has no such filters
        return None
    words = tuple(without_asking([token.text for token in tokens(query) if not token.official]))
    bare = not has_diacritics(query)
    if bare:
        words = tuple(fold(word) for word in words)
    found = _indicator(words, bare)
    explained = set(found[1] if found else ())
    places = _places(words, reports, explained)
    if found is None and (found := _english_indicator(words, explained)):
        explained |= set(found[1])
    missed = _say(words, _MISSED, bare, explained)
    targets, results = (_say(words, names, bare, explained) for names in (_TARGETS, _RESULTS))
    field = None if found else _field(words, bare, explained)
    if not found and not (targets and (places or field or missed)):
        return None
    _say(words, _AROUND, bare, explained)
    explained |= {n for n, word in enumerate(words) if _YEAR.fullmatch(word) or word in FUNCTION_WORDS}
    if len(explained) < _ENOUGH * len(words):
        return None
    if filters.place:
        places = tuple(place for place in places if place in filters.place) if places else filters.place
    return Wanted(
        indicator=(found[0].id,) if found else (),
        place=places,
        term=filters.term,
        field=(field,) if field else (),
        report=filters.report,
        kind=("result",)
        if missed
        else ("target",)
        if targets and not results
        else ("result",)
        if results and not targets
        else (),
        verdict=("not met",) if missed else (),
        sort="-term",
    )


def _field(words: Words, bare: bool, explained: set[int]) -> str | None:
    """The field that is named ("môi trường", "giáo dục"); its words are explained then."""
    fields = dict.fromkeys(indicator.field for indicator in indicators())
    return next((field for field in fields if _say(words, (field,), bare, explained)), None)


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


def _indicator(words: Words, bare: bool) -> tuple[Indicator, list[int]] | None:
    """The indicator with the longest name among `words`, and the places of that name's words."""
    best: tuple[int, Indicator, list[int]] | None = None
    for indicator, pattern in _patterns(bare):
        at = _held(words, pattern)
        if at is not None and (best is None or len(pattern) > best[0]):
            best = len(pattern), indicator, at
    return (best[1], best[2]) if best else None


def _english_indicator(words: Words, explained: set[int]) -> tuple[Indicator, list[int]] | None:
    """The same for English names, in any order of their words: all that no place explains must be English letters."""
    left = {n: singular(word) for n, word in enumerate(words) if n not in explained}
    if not all(word.isascii() for word in left.values()):
        return None
    held = set(left.values())
    best = max(((len(names), place) for place, (_, names) in enumerate(_english()) if names and names <= held), default=None)
    if best is None:
        return None
    indicator, names = _english()[best[1]]
    return indicator, [n for n, word in left.items() if word in names]


@cache
def _patterns(bare: bool) -> tuple[tuple[Indicator, Words], ...]:
    """Every name of every indicator as syllables."""
    return tuple((indicator, _syllables(name, bare)) for indicator in indicators() for name in indicator.said)


@cache
def _english() -> tuple[tuple[Indicator, frozenset[str]], ...]:
    """The words of every English name, those left out that carry no topic."""
    return tuple(
        (indicator, frozenset(singular(t.text) for t in tokens(name) if t.text not in FUNCTION_WORDS | _GENERIC))
        for indicator in indicators()
        for name in indicator.english_said
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
    """The places that are named, with or without what they are ("thị xã"), else all of a province that is; explained then."""
    folded = tuple(fold(word) for word in words)
    held = dict.fromkeys((report.place, report.province) for report in reports if report.place)
    named = _named((place for place, _ in held if place), folded, explained)
    provinces = () if named else _named((province for _, province in held if province), folded, explained)
    return (*named, *(place for place, province in held if place and province in provinces))


def _named(names: Iterable[str], folded: Words, explained: set[int]) -> tuple[str, ...]:
    found = []
    for name in dict.fromkeys(names):
        whole = " ".join(_syllables(name, bare=True))
        short = _CLASS.sub("", whole)
        *before, end = short.split()
        last = [end] if len(before) == 2 and len(end) > 2 else []  # "Thừa Thiên Huế" is also "Huế"
        for form in (whole.split(), short.split(), last):
            at = _held(folded, tuple(form)) if form else None
            if at and not explained & set(at):
                found.append((name, at))
                break
    for _, at in found:
        explained |= set(at)
    return tuple(name for name, _ in found)
