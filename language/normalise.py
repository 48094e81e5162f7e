"""The forms of Vietnamese text that are compared: one spelling of each word, with its diacritics or without.

>>> normalise("UỶ ban nhân dân, liệt sỹ, tỷ lệ")
'ủy ban nhân dân, liệt sĩ, tỉ lệ'
>>> fold("Đường sắt Bắc - Nam")
'duong sat bac - nam'
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng, as combining marks
_LETTER = r"[^\W\d_]"

# hoà, khoẻ, uỷ carry the tone on the second vowel in the newer style, hòa, khỏe, ủy on the first; only where the syllable ends
# there, and not after q, whose u is no vowel.
_MOVABLE = re.compile(rf"(?<!q)(o(?=[ae])|u(?=y))([aey])([{_TONES}])(?!{_LETTER}|[{_TONES}])")
# tỷ = tỉ, kỹ = kĩ, liệt sỹ = liệt sĩ: y as the only vowel, after one consonant, is written i as well.
_Y_FOR_I = re.compile(rf"(?<!{_LETTER})([hklmstv])y([{_TONES}]?)(?!{_LETTER}|[{_TONES}])")
_QUI = re.compile(rf"(?<!{_LETTER})(qu)i([{_TONES}]?)(?!{_LETTER}|[{_TONES}])")
_TONE_BEFORE_MARK = re.compile(rf"([{_TONES}])([\u0302\u0306\u031b])")


def nfc(text: str) -> str:
    """Composed Unicode; marks that a PDF producer set in the wrong order (tone before circumflex) are put right first."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if unicodedata.is_normalized("NFC", composed) and not _has_marks(composed):
        return composed
    return unicodedata.normalize("NFC", _TONE_BEFORE_MARK.sub(r"\2\1", unicodedata.normalize("NFD", text)))


def normalise(text: str) -> str:
    """NFC, lower case, one tone placement (hoà → hòa, uỷ → ủy) and one of i and y (tỷ → tỉ, quí → quý)."""
    text = nfc(text).lower()
    if text.isascii() and "y" not in text and "qui" not in text:
        return text
    marked = _TONE_BEFORE_MARK.sub(r"\2\1", unicodedata.normalize("NFD", text))
    marked = _MOVABLE.sub(r"\1\3\2", marked)
    marked = _Y_FOR_I.sub(r"\1i\2", marked)
    marked = _QUI.sub(r"\1y\2", marked)
    return unicodedata.normalize("NFC", marked)


def fold(text: str) -> str:
    """`normalise` without any diacritics, đ as d: what is compared when a query is typed without them."""
    return _bare(normalise(text))


@lru_cache(maxsize=65_536)
def normalise_word(word: str) -> str:
    """`normalise` for one word, remembered: a language has few syllables, and an archive repeats them."""
    return normalise(word)


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """`fold` for one word, remembered."""
    return fold(word)


def has_diacritics(text: str) -> bool:
    """Whether any letter of `text` is one that only typing with a Vietnamese keyboard gives."""
    return not text.isascii() and _bare(nfc(text).lower()) != nfc(text).lower()


def _bare(text: str) -> str:
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in marked if not unicodedata.combining(c)))


def _has_marks(text: str) -> bool:
    return any(unicodedata.combining(c) for c in text)
