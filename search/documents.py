"""The list of documents: narrowed, put in order, in groups, with the years from which they come.

Asked("date", place="thị xã An Sơn")  →  the reports of one place, newest first, a group a year

Pure: reports and their counts in, frozen views out.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from language.normalise import fold
from search.answers import last_page
from search.library import Listed
from store.records import Report

ORDERS = ("place", "date", "term", "kind")
FILTERS = ("place", "term", "kind")
PAGE_SIZE = 50
_LONGEST_TIMELINE = 60  # years; a mistyped date of the year 205 must not make the page a thousand columns wide


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and how many reports have it."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Reports that share what the list is ordered by; `value` is None where it is not known."""

    value: str | None
    entries: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of years on the timeline: a term of office with its reports, or one year with those that are dated in it."""

    value: str  # "2020-2025", "2019": what the filter takes
    first: int
    last: int
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years `first` to `last`, the terms in them, and the years in which reports are dated."""

    first: int
    last: int
    terms: tuple[Stretch, ...]
    years: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address wants to see: one value or none of each filter, an order, a page."""

    by: str = ORDERS[0]
    place: str | None = None
    term: str | None = None
    kind: str | None = None
    year: str | None = None
    page: int = 1

    def named(self) -> dict[str, Any]:
        """What is not the default, as in an address, the page left out."""
        held = {name: value for name in (*FILTERS, "year") if (value := getattr(self, name))}
        return {**held, **({"by": self.by} if self.by != ORDERS[0] else {})}


@dataclass(frozen=True, slots=True)
class Documents:
    """One page of the list. `total` counts all that the filters let through, on every page."""

    asked: Asked
    total: int
    last: int
    groups: tuple[Group, ...]
    choices: dict[str, tuple[Choice, ...]]  # by filter, that filter itself lifted
    timeline: Timeline | None  # None where no report tells its term or day


def documents(entries: Sequence[Listed], wanted: Asked) -> Documents:
    """The page that `wanted` asks for."""
    found = [entry for entry in entries if _passes(entry.report, wanted)]
    ordered = sorted(found, key=_ORDER[wanted.by])
    shown = ordered[(wanted.page - 1) * PAGE_SIZE : wanted.page * PAGE_SIZE]
    return Documents(
        asked=wanted,
        total=len(found),
        last=last_page(len(found), PAGE_SIZE),
        groups=_groups(shown, _KEY[wanted.by]),
        choices={name: _choices(entries, wanted, name) for name in FILTERS},
        timeline=_timeline(entries, wanted),
    )


def _passes(report: Report, wanted: Asked, lifted: str = "") -> bool:
    return all(
        name == lifted or getattr(wanted, name) in (None, _KEY["date" if name == "year" else name](report))
        for name in (*FILTERS, "year")
    )


def _year(report: Report) -> str | None:
    return report.date[:4] if report.date else None


# What a report shares with its group. Where the order is by date, that is the year.
_KEY: dict[str, Callable[[Report], str | None]] = {
    "place": lambda report: report.place,
    "date": _year,
    "term": lambda report: report.term,
    "kind": lambda report: report.kind,
}


def _newest_first(text: str | None) -> tuple[int, ...]:
    """A key that sorts dates and terms from the newest to the oldest, those not known at the end."""
    return tuple(-ord(letter) for letter in text) if text else (1,)


def _by_date(entry: Listed) -> tuple[tuple[int, ...], str]:
    return _newest_first(entry.report.date), entry.report.file


_ORDER: dict[str, Callable[[Listed], tuple[object, ...]]] = {
    "place": lambda entry: (
        entry.report.place is None,
        fold(entry.report.place or ""),
        entry.report.place or "",
        _by_date(entry),
    ),
    "date": _by_date,
    "term": lambda entry: (_newest_first(entry.report.term), _by_date(entry)),
    "kind": lambda entry: (entry.report.kind, _by_date(entry)),
}


def _groups(entries: Sequence[Listed], key: Callable[[Report], str | None]) -> tuple[Group, ...]:
    """Neighbours with the same key, together."""
    groups: list[Group] = []
    for entry in entries:
        value = key(entry.report)
        if groups and groups[-1].value == value:
            groups[-1] = Group(value, (*groups[-1].entries, entry))
        else:
            groups.append(Group(value, (entry,)))
    return tuple(groups)


def _choices(entries: Sequence[Listed], wanted: Asked, name: str) -> tuple[Choice, ...]:
    chosen = getattr(wanted, name)
    counted = _counted(entries, wanted, name)
    counted.update({chosen: 0} if chosen else {})
    return tuple(
        Choice(value, count, value == chosen) for value, count in sorted(counted.items(), key=lambda pair: fold(pair[0]))
    )


def _timeline(entries: Sequence[Listed], wanted: Asked) -> Timeline | None:
    """Terms and years, each counted with its own filter lifted; only the newest when they span too many years to show."""
    stretches = {
        name: [
            stretch
            for value, count in _counted(entries, wanted, name).items()
            if (stretch := _stretch(value, count, wanted, name))
        ]
        for name in ("term", "year")
    }
    ends = [stretch.last for found in stretches.values() for stretch in found]
    if not ends:
        return None
    last = max(ends)
    earliest = last - _LONGEST_TIMELINE + 1
    shown = {
        name: tuple(sorted((s for s in found if s.first >= earliest), key=lambda s: s.value)) for name, found in stretches.items()
    }
    first = min(stretch.first for found in shown.values() for stretch in found)
    return Timeline(first, last, shown["term"], shown["year"])


def _counted(entries: Sequence[Listed], wanted: Asked, name: str) -> Counter[str]:
    key = _KEY["date" if name == "year" else name]
    values = (key(entry.report) for entry in entries if _passes(entry.report, wanted, name))
    return Counter(value for value in values if value)


def _stretch(value: str, count: int, wanted: Asked, name: str) -> Stretch | None:
    """The years that a value names; None for one that names none, or no possible ones."""
    years = [int(part) for part in value.split("-") if part.isdecimal()]
    if not years or not years[0] <= years[-1] < years[0] + _LONGEST_TIMELINE:
        return None
    return Stretch(value, years[0], years[-1], count, value == getattr(wanted, name))
