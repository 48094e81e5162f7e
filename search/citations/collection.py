"""A collection ("Sổ trích dẫn"): passages that somebody keeps, in an order, with a note beside each; and what has become of each.

read_collection('{"format": "van-kho-collection", "version": 1, "title": "Rừng", "entries": [{"passage": "dong-nguu-1.p-01"}]}')
→ Collection("Rừng", (Entry("dong-nguu-1.p-01"),))

The archive keeps no collection. A browser does, or a file, and a request brings it along. Beside the words above, an entry of
a file may hold others for who shows it without the archive (`text`, `report`); they are passed over here, for only the archive's
own words are cited.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from search.citations.permanence import Address, follow
from search.citations.source import Cited, cited_from, excerpt, of_report, place_of
from search.library import Library
from store.errors import UsageFault
from store.records import Report

FILE_FORMAT = "van-kho-collection"
FILE_VERSION = 1
MOST_ENTRIES = 500
LONGEST_TITLE = 300
LONGEST_NOTE = 4000
LONGEST_PART = 4000  # characters of the words that are chosen from a passage
LONGEST_ID = 300

Standing = Literal["here", "moved", "changed", "removed", "misquoted", "unknown"]
STANDINGS: tuple[Standing, ...] = ("here", "moved", "changed", "removed", "misquoted", "unknown")

# The words of an entry in a file, and how long they may be; of another name there than in `Entry` is `quote`, the part.
_FIELDS = {"passage": LONGEST_ID, "quote": LONGEST_PART, "note": LONGEST_NOTE}

# What XML, and with it a word processor's file, cannot hold: control characters, lone surrogates, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_SAID: dict[Standing, str] = {
    "changed": "Lưu ý: lời này không còn trong văn bản; đây là lời lúc được đưa vào kho trước đó.",
    "removed": "Lưu ý: văn bản đã được lấy ra khỏi kho; lời của đoạn không còn xem được.",
    "misquoted": "Lưu ý: phần lời đã chọn không có trong đoạn; đây là cả đoạn.",
}
_FORGOTTEN = "Lưu ý: lời của đoạn đã đổi, và kho không còn giữ lời cũ."


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage that is kept; `part` are the words of it that are to be quoted, where not all are."""

    passage: str
    part: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """An entry as the archive knows it today.

    here        it stands where it stood
    moved       the same words stand under another id, which `cited` has
    changed     the report no longer has these words; `cited` has them as they once were
    removed     the report is gone; `cited` has its title, and no words
    misquoted   the passage is there, the chosen part is not in it; `cited` has the whole passage
    unknown     no passage ever had this id; `cited` is None
    """

    entry: Entry
    standing: Standing
    cited: Cited | None
    report: str | None = None  # the report's id, while it is in the archive
    now: str | None = None  # the id of the passage that holds the words, or the nearest to them


def read_collection(text: str, name: str = "collection") -> Collection:
    """The collection that a file holds. Raises UsageFault, which begins with `name`, for what is none."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageFault(f"{name} is no JSON: give a file that was saved from a collection.", "collection") from error
    return collection_from(held, name)


def collection_from(held: Any, name: str = "collection") -> Collection:
    """The collection that a JSON value holds. Raises UsageFault, which begins with `name`, for what is none."""

    def wrong(what: str) -> UsageFault:
        return UsageFault(f"{name} {what}", "collection")

    if not isinstance(held, dict) or held.get("format") != FILE_FORMAT:
        raise wrong(f'is no collection: it must be a JSON object with "format": "{FILE_FORMAT}".')
    if held.get("version") != FILE_VERSION or isinstance(held.get("version"), bool):
        raise wrong(f"has version {str(held.get('version'))[:20]!r}: this program reads version {FILE_VERSION}.")
    entries = held.get("entries")
    if not isinstance(entries, list):
        raise wrong('has no list of "entries".')
    title = held.get("title", "")
    if not isinstance(title, str) or len(title) > LONGEST_TITLE:
        raise wrong(f"has a title that is no text of at most {LONGEST_TITLE} characters.")
    read = []
    for number, each in enumerate(entries, 1):
        if not isinstance(each, dict):
            raise wrong(f"has an entry {number} that is no JSON object.")
        values = [_text(each, key, longest) for key, longest in _FIELDS.items()]
        for key, value in zip(_FIELDS, values, strict=True):
            if value is None:
                raise wrong(f'has an entry {number} whose "{key}" is no text of at most {_FIELDS[key]} characters.')
        passage, part, note = (value or "" for value in values)
        if not passage:
            raise wrong(f'has an entry {number} without a "passage".')
        read.append(Entry(passage, part, note))
    return checked(Collection(_clean(title), tuple(read)), name)


def checked(collection: Collection, name: str = "collection") -> Collection:
    """The same. Raises UsageFault when there is nothing in it, or too much."""
    if not 1 <= len(collection.entries) <= MOST_ENTRIES:
        raise UsageFault(f"{name} has {len(collection.entries)} entries: give 1 to {MOST_ENTRIES}.", "collection")
    return collection


def of_passages(named: Sequence[str], title: str = "") -> Collection:
    """The collection of these passages, each named by its id or its address, several in one text when white space parts them."""
    ids = [word.split("?")[0].split("#")[0].rstrip("/").removesuffix("/cite") for text in named for word in text.split()]
    return Collection(_clean(title), tuple(Entry(_clean(each.rpartition("/")[2])) for each in dict.fromkeys(ids)))


def gathered(library: Library, collection: Collection, base: str) -> tuple[Gathered, ...]:
    """Every entry as the archive knows it, over one generation; `base` is the site's address."""
    with library.opened():
        return tuple(_gathered(library, entry, base) for entry in collection.entries)


def _gathered(library: Library, entry: Entry, base: str) -> Gathered:
    address = follow(library, entry.passage)
    if address is None:
        return Gathered(entry, "unknown", None)
    report = address.report.id if address.report else None
    now = address.passage.passage.id if address.passage else None
    standing: Standing = address.standing
    if address.passage and standing == "changed" and entry.part and place_of(address.passage.passage.text, entry.part):
        standing = "moved"  # the passage was edited elsewhere: the very words that are quoted still stand
    if address.passage and standing in ("here", "moved"):
        cited = cited_from(address.passage, base)
        if entry.part and place_of(cited.quote, entry.part) is None:
            standing = "misquoted"
    else:
        cited = _once(address, base)
    said = _FORGOTTEN if standing == "changed" and not cited.quote else _SAID.get(standing)
    remarks = tuple(filter(None, (said, f"Ghi chú: {' '.join(entry.note.split())}" if entry.note.strip() else "")))
    if entry.part and place_of(cited.quote, entry.part):
        cited = excerpt(cited, entry.part)
    return Gathered(entry, standing, replace(cited, remarks=remarks), report, now)


def _once(address: Address, base: str) -> Cited:
    """What can still be cited of a passage that is gone: its report, and its words where the report is still there."""
    once = address.remembered
    if address.report is None and once:  # taken out: its title is all that may still be told
        return of_report(Report(once.report, once.file, once.sha256, once.title), address.id, base)
    assert address.report  # an address without a report has something remembered
    cited = of_report(address.report, address.id, base)
    if once is None:
        return cited
    words, sections = " ".join(once.text.split()), ((None, once.section),) if once.section else ()
    return replace(cited, quote=words, sections=sections, page=address.report.page_label(once.page))


def _text(entry: dict[str, Any], key: str, longest: int) -> str | None:
    """The text at `key`, "" where there is none, None where it is no text or too long."""
    value = entry.get(key)
    if value is None and key != "passage":
        return ""
    return _clean(value) if isinstance(value, str) and len(value) <= longest else None


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text).strip()
