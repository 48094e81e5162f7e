"""A web page as a tree, forgiving of all that browsers forgive, and bounded in depth.

>>> tree('<p>Một<p>Hai<script>x()</script>').children[1].children
['Hai']

Nothing is run, followed or fetched, and no entity is expanded but the named letters of HTML. Each place of the text is looked at
once, whatever is left open: Python 3.11's own parser takes minutes for a hundred thousand comments that never end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = words("area base br col embed hr img input link meta param source track wbr")
_DROPPED = words("script style noscript template iframe object svg canvas video audio button select textarea title map datalist")
BLOCKS = words(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
_TO_THE_END = words("script style")  # never closed, they hold all that follows; of others that are not, the tag alone is left out
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
_TABLE_PARTS = ("tr", "table", "tbody", "thead", "tfoot", "td", "th")
_VALUE = r"""\s*=\s*(?:"{0}[^"]*{1}"|'{0}[^']*{1}'|{0}[^\s"'>][^\s>]*+{1})"""
_ATTRIBUTE = re.compile(rf"([^\s/>=]++)(?:{_VALUE.format('(', ')')})?")
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<inside>(?>[\s/=]++|[^\s/>=]++(?:{_VALUE.format('', '')})?)*+)>")
_MOST_UNENDED = 100  # tags without an end, behind which the rest is taken for text
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


class _Builder:
    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self._text: list[str] = []  # since the last tag
        self.unclosed: set[str] = set()  # elements that no end tag follows any more

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        self._end_implied(tag)
        if tag in ("td", "th") and self._inside("tr", "table") == "table":
            self.start("tr", {})
        node = Node(tag, attributes, self._open[-1])
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(node)

    def end(self, tag: str) -> None:
        self.flush()
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return
            if self._open[at].tag in ("td", "th", "table") and tag not in _TABLE_PARTS:
                return  # a stray end tag does not reach out of its cell

    def data(self, text: str) -> None:
        self._text.append(text)

    def flush(self) -> None:
        if text := "".join(self._text):
            self._open[-1].children.append(unescape(text))
        self._text.clear()

    def _inside(self, *tags: str) -> str | None:
        """Which of the elements `tags` is open, the innermost of them."""
        return next((node.tag for node in reversed(self._open) if node.tag in tags), None)

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


def tree(text: str) -> Node:
    """The root of the page, an element without a tag."""
    builder = _Builder()
    at = unended = 0
    while (opening := text.find("<", at)) >= 0 and unended < _MOST_UNENDED:
        builder.data(text[at:opening])
        if text.startswith("<!--", opening):
            at = _behind(text, "-->", opening + 4)
        elif (tag := _TAG.match(text, opening)) is not None:
            at = _take(builder, text, tag)
        elif text[opening + 1 : opening + 2] in ("!", "?", "/"):
            at = _behind(text, ">", opening)
        else:  # a sign of its own, or a tag without an end
            builder.data("<")
            at = opening + 1
            unended += text[at : at + 1].isalpha()
    builder.data(text[at:])
    builder.flush()
    return builder.root


def _take(builder: _Builder, text: str, tag: re.Match[str]) -> int:
    """Give the builder one tag; where the text goes on behind it and what is left out with it."""
    name = tag["name"].lower()
    if tag["end"]:
        builder.end(name)
        return tag.end()
    if name in _DROPPED and not tag[0].endswith("/>"):
        return _behind_element(builder, text, name, tag.end())
    values: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(tag["inside"]):
        values.setdefault(found[1].lower(), unescape(found[2] or found[3] or found[4] or ""))
    builder.start(name, values)
    if tag[0].endswith("/>") and name not in _VOID:
        builder.end(name)
    return tag.end()


def _behind_element(builder: _Builder, text: str, name: str, start: int) -> int:
    """Where the text goes on behind an element that is left out and whose tag ends at `start`."""
    end = None
    if name not in builder.unclosed:
        end = re.compile(f"</{re.escape(name)}(?=[\\s/>])", re.IGNORECASE).search(text, start)
    if end is not None:
        return _behind(text, ">", end.end())
    builder.unclosed.add(name)
    return len(text) if name in _TO_THE_END else start


def _behind(text: str, sign: str, start: int) -> int:
    at = text.find(sign, start)
    return len(text) if at < 0 else at + len(sign)
