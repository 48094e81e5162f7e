"""What can be asked of the keyword index, as a tree of plain values that no engine is needed to build or compare.

    Without(All((Phrase(("hộ", "nghèo")), Prefix("gi"))), Word("cận"))      "hộ nghèo" AND gi* AND NOT cận

All words stand in their normal form (`language.normalise`); `folded` asks the view without diacritics, where they stand folded.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable, figure or abbreviation."""

    text: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    words: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Parts in this order, each beginning at most `within` places after the one before it ended: 1 is adjacent."""

    parts: tuple["Word | Phrase | Prefix | Wildcard", ...]
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so, and the one word `whole`: what is typed of "hoàn" may be all of "hoà", which stands as "hòa"."""

    text: str
    folded: bool = False
    whole: str = ""

    def fits(self, word: str) -> bool:
        return word.startswith(self.text) or word == self.whole


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words of this form: `*` stands for any letters or none, `?` for one."""

    pattern: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an official document, in the form of `language.syllables.official_number`."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A word in the headings above a passage or in its report's name: context that may add to a score, never a match alone."""

    text: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class All:
    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Best:
    """Matches any of them, and scores as the best of them: other names of one thing must not count twice."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Without:
    wanted: "Query"
    unwanted: "Query"


@dataclass(frozen=True, slots=True)
class Prefer:
    """What matches `wanted`; what also matches `bonus` scores higher."""

    wanted: "Query"
    bonus: "Query"


@dataclass(frozen=True, slots=True)
class Weighted:
    """The same matches with their scores multiplied."""

    query: "Query"
    weight: float


@dataclass(frozen=True, slots=True)
class Instead:
    """The same matches, scored as if they had what `of` asks for: a short form says as much as the words it stands for."""

    query: "Query"
    of: "Query"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage, all equal."""


Leaf = Word | Phrase | Near | Prefix | Wildcard | Number
Query = Leaf | Heading | All | Either | Best | Without | Prefer | Weighted | Instead | Everything


def form_of(wildcard: Wildcard) -> re.Pattern[str]:
    """The words that a wildcard stands for, as a pattern to match whole."""
    return re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in wildcard.pattern))
