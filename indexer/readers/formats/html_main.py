"""Which part of a web page is its own text: not the way through the site, not what stands beside it.

<main>, <article>, role="main"                       the main text, where it holds most of the words or all of the notes
<nav>, role="banner", class="breadcrumb"             aside, by element, role or name
<div><a href="/tin-tuc">Tin tức</a> <a …             aside, because it consists of little but links to other pages
"""

import re
from dataclasses import dataclass

from indexer.readers.formats.html_notes import PageNotes
from indexer.readers.formats.html_tree import Node, words

_ASIDE = words("nav aside menu")
_ASIDE_ROLES = words("navigation banner contentinfo search complementary menu menubar dialog alert")
_ASIDE_NAMES = words(
    "nav navbar navigation menu sidebar breadcrumb breadcrumbs share social related comments cookie cookies advert ads banner"
    " pagination footer-menu site-header site-footer skip-link search"
)
_LINKED = words("header footer div section ul ol table")
_FEWEST_LINKS = 3
_MOST_LINKED = 0.6  # of the letters


@dataclass(slots=True)
class _Weight:
    letters: int = 0
    linked: int = 0  # letters in links to other pages
    links: int = 0


@dataclass(frozen=True, slots=True)
class MainText:
    root: Node
    _weights: dict[int, _Weight]

    def is_aside(self, node: Node) -> bool:
        """Whether a block inside the main text is no part of it."""
        if is_hidden(node) or node.tag in _ASIDE or node.get("role").lower() in _ASIDE_ROLES:
            return True
        if node.words("class", "id") & _ASIDE_NAMES:
            return True
        weight = self._weights[id(node)]
        return node.tag in _LINKED and weight.links >= _FEWEST_LINKS and weight.linked > _MOST_LINKED * weight.letters


def main_text(root: Node, notes: PageNotes) -> MainText:
    """The element with the page's own text: one that is marked so and holds most of the words, else the body."""
    weights = _weights(root)
    body = next((node for node in root.walk() if node.tag == "body"), root)
    marked = [node for node in root.walk() if node.tag in ("main", "article") or node.get("role") == "main"]
    best = max(marked, key=lambda node: weights[id(node)].letters, default=body)
    if 2 * weights[id(best)].letters < weights[id(body)].letters or _holds_note(body, notes) != _holds_note(best, notes):
        best = body
    return MainText(best, weights)


def is_hidden(node: Node) -> bool:
    """Whether nobody reads the element in the text: hidden, deleted as a tracked change, or a comment of Word's."""
    if node.tag == "del" or "hidden" in node.attributes or "msocomanchor" in node.words("class"):
        return True
    style = plain_style(node)
    return any(said in style for said in ("display:none", "visibility:hidden", "mso-hide:all", "mso-element:comment-list"))


def plain_style(node: Node) -> str:
    """The element's own style in small letters, without white space."""
    return re.sub(r"\s", "", node.get("style").lower())


def _holds_note(node: Node, notes: PageNotes) -> bool:
    return bool(notes.bodies) and any(id(inside) in notes.bodies for inside in node.walk())


def _weights(root: Node) -> dict[int, _Weight]:
    """Letters and links of each element with all that is inside it."""
    nodes = list(root.walk())
    weights = {id(node): _Weight() for node in nodes}
    for node in reversed(nodes):  # what is inside comes before what is around it
        weight = weights[id(node)]
        weight.letters += sum(len("".join(child.split())) for child in node.children if isinstance(child, str))
        if node.tag == "a" and node.get("href")[:1] not in ("", "#"):
            weight.linked, weight.links = weight.letters, weight.links + 1
        if node.parent is not None:
            around = weights[id(node.parent)]
            around.letters += weight.letters
            around.linked += weight.linked
            around.links += weight.links
    return weights
