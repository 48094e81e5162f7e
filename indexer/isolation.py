"""Reads many files side by side, each in a child process with a limit on time and memory.

A file that hangs, swells or crashes its reader costs that file alone: its child is ended and the file is named with the reason.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from indexer.processes import crowded, end_with_children, memory_of, work_of
from indexer.reading_process import document_of
from store.errors import ArchiveError, UnreadableReport
from store.records import Document

SECONDS = 30.0  # without a sign of progress
START = 60.0  # seconds for a reader to begin, before any file is opened: a machine under load may take long to load its modules
BUSY = 1 / 3  # of its seconds that a reader has worked whose file is too much for it; one that worked less had to wait
PATIENCE = 4  # times its seconds that a reader may wait for processors which others hold
MEMORY = 1024**3  # bytes, of the child and all that it starts
# Files for each child that are read before they are asked for, so that others go on beside one that takes long, until it has
# used so many up. Each waits as a whole document in memory.
_AHEAD = 8
_LOOK_EVERY = 0.05  # seconds; a child grows by some 100 MB at most between two looks
_PACKAGES = Path(__file__).resolve().parent.parent


def read_files(
    archive: Path, files: Sequence[str], *, processes: int | None = None, seconds: float = SECONDS, memory: int = MEMORY
) -> Iterator[tuple[str, Document | UnreadableReport]]:
    """Each file with its document, or with why it has none, in the order of `files`.

    No more than a few are read ahead of the one that is asked for, however slowly their documents are taken.
    Raises ArchiveError where no process can be started.
    """
    if not files:
        return
    count = min(len(files), processes or os.cpu_count() or 1)
    children = [_Child(seconds, memory) for _ in range(count)]
    idle = list(children)
    lock = threading.Lock()

    def read(file: str) -> tuple[str, Document | UnreadableReport]:
        with lock:
            child = idle.pop()
        try:
            return file, child.read(archive, file)
        finally:
            with lock:
                idle.append(child)

    with contextlib.ExitStack() as ends:
        for child in children:
            ends.callback(child.end)
        # Entered last, so that at a Ctrl-C the children are ended first only after no thread waits for one of them any longer.
        pool = ends.enter_context(ThreadPoolExecutor(count))
        left = iter(files)
        ahead: deque[Future[tuple[str, Document | UnreadableReport]]] = deque()
        try:
            while True:
                ahead.extend(pool.submit(read, file) for file in islice(left, _AHEAD * count - len(ahead)))
                if not ahead:
                    break
                yield ahead.popleft().result()  # popped, so that no document outlives its use
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in children:
                child.end()
            raise


class _Child:
    """One child process at a time, started when it is first needed and again after it was ended."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._process: subprocess.Popen[str] | None = None

    def read(self, archive: Path, file: str) -> Document | UnreadableReport:
        process, starting = self._running()
        watch = _Watch(process, self._seconds, self._memory, starting)
        assert process.stdin is not None
        assert process.stdout is not None
        with watch:
            try:
                process.stdin.write(json.dumps({"archive": str(archive.resolve()), "file": file}) + "\n")
                process.stdin.flush()
                for line in process.stdout:
                    values = json.loads(line)
                    if "alive" in values:
                        watch.alive()
                    elif "document" in values:
                        return document_of(values["document"])
                    else:
                        return UnreadableReport(file, values["reason"], given_up=values.get("given_up", False))
            except (OSError, json.JSONDecodeError):  # the pipe of a child that has just died, or half of its answer; told below
                pass
        self.end()
        reason = watch.reason or f"its reader ended before it had answered (status {process.wait()})."
        return UnreadableReport(file, reason, given_up=watch.hopeless)

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end_with_children(process)
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe:
                        pipe.close()

    def _running(self) -> tuple[subprocess.Popen[str], bool]:
        """The child, and whether it has only now been started."""
        starting = self._process is None or self._process.poll() is not None
        if self._process is None or starting:
            self.end()
            command = [sys.executable, "-m", "indexer.reading_process"]
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                    command, cwd=_PACKAGES, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
                )
            except OSError as error:
                reason = error.strerror or error
                raise ArchiveError(
                    f"No process can be started to read files in ({reason}): end other programs, then try again."
                ) from error
        return self._process, starting


class _Watch:
    """Ends a process that shows no progress for too long or takes too much memory, and says which it was.

    One that is `starting` has longer for its first sign of life.
    """

    def __init__(self, process: subprocess.Popen[str], seconds: float, memory: int, starting: bool) -> None:
        self._process, self._seconds, self._memory, self._starting = process, seconds, memory, starting
        self._begun = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._worked = work_of(process.pid)
        self.reason: str | None = None
        self.hopeless = False  # whether the file itself is too much, and not the machine too busy

    def alive(self) -> None:
        self._begun = time.monotonic()
        self._worked = work_of(self._process.pid)
        self._starting = False  # last, so that the shorter limit never meets the older time

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_LOOK_EVERY):
            starting = self._starting
            seconds = max(START, self._seconds) if starting else self._seconds
            if (passed := time.monotonic() - self._begun) > seconds:
                self.hopeless = not starting and work_of(self._process.pid) - self._worked > BUSY * seconds
                if self.hopeless or passed > PATIENCE * seconds or not crowded():
                    self.reason = f"{'starting its reader' if starting else 'reading it'} takes longer than {passed:.0f} s."
            elif memory_of(self._process.pid) > self._memory:
                self.reason = f"reading it takes more than {self._memory // 1024**2} MiB of memory."
                self.hopeless = True
            if self.reason:
                end_with_children(self._process)
                return
