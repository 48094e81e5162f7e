"""The three styles, as pure functions from facts to paragraphs: first the quotation, then where it is from.

vietnamese  author (year), title in italics, what is missing in the title, section, page, note, address: the order that Vietnamese
            universities prescribe for reports, with the day and the issuer as state documents name them
apa         APA Style, 7th edition: report by a group author; the locator stands in the text, the report in the reference
chicago     The Chicago Manual of Style, notes and bibliography: one full note

What each rests on is told in docs/citations.md.
"""

from dataclasses import replace
from datetime import date

from language.normalise import normalise
from search.citations.runs import Paragraph, Paragraphs, Run, listed, said
from search.citations.source import Cited

_KIND_VI = {
    "bao_cao_chinh_tri": "báo cáo chính trị",
    "so_ket_giua_nhiem_ky": "báo cáo sơ kết giữa nhiệm kỳ",
    "ket_luan": "kết luận",
    "nghi_quyet": "nghị quyết",
    "other": "văn bản",
}
_KIND_EN = {
    "bao_cao_chinh_tri": "political report",
    "so_ket_giua_nhiem_ky": "mid-term review",
    "ket_luan": "conclusion",
    "nghi_quyet": "resolution",
    "other": "document",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = 8  # words of a title that stand for it in a text


def kind_vi(cited: Cited) -> str:
    """What sort of document, with its draft state: "báo cáo chính trị (dự thảo)"."""
    return _KIND_VI[cited.kind] + (" (dự thảo)" if cited.is_draft else "")


def vietnamese(cited: Cited) -> Paragraphs:
    year = str(cited.dated.year) if cited.dated else "không rõ năm"
    title = _named(cited)
    head = (Run(f"{cited.author} ({year}), "), title) if cited.author else (title, Run(f" ({year})"))
    day = f"ngày {cited.dated.day}/{cited.dated.month}/{cited.dated.year}" if cited.dated else None
    parts = listed(
        [
            (*head, Run(" (dự thảo)")) if cited.is_draft else head,
            said(_unsaid(cited, cited.place)),
            said(f"nhiệm kỳ {_years(cited.term)}" if cited.term and _unsaid_term(cited) else None),
            said(day),
            *[said(_section_vi(label, name)) for label, name in cited.sections],
            said(_pages(cited, "tr. ", "tr. ")),
            said(f"chú thích {cited.footnote}" if cited.footnote else None),
        ]
    )
    seen = f" (truy cập ngày {cited.accessed.day}/{cited.accessed.month}/{cited.accessed.year})" if cited.accessed else ""
    return _quoted(cited), (*parts, Run(". "), _link(cited), Run(seen))


def apa(cited: Cited) -> Paragraphs:
    day = f"{cited.dated.year}, {_MONTHS[cited.dated.month - 1]} {cited.dated.day}" if cited.dated else "n.d."
    year = str(cited.dated.year) if cited.dated else "n.d."
    sort = _described_en(cited)
    # A description has the place of a title and its brackets; the sort of work stands within them.
    title = (_named(cited), Run(f" [{sort}]")) if cited.is_titled else (Run(f"[{cited.title}; {sort[0].lower()}{sort[1:]}]"),)
    began = (Run(f"{cited.author}. ({day}). "), *title) if cited.author else (*title, Run(f". ({day})"))
    seen = (Run(f"Retrieved {_day_en(cited.accessed)}, from "),) if cited.accessed else ()
    locator = listed(
        [
            (Run(cited.author),) if cited.author else (_named(cited, _shortened(cited.title)),),
            said(year),
            said(_pages(cited, "p. ", "pp. ")),
            said(_sections_en(cited)),
            said(f"footnote {cited.footnote}" if cited.footnote else None),
        ]
    )
    said_in_text = (Run(f"“{cited.quote}” ("), *locator, Run(")."))
    return said_in_text, (*began, Run(". Văn Khố. "), *seen, _link(cited))


def chicago(cited: Cited) -> Paragraphs:
    day = _day_en(cited.dated) if cited.dated else "n.d."
    page = _pages(cited, "", "")
    note = f"n{cited.footnote}" if cited.footnote else ""
    place = page + note if page else f"n. {cited.footnote}" if cited.footnote else None
    parts = listed(
        [
            said(cited.author),
            (_named(cited), Run(f" ({_described_en(cited)}, {day})")),
            said(f"under {_sections_en(cited)}" if cited.sections else None),
            said(place),
            said(f"accessed {_day_en(cited.accessed)}" if cited.accessed else None),
            (_link(cited),),
        ]
    )
    return _quoted(cited), (*parts, Run("."))


def section_path(cited: Cited) -> str:
    """The headings above the passage in one line: "I. KẾT QUẢ › 1. Về kinh tế"."""
    return " › ".join(f"{label}. {title}" if label else title for label, title in cited.sections)


def _quoted(cited: Cited) -> Paragraph:
    return (Run(f"“{cited.quote}”"),)


def _named(cited: Cited, title: str | None = None) -> Run:
    """The title, or `title` for short, in italics; a description in its place in square brackets, upright."""
    named = replace(cited, title=title or cited.title)
    return Run(named.name, italic=cited.is_titled)


def _link(cited: Cited) -> Run:
    return Run(cited.address, href=cited.address)


def _section_vi(label: str | None, title: str) -> str:
    """Phần thứ nhất “…”, mục I “…”, mục 1 “…”."""
    if not label:
        return f"mục “{title}”"
    name = label if " " in label else f"mục {label}"
    return f"{name} “{title}”" if title else name


def _sections_en(cited: Cited) -> str | None:
    return f"“{section_path(cited)}”" if cited.sections else None


def _described_en(cited: Cited) -> str:
    """What sort of document, with what its title and author leave out: draft political report, term 2020–2025, Đồng Ngưu."""
    kind = ("draft " if cited.is_draft else "") + _KIND_EN[cited.kind]
    term = f"term {_years(cited.term)}" if cited.term and _unsaid_term(cited) else None
    described = ", ".join(part for part in (kind, term, _unsaid(cited, cited.place)) if part)
    return described[0].upper() + described[1:]


def _unsaid(cited: Cited, name: str | None) -> str | None:
    """A name, unless the title or the author says it."""
    return name if name and normalise(name) not in normalise(f"{cited.title} {cited.author or ''}") else None


def _unsaid_term(cited: Cited) -> bool:
    title = cited.title.replace("–", "-").replace(" ", "")
    return bool(cited.term) and str(cited.term).replace(" ", "") not in title


def _years(term: str) -> str:
    return term.replace("-", "–")


def _pages(cited: Cited, one: str, many: str) -> str | None:
    if cited.page is None:
        return None
    return f"{many}{cited.page}–{cited.page_end}" if cited.page_end else f"{one}{cited.page}"


def _day_en(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _shortened(title: str) -> str:
    words = title.split()
    return title if len(words) <= _SHORT else " ".join(words[:_SHORT]).rstrip(",;:–-") + "…"
