"""How far a document agrees with what is known of its structure: headings by label, title and parent, notes and anchors by their words.

    agreement(document, known)      {"outline": 1.0, "parents": 1.0, "footnotes": 1.0, "anchors": 1.0}

`known` has the keys "outline" and "footnotes", as tests/samples_truth.json and the hand-made structures of real reports have them.
"""

from difflib import SequenceMatcher
from typing import Any

from indexer.structure.invariants import letters
from store.records import Document

Known = dict[str, Any]


def agreement(document: Document, known: Known) -> dict[str, float]:
    """Outline and footnotes as F1, parents and anchors as shares, all between 0 and 1."""
    pairs, missed, invented = _headings(document, known)
    notes, anchored, unknown = _notes(document, known)
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


def _notes(document: Document, known: Known) -> tuple[int, int, int]:
    """(bodies found whole, those of them anchored behind the right words, bodies that nobody wrote)."""
    passages = {passage.id: passage.text for passage in document.passages}
    titles = {section.id: section.title for section in document.sections}
    left = list(document.footnotes)
    found = anchored = 0
    for want in known["footnotes"]:
        hit = next((note for note in left if letters(passages.get(note.passage or "", "")) == letters(want["body"] or "")), None)
        if hit is None or not want["body"]:
            continue
        left.remove(hit)
        found += 1
        text = passages.get(hit.anchor_passage or "") or titles.get(hit.anchor_section or "") or ""
        anchored += hit.anchor_offset is not None and letters(text[: hit.anchor_offset]).endswith(letters(want["ref_before"] or "")[-15:])
    return found, anchored, len(left)


def _f1(right: int, invented: int, missed: int) -> float:
    return 2 * right / (2 * right + invented + missed) if right + invented + missed else 1.0
