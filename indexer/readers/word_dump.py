"""Word dump: each paragraph is a line, every footnote mark became a line end, and the bodies stand at the end behind U+FFFD.

    Thu nhập bình quân đầu người đạt 52 triệu đồng        ← the mark stood here
    ; tỷ lệ hộ nghèo còn 2,1%.
    …
    � Nghị quyết đề ra 50 triệu đồng.

The marks carry no number, so marks and bodies pair by order. A line that goes on with punctuation, a small letter or an
opening bracket cannot be a paragraph of its own: a mark stood before it. When the counts still disagree, the words that
mark and body share help to find which are missing, and a remark says so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.readers import spans as spans_
from indexer.readers.alignment import align_by_words
from indexer.readers.blocks import Block, Mark, Note, Reading
from indexer.readers.labels import ends_sentence, first_sentence_end, is_uppercase, label_of
from indexer.readers.lines import Line, line_ends, split_lines
from store.records import Span

LAYOUT = "word_dump"
_OPENS_BODY = re.compile(r"[ \t]*\ufffd[ \t]*\S")
_BODY = re.compile(r"\s*\ufffd\s*")
_CONTEXT = 200  # characters before a mark that tell what it is about
_OPENS = re.compile(r"\s+[(“\"\d]|\(")


def recognise(source: str) -> bool:
    """Lines that start with U+FFFD."""
    return "[footnoteRef:" not in source and any(_OPENS_BODY.match(line.text) for line in split_lines(source))


def read(source: str) -> Reading:
    lines = [line for line in split_lines(source) if not line.blank]
    bodies = _bodies(lines)
    taken = {line for _, body in bodies for line in body}
    text = [line for line in lines if line not in taken]
    joints = _joints(source, text, len(bodies))
    blocks = _blocks(source, text, joints)
    marks = [mark for block in blocks for mark in block.marks]
    keys = {mark.key: mark.key for mark in marks}
    warnings = []
    if len(marks) != len(bodies):
        warnings.append(
            f"{len(marks)} footnote marks were found for {len(bodies)} footnotes; they are paired in order and by their words, "
            "so some may be shifted"
        )
        keys = _keys_by_words(source, marks, bodies)
    notes = tuple(
        Note(spans_.trimmed(source, spans_.without(spans_.of_lines(source, body), [mark])), str(i), None, (mark,))
        for i, (mark, body) in enumerate(bodies, 1)
    )
    keyed = tuple(replace(block, marks=tuple(replace(mark, key=keys[mark.key]) for mark in block.marks)) for block in blocks)
    return Reading(LAYOUT, keyed, notes, None, tuple(warnings))


def _keys_by_words(source: str, marks: Sequence[Mark], bodies: Sequence[tuple[Span, list[Line]]]) -> dict[str, str]:
    """For each mark's own key the key of the body it asks for, when there are fewer of one than of the other."""
    contexts = [source[max(0, mark.at - _CONTEXT) : mark.at] for mark in marks]
    texts = [" ".join(line.text for line in lines) for _, lines in bodies]
    pairs = dict(align_by_words(contexts, texts))
    return {mark.key: str(pairs[i] + 1) if i in pairs else f"lost {mark.at}" for i, mark in enumerate(marks)}


def _bodies(lines: Sequence[Line]) -> list[tuple[Span, list[Line]]]:
    """Each body's mark and lines: the line behind U+FFFD and those that follow without a blank one."""
    bodies: list[tuple[Span, list[Line]]] = []
    for line in lines:
        if match := _BODY.match(line.text):
            bodies.append(((line.start, line.start + match.end()), [line]))
        elif bodies and bodies[-1][1][-1].next == line.start:
            bodies[-1][1].append(line)
    return bodies


def _joints(source: str, lines: Sequence[Line], wanted: int) -> dict[int, bool]:
    """Indexes of lines that end at a mark → whether the next line goes on with the same paragraph."""
    sure: dict[int, bool] = {}
    likely: dict[int, bool] = {}
    body = next((i for i, line in enumerate(lines) if _opens_body(line.composed.strip())), 0)
    for i, (line, following) in enumerate(pairwise(lines)):
        if i < body:
            continue  # a title runs over lines without any marks
        adjacent = line_ends(source, line.end, following.start) == 1
        goes_on = _goes_on(following.composed)
        if label_of(following.composed.strip()) and goes_on != "punctuation":
            goes_on = None
        carries = i - 1 in sure or (len(line.composed) > 40 and not is_uppercase(line.composed))
        if goes_on == "punctuation" or (goes_on and adjacent and carries and not ends_sentence(line.text)):
            sure[i] = True
        elif not ends_sentence(line.text) and _is_running_text(line.composed):
            likely[i] = False
    if len(sure) + len(likely) == wanted:
        return sure | likely
    return sure


def _goes_on(text: str) -> str | None:
    stripped = text.lstrip()
    if stripped[:1] in ".,;:!?…)]”%":
        return "punctuation"
    if stripped[:1].islower() or _OPENS.match(text):
        return "words"
    return None


def _opens_body(text: str) -> bool:
    label = label_of(text)
    return (label is not None and label.style != "item") or (ends_sentence(text) and len(text.split()) > 12) or len(text) > 200


def _is_running_text(text: str) -> bool:
    """Long, and no heading: without a label, or with a second sentence."""
    return len(text) > 120 and (label_of(text.strip()) is None or first_sentence_end(text) is not None)


def _blocks(source: str, lines: Sequence[Line], joints: dict[int, bool]) -> list[Block]:
    blocks: list[Block] = []
    spans: list[Span] = []
    marks: list[Mark] = []
    count = 0
    for i, line in enumerate(lines):
        spans.append((line.start, line.end))
        if i in joints:
            count += 1
            at = line.start + len(line.text.rstrip())
            marks.append(Mark(at, (line.end, line.next), str(count), None))
            if joints[i]:
                continue
        if spans_.has_letters(source, spans):
            blocks.append(Block(spans_.trimmed(source, spans), marks=tuple(marks)))
        spans, marks = [], []
    return blocks
