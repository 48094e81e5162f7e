"""Plain text: paragraphs of one line each, or of wrapped lines with blank lines between.

    Năm qua, kinh tế huyện tiếp tục phát triển, đời sống          Năm qua, kinh tế … được nâng lên.
    nhân dân được nâng lên.                                       1. Về kinh tế
                                                                  Giá trị sản xuất tăng 9%.
    1. Về kinh tế

A line is joined to the next one when it is as long as the text is wide and the next one opens nothing of its own. Paragraphs
that a page break cut ("… Xây dựng và" / blank / "chỉ đạo …") are joined again.
"""

from collections.abc import Sequence
from itertools import pairwise

from indexer.readers import spans as spans_
from indexer.readers.blocks import Block, BlockKind, Reading, reading_text
from indexer.readers.furniture import page_numbers, with_furniture
from indexer.readers.labels import ends_sentence, first_sentence_end, hangs, is_uppercase, label_of
from indexer.readers.lines import Line, page_count, split_lines
from store.records import Span

LAYOUT = "plain"
_WIDEST_WRAP = 130  # characters; longer lines were not wrapped by anyone
_MOST_ROWS = 6  # of a table in one block: few enough for a passage to answer a question


def recognise(source: str) -> bool:  # noqa: ARG001  every text is at least plain
    return True


def read(source: str) -> Reading:
    lines = split_lines(source)
    numbers = page_numbers(lines)
    blocks = [_block(source, group) for group in groups([line for line in lines if line not in numbers])]
    joined = join_cut(source, [block for block in blocks if block])
    return Reading(LAYOUT, with_furniture(source, joined, numbers), (), page_count(source))


def groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that read as one paragraph each."""
    width = wrap_width(lines)
    result: list[list[Line]] = []
    for line, before in zip(lines, [None, *lines], strict=False):
        if line.blank:
            continue
        full = bool(result) and is_table_row(line.text) and len(result[-1]) >= _MOST_ROWS
        if result and before and not before.blank and not full and _goes_on(before.composed, line.composed, width):
            result[-1].append(line)
        else:
            result.append([line])
    return result


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width that lines were wrapped at, or None when each line is a paragraph."""
    lengths = sorted(len(line.composed.rstrip()) for line in lines if not line.blank)
    if not lengths or lengths[-1] > _WIDEST_WRAP:
        return None
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if not a.blank and not b.blank]
    running = sum(not ends_sentence(a) and b.lstrip()[:1].islower() for a, b in pairs)
    return lengths[int(0.9 * (len(lengths) - 1))] if running >= max(1, 0.2 * len(pairs)) else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    if is_table_row(line) and is_table_row(following):
        return True
    if width is None or is_table_row(line) or is_table_row(following):
        return False
    if label_of(following.strip()) is not None or is_uppercase(line) != is_uppercase(following):
        return False
    first_word = following.split(None, 1)[0]
    full = len(line.rstrip()) + 1 + len(first_word) > width * 0.9
    return full and not (ends_sentence(line) and len(line.rstrip()) < 0.8 * width)


def is_table_row(text: str) -> bool:
    return text.count("|") >= 2 or (text.strip().count("\t") >= 2)


def _block(source: str, lines: list[Line]) -> Block | None:
    spans, kind = spans_and_kind(source, lines)
    return Block(spans, kind, page=lines[0].page, page_end=lines[-1].page) if spans_.has_letters(source, spans) else None


def spans_and_kind(source: str, lines: Sequence[Line]) -> tuple[tuple[Span, ...], BlockKind]:
    """What to read of `lines`: all of it, but for the rules (`|---|---|`) between the rows of a table."""
    if not all(is_table_row(line.text) for line in lines):
        return spans_.of_lines(source, lines), "text"
    return spans_.of_lines(source, [line for line in lines if any(c.isalnum() for c in line.text)]), "table"


def join_cut(source: str, blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with the halves of paragraphs that a page break cut put together."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _belongs(source, joined[-1], block):
            last = joined[-1]
            # the white space behind the first half is read as the space between the two
            start, end = last.spans[-1]
            while end < len(source) and source[end] in "\r\n \t":
                end += 1
                if source[end - 1] in "\n ":
                    break
            spans = (*last.spans[:-1], (start, end), *block.spans)
            joined[-1] = Block(
                spans,
                last.kind,
                (*last.marks, *block.marks),
                last.page,
                block.page_end,
                last.bold and block.bold,
                last.heading_level,
            )
        else:
            joined.append(block)
    return joined


def _belongs(source: str, first: Block, second: Block) -> bool:
    if first.kind != "text" or second.kind != "text":
        return False
    if first.heading_level is not None or second.heading_level is not None or (first.bold != second.bold):
        return False
    before, after = reading_text(source, first.spans), reading_text(source, second.spans)
    if ends_sentence(before) and not before.endswith((";",)):
        return False
    if label_of(after) is not None:
        return False
    if after[:1].islower():
        return is_running(before) or hangs(before)
    if is_uppercase(before) or ends_sentence(before):
        return False
    return is_running(before) and (hangs(before) or len(before) > 200)


def is_running(text: str) -> bool:
    """Whether `text` is prose rather than a heading: two sentences, or longer than any title."""
    label = label_of(text)
    title = text[label.end :] if label else text
    if is_uppercase(title):
        return False
    words = len(title.split())
    return first_sentence_end(title) is not None or words > 45 or (words > 8 and (label is None or label.style == "item"))
