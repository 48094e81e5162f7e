"""How Vietnamese reports label headings and items, and what a line's ends say about it.

    Phần thứ nhất · PHẦN I · Chương II        part
    A. · B-                                   letter
    I. · II- · III/                           roman
    1. · 2) · 3-                              arabic
    1.1. · 2.3.1 · I.1.                       dotted
    a) · b.                                   small
    (1) · (a) · Một là, · - · + · •           item: never a heading

>>> label_of("II- NHỮNG HẠN CHẾ").text, label_of("II- NHỮNG HẠN CHẾ").style
('II', 'roman')
>>> label_of("2.5 tỷ đồng") is None
True
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Style = Literal["part", "letter", "roman", "arabic", "dotted", "small", "item"]

UPPER = "".join(
    letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper() and "LATIN" in unicodedata.name(letter, "")
)

_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_CARDINALS = {"một": 1, "bốn": 4, "bẩy": 7}
_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
_SEPARATOR = r"(?:\s?[.)/:]\s?[-–]?|[-–](?!\s*\d))"
_THEN = r"(?=\s|[^\W\d_]{2}|[“\"(])"  # behind the separator: a space or a word, so that "1.300ha" and "V.I. Lênin" are none

_PART = re.compile(
    r"(?P<label>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|ĐIỀU|Điều)\s+(?:(?:THỨ|thứ|Thứ)\s+)?"
    r"(?P<value>(?i:nhất|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười)(?![^\W\d_])|[IVX]+(?![^\W\d_])|\d+))(?P<after>[\s.:\-–]*)"
)
_DOTTED = re.compile(
    rf"(?P<label>(?:[IVX]{{1,5}}|[A-Z]|\d{{1,2}})(?:\.\d{{1,2}})+)(?:(?P<sep>{_SEPARATOR}){_THEN}|(?=\s+[^\W\d_]))(?P<after>\s*)"
)
_ARABIC = re.compile(rf"(?P<label>\d{{1,2}}){_SEPARATOR}{_THEN}(?P<after>\s*)")
_ROMAN = re.compile(rf"(?P<label>[IVXL]{{1,6}}){_SEPARATOR}{_THEN}(?P<after>\s*)")
_LETTER = re.compile(rf"(?P<label>[A-ZĐ]){_SEPARATOR}(?=\s|[^\W\d_]{{2}})(?P<after>\s*)")
_SMALL = re.compile(r"(?P<label>[a-zđ])\s?[.)/](?=\s|[^\W\d_]{2})(?P<after>\s*)")
_PAREN = re.compile(r"(?P<label>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))(?P<after>[\s.:\-–]*)")
_BULLET = re.compile(r"(?P<label>[-–—+•*▪●○◦·►➢❖✓])(?P<after>\s*)(?=\S)")
_COUNTED = re.compile(r"(?P<label>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)(?P<after>[,:]?\s*)(?![^\W\d_]+ gì)")

_BRACKETS = re.compile(r"\([^()]*\)")
_SORT = re.compile(r"\s*(?:BÁO CÁO|KẾT LUẬN|NGHỊ QUYẾT|CHỈ THỊ|CHƯƠNG TRÌNH HÀNH ĐỘNG|KẾ HOẠCH|THÔNG BÁO|ĐỀ ÁN)(?:$|\s)")
_TERMINAL = re.compile(r"[.!?…;:][\s\"”’)\]*]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*\s+(?=[\"“(]?\w)")
_LENGTH = re.compile(r"(?:^|[\d\s./,(])(?:k|h|da|d|c|m|µ|μ)?m$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-ZĐ][A-Za-zĐđ]{0,2}|[A-Z](?:\.[A-Z])+|đ/c|[Tt]hs|[Gg]s)$")
_HANGING = (
    "và của các những cho với là để trong về tại từ đến bằng theo bị do vì nhưng hoặc hay như một mỗi trên dưới giữa"
    " khi nhằm đã đang sẽ không chưa phải có ở"
)
_HANGING_WORDS = frozenset(_HANGING.split())


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the start of a text: how it is printed, of which style, where in its series, and where the title starts."""

    text: str  # without the separator: "Phần thứ nhất", "II", "1.1"
    style: Style
    value: int  # place in its series, from 1; 0 for bullets
    path: tuple[str, ...]  # ("2", "1") for "2.1."
    end: int  # offset in the text where the title starts


def label_of(text: str) -> Label | None:
    """The label that `text` (NFC, no leading space) starts with, if any."""
    if match := _PART.match(text):
        rest = text[match.end("label") :]
        if not rest or rest[0] in " .:-–":
            return Label(match["label"], "part", _ordinal(match["value"]), (match["label"],), match.end())
    for pattern, style in ((_DOTTED, "dotted"), (_ARABIC, "arabic"), (_ROMAN, "roman"), (_LETTER, "letter"), (_SMALL, "small")):
        if match := pattern.match(text):
            path = tuple(match["label"].split("."))
            if style == "dotted" and match["sep"] is None and not text[match.end() : match.end() + 1].isupper():
                continue
            if style == "roman" and _roman(match["label"]) is None:
                continue
            return Label(match["label"], style, _value(style, path), path, match.end())  # type: ignore[arg-type]
    for pattern in (_PAREN, _BULLET, _COUNTED):
        if (match := pattern.match(text)) and any(c.isalnum() for c in text[match.end() :]):
            return Label(match["label"], "item", 0, (match["label"],), match.end())
    return None


def as_letter(label: Label) -> Label | None:
    """`I.`, `V.` or `X.` read as a letter of A, B, C… instead of a roman numeral; no series counts up to `L.` or `C.`."""
    if label.style == "roman" and len(label.text) == 1:
        return Label(label.text, "letter", _value("letter", label.path), label.path, label.end)
    return None


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a clause before a list does."""
    return bool(_TERMINAL.search(text))


def ends_in_length(text: str) -> bool:
    """Whether `text` ends in a unit of length, so that a figure right behind it may be its power: "38.000 m", "12 km", "m"."""
    return bool(_LENGTH.search(text))


def hangs(text: str) -> bool:
    """Whether `text` cannot end here: it stops at a comma, a hyphen or a word that needs another."""
    stripped = text.strip(" *\t")
    if stripped.endswith((",", "-", "–", "(", "“")):
        return True
    return " " in stripped and stripped.rsplit(None, 1)[-1].lower() in _HANGING_WORDS


def first_sentence_end(text: str) -> int | None:
    """The offset where a second sentence starts in `text`, or None when there is only one."""
    for match in _SENTENCE_END.finditer(text):
        following = text[match.end() :].lstrip('“"(')[:1]
        if not (following.isupper() or following.isdigit()):
            continue
        if match.group().startswith(".") and _ABBREVIATION.search(text[: match.start()]):
            continue
        return match.end()
    return None


def names_document(text: str) -> bool:
    """Whether `text` starts with the sort of a document, as a title does: "BÁO CÁO CHÍNH TRỊ", "KẾT LUẬN"."""
    return bool(_SORT.match(text))


def is_uppercase(text: str) -> bool:
    """Whether `text` is set in capitals (what stands in brackets, and a few small letters, do not matter)."""
    letters = [c for c in _BRACKETS.sub("", text) if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def _value(style: str, path: tuple[str, ...]) -> int:
    if style == "roman":
        return _roman(path[0]) or 0
    if style == "letter":
        return _LETTERS.find(path[0]) + 1
    if style == "small":
        return _LETTERS.lower().find(path[0]) + 1
    return int(path[-1])


def _roman(text: str) -> int | None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for here, following in zip(text, [*text[1:], ""], strict=True):
        value = values[here]
        total += -value if following and values[following] > value else value
    return total if 0 < total <= 40 else None


def _ordinal(text: str) -> int:
    lower = text.lower()
    if lower in _ORDINALS:
        return _ORDINALS.index(lower) + 1
    if lower in _CARDINALS:
        return _CARDINALS[lower]
    return int(lower) if lower.isdigit() else _roman(text) or 0
