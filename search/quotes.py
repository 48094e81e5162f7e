"""Is this quotation in the archive: word for word, nearly, or not at all, and where?

verify_quote(library, "hộ nghèo giảm còn 2,2%").grade  →  "verbatim", "near" or "absent"

White space, tone placement, composition of letters, footnote marks and a word cut at either end are forgiven and named; a digit
never is. The keyword index gives the candidates by the quotation's rarest pairs of syllables; each is then compared atom by atom.
A quotation over several passages is looked for in the reading text of the likeliest reports, and in their source texts, so that
words copied from the original with everything that stands between them are found as well.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal

from language.normalise import has_diacritics
from language.syllables import folded, syllables
from search.atoms import atoms
from search.comparison import Comparison, MarkAt, nearest_in, verbatim_in
from search.library import Library, Opened
from search.omissions import chains, parted
from store import matching
from store.catalogue import Catalogue
from store.errors import UsageFault
from store.keyword import KeywordIndex
from store.records import Footnote, Passage, Report, Section, Span

Grade = Literal["verbatim", "near", "absent"]
Text = Literal["passage", "reading", "source"]

LONGEST_QUOTE = 4000  # characters: two pages
PLACES = 20  # shown; a formula stands in hundreds of reports
_RAREST = 24  # pairs that choose the candidates
_CANDIDATES = 60  # passages that are looked through for the very words
_ALIGNED = 8  # passages that are aligned word by word
_REPORTS = 6  # reports whose whole text is looked through
_NEAR = 0.6  # share of the words in common from which on two wordings are one quotation
_WHOLE = 0.9  # below this share the quotation may go on in the next passage
_NEAREST = 3  # nearly the same wordings that are shown
_QUOTATION_MARKS = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'", "„": "“"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands. `span` indexes into the text that `text` names: that of the only passage, or the report's source.

    A quotation over several passages was compared with their reading text in a row; then `span` indexes into the source.
    """

    report: Report
    passages: tuple[Passage, ...]  # in reading order; none when it stands in headings alone
    section_path: tuple[Section, ...]  # above the first passage
    text: Text
    span: Span
    archived: str  # the words of the archive there
    comparison: Comparison
    omissions: int = 0  # how often the quotation leaves words out there, and says so


@dataclass(frozen=True, slots=True)
class Verdict:
    quote: str  # as it was compared: without the quotation marks around it
    grade: Grade
    places: tuple[Place, ...]  # best first, at most PLACES
    total: int  # places found
    generation: str

    @property
    def omissions(self) -> int:
        """How often the quotation leaves words out of the best place, and says so: 0 where it is whole, or not verbatim."""
        return self.places[0].omissions if self.places else 0


class _Asked:
    """A quotation, or a part of one, as it is compared."""

    def __init__(self, quote: str) -> None:
        self.quote, self.atoms = quote, tuple(atoms(quote))
        self.bare = not has_diacritics(quote)


def verify_quote(library: Library, text: str) -> Verdict:
    """The verdict on one quotation. Raises UsageFault when it has no word or more than LONGEST_QUOTE characters."""
    quote = _bare(text)
    if len(quote) > LONGEST_QUOTE:
        raise UsageFault(f"The quotation has {len(quote)} characters: give at most {LONGEST_QUOTE}.", "quote")
    asked = _Asked(quote)
    if not any(atom.kind in ("word", "figure") for atom in asked.atoms):
        raise UsageFault("The quotation has no word: give the words to look for.", "quote")
    with library.opened() as opened:
        passages = _candidates(opened, quote)
        places = [_in_passage(opened, passage, found) for passage in passages for found in _verbatim(asked, passage)]
        if not places:
            if asked.bare:  # what the archive has just so is other words: those that were meant have diacritics
                passages = _candidates(opened, quote, (True,))
            places = _nearly(opened, asked, passages)
        if not any(place.comparison.verbatim for place in places):
            reports = _likely(opened, quote)
            places = _across(opened, asked, reports) or _with_omissions(opened, quote, passages, reports) or places
        if not places or places[0].comparison.share < _WHOLE:
            places = _apart(sorted([*places, *_nearly_across(opened, asked, passages)], key=_by_nearness))[:_NEAREST]
        grade: Grade = "absent" if not places else "verbatim" if places[0].comparison.verbatim else "near"
        return Verdict(quote, grade, tuple(places[:PLACES]), len(places), opened.generation.name)


def _bare(text: str) -> str:
    """The quotation without the marks that set it off: “hộ nghèo” → hộ nghèo."""
    text = text.strip()
    closing = _QUOTATION_MARKS.get(text[:1])
    inner = text[1:-1]
    if closing and len(text) > 2 and text.endswith(closing) and text[0] not in inner and closing not in inner:
        return inner.strip()
    return text


def _candidates(opened: Opened, quote: str, ways: Sequence[bool] = (False, True)) -> list[Passage]:
    """The passages that share the rarest pairs of syllables with the quotation, the likeliest first.

    `ways`: by the words as typed (False), or without diacritics (True); the first that finds any.
    """
    for bare in ways:
        pairs = rarest_pairs(opened.generation.keyword, quote, bare)
        if pairs:
            return _passages(opened, pairs)
    return []


def rarest_pairs(keyword: KeywordIndex, quote: str, bare: bool) -> list[matching.Phrase]:
    """Of the neighbouring syllables that the archive has, the rarest; of one syllable alone, that one."""
    words = [folded(token) if bare else token.text for token in syllables(quote)]
    wanted: Iterable[tuple[str, ...]] = dict.fromkeys(pairwise(words)) if len(words) > 1 else [(word,) for word in words]
    # What no passage has is rarer than anything: it says nothing about where to look.
    unknown = keyword.ceiling(matching.Phrase(("", ""), bare))
    rarity = {matching.Phrase(pair, bare): keyword.ceiling(matching.Phrase(pair, bare)) for pair in wanted}
    return sorted((leaf for leaf in rarity if rarity[leaf] < unknown), key=lambda leaf: -rarity[leaf])[:_RAREST]


def _passages(opened: Opened, wanted: Sequence[matching.Query]) -> list[Passage]:
    hits = opened.generation.keyword.search(matching.Either(tuple(wanted)), limit=_CANDIDATES)
    passages = opened.generation.catalogue.rows([int(row) for row in hits.rows])
    return [passages[int(row)] for row in hits.rows]


def _verbatim(asked: _Asked, passage: Passage) -> list[Comparison]:
    return verbatim_in(asked.atoms, asked.quote, passage.text)


def _in_passage(opened: Opened, passage: Passage, found: Comparison) -> Place:
    catalogue = opened.generation.catalogue
    start, end = found.span
    path = catalogue.section_path(passage.section)
    return Place(opened.reports[passage.report], (passage,), path, "passage", found.span, passage.text[start:end], found)


def _nearly(opened: Opened, asked: _Asked, passages: Sequence[Passage]) -> list[Place]:
    """The passages whose words are nearly those of the quotation, or are but for footnote marks; the nearest first."""
    compared = []
    for passage in passages[:_ALIGNED]:
        marks = _marks_of(opened.generation.catalogue, passage)
        found = nearest_in(asked.atoms, asked.quote, passage.text, marks, asked.bare)
        if found and found.share >= _NEAR:
            compared.append(_in_passage(opened, passage, found))
    compared.sort(key=_by_nearness)
    if compared and compared[0].comparison.verbatim:
        return [place for place in compared if place.comparison.verbatim]
    return compared[:_NEAREST]


def _apart(places: Sequence[Place]) -> list[Place]:
    """Of places that share a passage the first: words compared in a passage and in the source around it are one place."""
    kept: list[Place] = []
    seen: set[str] = set()
    for place in places:
        ids = {passage.id for passage in place.passages}
        if not ids & seen:
            kept.append(place)
        seen |= ids
    return kept


def _by_nearness(place: Place) -> tuple[bool, float]:
    return not place.comparison.verbatim, -place.comparison.share


def _marks_of(catalogue: Catalogue, passage: Passage) -> MarkAt:
    """The numbers of the footnotes that hang in a passage between two offsets of its text."""
    notes = [note for note in catalogue.notes_of([passage.id]) if note.anchor_passage == passage.id]
    return lambda start, end: [number for note in notes if _hangs(note, start, end) for number in _numbers(note)]


def _hangs(note: Footnote, start: int, end: int) -> bool:
    return note.anchor_offset is not None and start <= note.anchor_offset <= end


def _numbers(note: Footnote) -> list[str]:
    """How a note's mark may be printed: its own sign, or its number in the report."""
    return [str(note.number), *(atom.number for atom in atoms(note.marker or "") if atom.number)]


def _likely(opened: Opened, quote: str) -> list[Report]:
    """The reports that the quotation may be from, by their passages and by the headings above them."""
    pairs = rarest_pairs(opened.generation.keyword, quote, bare=False)
    words = dict.fromkeys(token.text for token in syllables(quote))
    found = _passages(opened, [*pairs, *map(matching.Heading, words)])
    return [opened.reports[id_] for id_ in list(dict.fromkeys(passage.report for passage in found))[:_REPORTS]]


def _across(opened: Opened, asked: _Asked, reports: Sequence[Report]) -> list[Place]:
    """Where the very words stand in a report's text, over the borders of passages: in its reading text or its source text."""
    places = []
    for report in reports:
        places += _in_reading(opened, asked, report) or _in_source(opened, asked, report)
    return places


def _with_omissions(opened: Opened, quote: str, passages: Sequence[Passage], reports: Sequence[Report]) -> list[Place]:
    """Where all parts of a quotation that leaves words out stand word for word, in order: in one passage, or in neighbours."""
    cut = parted(quote)
    if cut is None:
        return []
    asked = [_Asked(part) for part in cut.parts]
    places = [
        replace(_in_passage(opened, passage, chain.comparison), omissions=chain.omissions)
        for passage in passages
        for chain in chains(cut, _up_to_none(_verbatim(part, passage) for part in asked), passage.text)
    ]
    if places:
        return places
    for report in reports:
        reading = _reading(opened.generation.catalogue, opened.generation.name, report.id)
        found = _up_to_none(_find(part, reading.text, reading.letters) for part in asked)
        for chain in chains(cut, found, reading.text, reading.neighbours):
            places.append(replace(_at_reading(opened, report, reading, chain.comparison), omissions=chain.omissions))
    return places


def _up_to_none(found: Iterator[list[Comparison]]) -> list[list[Comparison]]:
    """The places of each part, until one has none: then the others need not be looked for."""
    return list(takewhile(bool, found))


def _in_reading(opened: Opened, asked: _Asked, report: Report) -> list[Place]:
    reading = _reading(opened.generation.catalogue, opened.generation.name, report.id)
    return [_at_reading(opened, report, reading, found) for found in _find(asked, reading.text, reading.letters)]


def _at_reading(opened: Opened, report: Report, reading: "_Whole", found: Comparison) -> Place:
    start, end = found.span
    rows = reading.between(start, end)
    spans = [span for row in rows for span in (row.spans if isinstance(row, Passage) else row.heading_spans)]
    held = tuple(row for row in rows if isinstance(row, Passage))
    path = opened.generation.catalogue.section_path(held[0].section if held else rows[-1].id)
    whole = (min(a for a, _ in spans), max(b for _, b in spans))
    return Place(report, held, path, "reading", whole, reading.text[start:end], found)


def _in_source(opened: Opened, asked: _Asked, report: Report) -> list[Place]:
    catalogue = opened.generation.catalogue
    source = _source(catalogue, opened.generation.name, report.id)
    return [_at_source(opened, report, source.text, found) for found in _find(asked, source.text, source.letters)]


def _nearly_across(opened: Opened, asked: _Asked, passages: Sequence[Passage]) -> list[Place]:
    """The stretches of source text around the likeliest passages whose words are nearly those of the quotation."""
    catalogue = opened.generation.catalogue
    room = len(asked.quote) * 3 // 2 + 100
    places: dict[Span, Place] = {}
    for passage in passages[:_NEAREST]:
        source = _source(catalogue, opened.generation.name, passage.report).text
        start = max(0, min((a for a, _ in passage.spans), default=0) - room)
        window = source[start : max((b for _, b in passage.spans), default=0) + room]
        found = nearest_in(asked.atoms, asked.quote, window, bare=asked.bare)
        if found and found.share >= _NEAR:
            moved = replace(found, span=(found.span[0] + start, found.span[1] + start))
            places[moved.span] = _at_source(opened, opened.reports[passage.report], source, moved)
    return list(places.values())


def _at_source(opened: Opened, report: Report, source: str, found: Comparison) -> Place:
    catalogue = opened.generation.catalogue
    start, end = found.span
    held = tuple(p for p in catalogue.passages(report.id) if any(a < end and b > start for a, b in p.spans))
    shown = tuple(p for p in held if p.kind != "furniture") or held
    path = catalogue.section_path(shown[0].section if shown else None)
    return Place(report, shown, path, "source", found.span, source[start:end], found)


def _find(asked: _Asked, text: str, letters: str) -> list[Comparison]:
    """The places of the quotation in a long text: its bare letters are found first, the atoms compared only there."""
    wanted = _letters(asked.quote)
    found: list[Comparison] = []
    at = letters.find(wanted)
    if at < 0:
        return found
    offsets = [n for n, c in enumerate(text) if c.isalnum()]
    while at >= 0 and len(found) < PLACES:
        start = offsets[max(0, at - 20)]
        end = min(len(text), offsets[min(len(offsets) - 1, at + len(wanted) + 20)] + 1)
        for one in verbatim_in(asked.atoms, asked.quote, text[start:end]):
            moved = replace(one, span=(one.span[0] + start, one.span[1] + start))
            if moved not in found:
                found.append(moved)
        at = letters.find(wanted, at + 1)
    return found


def _letters(text: str) -> str:
    """The letters and digits of a text, without any mark: one for each that the text itself has."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", text)))


@dataclass(frozen=True, slots=True)
class _Whole:
    """A report's text in one piece."""

    text: str
    letters: str
    starts: tuple[int, ...] = ()
    rows: tuple[Section | Passage, ...] = ()

    def between(self, start: int, end: int) -> list[Section | Passage]:
        """The headings and passages that hold some of the characters between two offsets."""
        return list(self.rows[bisect_right(self.starts, start) - 1 : bisect_right(self.starts, end - 1)])

    def neighbours(self, end: int, start: int) -> bool:
        """Whether what ends at `end` and what begins at `start` stand in one passage, or in one and the next."""
        return len(self.between(end - 1, start + 1)) <= 2


# Whoever checks an article's quotations asks for the same reports again and again, and a generation never changes.
@lru_cache(maxsize=16)
def _source(catalogue: Catalogue, _generation: str, report_id: str) -> _Whole:
    text = catalogue.source(report_id)
    return _Whole(text, _letters(text))


@lru_cache(maxsize=16)
def _reading(catalogue: Catalogue, _generation: str, report_id: str) -> _Whole:
    """The headings and passages of a report as they are read, one after another, without footnotes and furniture."""
    kept = [p for p in catalogue.passages(report_id) if p.kind not in ("footnote", "furniture")]
    every: list[Section | Passage] = [*catalogue.sections(report_id), *kept]
    rows = sorted(every, key=lambda row: row.order)
    texts = [row.text if isinstance(row, Passage) else f"{row.label or ''} {row.title}".strip() for row in rows]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    text = "\n".join(texts)
    return _Whole(text, _letters(text), tuple(starts), tuple(rows))
