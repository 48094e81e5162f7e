"""The rules that hold for every report, checked on every report: nothing is lost, nothing is invented, ids are its own.

>>> breaches(document)  # doctest: +SKIP
['"tỷ lệ hộ" at 1532 is in no passage', 'passage r.p-1a2b3c4d5e does not read as its spans']
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from indexer.readers.lines import line_ends
from store.records import Document, Span, spans_text


def breaches(document: Document) -> list[str]:
    """Each breach of the rules, named by its place; an empty list for a sound document."""
    found = [
        f"“{_words(document.source, start, end)}” at {start} is in no section, passage or footnote mark"
        for start, end in unheld(document)
    ]
    found += [
        f"“{_words(document.source, start, end)}” at {start} is held more than once"
        for start, end in _runs(document, lambda n: n > 1)
    ]
    for passage in document.passages:
        if not _same_letters(passage.text, spans_text(document.source, passage.spans)):
            found.append(f"passage {passage.id} does not read as its spans say")
    ids = Counter(row.id for rows in (document.sections, document.passages, document.footnotes) for row in rows)
    found += [f"the id {name} is used {count} times" for name, count in ids.items() if count > 1]
    found += _dangling(document)
    return found


def unheld(document: Document) -> list[Span]:
    """The stretches of the source whose letters and digits nothing holds."""
    return _runs(document, lambda count: count == 0)


def letters(text: str) -> str:
    """The letters and digits of `text`, composed and case-folded: what must survive any cleaning."""
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


def _same_letters(text: str, source: str) -> bool:
    return letters(text) == letters(source)


def _dangling(document: Document) -> Iterable[str]:
    sections = {section.id for section in document.sections}
    passages = {passage.id: passage for passage in document.passages}
    for section in document.sections:
        if section.parent is not None and section.parent not in sections:
            yield f"section {section.id} has a parent that does not exist"
    for passage in document.passages:
        if passage.section is not None and passage.section not in sections:
            yield f"passage {passage.id} is in a section that does not exist"
    for note in document.footnotes:
        anchor = passages.get(note.anchor_passage or "")
        if anchor is not None and not 0 <= (note.anchor_offset or 0) <= len(anchor.text):
            yield f"footnote {note.id} is anchored outside the text of its passage"
        if note.passage is not None and note.passage not in passages:
            yield f"footnote {note.id} has a body that does not exist"


def _runs(document: Document, wrong: Callable[[int], bool]) -> list[Span]:
    """Stretches of letters and digits (and what stands between them) whose number of holders is `wrong`."""
    source = document.source
    held = bytearray(len(source))
    for start, end in _all_spans(document):
        for at in range(max(0, start), min(end, len(source))):
            held[at] = min(2, held[at] + 1)
    runs: list[Span] = []
    last_letter: int | None = None
    for at, letter in enumerate(source):
        if not letter.isalnum():
            continue
        if wrong(held[at]):
            if runs and last_letter is not None and runs[-1][1] == last_letter + 1 and not line_ends(source, last_letter, at):
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
        last_letter = at
    return runs


def _all_spans(document: Document) -> Iterable[Span]:
    for section in document.sections:
        yield from section.heading_spans
    for passage in document.passages:
        yield from passage.spans
    for note in document.footnotes:
        yield from note.mark_spans


def _words(source: str, start: int, end: int) -> str:
    text = " ".join(source[start:end].split())
    return text if len(text) <= 40 else f"{text[:37]}…"
