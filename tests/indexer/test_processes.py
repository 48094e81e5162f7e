"""What a process and its children hold and have done, seen on real ones."""

import subprocess
import sys
import time

import pytest

from indexer.processes import end_with_children, memory_of, work_of

SPINS = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"


@pytest.fixture
def parent() -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", SPINS], text=True)


def test_the_work_and_the_memory_of_children_count_and_all_are_ended(parent: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 20
    while work_of(parent.pid) < 0.3 and time.monotonic() < until:
        time.sleep(0.05)
    assert work_of(parent.pid) >= 0.3
    assert memory_of(parent.pid) > 5 * 2**20
    end_with_children(parent)
    assert parent.poll() is not None
    assert work_of(parent.pid) == memory_of(parent.pid) == 0
