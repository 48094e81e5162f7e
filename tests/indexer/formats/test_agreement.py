"""The measure of round trips measures what it says."""

from dataclasses import replace

import pytest

from indexer.document import read_document
from store.records import Document
from tests.conftest import ROOT
from tests.indexer.formats.agreement import agreement, known_of, letters_kept

FILE = "mau/vinh-lach-bao-cao-chinh-tri-2020-2025.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(ROOT / "archive", FILE)


def changed(document: Document, number: int, text: str) -> Document:
    passages = list(document.passages)
    passages[number] = replace(passages[number], text=text)
    return replace(document, passages=tuple(passages))


def test_a_document_agrees_with_itself(document: Document) -> None:
    assert agreement(document, known_of(document)) == {"outline": 1.0, "parents": 1.0, "footnotes": 1.0, "anchors": 1.0}
    assert letters_kept(document, document) == 1.0


def test_what_is_lost_is_missed(document: Document) -> None:
    known = known_of(document)
    lost = replace(document, sections=document.sections[:-1], footnotes=document.footnotes[1:])
    figures = agreement(lost, known)
    count, notes = len(known["outline"]), len(known["footnotes"])
    assert figures["outline"] == pytest.approx(2 * (count - 1) / (2 * count - 1))
    assert figures["footnotes"] == pytest.approx(2 * (notes - 1) / (2 * notes - 1))
    moved = replace(document, footnotes=tuple(replace(note, anchor_offset=3) for note in document.footnotes))
    assert agreement(moved, known)["anchors"] == 0.0


def test_a_misread_letter_costs_a_note_unless_likeness_is_enough(document: Document) -> None:
    known = known_of(document)
    at = next(n for n, passage in enumerate(document.passages) if passage.kind == "footnote")
    misread = changed(document, at, f"x{document.passages[at].text[1:]}")
    assert agreement(misread, known)["footnotes"] < 1.0
    assert agreement(misread, known, likeness=0.9)["footnotes"] == 1.0


def test_letters_count_in_their_order(document: Document) -> None:
    at = next(n for n, passage in enumerate(document.passages) if passage.kind == "paragraph" and len(passage.text) > 200)
    text = document.passages[at].text
    total = sum(c.isalnum() for s in document.sections if s.heading_spans for c in f"{s.label or ''}{s.title}")
    total += sum(c.isalnum() for p in document.passages if p.kind not in ("furniture", "table") for c in p.text)
    swapped = changed(document, at, text.replace(text[50:60], "qqqqqqqqqq", 1))
    gone = sum(c.isalnum() for c in text[50:60])
    assert letters_kept(document, swapped) == pytest.approx(1 - gone / total, abs=1e-9)
