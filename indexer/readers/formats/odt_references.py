"""References of an OpenDocument text to notes that stand elsewhere: each is a further mark of its note.

<text:note-ref text:ref-name="ftn1">3</text:note-ref>                     raised: a further mark; else a word of its sentence
<field:fieldmark-start>…NOTEREF _Ref12 \\f \\h…  3  <field:fieldmark-end/>   Word's own, as LibreOffice keeps it
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from indexer.readers.formats.docx_fields import repeated_note
from indexer.readers.formats.odt_styles import TEXT

_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
BEGINS, ENDS = _FIELD + "fieldmark-start", _FIELD + "fieldmark-end"
_MOST_BOOKMARKS = 200  # open at one place


@dataclass
class References:
    ids: frozenset[str | None]  # of the notes
    by_bookmark: dict[str, str]  # bookmark → id of the note whose mark it holds
    _instruction: str = ""  # of Word's field that is open

    @classmethod
    def read(cls, text: ET.Element) -> "References":
        by_bookmark: dict[str, str] = {}
        names: list[str] = []
        points: list[str] = []  # bookmarks that stand right before this element
        for element in text.iter():
            if element.tag == TEXT + "bookmark-start" and len(names) < _MOST_BOOKMARKS:
                names.append(element.get(TEXT + "name", ""))
            elif element.tag == TEXT + "bookmark-end":
                names = [name for name in names if name != element.get(TEXT + "name")]
            elif element.tag == TEXT + "note":
                for name in (*names, *points):
                    by_bookmark.setdefault(name, element.get(TEXT + "id", ""))
            is_point = element.tag == TEXT + "bookmark" and not element.tail
            points = [*points, element.get(TEXT + "name", "")][-_MOST_BOOKMARKS:] if is_point else []
        return cls(frozenset(note.get(TEXT + "id") for note in text.iter(TEXT + "note")), by_bookmark)

    def meet(self, mark: ET.Element) -> None:
        """The mark that begins or ends one of Word's fields."""
        values = [value for parameter in mark for name, value in parameter.attrib.items() if name.endswith("}value")]
        self._instruction = next(iter(values), "") if mark.tag == BEGINS else ""

    def repeated(self, *, raised: bool) -> str | None:
        """The id of the note whose mark the text at this place repeats."""
        bookmark = repeated_note(self._instruction, raised=raised)
        return None if bookmark is None else self.by_bookmark.get(bookmark)
