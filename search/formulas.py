"""Formulas: the phrases that recur from report to report, so that a drafter can pick the established wording.

    "kết hợp chặt chẽ việc giữ yên địa bàn với chăm lo cuộc sống của dân"    in 4 reports of 4 places

A formula has at least six syllables, stands in at least two reports, and is as long as it can be: every longer phrase that holds
it stands in fewer reports. They are found among the shingles alone, as phrases that grow by one syllable a round: a phrase of
n + 1 syllables is two phrases of n that overlap, so each round is a few sorts of arrays, and only what still recurs goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from language.normalise import fold
from search.answers import Filters
from search.chronology import written
from search.library import Opened
from search.scope import Mask, scope
from search.searcher import Searcher
from search.wording import wording
from store.errors import UsageFault
from store.generation import Generation
from store.records import Report, Span
from store.shingles import WIDTH, syllables

SHORTEST = 6  # syllables
FEWEST = 2  # reports
_LARGEST = 100  # formulas a page

_Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which formulas: with these words (in any spelling), of this length at least, in so many reports that the filters let through."""

    words: str = ""
    filters: Filters = Filters()
    syllables: int = SHORTEST
    reports: int = FEWEST
    size: int = 50
    page: int = 1


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase that recurs; `text` is as its first passage prints it, `span` its place there."""

    text: str
    syllables: int
    passages: int
    reports: tuple[Report, ...]  # oldest first
    places: tuple[str, ...]
    passage: str  # id of the first passage
    span: Span


@dataclass(frozen=True, slots=True)
class Formulas:
    """One page of the formulas asked for, most widely used first, longer ones first among equals; `total` counts all pages."""

    asked: Asked
    total: int
    formulas: tuple[Formula, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A recurring phrase as numbers: `rows` are its passages, it begins at syllable `position` of the first."""

    length: int
    rows: tuple[int, ...]
    position: int


def formulas(searcher: Searcher, asked: Asked) -> Formulas:
    """The formulas of the archive. Raises UsageFault, naming the parameter, for a request that makes no sense."""
    _check(asked)
    with searcher.library.opened() as opened:
        allowed = scope(asked.filters, (), opened.columns).allowed
        wanted = f" {_letters(asked.words)} " if asked.words.strip() else ""
        report_of = opened.columns.report
        chosen: list[tuple[int, _Phrase, tuple[int, ...], str]] = []
        for phrase, words in _found(opened.generation):
            rows = tuple(row for row in phrase.rows if allowed[row])
            reports = len({int(report_of[row]) for row in rows})
            if phrase.length >= asked.syllables and reports >= asked.reports and wanted in f" {words} ":
                chosen.append((reports, phrase, rows, words))
        chosen.sort(key=lambda each: (-each[0], -each[1].length, each[3]))
        shown = chosen[(asked.page - 1) * asked.size : asked.page * asked.size]
        return Formulas(
            asked, len(chosen), tuple(_formula(opened, phrase, rows) for _, phrase, rows, _ in shown), opened.generation.name
        )


def _check(asked: Asked) -> None:
    for name, value, least, most in (
        ("syllables", asked.syllables, SHORTEST, 1000),
        ("reports", asked.reports, FEWEST, 100_000),
        ("size", asked.size, 1, _LARGEST),
        ("page", asked.page, 1, 10_000),
    ):
        if not least <= value <= most:
            raise UsageFault(f"{value} is no value of {name!r}: give a whole number from {least} to {most}.", name)


def _formula(opened: Opened, phrase: _Phrase, rows: tuple[int, ...]) -> Formula:
    catalogue, columns = opened.generation.catalogue, opened.columns
    passage = catalogue.rows(phrase.rows[:1])[phrase.rows[0]]
    start, end = _span(passage.text, phrase)
    reports = sorted({columns.reports[columns.report[row]] for row in rows}, key=lambda report: (written(report), report.file))
    places = tuple(dict.fromkeys(report.place for report in reports if report.place))
    return Formula(passage.text[start:end], phrase.length, len(rows), tuple(reports), places, passage.id, (start, end))


def _span(text: str, phrase: _Phrase) -> Span:
    tokens = syllables(text)[phrase.position : phrase.position + phrase.length]
    return tokens[0].start, tokens[-1].end


def _letters(text: str) -> str:
    return " ".join(fold(token.text) for token in syllables(text))


@lru_cache(maxsize=1)
def _found(generation: Generation) -> tuple[tuple[_Phrase, str], ...]:
    """Every formula of a generation with its folded words; found once."""
    columns = generation.catalogue.columns()
    phrases = list(_phrases(generation, columns.report, wording(columns)))
    texts = {row: passage.text for row, passage in generation.catalogue.rows([p.rows[0] for p in phrases]).items()}
    return tuple((p, _letters(texts[p.rows[0]][slice(*_span(texts[p.rows[0]], p))])) for p in phrases)


def _phrases(generation: Generation, report_of: NDArray[np.int32], allowed: Mask) -> Iterator[_Phrase]:
    """The phrases that recur and are as long as they can be, shorter ones first."""
    kept = np.flatnonzero(allowed[generation.shingles.all.rows])
    rows = generation.shingles.all.rows[kept].astype(np.int64)
    at = generation.shingles.all.positions[kept].astype(np.int64)
    order = np.lexsort((at, rows))
    rows, at = rows[order], at[order]
    _, phrase = np.unique(np.asarray(generation.shingles.all.hashes[kept])[order], return_inverse=True)
    reports = report_of[rows].astype(np.int64)
    length = WIDTH
    spread = _spread(phrase, reports)
    recurs = spread[phrase] >= FEWEST
    while recurs.any():
        rows, at, reports, phrase = rows[recurs], at[recurs], reports[recurs], phrase[recurs]
        # One syllable longer: this place and the next one of the same passage, both still recurring.
        next_to = np.flatnonzero((rows[1:] == rows[:-1]) & (at[1:] == at[:-1] + 1))
        _, longer = np.unique(phrase[next_to] * (phrase.max() + 1) + phrase[next_to + 1], return_inverse=True)
        longer_spread = _spread(longer, reports[next_to])
        if length >= SHORTEST:
            best = np.zeros(len(spread), np.int64)  # the reports that the widest longer phrase stands in
            np.maximum.at(best, phrase[next_to], longer_spread[longer])
            np.maximum.at(best, phrase[next_to + 1], longer_spread[longer])
            yield from _gathered(length, phrase, rows, at, spread > best)
        rows, at, reports, phrase, spread = rows[next_to], at[next_to], reports[next_to], longer, longer_spread
        recurs = spread[phrase] >= FEWEST
        length += 1


def _spread(phrase: _Array, reports: _Array) -> _Array:
    """In how many reports each phrase stands."""
    if not len(phrase):
        return np.zeros(0, np.int64)
    pairs = np.unique(phrase * (reports.max() + 1) + reports)
    return np.bincount(pairs // (reports.max() + 1), minlength=int(phrase.max()) + 1)


def _gathered(length: int, phrase: _Array, rows: _Array, at: _Array, wanted: NDArray[np.bool_]) -> Iterator[_Phrase]:
    places = np.flatnonzero(wanted[phrase])
    places = places[np.argsort(phrase[places], kind="stable")]
    for group in np.split(places, np.flatnonzero(np.diff(phrase[places])) + 1):
        if len(group):
            yield _Phrase(length, tuple(dict.fromkeys(rows[group].tolist())), int(at[group[0]]))
