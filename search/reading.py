"""How a query was read, in one Vietnamese sentence, so that nobody has to guess what the answer answers.

hộ nghèo -cận place:"Tân Phú"   →   Tìm các từ “hộ nghèo”, bỏ đoạn có “cận”; chỉ ở nơi: Tân Phú.
"""

from collections.abc import Sequence

from search import query
from search.plan import Plan

_FIELD_NAMES = {
    "place": "nơi",
    "province": "tỉnh",
    "term": "nhiệm kỳ",
    "kind": "loại",
    "report": "báo cáo",
    "in": "trong",
}
_WHERE = {"footnote": "chú thích", "section": "phần nội dung", "body": "phần nội dung"}
_SHOWN = 80  # characters of a long text that are repeated


def reading(parsed: query.Parsed, made: Plan, mode: str) -> str:
    """One sentence: what is looked for, how, and what else is looked for with it."""
    if parsed.expression is None:
        sentence = "Liệt kê mọi đoạn" if parsed.fields else "Chưa có từ nào để tìm"
    else:
        sentence = f"Tìm {_said(parsed.expression)}"
    for number in made.numbers:
        sentence += f", chỉ đoạn có số hiệu {number}"
    if made.intent == "unaccented":
        sentence += ", không phân biệt dấu"
    if made.intent == "english":
        sentence += ", hiểu là tiếng Anh"
    if made.expansions:
        also = "; ".join(f"{e.source} → {', '.join(e.terms)}" for e in made.expansions)
        sentence += f" (cũng tìm: {also})"
    fields = [f"{'không ' if f.excluded else ''}{_FIELD_NAMES[f.name]}: {_WHERE.get(f.value, f.value)}" for f in parsed.fields]
    if fields:
        sentence += f"; chỉ {', '.join(fields)}"
    if mode == "semantic":
        sentence += "; xếp theo nghĩa"
    return sentence + "."


def _said(node: query.Node) -> str:
    match node:
        case query.Words(text):
            return f"các từ “{_short(text)}”"
        case query.Quoted(text) if len(text.split()) == 1:
            return f"đúng từ “{text}”"
        case query.Quoted(text):
            return f"đúng cụm “{_short(text)}”"
        case query.Pattern(text):
            beginning = text.rstrip("*")
            if text.endswith("*") and "*" not in beginning and "?" not in beginning:
                return f"từ bắt đầu bằng “{beginning}”"
            return f"từ có dạng “{text}”"
        case query.Nearby(parts, within):
            return " rồi đến ".join(f"“{_short(part.text)}”" for part in parts) + f" trong vòng {within} tiếng"
        case query.Excluded(part):
            return f"không lấy đoạn có {_said(part)}"
        case query.Both(parts):
            return _listed(parts, " và ")
        case query.OneOf(parts):
            return f"({_listed(parts, ' hoặc ')})"
        case query.Beside(parts):
            return _listed(parts, ", ")


def _listed(parts: Sequence[query.Node], between: str) -> str:
    return between.join(_said(part) for part in parts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"
