"""Which of its numbered indicators a report says were met: it counts them, and names them by their numbers.

    "…có 3/5 chỉ tiêu đạt kế hoạch đề ra¹"    note 1: "Chỉ tiêu 1, 2, 5; 01 chỉ tiêu gần đạt: chỉ tiêu 4."
    → 1, 2 and 5: met; 4: on the way

An indicator is the list item that bears its number: "(4) Tỷ lệ thu gom rác thải 93%".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.commitments.statements import verdicts_in
from store.records import Verdict

_NUMBER = r"\d{1,2}(?!\d|\s*/|\s+chỉ tiêu)"
_NAMED = re.compile(rf"chỉ tiêu(?:\s+(?:số|thứ))?\s+({_NUMBER}(?:\s*(?:,|và)\s*{_NUMBER})*)(?!\s*%)", re.IGNORECASE)
_ITEM = re.compile(r"\W*(\d{1,2})\s*[).:\-–]")
_FAR = 200  # characters before the mark of a note in which its sentence says what the note lists


@dataclass(frozen=True, slots=True)
class Called:
    """What is said of a numbered indicator, and the words that say it: "đạt kế hoạch … Chỉ tiêu 1, 2, 5"."""

    verdict: Verdict
    words: str


def rolls(texts: Iterable[tuple[str, str]]) -> Mapping[int, Called]:
    """By its number, what is said of each indicator that `texts` call by number; none of which two things are said.

    Each text comes with the words before it: those up to the mark for a note, "" for a text of its own.
    """
    called: dict[int, set[Called]] = {}
    for before, text in texts:
        since = 0
        for match in _NAMED.finditer(text):
            said = _said(before[-_FAR:], text, since, match)
            since = match.end()
            for number in re.findall(r"\d+", match[1]) if said else ():
                called.setdefault(int(number), set()).add(said)  # type: ignore[arg-type]
    return {number: one for number, (one, *others) in called.items() if all(other.verdict == one.verdict for other in others)}


def number_of(item: str) -> int | None:
    """The number of a list item's text: 4 of "(4) Tỷ lệ thu gom rác thải 93%"."""
    match = _ITEM.match(item[:12])
    return int(match[1]) if match else None


def _said(before: str, text: str, since: int, named: re.Match[str]) -> Called | None:
    """The last verdict before the numbers, in their own text or, where they open it, before it."""
    own = verdicts_in(text[since : named.start()])
    if own:
        verdict, start, _ = own[-1]
        return Called(verdict, text[since + start : named.end()])
    above = verdicts_in(before) if not re.search(r"\w", text[: named.start()]) else []
    return Called(above[-1][0], f"{before[above[-1][1] : above[-1][2]]} … {named[0]}") if above else None
