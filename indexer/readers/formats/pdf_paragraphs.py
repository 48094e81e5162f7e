"""Which rows form a paragraph, weighed from what a compositor did: room left on a row, indents, spacing, type, and the words.

    nhân dân được nâng lên.                        ← room for "Dịch" on this row: the paragraph ended here
        Dịch vụ phát triển đa dạng, chất           ← indented: a paragraph begins
    lượng được nâng lên. …                         ← the row before is full: it goes on

No sign decides alone: a last row may be full by chance, and a page break hides the spacing. A paragraph goes on over columns and
pages where these signs say so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.readers.formats.pdf_columns import Column
from indexer.readers.formats.pdf_lines import Row
from indexer.readers.labels import ends_sentence, hangs, is_uppercase, label_of, names_document

_CENTRE = 0.7  # sizes of type: how far off the middle a centred row may be


@dataclass(frozen=True, slots=True)
class Frame:
    """The left and right edge that the rows of a column are set between."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Set:
    """A row in its frame; rows of one `column` (a running number) stand below each other."""

    row: Row
    frame: Frame
    column: int
    place: (
        tuple[int, int] | None
    )  # which one of how many columns side by side; None where the text does not go on in the next one
    centred: bool = False
    opens: bool = False  # indented as first rows of paragraphs are


def set_rows(columns: Sequence[Column]) -> list[Set]:
    """The rows of all columns in reading order, each with its frame."""
    by_place: dict[tuple[int, int], list[Row]] = {}
    for column in columns:
        if column.flows:
            by_place.setdefault(column.place, []).extend(column.rows)
    common = {place: _frame(rows) for place, rows in by_place.items()}
    placed: list[Set] = []
    for number, column in enumerate(columns):
        own = _frame(column.rows)
        half = common.get((0, 2))
        if column.flows and column.place == (0, 1) and half and max(row.x1 for row in column.rows) < half.right + 6:
            column = replace(
                column, place=(0, 2)
            )  # the last page of a report in two columns may have words in the first one alone
        usual = common.get(column.place, own)
        shared = column.flows and abs(own.left - usual.left) < 60 and (len(column.rows) < 12 or abs(own.left - usual.left) < 3)
        frame = usual if shared else own
        if shared and own.right > frame.right + 6:
            frame = Frame(frame.left, own.right)
        placed += [Set(row, frame, number, column.place if column.flows else None) for row in column.rows]
    indents = _first_row_indents(placed)
    return [
        replace(entry, opens=True) if _indent_of(entry) in indents else replace(entry, centred=_is_centred(entry))
        for entry in placed
    ]


def _indent_of(entry: Set) -> float:
    """In sizes of type, to a fifth."""
    return round(5 * (entry.row.x0 - entry.frame.left) / entry.row.size) / 5


def _first_row_indents(placed: Sequence[Set]) -> set[float]:
    """Indents from which the next row often goes back to the edge."""
    counts: Counter[float] = Counter()
    back: Counter[float] = Counter()
    for entry, following in pairwise(placed):
        indent = _indent_of(entry)
        if indent > 0.5 and entry.column == following.column:
            counts[indent] += 1
            back[indent] += _indent_of(following) < 0.4
    least = max(2, 0.02 * len(placed))
    return {indent for indent, count in counts.items() if count > least and back[indent] >= 0.35 * count}


def _frame(rows: Sequence[Row]) -> Frame:
    lefts = Counter(round(row.x0) for row in rows)
    least = max(1, len(rows) // 12)
    left = min((x for x, count in lefts.items() if count >= least), default=min(row.x0 for row in rows))
    rights = sorted(row.x1 for row in rows)
    return Frame(float(left), rights[int(0.95 * (len(rights) - 1))])


def paragraphs_of(rows: Sequence[Set]) -> list[list[Set]]:
    """`rows` grouped into paragraphs and headings."""
    if not rows:
        return []
    leading = _leading(rows)
    result = [[rows[0]]]
    for before, row in pairwise(rows):
        if _breaks(result[-1], before, row, leading):
            result.append([row])
        else:
            result[-1].append(row)
    return result


def _leading(rows: Sequence[Set]) -> float:
    """The usual distance of base lines, in sizes of type."""
    steps = Counter(
        round(10 * (b.row.base - a.row.base) / b.row.size) / 10
        for a, b in pairwise(rows)
        if a.column == b.column and b.row.base > a.row.base
    )
    return steps.most_common(1)[0][0] if steps else 1.2


def _breaks(paragraph: Sequence[Set], before: Set, row: Set, leading: float) -> bool:
    if before.column != row.column and not _may_go_on(before, row):
        return True
    signs = _room(before, row) + _spacing(before, row, leading) + _indent(paragraph, before, row) + _type(before.row, row.row)
    return signs + _words(paragraph, before.row.text, row.row.text) > 0


def _may_go_on(before: Set, row: Set) -> bool:
    """Whether text goes on from the one column to the other: not from a title over the page to columns below it."""
    if before.place is None or row.place is None:
        return False
    return before.row.page != row.row.page or before.place[1] == row.place[1]


def _room(before: Set, row: Set) -> float:
    """Whether the first word of `row` would still have fitted on the row before."""
    left, size = before.frame.right - before.row.x1, before.row.size
    if before.centred:
        left *= 2
    word = _first_word(row.row)
    space = 0.0 if before.row.text.endswith("-") else 0.25 * size
    room = (left - word - space) / size
    if room > 0.4:
        return 3.0
    return 0.5 if room > 0.15 else -2.0


def _first_word(row: Row) -> float:
    """Its width; marks and changes of type do not end it."""
    end = row.pieces[0].x1
    for piece in row.pieces[1:]:
        if piece.spaced:
            break
        end = piece.x1
    return end - row.x0


def _spacing(before: Set, row: Set, leading: float) -> float:
    if before.column != row.column:
        return 0.0
    extra = (row.row.base - before.row.base) / max(row.row.size, before.row.size) - leading
    if extra > 0.9 * leading:
        return 4.0
    return 2.5 if extra > 0.11 else 0.0


def _indent(paragraph: Sequence[Set], before: Set, row: Set) -> float:
    if before.centred or row.centred:
        return 2.0 if before.centred != row.centred and not _is_full(before) and not _is_even(before) else -0.5
    step = 0.5 * row.row.size
    own = row.row.x0 - row.frame.left
    last = before.row.x0 - before.frame.left
    if _hangs_under_label(paragraph[0], row):
        return -3.0
    if row.opens:
        return 3.0
    if own > step:
        if abs(own - last) < 0.3 * row.row.size:
            return 0.0 if len(paragraph) > 1 else (1.0 if ends_sentence(before.row.text) else -0.5)
        return 3.0 if own > last else 0.5
    return 2.0 if len(paragraph) > 1 and last > step else 0.0


def _hangs_under_label(first: Set, row: Set) -> bool:
    """Whether `row` is set in line with the words behind the label that the paragraph begins with."""
    pieces = first.row.pieces
    if len(pieces) < 2 or label_of(first.row.text) is None:
        return False
    over = row.row.x0 - row.frame.left - (pieces[1].x0 - first.frame.left)
    return abs(over) < 0.35 * row.row.size and row.row.x0 - row.frame.left > first.row.x0 - first.frame.left + 0.4 * row.row.size


def _is_centred(row: Set) -> bool:
    """Whether both sides leave the same room."""
    left, right = row.row.x0 - row.frame.left, row.frame.right - row.row.x1
    return left > row.row.size and right > row.row.size and abs(left - right) < _CENTRE * row.row.size


def _is_even(row: Set) -> bool:
    """Whether the row leaves the same room on both sides, however little: it may be a full row of a centred heading."""
    left, right = row.row.x0 - row.frame.left, row.frame.right - row.row.x1
    return left > 0.3 * row.row.size and abs(left - right) < _CENTRE * row.row.size


def _is_full(row: Set) -> bool:
    return row.frame.right - row.row.x1 < 0.5 * row.row.size and row.row.x0 - row.frame.left < 3.5 * row.row.size


def _type(before: Row, row: Row) -> float:
    """Headings are set apart by weight and size."""
    differs = 1.5 if before.bold != row.bold else 0.0
    return differs + (2.0 if abs(before.size - row.size) > 0.08 * before.size else 0.0)


def _words(paragraph: Sequence[Set], before: str, text: str) -> float:
    ended = ends_sentence(before)
    label = label_of(text)
    signs = 0.0 if ended else -0.5
    if label is not None and (ended or label.style in ("part", "roman", "letter", "arabic", "dotted")):
        signs += 2.5 if ended or is_uppercase(text) else 1.0
    if text[:1].islower() and label is None:
        signs -= 1.5
    if hangs(before):
        signs -= 1.0
    if label is None and is_uppercase(text) and names_document(text) and label_of(paragraph[0].row.text) is None:
        return signs + 4.0  # "BÁO CÁO CHÍNH TRỊ" stands alone
    above = label_of(before)
    title = before[above.end :] if above else before  # “Phần thứ hai PHƯƠNG HƯỚNG” is set in capitals
    if label is None and is_uppercase(title) and is_uppercase(text):
        signs -= 2.0
    elif label is None and is_uppercase(title) != is_uppercase(text):
        signs += 3.0 if names_document(before) else 1.5 if min(len(before), len(text)) > 8 else 0.0
    return signs
