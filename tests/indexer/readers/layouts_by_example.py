"""A few lines of invented text in each layout, and short ways to look at what a reader makes of them."""

from indexer.readers.blocks import Reading, reading_text
from indexer.readers.layouts import read_text


def texts(source: str, reading: Reading) -> list[str]:
    return [reading_text(source, block.spans) for block in reading.blocks if block.kind != "furniture"]


def noted(source: str, reading: Reading) -> list[tuple[str, str]]:
    """(the word that carries each mark, the body it asks for) in reading order; a missing body reads as "—"."""
    bodies = {note.key: reading_text(source, note.spans) for note in reading.notes}
    marks = sorted((mark for block in reading.blocks for mark in block.marks), key=lambda mark: mark.span)
    return [(source[: mark.at].split()[-1], bodies.get(mark.key, "—")) for mark in marks]


def read(source: str) -> Reading:
    return read_text(source)
