"""A quotation held against the words of the archive: what was forgiven, and what differs, word by word.

compare("Hộ nghèo giảm còn 3%", "Hộ nghèo giảm còn 2%")  →  one difference: number, quoted "3", archived "2"
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from language.normalise import fold_word, nfc, normalise_word
from search.atoms import Atom, atoms, runs
from store.records import Span

Forgiven = Literal["whitespace", "tone_placement", "letter_composition", "footnote_marks", "cut_word"]
DifferenceKind = Literal["number", "word", "diacritics", "spelling", "case", "punctuation"]
FORGIVEN: tuple[Forgiven, ...] = ("whitespace", "tone_placement", "letter_composition", "footnote_marks", "cut_word")
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = ("number", "word", "diacritics", "spelling", "case", "punctuation")

# What an atom that stands on one side alone costs, of 1: a slip of the pen less than a word left out. A figure costs all.
Costs = Mapping[DifferenceKind, float]
_COSTS: Costs = {"case": 0.1, "spelling": 0.25, "punctuation": 0.25}
_UNMARKED = 0.25  # diacritics, where the whole quotation was typed without

# After these a raised digit is a power: m², km². After a figure as well.
_UNITS = frozenset({"m", "dm", "cm", "mm", "km", "hm"})

MarkAt = Callable[
    [int, int], Iterable[str]
]  # between two offsets of the archive's text: the numbers of the notes that hang there


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the quotation (`at` is its span there) and what in the archive; empty where one has nothing."""

    kind: DifferenceKind
    quoted: str
    archived: str
    at: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """`span` is the part of the archive's text that the quotation was held against."""

    span: Span
    forgiven: tuple[Forgiven, ...]
    differences: tuple[Difference, ...]
    share: float  # of the atoms of both, how many stand in both, a slip (_COSTS) counted in part: 1 when verbatim

    @property
    def verbatim(self) -> bool:
        return not self.differences

    @property
    def in_diacritics_alone(self) -> bool:
        return bool(self.differences) and all(difference.kind == "diacritics" for difference in self.differences)


def no_marks(_start: int, _end: int) -> Iterable[str]:
    return ()


def verbatim_in(quote: Sequence[Atom], quoted: str, text: str) -> list[Comparison]:
    """Every place in `text` where the quotation stands word for word."""
    found = atoms(text)
    return [_same(quote, quoted, found[a:b], text) for a, b in runs(quote, found)]


def nearest_in(quote: Sequence[Atom], quoted: str, text: str, marks: MarkAt = no_marks, bare: bool = False) -> Comparison | None:
    """The part of `text` that is most like the quotation, or None when they have nothing in common.

    `bare`: the quotation was typed without diacritics; words that have them in `text` are still its words, and differ in them.
    """
    whole = atoms(text)
    # Aligned without regard to case, so that a heading in capitals stands beside the words that it shares.
    aligned = _bare_key if bare else _key
    wanted = [aligned(atom) for atom in quote]
    window = _window(wanted, [aligned(atom) for atom in whole])
    if window is None:
        return None
    found = whole[slice(*window)]
    steps = _steps([aligned(atom) for atom in found], wanted)
    if not steps:
        return None
    first, last = steps[0][1], steps[-1][2]
    judged = _Judge(quote, quoted, found, text, marks, {**_COSTS, "diacritics": _UNMARKED} if bare else _COSTS)
    for step, a, b, c, d in steps:
        judged.take(step, a, b, c, d)
    kept = found[first:last]
    compared = len(quote) - judged.forgiven_quote + len(kept) - judged.forgiven_found
    forgiven = {*judged.forgiven, *_forgiven_pairs(judged.pairs)}
    if _spaced(judged.pairs, quoted, text):
        forgiven.add("whitespace")
    return Comparison((kept[0].start, kept[-1].end), _ordered(forgiven), tuple(judged.differences), 1 - judged.cost / compared)


def together(found: Sequence[Comparison]) -> Comparison:
    """Places where parts of a quotation stand word for word, in order, as one: with what lies between them."""
    forgiven = [name for one in found for name in one.forgiven]
    return Comparison((found[0].span[0], found[-1].span[1]), _ordered(forgiven), (), 1.0)


def _same(quote: Sequence[Atom], quoted: str, found: Sequence[Atom], text: str) -> Comparison:
    pairs = list(zip(quote, found, strict=True))
    forgiven: set[Forgiven] = set(_forgiven_pairs(pairs))
    if _spaced(pairs, quoted, text):
        forgiven.add("whitespace")
    start, end = found[0].start, found[-1].end
    if quote[0].key != found[0].key:
        start, forgiven = found[0].end - len(nfc(quote[0].text)), forgiven | {"cut_word"}
    if quote[-1].key != found[-1].key:
        end, forgiven = found[-1].start + len(nfc(quote[-1].text)), forgiven | {"cut_word"}
    return Comparison((start, end), _ordered(forgiven), (), 1.0)


def _forgiven_pairs(pairs: Iterable[tuple[Atom, Atom]]) -> Iterable[Forgiven]:
    """What differs between atoms that count as the same."""
    for quoted, found in pairs:
        if quoted.text == found.text or quoted.key != found.key:
            continue
        yield "tone_placement" if nfc(quoted.text) != nfc(found.text) else "letter_composition"


def _key(atom: Atom) -> str:
    return atom.key.casefold()


def _bare_key(atom: Atom) -> str:
    return fold_word(atom.text) if atom.kind == "word" else _key(atom)


def _spaced(pairs: Sequence[tuple[Atom, Atom]], quoted: str, text: str) -> bool:
    """Whether neighbours that are neighbours in both have other white space between them."""
    for (q0, f0), (q1, f1) in pairwise(pairs):
        quoted_gap, found_gap = quoted[q0.end : q1.start], text[f0.end : f1.start]
        if quoted_gap != found_gap and not quoted_gap.strip() and not found_gap.strip():
            return True
    return False


def _ordered(forgiven: Iterable[Forgiven]) -> tuple[Forgiven, ...]:
    return tuple(name for name in FORGIVEN if name in set(forgiven))


def _window(quote: list[str], whole: list[str]) -> tuple[int, int] | None:
    """The part of `whole` to align with: as long as the quotation and some more, around their longest common run."""
    match = SequenceMatcher(None, whole, quote, autojunk=False).find_longest_match()
    if not match.size:
        return None
    room = max(8, len(quote) // 4)
    start = match.a - match.b
    return max(0, start - room), min(len(whole), start + len(quote) + room)


def _steps(found: list[str], quote: list[str]) -> list[tuple[str, int, int, int, int]]:
    """How `found` becomes `quote` (difflib's opcodes), without what of `found` lies before and after the quotation."""
    steps = SequenceMatcher(None, found, quote, autojunk=False).get_opcodes()
    trimmed: list[tuple[str, int, int, int, int]] = []
    for n, (step, a, b, c, d) in enumerate(steps):
        if step == "delete" and n in (0, len(steps) - 1):
            continue
        if step == "replace" and n == 0:
            a = max(a, b - (d - c))
        elif step == "replace" and n == len(steps) - 1:
            b = min(b, a + (d - c))
        trimmed.append((step, a, b, c, d))
    return trimmed if any(step == "equal" for step, *_ in trimmed) else []


class _Judge:
    """Goes through the steps of an alignment and says what each is: the same, forgiven, or a difference."""

    def __init__(self, quote: Sequence[Atom], quoted: str, found: Sequence[Atom], text: str, marks: MarkAt, costs: Costs) -> None:
        self._costs = costs
        self._quote, self._quoted, self._found, self._text, self._marks = quote, quoted, found, text, marks
        self.forgiven_quote = self.forgiven_found = 0
        self.cost = 0.0  # in atoms
        self.pairs: list[tuple[Atom, Atom]] = []
        self.forgiven: set[Forgiven] = set()
        self.differences: list[Difference] = []

    def take(self, step: str, a: int, b: int, c: int, d: int) -> None:
        if step == "equal":
            for quoted, found in zip(self._quote[c:d], self._found[a:b], strict=True):
                self._beside(quoted, found)
        elif step == "insert" and self._mark_in_quote(a, c, d):
            self.forgiven.add("footnote_marks")
            self.forgiven_quote += d - c
        elif step == "delete" and self._mark_in_archive(a, b):
            self.forgiven.add("footnote_marks")
            self.forgiven_found += b - a
        elif step == "replace" and b - a == d - c:
            for found, quoted in zip(self._found[a:b], self._quote[c:d], strict=True):
                self._differ([quoted], [found], quoted.start)
        else:
            at = self._quote[c].start if c < len(self._quote) else self._quote[-1].end
            self._differ(self._quote[c:d], self._found[a:b], at)

    def _beside(self, quoted: Atom, found: Atom) -> None:
        """Take two atoms that are the same but perhaps for their case, or their diacritics."""
        if quoted.key == found.key:
            self.pairs.append((quoted, found))
        else:
            self._differ([quoted], [found], quoted.start)

    def _differ(self, quoted: Sequence[Atom], found: Sequence[Atom], at: int) -> None:
        end = quoted[-1].end if quoted else at
        archived = self._text[found[0].start : found[-1].end] if found else ""
        kind = _kind(quoted, found)
        self.cost += self._costs.get(kind, 1) * (len(quoted) + len(found))
        self.differences.append(Difference(kind, self._quoted[at:end] if quoted else "", archived, (at, end)))

    def _mark_in_quote(self, a: int, c: int, d: int) -> bool:
        """Whether what the quotation has more than the archive, between the atoms a-1 and a of it, is a footnote's mark."""
        extra = self._quote[c:d]
        before = self._quote[c - 1] if c else None
        start = self._found[a - 1].start if a else 0
        end = self._found[a].end if a < len(self._found) else len(self._text)
        here = set(self._marks(start, end))
        if not here:  # a mark that another print has; where a note is known to hang, its own number is wanted
            return all(atom.kind == "mark" for atom in extra) and _may_carry(before)
        inner = extra[1:-1] if len(extra) == 3 and (extra[0].text, extra[2].text) == ("(", ")") else extra
        glued = before is not None and before.end == extra[0].start
        set_off = glued or len(inner) < len(extra)
        return all(atom.number in here and (atom.kind == "mark" or set_off) for atom in inner)

    def _mark_in_archive(self, a: int, b: int) -> bool:
        return all(atom.kind == "mark" for atom in self._found[a:b]) and _may_carry(self._found[a - 1] if a else None)


def _may_carry(before: Atom | None) -> bool:
    """Whether raised digits after this atom can be a footnote's mark and not a power."""
    return before is not None and before.kind != "figure" and before.text.casefold() not in _UNITS


def _kind(quoted: Sequence[Atom], found: Sequence[Atom]) -> DifferenceKind:
    both = [*quoted, *found]
    if any(atom.kind in ("figure", "mark") for atom in both):
        return "number"
    if all(atom.kind == "sign" for atom in both):
        return "punctuation"
    if len(quoted) == len(found) == 1:
        one, other = quoted[0].text, found[0].text
        if nfc(one).casefold() == nfc(other).casefold():
            return "case"
        if normalise_word(one) == normalise_word(other):
            return "spelling"
        if fold_word(one) == fold_word(other):
            return "diacritics"
    return "word"
