"""The indicators that reports keep setting targets for: one name for the many ways of saying each.

>>> indicator_of("Tỉ lệ hộ nghèo theo chuẩn đa chiều").name
'tỷ lệ hộ nghèo'
>>> indicator_of("số cặp tảo hôn") is None
True

The list is `language/data/indicators.tsv`: id, name, English, field, synonyms, with "|" between several. In a synonym "~" stands
for up to four syllables, so that "trường ~ chuẩn quốc gia" reads "trường mầm non đạt chuẩn quốc gia"; one after "=" must be the
whole text, since "tiểu học" alone tells enrolment and "lớp học tiểu học" does not. The longest synonym that a text holds decides.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language.syllables import syllables, tokens

# Fewer is better; of all others, more is.
LESS_IS_BETTER = frozenset(
    {"poverty", "near_poverty", "unemployment", "malnutrition", "natural_growth", "third_child", "waste_buried", "farm_labour"}
    | {"structure_agriculture", "birth_reduction"}
)

_ALONE = "="  # before a synonym that must be the whole text
_DATA = Path(__file__).parent / "data" / "indicators.tsv"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A canonical indicator; `synonyms` as in the list, the name first; `said`, `english_said`: what a person may ask with."""

    id: str
    name: str
    english: str
    field: str
    synonyms: tuple[str, ...]
    english_said: tuple[str, ...]  # its English names, the first of them `english`

    @property
    def said(self) -> tuple[str, ...]:
        """The synonyms without their signs; those with a gap are for the long sentences of reports."""
        return tuple(synonym.removeprefix(_ALONE) for synonym in self.synonyms if "~" not in synonym)


@cache
def indicators() -> tuple[Indicator, ...]:
    """The whole list, in its order."""
    with _DATA.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Indicator(
                row["id"],
                row["name"],
                row["english"].split("|")[0],
                row["field"],
                (row["name"], *filter(None, row["synonyms"].split("|"))),
                tuple(row["english"].split("|")),
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def indicator_of(words: str, *more: str) -> Indicator | None:
    """The indicator that `words` name; where they name none, the first of `more` that does."""
    for text in (words, *more):
        found = _best(" ".join(token.text for token in syllables(text)))
        if found is not None:
            return found
    return None


def _best(text: str) -> Indicator | None:
    best: tuple[int, int, Indicator] | None = None
    for weight, pattern, indicator in _patterns():
        match = pattern.search(text)
        if match and (best is None or (weight, -match.start()) > (best[0], -best[1])):
            best = (weight, match.start(), indicator)
    return best[2] if best else None


@cache
def _patterns() -> tuple[tuple[int, re.Pattern[str], Indicator], ...]:
    """(letters of the synonym, its pattern over normalised syllables, its indicator) for every synonym."""
    made = []
    for indicator in indicators():
        for synonym in indicator.synonyms:
            parts = [" ".join(re.escape(token.text) for token in tokens(part)) for part in synonym.split("~")]
            pattern = r"(?: \S+){0,4} ".join(part.strip() for part in parts)
            bounds = (r"\A", r"\Z") if synonym.startswith(_ALONE) else (r"(?<!\S)", r"(?!\S)")
            made.append((len(synonym.replace("~", "")), re.compile(pattern.join(bounds)), indicator))
    return tuple(made)
