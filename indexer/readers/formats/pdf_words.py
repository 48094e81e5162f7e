"""Rows of a paragraph put together as runs of text: words broken at a row's end joined, note marks in their place.

"giai đoạn 2021-" / "2030 của xã" → "giai đoạn 2021-2030 của xã"
"dịch Covid" / "-19"              → "dịch Covid-19"
"develop-" / "ment"               → "development", when the report writes that word elsewhere without a hyphen
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.readers.formats.flow import Paragraph, Run
from indexer.readers.formats.pdf_lines import Row
from indexer.readers.formats.pdf_notes import Notes, piece_parts

_BROKEN = re.compile(r"([^\W\d_]+)-$")
_OPENS = re.compile(r"[^\W\d_]+")


class Words:
    """Makes paragraphs of rows; `vocabulary` holds the report's words as they stand inside rows."""

    def __init__(self, rows: Sequence[Row], notes: Notes) -> None:
        self._notes = notes
        self._vocabulary = {word.lower() for row in rows for word in _OPENS.findall(row.text)}

    def paragraph(self, rows: Sequence[Row], *, furniture: bool = False, skip: int = 0) -> Paragraph:
        """`rows` as one paragraph, without the first `skip` characters (a note body's own mark)."""
        runs: list[Run] = []
        for row in self._rows(rows, skip):
            for run in row:
                same = runs and run.note is None and runs[-1].note is None
                if same and _set_of(runs[-1]) == _set_of(run):
                    runs[-1] = Run(runs[-1].text + run.text, run.bold, run.italic, confidence=run.confidence)
                else:
                    runs.append(run)
        return Paragraph(tuple(runs), page=rows[0].page, page_end=rows[-1].page, furniture=furniture)

    def _rows(self, rows: Sequence[Row], skip: int) -> list[list[Run]]:
        """The runs of each row, with what stands between it and the row before put at its first words."""
        made: list[list[Run]] = []
        before = ""
        for number, row in enumerate(rows):
            runs = self._runs(row, skip if number == 0 else 0)
            if not runs:
                continue
            if before:
                glue, dropped = self._glue(before, row.text)
                if dropped:
                    _replace_text(made[-1], -1, lambda text: text[:-1])
                _replace_text(runs, 0, lambda text, glue=glue: glue + text)  # type: ignore[misc]
            made.append(runs)
            before = row.text
        return made

    def _runs(self, row: Row, skip: int) -> list[Run]:
        runs: list[Run] = []
        due_space = False
        for number, piece in enumerate(row.pieces):
            space = piece.spaced and number > 0
            for text, key in piece_parts(piece, self._notes):
                if key is not None:
                    due_space = due_space or space
                    runs.append(Run(text, note=key))
                else:
                    lead = " " if (space or due_space) and (runs or skip) else ""
                    runs.append(Run(lead + text, piece.bold, piece.italic, piece.raised, confidence=piece.confidence))
                    due_space = False
                space = False
        return _without_start(runs, skip)

    def _glue(self, before: str, text: str) -> tuple[str, bool]:
        """What stands between two rows, and whether the hyphen before it goes."""
        if before.endswith("\u00ad"):
            return "", True
        broken = _BROKEN.search(before)
        opens = _OPENS.match(text)
        if broken and opens:
            whole = (broken[1] + opens[0]).lower()
            return "", opens[0][0].islower() and whole in self._vocabulary
        if re.search(r"\d[-–/]$", before) and text[:1].isdigit():
            return "", False
        if re.search(r"\w$", before) and re.match(r"[-–/]\w", text):
            return "", False
        if before.endswith("/"):
            return "", False
        return " ", False


def _set_of(run: Run) -> tuple[bool, bool, int | None]:
    return run.bold, run.italic, run.confidence


def _replace_text(runs: list[Run], which: int, change: Callable[[str], str]) -> None:
    """Change the text of the first or last run that is no note mark."""
    places = [i for i, run in enumerate(runs) if run.note is None]
    if places:
        runs[places[which]] = replace(runs[places[which]], text=change(runs[places[which]].text))


def _without_start(runs: list[Run], skip: int) -> list[Run]:
    left = skip
    kept: list[Run] = []
    for run in runs:
        if left and run.note is None:
            cut = min(left, len(run.text))
            left -= cut
            run = replace(run, text=run.text[cut:])
        if run.text:
            kept.append(run)
    return kept
