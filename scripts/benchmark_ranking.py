"""How long fusing one query over a large archive takes, on synthetic scores: .venv/bin/python -m scripts.benchmark_ranking

A hundred thousand passages with vectors and keyword scores drawn at random; prints the milliseconds of scoring all cosines, of
choosing the candidates and of fusing them, the median of many.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from commandline import run
from search.fuse import Run, against_all, fuse, weights
from search.runs import SHARED, best_of
from store.catalogue import Columns
from store.records import PASSAGE_KINDS
from store.vectors import VectorIndex, write_vectors

_WINDOWS = 2  # of a passage


def _median(step: Callable[[], object], times: int = 15) -> float:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        step()
        took.append((time.perf_counter() - began) * 1e3)
    return statistics.median(took)


@click.command()
@click.option("--passages", type=click.IntRange(1), default=100_000, show_default=True)
@click.option("--dimension", type=click.IntRange(1), default=384, show_default=True)
def cli(passages: int, dimension: int) -> None:
    """Print how long each step of ranking takes."""
    random = np.random.default_rng(7)
    vectors = random.normal(size=(passages * _WINDOWS, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    owners = np.repeat(np.arange(passages, dtype=np.int32), _WINDOWS)
    kinds = random.integers(0, len(PASSAGE_KINDS), passages).astype(np.int8)
    rows = np.arange(passages, dtype=np.int32)
    columns = Columns(np.ones(passages, bool), np.zeros(passages, np.int32), kinds, rows, ())
    with tempfile.TemporaryDirectory() as folder:
        write_vectors(Path(folder), vectors, owners)
        index = VectorIndex(Path(folder))
        query = vectors[0] - SHARED * index.mean
        cosines = against_all(index.scores(query)[1])
        words = np.where(random.random(passages) < 0.2, random.random(passages), 0.0)
        runs = [Run("keyword", words), Run("semantic", cosines)]
        mask = np.ones(passages, bool)
        chosen = np.flatnonzero(best_of(runs, mask)).astype(np.int32)
        importance = weights().of("vietnamese", "hybrid")
        click.echo(f"cosines of {len(vectors)} windows: {_median(lambda: index.scores(query)):.1f} ms")
        click.echo(f"candidates among {passages} passages: {_median(lambda: best_of(runs, mask)):.1f} ms")
        fusing = _median(lambda: fuse(chosen, runs, importance, weights().kinds, columns, exact=False, places=()))
        click.echo(f"fusing {len(chosen)} candidates: {fusing:.1f} ms")


if __name__ == "__main__":
    raise SystemExit(run(cli, "scripts.benchmark_ranking"))
