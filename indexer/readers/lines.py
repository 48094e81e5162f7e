"""A source text cut at its line ends, each line with its place.

>>> [(line.text, line.start) for line in split_lines("Phần thứ nhất\\r\\n\\fI. Kết quả")]
[('Phần thứ nhất', 0), ('I. Kết quả', 16)]
"""

import re
import unicodedata
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r|\f|\x0b|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `start` and `end` are source offsets, `next` where the following line starts."""

    text: str
    start: int
    end: int
    next: int
    page: int | None = None

    @property
    def composed(self) -> str:
        """The text in NFC, as words are compared and lengths measured; offsets hold in `text` alone."""
        return unicodedata.normalize("NFC", self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def line_ends(source: str, start: int, end: int) -> int:
    """How many line ends stand in `source[start:end]`; a form feed on the next line adds none."""
    return sum(match.group() != "\f" for match in _LINE_END.finditer(source, start, end))


def page_count(source: str) -> int | None:
    """How many pages the form feeds of `source` part, empty ones too; None without any. The last page may end in one or not."""
    pages = source.split("\f")
    return len(pages) - (not pages[-1].strip()) if len(pages) > 1 else None


def split_lines(source: str) -> list[Line]:
    """The lines of `source`; a form feed ends a line and, where there is one, a page. A byte order mark is read by nobody."""
    paged = "\f" in source
    page = 1
    lines: list[Line] = []
    start = int(source.startswith("\ufeff"))
    for match in _LINE_END.finditer(source):
        if match.group() != "\f" or match.start() > start:
            lines.append(Line(source[start : match.start()], start, match.start(), match.end(), page if paged else None))
        if match.group() == "\f":
            page += 1
        start = match.end()
    if start < len(source):
        lines.append(Line(source[start:], start, len(source), len(source), page if paged else None))
    return lines
