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
A name of one syllable ("Huế") is told from the word by its capital, or by what it is: "tỉnh Huế". A sentence that begins with
such a word is taken to begin with the place, as more do ("Huế có bao nhiêu hộ nghèo") than not ("Vinh danh…").
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from language.english import FUNCTION_WORDS, singular
from language.indicators import Indicator, indicators
from language.normalise import fold, fold_word, has_diacritics
from language.questions import without_asking
from language.syllables import tokens
from search.answers import Filters
from search.library import Opened
from search.pairing import measure
from search.query import Words as PlainWords
from search.query import parse
from search.register import Register, register_of
from search.register_rows import Registered, Row, Wanted
from store.records import Report

SHOWN = 10
_ENOUGH = 2 / 3  # of the query's syllables
_TARGETS = ("chỉ tiêu", "mục tiêu", "kế hoạch", "phấn đấu", "target", "targets", "goal", "goals", "plan", "planned")
_RESULTS = ("kết quả", "thực hiện", "đạt được", "result", "results", "achieved", "actual")
_NOT_YET = ("chưa đạt", "chưa hoàn thành", "not met", "unmet", "not achieved", "not reached")  # missed, or still under way
_MISSED = ("không đạt", "không hoàn thành", "missed", "failed", "miss", "fail")
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
_KIND = "(?:thi xa|thanh pho|thi tran|huyen|tinh|quan|phuong|xa)"
_CLASS = re.compile(f"^{_KIND} ")
_OF_KIND = re.compile(rf"\b(?:{_KIND}|tp|tx)$")
_YEAR = re.compile(r"(?:19|20)\d\d")

Words = tuple[str, ...]


def asked_of_register(query: str, filters: Filters, opened: Opened) -> Registered | None:
    """The rows that a query asks for, within the filters of its request; None when it asks for none or there are none."""
    parsed = parse(query)
    if parsed.fields or not isinstance(parsed.expression, PlainWords):  # who writes the query language wants passages
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
    asked = without_asking(query)
    bare = not has_diacritics(query)
    words = tuple(fold_word(token.text) if bare else token.text for token in asked)
    found = _indicator(words, bare)
    explained = set(found[1] if found else ())
    capitals = frozenset(n for n, token in enumerate(asked) if query[token.start].isupper())
    places = _places(words, capitals, reports, explained)
    if found is None and (found := _english_indicator(words, explained)):
        explained |= set(found[1])
    not_yet, missed = (_say(words, names, bare, explained) for names in (_NOT_YET, _MISSED))
    targets, results = (_say(words, names, bare, explained) for names in (_TARGETS, _RESULTS))
    field = None if found else _field(words, bare, explained)
    if not found and not (targets and (places or field or not_yet or missed)):
        return None
    _say(words, _AROUND, bare, explained)
    explained |= {n for n, word in enumerate(words) if _YEAR.fullmatch(word) or word in FUNCTION_WORDS}
    if len(explained) < _ENOUGH * len(words):
        return None
    if filters.place:
        places = tuple(place for place in places if place in filters.place) if places else filters.place
        if not places:
            return None
    return Wanted(
        indicator=(found[0].id,) if found else (),
        place=places,
        term=filters.term,
        field=(field,) if field else (),
        report=filters.report,
        kind=_kind(targets, results, not_yet or missed),
        verdict=("not met", "on the way") if not_yet else ("not met",) if missed else (),
        sort="-term",
    )


def _kind(targets: bool, results: bool, missed: bool) -> tuple[str, ...]:
    if missed:
        return ("result",)
    if targets == results:
        return ()
    return ("target",) if targets else ("result",)


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


def _places(words: Words, capitals: Set[int], reports: Sequence[Report], explained: set[int]) -> tuple[str, ...]:
    """The places that are named, with or without what they are ("thị xã"), else all of a province that is; explained then."""
    held = dict.fromkeys((report.place, report.province) for report in reports if report.place)
    named = _named({place: _forms(place) for place, _ in held if place}, words, capitals, explained)
    if named:
        return named
    provinces = {province: (*_forms(province), *_by_its_end(province)) for _, province in held if province}
    found = _named(provinces, words, capitals, explained)
    return tuple(place for place, province in held if place and province in found)


def _forms(name: str) -> tuple[Words, ...]:
    """A place as it may be called: (("thị", "xã", "gò", "sim"), ("gò", "sim"))."""
    whole = _syllables(name, bare=False)
    kind = _CLASS.match(_folded(whole))
    return (whole, whole[len(kind[0].split()) :]) if kind else (whole,)


def _by_its_end(name: str) -> tuple[Words, ...]:
    """A province of three syllables is also called by the last: "Thừa Thiên Huế" is "Huế"."""
    own = _forms(name)[-1]
    return (own[-1:],) if len(own) == 3 else ()


def _named(names: Mapping[str, Iterable[Words]], words: Words, capitals: Set[int], explained: set[int]) -> tuple[str, ...]:
    """Those of `names` that one of their forms stands for, outside of what is explained."""
    found: dict[str, list[int]] = {}
    for name, forms in names.items():
        for form in filter(None, forms):
            told = (at for at in _called(words, form) if len(form) > 1 or _is_told(at[0], words, capitals))
            if at := next((at for at in told if not explained & set(at)), None):
                found[name] = at
                break
    explained |= {n for at in found.values() for n in at}
    return tuple(found)


def _called(words: Words, name: Words) -> Iterator[list[int]]:
    """The places where the name stands in `words`, each syllable with its marks or without any."""
    for start in range(len(words) - len(name) + 1):
        if all(word in (own, fold_word(own)) for word, own in zip(words[start:], name, strict=False)):
            yield list(range(start, start + len(name)))


def _is_told(place: int, words: Words, capitals: Set[int]) -> bool:
    """Whether the word at a place is a name, by its capital or by the sort of place before it."""
    return place in capitals or bool(_OF_KIND.search(_folded(words[:place])))


def _folded(words: Words) -> str:
    return " ".join(map(fold_word, words))
