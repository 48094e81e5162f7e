"""Formulas: the phrases that recur from report to report, so that a drafter can pick the established wording.

    "kết hợp chặt chẽ việc giữ yên địa bàn với chăm lo cuộc sống của dân"    in 4 reports of 4 places

A formula has at least six syllables, stands in at least two reports, and is as long as it can be: every longer phrase that holds
it stands in fewer reports (`search.recurring`). It lies within one sentence, and the label of a list item is no part of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from language.normalise import fold
from search.answers import Filters
from search.chronology import written
from search.library import Opened
from search.precedent.drafts import sentences
from search.recurring import FEWEST, SHORTEST, Phrase, recurring
from search.scope import scope
from search.searcher import Searcher
from search.wording import wording
from store.errors import UsageFault
from store.generation import Generation
from store.records import Report, Span
from store.shingles import syllables

LARGEST_PAGE = 100  # formulas
_HEAD = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)]\s")  # "2.1. ", "a) "


@dataclass(frozen=True, slots=True)
class Asked:
    """Which formulas: with these words (in any spelling), so long at least, in so many of the reports let through."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
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


def formulas(searcher: Searcher, asked: Asked) -> Formulas:
    """The formulas of the archive. Raises UsageFault, naming the parameter, for a request that makes no sense."""
    _check(asked)
    with searcher.library.opened() as opened:
        allowed = scope(asked.filters, (), opened.columns).allowed
        wanted = f" {_letters(asked.words)} " if asked.words.strip() else ""
        report_of = opened.columns.report
        chosen: list[tuple[int, Phrase, tuple[int, ...], str]] = []
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
        ("size", asked.size, 1, LARGEST_PAGE),
        ("page", asked.page, 1, 10_000),
    ):
        if not least <= value <= most:
            raise UsageFault(f"{value} is no value of {name!r}: give a whole number from {least} to {most}.", name)


def _formula(opened: Opened, phrase: Phrase, rows: tuple[int, ...]) -> Formula:
    catalogue, columns = opened.generation.catalogue, opened.columns
    passage = catalogue.rows(phrase.rows[:1])[phrase.rows[0]]
    start, end = _span(passage.text, phrase)
    reports = sorted({columns.reports[columns.report[row]] for row in rows}, key=lambda report: (written(report), report.file))
    places = tuple(dict.fromkeys(report.place for report in reports if report.place))
    return Formula(passage.text[start:end], phrase.length, len(rows), tuple(reports), places, passage.id, (start, end))


def _span(text: str, phrase: Phrase) -> Span:
    tokens = syllables(text)[phrase.position : phrase.position + phrase.length]
    return tokens[0].start, tokens[-1].end


def _letters(text: str) -> str:
    return " ".join(fold(token.text) for token in syllables(text))


@lru_cache(maxsize=1)
def _found(generation: Generation) -> tuple[tuple[Phrase, str], ...]:
    """Every formula of a generation with its folded words; found once."""
    columns = generation.catalogue.columns()
    phrases = list(recurring(generation.shingles, columns.report, wording(columns)))
    texts = {row: passage.text for row, passage in generation.catalogue.rows([p.rows[0] for p in phrases]).items()}
    whole, parts = {}, []
    for phrase in phrases:
        text = texts[phrase.rows[0]]
        pieces = list(_pieces(text, phrase))
        for piece in pieces:
            words = _letters(text[slice(*_span(text, piece))])
            if piece == phrase:
                whole[words] = phrase
            else:
                parts.append((words, piece))
    known = "\n".join(f" {words} " for words in whole)
    for words, piece in sorted(parts, key=lambda part: -len(part[0])):
        # What is left of a phrase at the border of a sentence may be part of another one that is listed already.
        if f" {words} " not in known:
            known += f"\n {words} "
            whole[words] = piece
    return tuple((phrase, words) for words, phrase in whole.items())


def _pieces(text: str, phrase: Phrase) -> Iterator[Phrase]:
    """The phrase without labels and loose signs at its head, cut where sentences end: the parts of six syllables or more."""
    tokens = syllables(text)
    first, last = tokens[phrase.position].start, tokens[phrase.position + phrase.length - 1].end
    for start, end in sentences(text):
        held = [n for n, t in enumerate(tokens) if max(first, start) <= t.start and t.end <= min(last, end)]
        head = _HEAD.match(text, start)
        while held and ((head and tokens[held[0]].end <= head.end()) or tokens[held[0]].text == "%"):
            held.pop(0)
        if len(held) >= SHORTEST:
            yield Phrase(len(held), phrase.rows, held[0])
