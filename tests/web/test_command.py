"""`python -m web` as a user starts it: it serves, and says in one line why it cannot."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "web", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["interrupted", "terminated"])
def test_it_serves_on_a_free_port_until_it_is_stopped(index: Path, stop: signal.Signals) -> None:
    with start("--index", str(index), "--port", "0") as server:
        try:
            assert server.stdout
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address
            with urllib.request.urlopen(f"{address[0]}/api/v1/search?q=ngh%C3%A8o", timeout=20) as answer:
                assert answer.status == 200
                assert answer.headers["Content-Type"] == "application/json"
            server.send_signal(stop)
            assert server.wait(timeout=10) == 0
            assert server.stderr
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()


def refused(*arguments: str) -> tuple[int, str]:
    with start(*arguments) as server:
        output, errors = server.communicate(timeout=30)
    assert output == ""
    assert errors.count("\n") == 1, errors
    return server.returncode, errors


def test_a_port_in_use_is_told_in_one_line(index: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, line = refused("--index", str(index), "--port", str(port))
    assert status == 1
    assert f"Port {port} on 127.0.0.1 is in use" in line
    assert "--port" in line


def test_without_an_index_it_says_how_to_build_one(tmp_path: Path) -> None:
    status, line = refused("--index", str(tmp_path / "none"))
    assert status == 1
    assert "python -m indexer build" in line


@pytest.mark.parametrize("arguments", [("--port", "70000"), ("--port", "tám"), ("--prot", "1"), ("extra",)], ids=str)
def test_a_wrong_option_is_a_usage_fault(arguments: tuple[str, ...]) -> None:
    assert refused(*arguments)[0] == 2


def test_a_host_that_is_not_this_machine_is_told(index: Path) -> None:
    status, line = refused("--index", str(index), "--host", "192.0.2.1", "--port", "0")
    assert status == 1
    assert "192.0.2.1" in line


def test_a_host_that_is_no_address_is_told(index: Path) -> None:
    status, line = refused("--index", str(index), "--host", "300.1.1.1", "--port", "0")
    assert status == 1
    assert "300.1.1.1" in line
