"""Measures search on judged topics: each mode by kind of topic, the baselines, the public benchmark; chooses the fusion weights.

scripts/evaluate                      the three modes and the baselines, on ../shared/gold/topics_dev.json over ../shared/reports
scripts/evaluate --benchmark          XQuAD too, through the whole search
scripts/evaluate --choose             the weights of fusion, by cross-validation; --write puts them in use
scripts/evaluate --worst 10           how the topics that do worst came about
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from commandline import ROOT, run
from scripts import archive_of_xquad, fusion_weights
from scripts.baselines import baselines
from scripts.judging import Figures, Found, Topic, measured, read_topics, table
from scripts.training.xquad import read_benchmark
from search.answers import MODES, Mode, Request
from search.searcher import Searcher
from store.errors import UsageFault

_SHARED = ROOT.parent / "shared"


def evaluate(searcher: Searcher, topics: Sequence[Topic], mode: Mode) -> list[Figures]:
    """The figures of every topic in one mode."""

    def search(query: str) -> list[Found]:
        results = searcher.search(Request(query, mode=mode, size=20)).results
        return [Found(Path(result.report.file).name, result.passage.spans) for result in results]

    search(topics[0].query)  # the first request loads the model
    return _figures(search, topics)


def _figures(search: Callable[[str], list[Found]], topics: Sequence[Topic]) -> list[Figures]:
    figures = []
    for topic in topics:
        began = time.perf_counter()
        found = search(topic.query)
        figures.append(measured(topic, found, time.perf_counter() - began))
    return figures


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--topics", type=click.Path(exists=True, path_type=Path), default=_SHARED / "gold" / "topics_dev.json")
@click.option("--reports", type=click.Path(exists=True, path_type=Path), default=_SHARED / "reports")
@click.option("--index", type=click.Path(path_type=Path), help="An index of the reports; one is built where none is named.")
@click.option("--mode", type=click.Choice(MODES), multiple=True, help="Only this ranking, and no baselines.")
@click.option("--show", is_flag=True, help="Also one line for each topic.")
@click.option("--worst", type=click.IntRange(0), default=0, help="Also how so many of the worst topics came about.")
@click.option("--choose", is_flag=True, help="Choose the weights of fusion by cross-validation, and measure nothing else.")
@click.option("--write", is_flag=True, help="With --choose: put the chosen weights in use.")
@click.option("--benchmark", is_flag=True, help="Also XQuAD, through the whole search (minutes).")
@click.option("--xquad", type=click.Path(path_type=Path), default=_SHARED / "bench" / "xquad", help="The folder of XQuAD.")
@click.option("--questions", type=click.IntRange(1), help="Only about so many of XQuAD's questions.")
def cli(
    topics: Path,
    reports: Path,
    index: Path | None,
    mode: tuple[Mode, ...],
    show: bool,
    worst: int,
    choose: bool,
    write: bool,
    benchmark: bool,
    xquad: Path,
    questions: int | None,
) -> int:
    """Measure search on judged topics."""
    judged = read_topics(topics, reports)
    with tempfile.TemporaryDirectory() as folder:
        where = index or _built(reports, Path(folder))
        if choose:
            _choose(where, judged, write)
            return 0
        searcher = Searcher(where)
        for each_mode in mode or MODES:
            figures = evaluate(searcher, judged, each_mode)
            _tell(figures, each_mode, show)
            if worst and each_mode == "hybrid":
                for each in sorted(figures, key=lambda f: f.values[0])[:worst]:
                    _trace(searcher, each)
        searcher.library.close()
    if not mode:
        for name, search in baselines(reports):
            if isinstance(search, str):
                click.echo(f"{name:10s}{search}")
            else:
                _tell(_figures(search, judged), name, show)
    if benchmark:
        try:
            data = read_benchmark(xquad)
        except OSError as error:
            raise UsageFault(
                f"{error.filename} cannot be read: name the folder of XQuAD's two files with --xquad.", "xquad"
            ) from error
        for language, named, figure in archive_of_xquad.measured(data, mode or MODES, questions):
            click.echo(f"{named:10s}XQuAD {language}  nDCG@10={figure:.3f}")
    return 0


def _tell(figures: Sequence[Figures], label: str, show: bool) -> None:
    if show:
        for each in figures:
            values = " ".join(f"{value:.2f}" for value in each.values)
            click.echo(f"{label:10s}{each.topic.id} {each.topic.kind:14s} {values}  {each.topic.query[:70]}")
    click.echo(table(figures, label))
    seconds = sorted(each.seconds for each in figures)
    slow = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    click.echo(f"{label:10s}p50 {seconds[len(seconds) // 2] * 1e3:.1f} ms, p95 {slow * 1e3:.1f} ms")


def _trace(searcher: Searcher, each: Figures) -> None:
    """How a topic's answer came about, step by step, and where it found what was judged."""
    answer = searcher.search(Request(each.topic.query, size=20))
    values = " ".join(f"{value:.2f}" for value in each.values)
    click.echo(f"\n{each.topic.id} ({each.topic.kind}) {values}  {each.topic.query}\n  {answer.reading}")
    for step, what, milliseconds in answer.trace.steps:
        click.echo(f"  {step}: {what} ({milliseconds:.1f} ms)")
    for place, result in enumerate(answer.results[:10], 1):
        found = Found(Path(result.report.file).name, result.passage.spans)
        hit = "*" if measured(each.topic, [found]).values[2] else " "
        click.echo(f"  {hit}{place:3d} {result.score:.2f} {', '.join(result.matched):30s} {result.passage.kind}")


def _choose(index: Path, judged: Sequence[Topic], write: bool) -> None:
    from language.embedding import load_encoder

    held_out, chosen = fusion_weights.choose(index, load_encoder(), judged)
    click.echo(table(held_out, "held out"))
    for manner, runs in chosen.items():
        click.echo(f"{manner}: " + ", ".join(f"{name} {weight}" for name, weight in runs.items()))
    if write:
        fusion_weights.write(chosen, held_out)


def _built(reports: Path, folder: Path) -> Path:
    from indexer.build import build
    from language.embedding import load_encoder

    build(reports, folder, load_encoder())
    return folder


if __name__ == "__main__":
    raise SystemExit(run(cli, "scripts.evaluation"))
