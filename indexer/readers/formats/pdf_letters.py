"""The letters of a typeset PDF page with their places, sizes and faces, and the thin lines drawn on it, by PDFium.

    Letter("ộ", x0=92.2, x1=98.2, base=84.9, size=14.0, bold=False, italic=False)

Lengths are points; x runs to the right and y down from the page's upper left corner, the page turned as it is shown. Letters come
in the order in which the file draws them. Text in VNI and TCVN3 fonts is converted here, because only here the font's name is
known, which leaves nothing to guess.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.readers.formats.pdf_clips import Clip, clip_of, is_cut
from indexer.readers.legacy import from_tcvn3, from_vni
from language.normalise import nfc

_THIN = 3.0  # points: what is thinner is a line
_MOST_OBJECTS = 60_000  # drawn objects of one page that are looked at for lines; a map or a chart has more, a table never
_MOST_LETTERS = 60_000  # of one page; a densely set page has 8,000
_MOST_CUT = 0.2  # of a page's letters that a frame may cut away
_UPRIGHT = 0.1  # radians: letters turned by more are a watermark or a stamp
_BOLD = re.compile(r"bold|black|heavy|demi|[-,_ ]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv|[-,_ ]it\b", re.IGNORECASE)
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "-", "\uf02b": "+", "\uf0a8": "▪",
    "\uf06e": "▪", "\uf06c": "●", "\uf0f0": "➢", "\uf0e8": "➢", "\x02": "-", "\ufffe": "-",
}  # fmt: skip  # bullets of the fonts Symbol and Wingdings; PDFium says \x02 and \ufffe for a hyphen at a line's end


class Letter(NamedTuple):
    """One printed letter; a base letter and its combining marks are one."""

    text: str
    x0: float
    x1: float  # where the next letter would start
    base: float
    size: float
    bold: bool
    italic: bool
    confidence: int | None = None  # of OCR, which gives whole words, 0 to 100


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin straight line, or the edge of a box."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is printed."""

    number: int  # from 1, in the order of the file
    width: float
    height: float
    letters: tuple[Letter, ...]
    turned: tuple[Letter, ...]  # those of watermarks and stamps, which do not stand upright
    rules: tuple[Rule, ...]
    covered: float = 0.0  # the share of the page that its largest picture covers


class _Face(NamedTuple):
    base: float
    size: float
    bold: bool
    italic: bool
    upright: bool
    clip: Clip | None
    convert: Callable[[str], str] | None


def read_sheet(document: pypdfium2.PdfDocument, index: int) -> Sheet:
    """Page `index` (from 0) of `document`; raises pypdfium2.PdfiumError when it is damaged."""
    page = document[index]
    try:
        turn = _turn(page)
        rules, covered = _drawings(page, turn)
        textpage = page.get_textpage()
        try:
            letters, turned, cut = _letters(textpage, turn)
            if cut > _MOST_CUT * (cut + len(letters)):  # the frame is not where this says it is
                letters, turned, cut = _letters(textpage, turn, uncut=True)
        finally:
            textpage.close()
        width, height = page.get_size()
        return Sheet(index + 1, width, height, tuple(letters), tuple(turned), tuple(rules), covered)
    finally:
        page.close()


Turn = Callable[[float, float], tuple[float, float]]


def _turn(page: pypdfium2.PdfPage) -> Turn:
    """From the file's coordinates, y up, to those of the page as shown, y down."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[page.get_rotation() % 360]


def _letters(textpage: Any, turn: Turn, *, uncut: bool = False) -> tuple[list[Letter], list[Letter], int]:
    """Letters that stand upright, others, and how many were left out because the page's frame cuts them away."""
    count = min(pdfium.FPDFText_CountChars(textpage), _MOST_LETTERS)
    upright: list[Letter] = []
    turned: list[Letter] = []
    box = pdfium.FS_RECTF()
    faces: dict[int, _Face] = {}
    known: int | None = None
    face: _Face | None = None
    cut = 0
    for i in range(count):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, i))
        if text in "\r\n\x00" or (text == " " and pdfium.FPDFText_IsGenerated(textpage, i) == 1):
            continue  # PDFium's own guess; where words end is told by their distance
        pointer = pdfium.FPDFText_GetTextObject(textpage, i)
        address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        if face is None or address != known or not address:
            known = address
            face = faces.get(address) if address else None
            if face is None:
                face = faces[address] = _face(textpage, i, pointer, turn)
        pdfium.FPDFText_GetLooseCharBox(textpage, i, box)
        if not uncut and is_cut(face.clip, (box.left + box.right) / 2, (box.bottom + box.top) / 2):
            cut += 1
            continue
        (xa, ya), (xb, yb) = turn(box.left, box.bottom), turn(box.right, box.top)
        text = "\u00a0" if text == "\u00a0" else _SYMBOLS.get(text, text)
        into = upright if face.upright else turned
        base = face.base if face.upright else max(ya, yb)
        letter = Letter(text, min(xa, xb), max(xa, xb), base, face.size, face.bold, face.italic)
        if not _joins(into, letter, face):
            converted = face.convert(text) if face.convert else text
            into.append(letter._replace(text=converted) if converted != text else letter)
    return upright, turned, cut


def _joins(letters: list[Letter], letter: Letter, face: _Face) -> bool:
    """Whether `letter` is a mark on the letter before it; then it is put there."""
    if not letters or not letter.text:
        return not letter.text
    last = letters[-1]
    if abs(last.base - letter.base) > 0.5 * last.size:
        return False
    if unicodedata.combining(letter.text) and not last.text.isspace():
        letters[-1] = last._replace(text=nfc(last.text + letter.text))
        return True
    if face.convert is from_vni and len(last.text) == 1 and letter.x0 - last.x1 < 0.3 * last.size:
        whole = from_vni(_vni_source(last.text) + letter.text)
        if len(whole) == 1:
            letters[-1] = last._replace(text=whole, x1=letter.x1)
            return True
    return False


def _vni_source(letter: str) -> str:
    """ơ and ư, already converted, as VNI writes them."""
    return {"ơ": "ô", "ư": "ö", "Ơ": "Ô", "Ư": "Ö"}.get(letter, letter)


def _face(textpage: Any, i: int, pointer: Any, turn: Turn) -> _Face:
    """What the letters of one text object share."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, i, matrix)
    size = pdfium.FPDFText_GetFontSize(textpage, i) * (math.hypot(matrix.c, matrix.d) or 1.0)
    name_bytes = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, i, name_bytes, 200, flags)
    name = name_bytes.value.decode("utf-8", "replace")
    stroked = bool(pointer) and pdfium.FPDFTextObj_GetTextRenderMode(pointer) == 2  # how Word thickens a face that has no bold
    bold = stroked or bool(_BOLD.search(name)) or pdfium.FPDFText_GetFontWeight(textpage, i) >= 600
    origin = turn(x.value, y.value)
    along = turn(x.value + matrix.a, y.value + matrix.b)
    upright = abs(math.atan2(along[1] - origin[1], along[0] - origin[0])) < _UPRIGHT or not (matrix.a or matrix.b)
    return _Face(
        origin[1], size, bold, bool(_ITALIC.search(name)), upright, clip_of(pointer) if pointer else None, _conversion(name)
    )


def _conversion(font: str) -> Callable[[str], str] | None:
    name = font.split("+")[-1].casefold()
    if name.startswith("vni"):
        return from_vni
    if name.startswith(".vn"):
        capitals = bool(re.match(r"\.vn\w*h(?:[-,_ ]|$)", name))
        return partial(from_tcvn3, capitals=capitals)
    return None


def _drawings(page: pypdfium2.PdfPage, turn: Turn) -> tuple[list[Rule], float]:
    """The thin lines of the page and the edges of its boxes; the share of the page that its largest picture covers."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    width, height = page.get_size()
    rules: list[Rule] = []
    covered = 0.0
    for i in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shape = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            continue
        (xa, ya), (xb, yb) = turn(left.value, bottom.value), turn(right.value, top.value)
        x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            covered = max(covered, (x1 - x0) * (y1 - y0) / max(1.0, width * height))
        elif min(x1 - x0, y1 - y0) <= _THIN:
            if max(x1 - x0, y1 - y0) > _THIN:
                rules.append(Rule(x0, y0, x1, y1))
        elif pdfium.FPDFPath_CountSegments(shape) <= 6 and _is_stroked(shape):
            rules += (Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1))
    return rules, covered


def _is_stroked(shape: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)) and bool(stroke.value)
