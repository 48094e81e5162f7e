"""Notes that an author typed by hand, as raised figures: found by their place and number, since no format says what they are.

    Thu ngân sách tăng 9%¹, vượt kế hoạch.       a raised figure behind a word: a mark, if a body answers it
    ¹ Báo cáo số 12-BC/HU.                       a raised figure that opens a paragraph: a body

Marks and bodies with the same number are paired in reading order; a raised figure that nothing answers (m², 10³) stays text.
"""

import re
from dataclasses import replace

from indexer.readers.alignment import align
from indexer.readers.formats.flow import Flow, Item, NoteBody, Paragraph, Run, in_cells, paragraphs_of

_MOST_PAIRS = 2_000_000  # to weigh: a report with a thousand notes has half as many
_NUMBER = re.compile(r"[\s(\[]*(\d{1,3}|\*{1,3})[\s)\]]*")


def find_typed_notes(flow: Flow) -> Flow:
    """`flow` with typed notes as real ones."""
    bodies = [item for item in flow.items if isinstance(item, Paragraph) and _opening(item) is not None]
    if not bodies:
        return flow
    marks = [(run, paragraph) for paragraph in paragraphs_of(flow.items) for run in _marks(paragraph)]
    order = {id(paragraph): i for i, paragraph in enumerate(paragraphs_of(flow.items))}

    def weight(mark: tuple[Run, Paragraph], body: Paragraph) -> float:
        same = _number(mark[0]) == _opening(body)
        return float(same and order[id(mark[1])] < order[id(body)])

    if len(marks) * len(bodies) > _MOST_PAIRS:
        return flow
    pairs = align(marks, bodies, weight)
    if not pairs:
        return flow
    keys = {id(marks[i][0]): f"typed {j}" for i, j in pairs}
    made = {id(bodies[j]): f"typed {j}" for _, j in pairs}
    notes: list[NoteBody] = []
    items: list[Item] = []
    for item in flow.items:
        if isinstance(item, Paragraph) and id(item) in made:
            notes.append(_body(item, made[id(item)]))
        elif isinstance(item, Paragraph):
            items.append(_marked(item, keys))
        else:
            items.append(in_cells(item, lambda paragraph: _marked(paragraph, keys)))
    return replace(flow, items=tuple(items), notes=(*flow.notes, *notes))


def _number(run: Run) -> str | None:
    match = _NUMBER.fullmatch(run.text) if run.superscript and run.note is None else None
    return match[1] if match else None


def _opening(paragraph: Paragraph) -> str | None:
    """The number of the raised figure that opens the paragraph, if words follow it."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    if len(runs) < 2 or paragraph.label:
        return None
    return _number(runs[0])


def _marks(paragraph: Paragraph) -> list[Run]:
    """The raised figures behind words."""
    runs = paragraph.runs
    return [run for i, run in enumerate(runs) if _number(run) and any(before.text.strip() for before in runs[:i])]


def _body(paragraph: Paragraph, key: str) -> NoteBody:
    first = next(i for i, run in enumerate(paragraph.runs) if run.text.strip())
    marker = _number(paragraph.runs[first]) or ""
    runs = (Run(marker, note=key), Run(" "), *paragraph.runs[first + 1 :])
    return NoteBody(key, marker, (replace(paragraph, runs=runs),))


def _marked(paragraph: Paragraph, keys: dict[int, str]) -> Paragraph:
    runs = tuple(Run(_number(run) or "", note=keys[id(run)]) if id(run) in keys else run for run in paragraph.runs)
    return replace(paragraph, runs=runs)
