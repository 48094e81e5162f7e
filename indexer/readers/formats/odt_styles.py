"""What an OpenDocument text says of its looks and numbers: styles with their parents, list levels, and the numbers as printed.

<style:style style:name="P7" style:parent-style-name="Heading_20_2">     bold, page break before it, font
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix=".">   →  "1.2. "
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.readers.numerals import printed

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE, TABLE = (f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "style", "table"))
DRAW, META = (f"{{{_URN}{name}:1.0}}" for name in ("drawing", "meta"))
FO, SVG = (f"{{{_URN}{name}-compatible:1.0}}" for name in ("xsl-fo", "svg"))
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "": "none"}
_LEVELS = 10
_SYMBOL = re.compile("[\ue000-\uf8ff]")


def number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


@dataclass(frozen=True, slots=True)
class Styles:
    by_name: dict[tuple[str | None, str], ET.Element] = field(default_factory=dict)  # (family, name) → style
    defaults: dict[str | None, ET.Element] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)  # name → family

    @classmethod
    def read(cls, roots: list[ET.Element]) -> "Styles":
        made = cls()
        for root in roots:
            for style in root.iter(STYLE + "style"):
                made.by_name[style.get(STYLE + "family"), style.get(STYLE + "name", "")] = style
            for style in root.iter(STYLE + "default-style"):
                made.defaults[style.get(STYLE + "family")] = style
            for face in root.iter(STYLE + "font-face"):
                made.fonts[face.get(STYLE + "name", "")] = (face.get(SVG + "font-family") or "").strip("'\"")
        return made

    def chain(self, family: str, name: str | None) -> Iterator[ET.Element]:
        """The style, its parents, and the default of its family."""
        seen: set[str] = set()
        while name is not None and name not in seen and (style := self.by_name.get((family, name))) is not None:
            seen.add(name)
            yield style
            name = style.get(STYLE + "parent-style-name")
        if (default := self.defaults.get(family)) is not None:
            yield default

    def property(self, family: str, name: str | None, sort: str, attribute: str) -> str | None:
        """The value of `attribute` in the style's `style:{sort}-properties`, or of the nearest parent that has it."""
        for style in self.chain(family, name):
            for properties in style.findall(f"{STYLE}{sort}-properties"):
                if (found := properties.get(attribute)) is not None:
                    return found
        return None

    def own(self, family: str, name: str | None, attribute: str) -> str | None:
        """The value of an attribute of the style element itself, or of the nearest parent that has it."""
        return next((found for style in self.chain(family, name) if (found := style.get(attribute)) is not None), None)

    def font(self, family: str, name: str | None) -> str | None:
        if (face := self.property(family, name, "text", STYLE + "font-name")) is not None:
            return self.fonts.get(face) or face
        found = self.property(family, name, "text", FO + "font-family")
        return found.strip("'\"") if found else None


@dataclass(frozen=True, slots=True)
class _Level:
    form: str  # its name in `numerals`, or "bullet"
    prefix: str
    suffix: str
    shown: int  # how many levels the number shows
    start: int
    pattern: str | None  # "%1%.%2%." where the file has it
    bullet: str
    follow: str

    @classmethod
    def read(cls, element: ET.Element) -> "_Level":
        pattern = next((value for name, value in element.attrib.items() if name.endswith("}num-list-format")), None)
        bullet = element.tag == TEXT + "list-level-style-bullet"
        alignment = next(element.iter(STYLE + "list-level-label-alignment"), None)
        nothing = alignment is not None and alignment.get(TEXT + "label-followed-by") == "nothing"
        return cls(
            "bullet" if bullet else _FORMS.get(element.get(STYLE + "num-format", ""), "decimal"),
            element.get(STYLE + "num-prefix", ""),
            element.get(STYLE + "num-suffix", ""),
            number(element.get(TEXT + "display-levels"), 1),
            number(element.get(TEXT + "start-value"), 1),
            pattern,
            _SYMBOL.sub("•", element.get(TEXT + "bullet-char", "")),
            "" if nothing else " ",
        )


@dataclass
class Counting:
    """The numbers under way in one list, whatever pieces it comes in."""

    levels: dict[int, _Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * (_LEVELS + 1))

    def label(self, at: int, start: int | None = None) -> str:
        """Count one paragraph on level `at` (1 the top): its label with the space behind it, or ""."""
        level = self.levels.get(at)
        if level is None:
            return ""
        current = self.counters[at]
        self.counters[at] = start if start is not None else level.start if current is None else current + 1
        for deeper in range(at + 1, _LEVELS + 1):
            self.counters[deeper] = None
        for above in range(1, at):
            if self.counters[above] is None:
                self.counters[above] = self.levels[above].start if above in self.levels else 1
        text = self._printed(level, at)
        return f"{text}{level.follow}" if text.strip() else ""

    def _printed(self, level: _Level, at: int) -> str:
        if level.form == "bullet":
            return level.bullet
        if level.pattern is not None:
            return re.sub(r"%(\d+)%", lambda match: self._number(min(int(match[1]), _LEVELS)), level.pattern)
        if level.form == "none":
            return f"{level.prefix}{level.suffix}"
        shown = [self._number(i) for i in range(max(1, at - level.shown + 1), at + 1)]
        return f"{level.prefix}{'.'.join(part for part in shown if part)}{level.suffix}"

    def _number(self, at: int) -> str:
        form = self.levels[at].form if at in self.levels else "none"
        return printed(self.counters[at] or 0, form) if form != "bullet" else ""


@dataclass
class Lists:
    """The list styles of a file and the lists under way."""

    styles: dict[str, dict[int, _Level]]
    outline: Counting
    _by_id: dict[str, Counting] = field(default_factory=dict)
    _last: dict[str, Counting] = field(default_factory=dict)  # style → the list of it that was written last

    @classmethod
    def read(cls, roots: list[ET.Element]) -> "Lists":
        styles: dict[str, dict[int, _Level]] = {}
        outline: dict[int, _Level] = {}
        for root in roots:
            for style in root.iter(TEXT + "list-style"):
                styles[style.get(STYLE + "name", "")] = _levels(style)
            for style in root.iter(TEXT + "outline-style"):
                outline = _levels(style)
        return cls(styles, Counting(outline))

    def open(self, element: ET.Element, style: str) -> Counting:
        """The list that the `text:list` at the top of a nest belongs to: one that it continues, or a new one."""
        counting = self._by_id.get(element.get(TEXT + "continue-list", ""))
        if counting is None and element.get(TEXT + "continue-numbering") == "true":
            counting = self._last.get(style)
        if counting is None:
            counting = Counting(self.styles.get(style, {}))
        self._last[style] = counting
        if (name := element.get(_XML_ID)) is not None:
            self._by_id[name] = counting
        return counting


def _levels(style: ET.Element) -> dict[int, _Level]:
    return {number(level.get(TEXT + "level"), 0): _Level.read(level) for level in style if level.get(TEXT + "level") is not None}
