"""`python -m web` as a user starts it: it serves, and says in one line why it cannot."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
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


def test_behind_a_proxy_it_goes_by_its_own_name_and_tells_visitors_apart(index: Path) -> None:
    options = ("--site", "https://van-kho.example.vn/", "--trusted-proxy", "127.0.0.1", "--rate-limit", "1")
    with start("--index", str(index), "--port", "0", *options) as server:
        try:
            assert server.stdout
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address
            statuses = []
            for visitor in ("203.0.113.7", "203.0.113.7", "203.0.113.8"):
                asked = urllib.request.Request(f"{address[0]}/robots.txt", headers={"X-Forwarded-For": visitor})
                try:
                    with urllib.request.urlopen(asked, timeout=20) as answer:
                        assert "Sitemap: https://van-kho.example.vn/sitemap.xml" in answer.read().decode()
                        statuses.append(answer.status)
                except urllib.error.HTTPError as refused_one:
                    with refused_one:
                        statuses.append(refused_one.code)
            assert statuses == [200, 429, 200]
        finally:
            server.kill()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--site", "van-kho.example.vn"),
        ("--site", "https://a.vn/kho?x"),
        ("--site", "ftp://a.vn"),
        ("--site", ""),
        ("--trusted-proxy", "nginx"),
    ],
)
def test_a_name_or_a_proxy_that_is_none_is_told(index: Path, option: str, value: str) -> None:
    status, line = refused("--index", str(index), "--port", "0", option, value)
    assert status == 2
    assert repr(value) in line


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
