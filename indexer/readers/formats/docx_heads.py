"""What a .docx prints at the head and foot of its pages.

    first page alone        a letterhead, as many put it there: read before the section that it opens
    every page              a running head or foot: kept once, as furniture
    a number alone          the page's: not kept

A header for first pages is printed where `w:titlePg` says so, one for even pages where the settings do.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.readers.formats.docx_parts import Parts, relation
from indexer.readers.formats.docx_styles import W, is_on


@dataclass
class Heads:
    """The headers and footers of a document's sections, in order."""

    sections: list[ET.Element]  # their w:sectPr
    parts: Parts
    even_pages: bool  # whether even pages have heads of their own
    one_page: bool  # whether the file says that it prints one page: then every head is that of a first page
    _read: set[str] = field(default_factory=set)

    def letterhead(self, number: int) -> str | None:
        """The part with what is printed at the head of the first page of section `number` alone, each part once."""
        section = self.sections[number] if number < len(self.sections) else None
        if section is None:
            return None
        wanted = "first" if is_on(section, "titlePg") else "default" if self.one_page and number == 0 else None
        path = next((path for kind, path in self._referred(section, "headerReference") if kind == wanted), None)
        if path is None or path in self._read:
            return None
        self._read.add(path)
        return path

    def running(self) -> Iterator[str]:
        """The parts with running heads and feet that were not read yet, each once."""
        for section in self.sections:
            for name in ("headerReference", "footerReference"):
                for kind, path in self._referred(section, name):
                    printed = kind == "default" or (is_on(section, "titlePg") if kind == "first" else self.even_pages)
                    if printed and path not in self._read:
                        self._read.add(path)
                        yield path

    def _referred(self, section: ET.Element, name: str) -> Iterator[tuple[str, str]]:
        for element in section.findall(W + name):
            if (path := self.parts.by_id.get(relation(element.attrib))) is not None:
                yield element.get(W + "type", "default"), path
