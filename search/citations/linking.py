"""How programs find a passage on its page: the meta data that Zotero and scholarly crawlers read, and links to the very words.

text_fragment("Tỷ lệ hộ nghèo giảm còn 3,1%.")   →   "#:~:text=T%E1%BB%B7%20l%E1%BB%87…"
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from search.citations.exchange import ARCHIVE
from search.citations.source import Cited
from search.citations.styles import section_path

_WHOLE = 10  # words that a link names one by one; of a longer quotation it names the beginning and the end
_END = 5  # words at either end


def citation_meta(cited: Cited) -> tuple[tuple[str, str], ...]:
    """Names and contents of the `citation_*` meta elements (the Highwire Press names, which Zotero and Google Scholar read)."""
    day = cited.dated
    found = [
        ("citation_title", cited.title),
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
        ("rft.btitle", cited.title),
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


def text_fragment(words: str, marks: Sequence[int] = ()) -> str:
    """The end of an address that makes a browser mark these words: `#:~:text=beginning,end` (WICG Scroll To Text Fragment).

    `marks` are the offsets in `words` where a footnote's mark stands on the page. Neither end may reach over one, since the mark
    is text to the browser; the words between the ends may. Empty when too little is left to name.
    """
    found = [match.span() for match in re.finditer(r"\S+", words)]
    if not found:
        return ""
    inner = [offset for offset in marks if found[0][0] < offset < found[-1][1]]
    if len(found) <= _WHOLE and not inner:
        return f"#:~:text={_named(words[found[0][0] : found[-1][1]])}"
    head = [span for span in found[:_END] if not any(offset < span[1] for offset in inner)]
    tail = [span for span in found[-_END:] if not any(offset > span[0] for offset in inner)]
    tail = [span for span in tail if span not in head]
    if not head or not tail:
        return ""
    return f"#:~:text={_named(words[head[0][0] : head[-1][1]])},{_named(words[tail[0][0] : tail[-1][1]])}"


def _named(words: str) -> str:
    # A hyphen would end a prefix or begin a suffix; `quote` leaves it as it is.
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")
