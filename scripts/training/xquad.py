"""XQuAD as paragraph retrieval: 240 Vietnamese paragraphs, 1,190 questions, each answered by the paragraph it is asked of.

A paragraph scores by its best window. The data are for measuring only; nothing is trained on them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.embedding import windows

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Paragraphs, questions in both languages, and for each question the row of its paragraph."""

    paragraphs: tuple[str, ...]
    questions_vi: tuple[str, ...]
    questions_en: tuple[str, ...]
    answers: NDArray[np.int64]


def read_benchmark(folder: Path) -> Benchmark:
    """Read `xquad.vi.json` and `xquad.en.json`, which hold the same questions in the same order."""
    vietnamese, english = _articles(folder / "xquad.vi.json"), _articles(folder / "xquad.en.json")
    paragraphs = [p["context"] for p in vietnamese]
    answers = [row for row, p in enumerate(vietnamese) for _ in p["qas"]]
    vi = [q["question"] for p in vietnamese for q in p["qas"]]
    en = [q["question"] for p in english for q in p["qas"]]
    return Benchmark(tuple(paragraphs), tuple(vi), tuple(en), np.array(answers))


def ndcg_at_10(scores: NDArray[np.float32], answers: NDArray[np.int64]) -> float:
    """Mean of 1 / log2(1 + rank) over questions, 0 past rank 10: with one right answer that is nDCG.

    `scores` has shape (questions, paragraphs); `answers` holds the row of each question's paragraph.
    """
    own = scores[np.arange(len(answers)), answers][:, None]
    ranks = 1 + (scores > own).sum(1)
    return float(np.where(ranks <= 10, 1 / np.log2(1 + ranks), 0).mean())


def paragraph_scores(paragraphs: Sequence[str], queries: NDArray[np.float32], encode: Encode) -> NDArray[np.float32]:
    """Cosine of each query with the best window of each paragraph, shape (queries, paragraphs)."""
    parts = [windows(p) for p in paragraphs]
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    vectors = encode([w for part in parts for w in part])
    return np.maximum.reduceat(queries @ vectors.T, starts, axis=1)


def measure(
    benchmark: Benchmark, encode_query: Encode, encode_document: Encode, unmark: Callable[[str], str]
) -> dict[str, float]:
    """nDCG@10 of English, Vietnamese and unmarked Vietnamese questions over the Vietnamese paragraphs."""
    kinds = {
        "en→vi": benchmark.questions_en,
        "vi→vi": benchmark.questions_vi,
        "no marks→vi": tuple(map(unmark, benchmark.questions_vi)),
    }
    queries = np.concatenate([encode_query(list(texts)) for texts in kinds.values()])
    scores = paragraph_scores(benchmark.paragraphs, queries, encode_document)
    blocks = np.split(scores, len(kinds))
    return {kind: ndcg_at_10(block, benchmark.answers) for kind, block in zip(kinds, blocks, strict=True)}


def _articles(path: Path) -> list[dict[str, Any]]:
    return [p for article in json.loads(path.read_text(encoding="utf-8"))["data"] for p in article["paragraphs"]]
