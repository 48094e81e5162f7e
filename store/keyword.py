"""The keyword index: Whoosh behind a narrow interface that takes queries as `store.matching` trees and answers with rows.

Each passage is one Whoosh document with two views of its text, as written (normal form) and folded (no diacritics), and
beside each view its pairs of neighbouring syllables as tokens of their own: "tỉ lệ hộ nghèo" is also `tỉ lệ`, `lệ hộ`,
`hộ nghèo`. Most Vietnamese words are such pairs, so BM25 over them makes nearness count at the price of a plain term, and a
phrase is a run of few, rare tokens.

An index folder is trusted input: Whoosh keeps its table of contents as a pickle.
"""

# mypy: disable-error-code="no-untyped-call"
# Whoosh is typed in part only.

import itertools
import pickle
import re
import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, index, scoring
from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import Analyzer
from whoosh.matching.wrappers import WrappingMatcher
from whoosh.query.compound import And, AndMaybe, AndNot, DisjunctionMax, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, Query
from whoosh.query.spans import SpanNear2
from whoosh.query.terms import Term
from whoosh.query.wrappers import WrappingQuery

from language.syllables import folded, tokens
from store import matching
from store.errors import DamagedIndex
from store.records import Passage, Report

_EXPANSIONS = 256  # words that one prefix or wildcard may stand for; rarer needs are met by typing one more letter
_SECONDS = 2.0  # a query stops here and answers with what it has
_LENGTH_WEIGHT = 0.6  # BM25's b: passages are single paragraphs, so length says less than between documents
_SATURATION = 0.9  # BM25's k1
_NOT_AS_WRITTEN = (EOFError, ValueError, KeyError, AttributeError, TypeError, struct.error, pickle.UnpicklingError)


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
        try:
            self._index = index.open_dir(str(folder), readonly=True)
            self._searcher = self._index.searcher(weighting=scoring.BM25F(B=_LENGTH_WEIGHT, K1=_SATURATION))
            self._rows = self._row_of_document()
        except (index.IndexError, OSError, *_NOT_AS_WRITTEN) as error:
            raise DamagedIndex(
                f"{folder} is not a keyword index as it was written ({error}): "
                "build the index again with `python -m indexer build --rebuild`."
            ) from error

    def close(self) -> None:
        self._searcher.close()
        self._index.close()

    def count(self) -> int:
        """How many passages are indexed."""
        return int(self._searcher.doc_count())

    def contains(self, word: str, folded: bool = False) -> bool:
        """Whether any passage has this word."""
        return (_field(folded), word.encode()) in self._searcher.reader()

    def frequency(self, word: str, folded: bool = False) -> int:
        """How many passages have this word."""
        return int(self._searcher.reader().doc_frequency(_field(folded), word.encode()))

    def terms(self, prefix: str, folded: bool = False, limit: int = _EXPANSIONS) -> list[str]:
        """The words of the archive that begin so, in alphabetical order, at most `limit`."""
        return list(itertools.islice(self._lexicon(prefix, folded), limit))

    def search(self, wanted: matching.Query, limit: int | None = None, allowed: NDArray[np.bool_] | None = None) -> Hits:
        """The passages that match, at most `limit`; `allowed` is indexed by row and lets through where it is true."""
        deadline = time.monotonic() + _SECONDS
        rows: list[int] = []
        scores: list[float] = []
        complete = True
        compiled = self._compiled(wanted).normalize()
        for searcher, offset in self._searcher.leaf_searchers():
            matcher = compiled.matcher(searcher, self._searcher.context())
            while matcher.is_active():
                rows.append(self._rows[matcher.id() + offset])
                scores.append(matcher.score())
                matcher.next()
                if len(rows) % 512 == 0 and time.monotonic() > deadline:
                    complete = False
                    break
        return _ranked(np.array(rows, np.int32), np.array(scores, np.float32), limit, allowed, complete)

    def ceiling(self, wanted: matching.Query) -> float:
        """The score of a passage of average length that has everything asked for, once: what a score can be held against."""
        match wanted:
            case matching.All(parts) | matching.Either(parts):
                return sum(self.ceiling(part) for part in parts)
            case matching.Best(parts):
                return max((self.ceiling(part) for part in parts), default=0.0)
            case matching.Prefer(main, _):
                return self.ceiling(main)
            case matching.Without(positive, _):
                return self.ceiling(positive)
            case matching.Weighted(part, weight):
                return weight * self.ceiling(part)
            case matching.Near(parts, _):
                return sum(self.ceiling(part) for part in parts)
            case matching.Everything():
                return 1.0
            case _:
                terms = list(self._compiled(wanted).normalize().iter_all_terms(phrases=True))
                scores = [float(self._searcher.idf(field, text)) for field, text in terms]
                alternatives = isinstance(wanted, matching.Prefix | matching.Wildcard)
                return max(scores, default=0.0) if alternatives else sum(scores)

    def _row_of_document(self) -> list[int]:
        reader = self._searcher.reader()
        if not reader.doc_count_all():
            return []
        column = reader.column_reader("row")
        return [int(column[n]) for n in range(reader.doc_count_all())]

    def _compiled(self, wanted: matching.Query) -> Query:
        """The tree as Whoosh's own."""
        match wanted:
            case matching.Heading(text, folded):
                return Term("plain_context" if folded else "context", text)
            case matching.All(parts):
                return And([self._compiled(part) for part in parts])
            case matching.Either(parts):
                return Or([self._compiled(part) for part in parts])
            case matching.Best(parts):
                return DisjunctionMax([self._compiled(part) for part in parts])
            case matching.Without(positive, negative):
                return AndNot(self._compiled(positive), self._compiled(negative))
            case matching.Prefer(main, bonus):
                return AndMaybe(self._compiled(main), self._compiled(bonus))
            case matching.Weighted(part, weight):
                return _Boosted(self._compiled(part), weight)
            case matching.Everything():
                return Every()
            case _:
                return self._compiled_leaf(wanted)

    def _compiled_leaf(self, leaf: matching.Leaf) -> Query:
        match leaf:
            case matching.Word(text, folded) | matching.Phrase((text,), folded):
                return Term(_field(folded), text)
            case matching.Number(text):
                return Term("words", text)
            case matching.Phrase(words, folded):
                couples = [" ".join(pair) for pair in itertools.pairwise(words)]
                name = "plain_pairs" if folded else "pairs"
                return Term(name, couples[0]) if len(couples) == 1 else Phrase(name, couples)
            case matching.Near(parts, within):
                return SpanNear2([self._in_place(part) for part in parts], slop=within)
            case matching.Prefix(text, folded):
                return Or([Term(_field(folded), term) for term in self.terms(text, folded)])
            case matching.Wildcard(pattern, folded):
                return Or([Term(_field(folded), term) for term in self._of_form(pattern, folded)])

    def _in_place(self, leaf: matching.Leaf) -> Query:
        """A part of a Near, with its places counted in words and not in pairs."""
        if isinstance(leaf, matching.Phrase) and len(leaf.words) > 1:
            return SpanNear2([Term(_field(leaf.folded), word) for word in leaf.words])
        return self._compiled_leaf(leaf)

    def _of_form(self, pattern: str, folded: bool) -> list[str]:
        form = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern))
        beginning = re.split(r"[*?]", pattern, maxsplit=1)[0]
        matches = (term for term in self._lexicon(beginning, folded) if form.fullmatch(term))
        return list(itertools.islice(matches, _EXPANSIONS))

    def _lexicon(self, prefix: str, folded: bool) -> Iterator[str]:
        for term in self._searcher.reader().expand_prefix(_field(folded), prefix.encode()):
            word = term.decode()
            if "-" not in word:  # whole official numbers are asked for by `matching.Number`
                yield word


class _Boosted(WrappingQuery):
    """A query whose scores are multiplied, whatever it is made of."""

    def __init__(self, child: Query, weight: float) -> None:
        super().__init__(child)
        self.weight = weight

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        return WrappingMatcher(self.child.matcher(searcher, context), boost=self.weight)


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


def _ranked(
    rows: NDArray[np.int32],
    scores: NDArray[np.float32],
    limit: int | None,
    allowed: NDArray[np.bool_] | None,
    complete: bool,
) -> Hits:
    if allowed is not None:
        keep = allowed[rows]
        rows, scores = rows[keep], scores[keep]
    order = np.lexsort((rows, -scores))[:limit]
    return Hits(rows[order], scores[order], complete)
