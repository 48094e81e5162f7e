"""Chooses the weights of fusion on judged topics by cross-validation, and writes them with their date and figures.

For each manner of asking (Vietnamese, English, with a short form) the best of a grid, by nDCG@10 + recall@20. Where several are
as good within half a point, which is chance, the one that trusts the meaning most: the glossary knows the judged topics' words
better than those of questions to come. What is reported is held out: every topic is measured with weights that were chosen on the
topics of other folds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from language.embedding import Encoder
from language.glossary import glossary
from scripts.judging import Figures, Found, Topic, mean, measured
from search.answers import Filters, Matched
from search.fuse import WEIGHTS, fuse, weights
from search.library import Library, Opened
from search.plan import Manner, Plan, plan
from search.query import parse
from search.runs import Ran, ran
from search.scope import scope

_KEYWORD = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_SEMANTIC = (0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2)  # beside 1 for the other names
_FOLDS = 6
_AS_GOOD = 0.005


@dataclass(frozen=True, slots=True)
class _Run:
    """One topic with its scores, ready to be fused with any weights."""

    topic: Topic
    made: Plan
    found: Ran


def choose(index: Path, encoder: Encoder, topics: Sequence[Topic]) -> tuple[list[Figures], dict[Manner, dict[Matched, float]]]:
    """The held-out figures of every topic, and the weights chosen on all of them."""
    grid: list[dict[Matched, float]] = [
        {"keyword": keyword, "expansion": 1.0, "semantic": semantic} for keyword, semantic in product(_KEYWORD, _SEMANTIC)
    ]
    library = Library(index)
    with library.opened() as opened:
        runs = [_ran(opened, topic, encoder) for topic in topics]
        figures = [[_figures(opened, run, cell) for cell in grid] for run in runs]
    library.close()
    held_out: list[Figures] = []
    chosen: dict[Manner, dict[Matched, float]] = {}
    for manner in dict.fromkeys(run.made.manner for run in runs):
        rows = [row for row, run in zip(figures, runs, strict=True) if run.made.manner == manner]
        chosen[manner] = grid[_best(rows, grid)]
        for place, row in enumerate(rows):
            others = [other for n, other in enumerate(rows) if n % _FOLDS != place % _FOLDS]
            held_out.append(row[_best(others or rows, grid)])
    return held_out, chosen


def _ran(opened: Opened, topic: Topic, encoder: Encoder) -> _Run:
    generation, columns = opened.generation, opened.columns
    parsed = parse(topic.query)
    made = plan(parsed, generation.keyword, glossary(), places=columns.places())
    return _Run(topic, made, ran(generation, made, scope(Filters(), parsed.fields, columns), encoder))


def _figures(opened: Opened, run: _Run, cell: dict[Matched, float]) -> Figures:
    kinds, made = weights().kinds, run.made
    ranked = fuse(run.found.rows, run.found.runs, cell, kinds, opened.columns, exact=made.exact, places=made.places)
    rows = [int(row) for row in ranked.rows[:20]]
    passages = opened.generation.catalogue.rows(rows)
    files = {report.id: Path(report.file).name for report in opened.columns.reports}
    return measured(run.topic, [Found(files[passages[row].report], passages[row].spans) for row in rows])


def _best(rows: Sequence[Sequence[Figures]], grid: Sequence[dict[Matched, float]]) -> int:
    """Of the cells that are as good as the best, the one with the most meaning, and then the fewest words as typed."""
    worth = np.array([mean([row[n] for row in rows]) + mean([row[n] for row in rows], 1) for n in range(len(grid))])
    good = [n for n in range(len(grid)) if worth[n] >= worth.max() - 2 * _AS_GOOD]
    return max(good, key=lambda n: (grid[n]["semantic"], -grid[n]["keyword"]))


def write(chosen: dict[Manner, dict[Matched, float]], held_out: Sequence[Figures]) -> None:
    """Put the chosen weights in use; a manner that no topic asked in keeps its own."""
    data = {
        "date": date.today().isoformat(),
        "chosen_on": f"{len(held_out)} judged topics over real reports, {_FOLDS}-fold cross-validation",
        "held_out": {"nDCG@10": round(mean(held_out), 3), "recall@20": round(mean(held_out, 1), 3)},
        "runs": {**weights().runs, **chosen},
        "kinds": weights().kinds,
    }
    WEIGHTS.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
