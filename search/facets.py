"""How the matches spread over places, terms, kinds…: each filter's values with their counts, that filter itself lifted."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from search.answers import FILTER_NAMES, FacetValue, Filters
from search.scope import BODY, FOOTNOTE, KIND_NAMES, PASSAGE_KIND_NAMES, Scope, value_of
from store.catalogue import Columns
from store.records import PASSAGE_KINDS


def facets(matches: NDArray[np.int32], scope: Scope, filters: Filters, columns: Columns) -> dict[str, tuple[FacetValue, ...]]:
    """Counts of `matches`, the rows that match whatever the filters say, by filter name; most frequent first."""
    counted = {}
    for name in FILTER_NAMES:
        mask = scope.without.get(name, scope.allowed)
        rows = matches[mask[matches]]
        rows = rows[np.unique(columns.same[rows], return_index=True)[1]]
        counted[name] = _values(name, rows, set(getattr(filters, name)), columns)
    return counted


def _values(name: str, rows: NDArray[np.int32], selected: set[str], columns: Columns) -> tuple[FacetValue, ...]:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    if name == "passage_kind":
        notes = int((columns.kind[rows] == PASSAGE_KINDS.index("footnote")).sum())
        counts.update({BODY: len(rows) - notes, FOOTNOTE: notes})
        labels = PASSAGE_KIND_NAMES
    else:
        for place, count in zip(*np.unique(columns.report[rows], return_counts=True), strict=True):
            report = columns.reports[int(place)]
            value = value_of(name, report)
            if value is not None:
                counts[value] += int(count)
                labels[value] = _label(name, value, report.title)
    for value in selected:
        kind = PASSAGE_KINDS.index(value) if name == "passage_kind" and value in PASSAGE_KINDS else None
        counts.setdefault(value, 0 if kind is None else int((columns.kind[rows] == kind).sum()))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [(value, count) for value, count in ordered if count or value in selected]
    return tuple(FacetValue(value, labels.get(value, value), count, value in selected) for value, count in shown)


def _label(name: str, value: str, title: str) -> str:
    if name == "kind":
        return KIND_NAMES[value]
    return title if name == "report" else value
