"""Reads what a person typed into an expression, and never fails: what makes no sense is mended, and the mending is said.

    tỷ lệ hộ nghèo                       words, best matches first             Words
    "hộ nghèo"                           exactly so                            Quoted
    ngh*  th?y                           beginnings and forms                  Pattern
    hộ NEAR/5 nghèo                      in this order, at most 5 places on    Nearby
    giáo dục AND (y tế OR môi trường)    all, one of them                      Both, OneOf
    hộ nghèo -cận   NOT "cận nghèo"      without                               Excluded
    place:"Sông Mơ"   in:footnote        filters                               FieldTerm

Operators are upper case, so that "and", "or", "not" stay words. Words that stand beside something binding only rank.
"""

import re
from dataclasses import dataclass

from language.normalise import fold, nfc
from language.syllables import OFFICIAL_NUMBER, tokens
from store.records import Span

LONGEST = 2_000  # characters of a query that are read
MOST_WORDS = 150  # syllables of it that are searched for
_PASTED = 25  # from so many syllables on, a text is taken for pasted, and its quotation marks for its own
_DEEPEST = 20  # brackets within brackets
_FARTHEST = 50  # places that NEAR may span


@dataclass(frozen=True, slots=True)
class Words:
    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    text: str


@dataclass(frozen=True, slots=True)
class Pattern:
    text: str  # one word with * or ? in it

    @property
    def beginning(self) -> str | None:
        """What words begin with (ngh*); None where the pattern says more of them."""
        head = self.text.rstrip("*")
        return head if head != self.text and "*" not in head and "?" not in head else None


@dataclass(frozen=True, slots=True)
class Nearby:
    parts: tuple["Words | Quoted | Pattern", ...]
    within: int


@dataclass(frozen=True, slots=True)
class Excluded:
    part: "Node"


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts that stand together without an operator: plain words among them only rank, the others bind."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    parts: tuple["Node", ...]


Node = Words | Quoted | Pattern | Nearby | Excluded | Beside | Both | OneOf


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A filter typed in the query; it holds for the whole query, wherever it stands."""

    name: str  # place, province, term, kind, report or in
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    expression: Node | None  # None: nothing to look for
    fields: tuple[FieldTerm, ...] = ()
    remarks: tuple[str, ...] = ()  # what was mended, one Vietnamese sentence each


_NAMES = {
    "place": ("place", "nơi", "địa_phương"),
    "province": ("province", "tỉnh"),
    "term": ("term", "nhiệm_kỳ"),
    "kind": ("kind", "loại"),
    "report": ("report", "báo_cáo"),
    "in": ("in", "trong"),
}
_FIELDS = {fold(name): field for field, names in _NAMES.items() for name in names}
_ALSO_WORDS = frozenset({"noi", "tinh", "loai", "trong"})  # of Vietnamese, which may stand before a colon: "tỉnh: …"

_QUOTES = '"“”„«»'
_TYPED = re.compile(rf"(?<![^\s(])-?(?P<name>[^\W\d]+):(?:[{_QUOTES}][^{_QUOTES}]*|[^\s:{_QUOTES}][^\s()]*|(?!\S))")
_LEXEME = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<number>{OFFICIAL_NUMBER.pattern})
  | (?P<field>-?[^\W\d]+:(?!:))
  | (?P<open>\() | (?P<close>\))
  | (?P<quote>[{_QUOTES}])
  | (?P<near>NEAR(?:/(?P<within>\d+))?(?![^\s(){_QUOTES}]))
  | (?P<operator>(?:AND|OR|NOT)(?![^\s(){_QUOTES}]))
  | (?P<minus>-(?=[^\W\d_]|[({_QUOTES}]))
  | (?P<word>[^\s(){_QUOTES}]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    within: int = 0


# NUL, and what the system hands over for bytes that are no UTF-8: lone surrogates, which nothing after this can encode.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def parse(text: str) -> Parsed:
    """The expression, filters and remarks of a query. Never raises."""
    remarks: list[str] = []
    text = nfc(_UNREADABLE.sub(" ", text))
    if len(text) > LONGEST:
        remarks.append(f"Câu tìm quá dài, chỉ đọc {LONGEST} ký tự đầu.")
        text = text[:LONGEST]
    found = tokens(text)
    if len(found) > MOST_WORDS:
        remarks.append(f"Câu tìm quá dài, chỉ tìm {MOST_WORDS} tiếng đầu.")
        text = text[: found[MOST_WORDS - 1].end]
    lexemes, fields = _lexemes(text, remarks, pasted=len(found) >= _PASTED)
    expression = _Parser(lexemes, remarks).parse()
    return Parsed(expression, tuple(fields), tuple(dict.fromkeys(remarks)))


def _lexemes(text: str, remarks: list[str], pasted: bool) -> tuple[list[_Lexeme], list[FieldTerm]]:
    lexemes: list[_Lexeme] = []
    fields: list[FieldTerm] = []
    place = 0
    while place < len(text):
        match = _LEXEME.match(text, place)
        assert match, "the last alternative takes any character"
        kind, value, place = match.lastgroup or "", match.group(), match.end()
        if kind == "within":
            kind = "near"
        if kind in ("operator", "near") and not value.isupper():
            kind = "word"
        if kind == "field":
            typed = fold(value.strip("-:"))
            name, waits = _FIELDS.get(typed), not text[place : place + 1].strip()
            if name is None or (waits and (pasted or typed in _ALSO_WORDS)):
                kind = "word"
            else:
                found, place = _field_value(text, place)
                if found:
                    fields.append(FieldTerm(name, found, excluded=value.startswith("-")))
                else:
                    remarks.append(f"Bộ lọc “{value.lstrip('-')}” chưa có giá trị, đã bỏ qua.")
                lexemes.append(_Lexeme("filter", value))
                continue
        if kind == "minus" and pasted:
            continue  # the dash of a pasted list
        if kind == "quote":
            if pasted:
                continue
            inside, place, closed = _quotation(text, place)
            if not closed:
                remarks.append("Thiếu dấu ngoặc kép đóng, đã hiểu là đóng ở cuối câu.")
            if tokens(inside):
                lexemes.append(_Lexeme("quoted", inside))
        elif kind == "near":
            lexemes.append(_Lexeme("near", value, min(int(match.group("within") or 10), _FARTHEST)))
        elif kind != "space":
            lexemes.append(_Lexeme(kind, value))
    return lexemes, fields


def meant_as_typed(text: str) -> list[Span]:
    """Where filters and patterns are typed in a query, which are no words of the language: place:"Sông Mơ", nghè*."""
    filters = (match for match in _TYPED.finditer(text) if fold(match["name"]) in _FIELDS)
    patterns = (match for match in _LEXEME.finditer(text) if match.lastgroup == "word" and _pattern(match.group()))
    return [match.span() for match in (*filters, *patterns)]


def _quotation(text: str, place: int) -> tuple[str, int, bool]:
    """What stands up to the closing mark: (it, the place after the mark, whether there was one)."""
    for end in range(place, len(text)):
        if text[end] in _QUOTES:
            return text[place:end], end + 1, True
    return text[place:], len(text), False


def _field_value(text: str, place: int) -> tuple[str, int]:
    if place < len(text) and text[place] in _QUOTES:
        value, place, _ = _quotation(text, place + 1)
        return value.strip(), place
    end = place
    while end < len(text) and not text[end].isspace() and text[end] not in "()":
        end += 1
    return text[place:end].replace("_", " ").strip(), end


@dataclass
class _Parser:
    """Recursive descent over the lexemes; each method reads one rule of the grammar and mends what breaks it."""

    lexemes: list[_Lexeme]
    remarks: list[str]
    place: int = 0
    depth: int = 0

    def parse(self) -> Node | None:
        parts = []
        while self.place < len(self.lexemes):
            part = self._one_of()
            if part is not None:
                parts.append(part)
            if self._next("close"):
                self.remarks.append("Thừa dấu ngoặc đóng, đã bỏ qua.")
                self.place += 1
        return _joined(Beside, parts)

    def _one_of(self) -> Node | None:
        """a OR b OR …"""
        parts = [self._both()]
        while self._operator("OR", parts[-1]):
            parts.append(self._both())
        return _joined(OneOf, [part for part in parts if part is not None])

    def _both(self) -> Node | None:
        """a AND b AND …"""
        parts = [self._beside()]
        while self._operator("AND", parts[-1]):
            parts.append(self._beside())
        return _joined(Both, [part for part in parts if part is not None])

    def _beside(self) -> Node | None:
        parts: list[Node] = []
        while True:
            part = self._operand()
            if part is None:
                break
            while self._next("near"):
                part = self._nearby(part)
            parts.append(part)
        return _joined(Beside, parts)

    def _operand(self) -> Node | None:
        """The next thing that can be looked for; None where an operator, a closing bracket or the end stands."""
        while True:
            before = self.place
            part = self._read()
            if part is not None or self.place == before:
                return part

    def _read(self) -> Node | None:
        """Words in a row, a quotation, a pattern, brackets, or what is to be left out; None when nothing came of it."""
        if self._next("near"):
            self.remarks.append("Toán tử NEAR thiếu một vế, đã bỏ qua.")
            self.place += 1
        if self.place >= len(self.lexemes):
            return None
        lexeme = self.lexemes[self.place]
        if lexeme.kind == "filter":
            self.place += 1
            return None
        if lexeme.kind == "open":
            return self._brackets()
        if lexeme.kind == "quoted":
            self.place += 1
            return Quoted(lexeme.text)
        if lexeme.kind == "minus":
            return self._minus()
        if lexeme.kind == "operator" and lexeme.text == "NOT":
            return self._not()
        if lexeme.kind in ("word", "number"):
            return self._words()
        return None

    def _brackets(self) -> Node | None:
        self.place += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            self.remarks.append("Quá nhiều dấu ngoặc lồng nhau, đã bỏ bớt.")
            while self._next("open") or self._next("minus"):
                self.place += 1
            inside = None
        else:
            inside = self._one_of()
        self.depth -= 1
        if self._next("close"):
            self.place += 1
        elif self.place >= len(self.lexemes):
            self.remarks.append("Thiếu dấu ngoặc đóng, đã hiểu là đóng ở cuối câu.")
        return inside

    def _minus(self) -> Node | None:
        self.place += 1
        if self._next("word"):
            word = self.lexemes[self.place].text
            self.place += 1
            part: Node | None = _pattern(word) or (Quoted(word) if tokens(word) else None)
        else:
            part = self._operand()
        return Excluded(part) if part is not None else None

    def _not(self) -> Node | None:
        self.place += 1
        part = self._operand()
        if part is None:
            self.remarks.append("Toán tử NOT không có gì theo sau, đã bỏ qua.")
            return None
        if isinstance(part, Excluded):
            return part.part  # NOT NOT
        return Excluded(Quoted(part.text) if isinstance(part, Words) else part)

    def _words(self) -> Node | None:
        first = self.lexemes[self.place].text
        pattern = _pattern(first)
        if pattern:
            self.place += 1
            return pattern
        words = []
        while self._next("word") or self._next("number"):
            word = self.lexemes[self.place].text
            if _pattern(word):
                break
            if "*" in word.strip("*") or word.endswith("*"):
                self.remarks.append("Dấu * cần ít nhất hai chữ cái đứng trước, đã bỏ dấu *.")
            words.append(word)
            self.place += 1
        text = " ".join(words)
        return Words(text) if tokens(text) else None

    def _nearby(self, left: Node) -> Node:
        within = max(self.lexemes[self.place].within, 1)
        self.place += 1
        right = self._operand()
        if right is None:
            self.remarks.append("Toán tử NEAR thiếu một vế, đã bỏ qua.")
            return left
        before = left.parts if isinstance(left, Nearby) else (left,)
        parts = [part for part in (*before, right) if isinstance(part, Words | Quoted | Pattern)]
        if len(parts) < len(before) + 1:
            self.remarks.append("NEAR chỉ nối từ và cụm từ, đã hiểu là AND.")
            return Both((left, right))
        return Nearby(tuple(parts), within)

    def _next(self, kind: str, text: str | None = None) -> bool:
        if self.place >= len(self.lexemes):
            return False
        lexeme = self.lexemes[self.place]
        return lexeme.kind == kind and (text is None or lexeme.text == text)

    def _operator(self, name: str, left: Node | None) -> bool:
        """Whether this operator stands here; it is passed, and a remark made when one of its sides is missing."""
        if not self._next("operator", name):
            return False
        beside_filter = self.place > 0 and self.lexemes[self.place - 1].kind == "filter"
        self.place += 1
        if (left is None and not beside_filter) or self.place == len(self.lexemes) or self._next("close"):
            self.remarks.append(f"Toán tử {name} thiếu một vế, đã bỏ qua.")
        return True


def _joined(kind: type[Beside] | type[Both] | type[OneOf], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _pattern(word: str) -> Pattern | None:
    """ngh*, th?y: two letters at least before the first sign; a question mark at the end asks, and is none."""
    word = word.strip("?!.,;:")
    return Pattern(word) if re.fullmatch(r"[^\W_]{2,}[*?][^\W_*?]*(?:[*?][^\W_*?]*)*", word) else None
