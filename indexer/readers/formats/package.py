"""The parts of a zipped office file, opened as if they came from an enemy: bounded size, no entities, no deep nesting.

package = Package(data)
root = package.xml("word/document.xml")      an Element, or None when there is no such part
"""

import io
import lzma
import struct
import xml.etree.ElementTree as ET
import zipfile
import zlib
from typing import IO

from indexer.readers.formats.answer import Refused

LARGEST_PART = 64 * 1024 * 1024  # bytes, expanded: the text of ten thousand pages
LARGEST_SUM = 128 * 1024 * 1024
_DEEPEST = 200  # elements inside each other; Word and LibreOffice stay under 40
_STRICT = (  # the names of "Strict Open XML", which Word saves on request, and their usual ones
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_PIECE = 1 << 16
_BROKEN = (  # all that the standard library raises for a zip that is damaged, or that it cannot expand
    zipfile.BadZipFile,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    NotImplementedError,  # zipfile's word for a kind of compression that it does not know: the file is refused with a sentence
    ValueError,
)


def is_zip(data: bytes) -> bool:
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


class Package:
    """A zip file in memory. Raises `Refused` where it is broken, encrypted, or expands beyond all measure."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except _BROKEN as error:
            raise Refused("it is cut off or damaged inside; get a whole copy of it") from error
        self._read = 0

    def part(self, name: str) -> bytes | None:
        """The part called `name`, or None when there is none."""
        if name not in self.names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise Refused("it is encrypted; save it without a password")
        try:
            with self._zip.open(info) as file:
                return self._bounded(file)
        except Refused:
            raise
        except _BROKEN as error:
            raise Refused(f"it is damaged inside ({name}); get a whole copy of it") from error

    def xml(self, name: str) -> ET.Element | None:
        """The root element of the part called `name`, or None when there is none."""
        data = self.part(name)
        return None if data is None else parse_xml(data, name)

    def _bounded(self, file: IO[bytes]) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := file.read(_PIECE):
            size += len(piece)
            self._read += len(piece)
            if size > LARGEST_PART or self._read > LARGEST_SUM:
                raise Refused("it expands to more than a report can hold, as a zip bomb does; it is not opened")
            pieces.append(piece)
        return b"".join(pieces)


def parse_xml(data: bytes, name: str) -> ET.Element:
    """The root element of well-formed XML without a document type, which is where entities would be declared."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    if b"<!DOCTYPE" in data:
        raise Refused(f"it declares XML entities inside ({name}), which office programs never do; it is not opened")
    parser = ET.XMLParser(encoding="utf-8")  # noqa: S314 - without a document type there is nothing to expand or fetch
    try:
        parser.feed(data)
        root = parser.close()
    except ET.ParseError as error:
        raise Refused(f"it is damaged inside ({name}); open it in a word processor and save it anew") from error
    if _deeper(root, _DEEPEST):
        raise Refused(f"its elements are nested more than {_DEEPEST} deep ({name}), as no office program does; it is not opened")
    return root


def _deeper(root: ET.Element, limit: int) -> bool:
    level = [root]
    for _ in range(limit):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
