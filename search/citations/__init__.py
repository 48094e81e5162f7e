"""Citations of a passage: in three styles as text, and in the formats that reference managers read.

cite(cited, "vietnamese", "plain")
→ “Tỷ lệ hộ nghèo giảm còn 3,1%.”
  Đảng bộ huyện Đồng Ngưu (2020), Báo cáo chính trị …, ngày 12/5/2020, mục I “KẾT QUẢ”, tr. 7. https://…/passages/…
"""

from collections.abc import Callable
from typing import Literal, get_args

from search.citations import exchange, markup
from search.citations.runs import Paragraphs
from search.citations.source import Cited
from search.citations.styles import apa, chicago, vietnamese
from store.errors import UsageFault

__all__ = ["FORMATS", "MEDIA_TYPES", "STYLES", "Format", "Style", "cite", "format_named", "style_named", "styled"]

Style = Literal["vietnamese", "apa", "chicago"]
Format = Literal["plain", "html", "markdown", "bibtex", "ris", "csl-json"]
STYLES: tuple[Style, ...] = get_args(Style)
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "plain": "text/plain",
    "html": "text/html",
    "markdown": "text/markdown",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
}

_STYLED: dict[Style, Callable[[Cited], Paragraphs]] = {"vietnamese": vietnamese, "apa": apa, "chicago": chicago}
_WRITTEN: dict[Format, Callable[[Paragraphs], str]] = {
    "plain": markup.plain,
    "html": markup.html,
    "markdown": markup.markdown,
}
_EXCHANGED: dict[Format, Callable[[Cited], str]] = {
    "bibtex": exchange.bibtex,
    "ris": exchange.ris,
    "csl-json": exchange.csl_json,
}


def cite(cited: Cited, style: Style = "vietnamese", format: Format = "plain") -> str:
    """The citation; BibTeX, RIS and CSL-JSON hold the facts of it, which no style changes."""
    if format in _EXCHANGED:
        return _EXCHANGED[format](cited)
    return _WRITTEN[format](styled(cited, style))


def styled(cited: Cited, style: Style) -> Paragraphs:
    """The citation before it is written down, for those who set it themselves."""
    return _STYLED[style](cited)


def style_named(name: str) -> Style:
    """Raises UsageFault for a style that there is not."""
    for style in STYLES:
        if style == name:
            return style
    raise UsageFault(f"{name[:60]!r} is no style: choose one of {', '.join(STYLES)}.", "style")


def format_named(name: str) -> Format:
    """Raises UsageFault for a format that there is not."""
    for format in FORMATS:
        if format == name:
            return format
    raise UsageFault(f"{name[:60]!r} is no format: choose one of {', '.join(FORMATS)}.", "format")
