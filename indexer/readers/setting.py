"""Which printed lines form a paragraph, judged as a compositor would: by what would still have fitted on a line.

    phiên chợ họp sớm hơn.                             ← room for "Nghề": the paragraph ended here
        Nghề đan lát giữ được khách quen, hàng         ← (indents are lost) room for "mây": a first line
    mây tre đi xa hơn. Bến đò mở thêm hai chuyến đêm   ← full
    mỗi tuần.

A line that leaves room for the first word of the next one was either the last line of its paragraph or its indented first
line; what the two lines end and begin with tells which. Where wrapped lines keep their space at the end, a missing space
ends a paragraph.
"""

from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.labels import ends_sentence, hangs, is_uppercase, label_of, names_document
from indexer.readers.lines import Line
from indexer.readers.typewidth import natural_width

# What a line may leave free, in measures, and still go on: the looseness of justified type; for a first line also its indent, and
# the extra width of bold type.
_LINE_ROOM = 0.12
_FIRST_LINE_ROOM = 0.19


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of all pages, grouped into paragraphs and headings; a paragraph may run over pages."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    measure = _measure(lines)
    trailing = _keeps_spaces(lines)
    result = [[lines[0]]]
    spaced = sum(_apart(a, b) for a, b in pairwise(lines)) > 0.5 * len(lines)
    for i, (line, following) in enumerate(pairwise(lines)):
        after = lines[i + 2] if i + 2 < len(lines) else None
        if spaced and not _apart(line, following) and label_of(following.composed.strip()) is None:
            result[-1].append(following)  # set closer than the rest: nobody does that between paragraphs
        elif not spaced and _apart(line, following) and line.page == following.page and not following.text.lstrip()[:1].islower():
            result.append([following])  # a blank line where the rest has none
        elif _breaks(result[-1], line, following, after, measure, trailing):
            result.append([following])
        else:
            result[-1].append(following)
    return result


def _breaks(paragraph: Sequence[Line], line: Line, following: Line, after: Line | None, measure: float, trailing: bool) -> bool:
    text, next_text = line.composed.strip(), following.composed.strip()
    label = label_of(next_text)
    room = _room(line, following, measure)
    ended = ends_sentence(text)
    hard_end = trailing and not line.text.endswith((" ", "\t"))
    if next_text[:1].islower():
        return hard_end and ended and room > 0.3
    if label is None and is_uppercase(text) and is_uppercase(next_text):
        return names_document(next_text) and label_of(paragraph[0].composed.strip()) is None
    if label is None and is_uppercase(text) != is_uppercase(next_text) and min(len(text), len(next_text)) > 8:
        return not hangs(text)
    if label is not None and label.text in "-–" and next_text[label.end :][:1].islower() and not (ended or hard_end):
        return room > _LINE_ROOM  # "dịch vụ / - công nghiệp": a dash between two words fell to the head of a line
    if label is not None:
        return ended or hard_end or room > 0 or label.style in ("part", "roman")
    if text.endswith((":", ",")) and not next_text[:1].isupper():
        return False
    if hard_end or room > (_FIRST_LINE_ROOM if len(paragraph) == 1 else _LINE_ROOM):
        return True
    if hangs(text) or (len(paragraph) == 1 and trailing):
        return False
    indented = after is not None and _room(following, after, measure) > 0.0
    if len(paragraph) == 1 and label_of(paragraph[0].composed.strip()) is not None:
        return (
            not ended and (indented or room > _LINE_ROOM) and next_text[:1].isupper()
        )  # a title over a first line; leads run on
    return ended and (room > 0.0 or indented)


def _room(line: Line, following: Line, measure: float) -> float:
    """What is left on `line`, in measures, once the first word of `following` is set on it too; below 0: it would not fit."""
    word = following.text.split(None, 1)[0]
    return 1.0 - natural_width(f"{line.text.strip()} {word}") / measure


def _apart(line: Line, following: Line) -> bool:
    """Whether a blank line stands between the two."""
    return following.start > line.next


def _measure(lines: Sequence[Line]) -> float:
    """The width that full lines reach: justified lines are set a little tighter or looser than their natural width."""
    widths = sorted(natural_width(line.text.strip()) for line in lines)
    return float(widths[int(0.9 * (len(widths) - 1))])


def _keeps_spaces(lines: Sequence[Line]) -> bool:
    """Whether lines that were wrapped keep their last space."""
    wrapped = [a for a, b in pairwise(lines) if not ends_sentence(a.text) and b.text.lstrip()[:1].islower()]
    return bool(wrapped) and sum(line.text.endswith((" ", "\t")) for line in wrapped) > 0.9 * len(wrapped)
