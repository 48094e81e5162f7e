"""Where an address leads, however long ago it was printed: to its passage, or to what has become of it.

here       the passage is as it was
moved      the same words, under another id: the report's file was renamed, or an equal passage before it has gone
changed    the report is there, the words are no longer; the nearest passage stands for them
removed    the report has been taken out of the archive
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from search.atoms import atoms
from search.comparison import Comparison, nearest_in
from search.library import Library, Opened, ReadPassage
from search.quotes import rarest_pairs
from store.ledger import Remembered, recall
from store.matching import Either
from store.records import Passage, Report

Standing = Literal["here", "moved", "changed", "removed"]

_LOOKED_AT = 12  # passages of the report that are compared with the old words


@dataclass(frozen=True, slots=True)
class Address:
    """What an address means today."""

    id: str  # as asked for
    standing: Standing
    report: Report | None  # None: removed
    passage: ReadPassage | None  # itself; the moved one; the nearest; None where nothing is near
    remembered: Remembered | None  # what it once stood for; None when `here`, or when nobody remembers
    comparison: Comparison | None = None  # of the old words with those of the nearest passage


def follow(library: Library, passage_id: str) -> Address | None:
    """Where an address leads; None for one that was never given out."""
    with library.opened() as opened:
        read = library.passage(passage_id)
        if read:
            return Address(passage_id, "here", read.report, read, None)
        remembered = recall(_index(opened), passage_id)
        if remembered is None:
            # Given out before there was a ledger, or mistyped: its report is all that can be told.
            report = opened.generation.catalogue.report(passage_id.rpartition(".")[0])
            return Address(passage_id, "changed", report, None, None) if report else None
        report = _report_now(opened, remembered)
        if report is None:
            return Address(passage_id, "removed", None, None, remembered)
        moved = library.passage(report.id + passage_id.removeprefix(remembered.report))
        if moved:
            return Address(passage_id, "moved", report, moved, remembered)
        near, comparison = _nearest(opened, report, remembered.text)
        same = near is not None and _letters(near.text) == _letters(remembered.text)
        found = library.passage(near.id) if near else None
        return Address(passage_id, "moved" if same else "changed", report, found, remembered, None if same else comparison)


def _index(opened: Opened) -> Path:
    return opened.generation.folder.parents[1]


def _report_now(opened: Opened, remembered: Remembered) -> Report | None:
    """The report that a passage was in, also under another name."""
    reports = opened.columns.reports
    same = [report for report in reports if report.id == remembered.report]
    return next(iter(same or [report for report in reports if report.sha256 == remembered.sha256]), None)


def _nearest(opened: Opened, report: Report, text: str) -> tuple[Passage | None, Comparison | None]:
    """The passage of a report that has most of these words in their order."""
    generation, columns = opened.generation, opened.columns
    allowed = columns.live & (columns.report == [each.id for each in columns.reports].index(report.id))
    wanted = rarest_pairs(generation.keyword, text, bare=False)
    hits = generation.keyword.search(Either(tuple(wanted)), _LOOKED_AT, np.asarray(allowed))
    asked = atoms(text)
    best: tuple[float, Passage | None, Comparison | None] = (0.0, None, None)
    for passage in generation.catalogue.rows([int(row) for row in hits.rows]).values():
        comparison = nearest_in(asked, text, passage.text)
        # Of two that have all the old words, the one with fewer others beside them.
        both = len(asked) + len(atoms(passage.text))
        likeness = comparison.share * min(1.0, 2 * len(asked) / both) if comparison else 0.0
        if passage.kind != "furniture" and likeness > best[0]:
            best = (likeness, passage, comparison)
    return best[1], best[2]


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
