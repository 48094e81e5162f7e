"""What the archive knows of a report, as frozen rows: the words that every other package speaks.

Offsets count Unicode code points in the report's *source text*, half-open: the span ``(3, 5)`` holds the characters 3 and 4.

>>> spans_text("Hộ nghèo¹ giảm", ((0, 8), (9, 14)))
'Hộ nghèo giảm'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]

ReportKind = Literal["bao_cao_chinh_tri", "so_ket_giua_nhiem_ky", "ket_luan", "nghi_quyet", "other"]
PassageKind = Literal["paragraph", "list_item", "table", "footnote", "front_matter", "back_matter", "furniture"]

CommitmentKind = Literal["target", "result"]
Comparator = Literal[">=", "<=", "=", "range", ">", "<", "approx", "increase_by", "decrease_by"]
Verdict = Literal["met", "not met", "on the way", "unclear"]

REPORT_KINDS: tuple[ReportKind, ...] = ("bao_cao_chinh_tri", "so_ket_giua_nhiem_ky", "ket_luan", "nghi_quyet", "other")
PASSAGE_KINDS: tuple[PassageKind, ...] = (
    "paragraph",
    "list_item",
    "table",
    "footnote",
    "front_matter",
    "back_matter",
    "furniture",
)


@dataclass(frozen=True, slots=True)
class Report:
    """One archived document, as far as its own words tell what it is."""

    id: str
    file: str  # path under the archive, with "/" on every system
    sha256: str  # of the file's bytes
    title: str
    place: str | None = None
    province: str | None = None
    kind: ReportKind = "other"
    issuer: str | None = None
    ordinal: str | None = None  # of the congress, as printed: "XIV"
    term: str | None = None  # "2020-2025"
    date: str | None = None  # ISO, "2019-11-05"
    is_draft: bool = False
    language: str = "vi"
    pages: int | None = None  # None: the format does not say
    page_labels: tuple[str, ...] = ()  # what each page is called, in order: "ii", "A-1"; empty: its place in the file

    def page_label(self, page: int | None) -> str | None:
        """What the page at this place in the file is called, which is what is shown and cited; None for None.

        >>> Report("r", "a.pdf", "0", "BÁO CÁO", page_labels=("i", "ii", "1")).page_label(3)
        '1'
        """
        if page is None:
            return None
        return self.page_labels[page - 1] if 0 < page <= len(self.page_labels) else str(page)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or lettered heading; what stands under it points here."""

    id: str
    report: str
    parent: str | None
    level: int  # depth in the tree, 1 at the top
    label: str | None  # "Phần thứ nhất", "II", "1.1", "a"
    title: str  # without the label
    heading_spans: tuple[Span, ...]
    page: int | None
    order: int  # place in the report among sections and passages alike
    doubtful: tuple[Span, ...] = ()  # in `title`: the words that OCR may have misread


@dataclass(frozen=True, slots=True)
class Passage:
    """What search returns and a citation names: a paragraph, list item, table row group or footnote."""

    id: str
    report: str
    section: str | None
    kind: PassageKind
    text: str  # NFC, as a person reads it: lines joined, footnote marks removed
    spans: tuple[Span, ...]
    page: int | None  # its place in the file, 1…; `Report.page_label` tells what it is called
    page_end: int | None
    order: int  # place in the report among sections and passages alike
    confidence: int | None = None  # of the words that OCR read, their mean, 0 to 100; None: not read by OCR
    doubtful: tuple[Span, ...] = ()  # in `text`: the words that OCR may have misread


@dataclass(frozen=True, slots=True)
class Footnote:
    """A body and the words that carry its mark. Either side may be missing; then it is kept and flagged."""

    id: str
    report: str
    number: int  # 1… through the report
    marker: str | None  # as printed
    anchor_passage: str | None
    anchor_section: str | None  # set when the mark stands in a heading
    anchor_offset: int | None  # in the anchor's text (or the section's title), right after the words that carry the mark
    passage: str | None  # the footnote passage that is its body; None: a mark without a body
    mark_spans: tuple[Span, ...]  # the reference mark and the body's own mark


@dataclass(frozen=True, slots=True)
class Commitment:
    """A row of the register. The quote is verbatim; values and units beside it are read from it and replace nothing."""

    id: str
    report: str
    passage: str
    kind: CommitmentKind
    indicator: str  # the canonical name where the list knows one, else the report's own words
    indicator_id: str | None  # of the canonical list, `language/data/indicators.tsv`
    indicator_words: str  # the subject in the report's own words
    field: str | None  # "kinh tế", "xã hội", … of the canonical list
    comparator: Comparator
    value_low: float
    value_high: float  # the same as `value_low` unless the comparator is "range"
    unit: str | None  # normal form: "tỷ đồng", "%/năm"
    unit_printed: str  # as in the quote
    period: str | None  # "2025", "2021-2025", "annual"
    quote: str  # a contiguous run of the passage's text
    spans: tuple[Span, ...]  # the quote in the source text
    plan_low: float | None = None  # a result's plan, where the same words name it
    plan_high: float | None = None
    plan_quote: str | None = None
    plan_share: float | None = None  # "đạt 106% NQ": 106
    verdict: Verdict | None = None  # only what the report's own words say
    verdict_quote: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One report, read whole: what the indexer makes of a file and the catalogue keeps."""

    report: Report
    source: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...]
    warnings: tuple[str, ...] = ()  # one sentence each, shown by `status` and on the report's page
    commitments: tuple[Commitment, ...] = ()


def spans_text(source: str, spans: Sequence[Span]) -> str:
    """The characters of `source` that `spans` hold, in their order."""
    return "".join(source[start:end] for start, end in spans)


def shown(file: str) -> str:
    """A file's name as it can be printed on one line, whatever bytes it is made of.

    >>> shown("báo\\ncáo.txt")
    'báo\\\\ncáo.txt'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in file)
