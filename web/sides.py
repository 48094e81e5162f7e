"""Two wordings as one line of text: what both have, what only the draft has, what only the archive has.

draft      cải cách hành chính          same "cải cách " · added "thủ tục" · same " hành chính"
passage    cải cách thủ tục hành chính
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search.precedent import Precedent, Step
from store.records import Span

_AROUND = 120  # characters of the passage on either side

SideKind = Literal["same", "gone", "added", "plain"]


@dataclass(frozen=True, slots=True)
class Side:
    """A run of text: `same` in both, `gone` from the draft, `added` in the passage, `plain` where nothing is compared."""

    kind: SideKind
    text: str


def sides(found: Precedent, draft: str) -> tuple[Side, ...]:
    """A precedent as it is shown, with some of the passage around it.

    Where only the meaning is alike, what is alike stands alone, the words in common are marked and no word is called missing.
    """
    text, (start, end) = found.passage.text, found.extent
    worded = found.likeness != "meaning"
    before, after = (_words_before(text, start), _words_after(text, end)) if worded else (start, _stop_after(text, end))
    between = _laid(found.steps, draft, text, found.extent, differences=worded)
    head, tail = "… " if before else "", " …" if text[after:].strip() else ""
    return (Side("plain", head + text[before:start]), *between, Side("plain", text[end:after] + tail))


def variant(steps: Sequence[Step], wording: str, text: str) -> tuple[Side, ...]:
    """A variant of a wording, in the words of the passage `text` that has it."""
    spans = [step.passage for step in steps if step.passage[0] < step.passage[1]]
    return tuple(_laid(steps, wording, text, (spans[0][0], spans[-1][1]), differences=True)) if spans else ()


def context(text: str, span: Span) -> tuple[str, str]:
    """What stands left and right of a hit, whole words of about a line and a half."""
    return text[_words_before(text, span[0]) : span[0]], text[span[1] : _words_after(text, span[1])]


def _laid(steps: Sequence[Step], draft: str, text: str, extent: Span, differences: bool) -> Iterator[Side]:
    at = extent[0]
    for step in steps:
        start, end = step.passage
        if at < start:
            yield Side("plain", text[at:start])
        if differences and step.kind in ("replace", "delete"):
            yield Side("gone", draft[slice(*step.draft)])
            yield Side("plain", " ")
        if start < end:
            yield Side("same" if step.kind == "equal" else "added" if differences else "plain", text[start:end])
        at = max(at, end)
    if at < extent[1]:
        yield Side("plain", text[at : extent[1]])


def _words_before(text: str, start: int) -> int:
    """Where the words begin that are shown before `start`."""
    if start <= _AROUND:
        return 0
    blank = text.find(" ", start - _AROUND, start)
    return blank + 1 if blank >= 0 else start - _AROUND


def _stop_after(text: str, end: int) -> int:
    """Behind the signs that end a sentence."""
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


def _words_after(text: str, end: int) -> int:
    if len(text) - end <= _AROUND:
        return len(text)
    blank = text.rfind(" ", end, end + _AROUND)
    return blank if blank >= 0 else end + _AROUND
