"""What a citation says, apart from how: the quotation and every fact that leads back to it.

cited = cited_from(library.passage(id), "https://van-kho.example.vn")
"""

from dataclasses import dataclass, replace
from datetime import date

from search.atoms import atoms
from search.comparison import verbatim_in
from search.library import ReadPassage
from store.errors import UsageFault
from store.records import PassageKind, Report, ReportKind, Span
from store.titles import is_printed


@dataclass(frozen=True, slots=True)
class Cited:
    """One passage, or a part of it, ready to be cited. A fact that the report does not tell is None."""

    id: str
    quote: str  # verbatim, as a person reads it; empty where nobody knows the words any more
    passage_kind: PassageKind
    title: str
    kind: ReportKind
    author: str | None  # who issued the report
    place: str | None
    province: str | None
    term: str | None  # "2020-2025"
    dated: date | None
    is_draft: bool
    language: str
    sections: tuple[tuple[str | None, str], ...]  # labels and titles, outermost first
    page: str | None  # what it is called: "12", "iv"
    page_end: str | None  # None on one page
    footnote: int | None  # the note's number, for a footnote
    address: str  # permanent
    accessed: date | None = None
    remarks: tuple[str, ...] = ()  # what else is to be said beside it: a collector's note, what has become of the passage
    is_titled: bool = True  # False: the title is a description, which the report does not print
    key: str = ""  # what reference managers call it, where its id is not enough: one passage cited twice

    @property
    def name(self) -> str:
        """What the report is cited by: its title, or in square brackets the description in its place."""
        return self.title if self.is_titled else f"[{self.title}]"


def cited_from(read: ReadPassage, base: str, accessed: date | None = None) -> Cited:
    """What is to be said of a passage; `base` is the site's address, "https://van-kho.example.vn"."""
    passage = read.passage
    own = [note.footnote for note in read.notes if note.footnote.passage == passage.id]
    return replace(
        of_report(read.report, passage.id, base),
        quote=" ".join(passage.text.split()),
        passage_kind=passage.kind,
        sections=tuple((section.label, section.title) for section in read.section_path),
        page=read.report.page_label(passage.page),
        page_end=read.report.page_label(passage.page_end if passage.page_end != passage.page else None),
        footnote=own[0].number if own else None,
        accessed=accessed,
    )


def of_report(report: Report, passage_id: str, base: str) -> Cited:
    """What is to be said of a passage of this report as far as the report tells: nothing of its words and its place."""
    return Cited(
        id=passage_id,
        quote="",
        passage_kind="paragraph",
        title=" ".join(report.title.split()),
        is_titled=is_printed(report),
        kind=report.kind,
        author=report.issuer,
        place=report.place,
        province=report.province,
        term=report.term,
        dated=_date(report.date),
        is_draft=report.is_draft,
        language=report.language,
        sections=(),
        page=None,
        page_end=None,
        footnote=None,
        address=f"{base.rstrip('/')}/passages/{passage_id}",
    )


def excerpt(cited: Cited, words: str) -> Cited:
    """The same with a part of the passage for its quotation. Raises UsageFault when these words are not in it, word for word."""
    span = place_of(cited.quote, words)
    if span is None:
        raise UsageFault("These words are not in the passage, word for word: copy them from its text.", "quote")
    return replace(cited, quote=cited.quote[slice(*span)])


def place_of(text: str, words: str) -> Span | None:
    """Where `words` stand in `text`, whatever their white space and tone placement."""
    wanted = atoms(words)
    found = verbatim_in(wanted, words, text) if wanted else []
    return found[0].span if found else None


def _date(written: str | None) -> date | None:
    """A report's date; a day or month that does not exist is a reader's slip, and no fact to be cited."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
