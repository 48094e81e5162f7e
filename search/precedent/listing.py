"""Precedents as lines for the command line: «same words», [only in the draft → only in the archive].

Đẩy mạnh cải cách thủ tục hành chính trong toàn thị xã.
  1. nguyên văn 100%  huyện Suối Trầm · 2025-2030
     «Đẩy mạnh cải cách thủ tục hành chính» [trong toàn thị xã → ]
"""

from search.precedent.records import Precedent, Precedents, Sentence

_SAID = {"verbatim": "nguyên văn", "near": "gần nguyên văn", "meaning": "gần nghĩa"}


def listing(found: Precedents) -> str:
    """The whole answer, sentence by sentence."""
    head = f"{len(found.sentences)} câu, {found.share:.0%} số chữ đã có nguyên văn trong kho, {found.took_ms:.0f} ms"
    return "\n".join([head, *(_sentence(each, found.draft.text) for each in found.sentences)])


def _sentence(found: Sentence, draft: str) -> str:
    entries = [_entry(n, each, draft) for n, each in enumerate(found.precedents, 1)]
    return "\n".join(["", draft[slice(*found.span)], *(entries or ["  chưa có tiền lệ"])])


def _entry(n: int, found: Precedent, draft: str) -> str:
    source = " · ".join(part for part in (found.report.place, found.report.term) if part)
    page = f", trang {label}" if (label := found.report.page_label(found.passage.page)) else ""
    words = found.passage.text[slice(*found.extent)] if found.likeness == "meaning" else _laid(found, draft)
    degree = found.meaning if found.likeness == "meaning" else found.closeness
    lines = [f"  {n}. {_SAID[found.likeness]} {degree:.0%}  {source or found.report.title}{page}", f"     {words}"]
    return "\n".join([*lines, f"     {found.report.file}  {found.passage.id}"])


def _laid(found: Precedent, draft: str) -> str:
    parts = []
    for step in found.steps:
        mine, theirs = draft[slice(*step.draft)], found.passage.text[slice(*step.passage)]
        parts.append(f"«{theirs}»" if step.kind == "equal" else f"[{mine} → {theirs}]")
    return " ".join(parts)
