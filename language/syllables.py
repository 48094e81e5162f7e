"""Text as a sequence of syllables, with the place of each in the text as it was given.

Vietnamese writes its syllables apart, and most words are two of them ("hộ nghèo"), so syllables are the tokens: all of them,
whatever their length, without stop words or stemming. Figures keep their points and commas, and "%" is a token of its own:

>>> [token.text for token in tokens("Tỷ lệ hộ nghèo còn 3-3,4%, đạt 38.415 tỷ")]
['tỉ', 'lệ', 'hộ', 'nghèo', 'còn', '3', '3,4', '%', 'đạt', '38.415', 'tỉ']

The number of an official document is one token and its parts; the whole stands at the position of its first part:

>>> [(token.text, token.position, token.official) for token in tokens("số 04-NQ/TU ngày")]
[('số', 0, False), ('4-nq-tu', 1, True), ('04', 1, False), ('nq', 2, False), ('tu', 3, False), ('ngày', 4, False)]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.normalise import fold, fold_word, normalise_word

_MARK = "\u0300-\u036f"  # a decomposed letter is one letter: NFD text must not break at its marks
_WORD = rf"[^\W\d_](?:[^\W_]|[{_MARK}])*"
_FIGURE = r"\d+(?:[.,]\d+)*"
_TOKEN = re.compile(rf"{_FIGURE}|{_WORD}|%")

# 04-NQ/TU, 1264/NQ-UBTVQH14, 67/2014/NĐ-CP, 1600/QĐ-TTg; a scan sets spaces around the first hyphen. Two groups of letters at
# least, or a year and one: "10-15 hộ/năm" and "47/59 tiêu chuẩn" are no official numbers.
_LETTERS = rf"[^\W\d_](?:[^\W_]|[{_MARK}])*"
OFFICIAL_NUMBER = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[a-zđ]?(?:\s?[-–/]\s?{_LETTERS}(?:[-–/]{_LETTERS})+|[/-]\d{{4}}[/-]{_LETTERS}(?:[-–/]{_LETTERS})*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its normal form, where it stands in the text given (`text[start:end]`), and its place in the sequence."""

    text: str
    start: int
    end: int
    position: int
    official: bool = False  # the whole number of an official document; its parts follow it


def tokens(text: str) -> list[Token]:
    """All tokens of `text`, in order."""
    return list(_tokens(text))


def syllables(text: str) -> list[Token]:
    """The tokens of `text` that do not overlap: of an official number its parts alone."""
    return [token for token in _tokens(text) if not token.official]


def official_number(text: str) -> str:
    """The form in which official numbers are compared: "04-NQ/TU" and "4/NQ-TU" name the same document.

    >>> official_number("67/2014/NĐ-CP")
    '67-2014-nd-cp'
    """
    return re.sub(r"\s*[-–/]\s*", "-", fold(text)).lstrip("0")


def folded(token: Token) -> str:
    """The token without diacritics."""
    return fold_word(token.text)


def _tokens(text: str) -> Iterator[Token]:
    official = {match.start(): match for match in OFFICIAL_NUMBER.finditer(text)}
    for position, match in enumerate(_TOKEN.finditer(text)):
        whole = official.get(match.start())
        if whole:
            yield Token(official_number(whole.group()), whole.start(), whole.end(), position, official=True)
        yield Token(normalise_word(match.group()), match.start(), match.end(), position)
