"""A web page as a tree, forgiving of all that browsers forgive, and bounded in depth.

>>> tree('<p>Một<p>Hai<script>x()</script>').children[1].children
['Hai']

The parser is Python's own: it runs no script, follows no link and expands no entity but the named letters of HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = words("area base br col embed hr img input link meta param source track wbr")
_DROPPED = words(
    "script style noscript template iframe object svg canvas video audio button select textarea head title map datalist"
)
BLOCKS = words(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
_ENDS_ITSELF = {  # an opening tag ends the open elements named here, up to the nearest of the others
    "li": ("li", "ol ul menu dir"),
    "dt": ("dt dd", "dl"),
    "dd": ("dt dd", "dl"),
    "tr": ("tr td th", "table"),
    "td": ("td th", "tr table"),
    "th": ("td th", "tr table"),
    "thead": ("thead tbody tfoot tr td th", "table"),
    "tbody": ("thead tbody tfoot tr td th", "table"),
    "tfoot": ("thead tbody tfoot tr td th", "table"),
}
_DEEPEST = 150  # elements inside each other; what is deeper is put beside each other


@dataclass(eq=False, slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = field(default=None, repr=False)
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all inside it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += [child for child in reversed(node.children) if isinstance(child, Node)]

    def text(self) -> str:
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            child = stack.pop()
            if isinstance(child, str):
                pieces.append(child)
            else:
                stack += reversed(child.children)
        return "".join(pieces)

    def ancestors(self) -> Iterator["Node"]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def words(self, *names: str) -> set[str]:
        """The words of the attributes `names`, in small letters."""
        return {word for name in names for word in self.get(name).lower().split()}


def tree(text: str) -> Node:
    """The root of the page, an element without a tag."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]
        self._dropped: str | None = None  # the element whose whole content is left out
        self._drop_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped is not None:
            self._drop_depth += tag == self._dropped
            return
        if tag in _DROPPED:
            self._dropped, self._drop_depth = tag, 1
            return
        self._end_implied(tag)
        node = Node(tag, {name: value or "" for name, value in attrs}, self._open[-1])
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped is not None:
            self._drop_depth -= tag == self._dropped
            if not self._drop_depth:
                self._dropped = None
            return
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return
            if self._open[at].tag in ("td", "th", "table") and tag not in ("tr", "table", "tbody", "thead", "tfoot", "td", "th"):
                return  # a stray end tag does not reach out of its cell

    def handle_data(self, data: str) -> None:
        if self._dropped is None:
            self._open[-1].children.append(data)

    def _end_implied(self, tag: str) -> None:
        if tag in BLOCKS and any(node.tag == "p" for node in self._open):
            at = max(i for i, node in enumerate(self._open) if node.tag == "p")
            if not any(node.tag in ("td", "th", "li", "div", "table") for node in self._open[at:]):
                del self._open[at:]
        if tag in _ENDS_ITSELF:
            ended, stops = (names.split() for names in _ENDS_ITSELF[tag])
            last = None
            for at in range(len(self._open) - 1, 0, -1):
                if self._open[at].tag in stops:
                    break
                last = at if self._open[at].tag in ended else last
            if last is not None:
                del self._open[last:]
