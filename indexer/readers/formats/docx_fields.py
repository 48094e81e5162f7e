"""Word's fields as the text goes by: what is an instruction and what its result, and which results repeat a note's mark.

    begin, " PAGE ", separate, "7", end                       of a field its result is read: 7
    begin, ' NOTEREF _Ref12 \\f \\h ', separate, "3", end       a further mark of the note whose own mark _Ref12 names
    begin, ' TOC \\o "1-3" ', separate, paragraphs…, end       a table of contents

A field that never ends, in a file that another program cut, is taken for text: nothing behind it may be lost.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from indexer.readers.formats.docx_styles import W

_CONTENTS = ("TOC", "INDEX", "TOA")
_NOTE_MARK = re.compile(r"\s*NOTEREF\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)
REFERENCES = (W + "footnoteReference", W + "endnoteReference")
_MOST_BOOKMARKS = 200  # open at one place


@dataclass
class _Field:
    instruction: str = ""
    result: bool = False  # whether the result has begun


@dataclass
class Fields:
    """The fields that are open at this place of the text, the outermost first."""

    notes: dict[str, str] = field(default_factory=dict)  # bookmark → key of the note whose reference it holds
    _ended: set[int] = field(default_factory=set)  # identities of the marks that begin a field which ends
    _open: list[_Field] = field(default_factory=list)

    @classmethod
    def read(cls, body: ET.Element) -> "Fields":
        made = cls(_notes_by_bookmark(body))
        made.expect(body)
        return made

    def expect(self, part: ET.Element) -> None:
        """A further part of the file, whose fields may be met."""
        begun: list[int] = []
        for element in part.iter(W + "fldChar"):
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                begun.append(id(element))
            elif kind == "end" and begun:
                self._ended.add(begun.pop())

    def meet(self, element: ET.Element) -> None:
        """A `w:fldChar`."""
        kind = element.get(W + "fldCharType")
        if kind == "begin" and id(element) in self._ended:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            self._open.pop()

    def open_simple(self, instruction: str) -> None:
        """A `w:fldSimple`, which holds nothing but its result; `close_simple` ends it."""
        self._open.append(_Field(instruction, result=True))

    def close_simple(self) -> None:
        self._open.pop()

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].result:
            self._open[-1].instruction += text

    @property
    def silent(self) -> bool:
        """Whether an instruction is under way, which is not printed."""
        return not all(each.result for each in self._open)

    @property
    def contents(self) -> bool:
        """Whether the text is part of a table of contents."""
        return any(each.instruction.split()[:1] and each.instruction.split()[0].upper() in _CONTENTS for each in self._open)

    def note(self, *, raised: bool) -> str | None:
        """The note whose mark is repeated here."""
        bookmark = repeated_note(self._open[-1].instruction, raised=raised) if self._open else None
        return None if bookmark is None else self.notes.get(bookmark)


def repeated_note(instruction: str, *, raised: bool) -> str | None:
    """The bookmark of the note whose mark a field repeats; a number that neither look nor instruction raises is a word."""
    match = _NOTE_MARK.fullmatch(instruction)
    if match is None or not (raised or re.search(r"\\f\b", match[2])):
        return None
    return match[1].strip('"')


def note_key(reference: ET.Element) -> str:
    """The key of the note that a `w:footnoteReference` or `w:endnoteReference` asks for."""
    sort = "footnote" if reference.tag == W + "footnoteReference" else "endnote"
    return f"{sort} {reference.get(W + 'id', '')}"


def _notes_by_bookmark(body: ET.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    open_names: dict[str | None, str] = {}
    for element in body.iter():
        if element.tag == W + "bookmarkStart" and len(open_names) < _MOST_BOOKMARKS:
            open_names[element.get(W + "id")] = element.get(W + "name", "")
        elif element.tag == W + "bookmarkEnd":
            open_names.pop(element.get(W + "id"), None)
        elif element.tag in REFERENCES:
            for name in open_names.values():
                found.setdefault(name, note_key(element))
    return found
