"""OCR of pages into light markdown: a block a line, asterisks for emphasis, note marks as superscripts that restart on each page.

    Thu nhập đạt 52 triệu đồng¹, rừng che phủ 56%; nước thải 60.000m³
    ¹ Nghị quyết đề ra 50 triệu đồng.
    mỗi ngày được xử lý.

Also the marks `<sup>1</sup>` and `[^1]`. A reference pairs with a body of its number in the next group of bodies; paragraphs that
such a group or a bare page break cuts are put together again. `m²`, `m³` are units.
"""

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexer.readers import spans as spans_
from indexer.readers.alignment import align
from indexer.readers.blocks import Block, Mark, Note, Reading
from indexer.readers.furniture import page_numbers, with_furniture
from indexer.readers.labels import ends_in_length
from indexer.readers.lines import Line, page_count, split_lines
from indexer.readers.plain import groups, join_cut, spans_and_kind
from store.records import Span

LAYOUT = "ocr_markdown"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"(?P<sup>[{_SUPERSCRIPTS}]+)|<sup>\s*(?P<tag>\d{{1,3}})\s*</sup>|\[\^(?P<caret>[^\]\s]{{1,20}})\]")
_BODY_START = re.compile(
    rf"[ \t]*(?:(?P<sup>[{_SUPERSCRIPTS}]+)|<sup>\s*(?P<tag>\d{{1,3}})\s*</sup>|\[\^(?P<caret>[^\]\s]{{1,20}})\]:)[ \t]*"
)
_STARS = re.compile(r"\*+")
_HEADING = re.compile(r"[ \t]*(?P<level>#{1,6})[ \t]+")
_MARKDOWN = (
    r"\*\*\S[^*]*\S\*\*",
    r"(?<![\w*])\*[^\W*][^*\r\n]*\*(?!\*)",
    r"(?:^|[\r\n])#{1,6} \S",
    r"<sup>\d+</sup>",
    r"\[\^[^\]\s]+\]:",
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    span: Span
    number: str


@dataclass(frozen=True, slots=True)
class _Body:
    number: str
    at: int
    group: int


def recognise(source: str) -> bool:
    """A superscript that is no power of a unit, `**bold**`, `*italic*` or `# heading` anywhere."""
    superscripts = re.finditer(rf"[{_SUPERSCRIPTS}]+", source)
    if any(not ends_in_length(source[max(0, match.start() - 8) : match.start()]) for match in superscripts):
        return True
    return any(re.search(pattern, source) for pattern in _MARKDOWN)


def read(source: str) -> Reading:
    lines = split_lines(source)
    notes_at = [i for i, line in enumerate(lines) if _BODY_START.match(line.text)]
    bodies = _bodies(source, lines, notes_at)
    numbers = page_numbers(lines)
    taken = {i for _, _, i in bodies} | {i for i, line in enumerate(lines) if line in numbers}
    text_lines = [replace(line, text="") if i in taken else line for i, line in enumerate(lines)]
    marks = _marks(source, text_lines, [body for body, _, _ in bodies])
    blocks = [_block(source, group, marks) for group in _bold_together(groups(text_lines))]
    notes = tuple(note for _, note, _ in bodies)
    joined = join_cut(source, [block for block in blocks if block])
    return Reading(LAYOUT, with_furniture(source, joined, numbers), notes, page_count(source))


def _bodies(source: str, lines: Sequence[Line], starts: Sequence[int]) -> list[tuple[_Body, Note, int]]:
    """Each body with its note, keyed by its place, and the index of its line."""
    bodies: list[tuple[_Body, Note, int]] = []
    group = -1
    previous = -2
    for i in starts:
        match = _BODY_START.match(lines[i].text)
        assert match is not None
        if not bodies or any(not line.blank for line in lines[previous + 1 : i]):
            group += 1
        number = _number(match)
        own = (lines[i].start, lines[i].start + match.end())
        cuts = [own, *_emphasis(source, lines[i].start, lines[i].end)]
        spans = spans_.trimmed(source, spans_.without([(lines[i].start, lines[i].end)], cuts))
        if not spans:
            continue
        note = Note(spans, str(lines[i].start), number, (own,), lines[i].page, lines[i].page)
        bodies.append((_Body(number, lines[i].start, group), note, i))
        previous = i
    return bodies


def _bold_together(lines: Sequence[list[Line]]) -> list[list[Line]]:
    """Neighbouring lines between one `**` and the next are one text, a title set over several lines."""
    result: list[list[Line]] = []
    for group in lines:
        opened = bool(result) and sum(line.text.count("**") for line in result[-1]) % 2 == 1
        if opened and group[0].start == result[-1][-1].next:
            result[-1].extend(group)
        else:
            result.append(list(group))
    return result


def _marks(source: str, lines: Sequence[Line], bodies: Sequence[_Body]) -> list[Mark]:
    """Every reference in the text, keyed by the place of its body, or by its own place when it has none."""
    numbers = {body.number for body in bodies}
    candidates = [c for line in lines if not line.blank for c in _candidates(source, line, numbers)]
    pairs = dict(align(candidates, bodies, _weight(bodies)))
    return [
        Mark(c.at, c.span, str(bodies[pairs[i]].at) if i in pairs else f"lost {c.at}", c.number) for i, c in enumerate(candidates)
    ]


def _candidates(source: str, line: Line, numbers: set[str]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for match in _MARK.finditer(source, line.start, line.end):
        start, end = match.span()
        if match["sup"] and ends_in_length(source[max(line.start, start - 8) : start]):
            start += 1  # the power of a unit; what follows it may still be a mark
        if start == end:
            continue
        number = _number(match) if start == match.start() else _digits(source[start:end])
        at = start - (len(source[line.start : start]) - len(source[line.start : start].rstrip(" \t")))
        if match["sup"] and number not in numbers and len(number) > 1 and set(number) <= numbers:
            found += [_Candidate(at, (start + i, start + i + 1), digit) for i, digit in enumerate(number)]
        else:
            found.append(_Candidate(at, (start, end), number))
    return found


def _weight(bodies: Sequence[_Body]) -> Callable[[_Candidate, _Body], float]:
    places = [body.at for body in bodies]

    def weight(mark: _Candidate, body: _Body) -> float:
        """The same number counts, the more the nearer the group of bodies; a body never stands before its mark."""
        if mark.number != body.number or body.at < mark.at:
            return 0.0
        next_group = bodies[bisect.bisect(places, mark.at)].group
        return max(0.0, 10.0 - 3.0 * (body.group - next_group))

    return weight


def _block(source: str, lines: list[Line], marks: Sequence[Mark]) -> Block | None:
    start, end = lines[0].start, lines[-1].end
    spans, kind = spans_and_kind(source, lines)
    own = tuple(mark for mark in marks if any(a <= mark.span[0] < b for a, b in spans))
    cuts = [*(mark.span for mark in own), *_emphasis(source, start, end)]
    level = None
    if heading := _HEADING.match(lines[0].text):
        level = len(heading["level"])
        cuts.append((start, start + heading.end()))
    cleaned = spans_.trimmed(source, spans_.without(spans, cuts))
    if not spans_.has_letters(source, cleaned):
        return None
    text = source[start:end].strip()
    bold = bool(re.fullmatch(r"(?:#+\s*)?\*\*(?:[^*]|\*(?!\*))+\*\*[:.]?", text))
    return Block(cleaned, kind, own, lines[0].page, lines[-1].page, bold, level)


def _emphasis(source: str, start: int, end: int) -> list[Span]:
    """The asterisks that only set a type face: all but a bullet (`* Về kinh tế`) and a printed `(*)`."""
    found: list[Span] = []
    for match in _STARS.finditer(source, start, end):
        bullet = (
            not source[start : match.start()].strip()
            and len(match.group()) == 1
            and source[match.end() : match.end() + 1] in " \t"
        )
        printed = source[match.start() - 1 : match.start()] == "(" and source[match.end() : match.end() + 1] == ")"
        if not bullet and not printed:
            found.append(match.span())
    return found


def _number(match: re.Match[str]) -> str:
    return _digits(match["sup"]) if match["sup"] else match["tag"] or match["caret"]


def _digits(superscripts: str) -> str:
    return "".join(str(_SUPERSCRIPTS.index(letter)) for letter in superscripts)
