"""The five real reports, read whole; skipped where they are not beside the repository."""

import difflib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.document import read_document
from indexer.structure.invariants import breaches, letters
from store.records import Document

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
REPORTS = SHARED / "reports"
NOTES = {"000": 99, "001": 50, "002": 33, "003": 67, "004": 0}
GOLD = sorted((SHARED / "gold").glob("structure_*.json"))

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not at ../shared/reports")


@cache
def read(name: str) -> Document:
    file = next(path.name for path in REPORTS.glob("*.txt") if path.name.startswith(name))
    return read_document(REPORTS, file)


@pytest.mark.parametrize("name", NOTES)
def test_nothing_is_lost_invented_or_left_open(name: str) -> None:
    document = read(name)
    assert breaches(document) == []
    assert document.warnings == ()
    assert len(document.footnotes) == NOTES[name]


@pytest.mark.parametrize("name", NOTES)
def test_no_passage_starts_or_ends_in_the_middle_of_a_sentence(name: str) -> None:
    paragraphs = [p.text for p in read(name).passages if p.kind == "paragraph"]
    assert [text for text in paragraphs if text[:1].islower()] == []
    assert [text for text in paragraphs if text.endswith((" và", " của", " các"))] == []


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_outline_and_footnotes_are_those_of_a_careful_reader(path: Path) -> None:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    document = read(gold["file"][:3])
    found = [(section.label, letters(section.title)) for section in document.sections]
    wanted = [(entry["label"], letters(entry["title"])) for entry in gold["outline"]]
    assert len(found) == len(wanted)
    assert all(a == b and difflib.SequenceMatcher(None, x, y).ratio() > 0.9 for (a, x), (b, y) in zip(found, wanted, strict=True))
    texts = {passage.id: letters(passage.text) for passage in document.passages}
    bodies = [texts[note.passage or ""] for note in document.footnotes]
    assert bodies == [letters(note["body"]) for note in gold["footnotes"]]
