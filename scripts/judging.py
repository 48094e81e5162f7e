"""Judged topics and what a list of passages is worth on them: nDCG@10, recall@20, success@5, by kind, with bootstrap intervals.

A topic names a query and the quotes that answer it, graded 1 or 2:
{"id": "…", "kind": "en", "query": "…", "relevant": [{"file": "…", "quote": "…", "grade": 2}]}. A passage is relevant when its
spans hold at least half of a quote's characters; each quote is credited once, to the first passage that holds it.
"""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from store.errors import UsageFault
from store.records import Span

MEASURES = ("nDCG@10", "recall@20", "success@5")
_RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A quote: where it stands in a report's source text, and its grade."""

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
class Found:
    """A passage that some search returned: its file, and where it stands in that file's source text."""

    file: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures of one topic, in the order of MEASURES."""

    topic: Topic
    values: tuple[float, float, float]
    seconds: float = 0.0


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


def measured(topic: Topic, found: Sequence[Found], seconds: float = 0.0) -> Figures:
    """nDCG@10, recall@20 and success@5 of the first twenty passages."""
    gains = _gains(topic.judged, found)
    ideal = sorted((each.grade for each in topic.judged), reverse=True)
    ndcg = min(1.0, _dcg(gains[:10]) / _dcg(ideal[:10]))
    recall = sum(any(_holds(r, each) for r in found[:20]) for each in topic.judged) / len(topic.judged)
    return Figures(topic, (ndcg, recall, float(any(gains[:5]))), seconds)


def _gains(judged: Sequence[Judged], found: Sequence[Found]) -> list[int]:
    left = list(judged)
    gains = []
    for passage in found:
        held = [each for each in left if _holds(passage, each)]
        left = [each for each in left if each not in held]
        gains.append(max((each.grade for each in held), default=0))
    return gains


def _holds(passage: Found, each: Judged) -> bool:
    if passage.file != each.file:
        return False
    shared = sum(max(0, min(each.end, b) - max(each.start, a)) for a, b in passage.spans)
    return shared * 2 >= each.end - each.start


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def by_kind(figures: Sequence[Figures]) -> dict[str, list[Figures]]:
    """The figures of each kind of topic, and under "all" of all."""
    kinds: dict[str, list[Figures]] = defaultdict(list)
    for each in figures:
        kinds[each.topic.kind].append(each)
    return {**{kind: kinds[kind] for kind in sorted(kinds)}, "all": list(figures)}


def mean(figures: Sequence[Figures], measure: int = 0) -> float:
    return float(np.mean([each.values[measure] for each in figures]))


def interval(figures: Sequence[Figures], measure: int = 0) -> tuple[float, float]:
    """Between which two means 95 % of resampled sets of topics lie (percentile bootstrap, Efron 1979; the same at every run)."""
    values = np.array([each.values[measure] for each in figures])
    drawn = np.random.default_rng(1979).choice(values, (_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)


def table(figures: Sequence[Figures], label: str) -> str:
    """A line for each kind of topic, and one for all: the three measures, and the interval of nDCG@10."""
    lines = []
    for kind, of_kind in by_kind(figures).items():
        named = " ".join(f"{name}={mean(of_kind, n):.3f}" for n, name in enumerate(MEASURES))
        low, high = interval(of_kind)
        lines.append(f"{label:10s}{kind:14s} n={len(of_kind):3d} {named} [{low:.3f}, {high:.3f}]")
    return "\n".join(lines)
