"""From what was typed to what is asked of the indexes: a plan, made without touching any passage.

ranked    what the query's own words ask, scored by BM25
expanded  what else the same is called: translations of an English query, abbreviations, other names
must      what every answer has to match: official numbers, phrases, operators; None for plain words
meaning   what the encoder is given
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

from language.english import FUNCTION_WORDS, is_english
from language.glossary import Glossary, Match, Term
from language.normalise import fold_word, has_diacritics
from language.questions import asks, without_asking
from language.syllables import Token, tokens
from search import query
from store import matching

Intent = Literal["plain", "unaccented", "english", "question", "wording", "bound"]
Manner = Literal["vietnamese", "english", "abbreviated"]  # what the weights of the runs depend on

_WORDING = 16  # syllables from which on a query is wording to be found again, not a topic
_FOLDED = 0.7  # a word that the archive knows only with other diacritics
_HEADING = 0.1  # a word in the headings above a passage beside one in its text
_IN_A_ROW = 0.7  # all the words of a query in a row, beside what they and their pairs score already
_KINDS_OF_PLACE = r"(?:thị xã|thành phố|thị trấn|huyện|tỉnh|quận|xã|phường|TP\.?|TX\.?)"
_OF_PLACE = re.compile(rf"^{_KINDS_OF_PLACE}\s+", re.IGNORECASE)
_OF_PLACE_BEFORE = re.compile(rf"(?<!\w)(?:(?:ở|tại|của|in|of)\s+)?(?:{_KINDS_OF_PLACE}\s+)?$", re.IGNORECASE)
_GOOD = 0.7  # the weight of a name from which on it can stand for the thing
_NAMES_SAID = 3  # of the names of one thing, in the sentence that says how a query was read


class Vocabulary(Protocol):
    """Which words the archive has."""

    def contains(self, word: str, folded: bool = False) -> bool: ...


@dataclass(frozen=True, slots=True)
class Expansion:
    """A part of the query and what else was looked for in its place."""

    source: str
    terms: tuple[str, ...]


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
    builder = _Builder(vocabulary, folded=not english and not has_diacritics(text) and any(c.isalpha() for c in text))
    numbers = tuple(dict.fromkeys(text[t.start : t.end] for t in tokens(text) if t.official))
    must = builder.must(expression)
    ranked = _in_context(builder.ranked(expression, english), text, english, builder.folded)
    exact = _binds(expression) or not _ranks(expression)
    # What binds is found to the letter: other names have no part in it.
    widened = (_translated if english else _other_names)(text, glossary, builder) if expand and not exact else (None, ())
    expanded, expansions = widened
    if place:
        ranked, expanded = (_preferring(place, wanted) for wanted in (ranked, expanded))
    spelled = _spelled_out(text, glossary) if expand and not english else text
    intent = _intent(text, exact, english, builder.folded)
    return Plan(intent, ranked, expanded, must, exact, spelled, expansions, numbers, abbreviated=spelled != text, places=named)


def _place(text: str, places: Sequence[str]) -> tuple[tuple[str, ...] | None, str]:
    """The words of a place that is named in a text, and the text without it; None where there is none, or nothing beside it.

    ("hộ nghèo Sông Mơ", ["thị xã Sông Mơ"])   →   (("sông", "mơ"), "hộ nghèo")
    """
    found = [t for t in tokens(text) if not t.official]
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
            return any(t.official for t in found) or _only_figures([t.text for t in found])
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
    if len(tokens(text)) >= _WORDING and not asks(text):
        return "wording"
    if asks(text):
        return "question"
    return "unaccented" if folded else "plain"


def _texts(node: query.Node) -> list[str]:
    """The words of an expression in their order, without those to be left out."""
    match node:
        case query.Words(text) | query.Quoted(text):
            return [text]
        case query.Pattern(text):
            return [text.rstrip("*")] if "*" not in text[:-1] and "?" not in text else []
        case query.Excluded():
            return []
        case _:
            return [text for part in node.parts for text in _texts(part)]


@dataclass(frozen=True, slots=True)
class _Name:
    query: matching.Either
    weight: float


@dataclass(frozen=True, slots=True)
class _Builder:
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
                if not numbers and _only_figures(figures):
                    return matching.Phrase(tuple(figures))
                return _all(numbers)
            case query.Quoted(text):
                return self.phrase(text)
            case query.Pattern(text):
                return self.pattern(text)
            case query.Nearby(parts, within):
                return matching.Near(tuple(self._near(part) for part in parts), within)
            case query.Excluded(part):
                unwanted = self.must(part, operand=True)
                return matching.Without(matching.Everything(), unwanted) if unwanted else None
            case query.OneOf(parts):
                choices = [self.must(part, operand=True) for part in parts]
                return matching.Either(tuple(choice for choice in choices if choice is not None))
            case query.Both(parts):
                return _all([m for part in parts if (m := self.must(part, operand=True)) is not None])
            case query.Beside(parts):
                bound = [m for part in parts if (m := self.must(part)) is not None]
                return _all(bound) if bound or not operand else matching.Everything()

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
                    words = without_asking(words)
                return _either([*numbers, *self.plain(words)])
            case query.Excluded():
                return None
            case query.Quoted() | query.Pattern() | query.Nearby():
                return self.must(node)
            case _:
                return _either([scored for part in node.parts if (scored := self.ranked(part, english)) is not None])

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

    def names(self, terms: Sequence[Term]) -> list["_Name"]:
        """The names of one thing, always in the view as written: they come from the glossary, with their diacritics."""
        worded = [([t.text for t in tokens(term.text) if not t.official], term.weight) for term in terms]
        return [_Name(matching.Either(tuple(self.plain(words, folded=False))), weight) for words, weight in worded]

    def phrase(self, text: str) -> matching.Query:
        """As it is quoted; without diacritics where it is quoted without."""
        found = tokens(text)
        if len(found) == sum(t.official for t in found) + len(_parts_of_numbers(found)) and any(t.official for t in found):
            return _all([matching.Number(t.text) for t in found if t.official]) or matching.Everything()
        words = tuple(t.text for t in found if not t.official)
        if has_diacritics(text):
            return matching.Phrase(words)
        return matching.Phrase(tuple(fold_word(word) for word in words), folded=True)

    def pattern(self, text: str) -> matching.Prefix | matching.Wildcard:
        folded = not has_diacritics(text)
        form = text.lower()
        return (
            matching.Prefix(form[:-1], folded)
            if form.find("*") == len(form) - 1 and "?" not in form
            else matching.Wildcard(form, folded)
        )

    def _near(
        self, part: query.Words | query.Quoted | query.Pattern
    ) -> matching.Word | matching.Phrase | matching.Prefix | matching.Wildcard:
        if isinstance(part, query.Pattern):
            return self.pattern(part.text)
        folded = not has_diacritics(part.text)
        words = tuple(fold_word(t.text) if folded else t.text for t in tokens(part.text) if not t.official)
        return matching.Word(words[0], folded) if len(words) == 1 else matching.Phrase(words, folded)

    def _pair(self, pair: tuple[str, str], folded: bool) -> matching.Query:
        if folded:
            return matching.Phrase((fold_word(pair[0]), fold_word(pair[1])), folded=True)
        if all(self.vocabulary.contains(word) for word in pair):
            return matching.Phrase(pair)
        return matching.Weighted(matching.Phrase((fold_word(pair[0]), fold_word(pair[1])), folded=True), _FOLDED)


def _in_context(ranked: matching.Query | None, text: str, english: bool, folded: bool) -> matching.Query | None:
    """The same, a passage scoring higher that has all the words in a row, and a little when its headings have them too."""
    if ranked is None or english:
        return ranked
    words = [fold_word(t.text) if folded else t.text for t in tokens(text) if not t.official]
    bonus: list[matching.Query] = [matching.Weighted(matching.Heading(word, folded), _HEADING) for word in dict.fromkeys(words)]
    if 2 < len(words) < _WORDING:
        bonus.append(matching.Weighted(matching.Phrase(tuple(words), folded), _IN_A_ROW))
    return matching.Prefer(ranked, matching.Either(tuple(bonus)))


def _translated(text: str, glossary: Glossary, builder: _Builder) -> tuple[matching.Query | None, tuple[Expansion, ...]]:
    """An English query in the words of the reports: each known phrase by its Vietnamese names, the best of them counting.

    What is left may be a name or a figure, and is looked for as it is. Where it is neither, the little that is translated does
    not pass for all that was asked, and the meaning decides.
    """
    found = [t for t in tokens(text) if not t.official and t.text not in FUNCTION_WORDS]
    spans = [(token.start, token.end) for token in found]
    concepts: list[matching.Query] = []
    expansions = []
    matches = glossary.english([t.text for t in found])
    known = {place for match in matches for place in range(match.start, match.end)}
    for match in matches:
        names = builder.names(match.terms)
        # A concept weighs as its shortest good name: one that spells it out in six words must not outweigh the others.
        short = min((n for n in names if n.weight >= _GOOD), key=lambda n: len(n.query.parts), default=names[0])
        concepts.append(matching.Best(tuple(matching.Weighted(matching.Instead(n.query, short.query), n.weight) for n in names)))
        expansions.append(_expansion(text, spans, match))
    if concepts:
        concepts += builder.plain([token.text for place, token in enumerate(found) if place not in known])
    return _either(concepts), tuple(expansions)


def _other_names(text: str, glossary: Glossary, builder: _Builder) -> tuple[matching.Query | None, tuple[Expansion, ...]]:
    """The whole query once more, its short forms written out, each known term by whichever of its names a passage has."""
    written = _written_out(text, glossary)
    topic = len(written.words) < _WORDING  # wording is looked for as it is
    matches = _matches(written, glossary, topic)
    if not matches:
        return None, ()
    wanted = _by_names(written, matches, glossary, builder, topic)
    said = sorted({*matches, *written.short}, key=lambda match: (match.start, match.end))
    expansions = (_expansion(text, written.spans, match) for match in said)
    return _either(wanted), tuple(expansion for expansion in expansions if expansion.terms)


@dataclass(frozen=True, slots=True)
class _Written:
    """The words of a query with its short forms written out; `spans`: where in the query each word was typed."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    short: tuple[Match, ...] = ()  # where a short form was typed, and all that it may stand for

    def part(self, start: int, end: int) -> "_Written":
        inside = (m for m in self.short if start <= m.start and m.end <= end)
        moved = tuple(Match(m.start - start, m.end - start, m.terms) for m in inside)
        return _Written(self.words[start:end], self.spans[start:end], moved)


def _written_out(text: str, glossary: Glossary) -> _Written:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    short: list[Match] = []
    for token in tokens(text):
        if token.official:
            continue
        forms = glossary.long_forms(text[token.start : token.end])
        meant = [t.text for t in tokens(forms[0])] if forms else [token.text]
        if forms:
            short.append(Match(len(words), len(words) + len(meant), tuple(Term(form) for form in forms)))
        words += meant
        spans += [(token.start, token.end)] * len(meant)
    return _Written(tuple(words), tuple(spans), tuple(short))


def _matches(written: _Written, glossary: Glossary, topic: bool, longest: int | None = None) -> list[Match]:
    """What is called otherwise in these words, none overlapping another; phrases of at most `longest` words."""
    found = [
        *glossary.abbreviated(written.words, longest),
        *(m for m in written.short if longest is None or m.end - m.start <= longest),
    ]
    if topic:
        found += glossary.vietnamese(written.words, longest)
    matches = _apart(found)
    forms = {(m.start, m.end): m.terms for m in written.short}
    return [Match(m.start, m.end, tuple(dict.fromkeys((*forms.get((m.start, m.end), ()), *m.terms)))) for m in matches]


def _by_names(
    written: _Written, matches: Sequence[Match], glossary: Glossary, builder: _Builder, topic: bool
) -> list[matching.Query]:
    """Each of the matches by any of its names or by the words that it is made of, what stands between them as it is."""
    wanted: list[matching.Query] = []
    start = 0
    for match in matches:
        wanted += builder.plain(written.words[start : match.start])
        own = matching.Either(tuple(builder.plain(written.words[match.start : match.end])))
        inside = written.part(match.start, match.end)
        smaller = _matches(inside, glossary, topic, longest=match.end - match.start - 1)
        spelled = _either(_by_names(inside, smaller, glossary, builder, topic)) if smaller else own
        others = [matching.Weighted(matching.Instead(name.query, own), name.weight) for name in builder.names(match.terms)]
        wanted.append(matching.Best((*((spelled,) if spelled else ()), *others)))
        start = match.end
    return wanted + builder.plain(written.words[start:])


def _apart(matches: Sequence[Match]) -> list[Match]:
    """Matches in their order, of two that overlap the one given first."""
    kept: list[Match] = []
    for match in matches:
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _spelled_out(text: str, glossary: Glossary) -> str:
    """The text with its abbreviations written out: an encoder knows words, not the short forms of one administration."""
    for token in reversed([t for t in tokens(text) if not t.official]):
        forms = glossary.long_forms(text[token.start : token.end])
        if forms:
            text = text[: token.start] + forms[0] + text[token.end :]
    return text


def _expansion(text: str, spans: Sequence[tuple[int, int]], match: Match) -> Expansion:
    """What was typed, and the first of what else it is called."""
    typed = text[spans[match.start][0] : spans[match.end - 1][1]]
    others = (term.text for term in match.terms if term.text.lower() != typed.lower())
    return Expansion(typed, tuple(others)[:_NAMES_SAID])


def _parts_of_numbers(found: Sequence[Token]) -> list[Token]:
    spans = [(t.start, t.end) for t in found if t.official]
    return [t for t in found if not t.official and any(start <= t.start and t.end <= end for start, end in spans)]


def _only_figures(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words) and all(word[0].isdigit() or word == "%" for word in words)


def _all(parts: Sequence[matching.Query]) -> matching.Query | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else matching.All(tuple(parts))


def _either(parts: Sequence[matching.Query]) -> matching.Query | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else matching.Either(tuple(parts))
