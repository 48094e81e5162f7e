"""Which labelled blocks are headings: those that a reader would put in a table of contents.

    2. Nguyên nhân                                             a title standing alone: a heading
    5. Đổi mới công tác cán bộ. Thực hiện nghiêm …             a run-in lead: a heading only among headings of its series
    1. Giữ rừng đầu nguồn, trồng thêm chè trên đất dốc.        a sentence: a list item, unless its series are headings
    (1) Tỷ lệ hộ nghèo còn 2%.  ·  - Về giáo dục:              items: never headings

So the decision falls for a whole series at once: labels of one style that follow each other under the same heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer.readers.labels import Label, Style, as_letter, ends_sentence, first_sentence_end, hangs, is_uppercase, label_of

Form = Literal["title", "sentence", "running"]

_RANK: dict[Style, int] = {"part": 0, "letter": 1, "roman": 2, "arabic": 3, "dotted": 4, "small": 6, "item": 9}
_PART_WORDS = ("phần", "chương", "mục", "điều")  # from the top down
_LONGEST_TITLE = 70  # words
_LONGEST_LEAD = 90
_SHORT_LEAD = 22  # words: what an author sets off as the topic of the paragraphs below


@dataclass(frozen=True, slots=True)
class Candidate:
    """A labelled block that may be a heading: where it stands in its series and how its text is shaped."""

    index: int  # of its text in the sequence given to `decide`
    label: Label
    form: Form
    parent: int | None  # index of the labelled block it would stand under
    series: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A block, or the lead of one, that is a heading."""

    index: int
    label: Label | None
    lead_end: int | None = None  # offset in the text where the running text behind a run-in lead starts


def decide(texts: Sequence[str], bold: Sequence[bool]) -> list[Heading]:
    """The headings among `texts`, the reading texts of a report's blocks in order ("" for blocks that are no running text).

    `bold` says of each whether it is set in bold as a whole: then a sentence is a title that ends with a stop.
    """
    candidates = _candidates(texts, bold)
    members: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        members.setdefault(candidate.series, []).append(candidate)
    parents = {candidate.index: candidate.parent for candidate in candidates}
    chosen: list[Heading] = []
    for series in members.values():
        chosen += _decide_series(series, parents, texts)
    return sorted(chosen, key=lambda heading: heading.index)


def rank(label: Label) -> tuple[int, int]:
    """The natural order of label styles from the top of an outline down; parts by their word, dotted labels by their depth."""
    if label.style == "part":
        return 0, _PART_WORDS.index(label.text.split()[0].lower())
    return _RANK[label.style], len(label.path) if label.style == "dotted" else 0


def continues(label: Label, before: Label) -> bool:
    """Whether `label` can stand in the same series as `before`."""
    if label.style != before.style or (label.style == "part" and rank(label) != rank(before)):
        return False
    return label.style != "dotted" or (len(label.path) == len(before.path) and label.path[:-1] == before.path[:-1])


def place(label: Label, above: Sequence[Label]) -> tuple[Label, int]:
    """Where `label` belongs under the open labels `above` (top first): (the label, how many of `above` stay open).

    A style that is open already goes on at its level; `I`, `V`, `X` may be a letter or a numeral, whichever goes on; a dotted
    label stands under the number it starts with; a new style stands under the innermost label of a higher rank, or, when
    it opens a series, under the innermost label whatever its rank.
    """
    letter = as_letter(label)
    if letter is not None and _expects(letter, above) and not _expects(label, above):
        label = letter
    if label.style == "dotted":
        for kept in range(len(above), 0, -1):
            if continues(label, above[kept - 1]):
                return label, kept - 1
            if above[kept - 1].path == label.path[:-1] or above[kept - 1].path[-1:] == label.path[:-1]:
                return label, kept
    else:
        for kept in range(len(above), 0, -1):
            if continues(label, above[kept - 1]):
                return label, kept - 1
    if label.value == 1 and label.style != "part":
        return label, len(above)
    kept = len(above)
    while kept and rank(above[kept - 1]) >= rank(label):
        kept -= 1
    return label, kept


def _expects(label: Label, above: Sequence[Label]) -> bool:
    return any(open_label.style == label.style and open_label.value == label.value - 1 for open_label in above)


def form_of(title: str) -> Form:
    """How the text behind a label is shaped."""
    if first_sentence_end(title) is not None and not is_uppercase(title):
        return "running"
    words = len(title.split())
    if words > _LONGEST_TITLE or hangs(title):
        return "running"
    stripped = title.rstrip(' "”’)]*')
    if stripped.endswith(":"):
        return "title"
    return "sentence" if ends_sentence(title) and not is_uppercase(title) else "title"


def _candidates(texts: Sequence[str], bold: Sequence[bool]) -> list[Candidate]:
    found: list[Candidate] = []
    open_series: list[Candidate] = []
    count = 0
    for index, text in enumerate(texts):
        label = label_of(text) if text else None
        if label is None or label.style == "item":
            continue
        if label.text == "I" and _is_misread(index, texts, open_series):
            label = replace(label, style="arabic")
        label, kept = place(label, [c.label for c in open_series])
        closed = open_series[kept:]
        del open_series[kept:]
        goes_on = bool(closed) and continues(label, closed[0].label) and label.value > closed[0].label.value
        if not goes_on:
            count += 1
        form = form_of(text[label.end :])
        candidate = Candidate(
            index,
            label,
            "title" if form == "sentence" and bold[index] else form,
            open_series[-1].index if open_series else None,
            closed[0].series if goes_on else count,
        )
        found.append(candidate)
        open_series.append(candidate)
    return found


def _is_misread(index: int, texts: Sequence[str], open_series: Sequence[Candidate]) -> bool:
    """Whether `I.` is a misread `1.`: numerals are under way beyond it, and `2.` comes next."""
    under_way = any(c.label.style == "roman" and c.label.value > 1 for c in open_series)
    following = next((label for text in texts[index + 1 :] if text and (label := label_of(text)) and label.style != "item"), None)
    return under_way and following is not None and following.style == "arabic" and following.value == 2


def _decide_series(series: Sequence[Candidate], parents: dict[int, int | None], texts: Sequence[str]) -> list[Heading]:
    titles = [c for c in series if c.form == "title" and _is_title(c, texts)]
    with_text = [c for c in series if _has_text(c, parents, texts)]
    high = series[0].label.style in ("part", "letter", "roman")
    among_headings = 2 * len(titles) >= len(series)
    if not among_headings and _are_leads(series, with_text, texts):
        return [Heading(c.index, c.label, _lead_end(c, texts)) for c in series]
    if not titles:
        return []
    if not with_text and not high and len(series) > 1:
        return []  # a bare list of phrases
    headings: list[Heading] = []
    for candidate in series:
        text = texts[candidate.index]
        if candidate in titles:
            if among_headings or high or candidate in with_text or is_uppercase(text[candidate.label.end :]):
                headings.append(Heading(candidate.index, candidate.label))
        elif not among_headings:
            continue
        elif candidate.form == "sentence" and candidate in with_text:
            headings.append(Heading(candidate.index, candidate.label))
        elif candidate.form == "running" and (end := _lead_end(candidate, texts)) is not None:
            headings.append(Heading(candidate.index, candidate.label, end))
    return headings


def _are_leads(series: Sequence[Candidate], with_text: Sequence[Candidate], texts: Sequence[str]) -> bool:
    """A series of short leads, run into their paragraphs or alone above them, most of which open several: sections too."""
    running = [c for c in series if c.form == "running"]
    if len(series) < 2 or not running or 2 * len(with_text) < len(series):
        return False
    if any(c not in with_text for c in series if c.form != "running") or any(_lead_end(c, texts) is None for c in running):
        return False
    short = sum(len(texts[c.index][c.label.end : _lead_end(c, texts)].split()) <= _SHORT_LEAD for c in series)
    return short >= 0.8 * len(series)


def _lead_end(candidate: Candidate, texts: Sequence[str]) -> int | None:
    """Where the first sentence behind the label ends, if it is no longer than a lead."""
    title = texts[candidate.index][candidate.label.end :]
    end = first_sentence_end(title)
    return candidate.label.end + end if end is not None and len(title[:end].split()) <= _LONGEST_LEAD else None


def _is_title(candidate: Candidate, texts: Sequence[str]) -> bool:
    title = texts[candidate.index][candidate.label.end :].lstrip('“"(*')
    if candidate.label.style == "part":
        return True
    return bool(title) and (title[0].isupper() or title[0].isdigit()) and any(c.isalpha() for c in title)


def _has_text(candidate: Candidate, parents: dict[int, int | None], texts: Sequence[str]) -> bool:
    """Whether something stands under the block before the next label of its rank or higher."""
    following = next((index for index in range(candidate.index + 1, len(texts)) if texts[index]), None)
    return following is not None and parents.get(following, candidate.index) == candidate.index
