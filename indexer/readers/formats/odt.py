"""OpenDocument text, .odt and flat .fodt, read from its XML: notes in their places, lists as numbered, tables, pages.

    <text:h text:outline-level="2">1. Kinh tế</text:h>                                    Paragraph(heading_level=2)
    <text:note><text:note-citation>3</text:note-citation><text:note-body>…               Run("3", note="note 3"), NoteBody
    <text:soft-page-break/>                                                               the next page

Deleted text stands outside the text itself in this format, so that what is read is the accepted view.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.compose import compose
from indexer.readers.formats.flow import (
    Cell,
    Flow,
    Item,
    NoteBody,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs_of,
    running_heads,
    unread_comments,
    without_page_numbers,
    without_pages,
)
from indexer.readers.formats.letters import convert_flow, symbols, unicode_letters
from indexer.readers.formats.odt_heads import Heads
from indexer.readers.formats.odt_references import BEGINS, ENDS, References
from indexer.readers.formats.odt_styles import DRAW, FO, META, OFFICE, STYLE, SVG, TABLE, TEXT, Counting, Lists, Styles, number
from indexer.readers.formats.package import Package, is_zip, parse_xml
from indexer.readers.formats.pages import PageCount

LAYOUT = "odt"
_SUFFIXES = (".odt", ".ott")
_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_PARTS = (b"content.xml", b"META-INF/manifest.xml")
_SKIPPED = {
    *(TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "number")),
    *(OFFICE + name for name in ("annotation", "annotation-end", "forms", "binary-data", "event-listeners")),
    *(SVG + name for name in ("title", "desc")),  # what stands for a picture where it cannot be seen
    TEXT + "note-citation",
    DRAW + "object",
}
_CONTENTS = {
    TEXT + name
    for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index")
}
_WIDEST = 200  # columns
_MOST_REPEATED = 1000  # spaces, rows


def recognise(data: bytes, suffix: str) -> bool:
    if is_zip(data):
        return suffix in _SUFFIXES or _MIME in data[:200] or all(name in data for name in _PARTS)
    return b"<office:document " in data[:4000] and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml")


def read(data: bytes) -> FileReading:
    flow, remark = convert_flow(_Odt(_roots(data)).flow())
    return compose(flow, LAYOUT, remark)


def _roots(data: bytes) -> list[ET.Element]:
    """The roots that hold styles, text and statistics; the text comes last."""
    if not is_zip(data):
        return [parse_xml(data, "the file")]
    package = Package(data)
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise Refused("it is encrypted; save it without a password")
    roots = (package.xml(name) for name in ("meta.xml", "styles.xml", "content.xml"))
    return [root for root in roots if root is not None]


@dataclass(frozen=True, slots=True)
class _Looks:
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str = ""


class _Odt:
    """One file, read into a flow."""

    def __init__(self, roots: list[ET.Element]) -> None:
        text = roots[-1].find(f"{OFFICE}body/{OFFICE}text") if roots else None
        if text is None:
            raise Refused("it holds no text document inside; open it in a word processor and save it anew")
        self._text = text
        self._styles = Styles.read(roots)
        self._lists = Lists.read(roots)
        self._pages = PageCount()
        self._stated = next((s.get(META + "page-count") for root in roots for s in root.iter(META + "document-statistic")), None)
        self._heads = Heads.read(roots, text, self._styles, one_page=self._stated == "1")
        self._comments = sum(1 for _ in text.iter(OFFICE + "annotation"))
        self._references = References.read(text)
        self._keys: set[str] = set()
        self._notes: list[NoteBody] = []
        self._boxes: list[ET.Element] = []
        self._looks: dict[tuple[str, str, _Looks], _Looks] = {}

    def flow(self) -> Flow:
        letterhead = () if self._heads.letterhead is None else tuple(self._printed(self._heads.letterhead))
        items = (*letterhead, *self._items(self._text))
        self._pages.noted = next(self._text.iter(TEXT + "soft-page-break"), None) is not None
        pages = self._pages.pages(number(self._stated, 0) or None)
        notes = tuple(self._notes)
        heads = running_heads((item for side in self._heads.running for item in self._printed(side)), letterhead)
        flow = Flow((*items, *heads), notes, pages, unread_comments(self._comments))
        return flow if pages is not None else without_pages(flow)

    def _printed(self, side: ET.Element) -> Iterator[Item]:
        return without_page_numbers(self._items(side))

    def _items(self, container: ET.Element, *, furniture: bool = False) -> Iterator[Item]:
        for child in container:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child, self._outline_label(child), furniture=furniture)
            elif child.tag == TEXT + "list":
                style = child.get(TEXT + "style-name", "")
                yield from self._list(child, self._lists.open(child, style), 1, furniture)
            elif child.tag == TABLE + "table":
                yield self._table(child)
            elif child.tag == TEXT + "soft-page-break":
                self._pages.put_break()
            elif child.tag not in _SKIPPED and child.get(TEXT + "display") != "none":
                yield from self._items(child, furniture=furniture or child.tag in _CONTENTS)

    def _outline_label(self, element: ET.Element) -> str:
        """The number of a heading by the outline's own numbering."""
        if element.tag != TEXT + "h" or element.get(TEXT + "is-list-header") == "true":
            return ""
        start = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        level = min(number(element.get(TEXT + "outline-level"), 1), 10)
        return self._lists.outline.label(level, number(start, 1) if start is not None else None)

    def _list(self, element: ET.Element, counting: Counting, level: int, furniture: bool) -> Iterator[Item]:
        own = self._lists.styles.get(element.get(TEXT + "style-name", ""))
        if own and level > 1 and own is not counting.levels:
            counting = Counting(own)  # a nested list in a style of its own counts for itself
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            counted = item.tag == TEXT + "list-header"
            start = item.get(TEXT + "start-value")
            for child in item:
                if child.tag in (TEXT + "p", TEXT + "h"):
                    label = "" if counted else counting.label(level, number(start, 1) if start is not None else None)
                    counted = True
                    yield from self._paragraph(child, label, furniture=furniture, list_level=level)
                elif child.tag == TEXT + "list":
                    yield from self._list(child, counting, min(level + 1, 10), furniture)
                else:
                    yield from self._items(child, furniture=furniture)

    def _paragraph(self, element: ET.Element, label: str, *, furniture: bool, list_level: int | None = None) -> Iterator[Item]:
        style = element.get(TEXT + "style-name")
        if self._breaks_before(style):
            self._pages.implied_break()
        self._pages.open()
        runs: list[Run] = []
        outer, self._boxes = self._boxes, []
        self._walk(element, self._look("paragraph", style, _Looks()), runs)
        boxes, self._boxes = self._boxes, outer
        page, page_end = self._pages.first or self._pages.page, self._pages.last or self._pages.page
        level = min(number(element.get(TEXT + "outline-level"), 1), 10) if element.tag == TEXT + "h" else None
        paragraph = Paragraph(tuple(runs), label, level, list_level, page, page_end, furniture)
        yield paragraph if paragraph.text.strip() else replace(paragraph, label="")
        for box in boxes:
            yield from self._items(box)
        if self._styles.property("paragraph", style, "paragraph", FO + "break-after") == "page":
            self._pages.implied_break()

    def _breaks_before(self, style: str | None) -> bool:
        if self._styles.property("paragraph", style, "paragraph", FO + "break-before") == "page":
            return True
        own = self._styles.by_name.get(("paragraph", style or ""))
        return own is not None and bool(own.get(STYLE + "master-page-name"))

    def _walk(self, element: ET.Element, looks: _Looks, runs: list[Run]) -> None:
        self._put(element.text, looks, runs)
        for child in element:
            self._inline(child, looks, runs)
            self._put(child.tail, looks, runs)

    def _inline(self, element: ET.Element, looks: _Looks, runs: list[Run]) -> None:
        tag = element.tag
        if tag == TEXT + "s":
            self._add(" " * min(number(element.get(TEXT + "c"), 1), _MOST_REPEATED), looks, runs)
        elif tag == TEXT + "tab":
            self._add("\t", looks, runs)
        elif tag == TEXT + "line-break":
            self._add("\n", looks, runs)
        elif tag == TEXT + "soft-page-break":
            self._pages.put_break()
        elif tag == TEXT + "note":
            runs.append(self._note(element))
        elif tag == TEXT + "note-ref" and looks.superscript and element.get(TEXT + "ref-name") in self._references.ids:
            mark = "".join(element.itertext()).strip()
            runs.append(Run(mark, note=_key(element.get(TEXT + "ref-name", "")), again=True))
        elif tag in (BEGINS, ENDS):
            self._references.meet(element)
        elif tag == DRAW + "text-box":
            self._boxes.append(element)
        elif tag == TEXT + "span":
            self._walk(element, self._look("text", element.get(TEXT + "style-name"), looks), runs)
        elif tag not in _SKIPPED and element.get(TEXT + "is-hidden") != "true":
            self._walk(element, looks, runs)

    def _put(self, text: str | None, looks: _Looks, runs: list[Run]) -> None:
        if text:
            self._add(re.sub(r"[ \t\r\n]+", " ", text), looks, runs)

    def _add(self, text: str, looks: _Looks, runs: list[Run]) -> None:
        if looks.hidden:
            return
        if text.strip():
            self._pages.text(len(text))
            if (note := self._references.repeated(raised=looks.superscript)) is not None:
                runs.append(Run(text.strip(), note=_key(note), again=True))
                return
        text = symbols(unicode_letters(text, looks.font), looks.font)
        run = Run(text.upper() if looks.capitals else text, looks.bold, looks.italic, looks.superscript)
        if runs and runs[-1].note is None and replace(runs[-1], text=text) == replace(run, text=text):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)

    def _look(self, family: str, name: str | None, around: _Looks) -> _Looks:
        """How text in the style is set inside text that is set as `around`."""
        if name is None:
            return around
        if (family, name, around) not in self._looks:
            self._looks[family, name, around] = self._styled(family, name, around)
        return self._looks[family, name, around]

    def _styled(self, family: str, name: str, around: _Looks) -> _Looks:
        def found(attribute: str) -> str | None:
            return self._styles.property(family, name, "text", attribute)

        weight, slope, place = found(FO + "font-weight"), found(FO + "font-style"), found(STYLE + "text-position")
        case, display = found(FO + "text-transform"), found(TEXT + "display")
        return _Looks(
            around.bold if weight is None else weight == "bold" or weight in ("600", "700", "800", "900"),
            around.italic if slope is None else slope in ("italic", "oblique"),
            around.superscript if place is None else bool(re.match(r"super|[1-9]\d*%", place)),
            around.capitals if case is None else case == "uppercase",
            around.hidden if display is None else display == "none",
            self._styles.font(family, name) or around.font,
        )

    def _note(self, element: ET.Element) -> Run:
        key = _key(element.get(TEXT + "id") or str(len(self._notes) + 1))
        if key in self._keys:
            key = f"{key} again {len(self._notes) + 1}"
        self._keys.add(key)
        mark = "".join(part for citation in element.findall(TEXT + "note-citation") for part in citation.itertext()).strip()
        place = len(self._notes)
        self._notes.append(NoteBody(key, mark, ()))
        body = element.find(TEXT + "note-body")
        first, last = self._pages.first, self._pages.last
        paragraphs = () if body is None else tuple(p for p in paragraphs_of(tuple(self._items(body))) if p.text.strip())
        self._pages.first, self._pages.last = first, last
        self._notes[place] = NoteBody(key, mark, paragraphs)
        return Run(mark, note=key)

    def _table(self, element: ET.Element) -> Table:
        rows: list[Row] = []
        below: dict[int, tuple[int, int]] = {}  # column → (rows that a cell above still reaches into, columns it spans)
        for row, head in _rows(element):
            rows.append(Row(tuple(self._cells(row, below)), head))
        return Table(tuple(rows), self._is_ruled(element))

    def _cells(self, row: ET.Element, below: dict[int, tuple[int, int]]) -> Iterator[Cell]:
        column = skip = 0
        for cell in row:
            if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell") or column >= _WIDEST:
                continue
            repeated = min(number(cell.get(TABLE + "number-columns-repeated"), 1), _WIDEST - column)
            for _ in range(repeated):
                if cell.tag == TABLE + "table-cell":
                    span = min(max(1, number(cell.get(TABLE + "number-columns-spanned"), 1)), _WIDEST)
                    below[column] = (number(cell.get(TABLE + "number-rows-spanned"), 1) - 1, span)
                    yield Cell(tuple(paragraphs_of(tuple(self._items(cell)))), span)
                    skip = span - 1
                elif skip:
                    skip -= 1
                elif below.get(column, (0, 1))[0] > 0:
                    left, span = below[column]
                    below[column] = (left - 1, span)
                    yield Cell((), span, continues=True)
                    skip = span - 1
                else:
                    yield Cell(())
                column += 1

    def _is_ruled(self, element: ET.Element) -> bool:
        names = {cell.get(TABLE + "style-name") for cell in element.iter(TABLE + "table-cell")}
        sides = [FO + f"border{side}" for side in ("", "-left", "-right", "-top", "-bottom")]
        lines = (self._styles.property("table-cell", name, "table-cell", side) for name in names for side in sides)
        return any(line not in (None, "none", "hidden") for line in lines)


def _key(note: str) -> str:
    return f"note {note}"


def _rows(element: ET.Element, head: bool = False) -> Iterator[tuple[ET.Element, bool]]:
    """The rows of a table and whether they hold heads."""
    for child in element:
        if child.tag == TABLE + "table-row":
            yield child, head
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child, head or child.tag == TABLE + "table-header-rows")
