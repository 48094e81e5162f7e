"""Imports point one way: web → search → store, language ← indexer; and nothing heavy is imported on the way of a query."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("indexer", "store", "search", "language", "web")
MAY_IMPORT = {
    "language": {"language", "store"},  # of store: its errors alone, see below
    "store": {"store", "language"},
    "search": {"search", "store", "language", "commandline"},
    "indexer": {"indexer", "store", "language", "commandline"},
    "web": {"web", "search", "store", "commandline"},  # of store: its records and errors alone
}
OF_STORE = {"language": {"store.errors"}, "web": {"store.errors", "store.records"}}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] in (*PACKAGES, "commandline")}


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    wrong = []
    for path in sorted((ROOT / package).rglob("*.py")):
        for name in sorted(_imports(path)):
            allowed = name.split(".")[0] in MAY_IMPORT[package]
            if name.startswith("store.") and package in OF_STORE:
                allowed = name in OF_STORE[package]
            if not allowed:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


@pytest.mark.parametrize("module", ["search.searcher", "indexer.build", "web"])
def test_torch_is_not_imported_on_the_default_path(module: str) -> None:
    code = f"import sys, {module}\nassert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
