"""The keyword index: Whoosh behind a narrow interface that takes queries as `store.matching` trees and answers with rows.

Each passage is one Whoosh document with two views of its text, as written (normal form) and folded (no diacritics), and
beside each view its pairs of neighbouring syllables as tokens of their own: "tỉ lệ hộ nghèo" is also `tỉ lệ`, `lệ hộ`,
`hộ nghèo`. Most Vietnamese words are such pairs, so BM25 over them makes nearness count at the price of a plain term, and a
phrase is a run of few, rare tokens.

Whoosh keeps the words, their places and the deletions, and finds phrases; scores are added up here, as arrays over all
documents, because its own collectors spend some 15 µs on every word of every passage.

An index folder is trusted input, for Whoosh keeps its table of contents as a pickle and offers no other form. Nothing but
`indexer build` writes there, no archived file gets into it, and the README says to open only an index of one's own.
"""

# mypy: disable-error-code="no-untyped-call"
# Whoosh is typed in part only.

import itertools
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, index
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.query.compound import Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term

from language.syllables import folded, tokens
from store import matching
from store.errors import damaged
from store.records import Passage, Report

_EXPANSIONS = 256  # words that one prefix or wildcard may stand for; rarer needs are met by typing one more letter
_SECONDS = 2.0  # a query stops here and answers with what it has
_LENGTH_WEIGHT = 0.4  # BM25's b: passages are single paragraphs, so length says less than between documents
_SATURATION = 0.9  # BM25's k1

_Scores = NDArray[np.float32]  # by Whoosh's document number; above 0 where a document matches


class _View(Analyzer):
    """Cuts a text by `language.syllables` and by nothing of Whoosh's, so that index, query and highlights see the same words."""

    def __init__(self, folded: bool, paired: bool = False) -> None:
        self.folded = folded
        self.paired = paired

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        token = Token(positions=True)
        token.boost = 1.0
        words = _words(value, self.folded)
        for token.text, token.pos in _pairs(words) if self.paired else words:
            yield token


def _text(folded: bool, paired: bool = False) -> fields.TEXT:
    return fields.TEXT(analyzer=_View(folded, paired), phrase=True)


_SCHEMA = fields.Schema(
    row=fields.NUMERIC(int, sortable=True),
    report=fields.ID(),
    words=_text(folded=False),
    plain=_text(folded=True),
    pairs=_text(folded=False, paired=True),
    plain_pairs=_text(folded=True, paired=True),
    context=_text(folded=False),
    plain_context=_text(folded=True),
)


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows and their scores, best first, equal scores by row; `complete` is False when time ran out."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32]
    complete: bool = True


class KeywordWriter:
    """Adds to the keyword index in `folder`, or begins one there. Nothing can be found before `commit`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        place = str(folder)
        self._index = index.open_dir(place) if index.exists_in(place) else index.create_in(place, _SCHEMA)
        self._writer = self._index.writer(limitmb=128)

    def add(self, row: int, passage: Passage, headings: Sequence[str], report: Report) -> None:
        """Index one passage; `headings` are the titles above it, context for ranking and never matched alone."""
        names = [report.title, report.place or "", report.province or "", report.term or ""]
        context = " . ".join([*headings, *names])
        self._writer.add_document(
            row=row,
            report=report.id,
            words=passage.text,
            plain=passage.text,
            pairs=passage.text,
            plain_pairs=passage.text,
            context=context,
            plain_context=context,
        )

    def remove(self, report_id: str) -> None:
        """Forget every passage of one report."""
        self._writer.delete_by_term("report", report_id)

    def commit(self) -> None:
        """Make it all findable, merged into one part so that scores do not depend on the order in which reports came."""
        self._writer.commit(optimize=True)
        self._index.close()
        # Whoosh leaves its empty lock file behind; an index that nobody writes again needs none.
        for lock in self._folder.glob("*_WRITELOCK"):
            lock.unlink()

    def cancel(self) -> None:
        self._writer.cancel()
        self._index.close()


class KeywordIndex:
    """The keyword index in `folder`, open for reading, from many threads. Raises DamagedIndex, naming the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # All of Whoosh's readers seek in one file handle: two threads that read at once get each other's bytes.
        self._lock = threading.RLock()
        try:
            self._index = index.open_dir(str(folder), readonly=True)
            self._searcher = self._index.searcher()
            self._reader = self._searcher.reader()
            self._rows = self._row_of_document()
        except Exception as error:  # as in `_reading`
            raise damaged(folder, f"is not a keyword index as it was written ({error})") from error
        self._postings = lru_cache(maxsize=4096)(self._read_postings)
        self._lengths = lru_cache(maxsize=None)(self._read_lengths)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Around every read from Whoosh: one thread at a time, and what cannot be read is said to be damaged."""
        with self._lock:
            try:
                yield
            except Exception as error:  # Whoosh checks nothing that it reads: damage shows as whatever it trips over
                raise damaged(self._folder, f"is not as it was written ({error})") from error

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def count(self) -> int:
        """How many passages are indexed."""
        return int(self._searcher.doc_count())

    def contains(self, word: str, folded: bool = False) -> bool:
        """Whether any passage has this word."""
        with self._reading():
            return (_field(folded), word.encode()) in self._reader

    def frequency(self, *words: str, folded: bool = False) -> int:
        """How many passages have this word, or these two in a row."""
        name = {(1, False): "words", (1, True): "plain", (2, False): "pairs", (2, True): "plain_pairs"}[len(words), folded]
        with self._reading():
            return int(self._reader.doc_frequency(name, " ".join(words)))

    def terms(self, prefix: str, folded: bool = False, limit: int = _EXPANSIONS) -> list[str]:
        """The words of the archive that begin so, in alphabetical order, at most `limit`."""
        return self._lexicon(prefix, folded, limit)

    def search(self, wanted: matching.Query, limit: int | None = None, allowed: NDArray[np.bool_] | None = None) -> Hits:
        """The passages that match, at most `limit`; `allowed` is indexed by row and lets through where it is true."""
        clock = _Deadline(time.monotonic() + _SECONDS)
        scores = self._scores(wanted, clock)
        found = np.flatnonzero(scores > 0)
        rows, values = self._rows[found], scores[found]
        if allowed is not None:
            keep = allowed[rows]
            rows, values = rows[keep], values[keep]
        order = np.lexsort((rows, -values))[:limit]
        return Hits(rows[order], values[order], not clock.passed)

    def ceiling(self, wanted: matching.Query) -> float:
        """The score of a passage of average length that has everything asked for, once: what a score can be held against."""
        match wanted:
            case matching.All(parts) | matching.Either(parts) | matching.Near(parts):
                return sum(self.ceiling(part) for part in parts)
            case matching.Best(parts):
                return max((self.ceiling(part) for part in parts), default=0.0)
            case matching.Prefer(main, _) | matching.Without(main, _):
                return self.ceiling(main)
            case matching.Weighted(part, weight):
                return weight * self.ceiling(part)
            case matching.Instead(_, of):
                return self.ceiling(of)
            case matching.Everything():
                return 1.0
            case matching.Prefix() | matching.Wildcard():
                return max((self._rarity(*term) for term in self._expanded(wanted)), default=0.0)
            case _:
                return sum(self._rarity(*term) for term in _terms(wanted))

    def _scores(self, wanted: matching.Query, clock: "_Deadline") -> _Scores:
        match wanted:
            case matching.All(parts):
                each = [self._scores(part, clock) for part in parts]
                return _where(np.all([scores > 0 for scores in each], axis=0), _sum(each, self._size))
            case matching.Either(parts):
                return _sum([self._scores(part, clock) for part in parts], self._size)
            case matching.Best(parts):
                return reduce(np.maximum, (self._scores(part, clock) for part in parts), np.zeros(self._size, np.float32))
            case matching.Without(positive, negative):
                return _where(self._scores(negative, clock) == 0, self._scores(positive, clock))
            case matching.Prefer(main, bonus):
                scored = self._scores(main, clock)
                return _where(scored > 0, scored + self._scores(bonus, clock))
            case matching.Weighted(part, weight):
                return self._scores(part, clock) * np.float32(weight)
            case matching.Instead(part, of):
                own = self.ceiling(part)
                return self._scores(part, clock) * np.float32(self.ceiling(of) / own if own else 0.0)
            case matching.Everything():
                return self._live.astype(np.float32)
            case matching.Prefix() | matching.Wildcard():
                scores = [self._scores_of(*term, clock) for term in self._expanded(wanted)]
                return reduce(np.maximum, scores, np.zeros(self._size, np.float32))
            case matching.Near(parts):
                return self._in_place(_positions(wanted, self), parts, clock)
            case _:
                terms = _terms(wanted)
                if len(terms) == 1:
                    return self._scores_of(*terms[0], clock)
                together = _sum([self._scores_of(*term, clock) for term in terms], self._size)
                return _where(self._at(Phrase(terms[0][0], [text for _, text in terms]), clock), together)

    def _in_place(self, positional: Query, parts: Sequence[matching.Query], clock: "_Deadline") -> _Scores:
        """The scores of the parts, where they stand as asked."""
        return _where(self._at(positional, clock), _sum([self._scores(part, clock) for part in parts], self._size))

    def _at(self, positional: Query, clock: "_Deadline") -> NDArray[np.bool_]:
        """The documents in which the words stand in their places."""
        found = np.zeros(self._size, bool)
        with self._reading():
            for searcher, offset in self._searcher.leaf_searchers():
                matcher = positional.normalize().matcher(searcher, searcher.boolean_context())
                while matcher.is_active() and not clock.late():
                    found[matcher.id() + offset] = True
                    matcher.next()
        return found

    def _scores_of(self, name: str, text: str, clock: "_Deadline") -> _Scores:
        """BM25 of one term (Robertson and Zaragoza 2009, with the idf that is never negative)."""
        scores = np.zeros(self._size, np.float32)
        if clock.late():
            return scores
        documents, counts = self._postings(name, text)
        lengths = self._lengths(name)
        average = max(float(lengths.sum()) / max(self._size, 1), 1.0)
        relative = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths[documents] / average
        scores[documents] = self._rarity(name, text) * counts * (_SATURATION + 1) / (counts + _SATURATION * relative)
        return scores

    def _rarity(self, name: str, text: str) -> float:
        """idf: 0 for what every passage has."""
        having = len(self._postings(name, text)[0])
        return float(np.log1p((self.count() - having + 0.5) / (having + 0.5)))

    def _read_postings(self, name: str, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The documents that have a term, and how often."""
        documents: list[int] = []
        counts: list[float] = []
        with self._reading():
            if (name, text.encode()) in self._reader:
                matcher = self._reader.postings(name, text)
                while matcher.is_active():
                    documents.append(matcher.id())
                    counts.append(matcher.weight())
                    matcher.next()
        return np.array(documents, np.int32), np.array(counts, np.float32)

    def _read_lengths(self, name: str) -> NDArray[np.float32]:
        length = self._reader.doc_field_length
        with self._reading():
            lengths = np.fromiter((length(n, name, 0) for n in range(self._size)), np.float32, self._size)
        return np.nan_to_num(lengths)  # Whoosh has no number where a passage has no word

    @cached_property
    def _live(self) -> NDArray[np.bool_]:
        deleted = self._reader.is_deleted
        return np.fromiter((not deleted(n) for n in range(self._size)), bool, self._size)

    @property
    def _size(self) -> int:
        return len(self._rows)

    def _row_of_document(self) -> NDArray[np.int32]:
        size = self._reader.doc_count_all()
        column = self._reader.column_reader("row") if size else ()
        return np.fromiter((column[n] for n in range(size)), np.int32, size)

    def _expanded(self, pattern: matching.Prefix | matching.Wildcard) -> list[tuple[str, str]]:
        """The terms that a beginning or a form stands for."""
        if isinstance(pattern, matching.Prefix):
            found = self.terms(pattern.text, pattern.folded)
            if pattern.whole and pattern.whole not in found and self.contains(pattern.whole, pattern.folded):
                found.append(pattern.whole)
        else:
            beginning = re.split(r"[*?]", pattern.pattern, maxsplit=1)[0]
            found = self._lexicon(beginning, pattern.folded, _EXPANSIONS, matching.form_of(pattern))
        return [(_field(pattern.folded), term) for term in found]

    def _lexicon(self, prefix: str, folded: bool, limit: int, form: re.Pattern[str] | None = None) -> list[str]:
        """The words that begin so, and have the form; whole official numbers are asked for by `matching.Number`."""
        with self._reading():
            words = (term.decode() for term in self._reader.expand_prefix(_field(folded), prefix.encode()))
            fitting = (word for word in words if "-" not in word and (form is None or form.fullmatch(word)))
            return list(itertools.islice(fitting, limit))


@dataclass
class _Deadline:
    at: float
    passed: bool = False

    def late(self) -> bool:
        self.passed = self.passed or time.monotonic() > self.at
        return self.passed


def _terms(leaf: matching.Query) -> list[tuple[str, str]]:
    """The terms of the index, with their fields, that a word, phrase, number or heading asks for."""
    match leaf:
        case matching.Word(text, folded) | matching.Phrase((text,), folded):
            return [(_field(folded), text)]
        case matching.Phrase(words, folded):
            return [("plain_pairs" if folded else "pairs", f"{a} {b}") for a, b in itertools.pairwise(words)]
        case matching.Heading(text, folded):
            return [("plain_context" if folded else "context", text)]
        case matching.Number(text):
            return [("words", text)]
        case _:
            raise TypeError(f"{leaf} is no leaf")


def _positions(leaf: matching.Leaf, keyword: KeywordIndex) -> Query:
    """A leaf as Whoosh's own query, its places counted in words and not in pairs."""
    match leaf:
        case matching.Near(parts, within):
            return SpanNear2([_positions(part, keyword) for part in parts], slop=within)
        case matching.Phrase(words, folded):
            terms = [Term(_field(folded), word) for word in words]
            return terms[0] if len(terms) == 1 else SpanNear2(terms)
        case matching.Prefix() | matching.Wildcard():
            return Or([Term(*term) for term in keyword._expanded(leaf)])
        case _:
            return Term(*_terms(leaf)[0])


def _where(found: NDArray[np.bool_], scores: _Scores) -> _Scores:
    return np.where(found, scores, np.float32(0))


def _sum(scores: Sequence[_Scores], size: int) -> _Scores:
    return reduce(np.add, scores, np.zeros(size, np.float32))


def _field(folded: bool) -> str:
    return "plain" if folded else "words"


@lru_cache(maxsize=4)
def _words(text: str, bare: bool) -> tuple[tuple[str, int], ...]:
    """The words of one view with their places; remembered, for each text is asked for once as words and once as pairs."""
    return tuple((folded(token) if bare else token.text, token.position) for token in tokens(text))


def _pairs(words: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Neighbours as one token: [("hộ", 0), ("nghèo", 1)] → [("hộ nghèo", 0)]; a whole official number has no neighbours."""
    single = [(text, position) for text, position in words if "-" not in text]
    return [(f"{a} {b}", place) for (a, place), (b, _) in itertools.pairwise(single)]
