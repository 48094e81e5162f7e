"""What all commands have in common: examples that work as they stand, completion, colours for terminals alone."""

import importlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from indexer.build import build
from language.embedding import load_encoder
from vankho import cli as vankho

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("indexer", "search", "web")


def _commands() -> dict[str, click.Command]:
    """Every command by what is typed for it."""
    found = {"scripts/vankho": vankho, "scripts/vankho completion": vankho.commands["completion"]}
    for package in PACKAGES:
        command = importlib.import_module(f"{package}.__main__").cli
        found |= {f"python -m {package} {name}": one for name, one in getattr(command, "commands", {}).items()}
        found[f"python -m {package}"] = command
    return found


COMMANDS = _commands()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "archive").mkdir()
    title = "BÁO CÁO CHÍNH TRỊ\ntrình Đại hội đại biểu Đảng bộ huyện Lá Bạc lần thứ IV, nhiệm kỳ 2020 - 2025\n\nI. KẾT QUẢ\n\n"
    (folder / "archive" / "la-bac.txt").write_text(title + "Tỷ lệ hộ nghèo còn 3,1%.\n", encoding="utf-8")
    build(folder / "archive", folder / "index", load_encoder())
    return folder / "index"


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_has_examples_that_it_understands(typed: str) -> None:
    command = COMMANDS[typed]
    lines = (command.epilog or "").splitlines()[2:]
    assert lines, f"{typed} --help has no examples"
    for line in lines:
        words = shlex.split(re.sub(r'^eval "\$\((.*)\)"$', r"\1", line.strip()).split(" > ")[0].split(" | ")[0])
        words = words[1:] if words[0] != "python" else words[2:]
        assert words[0] in (*PACKAGES, "completion"), line
        one = vankho.get_command(click.Context(vankho), words[0])
        if isinstance(one, click.Group):
            one, words = one.commands[words[1]], words[1:]
        assert one is not None
        one.make_context(typed, words[1:])  # raises UsageError for what it does not understand


def test_a_list_of_commands_tells_each_in_whole_words() -> None:
    """click cuts a sentence that is too long for the list, and ends it with dots."""
    for typed, command in COMMANDS.items():
        if isinstance(command, click.Group):
            assert "..." not in command.get_help(click.Context(command, info_name=typed)).partition("Commands:")[2]


@pytest.mark.parametrize("name", ["build", "add", "status", "verify"])
def test_every_command_that_tells_something_tells_it_as_json(name: str) -> None:
    assert "--json" in {option for parameter in COMMANDS[f"python -m indexer {name}"].params for option in parameter.opts}


def _vankho(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vankho", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_shell_completes_commands_options_and_values_of_the_index(index: Path) -> None:
    def completed(words: str) -> str:
        typed = f"vankho {words}"
        given = {"_VANKHO_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(shlex.split(typed)) - 1)}
        return _vankho(**given).stdout

    assert "plain,search" in completed("se")
    assert "plain,--passage-kind" in completed("search --pass")
    assert "plain,huyện Lá Bạc" in completed(f"search --index {index} --place huyện")
    assert completed(f"search --index {index / 'none'} --place huyện").strip() == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    assert "_VANKHO_COMPLETE" in _vankho("completion", shell).stdout


def test_one_command_does_what_the_three_do(index: Path) -> None:
    told = _vankho("search", "hộ nghèo", "--index", str(index), "--json")
    assert json.loads(told.stdout)["total"] == 1
    fault = _vankho("search", "--size", "0", "x")
    assert fault.returncode == 2
    assert "`vankho --help`" in fault.stderr


def test_colours_are_for_terminals_alone(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from commandline import run
    from search.__main__ import cli

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run(cli, "search", ["hộ nghèo", "--index", str(index)]) == 0
    assert "\x1b[1m" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    assert run(cli, "search", ["hộ nghèo", "--index", str(index)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "«hộ nghèo»" in out


@pytest.mark.parametrize(
    "typed, status",
    [
        ("-m scripts.meaning_threshold --model nowhere/at/all", 1),
        ("-m scripts.precedent_speed --drafts 0", 2),
        ("-m scripts.benchmark_ranking --passages 0", 2),
        ("scripts/benchmark_encoder --windows 0", 2),
    ],
)
def test_what_measures_tells_a_fault_in_one_sentence(typed: str, status: int) -> None:
    done = subprocess.run([sys.executable, *typed.split()], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "error: " in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="scripts/run is a shell script")
@pytest.mark.parametrize("asked", [["--help"], ["--port", "8080", "-h"]])
def test_the_start_tells_its_options_before_it_installs_anything(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "scripts").mkdir()
    alone = tmp_path / "scripts" / "run"  # with nothing beside it that could install, build or serve
    alone.write_bytes((ROOT / "scripts" / "run").read_bytes())
    told = subprocess.run(["bash", str(alone), *asked], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    options = {option for parameter in COMMANDS["python -m web"].params for option in parameter.opts}
    assert {option for option in options if option not in told.stdout} == set()
