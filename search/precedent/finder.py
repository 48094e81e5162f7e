"""From a draft, or a passage of the archive, to its precedents: cut → look up → align → put in order.

Closeness is the share of syllables that sentence and extent have in common (twice the shared ones over all); likeness in meaning
makes up for half of what that leaves. So wording comes first, and a true paraphrase still comes before a chance run of words.
"""

import re
import time
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from language.embedding import windows
from language.syllables import Token, syllables
from search.answers import Filters
from search.chronology import written
from search.library import Opened
from search.precedent.alignment import Alignment, aligned
from search.precedent.candidates import Candidate, Found, Unit, candidates
from search.precedent.likeness import threshold
from search.precedent.narrowing import Narrower, narrower
from search.precedent.records import (
    LONGEST_DRAFT,
    MOST_PRECEDENTS,
    Draft,
    Kin,
    Likeness,
    Precedent,
    Precedents,
    Sentence,
)
from search.scope import Mask, scope
from search.searcher import Searcher
from search.sentences import sentences
from search.wording import wording
from store.catalogue import Catalogue
from store.errors import UsageFault
from store.records import Passage, Section, Span

_KIN = 10  # passages like a passage, in each of the three lists
_SPARE = 3  # more are laid side by side than are shown: the order by shingles is not yet that by words
_DILUTED = 0.12  # what a cosine may lack while other sentences stand in the same window; the sentence alone must reach the whole
_UNWRITABLE = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can hold and nothing can write
_LONGEST_UNIT = 400  # syllables of a passage that are held against others; a table may have thousands


def precedents(searcher: Searcher, draft: Draft) -> Precedents:
    """The precedents of every sentence. Raises UsageFault, naming the parameter, for a draft that cannot be looked up."""
    draft = replace(draft, text=_UNWRITABLE.sub("\ufffd", draft.text))
    _check(draft)
    began = time.perf_counter()
    with searcher.library.opened() as opened:
        generation = opened.generation
        let = scope(draft.filters, (), opened.columns)
        spans = sentences(draft.text)
        texts = [draft.text[start:end] for start, end in spans]
        tokens = [syllables(text) for text in texts]
        encoder = searcher.encoder(generation)
        vectors = encoder.encode_query(texts) if texts else np.empty((0, generation.vectors.dimension), np.float32)
        units = [Unit(tuple(t.text for t in each), vector) for each, vector in zip(tokens, vectors, strict=True)]
        alike = threshold(encoder)
        found = candidates(generation, units, let.allowed & wording(opened.columns), draft.size + _SPARE, alike - _DILUTED)
        reader = _Reader(opened, [candidate.row for each in found for candidate in each.candidates], alike)
        made = [
            _ordered(reader.precedents(each, unit_tokens, span[0]), draft.size)
            for span, unit_tokens, each in zip(spans, tokens, found, strict=True)
        ]
        for (n, rank), each in narrower(encoder, list(vectors), made).items():
            made[n] = _replaced(made[n], rank, reader.narrowed(made[n][rank], each, tokens[n], spans[n][0]))
        closest_first = (_alike(sorted(each, key=lambda one: -one.closeness), alike) for each in made)
        answered = tuple(map(_sentence, spans, found, tokens, closest_first))
        syllable_count = sum(sentence.syllables for sentence in answered)
        share = sum(sentence.shared_syllables for sentence in answered) / syllable_count if syllable_count else 0.0
        return Precedents(draft, answered, share, (time.perf_counter() - began) * 1e3, generation.name)


def kin(searcher: Searcher, passage_id: str) -> Kin | None:
    """The passages like a passage; None where no passage has this id."""
    with searcher.library.opened() as opened:
        generation, catalogue = opened.generation, opened.generation.catalogue
        row, passage = catalogue.row_of(passage_id), catalogue.passage(passage_id)
        if row is None or passage is None:
            return None
        report = next(report for report in opened.columns.reports if report.id == passage.report)
        tokens = syllables(passage.text)[:_LONGEST_UNIT]
        own = generation.vectors.of_row(row)
        unit = Unit(tuple(t.text for t in tokens), own[-1] if len(own) else np.zeros(generation.vectors.dimension, np.float32))
        alike = threshold(searcher.encoder(generation))
        elsewhere = wording(opened.columns) & (opened.columns.report != opened.columns.report[row])

        def like(allowed: Mask) -> tuple[Precedent, ...]:
            found = candidates(generation, [unit], allowed, _KIN + _SPARE, alike)
            reader = _Reader(opened, [candidate.row for candidate in found[0].candidates], alike)
            return _alike(_ordered(reader.precedents(found[0], tokens, 0), _KIN), alike)

        same_place = scope(Filters(place=(report.place,)), (), opened.columns).allowed if report.place else None
        now = written(report)
        there = like(elsewhere & same_place) if same_place is not None and now else ()
        dated = (each for each in there if written(each.report))
        by_time = sorted(dated, key=lambda each: (written(each.report), each.report.id, each.passage.order))
        return Kin(
            passage,
            report,
            catalogue.section_path(passage.section),
            like(elsewhere),
            tuple(each for each in by_time if written(each.report) < now),
            tuple(each for each in by_time if written(each.report) >= now),
        )


def _check(draft: Draft) -> None:
    if not any(c.isalnum() for c in draft.text):
        raise UsageFault("The parameter 'text' is missing or holds no words: give the draft to look up.", "text")
    if len(draft.text) > LONGEST_DRAFT:
        raise UsageFault(f"The draft in 'text' has {len(draft.text)} characters: give at most {LONGEST_DRAFT}.", "text")
    if not 1 <= draft.size <= MOST_PRECEDENTS:
        raise UsageFault(f"{draft.size} is no value of 'size': give a whole number from 1 to {MOST_PRECEDENTS}.", "size")


def _sentence(span: Span, found: Found, tokens: Sequence[Token], made: tuple[Precedent, ...]) -> Sentence:
    marks = np.flatnonzero(np.diff(np.concatenate([[0], found.shared.astype(np.int8), [0]])))
    shared = tuple((span[0] + tokens[a].start, span[0] + tokens[b - 1].end) for a, b in marks.reshape(-1, 2).tolist())
    return Sentence(span, len(tokens), shared, int(found.shared.sum()), found.passages, made)


def _ordered(made: Iterable[Precedent], size: int) -> tuple[Precedent, ...]:
    """Closest first; the same words in the same report once."""
    ranked = sorted(made, key=lambda each: (-each.closeness, each.report.file, each.passage.order))
    distinct = {(each.report.id, each.passage.text): each for each in reversed(ranked)}
    return tuple(each for each in ranked if distinct[each.report.id, each.passage.text] is each)[:size]


def _alike(made: Sequence[Precedent], alike: float) -> tuple[Precedent, ...]:
    """Without those that share no words and turned out to mean something else."""
    return tuple(each for each in made if each.likeness != "meaning" or each.meaning >= alike)


def _replaced(made: tuple[Precedent, ...], rank: int, by: Precedent) -> tuple[Precedent, ...]:
    return (*made[:rank], by, *made[rank + 1 :])


class _Reader:
    """The passages of all candidates, read at once, and each held against its sentence."""

    def __init__(self, opened: Opened, rows: Sequence[int], alike: float) -> None:
        self._catalogue: Catalogue = opened.generation.catalogue
        self._passages: dict[int, Passage] = self._catalogue.rows(list(dict.fromkeys(rows)))
        self._reports = {report.id: report for report in opened.columns.reports}
        self._tokens: dict[int, list[Token]] = {}
        self._paths: dict[str | None, tuple[Section, ...]] = {}
        self._alike = alike

    def precedents(self, found: Found, draft: Sequence[Token], base: int) -> Iterable[Precedent]:
        for candidate in found.candidates:
            made = self._precedent(candidate, draft, base)
            if made is not None:
                yield made

    def _precedent(self, candidate: Candidate, draft: Sequence[Token], base: int) -> Precedent | None:
        passage = self._passages[candidate.row]
        if candidate.row not in self._tokens:
            self._tokens[candidate.row] = syllables(passage.text)
        tokens = self._tokens[candidate.row]
        first, last = candidate.place or _window(passage.text, tokens, candidate.window)
        if not draft or first >= min(last, len(tokens)):
            return None
        laid = aligned(draft, tokens, (first, last), base, whole=candidate.place is None)
        if not laid.runs and candidate.meaning < self._alike - _DILUTED:
            return None
        return Precedent(
            _likeness(laid, len(draft)),
            self._closeness(laid, len(draft), candidate.meaning),
            candidate.meaning,
            passage,
            self._reports[passage.report],
            self._path(passage.section),
            laid.extent,
            laid.runs,
            laid.steps,
        )

    def narrowed(self, wide: Precedent, to: Narrower, draft: Sequence[Token], base: int) -> Precedent:
        """The same passage, with the sentence alone that was found to be nearer laid against the draft."""
        tokens = syllables(wide.passage.text)
        starts = [token.start for token in tokens]
        first, last = bisect_left(starts, to.extent[0]), bisect_left(starts, to.extent[1])
        if first >= last:
            return wide
        laid = aligned(draft, tokens, (first, last), base, whole=True)
        closeness = self._closeness(laid, len(draft), to.meaning)
        return replace(wide, closeness=closeness, meaning=to.meaning, extent=laid.extent, runs=laid.runs, steps=laid.steps)

    def _closeness(self, laid: Alignment, size: int, meaning: float) -> float:
        wording = 2 * laid.same / (size + laid.length)
        beyond = max(0.0, (meaning - self._alike) / (1 - self._alike)) if self._alike < 1 else 0.0
        return wording + (1 - wording) * beyond / 2

    def _path(self, section: str | None) -> tuple[Section, ...]:
        if section not in self._paths:
            self._paths[section] = self._catalogue.section_path(section)
        return self._paths[section]


def _likeness(laid: Alignment, size: int) -> Likeness:
    if not laid.runs:
        return "meaning"
    return "verbatim" if laid.same == size == laid.length else "near"


def _window(text: str, tokens: Sequence[Token], number: int) -> Span:
    """The places, among the syllables of a passage, of one of its windows; the last of several windows is the whole passage."""
    at = 0
    for n, part in enumerate(windows(text)):
        start = text.find(part, at)
        if start < 0:  # the window's white space is not the passage's
            break
        at = start + len(part)
        if n == number:
            starts = [token.start for token in tokens]
            return bisect_left(starts, start), bisect_left(starts, at)
    return 0, len(tokens)
