"""The inside of a Word paragraph: runs with their looks, note marks, fields, breaks, and the text boxes that hang on it.

    <w:r><w:rPr><w:b/></w:rPr><w:t>Thu ngân sách</w:t></w:r>           Run("Thu ngân sách", bold=True)
    <w:del>…</w:del>  <w:moveFrom>…</w:moveFrom>                        nothing: changes are read as accepted
    <w:instrText> PAGE </w:instrText>                                   nothing: of a field its result is read (`docx_fields`)
    <w:footnoteReference w:id="3"/>                                     Run("2", note="footnote 3")

What is not known is walked through, so that text in new kinds of elements is read rather than lost.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from indexer.readers.formats.docx_fields import REFERENCES, Fields, note_key
from indexer.readers.formats.docx_styles import Styles, W, is_on, number, value
from indexer.readers.formats.flow import Run
from indexer.readers.formats.letters import symbols, unicode_letters
from indexer.readers.formats.pages import PageCount

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SKIPPED = {
    W + name
    for name in (
        "pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "annotationRef", "separator", "rt", "softHyphen",
        "continuationSeparator", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr", "ffData", "binData",
    )
}  # fmt: skip
_LETTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"


@dataclass(frozen=True, slots=True)
class Looks:
    """How a run is set."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    capitals: bool = False
    font: str = ""
    hidden: bool = False


@dataclass
class RunReader:
    """Reads paragraphs one by one; what outlasts a paragraph (pages, open fields) is kept between them."""

    styles: Styles
    pages: PageCount
    mark: Callable[[str, str | None], Run]  # ("footnote 3", custom mark or None) → its run
    own_mark: Run | None = None  # inside a note: the mark in front of its body
    fields: Fields = field(default_factory=Fields)
    boxes: list[ET.Element] = field(default_factory=list)  # text boxes met since they were last taken
    in_contents: bool = False  # whether the last paragraph is part of a table of contents
    _pieces: list[tuple[str, Looks] | Run] = field(default_factory=list)
    _looks: dict[tuple[str | None, str | None], Looks] = field(default_factory=dict)

    def runs(self, paragraph: ET.Element, style: str | None) -> tuple[Run, ...]:
        self._pieces = []
        self.in_contents = False
        for child in paragraph:
            self._walk(child, Looks(), style)
        return _made(self._pieces)

    def take_boxes(self) -> list[ET.Element]:
        boxes, self.boxes = self.boxes, []
        return boxes

    def _walk(self, element: ET.Element, looks: Looks, style: str | None) -> None:
        tag = element.tag
        if tag == W + "t" or tag == _MATH_TEXT:
            self._put(element.text or "", looks)
        elif tag == W + "r":
            self._walk_run(element, style)
        elif tag in _SKIPPED or (tag == W + "sdt" and is_prompt(element)):
            return
        elif tag in _LETTERS:
            self._put(_LETTERS[tag], looks)
        elif tag == W + "txbxContent":
            self.boxes.append(element)
        elif tag == ALTERNATE:
            chosen = next((child for child in element if len(child)), None)
            if chosen is not None:
                self._walk(chosen, looks, style)
        elif tag == W + "ruby":
            for base in element.findall(W + "rubyBase"):
                self._walk(base, looks, style)
        elif tag == W + "br":
            if value(element, attribute="type") == "page":
                self.pages.put_break()
            self._put("\n", looks)
        elif tag == W + "lastRenderedPageBreak":
            self.pages.noted_break()
        elif tag == W + "fldChar":
            self.fields.meet(element)
        elif tag == W + "instrText":
            self.fields.instruct(element.text or "")
        elif tag == W + "fldSimple":
            self._simple_field(element, looks, style)
        elif tag == _WORD_ART:
            self._put(element.get("string", ""), looks)
        elif tag == W + "sym":
            self._put(_symbol(element), looks)
        elif tag in (W + "footnoteRef", W + "endnoteRef"):
            if self.own_mark is not None:
                self._pieces.append(self.own_mark)
        else:
            for child in element:
                self._walk(child, looks, style)

    def _walk_run(self, run: ET.Element, style: str | None) -> None:
        properties = run.find(W + "rPr")
        looks = self._look(properties, style)
        if looks.hidden:
            return
        custom: str | None = None
        for child in run:
            if child.tag in REFERENCES:
                key = note_key(child)
                if child.get(W + "customMarkFollows") in ("1", "true", "on"):
                    custom = key
                else:
                    self._pieces.append(self.mark(key, None))
            elif custom is not None and child.tag in (W + "t", W + "sym"):
                text = child.text or "" if child.tag == W + "t" else _symbol(child)
                self._pieces.append(self.mark(custom, text.strip()))
                custom = None
            else:
                self._walk(child, looks, style)
        if custom is not None:
            self._pieces.append(self.mark(custom, None))

    def _simple_field(self, element: ET.Element, looks: Looks, style: str | None) -> None:
        self.fields.open_simple(element.get(W + "instr", ""))
        for child in element:
            self._walk(child, looks, style)
        self.fields.close_simple()

    def _put(self, text: str, looks: Looks) -> None:
        if self.fields.silent:
            return
        if text.strip():
            self.pages.text(len(text))
            self.in_contents = self.in_contents or self.fields.contents
        note = self.fields.note(raised=looks.superscript) if text.strip() else None
        if note is None:
            self._pieces.append((text, looks))
        elif isinstance(last := self._pieces[-1] if self._pieces else None, Run) and last.again and last.note == note:
            self._pieces[-1] = replace(last, text=last.text + text.strip())
        else:
            self._pieces.append(Run(text.strip(), note=note, again=True))

    def _look(self, properties: ET.Element | None, style: str | None) -> Looks:
        run_style = value(properties, "rStyle")
        looks = self._looks.get((run_style, style))
        if looks is None:
            looks = self._looks[run_style, style] = self._styled(run_style, style)
        if properties is None or not len(properties):
            return looks
        align = value(properties, "vertAlign")
        raised = looks.superscript if align is None else align == "superscript"
        bold, italic, capitals, hidden = (is_on(properties, name) for name in ("b", "i", "caps", "vanish"))
        return Looks(
            looks.bold if bold is None else bold,
            looks.italic if italic is None else italic,
            raised or _is_raised(properties),
            looks.capitals if capitals is None else capitals,
            _font(properties) or looks.font,
            (looks.hidden if hidden is None else hidden) and not is_on(properties, "specVanish"),
        )

    def _styled(self, run_style: str | None, style: str | None) -> Looks:
        def switch(name: str) -> bool:
            for of in (run_style, style):
                if (on := self.styles.run_switch(of, name)) is not None:
                    return on
            return bool(is_on(self.styles.defaults, name))

        def raised(properties: ET.Element) -> str | None:
            return value(properties, "vertAlign")

        font = self.styles.run_value(run_style, _font) or self.styles.run_value(style, _font)
        return Looks(
            switch("b"),
            switch("i"),
            self.styles.run_value(run_style, raised) == "superscript",
            switch("caps"),
            font or (_font(self.styles.defaults) if self.styles.defaults is not None else None) or "",
            switch("vanish"),
        )


def _made(pieces: list[tuple[str, Looks] | Run]) -> tuple[Run, ...]:
    """Neighbours that are set alike as one run, in Unicode letters; a letter and its mark may have been cut apart."""
    joined: list[tuple[str, Looks] | Run] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, tuple) and isinstance(last, tuple) and last[1] == piece[1]:
            joined[-1] = (last[0] + piece[0], last[1])
        else:
            joined.append(piece)
    return tuple(piece if isinstance(piece, Run) else _run(*piece) for piece in joined)


def _run(text: str, looks: Looks) -> Run:
    text = symbols(unicode_letters(text, looks.font), looks.font)
    return Run(text.upper() if looks.capitals else text, looks.bold, looks.italic, looks.superscript)


def _font(properties: ET.Element) -> str | None:
    fonts = properties.find(W + "rFonts")
    return None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")


def _is_raised(properties: ET.Element) -> bool:
    """Raised by hand, by two points or more."""
    return number(value(properties, "position")) >= 4


def _symbol(element: ET.Element) -> str:
    code = element.get(W + "char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{2,5}", code):
        return ""
    font = element.get(W + "font") or ""
    letter = symbols(chr(int(code, 16)), font)
    if not 0xF020 <= ord(letter) <= 0xF0FF:
        return letter
    return unicode_letters(chr(ord(letter) - 0xF000), font)


def is_prompt(control: ET.Element) -> bool:
    """Whether a content control shows the words that ask for something to be filled in."""
    return bool(is_on(control.find(W + "sdtPr"), "showingPlcHdr"))
