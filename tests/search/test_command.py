"""`python -m search` as a person or a program calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from search.answers import Filters, Request
from search.searcher import Searcher
from search.wire import answer
from tests.conftest import ROOT


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "search", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_listing_shows_place_section_text_and_reading(index: Path) -> None:
    done = command("tỷ lệ hộ nghèo", "--index", str(index), "--size", "2")
    assert done.returncode == 0
    assert done.stdout.startswith("Tìm các từ “tỷ lệ hộ nghèo”")
    assert "«Tỷ lệ hộ nghèo»" in done.stdout
    assert "Gò Sim" in done.stdout
    assert "KẾT QUẢ ĐẠT ĐƯỢC" in done.stdout


@pytest.mark.parametrize("place, found", [("thị xã Gò Sim", 1), ("không có", 0)])
def test_json_is_the_answer_of_the_api(index: Path, searcher: Searcher, place: str, found: int) -> None:
    done = command("--json", "--size", "1", "--place", place, "--index", str(index), "--", "-sông", "hộ", "nghèo")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    sent = answer(searcher.search(Request("-sông hộ nghèo", size=1, filters=Filters(place=(place,)))))
    assert {**told, "took_ms": 0} == {**sent, "took_ms": 0}
    assert len(told["results"]) == found


@pytest.mark.parametrize(
    "arguments, status",
    [
        ([], 2),
        (["rừng", "--size", "0"], 2),
        (["rừng", "--mode", "magic"], 2),
        (["rừng", "--kind", "letter", "--index", "INDEX"], 2),
        (["rừng", "--index", "nowhere"], 1),
    ],
    ids=str,
)
def test_a_fault_is_one_line_and_a_status(index: Path, arguments: list[str], status: int) -> None:
    done = command(*(str(index) if argument == "INDEX" else argument for argument in arguments))
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith(("error: ", "Usage"))
