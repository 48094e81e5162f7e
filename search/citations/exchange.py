"""A citation for reference managers: BibTeX, RIS and CSL-JSON, each with the quotation and the way to it.

bibtex → @techreport{dong-nguu-1a2b3c.p-0123456789, title = {{Báo cáo chính trị …}}, …}
"""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from search.citations.source import Cited
from search.citations.styles import kind_vi, section_path

ARCHIVE = "Văn Khố"

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "%&$#_"},
}
_BIBTEX_SPECIAL = re.compile("|".join(map(re.escape, _BIBTEX)))


def bibtex(cited: Cited) -> str:
    """One entry, in UTF-8. Names and titles stand in double braces, so that no style splits or lower-cases them."""
    day = cited.dated
    fields = {
        "author": _kept(cited.author),
        "title": _kept(cited.name),
        "type": _escaped(kind_vi(cited)),
        "institution": _kept(cited.author or cited.place or ARCHIVE),
        "address": _escaped(cited.place),
        "year": str(day.year) if day else None,
        "month": str(day.month) if day else None,
        "day": str(day.day) if day else None,
        "pages": _pages(cited, "--"),
        "note": _escaped("; ".join(_remarks(cited))),
        "annote": _escaped(_quotation(cited)),
        "language": "vietnamese" if cited.language == "vi" else cited.language,
        "url": cited.address,
        "urldate": cited.accessed.isoformat() if cited.accessed else None,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@techreport{{{cited.key or cited.id},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    """One record; lines end with CR LF, as the format says."""
    day = cited.dated
    lines = [
        ("TY", "RPRT"),
        ("ID", cited.key or cited.id),
        ("AU", cited.author),
        ("TI", cited.name),
        ("M3", kind_vi(cited)),
        ("PY", str(day.year) if day else None),
        ("DA", f"{day.year:04}/{day.month:02}/{day.day:02}" if day else None),
        ("CY", cited.place),
        ("PB", cited.author),
        ("SP", str(cited.page) if cited.page else None),
        ("EP", str(cited.page_end or cited.page) if cited.page else None),
        ("SE", section_path(cited)),
        *[("N1", remark) for remark in _remarks(cited)],
        ("AB", _quotation(cited)),
        ("LA", cited.language),
        ("DP", ARCHIVE),
        ("UR", cited.address),
        ("Y2", cited.accessed.strftime("%Y/%m/%d") if cited.accessed else None),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value is not None and (value or tag == "ER"))


def csl_json(cited: Cited) -> str:
    """A list of one item, as CSL processors and Zotero take it."""
    return json.dumps([csl_item(cited)], ensure_ascii=False, indent=2) + "\n"


def csl_item(cited: Cited) -> dict[str, Any]:
    """The item as an object of the CSL-JSON schema, version 1.0.2."""
    item = {
        "id": cited.key or cited.id,
        "type": "report",
        "title": cited.name,
        "author": [{"literal": cited.author}] if cited.author else None,
        "issued": _date_parts(cited.dated),
        "genre": kind_vi(replace(cited, is_draft=False)),  # `status` says that it is a draft
        "publisher-place": cited.place,
        "status": "dự thảo" if cited.is_draft else None,
        "page": _pages(cited, "–"),
        "section": section_path(cited),
        "note": "; ".join(_remarks(cited)),
        "abstract": _quotation(cited),
        "archive": ARCHIVE,
        "language": cited.language,
        "URL": cited.address,
        "accessed": _date_parts(cited.accessed),
    }
    return {name: value for name, value in item.items() if value}


def _remarks(cited: Cited) -> list[str]:
    """The facts that these formats have no field for."""
    remarks = [
        f"Nhiệm kỳ: {cited.term}" if cited.term else "",
        f"Tỉnh: {cited.province}" if cited.province else "",
        f"Mục: {section_path(cited)}" if cited.sections else "",
        f"Chú thích: {cited.footnote}" if cited.footnote else "",
        *cited.remarks,
    ]
    return [remark for remark in remarks if remark]


def _quotation(cited: Cited) -> str | None:
    return f"“{cited.quote}”" if cited.quote else None


def _pages(cited: Cited, dash: str) -> str | None:
    if cited.page is None:
        return None
    return f"{cited.page}{dash}{cited.page_end}" if cited.page_end else str(cited.page)


def _date_parts(day: date | None) -> dict[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


def _escaped(text: str | None) -> str:
    return _BIBTEX_SPECIAL.sub(lambda m: _BIBTEX[m.group()], text or "")


def _kept(text: str | None) -> str:
    return f"{{{_escaped(text)}}}" if text else ""
