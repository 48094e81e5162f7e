"""Which characters of a passage matched: the same words, by the same rules, as those that the index compared.

"hộ nghèo"  in  "Tỷ lệ hộ nghèo giảm"   →   the span of "hộ nghèo"
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from language.syllables import Token, folded, tokens
from store import matching
from store.records import Span


@dataclass(frozen=True, slots=True)
class Marks:
    """Spans in the text, ascending and disjoint, and how much each is worth (for the choice of a snippet)."""

    spans: tuple[Span, ...]
    worth: tuple[int, ...]


def leaves(queries: Sequence[matching.Query]) -> tuple[matching.Leaf, ...]:
    """The words, phrases and patterns that queries look for, each once."""
    return tuple(dict.fromkeys(leaf for wanted in queries for leaf in _leaves(wanted)))


def marks(text: str, wanted: Sequence[matching.Leaf]) -> Marks:
    """Where `wanted` stands in `text`. A syllable of a longer match counts alone only where no longer match is found."""
    words = _Words(tokens(text))
    in_phrases = {word for leaf in wanted if isinstance(leaf, matching.Phrase) for word in leaf.words}
    runs: list[tuple[int, int]] = []
    single: list[tuple[int, int]] = []
    for leaf in wanted:
        scattered = isinstance(leaf, matching.Word) and leaf.text in in_phrases
        (single if scattered else runs).extend(words.runs(leaf))
    chosen = _merged(runs) or _merged(single)
    spans: list[Span] = []
    worth: list[int] = []
    for first, last in chosen:
        start, end = words.characters(first, last)
        if spans and not any(c.isalnum() for c in text[spans[-1][1] : start]) and len(text[spans[-1][1] : start]) < 2:
            spans[-1] = (spans[-1][0], end)
            worth[-1] += last - first
        else:
            spans.append((start, end))
            worth.append(last - first)
    return Marks(tuple(spans), tuple(worth))


class _View:
    """Words in one view, with the places of each."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            self._places.setdefault(word, []).append(place)

    def runs(self, wanted: tuple[str, ...]) -> list[tuple[int, int]]:
        size = len(wanted)
        starts = self._places.get(wanted[0], ())
        return [(n, n + size) for n in starts if size == 1 or tuple(self._words[n : n + size]) == wanted]

    def single(self, fits: Callable[[str], bool]) -> list[tuple[int, int]]:
        return [(n, n + 1) for word, places in self._places.items() if fits(word) for n in places]


class _Words:
    """The tokens of a text, looked up by place; runs are half-open pairs of places."""

    def __init__(self, found: list[Token]) -> None:
        self._single = [token for token in found if not token.official]
        self._official = [token for token in found if token.official]
        self._starts = [token.start for token in self._single]
        self._written = _View([token.text for token in self._single])
        self._folded = _View([folded(token) for token in self._single])

    def characters(self, first: int, last: int) -> Span:
        return self._single[first].start, self._single[last - 1].end

    def runs(self, leaf: matching.Leaf) -> list[tuple[int, int]]:
        match leaf:
            case matching.Word(text, bare):
                return self._view(bare).runs((text,))
            case matching.Phrase(wanted, bare):
                return self._view(bare).runs(wanted)
            case matching.Prefix(_, bare):
                return self._view(bare).single(leaf.fits)
            case matching.Wildcard(_, bare):
                form = matching.form_of(leaf)
                return self._view(bare).single(lambda word: form.fullmatch(word) is not None)
            case matching.Number(text):
                return [self._places(token) for token in self._official if token.text == text]
            case matching.Near(parts, within):
                return self._near([self.runs(part) for part in parts], within)

    def _view(self, bare: bool) -> "_View":
        return self._folded if bare else self._written

    def _places(self, token: Token) -> tuple[int, int]:
        return bisect_left(self._starts, token.start), bisect_left(self._starts, token.end)

    def _near(self, parts: list[list[tuple[int, int]]], within: int) -> list[tuple[int, int]]:
        """The runs of every part that belong to a whole chain: each near enough to one of the next part, in order."""
        reached = [parts[0]]
        for part in parts[1:]:
            reached.append([run for run in part if any(_follows(before, run, within) for before in reached[-1])])
        kept = [reached[-1]]
        for part in reached[-2::-1]:
            kept.append([run for run in part if any(_follows(run, after, within) for after in kept[-1])])
        return sorted({run for part in kept for run in part})


def _follows(before: tuple[int, int], after: tuple[int, int], within: int) -> bool:
    return 0 <= after[0] - before[1] < within


def _leaves(wanted: matching.Query) -> Iterator[matching.Leaf]:
    match wanted:
        case matching.All(parts) | matching.Either(parts) | matching.Best(parts):
            for part in parts:
                yield from _leaves(part)
        case matching.Without(positive, _):
            yield from _leaves(positive)
        case matching.Prefer(main, bonus):
            yield from _leaves(main)
            yield from _leaves(bonus)
        case matching.Weighted(part, _) | matching.Instead(part, _):
            yield from _leaves(part)
        case matching.Heading() | matching.Everything():
            return
        case _:
            yield wanted


def _merged(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged
