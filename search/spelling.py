"""Did you mean: a query with its slips of the keyboard mended, where the archive knows the mended words and not the typed ones.

    tỷ lệ hộ nghéo      →  tỷ lệ hộ nghèo          povrety rate  →  poverty rate
    ty le ho ngheoo     →  ty le ho ngheo          UBND, 07-NQ/TU, kind:ket_luan  →  nothing to mend

It is only ever offered: what was typed is what is searched. A word is mended by one letter (put in, left out, another, two
swapped), marks being part of their letters, and beside a neighbour only into what stands beside that neighbour somewhere, or
into the same letters with other marks.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Protocol

from language.english import FUNCTION_WORDS, is_english, stem
from language.normalise import fold_word, has_diacritics
from language.questions import without_asking
from language.syllables import Token, tokens
from search.query import LONGEST, meant_as_typed

_RARE = 1  # passages that have a word: as few may be a slip of the report's own
_KNOWN = 3  # passages that have the mended one
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MARKED = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


class Lexicon(Protocol):
    """How often the archive has words."""

    def frequency(self, *words: str, folded: bool = False) -> int: ...


def did_you_mean(query: str, lexicon: Lexicon, english: Container[str]) -> str | None:
    """The query mended; None where nothing needs it. `english`: the English words that queries are translated from."""
    if is_english(query, english):
        return _replaced(query, list(_english_slips(query, english)))
    return _replaced(query, list(_slips(query, lexicon, folded=not has_diacritics(query))))


def _slips(query: str, lexicon: Lexicon, folded: bool) -> Iterator[tuple[Token, str]]:
    """The words that the archive hardly knows, each with what was probably meant."""
    words = _words(query)
    texts = [fold_word(token.text) if folded else token.text for token in words]
    topic = {token.start for token in without_asking(query)}  # what only asks is right, though reports ask nothing
    for place, (token, text) in enumerate(zip(words, texts, strict=True)):
        if (
            token.start not in topic
            or not _written_in_full(query[token.start : token.end])
            or lexicon.frequency(text, folded=folded) > _RARE
        ):
            continue
        before = texts[place - 1] if place else None
        after = texts[place + 1] if place + 1 < len(texts) else None
        meant = _best(text, before, after, lexicon, folded)
        if meant:
            yield token, meant


def _english_slips(query: str, known: Container[str]) -> Iterator[tuple[Token, str]]:
    for token in _words(query):
        word = token.text
        if len(word) < 4 or not word.isalpha() or word in FUNCTION_WORDS or stem(word) in known:
            continue
        near = [other for other in set(one_letter_away(word, _LETTERS)) if len(other) > 3 and stem(other) in known]
        if near:
            yield token, min(near, key=lambda other: (abs(len(other) - len(word)), other))


def _words(query: str) -> list[Token]:
    """The words of a query, as far as it is read: no part of an official number, a filter or a pattern is one."""
    found = [token for token in tokens(query) if token.end <= LONGEST]
    kept = [*((token.start, token.end) for token in found if token.official), *meant_as_typed(query)]
    return [token for token in found if not any(a <= token.start < b for a, b in kept)]


def _written_in_full(word: str) -> bool:
    """Whether a word is one to be mended: a short form, a figure or a pattern is what it is."""
    return len(word) > 1 and word.isalpha() and not (word.isupper() and len(word) < 7)


def _replaced(query: str, slips: Sequence[tuple[Token, str]]) -> str | None:
    for token, meant in reversed(slips):
        typed = query[token.start : token.end]
        query = query[: token.start] + (meant.capitalize() if typed[0].isupper() else meant) + query[token.end :]
    return query if slips else None


def _best(text: str, before: str | None, after: str | None, lexicon: Lexicon, folded: bool) -> str | None:
    """The word one letter away that fits best between its neighbours."""
    best: tuple[tuple[int, int], str] | None = None
    for other in sorted(set(one_letter_away(text, _LETTERS if folded else _LETTERS + _MARKED))):
        often = lexicon.frequency(other, folded=folded)
        if often < _KNOWN:
            continue
        left = lexicon.frequency(before, other, folded=folded) if before else 0
        together = left + (lexicon.frequency(other, after, folded=folded) if after else 0)
        fits = together or not (before or after) or fold_word(other) == fold_word(text)
        if fits and (best is None or (together, often) > best[0]):
            best = (together, often), other
    return best[1] if best else None


def one_letter_away(word: str, letters: str) -> Iterator[str]:
    """All that one letter put in, left out, replaced, or two neighbours swapped make of a word (Norvig 2007)."""
    for n in range(len(word) + 1):
        head, tail = word[:n], word[n:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]
