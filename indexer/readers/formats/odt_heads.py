"""What an OpenDocument text prints at the head and foot of its pages: its master pages.

style:header-first, or the header of a page style that another one follows      on one page alone: a letterhead
style:header, style:footer                                                      on every page: furniture
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass

from indexer.readers.formats.odt_styles import STYLE, TEXT, Styles

_STANDARD = "Standard"
_SIDES = ("header", "header-left", "footer", "footer-left", "footer-first")


@dataclass(frozen=True, slots=True)
class Heads:
    letterhead: ET.Element | None  # printed on the first page alone
    running: tuple[ET.Element, ...]

    @classmethod
    def read(cls, roots: list[ET.Element], text: ET.Element, styles: Styles, *, one_page: bool) -> "Heads":
        """`one_page`: the file says that it prints one page, so that every head is that of a first page."""
        masters = {m.get(STYLE + "name", ""): m for root in roots for m in root.iter(STYLE + "master-page")}
        used = _used(masters, text, styles)
        letterhead = _first_alone(masters[used[0]], one_page) if used else None
        sides = [side for name in used for kind in _SIDES for side in masters[name].findall(STYLE + kind) if _is_shown(side)]
        return cls(letterhead, tuple(side for side in sides if side is not letterhead))


def _used(masters: dict[str, ET.Element], text: ET.Element, styles: Styles) -> list[str]:
    """The page styles that the text asks for, that of its first page first, each with those that follow it."""
    printed = [element for child in text if child.tag != TEXT + "tracked-changes" for element in child.iter()]
    named = [e.get(TEXT + "style-name") for e in printed if e.tag in (TEXT + "p", TEXT + "h")]
    opening = _master(styles, named[0]) if named else ""
    wanted = [opening or _STANDARD, *sorted(name for style in set(named) if (name := _master(styles, style)))]
    used: list[str] = []
    while wanted:
        name = wanted.pop(0)
        if name in masters and name not in used:
            used.append(name)
            wanted.append(masters[name].get(STYLE + "next-style-name", ""))
    return used


def _master(styles: Styles, paragraph: str | None) -> str:
    return styles.own("paragraph", paragraph, STYLE + "master-page-name") or ""


def _first_alone(master: ET.Element, one_page: bool) -> ET.Element | None:
    first = next((side for side in master if side.tag.endswith("}header-first") and _is_shown(side)), None)
    if first is not None:
        return first
    header = master.find(STYLE + "header")
    name = master.get(STYLE + "name")
    alone = one_page or master.get(STYLE + "next-style-name", name) != name
    return header if alone and header is not None and _is_shown(header) else None


def _is_shown(side: ET.Element) -> bool:
    return side.get(STYLE + "display") != "false"
