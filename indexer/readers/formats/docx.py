"""Word's .docx, read from its XML: notes with their marks, printed numbers, tables, text boxes, accepted changes, pages.

    <w:p><w:pPr><w:pStyle w:val="Heading2"/><w:numPr>…         Paragraph(label="1.1. ", heading_level=2)
    <w:footnoteReference w:id="7"/>                            Run("3", note="footnote 7")
    <w:lastRenderedPageBreak/>                                 the next page

The libraries for this were compared on one file with all of these, and none gives what an archive needs (docs/formats.md):

    python-docx 1.2.0     loses notes, printed numbers, text boxes, content controls, and text inserted as a tracked change
    docx2python 3.7.1     keeps notes and accepted changes; prints "1)" for "1.1.", text boxes twice; no pages, no bold
    mammoth 1.13.0        keeps notes, anchored both ways, and accepted changes; loses the printed numbers of headings and lists,
                          prints the first endnote as 2; no letterheads in page heads, no pages

The XML says all of it plainly, so it is read directly, with Python's own parser behind the limits of `package`.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.compose import compose
from indexer.readers.formats.docx_chunks import renamed, text_flow
from indexer.readers.formats.docx_fields import Fields
from indexer.readers.formats.docx_heads import Heads
from indexer.readers.formats.docx_notes import NoteMarks
from indexer.readers.formats.docx_parts import Parts, main_part, relation
from indexer.readers.formats.docx_runs import ALTERNATE, RunReader, is_prompt
from indexer.readers.formats.docx_styles import Numbering, Styles, W, is_on, number, value
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
from indexer.readers.formats.letters import convert_flow
from indexer.readers.formats.package import Package, is_zip
from indexer.readers.formats.pages import PageCount

LAYOUT = "docx"
_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_OTHER = b"META-INF/manifest.xml"  # OpenDocument's list of parts
_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
_TRANSPARENT = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_CONTENTS_GALLERY = "Table of Contents"
_NO_LINE = ("none", "nil")


def recognise(data: bytes, suffix: str) -> bool:
    named = suffix in _SUFFIXES and _OTHER not in data
    return is_zip(data) and (named or b"word/document" in data)


def read(data: bytes) -> FileReading:
    flow, remark = convert_flow(_Docx(Package(data)).flow())
    return compose(flow, LAYOUT, remark)


class _Docx:
    """One file's parts, read into a flow."""

    def __init__(self, package: Package, *, is_chunk: bool = False) -> None:
        self._package = package
        self._is_chunk = is_chunk
        main = main_part(package)
        self._parts = Parts.of(package, main)
        document = package.xml(main)
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise Refused("it is no Word document inside; open it in a word processor and save it anew")
        self._body = body
        self._styles = Styles.read(self._part("styles"))
        self._numbering = Numbering.read(self._part("numbering"))
        self._pages = PageCount(noted=next(body.iter(W + "lastRenderedPageBreak"), None) is not None)
        notes = {"footnote": self._part("footnotes"), "endnote": self._part("endnotes")}
        settings = self._part("settings")
        self._marks = NoteMarks.read(notes, settings, body, self._pages)
        self._runs = RunReader(self._styles, self._pages, self._marks.mark, fields=Fields.read(body))
        for part in notes.values():
            if part is not None:
                self._runs.fields.expect(part)
        before = {id(old) for name in ("sectPrChange", "pPrChange") for change in body.iter(W + name) for old in change.iter()}
        sections = [section for section in body.iter(W + "sectPr") if id(section) not in before]
        even_pages = bool(is_on(settings, "evenAndOddHeaders"))
        self._heads = Heads(sections, self._parts, even_pages, one_page=self._stated_pages() == 1)
        self._carried: tuple[Run, ...] = ()  # of paragraphs whose end was deleted
        self._chunk_notes: list[NoteBody] = []
        self._left_out = False  # whether a chunk could not be read

    def flow(self) -> Flow:
        letterhead = tuple(self._letterhead(0))
        items = (*letterhead, *self._items(self._body))
        pages = self._pages.pages(self._stated_pages())
        bodies = (*self._bodies(), *self._chunk_notes)
        heads = running_heads((item for path in self._heads.running() for item in self._printed(path)), letterhead)
        flow = Flow((*items, *heads), bodies, pages, self._warnings())
        return flow if pages is not None else without_pages(flow)

    def _part(self, kind: str) -> ET.Element | None:
        path = self._parts.first(kind)
        return None if path is None else self._package.xml(path)

    def _stated_pages(self) -> int | None:
        about = self._package.xml("docProps/app.xml")
        return number(about.findtext(_PAGES)) or None if about is not None else None

    def _warnings(self) -> tuple[str, ...]:
        lost = [f"the file has lost its part with {sort}s" for sort in self._marks.missing]
        chunks = ["a file set into this one was not read; save it as one Word file"] if self._left_out else []
        comments = self._part("comments")
        return (*lost, *chunks, *unread_comments(0 if comments is None else len(comments.findall(W + "comment"))))

    def _letterhead(self, section: int) -> Iterator[Item]:
        """What is printed at the head of the section's first page alone."""
        if (path := self._heads.letterhead(section)) is not None:
            yield from self._printed(path)

    def _printed(self, path: str) -> Iterator[Item]:
        root = self._package.xml(path)
        if root is not None:
            self._runs.fields.expect(root)
            yield from without_page_numbers(self._items(root))

    def _items(self, container: ET.Element, *, furniture: bool = False) -> Iterator[Item]:
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child, furniture)
            elif child.tag == W + "tbl":
                yield self._table(child)
            elif child.tag == W + "altChunk":
                yield from self._chunk(child)
            elif child.tag == W + "sdt" and is_prompt(child):
                continue
            elif child.tag in _TRANSPARENT:
                yield from self._items(child, furniture=furniture or _is_contents(child))
            elif child.tag == ALTERNATE and len(child):
                yield from self._items(child[0], furniture=furniture)

    def _paragraph(self, element: ET.Element, furniture: bool) -> Iterator[Item]:
        properties = element.find(W + "pPr")
        style = value(properties, "pStyle") or self._styles.default_paragraph
        if is_on(properties, "pageBreakBefore"):
            self._pages.implied_break()
        self._pages.open()
        runs = self._carried + self._runs.runs(element, style)
        self._carried = ()
        boxes = self._runs.take_boxes()
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = runs
        else:
            furniture = furniture or self._runs.in_contents or any(name.startswith("toc ") for name in self._styles.names(style))
            page, page_end = self._pages.first or self._pages.page, self._pages.last or self._pages.page
            level = self._heading_level(properties, style)
            paragraph = Paragraph(runs, "", level, page=page, page_end=page_end, furniture=furniture)
            yield self._labelled(paragraph, properties, style)
        for box in boxes:
            yield from self._items(box)
        if properties is not None and (section := properties.find(W + "sectPr")) is not None:
            yield from self._end_section(section)

    def _heading_level(self, properties: ET.Element | None, style: str | None) -> int | None:
        own = value(properties, "outlineLvl")
        if own is not None:
            return number(own) + 1 if 0 <= number(own) < 9 else None
        return self._styles.outline_level(style)

    def _labelled(self, paragraph: Paragraph, properties: ET.Element | None, style: str | None) -> Paragraph:
        """The paragraph behind the number that Word prints before it."""
        own = None if properties is None else properties.find(W + "numPr")
        list_id, level = self._styles.numbering(style)
        if list_id is not None and style is not None and (tied := self._numbering.level_of_style(list_id, style)) is not None:
            level = tied
        if own is not None:
            list_id = value(own, "numId") or list_id
            level = level if value(own, "ilvl") is None else number(value(own, "ilvl"))
        if list_id is None or list_id == "0":
            return paragraph
        label = self._numbering.label(list_id, level or 0)
        if label is None or not paragraph.text.strip():
            return paragraph
        return replace(paragraph, label=label, list_level=(level or 0) + 1)

    def _end_section(self, section: ET.Element) -> Iterator[Item]:
        self._marks.section += 1
        following = self._heads.sections[self._heads.sections.index(section) + 1 :][:1]
        if following and value(following[0], "type") != "continuous":
            self._pages.implied_break()
        yield from self._letterhead(self._marks.section)

    def _chunk(self, element: ET.Element) -> Iterator[Item]:
        """Another file that is set into this one."""
        path = self._parts.by_id.get(relation(element.attrib))
        data = None if path is None else self._package.part(path)
        if data is None or (is_zip(data) and self._is_chunk):
            self._left_out = True
            return
        flow = _Docx(Package(data), is_chunk=True).flow() if is_zip(data) else text_flow(data)
        if flow is None:
            self._left_out = True
            return
        flow = renamed(flow, f"chunk {path}")
        self._chunk_notes += flow.notes
        yield from flow.items

    def _bodies(self) -> Iterator[NoteBody]:
        """The note bodies: those that the text asks for in its order, and then the others."""
        marks = self._marks
        asked = [key for key in marks.asked if key in marks.bodies]
        for key in [*asked, *(key for key in marks.bodies if key not in marks.asked)]:
            own = Run(marks.marker(key), note=key)
            self._runs.own_mark = own
            self._pages.open()
            paragraphs = [p for p in paragraphs_of(tuple(self._items(marks.bodies[key]))) if p.text.strip()]
            if key in marks.custom and paragraphs:
                paragraphs[0] = _with_custom_mark(paragraphs[0], own)
            if paragraphs:
                yield NoteBody(key, own.text, tuple(paragraphs))
        self._runs.own_mark = None

    def _table(self, element: ET.Element) -> Table:
        rows = [self._row(row) for row in _inside(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        return Table(tuple(rows), self._is_ruled(element))

    def _row(self, element: ET.Element) -> Row:
        properties = element.find(W + "trPr")
        before = number(value(properties, "gridBefore"))
        cells = [Cell((), min(before, 60))] if before > 0 else []
        for cell in _inside(element, "tc"):
            about = cell.find(W + "tcPr")
            if about is not None and about.find(W + "cellDel") is not None:
                continue
            merge = None if about is None else about.find(W + "vMerge")
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            paragraphs = tuple(paragraphs_of(tuple(self._items(cell))))
            cells.append(Cell(paragraphs, max(1, min(number(value(about, "gridSpan"), 1), 60)), continues))
        return Row(tuple(cells), bool(is_on(properties, "tblHeader")))

    def _is_ruled(self, element: ET.Element) -> bool:
        """Whether lines are drawn around or between cells."""
        properties = element.find(W + "tblPr")
        styles = self._styles.chain(value(properties, "tblStyle"))
        own = None if properties is None else properties.find(W + "tblBorders")
        borders = [own] if own is not None else [style.find(f"{W}tblPr/{W}tblBorders") for style in styles]
        borders += element.findall(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
        return any(line.get(W + "val") not in _NO_LINE for border in borders if border is not None for line in border)


def _inside(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """The `w:name` children, also those in content controls and accepted insertions."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _inside(child, name)


def _is_contents(element: ET.Element) -> bool:
    """Whether a content control holds an automatic table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == _CONTENTS_GALLERY


def _with_custom_mark(paragraph: Paragraph, own: Run) -> Paragraph:
    """A note body whose mark the author typed in front of it, with that mark known as such."""
    runs = list(paragraph.runs)
    first = next((i for i, run in enumerate(runs) if run.text.strip()), None)
    if first is None or runs[first].note is not None or not runs[first].text.lstrip().startswith(own.text):
        return paragraph
    rest = runs[first].text.lstrip()[len(own.text) :]
    runs[first : first + 1] = [own, replace(runs[first], text=rest)]
    return replace(paragraph, runs=tuple(runs))
