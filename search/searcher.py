"""Answers requests: parse → plan → run → fuse → explain, over the live generation of an index.

Searcher(Path("index")).search(Request("tỷ lệ hộ nghèo")).results[0].passage.text
"""

import threading
import time
from pathlib import Path

from language.embedding import Encoder
from language.glossary import glossary
from search.answers import MODES, Answer, Filters, Language, Request, Result, Trace
from search.facets import facets
from search.fuse import Ranked, fuse, weights
from search.highlight import leaves, marks
from search.library import Library, Opened
from search.notes import notes_of
from search.plan import Plan, plan
from search.query import Parsed, parse
from search.reading import reading
from search.register_asked import asked_of_register
from search.runs import NOTHING, Ran, ran
from search.scope import Mask, Scope, scope
from search.snippet import snippet
from search.spelling import did_you_mean
from store.errors import UsageFault
from store.generation import Generation


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
            made = plan(parsed, generation.keyword, glossary(), request.expand, columns.places())
            clock.step("plan", f"{made.intent}; {len(made.expansions)} expansions")
            found = self._run(generation, made, let, request, idle=parsed == Parsed(None, (), parsed.remarks))
            clock.step("run", ", ".join(f"{run.name}: {run.hits()}" for run in found.runs))
            importance, kinds = weights().of(made.manner, request.mode), weights().kinds

            def within(mask: Mask) -> Ranked:
                rows = found.rows[mask[found.rows]]
                return fuse(rows, found.runs, importance, kinds, columns, exact=made.exact, places=made.places)

            ranked = within(let.allowed)
            clock.step("fuse", f"{len(ranked.rows)} passages")
            results = _results(
                opened, made, ranked, slice((request.page - 1) * request.size, request.page * request.size), request.language
            )
            lifted = {name: within(mask).rows for name, mask in let.without.items()}
            counted = facets(ranked.rows, lifted, request.filters, columns)
            clock.step("explain", f"{len(results)} results")
            remarks = (
                *parsed.remarks,
                *let.remarks,
                *_remarks(made, ranked, found, let, request, narrowed=request.filters != Filters() or bool(parsed.fields)),
            )
            said = reading(parsed, made, request.mode, request.language)
            register = asked_of_register(request.query, request.filters, opened)
            clock.step("register", f"{register.total if register else 0} rows")
            return Answer(
                request,
                said,
                remarks,
                len(ranked.rows),
                made.exact and found.complete,
                clock.total(),
                results,
                counted,
                generation.name,
                clock.trace(),
                made.expansions,
                did_you_mean(request.query, generation.keyword, glossary().english_stems),
                register,
            )

    def _run(self, generation: Generation, made: Plan, let: Scope, request: Request, idle: bool) -> Ran:
        if idle and request.filters == Filters():
            return NOTHING
        encoder = self.encoder(generation) if request.mode != "keyword" and made.meaning else None
        return ran(generation, made, let, encoder, by_words=request.mode != "semantic")

    def encoder(self, generation: Generation) -> Encoder:
        """The encoder that the generation was made with. Raises ModelFault where another one is at hand."""
        from search.meaning import fits, fitting

        with self._encoder_lock:
            if self._encoder is None or not fits(self._encoder, generation.manifest.model):
                self._encoder = fitting(generation.manifest.model)
            return self._encoder


def _check(request: Request) -> None:
    if not 1 <= request.size <= 100:
        raise UsageFault(f"size={request.size} is outside 1 to 100.", "size")
    if request.page < 1:
        raise UsageFault(f"page={request.page} is below 1.", "page")
    if request.mode not in MODES:
        raise UsageFault(f"mode={request.mode} is not known: use hybrid, keyword or semantic.", "mode")


def _results(opened: Opened, made: Plan, ranked: Ranked, shown: slice, language: Language) -> tuple[Result, ...]:
    catalogue = opened.generation.catalogue
    rows = [int(row) for row in ranked.rows[shown]]
    passages = catalogue.rows(rows)
    notes = notes_of(catalogue, [passages[row] for row in rows])
    commitments = catalogue.commitments_of(passage.id for passage in passages.values())
    wanted = leaves([query for query in (made.ranked, made.expanded) if query is not None])
    paths = {section: catalogue.section_path(section) for section in {passage.section for passage in passages.values()}}
    results = []
    for row, score, matched, copies in zip(rows, ranked.scores[shown], ranked.matched[shown], ranked.copies[shown], strict=True):
        passage = passages[row]
        marked = marks(passage.text, wanted)
        shown_part = snippet(passage.text, marked)
        results.append(
            Result(
                passage,
                opened.reports[passage.report],
                paths[passage.section],
                float(score),
                matched,
                marked.spans,
                shown_part,
                notes[passage.id],
                int(copies),
                commitments.get(passage.id, ()),
                glossary().glosses(passage.text[slice(*shown_part)]) if language == "en" else (),
            )
        )
    return tuple(results)


def _remarks(made: Plan, ranked: Ranked, ran: Ran, let: Scope, request: Request, narrowed: bool) -> list[str]:
    remarks = []
    if made.numbers and not len(ranked.rows):
        remarks.append(f"Không có đoạn nào nhắc đến {', '.join(made.numbers)}.")
    # The runs reach further than the filters do, for the counts beside them.
    by_words = made.exact or any(run.scores[let.allowed].any() for run in ran.runs if run.name != "semantic")
    if made.ranked is not None and request.mode == "hybrid" and not by_words and len(ranked.rows):
        if narrowed:
            remarks.append("Không từ nào trong câu tìm có trong các đoạn được lọc, nên chỉ xếp theo nghĩa.")
        else:
            remarks.append("Không từ nào trong câu tìm có trong kho, nên chỉ xếp theo nghĩa.")
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
