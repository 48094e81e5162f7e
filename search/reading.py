"""How a query was read, in one sentence, so that nobody has to guess what the answer answers.

hộ nghèo -cận place:"Tân Phú"   →   Tìm các từ “hộ nghèo”, không lấy đoạn có “cận”; chỉ nơi: Tân Phú.
                           in English   Searching for the words “hộ nghèo”, no passages with “cận”; only place: Tân Phú.
hộ nghèo Tân Phú                    →   Tìm các từ “hộ nghèo”; ưu tiên huyện Tân Phú.
"""

from collections.abc import Mapping, Sequence

from search import query
from search.answers import Language
from search.plan import Plan

_SHOWN = 80  # characters of a long text that are repeated

_VIETNAMESE = {
    "everything": "Liệt kê mọi đoạn",
    "nothing": "Chưa có từ nào để tìm",
    "search": "Tìm {what}",
    "number": ", chỉ đoạn có số hiệu {number}",
    "unaccented": ", không phân biệt dấu",
    "english": ", hiểu là tiếng Anh",
    "also": " (cũng tìm: {terms})",
    "only": "; chỉ {fields}",
    "preferring": "; ưu tiên {places}",
    "by meaning": "; xếp theo nghĩa",
    "not": "không ",
    "words": "các từ “{text}”",
    "word": "đúng từ “{text}”",
    "phrase": "đúng cụm “{text}”",
    "beginning": "từ bắt đầu bằng “{text}”",
    "pattern": "từ có dạng “{text}”",
    "then": " rồi đến ",
    "within": "{parts} trong vòng {within} tiếng",
    "without": "không lấy đoạn có {part}",
    "and": " và ",
    "or": " hoặc ",
    "place": "nơi",
    "province": "tỉnh",
    "term": "nhiệm kỳ",
    "kind": "loại",
    "report": "báo cáo",
    "in": "trong",
    "footnote": "chú thích",
    "body": "phần nội dung",
}
_ENGLISH = {
    "everything": "Listing every passage",
    "nothing": "There are no words to search for yet",
    "search": "Searching for {what}",
    "number": ", only passages with the document number {number}",
    "unaccented": ", whatever the accents",
    "english": ", read as English",
    "also": " (also: {terms})",
    "only": "; only {fields}",
    "preferring": "; preferring {places}",
    "by meaning": "; ranked by meaning",
    "not": "not ",
    "words": "the words “{text}”",
    "word": "exactly the word “{text}”",
    "phrase": "exactly the phrase “{text}”",
    "beginning": "words that begin with “{text}”",
    "pattern": "words of the form “{text}”",
    "then": " and then ",
    "within": "{parts} within {within} syllables",
    "without": "no passages with {part}",
    "and": " and ",
    "or": " or ",
    "place": "place",
    "province": "province",
    "term": "term",
    "kind": "kind",
    "report": "report",
    "in": "in",
    "footnote": "footnotes",
    "body": "the main text",
}
_PHRASES: Mapping[Language, Mapping[str, str]] = {"vi": _VIETNAMESE, "en": _ENGLISH}


def reading(parsed: query.Parsed, made: Plan, mode: str, language: Language = "vi") -> str:
    """One sentence: what is looked for, how, and what else is looked for with it."""
    say = _PHRASES[language]
    if parsed.expression is None:
        sentence = say["everything"] if parsed.fields else say["nothing"]
    else:
        searched = query.Words(made.topic) if made.places else parsed.expression
        sentence = say["search"].format(what=_said(searched, say))
    for number in made.numbers:
        sentence += say["number"].format(number=number)
    if made.intent in ("unaccented", "english"):
        sentence += say[made.intent]
    if made.expansions:
        sentence += say["also"].format(terms="; ".join(f"{e.source} → {', '.join(e.terms)}" for e in made.expansions))
    if made.places:
        sentence += say["preferring"].format(places=", ".join(made.places))
    if parsed.fields:
        sentence += say["only"].format(fields=", ".join(_field(field, say) for field in parsed.fields))
    if mode == "semantic":
        sentence += say["by meaning"]
    return sentence + "."


def _field(field: query.FieldTerm, say: Mapping[str, str]) -> str:
    value = field.value
    if field.name == "in" and value in ("footnote", "section", "body"):
        value = say["footnote" if value == "footnote" else "body"]
    return f"{say['not'] if field.excluded else ''}{say[field.name]}: {value}"


def _said(node: query.Node, say: Mapping[str, str]) -> str:
    match node:
        case query.Words(text):
            return say["words"].format(text=_short(text))
        case query.Quoted(text) if len(text.split()) == 1:
            return say["word"].format(text=text)
        case query.Quoted(text):
            return say["phrase"].format(text=_short(text))
        case query.Pattern(text):
            return say["beginning"].format(text=node.beginning) if node.beginning else say["pattern"].format(text=text)
        case query.Nearby(parts, within):
            return say["within"].format(parts=say["then"].join(f"“{_short(part.text)}”" for part in parts), within=within)
        case query.Excluded(part):
            return say["without"].format(part=_said(part, say))
        case query.Both(parts):
            return _listed(parts, say["and"], say)
        case query.OneOf(parts):
            return f"({_listed(parts, say['or'], say)})"
        case query.Beside(parts):
            return _listed(parts, ", ", say)


def _listed(parts: Sequence[query.Node], between: str, say: Mapping[str, str]) -> str:
    return between.join(_said(part, say) for part in parts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"
