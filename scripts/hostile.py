"""Measures what broken and hostile files cost: each read in a fresh child process as a build reads it, with its time, what
processors worked on it in seconds, and its memory.

file                       seconds   MiB  what became of it
zip bomb.docx                 0.41    62  it expands to more than a report can hold, as a zip bomb does; it is not opened
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from commandline import ROOT, run
from indexer.isolation import MEMORY, SECONDS
from indexer.processes import memory_of, work_of
from tests.indexer.formats.hostile_files import FILES

_LOOK_EVERY = 0.01  # seconds
_START = 1.5  # seconds in which a child has started


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    work: float  # seconds of processors; more than `seconds` where several worked
    memory: int  # bytes at most, of the child and what it started
    told: str


def cost(path: Path) -> Cost:
    """Read one file in a child of its own, which has started before the clock does."""
    command = [sys.executable, "-m", "indexer.reading_process"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as answers,
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=answers, stderr=subprocess.DEVNULL, text=True) as child,
    ):
        assert child.stdin is not None
        time.sleep(_START)
        start, most, work, before = time.perf_counter(), 0, 0.0, work_of(child.pid)
        child.stdin.write(json.dumps({"archive": str(path.parent), "file": path.name}) + "\n")
        child.stdin.close()
        while child.poll() is None:
            most, work = max(most, memory_of(child.pid)), max(work, work_of(child.pid) - before)
            if time.perf_counter() - start > SECONDS or most > MEMORY:
                child.kill()
            time.sleep(_LOOK_EVERY)
        seconds = time.perf_counter() - start
        answers.seek(0)
        return Cost(seconds, work, most, _told(answers.read().splitlines()))


def _told(answers: list[str]) -> str:
    last: dict[str, Any] = json.loads(answers[-1]) if answers else {"reason": "ended by its limits"}
    if "reason" in last:
        return str(last["reason"])
    if "document" not in last:
        return "ended by its limits"
    document = last["document"]
    return "; ".join([f"read: {len(document['source']):,} letters", *document["warnings"]])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", multiple=True, help="Files with this in their name; may be given more than once.")
def cli(only: tuple[str, ...]) -> int:
    """Measure the seconds and the memory that broken and hostile files cost."""
    click.echo(f"{'file':34}{'seconds':>8}{'work':>6}{'MiB':>6}  what became of it")
    with tempfile.TemporaryDirectory(prefix="van-kho-") as folder:
        for name, make in FILES.items():
            if any(part in name for part in only or [""]):
                path = Path(folder, name)
                path.write_bytes(make())
                found = cost(path)
                click.echo(f"{name:34}{found.seconds:8.2f}{found.work:6.2f}{found.memory / 2**20:6.0f}  {found.told[:110]}")
                path.unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(run(cli, "scripts.hostile"))
