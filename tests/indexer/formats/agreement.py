"""How far a document agrees with what is known of its structure: headings by label, title and parent, notes and anchors by their words.

    agreement(document, known)      {"outline": 1.0, "parents": 1.0, "footnotes": 1.0, "anchors": 1.0}
    letters_kept(document, read)    0.998: the share of the document's letters that `read` has too, in their order

`known` has the keys "outline" and "footnotes", as tests/samples_truth.json and the hand-made structures of real reports have them.
"""

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from indexer.structure.invariants import letters
from store.records import Document

Known = dict[str, Any]
_FEW_LETTERS = 0.2  # one wrong letter among a few counts for more than among many
_GRAM = 16  # letters that stand in one place of a report alone, most of the time


def agreement(document: Document, known: Known, likeness: float = 1.0) -> dict[str, float]:
    """Outline and footnotes as F1, parents and anchors as shares, all between 0 and 1.

    A note must say what the known one says; below 1 `likeness` is the least ratio at which it passes for it, for text read by OCR.
    """
    pairs, missed, invented = _headings(document, known)
    notes, anchored, unknown = _notes(document, known, likeness)
    wanted = [note for note in known["footnotes"] if note["body"]]
    return {
        "outline": _f1(len(pairs), invented, missed),
        "parents": _parents(document, known, pairs),
        "footnotes": _f1(notes, unknown, len(wanted) - notes),
        "anchors": anchored / len(wanted) if wanted else 1.0,
    }


def _headings(document: Document, known: Known) -> tuple[dict[int, int], int, int]:
    """(known heading → section, how many are missed, how many are invented)."""
    left = [i for i, section in enumerate(document.sections) if section.heading_spans]
    pairs: dict[int, int] = {}
    free = {_title(entry) for name in ("outline_optional", "run_in_bullet_leads") for entry in known.get(name, [])}
    optional = 0
    for number, want in enumerate(known["outline"]):
        hit = next((i for i in left if _same(document.sections[i].label, document.sections[i].title, want)), None)
        if hit is not None:
            left.remove(hit)
            pairs[number] = hit
        elif want.get("optional") or want.get("run_in"):
            optional += 1
    invented = [i for i in left if letters(document.sections[i].title) not in free]
    return pairs, len(known["outline"]) - optional - len(pairs), len(invented)


def _same(label: str | None, title: str, want: Known) -> bool:
    got, wanted = letters(title), _title(want)
    if letters(label or "") != letters(want["label"] or ""):
        return False
    return got == wanted or SequenceMatcher(None, got, wanted, autojunk=False).ratio() > 0.9


def _title(want: Known) -> str:
    return letters(want.get("title") or want.get("lead") or "")


def _parents(document: Document, known: Known, pairs: dict[int, int]) -> float:
    by_id = {want.get("id"): number for number, want in enumerate(known["outline"])}
    right = 0
    for number, hit in pairs.items():
        want = known["outline"][number]
        above = want["parent_index"] if "parent_index" in want else by_id.get(want["parent"])
        expected = document.sections[pairs[above]].id if above in pairs else None
        right += document.sections[hit].parent == expected
    return right / len(pairs) if pairs else 1.0


def _notes(document: Document, known: Known, likeness: float) -> tuple[int, int, int]:
    """(bodies found whole, those of them anchored behind the right words, bodies that nobody wrote)."""
    passages = {passage.id: passage.text for passage in document.passages}
    titles = {section.id: section.title for section in document.sections}
    left = list(document.footnotes)
    found = anchored = 0
    for want in known["footnotes"]:
        likes = [_likeness(passages.get(note.passage or "", ""), want["body"] or "", likeness) for note in left]
        best = max(range(len(left)), key=lambda i: likes[i], default=None)
        if best is None or not want["body"] or likes[best] < likeness:
            continue
        hit = left.pop(best)
        found += 1
        text = passages.get(hit.anchor_passage or "") or titles.get(hit.anchor_section or "") or ""
        wanted = letters(want["ref_before"] or "")[-15:]
        before = letters(text[: hit.anchor_offset])
        least = likeness if likeness == 1.0 else likeness - _FEW_LETTERS
        like = _likeness(before[max(0, len(before) - len(wanted)) :], wanted, least)
        anchored += hit.anchor_offset is not None and like >= least
    return found, anchored, len(left)


def _likeness(got: str, wanted: str, least: float) -> float:
    """1 for the same letters; how like they are only where less may pass."""
    got, wanted = letters(got), letters(wanted)
    if got == wanted or least > 0.99:
        return float(got == wanted)
    matcher = SequenceMatcher(None, got, wanted, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0


def _f1(right: int, invented: int, missed: int) -> float:
    return 2 * right / (2 * right + invented + missed) if right + invented + missed else 1.0


def known_of(document: Document) -> Known:
    """A document's own structure, as what another is held against."""
    passages = {passage.id: passage.text for passage in document.passages}
    titles = {section.id: section.title for section in document.sections}
    sections = [section for section in document.sections if section.heading_spans]
    place = {section.id: number for number, section in enumerate(sections)}
    outline = [
        {"label": section.label, "title": section.title, "parent_index": place.get(section.parent or "")} for section in sections
    ]
    notes = []
    for note in document.footnotes:
        text = passages.get(note.anchor_passage or "") or titles.get(note.anchor_section or "") or ""
        if note.passage and note.anchor_offset is not None:
            notes.append({"body": passages[note.passage], "ref_before": text[: note.anchor_offset]})
    return {"outline": outline, "footnotes": notes}


def letters_kept(document: Document, read: Document) -> float:
    """The share of the letters of `document` that `read` has too, in their order; notes apart, tables left out for their form."""
    pairs = [(_words(document, notes=notes), _words(read, notes=notes)) for notes in (False, True)]
    total = sum(len(wanted) for wanted, _ in pairs)
    return sum(_common(wanted, got) for wanted, got in pairs) / total if total else 1.0


def _words(document: Document, *, notes: bool) -> str:
    if notes:
        passages = {passage.id: passage.text for passage in document.passages}
        return "".join(letters(passages.get(note.passage or "", "")) for note in document.footnotes)
    rows = [(section.order, f"{section.label or ''}{section.title}") for section in document.sections if section.heading_spans]
    rows += [(p.order, p.text) for p in document.passages if p.kind not in ("footnote", "furniture", "table")]
    return "".join(letters(text) for _, text in sorted(rows))


def _common(wanted: str, got: str) -> int:
    """How many letters two texts share in order: runs that stand once in each are set against each other, and then what is between."""
    common, i, j = 0, 0, 0
    for a, b in [*_landmarks(wanted, got), (len(wanted), len(got))]:
        if a >= i and b >= j:
            blocks = SequenceMatcher(None, wanted[i:a], got[j:b], autojunk=False).get_matching_blocks()
            common += sum(block.size for block in blocks)
            i, j = a, b
            while i < len(wanted) and j < len(got) and wanted[i] == got[j]:
                i, j, common = i + 1, j + 1, common + 1
    return common


def _landmarks(wanted: str, got: str) -> Iterator[tuple[int, int]]:
    """Places of the same letters in both, ascending in both."""
    there = _once(got)
    pairs = [(at, there[gram]) for gram, at in _once(wanted).items() if gram in there]
    ends: list[int] = []  # the longest ascending row, by patience sorting
    before: list[int] = []  # of each pair: which one stands before it in the row
    last: list[int] = []
    for number, (_, b) in enumerate(pairs):
        pile = bisect_left(ends, b)
        ends[pile : pile + 1] = [b]
        last[pile : pile + 1] = [number]
        before.append(last[pile - 1] if pile else -1)
    at = last[-1] if last else -1
    chosen: list[tuple[int, int]] = []
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return reversed(chosen)


def _once(text: str) -> dict[str, int]:
    """The runs of letters that stand in one place alone, with their places in order."""
    places: dict[str, int] = {}
    again: set[str] = set()
    for at in range(len(text) - _GRAM + 1):
        gram = text[at : at + _GRAM]
        again.update([gram] if gram in places else [])
        places.setdefault(gram, at)
    return {gram: at for gram, at in places.items() if gram not in again}
