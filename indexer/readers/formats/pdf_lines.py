"""Printed lines put together from letters by their place: words by their distance, raised marks by size and rise.

    lạch¹, nhờ đó        Row(pieces=(Piece("lạch"), Piece("1", raised=True), Piece(","), Piece("nhờ", spaced=True), …))

A letter is raised when it is set clearly smaller than the line it touches and clearly above its base line; what it says plays no
part. A row runs over the whole page; where it is cut into columns is decided in `pdf_columns`.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.readers.formats.pdf_letters import Letter

# All in sizes of type.
_WORD_GAP = 0.17  # a space is 0.25 and is seldom squeezed below this
_BREAK = 0.8  # letters further apart than this are no neighbours though the file draws them in one go
_SAME_BASE = 0.2
_SMALL = 0.82  # what is set smaller than this share of its line may be a raised mark
_RISE = (0.12, 0.75)
_DROP = 0.3
_TOUCH = 0.7  # how far a raised mark may stand from the words that carry it
_LABEL = 0.72  # how small a mark is that stands before its note, apart from the words
_LABEL_GAP = 3.0  # and how far it may stand from them


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or the part of one that is set alike."""

    text: str
    x0: float
    x1: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    spaced: bool = False  # a space stands before it
    confidence: int | None = None  # of OCR, 0 to 100


@dataclass(frozen=True)
class Row:
    """Words on one base line, from left to right."""

    pieces: tuple[Piece, ...]
    base: float
    size: float
    page: int

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @cached_property
    def text(self) -> str:
        return text_of(self.pieces)

    @cached_property
    def bold(self) -> bool:
        """Whether all words are bold, raised marks apart."""
        weights = [piece.bold for piece in self.pieces if not piece.raised and any(c.isalnum() for c in piece.text)]
        return bool(weights) and all(weights)


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(f" {piece.text}" if piece.spaced else piece.text for piece in pieces).strip()


@dataclass(slots=True)
class _Stretch:
    """Letters that the file draws one after another on one base line."""

    letters: list[Letter]
    base: float
    size: float
    raised: bool = False

    @property
    def x0(self) -> float:
        return self.letters[0].x0

    @property
    def x1(self) -> float:
        return self.letters[-1].x1


@dataclass(slots=True)
class _Line:
    base: float
    size: float
    stretches: list[_Stretch]


def rows_of(letters: Sequence[Letter], page: int) -> list[Row]:
    """The rows of `letters` from the top of the page down."""
    lines = _lines(_stretches(letters))
    rows = [Row(tuple(_pieces(line)), line.base, line.size, page) for line in lines]
    return [row for row in rows if row.pieces]


def _stretches(letters: Sequence[Letter]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for letter in letters:
        last = stretches[-1] if stretches else None
        if (
            last is not None
            and abs(letter.base - last.base) < 0.05 * last.size
            and abs(letter.size - last.size) < 0.05 * last.size
            and -0.5 * last.size < letter.x0 - last.x1 < _BREAK * last.size
        ):
            last.letters.append(letter)
        elif not letter.text.isspace():
            stretches.append(_Stretch([letter], letter.base, max(letter.size, 0.1)))
    return stretches


def _lines(stretches: Sequence[_Stretch]) -> list[_Line]:
    """Large type first, so that small type finds the line that it may be raised from."""
    lines: list[_Line] = []
    bases: list[float] = []
    for stretch in sorted(stretches, key=lambda s: (-round(s.size, 1), s.base)):
        low = bisect.bisect_left(bases, stretch.base - 2 * stretch.size)
        high = bisect.bisect_right(bases, stretch.base + 2 * stretch.size)
        near = lines[low:high]
        host = min((line for line in near if _carries(line, stretch)), key=lambda line: _distance(line, stretch), default=None)
        same = [line for line in near if abs(line.base - stretch.base) < _SAME_BASE * min(line.size, 1.3 * stretch.size)]
        if host is not None:
            stretch.raised = host.base - stretch.base > _RISE[0] * host.size
            host.stretches.append(stretch)
        elif same:
            min(same, key=lambda line: abs(line.base - stretch.base)).stretches.append(stretch)
        else:
            at = bisect.bisect(bases, stretch.base)
            bases.insert(at, stretch.base)
            lines.insert(at, _Line(stretch.base, stretch.size, [stretch]))
    return lines


def _carries(line: _Line, small: _Stretch) -> bool:
    """Whether `small` is set smaller than `line`, off its base line, and touches its words."""
    if small.size > _SMALL * line.size:
        return False
    rise = line.base - small.base
    if not (-_DROP * line.size < rise < _RISE[1] * line.size) or abs(rise) < _RISE[0] * line.size:
        return False
    figures = len(small.letters) <= 4 and not any(letter.text.isalpha() for letter in small.letters)
    before = figures and small.size <= _LABEL * line.size and small.x1 <= min(s.x0 for s in line.stretches)
    return _distance(line, small) < (_LABEL_GAP if before else _TOUCH) * line.size


def _distance(line: _Line, stretch: _Stretch) -> float:
    """The white between `stretch` and the nearest words of `line`; 0 where they overlap."""
    return min(max(0.0, stretch.x0 - s.x1, s.x0 - stretch.x1) for s in line.stretches)


def _pieces(line: _Line) -> Iterable[Piece]:
    letters = [(letter, stretch.raised) for stretch in line.stretches for letter in stretch.letters]
    letters.sort(key=lambda entry: entry[0].x0)  # letters of a second face are drawn into the gaps that the first one leaves
    word: list[Letter] = []
    style: tuple[bool, bool, bool, float] | None = None
    space = gap_before = False
    last: Letter | None = None
    for letter, raised in letters:
        if letter.text.isspace():
            space = True
            continue
        apart = last is not None and (space or letter.x0 - last.x1 > _WORD_GAP * line.size)
        own = (letter.bold, letter.italic, raised, letter.size)
        if word and (apart or own != style):
            yield _piece(word, style, gap_before)
            word = []
        if not word:
            style, gap_before = own, apart
        word.append(letter)
        last, space = letter, False
    if word:
        yield _piece(word, style, gap_before)


def _piece(word: list[Letter], style: tuple[bool, bool, bool, float] | None, spaced: bool) -> Piece:
    bold, italic, raised, size = style or (False, False, False, 0.0)
    confidence = min((letter.confidence for letter in word if letter.confidence is not None), default=None)
    text = "".join(letter.text for letter in word)
    return Piece(text, word[0].x0, word[-1].x1, size, bold, italic, raised, spaced, confidence)


def body_size(rows: Iterable[Row]) -> float:
    """The size that most letters are set in, to half a point; 0 when there are none."""
    counts: Counter[float] = Counter()
    for row in rows:
        for piece in row.pieces:
            counts[round(2 * piece.size) / 2] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else 0.0
