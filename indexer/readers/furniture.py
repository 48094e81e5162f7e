"""Lines that belong to the sheet and not to the text: page numbers between paragraphs.

… chất lượng được nâng lên. Xây dựng và

- 4 -

chỉ đạo thực hiện 14 mô hình.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers import spans as spans_
from indexer.readers.blocks import Block
from indexer.readers.lines import Line

PAGE_NUMBER = re.compile(r"[\s\-–—.*]*(?:[Tt]rang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[\s\-–—.*]*")


def page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Lines that stand alone and hold nothing but numbers which count on, at least two of them."""
    alone = [
        line
        for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False)
        if (before is None or before.blank) and (after is None or after.blank) and PAGE_NUMBER.fullmatch(line.text)
    ]
    numbered = [(int(match[1]), line) for line in alone if (match := PAGE_NUMBER.fullmatch(line.text))]
    counting = sum(a + 1 == b for (a, _), (b, _) in pairwise(numbered))
    return [line for _, line in numbered] if counting >= max(1, 0.7 * (len(numbered) - 1)) else []


def with_furniture(source: str, blocks: Sequence[Block], lines: Sequence[Line]) -> tuple[Block, ...]:
    """`blocks` and the furniture `lines` in source order, without those that hold no letters."""
    sheet = [Block(spans_.of_lines(source, [line]), "furniture", (), line.page, line.page) for line in lines]
    held = [block for block in [*blocks, *sheet] if spans_.has_letters(source, block.spans)]
    return tuple(sorted(held, key=lambda block: block.start))
