"""Measures search on judged topics: nDCG@10, recall@20 and success@5 by kind of topic, for each mode of ranking.

A topic names a query and the quotes that answer it, graded 1 or 2:
{"id": "…", "kind": "en", "query": "…", "relevant": [{"file": "…", "quote": "…", "grade": 2}]}. A result is relevant when its
spans hold at least half of a quote's characters; each quote is credited once, to the first result that holds it.
"""

import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from commandline import ROOT, run
from search.answers import MODES, Mode, Request, Result
from search.searcher import Searcher
from store.errors import UsageFault

_SHARED = ROOT.parent / "shared"
MEASURES = ("nDCG@10", "recall@20", "success@5")


@dataclass(frozen=True, slots=True)
class Judged:
    file: str
    start: int
    end: int
    grade: int


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    kind: str
    query: str
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one topic, in the order of MEASURES."""

    topic: Topic
    values: tuple[float, float, float]
    seconds: float


def read_topics(path: Path, reports: Path) -> list[Topic]:
    """Raises UsageFault, naming the topic, for a quote that its report does not hold."""
    sources = {p.name: p.read_bytes().decode("utf-8") for p in reports.glob("*.txt")}
    return [_topic(entry, sources) for entry in json.loads(path.read_text(encoding="utf-8"))]


def _topic(entry: dict[str, Any], sources: dict[str, str]) -> Topic:
    judged = []
    for item in entry["relevant"]:
        start = sources.get(item["file"], "").find(item["quote"])
        if start < 0:
            raise UsageFault(f"topic {entry['id']}: {item['file']} does not hold the quote {item['quote'][:40]!r}.", "topics")
        judged.append(Judged(item["file"], start, start + len(item["quote"]), item["grade"]))
    return Topic(entry["id"], entry["kind"], entry["query"], tuple(judged))


def measured(topic: Topic, results: Sequence[Result], seconds: float = 0.0) -> Figures:
    """nDCG@10, recall@20 and success@5 of the first twenty results."""
    gains = _gains(topic.judged, results)
    ideal = sorted((each.grade for each in topic.judged), reverse=True)
    ndcg = min(1.0, _dcg(gains[:10]) / _dcg(ideal[:10]))
    recall = sum(any(_holds(r, each) for r in results[:20]) for each in topic.judged) / len(topic.judged)
    return Figures(topic, (ndcg, recall, float(any(gains[:5]))), seconds)


def _gains(judged: Sequence[Judged], results: Sequence[Result]) -> list[int]:
    left = list(judged)
    gains = []
    for result in results:
        held = [each for each in left if _holds(result, each)]
        left = [each for each in left if each not in held]
        gains.append(max((each.grade for each in held), default=0))
    return gains


def _holds(result: Result, each: Judged) -> bool:
    if Path(result.report.file).name != each.file:
        return False
    shared = sum(max(0, min(each.end, b) - max(each.start, a)) for a, b in result.passage.spans)
    return shared * 2 >= each.end - each.start


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def evaluate(searcher: Searcher, topics: Sequence[Topic], mode: Mode) -> list[Figures]:
    figures = []
    for topic in topics:
        began = time.perf_counter()
        answer = searcher.search(Request(topic.query, mode=mode, size=20))
        figures.append(measured(topic, answer.results, time.perf_counter() - began))
    return figures


def table(figures: Sequence[Figures], label: str) -> str:
    """One line for each kind of topic, and one for all."""
    by_kind: dict[str, list[Figures]] = defaultdict(list)
    for each in figures:
        by_kind[each.topic.kind].append(each)
        by_kind["ALL"].append(each)
    lines = []
    for kind in sorted(by_kind):
        means = [sum(each.values[n] for each in by_kind[kind]) / len(by_kind[kind]) for n in range(len(MEASURES))]
        named = " ".join(f"{name}={mean:.3f}" for name, mean in zip(MEASURES, means, strict=True))
        lines.append(f"{label:9s}{kind:14s} n={len(by_kind[kind]):3d} {named}")
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--topics", type=click.Path(exists=True, path_type=Path), default=_SHARED / "gold" / "topics_dev.json")
@click.option("--reports", type=click.Path(exists=True, path_type=Path), default=_SHARED / "reports")
@click.option("--index", type=click.Path(path_type=Path), help="An index of the reports; one is built where none is named.")
@click.option("--mode", type=click.Choice(MODES), multiple=True, help="Only this ranking.")
@click.option("--show", is_flag=True, help="Also one line for each topic.")
def cli(topics: Path, reports: Path, index: Path | None, mode: tuple[Mode, ...], show: bool) -> int:
    """Measure search on judged topics."""
    with tempfile.TemporaryDirectory() as folder:
        searcher = Searcher(index or _built(reports, Path(folder)))
        judged = read_topics(topics, reports)
        for each_mode in mode or MODES:
            evaluate(searcher, judged[:1], each_mode)  # the first request loads the model
            figures = evaluate(searcher, judged, each_mode)
            if show:
                for each in figures:
                    values = " ".join(f"{value:.2f}" for value in each.values)
                    click.echo(f"{each_mode:9s}{each.topic.id} {each.topic.kind:14s} {values}  {each.topic.query[:70]}")
            click.echo(table(figures, each_mode))
            seconds = sorted(each.seconds for each in figures)
            slow = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
            click.echo(f"{each_mode:9s}p50 {seconds[len(seconds) // 2] * 1e3:.1f} ms, p95 {slow * 1e3:.1f} ms")
        searcher.library.close()
    return 0


def _built(reports: Path, folder: Path) -> Path:
    from indexer.build import build
    from language.embedding import load_encoder

    build(reports, folder, load_encoder())
    return folder


if __name__ == "__main__":
    raise SystemExit(run(cli, "scripts.evaluation"))
