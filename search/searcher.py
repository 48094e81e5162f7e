"""Answers requests: parse → plan → run → fuse → explain, over the live generation of an index.

Searcher(Path("index")).search(Request("tỷ lệ hộ nghèo")).results[0].passage.text
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.embedding import Encoder
from language.glossary import glossary
from search.answers import Answer, Mode, Request, Result, Trace
from search.facets import facets
from search.fuse import Ranked, Run, against_all, against_ceiling, fuse, weights
from search.highlight import marks
from search.library import Library
from search.notes import notes_of
from search.plan import Plan, plan
from search.query import parse
from search.reading import reading
from search.scope import Mask, Scope, scope
from search.snippet import snippet
from store.catalogue import Columns
from store.errors import UsageFault
from store.generation import Generation
from store.matching import Query

WINDOW = 200  # candidates of each run; ranked, counted and paged within one window, unless the query itself says what matches


@dataclass(frozen=True, slots=True)
class _Ran:
    runs: tuple[Run, ...]
    candidates: NDArray[np.int32]  # rows that match, whatever the request's filters say
    complete: bool


class Searcher:
    """Searches the index in a folder, from many threads; a new generation is taken up with the next request.

    Raises NoIndex, OtherVersion or DamagedIndex where the index cannot be opened.
    """

    def __init__(self, index: Path, encoder: Encoder | None = None) -> None:
        self.library = Library(index)
        self._encoder = encoder
        self._encoder_lock = threading.Lock()

    def search(self, request: Request) -> Answer:
        """Answer one request. Raises UsageFault, naming the parameter, for one that makes no sense."""
        _check(request)
        clock = _Clock()
        with self.library.opened() as opened:
            generation, columns = opened.generation, opened.columns
            parsed = parse(request.query)
            clock.step("parse", f"{parsed.expression}")
            let = scope(request.filters, parsed.fields, columns)
            made = plan(parsed, generation.keyword, glossary())
            clock.step("plan", f"{made.intent}; {len(made.expansions)} expansions")
            idle = parsed.expression is None and not parsed.fields and request.filters == type(request.filters)()
            ran = _NOTHING if idle else self._run(generation, made, let, request.mode, columns)
            clock.step("run", ", ".join(f"{run.name}: {len(run.rows)}" for run in ran.runs))
            ranked = fuse(ran.runs, weights().of(made.intent, request.mode), weights().kinds, columns)
            clock.step("fuse", f"{len(ranked.rows)} passages")
            shown = slice((request.page - 1) * request.size, request.page * request.size)
            results = _results(generation, made, ranked, shown)
            counted = facets(ran.candidates, let, request.filters, columns)
            clock.step("explain", f"{len(results)} results")
            remarks = (*parsed.remarks, *let.remarks, *_remarks(made, ranked, ran, request))
            said = reading(parsed, made, request.mode)
            return Answer(
                request, said, remarks, len(ranked.rows), clock.total(), results, counted, generation.name, clock.trace()
            )

    def _run(self, generation: Generation, made: Plan, let: Scope, mode: Mode, columns: Columns) -> _Ran:
        """The candidates of each run within the scope, each with its score; also those that only a filter keeps out."""
        wide = let.allowed.copy()
        for mask in let.without.values():
            wide |= mask
        complete = True
        if made.must is not None:
            bound = generation.keyword.search(made.must)
            binding = np.zeros(len(columns.live), bool)
            binding[bound.rows] = True
            wide, complete = wide & binding, bound.complete
        runs = [] if mode == "semantic" else _keyword_runs(generation, made, wide)
        rows = np.flatnonzero(wide) if made.must is not None else _top(runs)
        if mode != "keyword" and made.meaning:
            cosines = self._cosines(generation, made.meaning)
            if made.must is None:
                rows = np.union1d(rows, _top([_within(cosines, np.flatnonzero(wide))]))
            runs.append(cosines)
        if not runs:
            runs = [Run("keyword", rows.astype(np.int32), np.ones(len(rows)))]
        inside = rows[let.allowed[rows]]
        return _Ran(tuple(_within(run, inside) for run in runs), rows.astype(np.int32), complete)

    def _cosines(self, generation: Generation, text: str) -> Run:
        """How near every passage is in meaning."""
        vectors = self.encoder(generation).encode_query([text])
        rows, scores = generation.vectors.search(vectors[0], generation.manifest.passages)
        return Run("semantic", rows, against_all(scores))

    def encoder(self, generation: Generation) -> Encoder:
        """The encoder that the generation was made with. Raises ModelFault where another one is at hand."""
        from search.meaning import fitting

        with self._encoder_lock:
            if self._encoder is None:
                self._encoder = fitting(generation.manifest.model)
            return self._encoder


_NOTHING = _Ran((), np.empty(0, np.int32), complete=True)


def _check(request: Request) -> None:
    if not 1 <= request.size <= 100:
        raise UsageFault(f"size={request.size} is outside 1 to 100.", "size")
    if request.page < 1:
        raise UsageFault(f"page={request.page} is below 1.", "page")
    if request.mode not in ("hybrid", "keyword", "semantic"):
        raise UsageFault(f"mode={request.mode} is not known: use hybrid, keyword or semantic.", "mode")


def _keyword_runs(generation: Generation, made: Plan, wide: Mask) -> list[Run]:
    """The hits of the query's own words, and those of what else the same is called, each against its ceiling."""
    keyword = generation.keyword
    runs = []
    own = keyword.ceiling(made.ranked) if made.ranked is not None else 0.0
    if made.ranked is not None:
        hits = keyword.search(made.ranked, allowed=wide)
        runs.append(Run("keyword", hits.rows, against_ceiling(hits.scores, own)))
    if made.expanded is not None:
        hits = keyword.search(made.expanded, allowed=wide)
        # Another name for a small part of a Vietnamese query answers only that part; a translation stands for the whole.
        ceiling = keyword.ceiling(made.expanded)
        runs.append(
            Run("expansion", hits.rows, against_ceiling(hits.scores, ceiling if made.intent == "english" else max(ceiling, own)))
        )
    return runs


def _top(runs: Sequence[Run]) -> NDArray[np.int64]:
    """The candidates: the best of each run."""
    found = [run.rows[:WINDOW] for run in runs if len(run.rows)]
    return np.unique(np.concatenate(found)).astype(np.int64) if found else np.empty(0, np.int64)


def _within(run: Run, rows: NDArray[np.int64]) -> Run:
    keep = np.isin(run.rows, rows)
    return Run(run.name, run.rows[keep], run.scores[keep])


def _results(generation: Generation, made: Plan, ranked: Ranked, shown: slice) -> tuple[Result, ...]:
    catalogue = generation.catalogue
    rows = [int(row) for row in ranked.rows[shown]]
    passages = catalogue.rows(rows)
    reports = {report.id: report for report in catalogue.reports()}
    notes = notes_of(catalogue, [passages[row] for row in rows])
    queries: list[Query] = [wanted for wanted in (made.ranked, made.expanded) if wanted is not None]
    results = []
    for row, score, matched, copies in zip(rows, ranked.scores[shown], ranked.matched[shown], ranked.copies[shown], strict=True):
        passage = passages[row]
        marked = marks(passage.text, queries)
        results.append(
            Result(
                passage,
                reports[passage.report],
                catalogue.section_path(passage.section),
                float(score),
                matched,
                marked.spans,
                snippet(passage.text, marked),
                notes[passage.id],
                int(copies),
            )
        )
    return tuple(results)


def _remarks(made: Plan, ranked: Ranked, ran: _Ran, request: Request) -> list[str]:
    remarks = []
    if made.numbers and not len(ran.candidates):
        remarks.append(f"Không có đoạn nào nhắc đến {', '.join(made.numbers)}.")
    if not ran.complete:
        remarks.append("Câu tìm quá rộng nên chỉ xét một phần kho; hãy thêm từ để thu hẹp.")
    if request.page > 1 and (request.page - 1) * request.size >= len(ranked.rows):
        remarks.append("Không còn kết quả ở trang này.")
    return remarks


class _Clock:
    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._steps: list[tuple[str, str, float]] = []

    def step(self, name: str, what: str) -> None:
        now = time.perf_counter()
        self._steps.append((name, what, (now - self._last) * 1e3))
        self._last = now

    def total(self) -> float:
        return (time.perf_counter() - self._began) * 1e3

    def trace(self) -> Trace:
        return Trace(tuple(self._steps))
