"""Times precedents: drafts of 600 words against an index of many passages, both made of the sample archive's sentences.

A passage is two to four sentences drawn at random, some with a word left out or a figure changed, so that every sentence recurs
hundreds of times, verbatim and nearly so: harder than an archive of so many passages, where few sentences do.
"""

import random
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click
import numpy as np

from commandline import DEFAULT_ARCHIVE, run
from indexer.build import build
from indexer.document import read_document
from language.embedding import load_encoder
from search.concordance import Wanted, concordance
from search.formulas import Asked, formulas
from search.precedent import Draft, kin, precedents
from search.searcher import Searcher
from search.sentences import sentences

_REPORTS = 40
_FIGURE = re.compile(r"\d+")


def changed(sentence: str, dice: random.Random) -> str:
    """The sentence, in one case of three with other figures, in another without one of its words."""
    words = sentence.split()
    case = dice.random()
    if case < 1 / 3:
        return _FIGURE.sub(lambda match: str(dice.randrange(10 ** len(match.group()))), sentence)
    if case < 2 / 3 and len(words) > 6:
        del words[dice.randrange(1, len(words) - 1)]
    return " ".join(words)


def sample_sentences() -> list[str]:
    """The sentences of eight words or more of the sample reports."""
    held = []
    for path in sorted((DEFAULT_ARCHIVE / "mau").rglob("*")):
        if path.suffix in (".txt", ".md"):
            document = read_document(DEFAULT_ARCHIVE, path.relative_to(DEFAULT_ARCHIVE).as_posix())
            for passage in document.passages:
                if passage.kind == "paragraph":
                    held += [passage.text[a:b] for a, b in sentences(passage.text) if len(passage.text[a:b].split()) >= 8]
    return list(dict.fromkeys(held))


def write_archive(folder: Path, held: list[str], passages: int, dice: random.Random) -> None:
    folder.mkdir(parents=True)
    for report in range(_REPORTS):
        head = f"ĐẢNG BỘ HUYỆN SỐ {report}\n(Văn bản mẫu, địa danh hư cấu)\n\nBÁO CÁO CHÍNH TRỊ\n"
        term = f"nhiệm kỳ {2000 + report // 8 * 5} - {2005 + report // 8 * 5}\n\nI. KẾT QUẢ\n\n"
        body = [
            " ".join(changed(dice.choice(held), dice) for _ in range(dice.randint(2, 4))) for _ in range(passages // _REPORTS)
        ]
        (folder / f"report-{report:02}.txt").write_text(head + term + "\n\n".join(body) + "\n", encoding="utf-8")


def draft_of(held: list[str], words: int, dice: random.Random) -> str:
    """A draft of so many words: sentences of the archive as they are, changed, and with the words of two mixed."""
    parts: list[str] = []
    while sum(len(part.split()) for part in parts) < words:
        first, second = dice.choice(held).split(), dice.choice(held).split()
        mixed = first[: len(first) // 2] + second[len(second) // 2 :]
        parts.append(dice.choice([" ".join(first), changed(" ".join(first), dice), " ".join(mixed)]))
    return " ".join(" ".join(parts).split()[:words])


@click.command()
@click.option("--passages", type=click.IntRange(_REPORTS), default=10_000, show_default=True, help="Passages of the index.")
@click.option("--words", type=click.IntRange(1), default=600, show_default=True, help="Words of a draft.")
@click.option("--drafts", type=click.IntRange(1), default=40, show_default=True, help="Drafts to time.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the index, to be used again.")
def main(passages: int, words: int, drafts: int, keep: Path | None) -> None:
    dice = random.Random(20)  # noqa: S311 — the same archive and drafts every time
    held = sample_sentences()
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not (folder / "archive").exists():
            write_archive(folder / "archive", held, passages, dice)
        began = time.perf_counter()
        outcome = build(folder / "archive", folder / "index", load_encoder())
        click.echo(f"{outcome.manifest.passages} passages, built or opened in {time.perf_counter() - began:.1f} s")
        searcher = Searcher(folder / "index")
        dice = random.Random(21)  # noqa: S311
        texts = [draft_of(held, words, dice) for _ in range(drafts)]
        precedents(searcher, Draft(texts[0]))  # loads the encoder
        answers = [precedents(searcher, Draft(text)) for text in texts]
        times = [answer.took_ms for answer in answers]
        share = np.mean([answer.share for answer in answers])
        click.echo(f"draft of {words} words: p50 {np.percentile(times, 50):.0f} ms, p95 {np.percentile(times, 95):.0f} ms")
        click.echo(f"{np.mean([len(a.sentences) for a in answers]):.0f} sentences a draft, {share:.0%} of their words verbatim")
        shown = [sentence.precedents[0].passage.id for sentence in answers[0].sentences if sentence.precedents]
        _timed("similar passages", lambda n: kin(searcher, shown[n % len(shown)]), 20)
        _timed("concordance", lambda n: concordance(searcher, Wanted(" ".join(held[n].split()[:6]))), 20)
        _timed("concordance, two syllables", lambda n: concordance(searcher, Wanted(" ".join(held[n].split()[:2]))), 20)
        began = time.perf_counter()
        total = formulas(searcher, Asked()).total
        click.echo(f"formulas: {total}, first found in {time.perf_counter() - began:.1f} s")
        _timed("formulas again", lambda n: formulas(searcher, Asked(page=n + 1)), 5)


def _timed(name: str, ask: Callable[[int], object], times: int) -> None:
    took = []
    for n in range(times):
        began = time.perf_counter()
        ask(n)
        took.append((time.perf_counter() - began) * 1e3)
    click.echo(f"{name}: p50 {np.percentile(took, 50):.0f} ms, p95 {np.percentile(took, 95):.0f} ms")


if __name__ == "__main__":
    raise SystemExit(run(main, "scripts.precedent_speed", typed="scripts/benchmark_precedent"))
