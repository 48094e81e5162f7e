"""A web page: its main text with headings, lists, tables and notes, without scripts, styles and navigation.

    <h2>1. Kinh tế</h2><p>Tăng 9%<sup><a href="#fn1">1</a></sup>.</p>     Paragraph(heading_level=2), Paragraph with a note's mark
    <ol type="a"><li>Trồng rừng</li></ol>                                Paragraph(label="a. ")

Which part of the page is its main text is found by `html_main`, which links are notes by `html_notes`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.readers.decoding import Undecodable, decode
from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.compose import compose
from indexer.readers.formats.flow import Cell, Flow, Item, NoteBody, Paragraph, Row, Run, Table, paragraphs_of, unread_comments
from indexer.readers.formats.html_main import MainText, is_hidden, main_text, plain_style
from indexer.readers.formats.html_notes import PageNotes, find_notes
from indexer.readers.formats.html_tree import BLOCKS, Node, tree, words
from indexer.readers.formats.letters import SYMBOL_FONTS, convert_flow, on_symbol_page, symbols, unicode_letters
from indexer.readers.labels import ends_sentence, label_of
from indexer.readers.numerals import printed

LAYOUT = "html"
_SUFFIXES = (".html", ".htm", ".xhtml")
_START = re.compile(rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSETS = {
    "windows-1252": "cp1252", "cp1252": "cp1252", "windows-1258": "cp1258", "cp1258": "cp1258", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "x-user-defined": "cp1252",
}  # fmt: skip
_LARGEST = 30 * 1024 * 1024  # bytes
_BOLD = words("b strong th h1 h2 h3 h4 h5 h6")
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_WIDEST = 200  # columns of a table
_WHOLE = words("table caption")  # inside a table: they hold none of its rows
_TALL_SETTING = 2  # rows: a table without heads or lines that has no more sets text side by side


def recognise(data: bytes, suffix: str) -> bool:
    sample = data[:4000].lstrip(b"\xef\xbb\xbf")
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample.decode("utf-16", "ignore").encode()
    return bool(_START.match(sample)) or (suffix in _SUFFIXES and re.search(rb"<[a-zA-Z!/]", sample) is not None)


def read(data: bytes) -> FileReading:
    if len(data) > _LARGEST:
        raise Refused(f"it has {len(data) // 2**20} MB, more than the {_LARGEST // 2**20} MB that a page may have; split it")
    text, decoded = _decoded(data)
    flow, converted = convert_flow(_flow(text))
    return compose(flow, LAYOUT, decoded or converted)


def flow_of(data: bytes) -> Flow:
    """The page's main text, for a file of another format that holds it."""
    return _flow(_decoded(data)[0])


def _flow(text: str) -> Flow:
    root = tree(text)
    notes = find_notes(root)
    comments = sum(re.search(r"mso-element:comment\b(?!-)", plain_style(node)) is not None for node in root.walk())
    return replace(_Page(notes, main_text(root, notes)).flow(), warnings=unread_comments(comments))


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The page's letters, by its byte order mark, its valid UTF-8, what it says of itself, or the letters it holds."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-8-sig"), None
        except UnicodeDecodeError:
            pass
        named = _CHARSET.search(data[:4000])
        codec = _CHARSETS.get(named[1].decode("ascii").lower()) if named else None
        if codec is not None:
            return data.decode(codec, "replace"), None
    try:
        text, remark = decode(data)
    except Undecodable as error:
        raise Refused(str(error)) from error
    return text, remark


@dataclass(frozen=True, slots=True)
class _Looks:
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    capitals: bool = False
    pre: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """What is true of the paragraphs of a block."""

    heading_level: int | None = None
    list_level: int = 0
    furniture: bool = False


class _Page:
    """The main text of a page, read into a flow."""

    def __init__(self, notes: PageNotes, main: MainText) -> None:
        self._notes = notes
        self._main = main
        self._bodies: list[NoteBody] = []
        self._runs: list[Run] = []  # of the paragraph under way
        self._label = ""  # of the list item under way, for its first paragraph

    def flow(self) -> Flow:
        items = tuple(self._items(self._main.root, _Looks(), _Block()))
        return Flow(items, tuple(self._bodies))

    def _items(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        """The paragraphs and tables inside the element, the last paragraph ended."""
        yield from self._inside(node, looks, block)
        yield from self._end(block)

    def _inside(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        for child in node.children:
            if isinstance(child, str):
                self._put(child, looks)
            elif id(child) in self._notes.bodies:
                yield from self._end(block)
                self._add_body(child, looks)
            elif child.tag not in BLOCKS:
                yield from self._inline(child, looks, block)
            elif not self._main.is_aside(child):
                yield from self._end(block)
                yield from self._block(child, looks, block)

    def _inline(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        if id(node) in self._notes.marks:
            key, mark = self._notes.marks[id(node)]
            self._runs.append(Run(mark, note=key))
        elif id(node) in self._notes.again:
            key, mark = self._notes.again[id(node)]
            self._runs.append(Run(mark, note=key, again=True))
        elif id(node) in self._notes.backs or is_hidden(node):
            return
        elif node.tag == "br":
            self._runs.append(Run("\n"))
        else:
            looks = _looks(node, looks)
            quoted = node.tag == "q"
            self._put("“" if quoted else "", looks)
            yield from self._inside(node, looks, block)
            self._put("”" if quoted else "", looks)

    def _block(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        looks = _looks(node, looks)
        if node.tag == "table":
            yield from self._table(node, looks, block)
        elif node.tag in ("ul", "ol", "menu", "dir"):
            yield from self._list(node, looks, replace(block, list_level=block.list_level + 1))
        else:
            level = int(node.tag[1]) if re.fullmatch(r"h[1-6]", node.tag) else block.heading_level
            yield from self._items(
                node, looks, replace(block, heading_level=level, furniture=block.furniture or _is_furniture(node))
            )

    def _list(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        start, step = _number(node.get("start"), 1), 1
        items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
        if "reversed" in node.attributes:
            start, step = _number(node.get("start"), len(items)), -1
        form = _list_form(node)
        for child in node.children:
            if isinstance(child, str):
                self._put(child, looks)
            elif child.tag != "li":
                yield from self._inside(Node("", children=[child]), looks, block)
            else:
                yield from self._end(block)
                number = _number(child.get("value"), start)
                start = number + step
                if id(child) in self._notes.bodies:
                    self._add_body(child, looks)
                elif not is_hidden(child):
                    self._label = "• " if form is None else "" if form == "none" else f"{printed(number, form)}. "
                    yield from self._items(child, _looks(child, looks), block)
                    self._label = ""
        yield from self._end(block)

    def _table(self, node: Node, looks: _Looks, block: _Block) -> Iterator[Item]:
        """The table behind its caption and whatever else stands in it outside of cells, where browsers show that too."""
        rows: list[Row] = []
        below: dict[int, tuple[int, int]] = {}  # column → (rows that a cell above still reaches into, columns it spans)
        found, outside = _parted(node, "tr")
        for row in found:
            cells, more = _parted(row, "td", "th")
            outside += more
            head = bool(cells) and (all(cell.tag == "th" for cell in cells) or any(a.tag == "thead" for a in _up_to(row, node)))
            rows.append(Row(tuple(self._cells(cells, below, looks)), head))
        yield from self._items(Node("", children=outside), looks, block)
        yield Table(tuple(rows), _is_ruled(node, rows))

    def _cells(self, cells: list[Node], below: dict[int, tuple[int, int]], looks: _Looks) -> Iterator[Cell]:
        column = 0
        for cell in [*cells, None]:
            while column < _WIDEST and below.get(column, (0, 1))[0] > 0:
                left, span = below[column]
                below[column] = (left - 1, span)
                yield Cell((), span, continues=True)
                column += span
            if cell is None or column >= _WIDEST:
                return
            span = min(max(1, _number(cell.get("colspan"), 1)), 60)
            below[column] = (min(max(1, _number(cell.get("rowspan"), 1)), 500) - 1, span)
            outer, self._runs = self._runs, []
            inside = () if is_hidden(cell) else tuple(self._items(cell, _looks(cell, looks), _Block()))
            yield Cell(tuple(paragraphs_of(inside)), span)
            self._runs = outer
            column += span

    def _add_body(self, node: Node, looks: _Looks) -> None:
        key, mark = self._notes.bodies[id(node)]
        outer, self._runs, label, self._label = self._runs, [], self._label, ""
        known = self._notes.bodies.pop(id(node))
        if node.tag == "a":
            items: tuple[Item, ...] = ()
        else:
            items = tuple(self._items(node, _looks(node, looks), _Block()))
        self._notes.bodies[id(node)] = known
        paragraphs = [paragraph for paragraph in paragraphs_of(items) if paragraph.text.strip()]
        if paragraphs:
            paragraphs[0] = _without_own_mark(paragraphs[0], mark)
            self._bodies.append(NoteBody(key, mark, tuple(paragraphs)))
        self._runs, self._label = outer, label

    def _put(self, text: str, looks: _Looks) -> None:
        if not text:
            return
        text = text if looks.pre else re.sub(r"[ \t\r\n\f]+", " ", text)
        text = symbols(text if looks.font.lower() not in SYMBOL_FONTS else on_symbol_page(text), looks.font)
        text = unicode_letters(text, looks.font)
        run = Run(text.upper() if looks.capitals else text, looks.bold, looks.italic, looks.superscript)
        last = self._runs[-1] if self._runs else None
        if last is not None and last.note is None and replace(last, text="") == replace(run, text=""):
            self._runs[-1] = replace(run, text=last.text + run.text)
        else:
            self._runs.append(run)

    def _end(self, block: _Block) -> Iterator[Item]:
        """The paragraph under way, as the one or more that it is read as."""
        runs, self._runs = self._runs, []
        for line in _split(runs):
            paragraph = Paragraph(
                _squeezed(line), self._label, block.heading_level, block.list_level or None, furniture=block.furniture
            )
            if paragraph.runs:
                self._label = ""
                yield paragraph


def _is_furniture(node: Node) -> bool:
    """Whether the element is a table of contents, or a running head that Word put into the page."""
    names = node.words("class", "role")
    if (
        node.get("id").lower().startswith(("table of contents", "toc"))
        or "toc" in names
        or re.search(r"\bmsotoc\d", " ".join(names))
    ):
        return True
    return re.search(r"mso-element:(?:header|footer)\b", plain_style(node)) is not None


def _split(runs: list[Run]) -> Iterator[list[Run]]:
    """Lines that `<br>` parts: at two of them, or where one line ends a sentence and at each label, a new paragraph begins."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        pieces = run.text.split("\n") if run.note is None else [run.text]
        for number, piece in enumerate(pieces):
            if number:
                lines.append([])
            if piece:
                lines[-1].append(replace(run, text=piece))
    paragraph: list[Run] = []
    before = ""
    for line in lines:
        words = "".join(run.text for run in line if run.note is None).strip()
        if paragraph and (not words or not before or ends_sentence(before) or label_of(words) is not None):
            yield paragraph
            paragraph = []
        if words or any(run.note for run in line):
            paragraph = [*paragraph, Run("\n"), *line] if paragraph else line
        before = words
    if paragraph:
        yield paragraph


def _squeezed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without white space at both ends and with one space where several met."""
    squeezed: list[Run] = []
    for run in runs:
        text = run.text
        if run.note is None and (not squeezed or squeezed[-1].text.endswith((" ", "\n"))):
            text = text.lstrip(" ")
        if text or run.note is not None:
            squeezed.append(replace(run, text=text))
    while squeezed and squeezed[-1].note is None and not squeezed[-1].text.strip():
        squeezed.pop()
    if squeezed and squeezed[-1].note is None:
        squeezed[-1] = replace(squeezed[-1], text=squeezed[-1].text.rstrip())
    return tuple(squeezed)


def _without_own_mark(paragraph: Paragraph, mark: str) -> Paragraph:
    """A note body without the mark that its author printed in front of it."""
    runs = list(paragraph.runs)
    while runs and runs[0].note is None:
        text = re.sub(rf"^[\s\[(]*{re.escape(mark)}(?:[\s\]).:]+|$)|^[\^↑\s]+", "", runs[0].text)
        if text:
            runs[0] = replace(runs[0], text=text)
            break
        runs.pop(0)
    return replace(paragraph, runs=tuple(runs))


def _looks(node: Node, around: _Looks) -> _Looks:
    style = node.get("style").lower()
    family = re.search(r"font-family\s*:\s*[\"']?([^;,\"']+)", node.get("style"))
    font = node.get("face") or (family[1] if family else "")
    bold = node.tag in _BOLD or re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style) is not None
    if re.search(r"font-weight\s*:\s*(?:normal|400)", style):
        around = replace(around, bold=False)
    return _Looks(
        around.bold or bold,
        around.italic or node.tag in ("i", "em") or "font-style:italic" in style.replace(" ", ""),
        around.superscript or node.tag == "sup" or "vertical-align:super" in style.replace(" ", ""),
        around.capitals or "text-transform:uppercase" in style.replace(" ", ""),
        around.pre or node.tag == "pre",
        font.strip() or around.font,
    )


def _list_form(node: Node) -> str | None:
    """How the list's items are numbered; None: with bullets."""
    style = node.get("style").lower().replace(" ", "")
    if "list-style:none" in style or "list-style-type:none" in style:
        return "none"
    return None if node.tag != "ol" else _LIST_FORMS.get(node.get("type"), "decimal")


def _parted(node: Node, *tags: str) -> tuple[list[Node], list[Node | str]]:
    """The elements `tags` inside one, not those of tables inside it; and all that stands beside them, in order.

    Hidden ones are left out, but for cells that keep their column.
    """
    found: list[Node] = []
    beside: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and is_hidden(child) and not _keeps_its_column(child):
            continue
        if isinstance(child, Node) and child.tag in tags:
            found.append(child)
        else:
            inside, more = _parted(child, *tags) if isinstance(child, Node) and child.tag not in _WHOLE else ([], [])
            found += inside
            beside += more if inside else [child]
    return found, beside


def _keeps_its_column(node: Node) -> bool:
    """Whether a hidden element is a cell whose place stays empty: the cells behind it must not move under other heads."""
    return node.tag in ("td", "th") and "visibility:hidden" in plain_style(node) and "display:none" not in plain_style(node)


def _up_to(node: Node, end: Node) -> Iterator[Node]:
    for ancestor in node.ancestors():
        if ancestor is end:
            return
        yield ancestor


def _is_ruled(node: Node, rows: list[Row]) -> bool:
    if any(row.head for row in rows) or node.get("border").strip() not in ("", "0"):
        return True
    style = " ".join(cell.get("style") for cell in node.walk() if cell.tag in ("td", "th", "table")).lower()
    lines = re.findall(r"border(?:-(?:left|right|top|bottom))?\s*:\s*([^;]*)", style)
    if any(line.strip() and not re.search(r"none|^0|\b0px", line) for line in lines):
        return True
    return node.get("border") != "0" and not lines and len(rows) > _TALL_SETTING


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,6}\s*", text) else default
