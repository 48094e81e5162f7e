"""Formulas: the phrases that recur from report to report, so that a drafter can pick the established wording.

    "kết hợp chặt chẽ việc giữ yên địa bàn với chăm lo cuộc sống của dân"    in 4 reports of 4 places

A formula has at least six syllables, stands in at least two reports, and is as long as it can be: every longer phrase that holds
it stands in fewer reports (`search.recurring`). It lies within one sentence, and the label of a list item is no part of it.
Phrases that differ in figures alone ("đạt chuẩn năm 2015", "đạt chuẩn năm 2020") are forms of one formula.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from language.normalise import fold
from language.syllables import Token, folded, syllables
from search.answers import Filters
from search.chronology import written
from search.library import Opened
from search.recurring import FEWEST, SHORTEST, Phrase, recurring
from search.scope import scope
from search.searcher import Searcher
from search.sentences import sentences
from search.wording import spans_of, wording
from store.errors import UsageFault
from store.generation import Generation
from store.records import Passage, Report, Span

LARGEST_PAGE = 100  # formulas
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LABEL = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})[.)]\s")  # "2.1. ", "a) "


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
class Form:
    """A formula with certain figures; `text` is as its first passage let through prints it, `span` its place there."""

    text: str
    passages: int
    passage: str  # id of that passage
    span: Span


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase that recurs; `forms` are those that differ in figures alone, the most widely used one first."""

    syllables: int
    passages: int
    reports: tuple[Report, ...]  # oldest first
    places: tuple[str, ...]
    forms: tuple[Form, ...]

    @property
    def text(self) -> str:
        return self.forms[0].text


@dataclass(frozen=True, slots=True)
class Formulas:
    """One page of the formulas asked for, most widely used first, longer ones first among equals; `total` counts all pages."""

    asked: Asked
    total: int
    formulas: tuple[Formula, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """A form as it is kept: its rows once more as an array, its words in normal form, without diacritics, and without figures."""

    phrase: Phrase
    rows: NDArray[np.int64]
    words: str
    folded: str
    shape: str


_Used = tuple[_Listed, NDArray[np.int64]]  # a form, and the rows that hold it of those let through


def formulas(searcher: Searcher, asked: Asked) -> Formulas:
    """The formulas of the archive. Raises UsageFault, naming the parameter, for a request that makes no sense."""
    _check(asked)
    with searcher.library.opened() as opened:
        allowed = scope(asked.filters, (), opened.columns).allowed
        words = [folded(token) for token in syllables(asked.words)]
        wanted = f" {' '.join(words)} " if words else ""
        forms: dict[str, list[_Used]] = {}
        for listed in _listed(opened.generation):
            if listed.phrase.length < asked.syllables or wanted not in f" {listed.folded} ":
                continue
            rows = listed.rows[allowed[listed.rows]]
            if len(rows):
                forms.setdefault(listed.shape, []).append((listed, rows))
        chosen: list[tuple[int, list[_Used]]] = []
        for used in forms.values():
            reports = len(set(opened.columns.report[np.concatenate([rows for _, rows in used])].tolist()))
            if reports >= asked.reports:
                chosen.append((reports, sorted(used, key=lambda form: (-len(form[1]), form[0].words))))
        chosen.sort(key=lambda each: (-each[0], -each[1][0][0].phrase.length, each[1][0][0].words))
        shown = chosen[(asked.page - 1) * asked.size : asked.page * asked.size]
        made = tuple(_formula(opened, used) for _, used in shown)
        return Formulas(asked, len(chosen), made, opened.generation.name)


def _check(asked: Asked) -> None:
    for name, value, least, most in (
        ("syllables", asked.syllables, SHORTEST, 1000),
        ("reports", asked.reports, FEWEST, 100_000),
        ("size", asked.size, 1, LARGEST_PAGE),
        ("page", asked.page, 1, 10_000),
    ):
        if not least <= value <= most:
            raise UsageFault(f"{value} is no value of {name!r}: give a whole number from {least} to {most}.", name)


def _formula(opened: Opened, used: Sequence[_Used]) -> Formula:
    columns, rows = opened.columns, sorted({row for _, each in used for row in each.tolist()})
    reports = sorted({columns.reports[columns.report[row]] for row in rows}, key=lambda report: (written(report), report.file))
    places = tuple(dict.fromkeys(report.place for report in reports if report.place))
    forms = tuple(_form(opened, listed, each) for listed, each in used)
    return Formula(used[0][0].phrase.length, len(rows), tuple(reports), places, forms)


def _form(opened: Opened, listed: _Listed, rows: NDArray[np.int64]) -> Form:
    first = int(rows[0])
    passage = opened.generation.catalogue.rows([first])[first]
    start, end = spans_of(passage.text, listed.words.split())[0]
    return Form(passage.text[start:end], len(rows), passage.id, (start, end))


@lru_cache(maxsize=1)
def _listed(generation: Generation) -> tuple[_Listed, ...]:
    """Every formula of a generation; found once."""
    columns = generation.catalogue.columns()
    phrases = list(recurring(generation.shingles, columns.report, wording(columns)))
    texts = {row: _Cut.of(passage) for row, passage in generation.catalogue.rows([p.rows[0] for p in phrases]).items()}
    whole: dict[str, Phrase] = {}
    parts: dict[str, Phrase] = {}
    for phrase in phrases:
        cut = texts[phrase.rows[0]]
        for piece in cut.pieces(phrase):
            (whole if piece == phrase else parts).setdefault(cut.words(piece), piece)
    known = "\n".join(f" {words} " for words in whole)
    for words in sorted(parts, key=lambda words: -len(words)):
        # What is left of a phrase at the border of a sentence may be part of another one that is listed already.
        if f" {words} " not in known:
            known += f"\n {words} "
            whole[words] = parts[words]
    return tuple(
        _Listed(phrase, np.array(phrase.rows), words, fold(words), _FIGURE.sub("0", words)) for words, phrase in whole.items()
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """A passage cut into syllables and sentences; `heads` are the first syllables of its sentences, behind their labels."""

    tokens: tuple[Token, ...]
    heads: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, passage: Passage) -> "_Cut":
        text, tokens = passage.text, syllables(passage.text)
        starts = [token.start for token in tokens]
        heads, ends = [], []
        for start, end in sentences(text):
            label = _LABEL.match(text, start)
            heads.append(bisect_left(starts, label.end() if label else start))
            ends.append(bisect_left(starts, end))
        return cls(tuple(tokens), tuple(heads), tuple(ends))

    def pieces(self, phrase: Phrase) -> Iterator[Phrase]:
        """The phrase cut where sentences end, without labels and loose signs at its head: the parts of six syllables or more."""
        last = phrase.position + phrase.length
        for head, end in zip(self.heads, self.ends, strict=True):
            first, stop = max(head, phrase.position), min(end, last)
            while first < stop and self.tokens[first].text == "%":
                first += 1
            if stop - first >= SHORTEST:
                yield Phrase(stop - first, phrase.rows, first)

    def words(self, phrase: Phrase) -> str:
        """Its syllables in their normal form."""
        return " ".join(token.text for token in self.tokens[phrase.position : phrase.position + phrase.length])
