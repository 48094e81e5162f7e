"""Which raised marks are note marks, and which rows of the feet are the bodies that answer them.

    trên các xã¹, rộng 120 km² …          raised: 1 and 2
    ¹ Gồm các xã An Hòa, Bình Sơn,         a foot of one body, which answers 1; the 2 stays text
    Vĩnh Lộc.

Marks and the rows that begin a body come in the same order, page by page, so they are aligned as wholes: a number counts for more
raised than plain, and for little right behind a unit of length.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indexer.readers.alignment import align
from indexer.readers.formats.pdf_lines import Piece, Row
from indexer.readers.labels import ends_in_length, ends_sentence

_PRINTED = re.compile(r"\?|\d{1,3}|[*†‡§]{1,4}|(?<![^\W\d_])[a-z](?![^\W\d_])")
_MOST_PENDING = 200  # marks that wait for a body on a later page
_COUNTED = 0.5
_MOST_ROUNDS = 5
_DOUBLED = re.compile(r"[\dGOoIlBSŠ]{2,4}(?=[A-ZĐÁÀẢÂĂÊÔƠƯ][^\W\d_])")
_UNSURE = 80  # of OCR's confidence
_START = re.compile(r"[\[(]?(\d{1,3}|[*†‡§]{1,4}|[a-z](?=[\s.)\]]))")


@dataclass(frozen=True, slots=True)
class RaisedMark:
    """A raised number or sign in running text: the piece that holds it, and where in that piece."""

    piece: int  # id() of the piece
    start: int
    end: int
    label: str
    weight: float


@dataclass(slots=True)
class Body:
    """A note body; `label_end` is where its words start in its first row."""

    key: str
    label: str
    rows: list[Row]
    label_end: int
    page: int


@dataclass(slots=True)
class Notes:
    """What `match` found: the key of each mark, and the bodies; `loose` are rows of feet that belong to no note."""

    marks: dict[int, list[tuple[RaisedMark, str]]] = field(default_factory=dict)  # id() of a piece → its marks with their keys
    bodies: list[Body] = field(default_factory=list)
    loose: list[Row] = field(default_factory=list)

    def add(self, mark: RaisedMark, key: str) -> None:
        self.marks.setdefault(mark.piece, []).append((mark, key))


def raised_marks(rows: Sequence[Row]) -> list[RaisedMark]:
    found: list[RaisedMark] = []
    for row in rows:
        before = ""
        for piece in row.pieces:
            if piece.raised:
                power = ends_in_length(before) and piece.text[:1] in "23"
                for match in _PRINTED.finditer(piece.text):
                    weight = 0.1 if power and match.start() == 0 else 1.0
                    found.append(RaisedMark(id(piece), match.start(), match.end(), match[0], weight))
            before += f" {piece.text}" if piece.spaced else piece.text
    return found


def match(pages: Sequence[tuple[Sequence[Row], Sequence[Row]]]) -> Notes:
    """`pages`: the running text's rows and the foot's rows of each page, in reading order."""
    notes = Notes()
    pending: list[RaisedMark] = []
    for number, (text, foot) in enumerate(pages, 1):
        marks = raised_marks(text)
        expected = [*pending, *marks]
        pairs = _paired(expected, len(pending), foot, notes.bodies[-1].label if notes.bodies else "0")
        rows = {at: expected[i] for i, at in pairs.items()}
        _add_bodies(notes, rows, foot, number)
        pending = [mark for i, mark in enumerate(expected) if i not in pairs and mark.weight == 1.0][-_MOST_PENDING:]
    _keep_lost(notes, pending)
    return notes


def _paired(expected: Sequence[RaisedMark], pending: int, foot: Sequence[Row], last: str) -> dict[int, int]:
    """Index of the mark → index of the row that begins its body; the first `pending` marks wait from pages before."""
    weight = _weight(expected, pending, foot, last)
    refused: set[tuple[int, int]] = set()

    def allowed(mark: int, row: int) -> float:
        return weight(expected[mark], foot[row]) if (mark, row) not in refused else 0.0

    for _ in range(_MOST_ROUNDS):
        pairs = align(range(len(expected)), range(len(foot)), allowed) if foot else []
        far = _out_of_reach([(i, at) for i, at in pairs if i < pending], expected, last)
        if not far:
            break
        refused |= far
    return dict(pairs)


def _out_of_reach(pairs: Sequence[tuple[int, int]], expected: Sequence[RaisedMark], last: str) -> set[tuple[int, int]]:
    """Pairs of marks that wait which would leave out more bodies than there are rows to hold them: “63 cases” is no note 63."""
    far: set[tuple[int, int]] = set()
    before, row = last, -1
    for i, at in pairs:
        label = expected[i].label
        if before.isdigit() and label.isdigit() and int(label) - int(before) > at - row:
            far.add((i, at))
        else:
            before, row = label, at
    return far


def _weight(expected: Sequence[RaisedMark], pending: int, foot: Sequence[Row], last: str) -> Callable[[RaisedMark, Row], float]:
    places = {id(row): at for at, row in enumerate(foot)}
    counted = _counted(foot, last)
    order = {id(mark): at for at, mark in enumerate(expected)}

    def weight(mark: RaisedMark, row: Row) -> float:
        at = places[id(row)]
        sign = _start_sign(mark.label, row) or (_COUNTED if at in counted and mark.weight == 1.0 else 0.0)
        if not sign:
            return 0.0
        if at and not ends_sentence(foot[at - 1].text):
            sign *= 0.7
        if order[id(mark)] < pending:
            sign *= 0.3
        return sign * mark.weight

    return weight


def _counted(foot: Sequence[Row], last: str) -> set[int]:
    """Rows that begin with 1, 2, 3… or with what follows the `last` body: bodies, though their marks be misread or misprinted."""
    counted: set[int] = set()
    due: int | None = None
    for at, row in enumerate(foot):
        found = _START.match(row.text)
        number = int(found[1]) if found and found[1].isdigit() else None
        if number is None or (due is None and number not in (1, int(last) + 1 if last.isdigit() else 1)):
            continue
        if due is None or number == due:
            counted.add(at)
            due = number + 1
    return counted


def _start_sign(label: str, row: Row) -> float:
    """How surely `row` begins the body of the mark `label`."""
    first = row.pieces[0]
    if first.raised:
        return 10.0 if first.text.strip("[]().") == label else 0.0
    text = row.text
    if _doubled_end(label, row):
        return 2.0
    found = _START.match(text)
    if not found:
        return 0.0
    if found[1] == label:
        behind = text[found.end() : found.end() + 1]
        return 6.0 if behind in " .)]" and not re.match(r"[.,]\d|\s*[-–/]\s*\d", text[found.end() :]) else 4.0
    return 1.0 if label.isdigit() and text.startswith(label) else 0.0


def _doubled_end(label: str, row: Row) -> int | None:
    """Where the words begin behind a label that OCR is unsure of and read with a sign too many: “4G6Chuyên” for 46."""
    sure = row.pieces[0].confidence
    found = _DOUBLED.match(row.text)
    if sure is None or sure >= _UNSURE or found is None or not label.isdigit() or len(found[0]) != len(label) + 1:
        return None
    signs = iter(found[0])
    return found.end() if all(sign in signs for sign in label) else None


def _add_bodies(notes: Notes, starts: dict[int, RaisedMark], foot: Sequence[Row], page: int) -> None:
    for at, row in enumerate(foot):
        mark = starts.get(at)
        if mark is not None:
            key = f"{page}.{at}"
            label = _printed_label(mark.label, row, notes.bodies[-1].label if notes.bodies else "0")
            notes.add(mark, key)
            notes.bodies.append(Body(key, label, [row], _label_end(label, row), page))
        elif _begins_unasked(row, foot, at, starts, notes):
            found = _START.match(row.text)
            assert found is not None
            notes.bodies.append(Body(f"{page}.{at}", found[1], [row], _label_end(found[1], row), page))
        elif notes.bodies:
            notes.bodies[-1].rows.append(row)
        else:
            notes.loose.append(row)


def _printed_label(label: str, row: Row, last: str) -> str:
    """The label that `row` begins with: the mark's, unless OCR misread that one and the row counts on from the `last` body."""
    found = _START.match(row.text)
    counts_on = found is not None and found[1].isdigit() and last.isdigit() and int(found[1]) == int(last) + 1
    if found is not None and (counts_on or not _start_sign(label, row)):
        return found[1]
    return label


def _begins_unasked(row: Row, foot: Sequence[Row], at: int, starts: dict[int, RaisedMark], notes: Notes) -> bool:
    """Whether `row` begins a body whose mark nobody found: raised, or the number after the last body's."""
    found = _START.match(row.text)
    if found is None:
        return False
    if row.pieces[0].raised:
        return True
    last = notes.bodies[-1].label if notes.bodies else "0"
    follows = found[1].isdigit() and last.isdigit() and int(found[1]) == int(last) + 1
    ended = at == 0 or ends_sentence(foot[at - 1].text)
    behind = row.text[found.end() : found.end() + 1]
    return (
        follows
        and ended
        and not any(later > at and mark.label == found[1] for later, mark in starts.items())
        and (behind in " .)" or behind.isupper())
    )


def _label_end(label: str, row: Row) -> int:
    text = row.text
    if (doubled := _doubled_end(label, row)) is not None:
        return doubled
    start = text.index(label) + len(label)
    return start + len(re.match(r"[\s.)\]:]*", text[start:])[0])  # type: ignore[index]


def _keep_lost(notes: Notes, pending: Sequence[RaisedMark]) -> None:
    """Marks without a body, where their number fits between those of known ones; other raised figures are text."""
    known = sorted(int(mark.label) for marks in notes.marks.values() for mark, _ in marks if mark.label.isdigit())
    for number, mark in enumerate(pending):
        if mark.weight < 1.0 or not mark.label.isdigit() or not known:
            continue
        if known[0] <= int(mark.label) <= known[-1] + 1 and int(mark.label) not in known:
            notes.add(mark, f"lost {number}")


def piece_parts(piece: Piece, notes: Notes) -> list[tuple[str, str | None]]:
    """The piece's text cut at its note marks: (words, None) and (label, key)."""
    parts: list[tuple[str, str | None]] = []
    at = 0
    for mark, key in sorted(notes.marks.get(id(piece), ()), key=lambda found: found[0].start):
        if mark.start > at:
            parts.append((piece.text[at : mark.start], None))
        parts.append((piece.text[mark.start : mark.end], key))
        at = mark.end
    if at < len(piece.text):
        parts.append((piece.text[at:], None))
    return parts
