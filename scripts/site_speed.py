"""Times the site: a long report in a real browser (bytes, first paint), and searches of one and of several people at once.

The report is made of the sample archive's sentences: 420 words a page, a section every two pages, two footnotes a page. Where
there is no Chromium, the times of the browser are left out, which is said.
"""

import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click

from commandline import DEFAULT_ARCHIVE, ROOT, run
from indexer.build import build
from language.embedding import load_encoder
from scripts.precedent_speed import sample_sentences
from search.library import Library

_WORDS = 420  # a page of a report in 14 points
_RUNS = 7
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUERIES = (
    "tỷ lệ hộ nghèo",
    "ty le ho ngheo",
    "poverty rate targets",
    "xây dựng nông thôn mới",
    "thu ngân sách in:footnote",
    "cải cách hành chính",
)
_PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def long_report(pages: int, dice: random.Random) -> str:
    """A report of so many pages, as a word processor's text with its notes in place."""
    held = sample_sentences()
    head = "ĐẢNG BỘ HUYỆN SỐ 1\n(Văn bản mẫu, địa danh hư cấu)\n\nBÁO CÁO CHÍNH TRỊ\nnhiệm kỳ 2020 - 2025\n\n"
    parts, note = [head], 0
    for page in range(pages):
        if page % 2 == 0:
            parts.append(f"{page // 2 + 1}. Về lĩnh vực thứ {page // 2 + 1}\n\n")
        words = 0
        while words < _WORDS:
            sentences = [dice.choice(held) for _ in range(3)]
            words += sum(len(sentence.split()) for sentence in sentences)
            paragraph = " ".join(sentences)
            if dice.random() < 0.35:
                note += 1
                paragraph += f"[footnoteRef:{note}] [{note}:  {dice.choice(held)}]"
            parts.append(paragraph + "\n\n")
    return "".join(parts)


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The address of a site of its own process, ended afterwards."""
    command = [sys.executable, "-m", "web", "--index", str(index), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        told = process.stdout.readline().split()
        if not told:
            raise click.ClickException("the site did not start; it says why above.")
        yield told[2]
    finally:
        process.terminate()
        process.wait()


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - an address of the site that was started here
        return bytes(answer.read())


def seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def tell_page(name: str, address: str) -> None:
    """One line of the table: what the server takes, how much it sends, when the browser shows something and has it all."""
    body = fetched(address)
    server = statistics.median(seconds(lambda: fetched(address)) for _ in range(_RUNS))
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    painted = "no Chromium"
    if browser:
        paint, loaded = _painted(browser, address)
        painted = f"first paint {paint:.0f} ms, whole {loaded:.0f} ms"
    size = f"{len(body) / 1e6:.2f} MB ({len(gzip.compress(body, 6)) / 1e3:.0f} kB packed)"
    click.echo(f"{name}: server {server * 1000:.0f} ms, {size}, {painted}")


def _painted(browser: str, address: str) -> tuple[float, float]:
    """Medians of the first contentful paint and the end of DOMContentLoaded, in ms, each time in a fresh profile."""
    from playwright.sync_api import sync_playwright

    found = []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for _ in range(_RUNS):
            context = started.new_context()
            page = context.new_page()
            page.goto(address)
            while not page.evaluate(_PAINTED):  # the site's content policy forbids to wait by a string of script
                page.wait_for_timeout(20)
            found.append((page.evaluate(_PAINT), page.evaluate(_LOADED)))
            context.close()
        started.close()
    paints, loads = zip(*found, strict=True)
    return statistics.median(paints), statistics.median(loads)


def tell_load(site: str, people: int, requests: int) -> None:
    """How fast searches are answered when so many people ask without a pause."""
    taken: list[float] = []
    lock = threading.Lock()

    def ask(number: int) -> None:
        query = f"{_QUERIES[number % len(_QUERIES)]} {number}" if number % 3 == 0 else _QUERIES[number % len(_QUERIES)]
        took = seconds(lambda: fetched(f"{site}/api/v1/search?q={urllib.parse.quote(query)}"))
        with lock:
            taken.append(took)

    ask(0)
    taken.clear()
    start = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        list(pool.map(ask, range(requests)))
    whole = time.perf_counter() - start
    taken.sort()
    p50, p95 = (taken[int(len(taken) * share)] * 1000 for share in (0.5, 0.95))
    click.echo(f"searches, {people} at once: {requests / whole:.0f} a second, p50 {p50:.0f} ms, p95 {p95:.0f} ms")


@click.command()
@click.option("--pages", type=click.IntRange(1), default=200, show_default=True, help="Pages of the long report.")
@click.option("--archive", type=click.Path(path_type=Path), default=DEFAULT_ARCHIVE, help="What is searched under load.")
@click.option(
    "--requests",
    type=click.IntRange(1),
    default=120,
    show_default=True,
    help="Searches of each load, below the site's limit for a minute.",
)
def measure(pages: int, archive: Path, requests: int) -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "long").mkdir()
        (folder / "long" / "long.txt").write_text(long_report(pages, random.Random(7)), encoding="utf-8")  # noqa: S311 - no secret
        encoder = load_encoder()
        build(folder / "long", folder / "index", encoder)
        library = Library(folder / "index")
        (entry,) = library.reports()
        library.close()
        counts = entry.counts
        click.echo(f"{pages} pages: {counts.passages} passages, {counts.sections} sections, {counts.footnotes} footnotes")
        with served(folder / "index") as site:
            tell_page("reading", f"{site}/reports/{entry.report.id}")
            tell_page("reading with matches", f"{site}/reports/{entry.report.id}?q={urllib.parse.quote('hộ nghèo')}")
            tell_page("results", f"{site}/search?q={urllib.parse.quote('tỷ lệ hộ nghèo')}")
        build(archive, folder / "searched", encoder)
        for people in (1, 8):
            with served(folder / "searched") as site:
                tell_load(site, people, requests)


if __name__ == "__main__":
    raise SystemExit(run(measure, "scripts.site_speed", typed="scripts/benchmark_site"))
