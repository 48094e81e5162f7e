"""What a few typed letters may become: indicators, terms of the glossary in both languages, section titles of the archive.

>>> Suggester(Library(Path("index"))).suggest("ho ngh")[0]
Suggestion(text='tỷ lệ hộ nghèo', kind='indicator', also='poverty rate')

The typed words must stand in the phrase one after the other, the last perhaps unfinished; diacritics may be left out. A phrase
that begins with them comes first, then indicators, terms, titles, and among these the shorter.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from language.glossary import term_names
from language.indicators import indicators
from language.syllables import folded, syllables
from search.library import Library

Kind = Literal["indicator", "term", "section"]
_KINDS: tuple[Kind, ...] = ("indicator", "term", "section")
_LONGEST_TITLE = 90  # characters; a longer heading is a sentence, which nobody types


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase to search for; `also` is what it is called in the other language, where that is known."""

    text: str
    kind: Kind
    also: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    suggestion: Suggestion
    words: tuple[str, ...]  # folded


class Suggester:
    """Suggests over the live generation of a library; safe to use from many threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._titles: tuple[str, tuple[_Entry, ...]] = ("", ())  # of which generation, and what

    def suggest(self, typed: str, size: int = 8) -> tuple[Suggestion, ...]:
        """The best phrases for what was typed, `size` at most; none for less than two letters."""
        words = _words(typed)
        if sum(map(len, words)) < 2:
            return ()
        found = {}  # by folded words: the same phrase may be an indicator, a term and a title
        for entry in (*_known(), *self._sections()):
            place = _place(words, entry.words)
            if place is not None and entry.words not in found:
                found[entry.words] = (place > 0, _KINDS.index(entry.suggestion.kind), len(entry.words)), entry.suggestion
        return tuple(suggestion for _, suggestion in sorted(found.values(), key=lambda ranked: ranked[0])[:size])

    def _sections(self) -> tuple[_Entry, ...]:
        with self._lock:
            generation = self._library.generation()
            if self._titles[0] != generation:
                titles = {title.strip(" .:;") for title in self._library.section_titles()}
                made = (_entry(title, "section") for title in sorted(titles) if 0 < len(title) <= _LONGEST_TITLE)
                self._titles = generation, tuple(made)
            return self._titles[1]


def _place(typed: tuple[str, ...], words: tuple[str, ...]) -> int | None:
    """Where in a phrase the typed words stand one after the other, the last of them perhaps unfinished; None for nowhere."""
    *whole, begun = typed
    for start in range(len(words) - len(typed) + 1):
        last = start + len(whole)
        if words[start:last] == tuple(whole) and words[last].startswith(begun):
            return start
    return None


@cache
def _known() -> tuple[_Entry, ...]:
    """Indicators and terms, each once under its Vietnamese name and once under its English one."""
    return tuple(_both_names())


def _both_names() -> Iterator[_Entry]:
    for indicator in indicators():
        yield _entry(indicator.name, "indicator", indicator.english)
        yield _entry(indicator.english, "indicator", indicator.name)
    for vietnamese, english in term_names():
        yield _entry(vietnamese, "term", english)
        yield _entry(english, "term", vietnamese)


def _entry(text: str, kind: Kind, also: str | None = None) -> _Entry:
    return _Entry(Suggestion(text, kind, also), _words(text))


def _words(text: str) -> tuple[str, ...]:
    """Syllables without diacritics: signs between them ("kinh tế - xã hội") need not be typed."""
    return tuple(map(folded, syllables(text)))
