"""Which layout a source text has, told by its form alone, and the reader of that layout.

A new layout is a module with `recognise(source)` and `read(source)`, and a place in `LAYOUTS`; the first that recognises the
text reads it.
"""

from typing import Protocol

from indexer.readers import docx_text, ocr_markdown, plain, typeset, word_dump
from indexer.readers.blocks import Reading


class Layout(Protocol):
    LAYOUT: str

    def recognise(self, source: str) -> bool: ...

    def read(self, source: str) -> Reading: ...


LAYOUTS: tuple[Layout, ...] = (docx_text, word_dump, typeset, ocr_markdown, plain)


def read_text(source: str) -> Reading:
    return next(layout for layout in LAYOUTS if layout.recognise(source)).read(source)
