"""A collection as the JSON of the API and of `python -m search --cite --json`: what has become of each of its entries."""

from collections.abc import Sequence
from typing import Any

from search.citations.collection import Collection, Gathered
from search.citations.styles import section_path


def collection(asked: Collection, entries: Sequence[Gathered], generation: str) -> dict[str, Any]:
    """The whole answer; `text` of an entry are the words that would be cited, None where nobody knows any."""
    return {"title": asked.title, "entries": [entry(each) for each in entries], "generation": generation}


def entry(found: Gathered) -> dict[str, Any]:
    """One entry: what was asked, how it stands today, and the facts that would be cited."""
    cited = found.cited
    return {
        "passage": found.entry.passage,
        "quote": found.entry.part,
        "note": found.entry.note,
        "standing": found.standing,
        "now": found.now,
        "report": found.report,
        "title": cited.title if cited else None,
        "place": cited.place if cited else None,
        "term": cited.term if cited else None,
        "section_path": section_path(cited) if cited else "",
        "page": cited.page if cited else None,
        "footnote": cited.footnote if cited else None,
        "text": cited.quote if cited else None,
        "url": cited.address if cited else None,
    }
