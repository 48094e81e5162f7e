"""A file set whole into a Word file (`w:altChunk`), as programs do that put documents together.

renamed(flow, "chunk 2")      its notes get keys of their own, so that they are not taken for those of the file around it
"""

from dataclasses import replace

from indexer.readers.decoding import Undecodable, decode
from indexer.readers.formats import html
from indexer.readers.formats.flow import Flow, Item, Paragraph, Run, in_cells, without_pages


def text_flow(data: bytes) -> Flow | None:
    """The flow of a chunk that is a page of the web or plain text; None for what is neither."""
    if html.recognise(data, ".txt"):
        return html.flow_of(data)
    if data.startswith(b"{\\rtf"):
        return None
    try:
        text, _ = decode(data)
    except Undecodable:
        return None
    return Flow(tuple(Paragraph((Run(line),)) for line in text.splitlines() if line.strip()))


def renamed(flow: Flow, name: str) -> Flow:
    """`flow` without pages, its notes under the name of the chunk."""

    def paragraph(old: Paragraph) -> Paragraph:
        return replace(old, runs=tuple(run if run.note is None else replace(run, note=f"{name} {run.note}") for run in old.runs))

    def item(old: Item) -> Item:
        return paragraph(old) if isinstance(old, Paragraph) else in_cells(old, paragraph)

    flow = without_pages(flow)
    notes = [replace(note, key=f"{name} {note.key}", paragraphs=tuple(map(paragraph, note.paragraphs))) for note in flow.notes]
    return replace(flow, items=tuple(map(item, flow.items)), notes=tuple(notes))
