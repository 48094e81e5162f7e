"""What is documented exists, and what exists is documented."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from store.records import Commitment, Footnote, Passage, Report, Section

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("models/*/README.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]*)\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not _leads_somewhere(page, *link.partition("#")[::2])]
    assert not missing


def _leads_somewhere(page: Path, file: str, heading: str) -> bool:
    target = page.parent / file if file else page
    return target.exists() and (not heading or heading in _addresses(target.read_text(encoding="utf-8")))


def _addresses(text: str) -> set[str]:
    """The headings of a page as addresses name them: "What is checked, and why" → what-is-checked-and-why."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_table_is_shown_as_one(page: Path) -> None:
    """A blank line ends a table; rows without a line of dashes under the first are running text; further cells are not shown."""
    lines = ["", *page.read_text(encoding="utf-8").splitlines(), ""]
    torn, cells = [], 0
    for n, line in enumerate(lines):
        if not line.startswith("|"):
            continue
        if not lines[n - 1].startswith("|"):
            cells = _cells(line) if re.fullmatch(r"\|(?: ?:?-{3,}:? ?\|)+", lines[n + 1]) else 0
        if _cells(line) != cells:
            torn.append(f"line {n}: {line}")
    assert not torn


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) - 1


_PATH = re.compile(r"`((?:archive|docs|indexer|language|models|scripts|search|store|tests|web)/[\w./-]*)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = _PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("package", ["store", "language", "indexer", "search", "web"])
def test_the_architecture_names_every_module_and_no_other(package: str) -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    top = {f"{package}/{path.name}" for path in (ROOT / package).glob("*.py")} - {f"{package}/__init__.py"}
    folders = {f"{path.parent.relative_to(ROOT)}/" for path in (ROOT / package).glob("*/**/__init__.py")}
    named = {name for name in re.findall(r"^\| `([^`]+)`", page, re.MULTILINE) if name.startswith(f"{package}/")}
    assert named == top | folders


def test_the_architecture_names_every_script_and_no_other() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    there = {f"scripts/{path.name}" for path in (ROOT / "scripts").iterdir() if path.is_file()}
    named = set(re.findall(r"`(scripts/[^`]+)`", page))
    assert named <= there
    assert [name for name in sorted(there) if "." not in name and name not in named] == []


def _described(page: str, command: str) -> str:
    """The rows of the page's tables that begin with `command`."""
    return "\n".join(re.findall(rf"^\| `{re.escape(command)}(?= [^a-z]|`).*", page, re.MULTILINE))


@pytest.mark.parametrize("package", ["indexer", "search", "web"])
def test_every_command_and_option_is_in_its_own_row(package: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = importlib.import_module(f"{package}.__main__").cli
    commands = command.commands if isinstance(command, click.Group) else {"": command}
    for name, one in commands.items():
        told = _described(readme, f"python -m {package} {name}".strip())
        assert told, f"README.md has no row for python -m {package} {name}"
        for parameter in one.params:
            if isinstance(parameter, click.Option):
                assert any(re.search(rf"{option}\b", told) for option in parameter.opts), f"{package} {name} {parameter.opts}"


def test_the_query_language_tells_every_option_of_a_search() -> None:
    page = (ROOT / "docs/query-language.md").read_text(encoding="utf-8")
    options = [each for each in importlib.import_module("search.__main__").cli.params if isinstance(each, click.Option)]
    searching = [each for each in options if not (each.help or "").startswith("With --cite")]
    assert [each.opts for each in searching if not any(f"`{option}" in page for option in each.opts)] == []


@pytest.mark.parametrize("record", [Report, Section, Passage, Footnote, Commitment])
def test_every_exported_field_is_documented(record: type) -> None:
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(record) if f"`{field.name}`" not in page] == []


def test_every_requirement_has_its_reason_and_an_exact_version() -> None:
    for path in ROOT.glob("requirements*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r", " ")):
                assert re.fullmatch(r"[\w.-]+==[\w.]+ +# \S.*", line), f"{path.name}: {line}"


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, _, body = re.split(r"^## ", changelog, flags=re.MULTILINE)[1].partition("\n")
    assert first == "Unreleased"
    assert re.findall(r"^- \S", body, re.MULTILINE)
