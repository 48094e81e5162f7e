"""The vi–en glossary and the abbreviations: what else a phrase is called in the reports.

Two tables in `language/data`. `glossary.tsv`: a Vietnamese term, its English, and variants of both, `|` between them.
`abbreviations.tsv`: a short form and what it stands for; a short form may stand on several lines.

>>> g = glossary()
>>> g.long_forms("UBND"), g.english(["poverty", "rates"])[0].terms[0].text
(('ủy ban nhân dân',), 'tỷ lệ hộ nghèo')
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language.english import stem
from language.syllables import tokens

_DATA = Path(__file__).parent / "data"
_NARROWER = 0.5  # a variant is often a narrower or neighbouring term


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
    source: str
    terms: tuple[Term, ...]


_Table = dict[tuple[str, ...], dict[str, float]]  # words of a phrase → what it is called, and how well


class Glossary:
    """Look-up by English phrase, by Vietnamese phrase, and by short form."""

    def __init__(self, entries: Iterable[dict[str, str]], abbreviations: Iterable[tuple[str, str]]) -> None:
        self._english: _Table = defaultdict(dict)
        self._vietnamese: _Table = defaultdict(dict)
        self._short: _Table = defaultdict(dict)
        self._long: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self._learn(entry)
        for short, long in abbreviations:
            self._long[short].append(long)
            if sum(c.isalpha() for c in short) > 2:
                self._long[short.lower()].append(long)
            self._short[_words(long)][short] = 1.0
        self.english_stems = frozenset(word for phrase in self._english for word in phrase)

    def english(self, words: Sequence[str]) -> list[Match]:
        """The known phrases in a row of English words, the longest taken first, none overlapping another."""
        return _matches([stem(word) for word in words], words, self._english)

    def vietnamese(self, words: Sequence[str]) -> list[Match]:
        """The known terms in a row of Vietnamese words (normal form), with what else they are called."""
        return _matches(words, words, self._vietnamese)

    def abbreviated(self, words: Sequence[str]) -> list[Match]:
        """The phrases in a row of Vietnamese words (normal form) that have short forms."""
        return _matches(words, words, self._short)

    def long_forms(self, short: str) -> tuple[str, ...]:
        """What an abbreviation stands for: in its exact case, or in lower case when it has three letters or more."""
        return tuple(dict.fromkeys(self._long.get(short, ())))

    def _learn(self, entry: dict[str, str]) -> None:
        main = entry["vi"]
        variants = [variant for variant in _listed(entry["vi_variants"]) if not _is_short_form(variant)]
        called = {main: 1.0, **dict.fromkeys(variants, _NARROWER)}
        for english, certainty in [(entry["en"], 1.0), *((variant, 0.8) for variant in _listed(entry["en_variants"]))]:
            key = tuple(stem(token.text) for token in tokens(english) if token.text not in ("the", "of", "a", "in"))
            _take_best(self._english[key], {text: weight * certainty for text, weight in called.items()})
        for text in variants:
            if len(_words(main)) > 1:
                _take_best(self._vietnamese[_words(main)], {text: _NARROWER})
            if len(_words(text)) > 1:
                _take_best(self._vietnamese[_words(text)], {main: _NARROWER})


def _matches(keys: Sequence[str], words: Sequence[str], table: _Table) -> list[Match]:
    longest = max(map(len, table), default=0)
    found: list[Match] = []
    start = 0
    while start < len(keys):
        for end in range(min(start + longest, len(keys)), start, -1):
            called = table.get(tuple(keys[start:end]))
            if called:
                terms = tuple(Term(text, weight) for text, weight in sorted(called.items(), key=lambda item: (-item[1], item[0])))
                found.append(Match(start, end, " ".join(words[start:end]), terms))
                start = end - 1
                break
        start += 1
    return found


def _take_best(known: dict[str, float], new: dict[str, float]) -> None:
    for text, weight in new.items():
        known[text] = max(known.get(text, 0.0), weight)


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(phrase) if not token.official)


def _listed(variants: str) -> list[str]:
    return [variant.strip() for variant in variants.split("|") if variant.strip()]


def _is_short_form(text: str) -> bool:
    """KTXH, QP-AN: short forms are kept in a table of their own, since many are ambiguous."""
    return " " not in text and sum(c.isupper() for c in text) > 1


@cache
def glossary() -> Glossary:
    """The project's own glossary, read once."""
    with (_DATA / "glossary.tsv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = (_DATA / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return Glossary(entries, [(short, long) for short, long in (line.split("\t") for line in lines if line)])
