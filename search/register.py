"""The register: every commitment of the archive as a row to be filtered, sorted, counted and compared.

    register = register_of(opened)
    register.chosen(Wanted(indicator=("poverty",), place=("thị xã Vĩnh Lạch",)))   its rows, with their verdicts
    register.facets(Wanted(kind=("target",)))["place"]                             how many rows each place would leave

It is read once for each generation, with the first request that needs it, and then answers from memory.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from language.indicators import indicators
from language.normalise import fold, has_diacritics
from language.syllables import tokens
from search.answers import FacetValue
from search.chronology import written
from search.library import Opened
from search.pairing import Pairing, last_year, measure, pair_reports, term_of
from search.register_rows import DESCENDING, LARGEST_PAGE, LONGEST_WORDS, SORTS, WANTED_NAMES, Row, Series, Wanted
from store.errors import UsageFault
from store.records import Commitment, Report

VERDICT_ORDER = ("not met", "on the way", "unclear", "met")  # what needs a reader first
_KINDS = ("target", "result")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the rows that a request finds."""

    wanted: Wanted
    total: int
    rows: tuple[Row, ...]


class Register:
    """The rows of one generation, in the order of the files and of reading."""

    def __init__(self, reports: Iterable[tuple[Report, Sequence[Commitment]]]) -> None:
        held = tuple(reports)
        pairings = _by_commitment(pair_reports(held), {report.id: report for report, _ in held})
        self.rows: tuple[Row, ...] = tuple(
            Row(commitment, report, term_of(report, commitment), tuple(pairings.get(commitment.id, ())))
            for report, commitments in held
            for commitment in commitments
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """By key, the name of every indicator that a row has."""
        return {row.indicator_key: row.commitment.indicator for row in self.rows}

    def chosen(self, wanted: Wanted) -> tuple[Row, ...]:
        """All rows that the filters let through, in the order asked for. Raises UsageFault for an unknown order or value."""
        check(wanted)
        found = [row for row in self._saying(wanted.words) if _passes(row, wanted)]
        order = wanted.sort.removeprefix(DESCENDING)
        if order != SORTS[0]:
            # What has no such value comes last, whichever way the rest goes.
            having = [row for row in found if _ORDER[order](row) is not None]
            lacking = [row for row in found if _ORDER[order](row) is None]
            found = sorted(having, key=_ORDER[order], reverse=wanted.sort.startswith(DESCENDING)) + lacking
        elif wanted.sort.startswith(DESCENDING):
            found.reverse()
        return tuple(found)

    def page(self, wanted: Wanted) -> Page:
        """One page of them."""
        found = self.chosen(wanted)
        return Page(wanted, len(found), found[(wanted.page - 1) * wanted.size : wanted.page * wanted.size])

    def facets(self, wanted: Wanted) -> dict[str, tuple[FacetValue, ...]]:
        """By filter: each value that rows have and how many it would leave with the other filters as they are; most first."""
        chosen: dict[str, tuple[str, ...]] = {name: getattr(wanted, name) for name in WANTED_NAMES}
        counts = {name: Counter(dict.fromkeys(values, 0)) for name, values in chosen.items()}
        for row in self._saying(wanted.words):
            values = {name: value_of(name, row) for name in WANTED_NAMES}
            failing = [name for name in WANTED_NAMES if chosen[name] and values[name] not in chosen[name]]
            if len(failing) > 1:
                continue
            for name in failing or WANTED_NAMES:  # what fails one filter alone would be let in by another value of it
                if (value := values[name]) is not None:
                    counts[name][value] += 1
        return {
            name: tuple(
                FacetValue(value, self._label(name, value), count, value in chosen[name])
                for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], fold(pair[0])))
            )
            for name, counted in counts.items()
        }

    def series(self, wanted: Wanted) -> tuple[Series, ...]:
        """The rows found, by unit and measure, so that only like stands beside like; the longest first, each in order of time."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in self.chosen(wanted):
            groups.setdefault((row.commitment.unit or "", measure(row.commitment)), []).append(row)
        made = [Series(unit, kind, tuple(sorted(rows, key=_time))) for (unit, kind), rows in groups.items()]
        return tuple(sorted(made, key=lambda series: -len(series.rows)))

    def _saying(self, words: str) -> Sequence[Row]:
        """The rows whose indicator or quote holds `words`."""
        bare = not has_diacritics(words)
        wanted = _compared(words, bare)
        if not wanted.strip():
            return self.rows
        return [row for row, held in zip(self.rows, self._said[bare], strict=True) if wanted in held]

    @cached_property
    def _said(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """For every row, its words to be compared: with diacritics, and without."""
        texts = [f"{row.commitment.indicator} . {row.commitment.indicator_words} . {row.commitment.quote}" for row in self.rows]
        marked = tuple(_compared(text, bare=False) for text in texts)
        return marked, tuple(fold(text) for text in marked)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {row.report.id: row.report.title for row in self.rows}

    def _label(self, name: str, value: str) -> str:
        return {"indicator": self.names, "report": self._titles}.get(name, {}).get(value, value)


def check(wanted: Wanted) -> None:
    """Raises UsageFault, naming the parameter, for what no register can answer."""
    if wanted.sort.removeprefix(DESCENDING) not in SORTS:
        known_sorts = ", ".join(SORTS)
        raise UsageFault(f"sort={wanted.sort[:60]} is not known: use one of {known_sorts}, with - before it to turn it.", "sort")
    for name, values, known in (("kind", wanted.kind, _KINDS), ("verdict", wanted.verdict, VERDICT_ORDER)):
        for value in values:
            if value not in known:
                raise UsageFault(f"{name}={value[:60]} is not known: use one of {', '.join(known)}.", name)
    if len(wanted.words) > LONGEST_WORDS:
        raise UsageFault(f"words has {len(wanted.words)} characters, more than {LONGEST_WORDS}: ask for fewer.", "words")
    if not 1 <= wanted.size <= LARGEST_PAGE:
        raise UsageFault(f"size={wanted.size} is outside 1 to {LARGEST_PAGE}.", "size")
    if wanted.page < 1:
        raise UsageFault(f"page={wanted.page} is below 1.", "page")


def is_listed(key: str) -> bool:
    """Whether an indicator's key is an id of the list, and not a report's own words."""
    return key in _POSITION


def english_name(key: str) -> str | None:
    """The English name of the indicator that has this key; None where the list does not know it."""
    place = _POSITION.get(key)
    return None if place is None else indicators()[place].english


def value_of(name: str, row: Row) -> str | None:
    """The value of one filter for a row."""
    match name:
        case "indicator":
            return row.indicator_key
        case "place":
            return row.report.place
        case "term":
            return row.term
        case "report":
            return row.report.id
        case "verdict":
            return row.verdict
        case _:
            value: str | None = getattr(row.commitment, name)
            return value


_held: list[tuple[str, Register]] = []  # the generation read last, and its register
_reading = threading.Lock()


def register_of(opened: Opened) -> Register:
    """The register of a generation in use."""
    with _reading:
        name = str(opened.generation.folder.resolve())
        if not _held or _held[0][0] != name:
            catalogue = opened.generation.catalogue
            read = Register((report, catalogue.commitments(report.id)) for report in opened.columns.reports)
            _held[:] = [(name, read)]
        return _held[0][1]


def _by_commitment(pairings: Iterable[Pairing], reports: dict[str, Report]) -> dict[str, list[Pairing]]:
    """By id: the pairing of a result; those that answer a target, the newest first."""
    found: dict[str, list[Pairing]] = {}
    newest_first = sorted(
        pairings,
        key=lambda pairing: (written(reports[pairing.result.report]), last_year(pairing.result.period) or 0),
        reverse=True,
    )
    for pairing in newest_first:
        found.setdefault(pairing.result.id, []).append(pairing)
        if pairing.target is not None:
            found.setdefault(pairing.target.id, []).append(pairing)
    return found


def _compared(text: str, bare: bool) -> str:
    """Syllables with a space on both sides of each, so that none is found inside another."""
    words = " ".join(token.text for token in tokens(text))
    return f" {fold(words) if bare else words} "


def _passes(row: Row, wanted: Wanted) -> bool:
    return all(not (values := getattr(wanted, name)) or value_of(name, row) in values for name in WANTED_NAMES)


def _time(row: Row) -> tuple[str, str, str, bool]:
    return fold(row.report.place or ""), row.term or "", row.commitment.period or "", row.commitment.kind == "result"


def _text(read: Callable[[Row], str | None]) -> Callable[[Row], Any]:
    return lambda row: fold(value) if (value := read(row)) else None


_POSITION = {indicator.id: place for place, indicator in enumerate(indicators())}
# By the name of an order: what rows are compared by, None where a row has nothing to compare.
_ORDER: dict[str, Callable[[Row], Any]] = {
    "indicator": lambda row: (_POSITION.get(row.indicator_key, len(_POSITION)), fold(row.commitment.indicator)),
    "place": _text(lambda row: row.report.place),
    "term": _text(lambda row: row.term),
    "period": _text(lambda row: row.commitment.period),
    # Values compare within a unit alone.
    "value": lambda row: (fold(row.commitment.unit or ""), row.commitment.value_low),
    "verdict": lambda row: VERDICT_ORDER.index(row.verdict) if row.verdict else None,
}
