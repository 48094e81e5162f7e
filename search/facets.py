"""How the results spread over places, terms, kinds…: each filter's values with their counts, that filter itself lifted.

    place: thị xã Gò Sim 3 (chosen) · huyện Đồng Ngưu 12

A chosen value's count is how many of the results have it. Another value's count is how many would have it in the list that the
lifted filter leaves. Asking for that value gives as many where the query itself says what matches. Plain words may give more,
never fewer: in a list of its own, what is weak beside the best of the others may be the best.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.answers import FILTER_NAMES, FacetValue, Filters
from search.scope import BODY, FOOTNOTE, KIND_NAMES, PASSAGE_KIND_NAMES, value_of
from store.catalogue import Columns
from store.records import PASSAGE_KINDS


def facets(
    listed: NDArray[np.int32], lifted: Mapping[str, NDArray[np.int32]], filters: Filters, columns: Columns
) -> dict[str, tuple[FacetValue, ...]]:
    """The values of every filter, most frequent first, by filter name.

    `listed` are the rows of the results, `lifted` those that would be listed were one filter lifted, for each that is in use.
    """
    counted = {}
    for name in FILTER_NAMES:
        # What is listed comes first, and stands for the same text in the wider list.
        rows = np.concatenate([listed, lifted.get(name, listed[:0])])
        rows = rows[np.unique(columns.same[rows], return_index=True)[1]]
        counted[name] = _values(name, rows, set(getattr(filters, name)), columns)
    return counted


def _values(name: str, rows: NDArray[np.int32], selected: set[str], columns: Columns) -> tuple[FacetValue, ...]:
    counts: Counter[str] = Counter()
    if name == "passage_kind":
        notes = int((columns.kind[rows] == PASSAGE_KINDS.index("footnote")).sum())
        counts.update({BODY: len(rows) - notes, FOOTNOTE: notes})
    else:
        for place, count in zip(*np.unique(columns.report[rows], return_counts=True), strict=True):
            report = columns.reports[int(place)]
            value = value_of(name, report)
            if value is not None:
                counts[value] += int(count)
    for value in selected:
        kind = PASSAGE_KINDS.index(value) if name == "passage_kind" and value in PASSAGE_KINDS else None
        counts.setdefault(value, 0 if kind is None else int((columns.kind[rows] == kind).sum()))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [(value, count) for value, count in ordered if count or value in selected]
    labels = _labels(name, columns)
    return tuple(FacetValue(value, labels.get(value, value), count, value in selected) for value, count in shown)


def _labels(name: str, columns: Columns) -> dict[str, str]:
    """How people write the values of a filter that are not words themselves."""
    match name:
        case "kind":
            return KIND_NAMES
        case "passage_kind":
            return PASSAGE_KIND_NAMES
        case "report":
            return {report.id: report.title for report in columns.reports}
        case _:
            return {}
