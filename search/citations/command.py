"""`python -m search --cite`: passages, or a collection saved from the site, as the files that the site would make of them."""

import sys
from collections.abc import Sequence
from pathlib import Path

from search.citations.collection import Collection, Entry, checked, of_passages, read_collection
from store.errors import UsageFault


def collection_named(named: Sequence[str]) -> Collection:
    """The passages of all names together: a file that holds a collection, `-` for one on standard input, else ids or addresses.

    Raises UsageFault for a file that holds no collection.
    """
    title, entries = "", list[Entry]()
    for name in named:
        read = _read(name)
        title, entries = title or read.title, [*entries, *read.entries]
    return checked(Collection(title, tuple(dict.fromkeys(entries))), "--cite")


def _read(name: str) -> Collection:
    if name != "-" and not Path(name).is_file():
        if name.endswith(".json"):
            raise UsageFault(f"{name}: there is no such file.", "cite")
        return of_passages([name])
    held = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return read_collection(held.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise UsageFault(f"{name} is no text in UTF-8: give a file that was saved from a collection.", "cite") from error
