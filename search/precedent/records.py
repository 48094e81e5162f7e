"""What is asked about a draft and what is answered: frozen rows, from the draft down to each word that differs.

    Draft("Đẩy mạnh cải cách thủ tục hành chính. …")
    → Precedents → Sentence "Đẩy mạnh cải cách thủ tục hành chính." → Precedent: where it stood before, aligned word by word

Spans of the draft index into its text, spans of a passage into the passage's text; both count code points, half-open.
"""

from dataclasses import dataclass, field
from typing import Literal

from search.answers import Filters
from store.records import Passage, Report, Section, Span

Likeness = Literal["verbatim", "near", "meaning"]
LIKENESSES: tuple[Likeness, ...] = ("verbatim", "near", "meaning")
StepKind = Literal["equal", "replace", "delete", "insert"]

LONGEST_DRAFT = 20_000  # characters: some 4,000 words, seven pages
MOST_PRECEDENTS = 20  # of one sentence
PRECEDENTS = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to be held against the archive; `size` is how many precedents each sentence gets, 1 to 20."""

    text: str
    filters: Filters = field(default_factory=Filters)
    size: int = PRECEDENTS


@dataclass(frozen=True, slots=True)
class Step:
    """From the draft's words to the passage's: `delete` is in the draft alone, `insert` in the passage alone.

    The span of the side that has nothing is empty and stands where the words would.
    """

    kind: StepKind
    draft: Span
    passage: Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of shared wording: `syllables` are the same on both sides, in a row but for `gaps` (syllables that differ)."""

    draft: Span
    passage: Span
    syllables: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Precedent:
    """One passage that a sentence of the draft resembles."""

    likeness: Likeness
    closeness: float  # 0 to 1; 1 is word for word
    meaning: float  # cosine of the sentence and the passage's nearest window
    passage: Passage
    report: Report
    section_path: tuple[Section, ...]  # outermost first
    extent: Span  # the part of the passage that the sentence was aligned with
    runs: tuple[Run, ...]
    steps: tuple[Step, ...]  # they cover the sentence and the extent, in order


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the draft, and where it or its like stood before."""

    span: Span
    syllables: int
    shared: tuple[Span, ...]  # of the draft: what stands word for word, five syllables or more in a row, somewhere in the archive
    shared_syllables: int
    passages: int  # that share at least one such run
    precedents: tuple[Precedent, ...]  # closest first


@dataclass(frozen=True, slots=True)
class Precedents:
    """The answer to one draft; `share` is the part of its syllables that stands word for word in the archive."""

    draft: Draft
    sentences: tuple[Sentence, ...]
    share: float
    took_ms: float
    generation: str


@dataclass(frozen=True, slots=True)
class Kin:
    """The passages like one passage: in other reports, and, of the same place, in earlier and in later ones.

    A report that does not tell when it was written is neither earlier nor later than another.
    """

    passage: Passage
    report: Report
    section_path: tuple[Section, ...]
    similar: tuple[Precedent, ...]  # in any other report, closest first
    earlier: tuple[Precedent, ...]  # in reports of the same place, oldest first
    later: tuple[Precedent, ...]
