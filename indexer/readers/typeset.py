"""Text of a typeset PDF: printed lines one by one, page after page, note bodies at the foot, nothing said about paragraphs.

    chợ họp đều hơn trước2. Bến đò đã đón thêm khách từ vùng cao      (a blank line behind every line,
    1. Nhiều hơn hai năm trước 14 chuyến.                             three between pages)
    2. Gồm chợ Bến Đá,
    chợ Cầu Mới.

A mark is a number glued to a word; only numbers that a body answers are marks, so that `m3` and years stay text. Which lines
at the foot of a page are bodies is decided in `foot`, which lines form a paragraph in `setting`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from indexer.readers import spans as spans_
from indexer.readers.alignment import align
from indexer.readers.blocks import Block, Mark, Note, Reading
from indexer.readers.foot import Body, Foot, find_feet
from indexer.readers.furniture import PAGE_NUMBER, with_furniture
from indexer.readers.labels import ends_in_length, ends_sentence
from indexer.readers.lines import Line, page_count, split_lines
from indexer.readers.setting import paragraphs
from store.records import Span

LAYOUT = "typeset"
_GLUED = re.compile(r"(?<=[^\W\d_]|[\u0300-\u036f%”\")\].,;:…!?&])(\d{1,3})(?!\d|[.,]\d|[^\W\d_]|/\d|%)")
_YEAR_AND_MARK = re.compile(r"(?<!\d)(?:19|20)\d\d(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    span: Span
    number: int
    page: int  # its place among the printed pages, which `Foot` counts by too
    weight: float


def recognise(source: str) -> bool:
    """Lines break in the middle of sentences, and nearly every one is followed by one blank line or pages end in form feeds."""
    lines = split_lines(source)
    full = [i for i, line in enumerate(lines) if not line.blank]
    if len(full) < 8:
        return False
    spaced = sum(b - a == 2 for a, b in pairwise(full))
    broken = sum(not ends_sentence(lines[a].text) and lines[b].text.lstrip()[:1].islower() for a, b in pairwise(full))
    widest = sorted(len(lines[i].composed) for i in full)[int(0.95 * (len(full) - 1))]
    return (spaced >= 0.6 * len(full) or "\f" in source.strip()) and broken >= 0.25 * len(full) and widest <= 130


def read(source: str) -> Reading:
    printed = _pages(split_lines(source))
    furniture = {line for page in printed for line in page if _is_page_number(page, line)}
    furniture |= _running_heads([[line for line in page if line not in furniture] for page in printed])
    pages = [[line for line in page if line not in furniture] for page in printed]
    candidates = [[c for line in page for c in _candidates(line, place)] for place, page in enumerate(pages, 1)]
    feet = find_feet(pages, [[c.number for c in found] for found in candidates], source)
    in_foot = {line for foot in feet for line in foot.lines}
    text = [[line for line in page if line not in in_foot] for page in pages]
    in_text = [c for found in candidates for c in found if not any(line.start <= c.at <= line.end for line in in_foot)]
    marks = _marks(in_text, feet)
    blocks = [_block(source, lines, marks) for lines in paragraphs(text)]
    notes = tuple(_note(source, body) for foot in feet for body in foot.bodies)
    held = with_furniture(source, blocks, sorted(furniture, key=lambda line: line.start))
    return Reading(LAYOUT, held, notes, page_count(source) or len(printed))


def _note(source: str, body: Body) -> Note:
    spans = spans_.trimmed(source, spans_.without(spans_.of_lines(source, body.lines), [body.mark]))
    return Note(spans, str(body.mark[0]), str(body.number), (body.mark,), body.lines[0].page, body.lines[-1].page)


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    """The printed lines of each page that has any; a form feed ends a page, and three blank lines do where there is none."""
    pages: list[list[Line]] = [[]]
    blanks = 0
    previous_feed: int | None = None
    for line in lines:
        if line.blank:
            blanks += 1
            continue
        if pages[-1] and (blanks >= 3 if line.page is None else line.page != previous_feed):
            pages.append([])
        pages[-1].append(line)
        blanks, previous_feed = 0, line.page
    return [[replace(line, page=line.page or place) for line in page] for place, page in enumerate(pages, 1) if page]


def _is_page_number(page: Sequence[Line], line: Line) -> bool:
    return line in (page[0], page[-1]) and bool(PAGE_NUMBER.fullmatch(line.text.strip()))


def _running_heads(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """First or last lines that return, but for their digits, on three pages or more."""
    edges = [(re.sub(r"\d+", "#", line.text.strip()), line) for page in pages if len(page) > 2 for line in (page[0], page[-1])]
    returning = {
        text for text, group in groupby(sorted(text for text, _ in edges)) if len(list(group)) >= max(3, len(pages) // 4)
    }
    return {line for text, line in edges if text in returning}


def _candidates(line: Line, page: int) -> Iterator[_Candidate]:
    """Numbers on the line that may be marks, with what speaks for each."""
    for match in _GLUED.finditer(line.text):
        before = line.text[: match.start()]
        if re.search(r"\d[.,:]$", before):
            continue  # 1.385, 7,5
        weight = 1.0 if ends_in_length(before) else 10.0
        at = line.start + match.start()
        yield _Candidate(at, (at, line.start + match.end()), int(match[1]), page, weight)
    for match in _YEAR_AND_MARK.finditer(line.text):
        at = line.start + match.start(1)
        yield _Candidate(at, (at, line.start + match.end(1)), int(match[1]), page, 3.0)


def _marks(candidates: list[_Candidate], feet: Sequence[Foot]) -> list[Mark]:
    """The candidates that a body answers: the same number, on the same page or the one before."""
    bodies = [(foot.page, body) for foot in feet for body in foot.bodies]
    candidates.sort(key=lambda c: c.at)

    def weight(candidate: _Candidate, entry: tuple[int, Body]) -> float:
        page, body = entry
        near = {0: 1.0, 1: 0.5}.get(page - candidate.page, 0.0)
        return candidate.weight * near if candidate.number == body.number else 0.0

    pairs = align(candidates, bodies, weight)
    marks = [Mark(candidates[i].at, candidates[i].span, str(bodies[j][1].mark[0]), str(candidates[i].number)) for i, j in pairs]
    return sorted([*marks, *_lost(candidates, [(candidates[i].at, bodies[j][1].number) for i, j in pairs])], key=lambda m: m.at)


def _lost(candidates: Sequence[_Candidate], known: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """Marks whose body is missing: the number that a series skips, between its two neighbours."""
    for (at, number), (later, following) in pairwise(known):
        for missing in range(number + 1, following):
            between = [c for c in candidates if at < c.at < later and c.number == missing and c.weight >= 10.0]
            if len(between) == 1:
                yield Mark(between[0].at, between[0].span, f"lost {between[0].at}", str(missing))


def _block(source: str, lines: Sequence[Line], marks: Sequence[Mark]) -> Block:
    spans = spans_.of_lines(source, lines)
    own = tuple(mark for mark in marks if any(a <= mark.span[0] < b for a, b in spans))
    cut = spans_.trimmed(source, spans_.without(spans, [mark.span for mark in own]))
    return Block(cut, marks=own, page=lines[0].page, page_end=lines[-1].page)
