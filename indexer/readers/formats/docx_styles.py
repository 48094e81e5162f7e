"""What a .docx says of a paragraph outside the text: styles with their ancestors, and automatic numbers as they are printed.

    styles.xml       "Heading 2" ← "Normal": outline level, bold, font, number list
    numbering.xml    list 3, level 1, "%1.%2.": the counters of levels 0 and 1  →  "2.1."

The counting follows ECMA-376 Part 1, 17.9: lists that share an abstract list share its counters, a list with a start override
begins anew when first used, and a level starts over when a higher one has been counted.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from indexer.readers.numerals import printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_SYMBOL = re.compile("[\uf020-\uf0ff]")


def value(element: ET.Element | None, child: str = "", attribute: str = "val") -> str | None:
    """The attribute of the child element `w:child` (of the element itself for ""), or None."""
    found = element if element is None or not child else element.find(W + child)
    return None if found is None else found.get(W + attribute)


def is_on(element: ET.Element | None, child: str) -> bool | None:
    """A switch such as `w:b`: on when it is there, off by its value, None when it is not there."""
    found = None if element is None else element.find(W + child)
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id, each asked for a property together with the styles it is based on."""

    by_id: dict[str, ET.Element]
    defaults: ET.Element | None  # run properties of the whole document
    default_paragraph: str | None

    @classmethod
    def read(cls, root: ET.Element | None) -> "Styles":
        if root is None:
            return cls({}, None, None)
        by_id = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
        default = next((s.get(W + "styleId") for s in by_id.values() if _is_default_paragraph(s)), None)
        return cls(by_id, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), default)

    def chain(self, style: str | None) -> Iterator[ET.Element]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style is not None and style not in seen and (element := self.by_id.get(style)) is not None:
            seen.add(style)
            yield element
            style = value(element, "basedOn")

    def run_switch(self, style: str | None, name: str) -> bool | None:
        for element in self.chain(style):
            if (on := is_on(element.find(W + "rPr"), name)) is not None:
                return on
        return None

    def run_value(self, style: str | None, read: Callable[[ET.Element], str | None]) -> str | None:
        for element in self.chain(style):
            properties = element.find(W + "rPr")
            if properties is not None and (found := read(properties)) is not None:
                return found
        return None

    def names(self, style: str | None) -> list[str]:
        return [(value(element, "name") or "").lower() for element in self.chain(style)]

    def outline_level(self, style: str | None) -> int | None:
        """1 for the top; None for a style that is no heading."""
        for element in self.chain(style):
            level = value(element.find(W + "pPr"), "outlineLvl")
            if level is not None:
                return number(level) + 1 if number(level, 9) < _LEVELS else None
            if match := re.fullmatch(r"heading ([1-9])", (value(element, "name") or "").lower()):
                return int(match[1])
        return None

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """(list, level) that the style gives its paragraphs; a list "0" takes the number away."""
        list_id, level = None, None
        for element in self.chain(style):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            list_id = list_id or value(properties, "numId")
            if level is None and (own := value(properties, "ilvl")) is not None:
                level = number(own)
        return list_id, level


def _is_default_paragraph(style: ET.Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    suffix: str
    restart: int | None  # the number of levels above which make it start over; 0: none does
    legal: bool  # all numbers in Arabic numerals
    style: str | None

    @classmethod
    def read(cls, element: ET.Element) -> "_Level":
        form = value(element, "numFmt")
        if form is None:  # newer formats stand in an alternative, with the name Word falls back to
            form = next((f.get(W + "val") for f in element.iter(W + "numFmt")), None)
        restart = value(element, "lvlRestart")
        return cls(
            number(value(element, "start"), 0),
            form or "decimal",
            value(element, "lvlText") or "",
            value(element, "suff") or "tab",
            None if restart is None else number(restart),
            bool(is_on(element, "isLgl")),
            value(element, "pStyle"),
        )


@dataclass
class Numbering:
    """The lists of a document, counting as the paragraphs go by."""

    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)  # abstract list → its levels
    _lists: dict[str, str] = field(default_factory=dict)  # list → abstract list
    _own_levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # list → levels that it changes
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → levels that it starts anew
    _counters: dict[str, list[int | None]] = field(default_factory=dict)  # abstract list → the numbers under way

    @classmethod
    def read(cls, root: ET.Element | None) -> "Numbering":
        made = cls()
        if root is None:
            return made
        linked: dict[str, str] = {}
        wanted: dict[str, str] = {}
        for element in root.findall(W + "abstractNum"):
            name = element.get(W + "abstractNumId", "")
            made._abstract[name] = {number(lvl.get(W + "ilvl")): _Level.read(lvl) for lvl in element.findall(W + "lvl")}
            if (style := value(element, "styleLink")) is not None:
                linked[style] = name
            if (style := value(element, "numStyleLink")) is not None:
                wanted[name] = style
        for element in root.findall(W + "num"):
            made._add_list(element, linked, wanted)
        return made

    def _add_list(self, element: ET.Element, linked: dict[str, str], wanted: dict[str, str]) -> None:
        name, abstract = element.get(W + "numId", ""), value(element, "abstractNumId") or ""
        self._lists[name] = linked.get(wanted.get(abstract, ""), abstract)
        for override in element.findall(W + "lvlOverride"):
            level = number(override.get(W + "ilvl"))
            if (start := value(override, "startOverride")) is not None:
                self._starts.setdefault(name, {})[level] = number(start, 1)
            if (own := override.find(W + "lvl")) is not None:
                self._own_levels.setdefault(name, {})[level] = _Level.read(own)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of the list that is tied to the paragraph style."""
        return next((at for at, level in self._levels(list_id).items() if level.style == style), None)

    def label(self, list_id: str, at: int) -> str | None:
        """Count one paragraph on level `at` (0 the top): its label with the space behind it, None where there is no such list."""
        levels = self._levels(list_id)
        level = levels.get(at)
        if level is None or not 0 <= at < _LEVELS:
            return None
        counters = self._counters.setdefault(self._lists[list_id], [None] * _LEVELS)
        start = self._starts.get(list_id, {}).pop(at, None)
        if start is not None:
            counters[at] = start
        else:
            current = counters[at]
            counters[at] = level.start if current is None else current + 1
        for deeper in range(at + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                counters[deeper] = None
        for above in range(at):
            if counters[above] is None:
                counters[above] = levels[above].start if above in levels else 1
        text = self._printed(level, levels, counters)
        return text + ("" if level.suffix == "nothing" or not text else " ")

    def _printed(self, level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
        if level.form == "bullet":
            return _SYMBOL.sub("•", level.text)

        def of(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = "decimal" if level.legal else levels[at].form if at in levels else "decimal"
            return printed(counters[at] or 0, form) if form != "bullet" else ""

        return re.sub(r"%([1-9])", of, level.text) if level.form != "none" else re.sub(r"%[1-9]", "", level.text)

    def _levels(self, list_id: str) -> dict[int, _Level]:
        return {**self._abstract.get(self._lists.get(list_id, ""), {}), **self._own_levels.get(list_id, {})}
