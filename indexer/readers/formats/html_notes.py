"""The notes of a web page: a link whose words are a mark, to a place further down that holds the body.

    9%<sup><a href="#fn3" id="ref3">3</a></sup>                            a mark
    <li id="fn3">Báo cáo số 12-BC/HU. <a href="#ref3">↩</a></li>          its body; links back are no part of it

So write word processors (`#_ftn3`, `#sdfootnote3sym`), converters from markdown (`#fn3`) and wikis (`#cite_note-3`); nothing here
depends on such names.
"""

import re
from dataclasses import dataclass, field

from indexer.readers.formats.html_tree import BLOCKS, Node, words

_MARK = re.compile(r"[\s\[(]*((?:chú thích |note )?\d{1,3}|[ivxlc]{1,6}|[a-zđ]|[*†‡§]{1,3})[\s\])]*", re.IGNORECASE)
_NOTE_WORDS = re.compile(r"(?i)(?:^|[^a-z])(?:foot|end)?-?(?:note|fn|ftn|edn)|sdfootnote|sdendnote|cite|doc-noteref")
_BODY_BLOCKS = words("p li dd td div aside section")


@dataclass(slots=True)
class PageNotes:
    """What the links of a page say: by the identity of its elements."""

    marks: dict[int, tuple[str, str]] = field(default_factory=dict)  # element of a mark → (key, mark as printed)
    bodies: dict[int, tuple[str, str]] = field(default_factory=dict)  # element of a body → (key, mark)
    backs: set[int] = field(default_factory=set)  # links from bodies back to their marks
    again: dict[int, tuple[str, str]] = field(default_factory=dict)  # element of a further mark → (key, mark)


def find_notes(root: Node) -> PageNotes:
    order = {id(node): number for number, node in enumerate(root.walk())}
    places = _places(root)
    found = PageNotes()
    links = [node for node in root.walk() if node.tag == "a" and node.get("href").startswith("#")]
    targets = {id(place) for link in links if (place := places.get(link.get("href")[1:])) is not None}
    known: dict[int, str] = {}
    for link in links:
        target = places.get(link.get("href")[1:])
        mark = _MARK.fullmatch(link.text())
        if target is None or mark is None or order[id(target)] < order[id(link)] or not _is_note(link, target):
            continue
        body = _body(target, targets)
        if body is None or body in link.ancestors():
            continue
        if id(body) in known:
            found.again[id(_raised(link))] = (known[id(body)], mark[1])
            continue
        key = known[id(body)] = f"note {len(known) + 1}"
        found.marks[id(_raised(link))] = (key, mark[1])
        found.bodies[id(body)] = (key, mark[1])
        found.backs |= {id(_raised(back)) for back in _links_in(body) if _leads_back(back, places, order)}
    return found


def _places(root: Node) -> dict[str, Node]:
    places: dict[str, Node] = {}
    for node in root.walk():
        for name in (node.get("id"), node.get("name") if node.tag == "a" else ""):
            if name:
                places.setdefault(name, node)
    return places


def _is_note(link: Node, target: Node) -> bool:
    """Whether anything says that the link is a note's mark: it is raised, or it or its target is named so."""
    if any(node.tag == "sup" for node in [*link.walk(), *list(link.ancestors())[:3]]):
        return True
    named = (*(link.get(name) for name in ("href", "class", "role", "name", "id")), target.get("class"))
    return any(_NOTE_WORDS.search(name) for name in named)


def _body(target: Node, targets: set[int]) -> Node | None:
    """The block that holds the note's body: the nearest one, or the one around it that holds this note alone."""
    block = next((node for node in [target, *target.ancestors()] if node.tag in _BODY_BLOCKS), None)
    if block is None:
        return None
    around = block.parent
    while around is not None and around.tag in ("li", "dd", "td", "div", "aside") and _is_for_one(around, targets):
        block, around = around, around.parent
    return block


def _is_for_one(node: Node, targets: set[int]) -> bool:
    """Whether the element is made for one note: it is named so or an item of a list, and no other note is inside."""
    named = node.tag in ("li", "dd") or bool(re.search(r"\d$", node.get("id")) and _NOTE_WORDS.search(node.get("id")))
    return named and sum((id(inside) in targets and inside.tag != "a") or inside is node for inside in node.walk()) <= 2


def _links_in(body: Node) -> list[Node]:
    return [node for node in body.walk() if node.tag == "a" and node.get("href").startswith("#")]


def _leads_back(link: Node, places: dict[str, Node], order: dict[int, int]) -> bool:
    target = places.get(link.get("href")[1:])
    return target is not None and order[id(target)] < order[id(link)] and len(link.text().strip()) <= 12


def _raised(link: Node) -> Node:
    """The link, or the raised element around it that holds nothing else."""
    node = link
    mark = link.text().strip(" []()")
    while (around := node.parent) is not None and around.tag not in BLOCKS and around.text().strip(" []()") == mark:
        node = around
    return node
