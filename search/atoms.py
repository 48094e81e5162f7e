"""A text as the smallest things that a quotation is held against: words, figures, footnote marks, signs.

>>> [(atom.text, atom.kind) for atom in atoms("Hoà giảm 2,1%¹.")]
[('Hoà', 'word'), ('giảm', 'word'), ('2,1', 'figure'), ('%', 'sign'), ('¹', 'mark'), ('.', 'sign')]

Two atoms are the same when their keys are: composed or decomposed letters, and a tone mark on this vowel or the next (hoà, hòa),
make no difference; capitals, other letters and every digit do. White space belongs to no atom.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

Kind = Literal["word", "figure", "mark", "sign"]

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_RAISED = "⁰¹²³⁴-⁹"
# [footnoteRef:12] and [12] are marks of converted files; a bracketed figure of more digits is a year or an amount.
_ATOM = re.compile(
    rf"(?P<mark>[{_RAISED}]+|\[footnoteRef:\d+\]|\[\d{{1,3}}\])"
    r"|(?P<figure>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>[^\W\d_{_RAISED}](?:[^\W\d_{_RAISED}]|[\u0300-\u036f])*)"
    r"|(?P<sign>\S)"
)
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Atom:
    """`text` stands at `[start, end)` of the text that was cut; `key` is what is compared."""

    text: str
    key: str
    kind: Kind
    start: int
    end: int

    @property
    def number(self) -> str:
        """The digits of a figure or a mark, raised ones as plain ones: "¹²" → "12"."""
        return "".join(c for c in self.text.translate(_RAISED_DIGITS) if c.isdigit())


def atoms(text: str) -> list[Atom]:
    """All atoms of `text`, in order."""
    return [Atom(m.group(), _key(m.group()), cast(Kind, m.lastgroup), m.start(), m.end()) for m in _ATOM.finditer(text)]


def runs(wanted: Sequence[Atom], among: Sequence[Atom]) -> list[tuple[int, int]]:
    """Where `wanted` stands in `among`, atom by atom, as half-open pairs of places.

    A long quotation may begin or end within a word, as one cut by hand does; never within a figure, which would be another one.
    """
    if not wanted or len(wanted) > len(among):
        return []
    if len(wanted) < _LONG:
        return _whole(wanted, among)
    found = _whole(wanted[1:-1], among)
    return [
        (start - 1, end + 1)
        for start, end in found
        if start and end < len(among) and _ends(among[start - 1], wanted[0]) and _begins(among[end], wanted[-1])
    ]


_LONG = 5  # atoms


def _whole(wanted: Sequence[Atom], among: Sequence[Atom]) -> list[tuple[int, int]]:
    # One search in one string: the interpreter's own, many times faster than comparing atom by atom.
    string, needle = _joined(among), _joined(wanted)
    found = []
    at = string.find(needle)
    place = counted = 0
    while at >= 0:
        place += string.count("\n", counted, at)
        counted = at
        found.append((place, place + len(wanted)))
        at = string.find(needle, at + 1)
    return found


def _joined(sequence: Sequence[Atom]) -> str:
    return "\n" + "\n".join(atom.key for atom in sequence) + "\n"


def _ends(whole: Atom, part: Atom) -> bool:
    return whole.key == part.key or (whole.kind == part.kind == "word" and _nfc(whole.text).endswith(_nfc(part.text)))


def _begins(whole: Atom, part: Atom) -> bool:
    return whole.key == part.key or (whole.kind == part.kind == "word" and _nfc(whole.text).startswith(_nfc(part.text)))


@lru_cache(maxsize=65_536)
def _key(text: str) -> str:
    """The letters without their tone, then the tone: hoà and hòa are both "hoa" and a grave."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    tones = "".join(c for c in apart if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES)) + tones


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
