"""What else a query is called: translations of an English one, short forms written out, other names from the glossary.

poverty rate   →   tỷ lệ hộ nghèo | hộ nghèo …       UBND   →   Ủy ban nhân dân
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from language.english import FUNCTION_WORDS
from language.glossary import Glossary, Match, Term
from language.syllables import syllables, tokens
from search.wanted import Builder, either_of
from store import matching

WORDING = 16  # syllables from which on a query is wording to be found again, not a topic
_GOOD = 0.7  # the weight of a name from which on it can stand for the thing
_NAMES_SAID = 3  # of the names of one thing, in the sentence that says how a query was read


@dataclass(frozen=True, slots=True)
class Expansion:
    """A part of the query and what else was looked for in its place."""

    source: str
    terms: tuple[str, ...]


def translated(text: str, glossary: Glossary, builder: Builder) -> tuple[matching.Query | None, tuple[Expansion, ...]]:
    """An English query in the words of the reports: each known phrase by its Vietnamese names, the best of them counting.

    What is left may be a name or a figure, and is looked for as it is. Where it is neither, the little that is translated does
    not pass for all that was asked, and the meaning decides.
    """
    found = [t for t in syllables(text) if t.text not in FUNCTION_WORDS]
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
    return either_of(concepts), tuple(expansions)


def other_names(text: str, glossary: Glossary, builder: Builder) -> tuple[matching.Query | None, tuple[Expansion, ...]]:
    """The whole query once more, its short forms written out, each known term by whichever of its names a passage has."""
    written = _written_out(text, glossary)
    topic = len(written.words) < WORDING  # wording is looked for as it is
    matches = _matches(written, glossary, topic)
    if not matches:
        return None, ()
    # Written out, a short form is many words and would drown the topic that it is asked beside: it weighs as it was typed.
    short = {(m.start, m.end): text[slice(*written.spans[m.start])].lower() for m in written.short}
    typed = {place: word for place, word in short.items() if builder.vocabulary.contains(word)}
    wanted = _by_names(written, matches, glossary, builder, topic, typed)
    said = sorted({*matches, *written.short}, key=lambda match: (match.start, match.end))
    expansions = (_expansion(text, written.spans, match) for match in said)
    # A short form that is a known term too would be said twice.
    return either_of(wanted), tuple(dict.fromkeys(expansion for expansion in expansions if expansion.terms))


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
    for token in syllables(text):
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
    written: _Written,
    matches: Sequence[Match],
    glossary: Glossary,
    builder: Builder,
    topic: bool,
    short: Mapping[tuple[int, int], str],
) -> list[matching.Query]:
    """Each of the matches by any of its names or by the words that it is made of, what stands between them as it is."""
    wanted: list[matching.Query] = []
    start = 0
    for match in matches:
        wanted += builder.plain(written.words[start : match.start])
        own = matching.Either(tuple(builder.plain(written.words[match.start : match.end])))
        inside = written.part(match.start, match.end)
        smaller = _matches(inside, glossary, topic, longest=match.end - match.start - 1)
        spelled = either_of(_by_names(inside, smaller, glossary, builder, topic, {})) if smaller else own
        others = [matching.Weighted(matching.Instead(name.query, own), name.weight) for name in builder.names(match.terms)]
        named = matching.Best((*((spelled,) if spelled else ()), *others))
        typed = short.get((match.start, match.end))
        wanted.append(matching.Instead(named, builder.word(typed)) if typed else named)
        start = match.end
    return wanted + builder.plain(written.words[start:])


def _apart(matches: Sequence[Match]) -> list[Match]:
    """Matches in their order, of two that overlap the one given first."""
    kept: list[Match] = []
    for match in matches:
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def spelled_out(text: str, glossary: Glossary) -> str:
    """The text with its abbreviations written out: an encoder knows words, not the short forms of one administration."""
    for token in reversed(syllables(text)):
        forms = glossary.long_forms(text[token.start : token.end])
        if forms:
            text = text[: token.start] + forms[0] + text[token.end :]
    return text


def _expansion(text: str, spans: Sequence[tuple[int, int]], match: Match) -> Expansion:
    """What was typed, and the first of what else it is called."""
    typed = text[spans[match.start][0] : spans[match.end - 1][1]]
    others = (term.text for term in match.terms if term.text.lower() != typed.lower())
    return Expansion(typed, tuple(others)[:_NAMES_SAID])
