"""Blocks → sections: each heading with its label, title, place and parent, and for every block the section it stands in.

    Phần thứ nhất                     level 1, its title on the lines below
    TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT
    I. NHIỆM VỤ KINH TẾ               level 2
    1. Nông nghiệp                    level 3

A level is the depth in the tree, not the style of a label: `I` is level 2 under a part, level 3 under `A`. Labels recur under
other parents and sometimes, by a slip, under the same one; nothing here looks a section up by its label.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.readers.blocks import Block, Mark, read_spans
from indexer.readers.labels import Label, is_uppercase, label_of
from indexer.readers.spans import trimmed, without
from indexer.structure.headings import Heading, decide, form_of, place
from store.records import Span

_LONGEST_PART_TITLE = 4  # blocks
_NO_LABEL = Label("", "item", 0, ("",), 0)  # stands for an unlabelled heading among the open ones


@dataclass
class Node:
    """A section being built; `parent` is the place of its parent in the list of nodes."""

    label: str | None
    title: str
    spans: tuple[Span, ...]
    page: int | None
    parent: int | None
    level: int
    marks: list[tuple[Mark, int]] = field(default_factory=list)  # each with its offset in the title


@dataclass(frozen=True, slots=True)
class Piece:
    """What is left of a block after the headings are taken: running text in the section `node`, or the heading `node` itself."""

    node: int | None
    block: Block | None  # None: the piece is the heading


def outline(source: str, blocks: Sequence[Block], texts: Sequence[str]) -> tuple[list[Node], list[Piece]]:
    """Sections of the body blocks, and the body in reading order; `texts` are the blocks' reading texts."""
    headings = {heading.index: heading for heading in [*_marked(blocks, texts), *decide(_plain(blocks, texts), _bold(blocks))]}
    nodes: list[Node] = []
    pieces: list[Piece] = []
    open_nodes: list[tuple[int, Label, int | None]] = []  # node, label, heading level of the format
    index = 0
    while index < len(blocks):
        heading = headings.get(index)
        if heading is None:
            pieces.append(Piece(open_nodes[-1][0] if open_nodes else None, blocks[index]))
            index += 1
            continue
        last = _title_end(index, heading, blocks, texts, headings)
        label, kept = _place(heading, blocks[index], open_nodes)
        del open_nodes[kept:]
        node, rest = _node(source, blocks[index : last + 1], heading, label)
        node.parent = open_nodes[-1][0] if open_nodes else None
        node.level = len(open_nodes) + 1
        nodes.append(node)
        open_nodes.append((len(nodes) - 1, label, blocks[index].heading_level))
        pieces.append(Piece(len(nodes) - 1, None))
        if rest is not None:
            pieces.append(Piece(len(nodes) - 1, rest))
        index = last + 1
    return nodes, pieces


def _bold(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks bold type sets off; where most of a report is bold it sets off nothing."""
    bold = [block.bold for block in blocks]
    return bold if 2 * sum(bold) < len(bold) else [False] * len(bold)


def _plain(blocks: Sequence[Block], texts: Sequence[str]) -> list[str]:
    """The texts to look for headings in, with a bullet before what the format knows as an item."""
    plain = [f"• {text}" if block.item else text for block, text in zip(blocks, texts, strict=True)]
    return [text if block.kind == "text" else "" for block, text in zip(blocks, plain, strict=True)]


def _marked(blocks: Sequence[Block], texts: Sequence[str]) -> list[Heading]:
    """Headings without a label: what the format marks as one, and short lines in capitals or bold with text below them."""
    found: list[Heading] = []
    for index, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        label = label_of(text)
        if block.heading_level is not None:
            found.append(Heading(index, label if label and label.style != "item" else None))
        elif block.kind == "text" and label is None and _stands_out(block, text) and _leads(index, blocks, texts):
            found.append(Heading(index, None))
    return found


def _stands_out(block: Block, text: str) -> bool:
    words = len(text.split())
    return (
        form_of(text) == "title" and words <= 25 and ((is_uppercase(text) and words >= 2) or (block.bold and text[:1].isupper()))
    )


def _leads(index: int, blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether the block stands alone over running text: no other line of its kind right before it."""
    following = index + 1
    if following >= len(blocks) or blocks[following].kind != "text" or _stands_out(blocks[following], texts[following]):
        return False
    if index == 0:
        return True
    before = label_of(texts[index - 1])
    wrapped = is_uppercase(texts[index]) and (is_uppercase(texts[index - 1]) or (before is not None and before.style == "part"))
    return not wrapped


def _title_end(index: int, heading: Heading, blocks: Sequence[Block], texts: Sequence[str], headings: dict[int, Heading]) -> int:
    """The last block of a heading's title: capitals go on in capitals, and a part's title may stand below its label."""
    if heading.lead_end is not None:
        return index
    label = heading.label
    bare = label is not None and not texts[index][label.end :].strip()
    capitals = is_uppercase(texts[index][label.end if label else 0 :]) or bare
    last = index
    while last + 1 < len(blocks) and last - index < _LONGEST_PART_TITLE:
        block, text = blocks[last + 1], texts[last + 1]
        known = headings.get(last + 1)
        if block.heading_level is not None and blocks[index].heading_level not in (None, block.heading_level):
            break
        if block.kind != "text" or label_of(text) is not None or (known is not None and known.label is not None):
            break
        if not (capitals and is_uppercase(text)) and not (bare and last == index and form_of(text) == "title"):
            break
        last += 1
    return last


def _place(heading: Heading, block: Block, open_nodes: Sequence[tuple[int, Label, int | None]]) -> tuple[Label, int]:
    labels = [label for _, label, _ in open_nodes]
    if heading.label is not None:
        return place(heading.label, labels)
    kept = len(open_nodes)
    if block.heading_level is not None:
        while kept and (level := open_nodes[kept - 1][2]) is not None and level >= block.heading_level:
            kept -= 1
    elif block.bold:
        while kept and open_nodes[kept - 1][1] is _NO_LABEL:
            kept -= 1
    else:
        kept = 0
    return _NO_LABEL, kept


def _node(source: str, blocks: Sequence[Block], heading: Heading, label: Label) -> tuple[Node, Block | None]:
    """The section that `blocks` head, and the running text behind a run-in lead."""
    first = blocks[0]
    spans = tuple(span for block in blocks for span in block.spans)
    marks = [mark for block in blocks for mark in block.marks]
    rest: Block | None = None
    if heading.lead_end is not None:
        cut = read_spans(source, first.spans).source(heading.lead_end)
        tail = trimmed(source, without(spans, [(0, cut)]))
        rest = Block(tail, first.kind, tuple(m for m in marks if m.at > cut), first.page, first.page_end) if tail else None
        spans = trimmed(source, without(spans, [(cut, len(source))]))
        marks = [mark for mark in marks if rest is None or mark.at <= cut]
    start = label.end if heading.label is not None else 0
    reads = [
        read_spans(source, trimmed(source, without(spans, [(0, b.spans[0][0]), (b.spans[-1][1], len(source))]))) for b in blocks
    ]
    title = " ".join(read.text for read in reads)[start:]
    trimmed_title = title.strip()
    lead = start + len(title) - len(title.lstrip())
    node = Node(heading.label.text if heading.label else None, _unpointed(trimmed_title), spans, first.page, None, 1)
    for mark in marks:
        before = " ".join(read.text[: read.offset(mark.at)] for read in reads if read.positions and read.positions[0] < mark.at)
        node.marks.append((mark, min(max(0, len(before) - lead), len(node.title))))
    return node, rest


def _unpointed(title: str) -> str:
    """A title without the stop or colon behind it, which belong to the line and not to the heading."""
    return title if title.endswith(("..", "…")) else title.rstrip(" .:;,") or title
