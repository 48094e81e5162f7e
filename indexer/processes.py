"""What a process and all that it started hold, have done, and how they are ended."""

import contextlib
import subprocess

import psutil


def memory_of(pid: int) -> int:
    """Bytes held by a process and its descendants; 0 when it is gone."""
    total = 0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        total = process.memory_info().rss
        for child in process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                total += child.memory_info().rss
    return total


def work_of(pid: int) -> float:
    """Seconds that processors spent on a process and its descendants; 0 when it is gone."""
    total = 0.0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        times = process.cpu_times()
        total = times.user + times.system
        for child in process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                times = child.cpu_times()
                total += times.user + times.system
    return total


def crowded() -> bool:
    """Whether more processes ask for the machine's processors than it has, over the last minute."""
    return bool(psutil.getloadavg()[0] > (psutil.cpu_count() or 1))


def end_with_children(process: "subprocess.Popen[str]") -> None:
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()
