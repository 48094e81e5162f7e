"""An expression of the query language as queries of the keyword index: what must match, and what scores.

hộ nghèo "cận nghèo"   →   must: the phrase; ranked: hộ, nghèo, their pair, and the phrase

Pure: which words the archive has is asked of a `Vocabulary`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from language.english import FUNCTION_WORDS
from language.glossary import Term
from language.normalise import fold_word, has_diacritics, normalise_word
from language.questions import asks, without_asking
from language.syllables import Token, syllables, tokens
from search import query
from store import matching

_FOLDED = 0.7  # a word that the archive knows only with other diacritics


class Vocabulary(Protocol):
    """Which words the archive has."""

    def contains(self, word: str, folded: bool = False) -> bool: ...


@dataclass(frozen=True, slots=True)
class Name:
    query: matching.Either
    weight: float


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds index queries in one view of the text: as written, or folded for a query typed without diacritics."""

    vocabulary: Vocabulary
    folded: bool

    def must(self, node: query.Node, operand: bool = False) -> matching.Query | None:
        """What binds; plain words bind only as the operand of an operator, official numbers always."""
        match node:
            case query.Words(text):
                found = tokens(text)
                numbers: list[matching.Query] = [matching.Number(t.text) for t in found if t.official]
                if operand:
                    return matching.All((*numbers, *(self.word(t.text) for t in found if not t.official)))
                figures = [t.text for t in found if not t.official]
                if not numbers and only_figures(figures):
                    return matching.Phrase(tuple(figures))
                return all_of(numbers)
            case query.Quoted(text):
                return self.phrase(text)
            case query.Pattern():
                return self.pattern(node)
            case query.Nearby(parts, within):
                return matching.Near(tuple(self._near(part) for part in parts), within)
            case query.Excluded(part):
                unwanted = self.must(part, operand=True)
                return matching.Without(matching.Everything(), unwanted) if unwanted else None
            case query.OneOf(parts):
                choices = [self.must(part, operand=True) for part in parts]
                return matching.Either(tuple(choice for choice in choices if choice is not None))
            case query.Both(parts):
                return all_of([m for part in parts if (m := self.must(part, operand=True)) is not None])
            case query.Beside(parts):
                bound = [m for part in parts if (m := self.must(part)) is not None]
                return all_of(bound) if bound or not operand else matching.Everything()

    def ranked(self, node: query.Node, english: bool) -> matching.Query | None:
        """What scores: every word of the expression, wherever it stands."""
        match node:
            case query.Words(text):
                found = tokens(text)
                numbers = [matching.Weighted(matching.Number(t.text), 3.0) for t in found if t.official]
                words = [t.text for t in found if not t.official]
                if english:
                    words = [word for word in words if word not in FUNCTION_WORDS]
                elif asks(text):
                    words = [t.text for t in without_asking(text)]
                return either_of([*numbers, *self.plain(words)])
            case query.Excluded():
                return None
            case query.Quoted() | query.Pattern() | query.Nearby():
                return self.must(node)
            case _:
                return either_of([scored for part in node.parts if (scored := self.ranked(part, english)) is not None])

    def plain(self, words: Sequence[str], folded: bool | None = None) -> list[matching.Query]:
        """Each word, and each pair of neighbours: most Vietnamese words are pairs of syllables."""
        folded = self.folded if folded is None else folded
        single = [self.word(word, folded) for word in dict.fromkeys(words)]
        return [*single, *(self._pair(pair, folded) for pair in dict.fromkeys(pairwise(words)))]

    def word(self, word: str, folded: bool | None = None) -> matching.Query:
        folded = self.folded if folded is None else folded
        if folded:
            return matching.Word(fold_word(word), folded=True)
        if not self.vocabulary.contains(word) and self.vocabulary.contains(fold_word(word), folded=True):
            return matching.Weighted(matching.Word(fold_word(word), folded=True), _FOLDED)
        return matching.Word(word)

    def names(self, terms: Sequence[Term]) -> list[Name]:
        """The names of one thing, always in the view as written: they come from the glossary, with their diacritics."""
        worded = [([t.text for t in tokens(term.text) if not t.official], term.weight) for term in terms]
        return [Name(matching.Either(tuple(self.plain(words, folded=False))), weight) for words, weight in worded]

    def phrase(self, text: str) -> matching.Query:
        """As it is quoted; without diacritics where it is quoted without."""
        found = tokens(text)
        if len(found) == sum(t.official for t in found) + len(_parts_of_numbers(found)) and any(t.official for t in found):
            return all_of([matching.Number(t.text) for t in found if t.official]) or matching.Everything()
        words = tuple(t.text for t in found if not t.official)
        if has_diacritics(text):
            return matching.Phrase(words)
        return matching.Phrase(tuple(fold_word(word) for word in words), folded=True)

    def pattern(self, pattern: query.Pattern) -> matching.Prefix | matching.Wildcard:
        """A beginning is that of longer words, or all of a word, which has a normal form: hoà* → hoàn, hoàng; hòa."""
        folded = not has_diacritics(pattern.text)
        if pattern.beginning is None:
            return matching.Wildcard(pattern.text.lower(), folded)
        begins = pattern.beginning.lower()
        whole = (fold_word if folded else normalise_word)(begins)
        return matching.Prefix(begins, folded, "" if whole.startswith(begins) else whole)

    def _near(
        self, part: query.Words | query.Quoted | query.Pattern
    ) -> matching.Word | matching.Phrase | matching.Prefix | matching.Wildcard:
        if isinstance(part, query.Pattern):
            return self.pattern(part)
        folded = not has_diacritics(part.text)
        words = tuple(fold_word(t.text) if folded else t.text for t in syllables(part.text))
        return matching.Word(words[0], folded) if len(words) == 1 else matching.Phrase(words, folded)

    def _pair(self, pair: tuple[str, str], folded: bool) -> matching.Query:
        if folded:
            return matching.Phrase((fold_word(pair[0]), fold_word(pair[1])), folded=True)
        if all(self.vocabulary.contains(word) for word in pair):
            return matching.Phrase(pair)
        return matching.Weighted(matching.Phrase((fold_word(pair[0]), fold_word(pair[1])), folded=True), _FOLDED)


def _parts_of_numbers(found: Sequence[Token]) -> list[Token]:
    spans = [(t.start, t.end) for t in found if t.official]
    return [t for t in found if not t.official and any(start <= t.start and t.end <= end for start, end in spans)]


def only_figures(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words) and all(word[0].isdigit() or word == "%" for word in words)


def all_of(parts: Sequence[matching.Query]) -> matching.Query | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else matching.All(tuple(parts))


def either_of(parts: Sequence[matching.Query]) -> matching.Query | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else matching.Either(tuple(parts))
