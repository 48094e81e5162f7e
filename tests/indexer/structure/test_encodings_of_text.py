"""The same words in another spelling of the file: decomposed letters, or the line ends of old Macs and of Windows."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.document import read_document
from indexer.structure.invariants import breaches
from store.records import Document

ARCHIVE = Path(__file__).resolve().parents[3] / "archive"
SAMPLES = sorted(
    path.relative_to(ARCHIVE).as_posix() for path in (ARCHIVE / "mau").rglob("*.*") if path.suffix in {".txt", ".md"}
)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def of_an_old_mac(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r")


def of_windows(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def words(document: Document) -> dict[str, Any]:
    """What is read, without places in the source."""
    return {
        "report": replace(document.report, sha256=""),
        "sections": [replace(section, heading_spans=()) for section in document.sections],
        "passages": [replace(passage, spans=()) for passage in document.passages],
        "footnotes": [(f.number, f.passage, f.anchor_passage, f.anchor_section, f.anchor_offset) for f in document.footnotes],
        "warnings": document.warnings,
    }


@pytest.mark.parametrize("spelt", [decomposed, of_an_old_mac, of_windows])
@pytest.mark.parametrize("file", SAMPLES)
def test_a_sample_reads_the_same_in_another_spelling(tmp_path: Path, file: str, spelt: Callable[[str], str]) -> None:
    text = (ARCHIVE / file).read_bytes().decode("utf-8")
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(spelt(text).encode("utf-8"))
    document = read_document(tmp_path, file)
    assert words(document) == words(read_document(ARCHIVE, file))
    assert breaches(document) == []
