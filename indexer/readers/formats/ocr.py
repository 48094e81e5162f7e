"""Scanned pages read by Tesseract, as letters with places, so that all that follows is the same as for typeset pages.

    page, 300 dpi → tesseract -l vie … hocr → words with boxes, base lines, sizes and confidence
                  → ocr_ink                 → raised marks and drawn lines, which OCR loses
                  → a sheet of all raised marks, enlarged, read once more as figures alone

Tesseract is a program of its own (`tesseract-ocr` with `tesseract-ocr-vie`) and may be missing: `missing()` then says what to do.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from indexer.readers import progress
from indexer.readers.formats.ocr_ink import Box, Page, drawn_lines, raised_ink
from indexer.readers.formats.ocr_numerals import numeral
from indexer.readers.formats.ocr_words import corrected
from indexer.readers.formats.pdf_letters import Letter, Rule, Sheet
from indexer.readers.formats.pdf_quality import is_syllable

DPI = 300
_SECONDS = 60  # of the processor, for one page; a page takes 2 to 5
_LONGEST = 600  # seconds by the clock, where the processor has much else to do
_SIGN_OF_LIFE = 5  # seconds between two
_INSTALL = "install Tesseract with its Vietnamese data (apt install tesseract-ocr tesseract-ocr-vie; brew install tesseract-lang)"
_FIGURE_HEIGHT = 44  # pixels: what raised figures are enlarged to
_TIMES = 3  # how often each stands on the sheet: a line of one figure is too short to be found
_DIGIT = 0.68  # the height of a figure, in sizes of type
_NEAR_BODY = (0.86, 1.3)  # of the size of the text: what is taken for it
UNREAD = "?"  # what stands for a raised mark that cannot be read
_MISREAD = "!°'‘’>^*?"  # what OCR takes a raised figure for when it reads it twice
_BEFORE_NUMERALS = frozenset(("phần", "chương", "mục", "thứ", "khóa", "khoá", "loại", "hạng", "quý"))
_CAPITAL_NUMERAL = re.compile(r"[IVX]{2,}[.,;:)]?")
_REPAIRED = 75  # the most confidence that a word has which was put right here: whoever reads it is told
_NOISE = 12  # confidence below which a word without letters or figures is a speck


class PageUnread(Exception):
    """Tesseract cannot read a page; the message is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What OCR made of one page; `confidence` is the mean of its words', 0 to 100."""

    sheet: Sheet
    confidence: float
    words: int
    numerals: tuple[tuple[str, str], ...]  # labels of headings: as OCR had them, and as their strokes are read


@dataclass(slots=True)
class _Word:
    text: str
    box: Box
    confidence: float
    letters: list[tuple[str, Box]]


@dataclass(slots=True)
class _Line:
    box: Box
    slope: float
    base: float  # at box.x0
    size: float
    words: list[_Word]

    def base_at(self, x: float) -> float:
        return self.base + self.slope * (x - self.box.x0)


@dataclass(slots=True)
class Draft:
    """A page between its two readings."""

    number: int
    dpi: float
    shape: tuple[int, ...]
    lines: list[_Line]
    marks: list[tuple[_Line, Box]]
    crops: list[Page]  # of the marks
    rules: list[Box]
    numerals: list[tuple[str, str]]


def missing() -> str | None:
    """What to do before scans can be read; None when all is there."""
    program = shutil.which("tesseract")
    if program is None:
        return _INSTALL
    return None if "vie" in _languages(program) else _INSTALL


@lru_cache(maxsize=4)
def _languages(program: str) -> tuple[str, ...]:
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(listed.stdout.decode("utf-8", "replace").split())


def read_page(page: Page, number: int, dpi: float = DPI) -> Draft:
    """The words of a scanned page of `dpi`; its raised marks are found but not yet read. Raises PageUnread."""
    lines = _parse(_tesseract(page, dpi, "--psm", "3", "-c", "hocr_char_boxes=1", "hocr"))
    marks: list[tuple[_Line, Box]] = []
    for line in lines:
        found = raised_ink(page, line.box, line.slope, line.base, line.size)
        marks += [(line, box) for box in found if not _is_word(line, box)]
    numerals = [pair for line in lines for pair in _read_numerals(page, line)]
    return Draft(number, dpi, page.shape, lines, marks, [_crop(page, box) for _, box in marks], drawn_lines(page), numerals)


def _read_numerals(page: Page, line: _Line) -> Iterator[tuple[str, str]]:
    """Puts the numerals of a line as their strokes have them: the one it begins with, those behind "Phần" or "khóa"."""
    before = ""
    for at, word in enumerate(line.words):
        alone = before.casefold() in _BEFORE_NUMERALS or bool(_CAPITAL_NUMERAL.fullmatch(word.text))
        found = numeral(page, word.box, word.text, alone=alone) if alone or not at else None
        before = word.text
        if found is not None:
            yield word.text, found
            word.text, word.letters = found, []
            word.confidence = min(word.confidence, _REPAIRED)


def finish(drafts: Sequence[Draft]) -> list[Scanned]:
    """The pages with their raised marks read, all in one go; marks stay unread where Tesseract fails on them."""
    crops = [crop for draft in drafts for crop in draft.crops]
    try:
        read = iter(list(_figures(crops)))
    except PageUnread:
        read = iter([""] * len(crops))
    scanned: list[Scanned] = []
    for draft in drafts:
        labels = [next(read) for _ in draft.marks]
        scanned.append(_scanned(draft, labels))
    return scanned


def _tesseract(page: Page, dpi: float, *arguments: str) -> bytes:
    program = shutil.which("tesseract") or "tesseract"
    head = f"P5 {page.shape[1]} {page.shape[0]} 255\n".encode()
    command = [program, "-", "-", "-l", "vie", "--dpi", str(round(dpi)), *arguments]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads slow each other down; files are read side by side instead
    try:
        with tempfile.TemporaryFile() as picture:  # a pipe would hold up whoever waits with a time limit
            picture.write(head + np.ascontiguousarray(page).tobytes())
            picture.seek(0)
            with subprocess.Popen(  # noqa: S603 - no shell
                command, stdin=picture, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            ) as process:
                output = _output(process)
    except OSError as error:
        raise PageUnread(f"Tesseract could not be started ({error.strerror or error})") from error
    if sys.platform != "win32" and process.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        raise PageUnread(f"Tesseract took more than {_SECONDS} s over it")
    if process.returncode != 0:
        raise PageUnread(f"Tesseract failed on it (status {process.returncode})")
    return output


def _output(process: subprocess.Popen[bytes]) -> bytes:
    """What the program writes; raises PageUnread when it takes too long, and gives signs of life until then."""
    if sys.platform == "linux":  # elsewhere there is no such limit on another process, and the clock alone ends it
        import resource

        resource.prlimit(process.pid, resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    end = time.monotonic() + _LONGEST
    while True:
        try:
            return process.communicate(timeout=_SIGN_OF_LIFE)[0]
        except subprocess.TimeoutExpired:
            if time.monotonic() > end:
                process.kill()
                process.communicate()
                raise PageUnread(f"Tesseract took more than {_LONGEST} s over it") from None
            progress.tell("OCR goes on")


_XHTML = "{http://www.w3.org/1999/xhtml}"
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def _parse(hocr: bytes) -> list[_Line]:
    lines: list[_Line] = []
    root = ElementTree.fromstring(hocr)  # noqa: S314 - written by Tesseract
    for paragraph in root.iter(f"{_XHTML}p"):
        here = [line for line in map(_line, paragraph.iter(f"{_XHTML}span")) if line is not None]
        long = [line.size for line in here if sum(len(word.text) for word in line.words) >= 12]
        usual = statistics.median(long) if long else None
        for line in here:
            if usual and sum(len(word.text) for word in line.words) < 25 and abs(line.size - usual) < 0.35 * usual:
                line.size = usual  # too few letters to tell the size by
        lines += here
    return lines


def _line(span: ElementTree.Element) -> _Line | None:
    if "bbox" not in span.get("title", "") or "baseline" not in span.get("title", ""):
        return None
    values = _values(span)
    box = _box(values["bbox"])
    slope, offset = values["baseline"]
    words = [word for child in span if (word := _word(child)) is not None]
    return _Line(box, slope, box.y1 + offset, values["x_size"][0], words) if words else None


def _word(span: ElementTree.Element) -> _Word | None:
    values = _values(span)
    letters = []
    for child in span.iter(f"{_XHTML}span"):
        if "x_bboxes" in child.get("title", ""):
            letters.append(("".join(child.itertext()).strip(), _box(_values(child)["x_bboxes"])))
    text = "".join(letter for letter, _ in letters) or "".join(span.itertext()).strip()
    confidence = values.get("x_wconf", [0.0])[0]
    if not text or (confidence < _NOISE and not any(letter.isalnum() for letter in text)):
        return None
    return _Word(text, _box(values["bbox"]), confidence, letters)


def _values(span: ElementTree.Element) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for part in span.get("title", "").split(";"):
        name, _, rest = part.strip().partition(" ")
        found[name] = [float(number) for number in _NUMBERS.findall(rest)]
    return found


def _box(values: Sequence[float]) -> Box:
    return Box(*(int(value) for value in values[:4]))


def _is_word(line: _Line, box: Box) -> bool:
    """Whether the ink is most of a word that stands on its own: a figure in a heading set in two sizes, a drawing."""
    return not any(word.box.x0 - line.size < box.x1 and box.x0 < word.box.x1 + line.size for word in line.words)


def _crop(page: Page, box: Box) -> Page:
    """The mark on white, enlarged."""
    ink = page[max(0, box.y0 - 1) : box.y1 + 1, max(0, box.x0 - 1) : box.x1 + 1]
    scale = max(1, round(_FIGURE_HEIGHT / max(1, ink.shape[0])))
    return np.kron(ink, np.ones((scale, scale), dtype=np.uint8)).astype(np.uint8)


def _figures(crops: Sequence[Page]) -> Iterator[str]:
    """What each crop says, as figures; "" where they cannot be read. Forty marks stand on one sheet."""
    for start in range(0, len(crops), 40):
        yield from _sheet_figures(crops[start : start + 40])


def _sheet_figures(crops: Sequence[Page]) -> list[str]:
    pitch = 3 * _FIGURE_HEIGHT
    step = max(crop.shape[1] for crop in crops) + 2 * _FIGURE_HEIGHT
    sheet = np.full((pitch * (len(crops) + 1), step * (_TIMES + 1)), 255, dtype=np.uint8)
    for number, crop in enumerate(crops):
        y = number * pitch + pitch // 2
        for copy in range(_TIMES):
            x = step * copy + step // 2
            sheet[y : y + min(pitch, crop.shape[0]), x : x + crop.shape[1]] = crop[:pitch]
    lines = _parse(
        _tesseract(sheet, DPI, "--psm", "6", "-c", "tessedit_char_whitelist=0123456789*", "-c", "hocr_char_boxes=1", "hocr")
    )
    votes = [["" for _ in range(_TIMES)] for _ in crops]
    for line in lines:
        for text, box in (letter for word in line.words for letter in word.letters):
            at = int(((box.y0 + box.y1) / 2 - pitch / 4) // pitch)
            copy = int(((box.x0 + box.x1) / 2 - step / 4) // step)
            if 0 <= at < len(votes) and 0 <= copy < _TIMES:
                votes[at][copy] += text
    return [statistics.mode([text for text in texts if text] or [""]) for texts in votes]


def _scanned(draft: Draft, labels: Sequence[str]) -> Scanned:
    point = 72.0 / draft.dpi
    tilt = statistics.median(line.slope for line in draft.lines) if draft.lines else 0.0
    letters: list[Letter] = []

    def put(text: str, x0: float, x1: float, y: float, size: float, confidence: float | None = None) -> None:
        base = y - tilt * (x0 + x1) / 2
        sure = None if confidence is None else round(confidence)
        letters.append(Letter(text, x0 * point, x1 * point, base * point, size * point, False, False, sure))

    marks = [
        (line, box, label or UNREAD) for (line, box), label in zip(draft.marks, labels, strict=True) if _is_mark(line, box, label)
    ]
    own: dict[int, list[Box]] = {id(line): [] for line in draft.lines}
    for line, box, _ in marks:
        own[id(line)].append(box)
    parts = [(line, word, part) for line in draft.lines for word in line.words for part in _without_marks(word, own[id(line)])]
    for (line, word, (before, x0, x1)), text in zip(parts, corrected([text for *_, (text, *_) in parts]), strict=True):
        sure = word.confidence if text == before else min(word.confidence, _REPAIRED)
        put(text, x0, x1, line.base_at((x0 + x1) / 2), line.size, sure)
    for line, box, label in marks:
        put(label, box.x0, box.x1, box.y1, min((box.y1 - box.y0) / _DIGIT, 0.8 * line.size))
    rules = tuple(
        Rule(b.x0 * point, (b.y0 - tilt * b.x0) * point, b.x1 * point, (b.y1 - tilt * b.x0) * point) for b in draft.rules
    )
    height, width = draft.shape[:2]
    confidences = [word.confidence for line in draft.lines for word in line.words]
    mean = statistics.fmean(confidences) if confidences else 0.0
    sheet = Sheet(draft.number, width * point, height * point, tuple(letters), (), rules)
    return Scanned(sheet, mean, len(confidences), tuple(draft.numerals))


def _without_marks(word: _Word, marks: Sequence[Box]) -> list[tuple[str, float, float]]:
    """The word, cut where raised marks stand, without the letters that OCR took them for; each part with its edges."""
    over = sorted((mark for mark in marks if mark.x0 < word.box.x1 and word.box.x0 < mark.x1), key=lambda mark: mark.x0)
    if not over:
        return [(word.text, word.box.x0, word.box.x1)]
    parts: list[tuple[str, float, float]] = []
    start = float(word.box.x0)
    for mark in [*over, None]:
        end = mark.x0 if mark else word.box.x1
        inside = [text for text, box in word.letters if _between(box, start, end) and not any(_covers(m, box) for m in over)]
        text = "".join(inside)
        if mark:
            text = _without_misread(text.rstrip(_MISREAD))
        if text:
            parts.append((text, min(start, end - 1), end))
        start = mark.x1 if mark else start
    return parts


def _is_mark(line: _Line, mark: Box, label: str) -> bool:
    """Whether the ink is a note mark: it reads as a figure, or is no part of a letter that OCR is right about, as of a %."""
    if label.strip("0"):
        return True
    over = [text for word in line.words for text, box in word.letters if _covers(mark, box)]
    return not label and not any(text in "%°‰" or text.isalnum() for text in over)


def _without_misread(text: str) -> str:
    """The word before a mark without a last letter that makes it no syllable: “mớiề” where OCR read the mark as ề."""
    return text[:-1] if text.isalpha() and not is_syllable(text) and is_syllable(text[:-1]) else text


def _between(box: Box, start: float, end: float) -> bool:
    return start - 3 <= (box.x0 + box.x1) / 2 < end + 3


def _covers(mark: Box, box: Box) -> bool:
    """Whether the letter read at `box` is mostly the mark's ink."""
    shared = min(mark.x1, box.x1) - max(mark.x0, box.x0)
    return shared > 0.5 * min(mark.x1 - mark.x0, box.x1 - box.x0)


def even_sizes(pages: Sequence[Scanned]) -> list[Scanned]:
    """The pages with the sizes that a report is set in: Tesseract's estimates scatter by a fifth around them."""
    counts: Counter[float] = Counter()
    for page in pages:
        for letter in page.sheet.letters:
            counts[round(letter.size)] += len(letter.text)
    if not counts:
        return list(pages)
    body = max(counts, key=lambda size: counts[size - 1] + 2 * counts[size] + counts[size + 1])
    sizes = [letter.size for page in pages for letter in page.sheet.letters]
    text = statistics.median([size for size in sizes if _NEAR_BODY[0] * body <= size <= _NEAR_BODY[1] * body])

    def even(letter: Letter) -> Letter:
        near = _NEAR_BODY[0] * text <= letter.size <= _NEAR_BODY[1] * text
        return letter._replace(size=text) if near else letter._replace(size=round(2 * letter.size) / 2)

    return [replace(page, sheet=replace(page.sheet, letters=tuple(map(even, page.sheet.letters)))) for page in pages]
