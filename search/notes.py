"""The footnotes of results: for a footnote the sentence that it hangs on, for a body passage the notes that hang on it."""

from collections.abc import Sequence

from search.answers import Note
from search.snippet import sentence_at
from store.catalogue import Catalogue
from store.records import Passage


def notes_of(catalogue: Catalogue, passages: Sequence[Passage]) -> dict[str, tuple[Note, ...]]:
    """By passage id, the notes that are this passage or hang on it, in their order in the report."""
    found = catalogue.notes_of([passage.id for passage in passages])
    ends = {end for note in found for end in (note.passage, note.anchor_passage) if end}
    known = {passage.id: passage for passage in passages}
    known |= catalogue.passages_by_id(ends - known.keys())
    notes: dict[str, list[Note]] = {passage.id: [] for passage in passages}
    for footnote in found:
        body = known.get(footnote.passage or "")
        anchor = known.get(footnote.anchor_passage or "")
        sentence = sentence_at(anchor.text, footnote.anchor_offset) if anchor and footnote.anchor_offset is not None else None
        note = Note(footnote, body, anchor, sentence)
        for end in {footnote.passage, footnote.anchor_passage}:
            if end in notes:
                notes[end].append(note)
    return {id_: tuple(belonging) for id_, belonging in notes.items()}
