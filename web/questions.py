"""A question in an address, both ways: a query string becomes a `Request`, and a `Request` the address of its answer.

    q=hộ nghèo&place=thị xã An Sơn&page=2  ⇄  Request("hộ nghèo", filters=Filters(place=("thị xã An Sơn",)), page=2)

The API reads strictly: whatever it does not know is refused by name. The pages read the same parameters and pass over those that
others append to addresses (`utm_source` and the like).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import flask
from werkzeug.datastructures import MultiDict

from search.answers import FILTER_NAMES, LANGUAGES, MODES, Filters, Language, Request
from search.scope import PASSAGE_KIND_VALUES
from store.errors import UsageFault
from store.records import REPORT_KINDS

LONGEST_QUERY = 2000  # characters; a pasted paragraph fits, a pasted report does not
LARGEST_FORM = 8_000_000  # bytes: a report of hundreds of pages, pasted whole, is told how long its text may be
LARGEST_SIZE = 100
LAST_PAGE = 10_000
API_SIZE = 20
PAGE_SIZE = 20  # as the API: enough that what every report of a town says of one thing stands on one page

PARAMETERS: tuple[str, ...] = ("q", "mode", "expand", "page", "size", *FILTER_NAMES, "lang")
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": REPORT_KINDS,
    "passage_kind": PASSAGE_KIND_VALUES,
    "expand": ("0", "1"),
}


def only(args: MultiDict[str, str], known: tuple[str, ...]) -> None:
    """Raise UsageFault, which names it, for the first parameter that is not among those known."""
    for name in args:
        if name not in known:
            told = f"it knows {', '.join(known)}" if known else "it takes none"
            raise UsageFault(f"This route has no parameter named {name[:60]!r}: {told}.", name[:60])


def form(field: str) -> tuple[MultiDict[str, str], str]:
    """The fields of a page's form, posted or in the address, and the text of its large field, with lines that end in \\n."""
    request = flask.request
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM
    given = request.form if request.method == "POST" else request.args
    return given, given.get(field, "").replace("\r\n", "\n").strip()


def asked(args: MultiDict[str, str], size: int, language: Language = LANGUAGES[0]) -> Request:
    """The request that a query string holds; `size` is the number of results a page when it names none.

    Raises UsageFault, with the parameter's name, for a value that cannot be meant.
    """
    query = (single(args, "q") or "").strip()
    if not query:
        raise UsageFault("The parameter 'q' is missing or empty: give the words to search for.", "q")
    if len(query) > LONGEST_QUERY:
        raise UsageFault(f"The query has {len(query)} characters: give at most {LONGEST_QUERY}.", "q")
    mode = single(args, "mode") or MODES[0]
    if mode not in MODES:
        raise UsageFault(f"{mode[:60]!r} is no mode: choose one of {', '.join(MODES)}.", "mode")
    expand = single(args, "expand") or "1"
    if expand not in CHOICES["expand"]:
        raise UsageFault(f"{expand[:60]!r} is no value of 'expand': give 1, or 0 for only what was typed.", "expand")
    return Request(
        query=query,
        mode=mode,
        filters=filters(args),
        size=number(args, "size", size, LARGEST_SIZE),
        page=number(args, "page", 1, LAST_PAGE),
        language=language,
        expand=expand == "1",
    )


def parameters(request: Request) -> dict[str, str | int | list[str]]:
    """What `request` looks like in the address of a page, the defaults left out."""
    named: dict[str, str | int | list[str]] = {"q": request.query}
    if request.mode != MODES[0]:
        named["mode"] = request.mode
    if not request.expand:
        named["expand"] = "0"
    named |= filtering(request.filters, FILTER_NAMES)
    if request.size != PAGE_SIZE:
        named["size"] = request.size
    if request.page != 1:
        named["page"] = request.page
    return named


def chosen(filters: Filters) -> Iterator[tuple[str, str]]:
    """(filter, value) for each value that is let through."""
    for name in FILTER_NAMES:
        for value in getattr(filters, name):
            yield name, value


def filtering(wanted: object, names: Sequence[str]) -> dict[str, Any]:
    """What the filters of these names look like in an address; those that let all through are left out."""
    return {name: list(values) for name in names if (values := getattr(wanted, name))}


def changed(args: MultiDict[str, str], name: str, value: str) -> str:
    """A visitor's query string with one parameter set otherwise, and all else as it came: lang=vi&q=1 → q=1&lang=en.

    `url_for` is no way to write it: a visitor may call a parameter what one of its own options is called (`endpoint`, `_scheme`).
    """
    return urlencode([*((each, held) for each, held in args.items(multi=True) if each != name), (name, value)])


def language(args: MultiDict[str, str]) -> Language:
    """The language that `lang` names, Vietnamese when it is not given. Raises UsageFault for another."""
    named = single(args, "lang") or LANGUAGES[0]
    if named not in LANGUAGES:
        raise UsageFault(f"{named[:60]!r} is no language of the answer: choose one of {', '.join(LANGUAGES)}.", "lang")
    return named


def toggled(request: Request, name: str, value: str) -> Request:
    """The same question with one filter value added, or taken away when it was there; from its first page."""
    values: tuple[str, ...] = getattr(request.filters, name)
    values = tuple(v for v in values if v != value) if value in values else (*values, value)
    return replace(request, filters=replace(request.filters, **{name: values}), page=1)


def filters(args: MultiDict[str, str]) -> Filters:
    """The filters that a query string holds. Raises UsageFault for a value that no report can have."""
    return Filters(**{name: _values(args, name) for name in FILTER_NAMES})


def single(args: MultiDict[str, str], name: str) -> str | None:
    """The value of a parameter that may stand once. Raises UsageFault when it stands more often."""
    values = args.getlist(name)
    if len(values) > 1:
        raise UsageFault(f"The parameter {name!r} is given {len(values)} times: give it once.", name)
    return values[0] if values else None


def _values(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """The distinct values of a filter; empty ones, as an untouched form field sends, say nothing."""
    values = tuple(dict.fromkeys(value for value in args.getlist(name) if value))
    choices = CHOICES.get(name)
    for value in values:
        if choices and value not in choices:
            raise UsageFault(f"{value[:60]!r} is no value of {name!r}: choose among {', '.join(choices)}.", name)
    return values


def number(args: MultiDict[str, str], name: str, default: int, largest: int, least: int = 1) -> int:
    """The whole number that a parameter holds, `default` when it is not given. Raises UsageFault outside `least` to `largest`."""
    written = single(args, name)
    if not written:
        return default
    # isdecimal lets through other scripts' digits, which int reads as well; a sign or a fraction is refused.
    value = int(written) if written.isdecimal() and len(written) < 10 else 0
    if not least <= value <= largest:
        raise UsageFault(f"{written[:60]!r} is no value of {name!r}: give a whole number from {least} to {largest}.", name)
    return value
