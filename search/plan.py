"""From what was typed to what is asked of the indexes: a plan, made without touching any passage.

ranked    what the query's own words ask, scored by BM25
expanded  what else the same is called: translations of an English query, abbreviations, other names
must      what every answer has to match: official numbers, phrases, operators; None for plain words
meaning   what the encoder is given
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from language.english import is_english
from language.glossary import Glossary
from language.normalise import fold_word, has_diacritics
from language.questions import asks
from language.syllables import syllables, tokens
from search import query
from search.names import WORDING, Expansion, other_names, spelled_out, translated
from search.wanted import Builder, Vocabulary, only_figures
from store import matching

Intent = Literal["plain", "unaccented", "english", "question", "wording", "bound"]
Manner = Literal["vietnamese", "english", "abbreviated"]  # what the weights of the runs depend on
_HEADING = 0.1  # a word in the headings above a passage beside one in its text
_IN_A_ROW = 0.7  # all the words of a query in a row, beside what they and their pairs score already
_KINDS_OF_PLACE = r"(?:thị xã|thành phố|thị trấn|huyện|tỉnh|quận|xã|phường|TP\.?|TX\.?)"
_OF_PLACE = re.compile(rf"^{_KINDS_OF_PLACE}\s+", re.IGNORECASE)
_OF_PLACE_BEFORE = re.compile(rf"(?<!\w)(?:(?:ở|tại|của|in|of)\s+)?(?:{_KINDS_OF_PLACE}\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    intent: Intent
    ranked: matching.Query | None
    expanded: matching.Query | None
    must: matching.Query | None
    exact: bool  # whether all that matches `must` answers, and not only what is like the words
    meaning: str
    expansions: tuple[Expansion, ...] = ()
    numbers: tuple[str, ...] = ()  # official numbers, as typed
    abbreviated: bool = False  # whether a short form was typed
    places: tuple[str, ...] = ()  # that plain words name, as reports have them: "thị xã Sông Mơ"
    topic: str = ""  # the words that were typed, without such a place

    @property
    def manner(self) -> Manner:
        """How it is asked."""
        if self.intent == "english":
            return "english"
        return "abbreviated" if self.abbreviated else "vietnamese"


def plan(
    parsed: query.Parsed, vocabulary: Vocabulary, glossary: Glossary, expand: bool = True, places: Sequence[str] = ()
) -> Plan:
    """What to ask of the indexes for an expression; an empty expression asks for every passage.

    Without `expand`, only what was typed: no other names, no translations, no short forms written out. `places`: those that
    reports are about. One of them among plain words tells where, not what: its reports are preferred, and the rest is looked for.
    """
    expression = parsed.expression
    if expression is None:
        return Plan("bound", None, None, None, exact=True, meaning="")
    text = " ".join(_texts(expression))
    place, text = _place(text, places) if isinstance(expression, query.Words) else (None, text)
    named = tuple(name for name in places if place and _words(name) == place)
    if place:
        expression = query.Words(text)
    english = is_english(text, glossary.english_stems)
    builder = Builder(vocabulary, folded=not english and not has_diacritics(text) and any(c.isalpha() for c in text))
    numbers = tuple(dict.fromkeys(text[t.start : t.end] for t in tokens(text) if t.official))
    must = builder.must(expression)
    ranked = _in_context(builder.ranked(expression, english), text, english, builder.folded)
    exact = _binds(expression) or not _ranks(expression)
    # What binds is found to the letter: other names have no part in it.
    widened = (translated if english else other_names)(text, glossary, builder) if expand and not exact else (None, ())
    expanded, expansions = widened
    if place:
        ranked, expanded = (_preferring(place, wanted) for wanted in (ranked, expanded))
    spelled = spelled_out(text, glossary) if expand and not english else text
    intent = _intent(text, exact, english, builder.folded)
    short = spelled != text
    return Plan(intent, ranked, expanded, must, exact, spelled, expansions, numbers, short, named, " ".join(text.split()))


def _place(text: str, places: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    """The words of a place that is named in a text, and the text without it; None where there is none, or nothing beside it.

    ("hộ nghèo Sông Mơ", ["thị xã Sông Mơ"])   →   (("sông", "mơ"), "hộ nghèo")
    """
    found = syllables(text)
    for name in sorted(places, key=len, reverse=True):
        words = _words(name)
        bare = [fold_word(word) for word in words]
        for start in range(len(found) - len(bare) + 1):
            end = start + len(bare)
            # "Sông Mơ" or "song mo"; typed with other marks it is another word.
            same = all(t.text in pair for t, pair in zip(found[start:end], zip(words, bare, strict=True), strict=True))
            if len(bare) > 1 and same:
                kind = _OF_PLACE_BEFORE.search(text[: found[start].start])
                rest = text[: kind.start() if kind else found[start].start] + text[found[end - 1].end :]
                return (words, rest) if tokens(rest) else (None, text)
    return None, text


def _words(name: str) -> tuple[str, ...]:
    """The syllables of a place's own name: thị xã Sông Mơ → sông, mơ."""
    return tuple(t.text for t in tokens(_OF_PLACE.sub("", name)))


def _preferring(place: tuple[str, ...], wanted: matching.Query | None) -> matching.Query | None:
    """The same, passages that name a place or stand in its reports scoring higher."""
    if wanted is None:
        return None
    headed = matching.Either(tuple(matching.Heading(word) for word in place))
    return matching.Prefer(wanted, matching.Best((matching.Phrase(place), headed)))


def _binds(node: query.Node) -> bool:
    """Whether an expression says what matches: by an official number, a phrase, a pattern or an operator; not by leaving out."""
    match node:
        case query.Words(text):
            found = tokens(text)
            return any(t.official for t in found) or only_figures([t.text for t in found])
        case query.Excluded():
            return False
        case query.Beside(parts):
            return any(_binds(part) for part in parts)
        case _:
            return True


def _ranks(node: query.Node) -> bool:
    """Whether there are plain words that rank."""
    parts = node.parts if isinstance(node, query.Beside) else (node,)
    return any(isinstance(part, query.Words) for part in parts)


def _intent(text: str, exact: bool, english: bool, folded: bool) -> Intent:
    if exact:
        return "bound"
    if english:
        return "english"
    if len(tokens(text)) >= WORDING and not asks(text):
        return "wording"
    if asks(text):
        return "question"
    return "unaccented" if folded else "plain"


def _texts(node: query.Node) -> list[str]:
    """The words of an expression in their order, without those to be left out."""
    match node:
        case query.Words(text) | query.Quoted(text):
            return [text]
        case query.Pattern():
            return [node.beginning] if node.beginning else []
        case query.Excluded():
            return []
        case _:
            return [text for part in node.parts for text in _texts(part)]


def _in_context(ranked: matching.Query | None, text: str, english: bool, folded: bool) -> matching.Query | None:
    """The same, a passage scoring higher that has all the words in a row, and a little when its headings have them too."""
    if ranked is None or english:
        return ranked
    words = [fold_word(t.text) if folded else t.text for t in syllables(text)]
    bonus: list[matching.Query] = [matching.Weighted(matching.Heading(word, folded), _HEADING) for word in dict.fromkeys(words)]
    if 2 < len(words) < WORDING:
        bonus.append(matching.Weighted(matching.Phrase(tuple(words), folded), _IN_A_ROW))
    return matching.Prefer(ranked, matching.Either(tuple(bonus)))
