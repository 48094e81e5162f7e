"""`python -m search --similar FILE`."""

import io
import json
from pathlib import Path

import pytest

from commandline import run
from search.__main__ import cli
from search.searcher import Searcher

DRAFT = "Mỗi chi bộ nhận giúp đỡ ít nhất một gia đình neo đơn."


def asked(searcher: Searcher, *arguments: str) -> int:
    return run(cli, "search", ["--index", str(searcher.library._index), *arguments])


def test_a_draft_in_a_file(searcher: Searcher, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    assert asked(searcher, "--similar", str(file)) == 0
    said = capsys.readouterr().out
    assert "«Mỗi chi bộ nhận giúp đỡ ít nhất một»" in said
    assert "khe-dau-2015.txt" in said


def test_a_draft_on_standard_input_as_json(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert asked(searcher, "--similar", "-", "--json", "--size", "1") == 0
    (sentence,) = json.loads(capsys.readouterr().out)["sentences"]
    assert len(sentence["precedents"]) == 1


@pytest.mark.parametrize(
    ("arguments", "status"),
    [([], 2), (["hộ nghèo", "--similar", "x"], 2), (["--similar", "no-such-file"], 1), (["--similar", "BINARY"], 2)],
    ids=["nothing", "both", "no file", "no text"],
)
def test_what_cannot_be_done_is_one_line(
    searcher: Searcher, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x81")
    arguments = [str(tmp_path / "binary") if each == "BINARY" else each for each in arguments]
    assert asked(searcher, *arguments) == status
    told = capsys.readouterr().err
    assert told.startswith("error: ")
    assert told.count("\n") == 1
