"""The notes of a .docx: their bodies by key, and what is printed as the mark of each when its reference is met.

<w:footnoteReference w:id="7"/>     the third one in the text   →   Run("3", note="footnote 7")
<w:endnoteReference w:id="2"/>      the first one               →   Run("i", note="endnote 2")
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from indexer.readers.formats.docx_fields import REFERENCES, note_key
from indexer.readers.formats.docx_styles import W, number, value
from indexer.readers.formats.flow import Run
from indexer.readers.formats.pages import PageCount
from indexer.readers.numerals import printed

_SORTS = ("footnote", "endnote")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass
class _Count:
    form: str
    start: int
    restart: str  # "continuous", "eachPage" or "eachSect"
    next: int = 0
    place: int = 0  # the page or section that is being counted


@dataclass
class NoteMarks:
    """Which notes were referred to, in order, and how their marks are printed."""

    bodies: dict[str, ET.Element]
    missing: tuple[str, ...]  # sorts of notes whose part of the file is missing
    pages: PageCount
    section: int = 0
    custom: set[str] = field(default_factory=set)  # notes whose marks the author typed
    asked: dict[str, str] = field(default_factory=dict)  # key → mark as printed
    _counts: dict[str, _Count] = field(default_factory=dict)

    @classmethod
    def read(
        cls, parts: dict[str, ET.Element | None], settings: ET.Element | None, body: ET.Element, pages: PageCount
    ) -> "NoteMarks":
        """`parts` holds the roots of the parts "footnote" and "endnote"."""
        bodies: dict[str, ET.Element] = {}
        for sort, root in parts.items():
            for element in () if root is None else root.findall(W + sort):
                if element.get(W + "type") not in _SEPARATORS:
                    bodies[f"{sort} {element.get(W + 'id', '')}"] = element
        for key in _deleted(body):
            bodies.pop(key, None)
        asked = {sort for sort in _SORTS if next(body.iter(f"{W}{sort}Reference"), None) is not None}
        missing = tuple(sort for sort in _SORTS if sort in asked and parts.get(sort) is None)
        made = cls(bodies, missing, pages)
        for sort in _SORTS:
            own = next(body.iter(f"{W}{sort}Pr"), None)
            made._counts[sort] = _count(sort, own, None if settings is None else settings.find(f"{W}{sort}Pr"))
        return made

    def mark(self, key: str, custom: str | None) -> Run:
        """The run of a reference to the note `key`; `custom` is a mark that the author typed."""
        if custom:
            self.custom.add(key)
        mark = custom or self._next(self._counts[key.split(" ")[0]])
        self.asked.setdefault(key, mark)
        return Run(mark, note=key)

    def marker(self, key: str) -> str:
        return self.asked.get(key, "")

    def _next(self, count: _Count) -> str:
        place = {"eachPage": self.pages.page, "eachSect": self.section}.get(count.restart, 0)
        if place != count.place:
            count.next, count.place = count.start, place
        number_, count.next = count.next, count.next + 1
        return printed(number_, count.form)


def _deleted(body: ET.Element) -> set[str]:
    """The notes whose references were deleted as tracked changes: their bodies go with them."""
    changes = [change for name in ("del", "moveFrom") for change in body.iter(W + name)]
    gone = {id(e): note_key(e) for change in changes for name in REFERENCES for e in change.iter(name)}
    left = {note_key(e) for name in REFERENCES for e in body.iter(name) if id(e) not in gone}
    return set(gone.values()) - left


def _count(sort: str, *properties: ET.Element | None) -> _Count:
    def first(name: str, default: str) -> str:
        return next((found for of in properties if (found := value(of, name)) is not None), default)

    start = number(first("numStart", "1"), 1)
    restart = first("numRestart", "continuous")
    form = first("numFmt", "decimal" if sort == "footnote" else "lowerRoman")
    return _Count(form, start, restart, start, 1 if restart == "eachPage" else 0)
