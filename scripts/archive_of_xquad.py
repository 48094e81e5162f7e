"""XQuAD's 240 Vietnamese paragraphs as an archive, asked through the whole search as it ships.

Every paragraph is a report of its own; a question is answered by the report that holds its answer, at the rank of its first
passage.
"""

import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.build import build
from language.embedding import load_encoder
from scripts.training.xquad import Benchmark
from search.answers import Mode, Request
from search.searcher import Searcher

_SIZE = 40  # results: a paragraph may be several passages


def measured(benchmark: Benchmark, modes: Sequence[Mode], questions: int | None = None) -> Iterator[tuple[str, Mode, float]]:
    """(language, mode, nDCG@10) for questions in both languages; of every n-th question where not all are asked."""
    every = max(1, len(benchmark.answers) // questions) if questions else 1
    with tempfile.TemporaryDirectory() as folder:
        archive, index = Path(folder, "archive"), Path(folder, "index")
        archive.mkdir()
        for row, paragraph in enumerate(benchmark.paragraphs):
            (archive / f"{row:03d}.txt").write_text(paragraph, encoding="utf-8")
        build(archive, index, load_encoder())
        searcher = Searcher(index)
        for language, asked in (("vi→vi", benchmark.questions_vi), ("en→vi", benchmark.questions_en)):
            for mode in modes:
                pairs = list(zip(asked, benchmark.answers, strict=True))[::every]
                gains = [_gain(searcher, query, f"{int(row):03d}.txt", mode) for query, row in pairs]
                yield language, mode, sum(gains) / len(gains)
        searcher.library.close()


def _gain(searcher: Searcher, query: str, file: str, mode: Mode) -> float:
    """1 / log2(1 + rank) of the right paragraph, 0 past rank 10: with one right answer that is nDCG@10."""
    found = searcher.search(Request(query, mode=mode, size=_SIZE)).results
    files = list(dict.fromkeys(result.report.file for result in found))[:10]
    return 1 / math.log2(2 + files.index(file)) if file in files else 0.0
