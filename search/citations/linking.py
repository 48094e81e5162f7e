"""How programs find a passage on its page: the meta data that Zotero and scholarly crawlers read, and links to the very words.

text_fragment("Tỷ lệ hộ nghèo giảm còn 3,1%.")   →   "#:~:text=T%E1%BB%B7%20l%E1%BB%87…"
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from search.citations.exchange import ARCHIVE
from search.citations.source import Cited, place_of
from search.citations.styles import section_path
from search.library import ReadPassage
from store.records import Span

_WHOLE = 10  # words that a link names one by one; of a longer quotation it names the beginning and the end
_END = 5  # words at either end


def citation_meta(cited: Cited) -> tuple[tuple[str, str], ...]:
    """Names and contents of the `citation_*` meta elements (the Highwire Press names, which Zotero and Google Scholar read)."""
    day = cited.dated
    found = [
        ("citation_title", cited.name),
        ("citation_author", cited.author),
        ("citation_publication_date", f"{day.year:04}/{day.month:02}/{day.day:02}" if day else None),
        ("citation_technical_report_institution", cited.author or cited.place or ARCHIVE),
        ("citation_firstpage", str(cited.page) if cited.page else None),
        ("citation_lastpage", str(cited.page_end or cited.page) if cited.page else None),
        ("citation_language", cited.language),
        ("citation_abstract", cited.quote),
        ("citation_public_url", cited.address),
        ("citation_abstract_html_url", cited.address),
    ]
    return tuple((name, value) for name, value in found if value)


def coins(cited: Cited) -> str:
    """The `title` of a COinS element, `<span class="Z3988" title="…">`: an OpenURL context object (Z39.88-2004) of a report."""
    found = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rfr_id", "info:sid/van-kho"),
        ("rft.genre", "report"),
        ("rft.btitle", cited.name),
        ("rft.aucorp", cited.author),
        ("rft.date", cited.dated.isoformat() if cited.dated else None),
        ("rft.place", cited.place),
        ("rft.pub", cited.author),
        ("rft.spage", str(cited.page) if cited.page else None),
        ("rft.epage", str(cited.page_end or cited.page) if cited.page else None),
        ("rft.atitle", section_path(cited)),
        ("rft.language", cited.language),
        ("rft_id", cited.address),
    ]
    return urlencode([(name, value) for name, value in found if value], quote_via=quote)


def text_fragment(words: str, marks: Sequence[int] = (), before: str = "") -> str:
    """The end of an address that makes a browser mark these words: `#:~:text=beginning,end` (WICG Scroll To Text Fragment).

    `marks` are the offsets in `words` where a footnote's mark stands on the page. Neither end may reach over one, since the mark
    is text to the browser; the words between the ends may. `before` is what stands before them on the page: a browser takes the
    first place that fits, so the beginning is as long as it must be not to fit there. Empty when too little is left to name.
    """
    found = [match.span() for match in re.finditer(r"\S+", words)]
    if not found:
        return ""
    inner = [offset for offset in marks if found[0][0] < offset < found[-1][1]]
    if len(found) <= _WHOLE and not inner:
        return f"#:~:text={_named(words[found[0][0] : found[-1][1]])}"
    open_to = [span for span in found if not any(offset < span[1] for offset in inner)]
    head = open_to[: _unlike([words[slice(*span)] for span in open_to], before)]
    tail = [span for span in found[-_END:] if not any(offset > span[0] for offset in inner)]
    tail = [span for span in tail if span not in head]
    if not head or not tail:
        return f"#:~:text={_named(words[head[0][0] : head[-1][1]])}" if head and head[-1] == found[-1] else ""
    return f"#:~:text={_named(words[head[0][0] : head[-1][1]])},{_named(words[tail[0][0] : tail[-1][1]])}"


def passage_fragment(read: ReadPassage, words: str = "", before: str = "") -> str:
    """The end of an address that marks a passage, or these words of it, on a page that shows its reading text."""
    text = read.passage.text
    start, end = place_of(text, words) or (0, len(text))
    marks = [n.footnote.anchor_offset for n in read.notes if n.footnote.anchor_passage == read.passage.id]
    inner = [offset - start for offset in marks if offset is not None and start < offset < end]
    return text_fragment(text[start:end], inner, before + text[:start])


def source_fragment(source: str, spans: Sequence[Span], words: str = "") -> str:
    """The end of an address that marks a passage, or these words of it, in the source text itself, where that is what is shown.

    Neither end reaches over a line's end: a browser sees two words there that the lines keep apart.
    """
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    start, end = place_of(source[first:last], words) or (0, last - first)
    lines = [line.split() for line in source[first + start : first + end].splitlines() if line.strip()]
    if len(lines) < 2:
        return text_fragment(" ".join(lines[0]), (), source[: first + start]) if lines else ""
    head = lines[0][: _unlike(lines[0], source[: first + start])]
    return f"#:~:text={_named(' '.join(head))},{_named(' '.join(lines[-1][-_END:]))}"


def _unlike(words: Sequence[str], before: str) -> int:
    """How many words, five or more, do not stand in a row in what is before; all of them when even those do."""
    plain = " ".join(before.split())
    return next((n for n in range(_END, len(words)) if " ".join(words[:n]) not in plain), len(words))


def _named(words: str) -> str:
    # A hyphen would end a prefix or begin a suffix; `quote` leaves it as it is.
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
