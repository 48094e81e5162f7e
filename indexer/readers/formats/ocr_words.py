"""Puts right what Tesseract misreads in Vietnamese time and again, where the neighbouring syllable leaves no doubt.

    đẳng viên, sẩn xuất, thu chỉ        its Vietnamese data takes ả for ẳ or ẩ, ỏ for ổ, i for ỉ, ể for ê
    nền tẳng, bẳng giá                  few syllables have an ẳ, and none of these is one
    chỉỉ, từừ, đđã                      a letter read twice
    chính tr] trên                      ị taken for a bracket that nothing opens

Else a syllable is changed only when the word it then forms with its neighbour is in `data/ocr_words.txt`, and the one that was
read is not; “bình đẳng” and “chỉ tiêu” stay. Capitals lose their marks more often: more of their letters are in doubt. What was
changed has little confidence, so that whoever reads it is told.

>>> corrected(["Tổ", "chức", "đẳng,", "cao", "đẳng"])
['Tổ', 'chức', 'đảng,', 'cao', 'đẳng']
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from indexer.readers.formats.pdf_quality import is_syllable

_CORE = re.compile(r"[^\W\d_]+")
_DOUBTS = {"ẳ": "ả", "ẩ": "ả", "ẵ": "ả", "ổ": "ỏ", "ở": "ỏ", "ỉ": "i", "ê": "ể", "ẫ": "ấ"}
_DOUBTS_OF_CAPITALS = {**_DOUBTS, "ă": "ả", "a": "ả", "á": "ả", "à": "ả"}
_ETH = str.maketrans("ðÐ", "đĐ")
_BRACKET = re.compile(r"^(\W*[^\W\d_]{1,3})\](?=\W*$)")
_INSIDE = 12  # words that brackets may hold
# The syllables with ẳ that Vietnamese has, but for đẳng, which stands in few words.
_WITH_AN = frozenset(("ẳng", "cẳng", "chẳng", "dẳng", "hẳn", "khẳm", "khẳn", "khẳng", "lẳng", "lẳn", "mẳn", "nhẳn", "ngẳng",
    "phẳng", "quẳng", "tẳn", "thẳm", "thẳng", "vẳng", "xẳng"))  # fmt: skip
_BEFORE = frozenset(("bình", "cao", "sơ", "đồng", "siêu", "tối", "trung", "thượng", "nhị", "tứ", "bất"))  # đẳng
_BEHIND = frozenset(("cấp", "thức", "lập", "trọng", "hướng", "áp", "nhiệt"))


@cache
def _words() -> frozenset[tuple[str, str]]:
    lines = (Path(__file__).parent / "data" / "ocr_words.txt").read_text(encoding="utf-8").splitlines()
    pairs = (unicodedata.normalize("NFC", line).split() for line in lines if line and not line.startswith("#"))
    return frozenset((first, second) for first, second in pairs)


def corrected(words: Sequence[str]) -> list[str]:
    """The words of one printed line after another, with what stands around their letters untouched."""
    plain = [word.translate(_ETH) for word in words]
    closed = [word if "[" in "".join(plain[max(0, at - _INSIDE) : at]) else _unbracketed(word) for at, word in enumerate(plain)]
    read = [_CORE.sub(lambda match: _once(match[0]), word) for word in closed]
    return [_in_context(read, at) for at in range(len(read))]


def _unbracketed(word: str) -> str:
    match = _BRACKET.match(word)
    whole = f"{match[1]}ị" if match else ""
    return whole + word[len(whole) :] if match and is_syllable(whole.strip("“\"'(‘")) else word


def _once(word: str) -> str:
    """The word without a letter that was read twice, and without a capital inside."""
    if len(word) > 1 and not word.isupper() and not word[1:].islower() and word[0].islower():
        word = word.lower()
    if is_syllable(word):
        return word
    for at, (letter, following) in enumerate(itertools.pairwise(word)):
        same = _bare(letter) == _bare(following) and (not letter.isascii() or not following.isascii())
        if same and is_syllable(word[:at] + word[at + 1 :]):
            return word[:at] + word[at + 1 :]
    return word


def _in_context(words: Sequence[str], at: int) -> str:
    match = _CORE.search(words[at])
    if match is None or _CORE.search(words[at], match.end()):
        return words[at]
    syllable = match[0].lower()
    before = _neighbour(words[at - 1], last=True) if at and not words[at][: match.start()] else None
    after = _neighbour(words[at + 1], last=False) if at + 1 < len(words) and not words[at][match.end() :] else None
    if _has_no_an(before, syllable, after):
        return words[at][: match.start()] + _cased(syllable.replace("ẳ", "ả"), match[0]) + words[at][match.end() :]
    if not (before or after) or _known(before, syllable, after):
        return words[at]
    for other in _others(syllable, _DOUBTS_OF_CAPITALS if match[0].isupper() else _DOUBTS):
        if _known(before, other, after):
            return words[at][: match.start()] + _cased(other, match[0]) + words[at][match.end() :]
    return words[at]


def _has_no_an(before: str | None, syllable: str, after: str | None) -> bool:
    """Whether the syllable was read with an ẳ that it cannot have, standing where it does."""
    if "ẳ" not in syllable or syllable in _WITH_AN or not is_syllable(syllable):
        return False
    return syllable != "đẳng" or not (before in _BEFORE or after in _BEHIND)


def _known(before: str | None, syllable: str, after: str | None) -> bool:
    return (before is not None and (before, syllable) in _words()) or (after is not None and (syllable, after) in _words())


def _neighbour(word: str, *, last: bool) -> str | None:
    """The neighbour's letters, when no punctuation stands between."""
    match = re.search(r"[^\W\d_]+$" if last else r"^[^\W\d_]+", word)
    return match[0].lower() if match else None


def _others(syllable: str, doubts: dict[str, str]) -> Iterator[str]:
    for at, letter in enumerate(syllable):
        if letter in doubts:
            yield syllable[:at] + doubts[letter] + syllable[at + 1 :]


def _cased(syllable: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return syllable.upper()
    return syllable[0].upper() + syllable[1:] if like[0].isupper() else syllable


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.lower())[0].replace("đ", "d")
