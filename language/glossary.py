"""The vi–en glossary and the abbreviations: what else a phrase is called in the reports.

Four tables in `language/data`. `glossary.tsv`: a Vietnamese term, its English, and variants of both, `|` between them.
`english_words.tsv`: plain English words that the glossary, being one of terms, has no line for. `everyday.tsv`: how people speak
of what reports name officially ("giấy tờ đất": giấy chứng nhận quyền sử dụng đất). `abbreviations.tsv`: a short form and what it
stands for.

>>> g = glossary()
>>> g.long_forms("UBND"), g.english(["poverty", "rates"])[0].terms[0].text
(('ủy ban nhân dân',), 'tỷ lệ hộ nghèo')
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from language.english import FUNCTION_WORDS, is_vietnamese_form, singular, stem
from language.normalise import fold
from language.syllables import syllables, tokens

_DATA = Path(__file__).parent / "data"
_NARROWER = 0.5  # a variant is often a narrower or neighbouring term
_LONGEST = 14  # words of a phrase that can be looked up
_EVERYDAY = 0.7  # what people say is wider than what it is called officially
_PLAIN_WORD = 0.9  # a word of everyday English means many things; a term of the glossary knows better what it means in reports


@dataclass(frozen=True, slots=True)
class Term:
    """A Vietnamese phrase that may stand for another, and how well, from 0 to 1."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """Where in a sequence of words a known phrase stands, `words[start:end]`, and what it is called in Vietnamese."""

    start: int
    end: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A term as a text has it, and what it is in English."""

    term: str
    english: str


_Table = dict[tuple[str, ...], dict[str, float]]  # words of a phrase → what it is called, and how well


class Glossary:
    """Look-up by English phrase, by Vietnamese phrase, and by short form."""

    def __init__(
        self,
        entries: Iterable[dict[str, str]],
        words: Iterable[tuple[str, str]] = (),
        abbreviations: Iterable[tuple[str, str]] = (),
        everyday: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._english: _Table = defaultdict(dict)
        self._english_loosely: _Table = defaultdict(dict)
        self._vietnamese: _Table = defaultdict(dict)
        self._short: _Table = defaultdict(dict)
        self._long: dict[str, list[str]] = defaultdict(list)
        self._meaning: dict[tuple[str, ...], str] = {}  # a term → its English
        for entry in entries:
            self._learn(entry)
        for english, called in words:
            self._learn_english(english, dict.fromkeys(_listed(called), _PLAIN_WORD))
        for said, called in everyday:
            for phrase in _listed(said):
                self._learn_everyday(phrase, _listed(called))
        for short, long in abbreviations:
            self._long[short].append(long)
            if sum(c.isalpha() for c in short) > 2 and not is_vietnamese_form(fold(short)):
                self._long[short.lower()].append(long)
            self._short[_words(long)][short] = 1.0
        self.english_stems = frozenset(word for phrase in self._english_loosely for word in phrase)

    def english(self, words: Sequence[str]) -> list[Match]:
        """The known phrases in a row of English words, the longest taken first, none overlapping another."""
        exact = [singular(word) for word in words]
        return _matches(words, (exact, self._english), ([stem(word) for word in words], self._english_loosely))

    def vietnamese(self, words: Sequence[str], longest: int | None = None) -> list[Match]:
        """The known terms in a row of Vietnamese words (normal form), with what else they are called."""
        return _matches(words, (words, self._vietnamese), longest=longest)

    def abbreviated(self, words: Sequence[str], longest: int | None = None) -> list[Match]:
        """The phrases in a row of Vietnamese words (normal form) that have short forms."""
        return _matches(words, (words, self._short), longest=longest)

    def glosses(self, text: str, most: int = 8) -> tuple[Gloss, ...]:
        """The terms that stand in a Vietnamese text, in their order, each once, at most so many."""
        found = syllables(text)
        told: dict[str, Gloss] = {}
        place = 0
        while place < len(found) and len(told) < most:
            ends = range(min(place + _LONGEST, len(found)), place + 1, -1)
            end = next((e for e in ends if tuple(t.text for t in found[place:e]) in self._meaning), None)
            if end:
                english = self._meaning[tuple(t.text for t in found[place:end])]
                told.setdefault(english, Gloss(text[found[place].start : found[end - 1].end], english))
            place = end or place + 1
        return tuple(told.values())

    def long_forms(self, short: str) -> tuple[str, ...]:
        """What an abbreviation stands for: in its exact case, or in lower case where no syllable has its form."""
        return tuple(dict.fromkeys(self._long.get(short, ())))

    def _learn(self, entry: dict[str, str]) -> None:
        main = entry["vi"]
        self._meaning.setdefault(_words(main), entry["en"])
        variants = [variant for variant in _listed(entry["vi_variants"]) if not _is_short_form(variant)]
        called = {main: 1.0, **dict.fromkeys(variants, _NARROWER)}
        for english, certainty in [(entry["en"], 1.0), *((variant, 0.8) for variant in _listed(entry["en_variants"]))]:
            self._learn_english(english, {text: weight * certainty for text, weight in called.items()})
        for text in variants:
            # A variant that only adds words to the term, or leaves some out, is found by the term's own words.
            if not _contains(main, text) and not _contains(text, main):
                self._learn_vietnamese(main, text)
                self._learn_vietnamese(text, main)

    def _learn_vietnamese(self, phrase: str, other: str) -> None:
        if len(_words(phrase)) > 1:
            _take_best(self._vietnamese[_words(phrase)], {other: _NARROWER})

    def _learn_everyday(self, phrase: str, called: Sequence[str]) -> None:
        words = _words(phrase)
        _take_best(self._vietnamese[words], {name: _EVERYDAY for name in called if _words(name) != words})

    def _learn_english(self, phrase: str, called: dict[str, float]) -> None:
        words = [token.text for token in tokens(phrase)]
        content = [word for word in words if word not in FUNCTION_WORDS] or words
        _take_best(self._english[tuple(singular(word) for word in content)], called)
        _take_best(self._english_loosely[tuple(stem(word) for word in content)], called)


def _matches(words: Sequence[str], *keyed: tuple[Sequence[str], _Table], longest: int | None = None) -> list[Match]:
    """The longest known phrase at each place, by the first of the tables that knows one of that length; `longest` in words."""
    most = _LONGEST if longest is None else longest
    found: list[Match] = []
    start = 0
    while start < len(words):
        for end in range(min(start + most, len(words)), start, -1):
            called = next((c for keys, table in keyed if (c := table.get(tuple(keys[start:end])))), None)
            if called:
                terms = tuple(Term(text, weight) for text, weight in sorted(called.items(), key=lambda item: (-item[1], item[0])))
                found.append(Match(start, end, terms))
                start = end - 1
                break
        start += 1
    return found


def _take_best(known: dict[str, float], new: dict[str, float]) -> None:
    """Add names, each once, whatever its spelling, with the best of its weights."""
    spelled = {_words(text): text for text in known}
    for text, weight in new.items():
        name = spelled.setdefault(_words(text), text)
        known[name] = max(known.get(name, 0.0), weight)


@lru_cache(8192)  # a phrase is met a dozen times while the glossary is read: half the time of a first query
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in syllables(phrase))


def _contains(phrase: str, part: str) -> bool:
    words, wanted = _words(phrase), _words(part)
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words) - len(wanted) + 1))


def _listed(variants: str) -> list[str]:
    return [variant.strip() for variant in variants.split("|") if variant.strip()]


def _is_short_form(text: str) -> bool:
    """KTXH, QP-AN: short forms are kept in a table of their own, since many are ambiguous."""
    return " " not in text and sum(c.isupper() for c in text) > 1


@cache
def glossary() -> Glossary:
    """The project's own glossary, read once."""
    return Glossary(_entries(), *map(_two_columns, ("english_words.tsv", "abbreviations.tsv", "everyday.tsv")))


def term_names() -> tuple[tuple[str, str], ...]:
    """The terms of the glossary, Vietnamese and English, in its order."""
    return tuple((entry["vi"], entry["en"]) for entry in _entries())


@cache
def _entries() -> tuple[dict[str, str], ...]:
    with (_DATA / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _two_columns(name: str) -> list[tuple[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [(left, right) for left, right in (line.split("\t") for line in lines if line)]
