"""The sample reports of the archive, read against what their author says is in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.document import read_document
from indexer.structure.invariants import breaches, letters

ROOT = Path(__file__).resolve().parents[3]
TRUTH: list[dict[str, Any]] = json.loads((ROOT / "tests" / "samples_truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("truth", TRUTH, ids=[entry["file"] for entry in TRUTH])
def test_a_sample_is_read_as_its_author_meant_it(truth: dict[str, Any]) -> None:
    document = read_document(ROOT / "archive", truth["file"])
    assert breaches(document) == []
    assert document.warnings == ()
    places = {section.id: index for index, section in enumerate(document.sections)}
    assert [(s.label, letters(s.title), places.get(s.parent or "")) for s in document.sections] == [
        (entry["label"], letters(entry["title"]), entry["parent_index"]) for entry in truth["outline"]
    ]
    assert {name: getattr(document.report, name) for name in truth["profile"]} == truth["profile"]
    texts = {passage.id: letters(passage.text) for passage in document.passages}
    assert [texts[note.passage or ""] for note in document.footnotes] == [letters(note["body"]) for note in truth["footnotes"]]
    for note, wanted in zip(document.footnotes, truth["footnotes"], strict=True):
        named = {**{p.id: p.text for p in document.passages}, **{s.id: s.title for s in document.sections}}
        anchor = named[note.anchor_passage or note.anchor_section or ""]
        assert letters(anchor[: note.anchor_offset]).endswith(letters(wanted["ref_before"])[-12:])
