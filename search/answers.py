"""What is asked of the archive and what it answers: the frozen rows between `search` and those who show its results."""

from dataclasses import dataclass, field
from typing import Literal

from language.glossary import Gloss
from search.names import Expansion
from search.register_rows import Registered
from store.records import Commitment, Footnote, Passage, Report, Section, Span

Mode = Literal["hybrid", "keyword", "semantic"]
MODES: tuple[Mode, ...] = ("hybrid", "keyword", "semantic")
Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
Matched = Literal["keyword", "semantic", "expansion"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Each holds the values that are let through; empty lets all through. Values within one are alternatives."""

    report: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    passage_kind: tuple[str, ...] = ()


FILTER_NAMES: tuple[str, ...] = ("report", "place", "province", "kind", "term", "passage_kind")


def last_page(total: int, size: int) -> int:
    """The number of the last page of `total` rows, `size` a page; where there are none, there is one page that says so."""
    return max(1, -(-total // size))


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `page` counts from 1; `size` is results a page, 1 to 100; `language`: that of the answer's own sentences;
    without `expand` only what was typed is looked for, and nothing that is called otherwise.
    """

    query: str
    mode: Mode = "hybrid"
    filters: Filters = field(default_factory=Filters)
    size: int = 20
    page: int = 1
    language: Language = "vi"
    expand: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote that belongs to a result, with the other end of its thread."""

    footnote: Footnote
    body: Passage | None  # the footnote's own passage
    anchor: Passage | None  # the passage whose words carry the mark
    anchor_sentence: Span | None  # in anchor.text: the sentence that the mark stands in


@dataclass(frozen=True, slots=True)
class Result:
    """One passage that answers, with what a reader needs to judge and cite it."""

    passage: Passage
    report: Report
    section_path: tuple[Section, ...]  # outermost first
    score: float  # between 0 and 1, comparable within one answer only
    matched: tuple[Matched, ...]
    highlights: tuple[Span, ...]  # in passage.text, ascending, disjoint
    snippet: Span  # in passage.text: whole sentences around the best match
    notes: tuple[Note, ...] = ()  # for a footnote: itself, with its anchor; for a body passage: the notes hanging on it
    copies: int = 0  # passages of the same text in the same report that this result stands for
    commitments: tuple[Commitment, ...] = ()  # read from the passage, in its order
    terms: tuple[Gloss, ...] = ()  # for a reader of English: the terms in the snippet and what they mean


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str  # what to send back as the filter
    label: str  # how people write it
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """How one answer came about: (step, what it did, milliseconds), in order."""

    steps: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    request: Request
    reading: str  # one sentence: how the query was read
    remarks: tuple[str, ...]  # sentences: what was mended in the query, what could not be done
    total: int  # passages that match, before paging
    counted: bool  # whether `total` counts all that matches, or only what answers best, as of plain words
    took_ms: float
    results: tuple[Result, ...]  # best first, one page of them
    facets: dict[str, tuple[FacetValue, ...]]  # by filter name, most frequent first
    generation: str
    trace: Trace
    expansions: tuple[Expansion, ...] = ()  # what else was looked for, and in the place of what
    did_you_mean: str | None = None  # the query with its slips mended, to be offered
    register: Registered | None = None  # the rows that the query asks for, where it names an indicator
