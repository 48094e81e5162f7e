"""Vietnamese letters as they were stored before Unicode, converted when their telltale letters give them away.

    Ñaûng boä        VNI            a base letter, then a mark as a Western letter ("û" the hook, "ä" circumflex and dot below)
    §¶ng bé          TCVN3 (ABC)    one byte a letter, capitals from another font
    Ðảng bộ          windows-1258   a base letter, then a combining tone

Whichever reading of the text holds the most common Vietnamese syllables wins, and only by a clear lead; otherwise no guess is
made.
"""

import re
import unicodedata
from typing import NamedTuple

# The most frequent syllables of official Vietnamese that need marks; a right reading is full of them, a wrong one has hardly any.
_FREQUENT = (
    "và của các được là có với đã những một không đến người hội công tác thực hiện đảng ủy xã huyện tỉnh nhân dân tế"
    " phát triển xây dựng nghị quyết đại nhiệm kỳ năm đồng thị chính trị quốc cán bộ lần thứ về tổ chức"
)
_COMMON = frozenset(_FREQUENT.split())
_WORDS = re.compile(r"[^\W\d_]+")
_CLEAR_LEAD = 2.0
_LEAST_SHARE = 0.12  # of all words
_LEAST_WORDS = 8


class Converted(NamedTuple):
    text: str
    encoding: str


def convert(text: str, *, is_bytes: bool = False) -> Converted | None:
    """`text` in Unicode letters, or None when it is in them already, or in none that are known.

    `is_bytes`: `text` holds the bytes of a file as Latin-1 letters; else it is Unicode text into which such letters were pasted.
    """
    now = _share(text) if not is_bytes else 0.0
    if now > _LEAST_SHARE / 2:
        return None
    readings = [Converted(_vni(text), "VNI"), Converted(_tcvn3(text), "TCVN3 (ABC)")]
    if is_bytes and (windows := _windows_1258(text)) is not None:
        readings.append(Converted(windows, "windows-1258"))
    best = max(readings, key=lambda reading: _share(reading.text))
    share = _share(best.text)
    return best if share >= _LEAST_SHARE and share > _CLEAR_LEAD * now else None


def _share(text: str) -> float:
    """The share of common Vietnamese syllables that carry marks among the words; 0 when there are too few to tell."""
    words = _WORDS.findall(unicodedata.normalize("NFC", text[:200_000]).lower())
    common = [word in _COMMON for word in words]
    return sum(common) / len(words) if sum(common) >= _LEAST_WORDS else 0.0


def _windows_1258(text: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", text.encode("latin-1").decode("cp1258"))
    except UnicodeDecodeError:
        return None


_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKED = re.compile(rf"([aeouyAEOUYöôÖÔ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_VNI_LONE = re.compile(f"[{''.join(_VNI_LETTERS)}{''.join(_VNI_LETTERS).upper()}]")


def _vni(text: str) -> str:
    def marked(match: re.Match[str]) -> str:
        base = _VNI_LETTERS.get(match[1].lower(), match[1].lower())
        letter = unicodedata.normalize("NFC", base + _VNI_MARKS[match[2].lower()])
        return letter.upper() if match[1].isupper() else letter

    def lone(match: re.Match[str]) -> str:
        letter = _VNI_LETTERS[match[0].lower()]
        return letter.upper() if match[0].isupper() else letter

    pieces: list[str] = []
    at = 0
    for match in _VNI_MARKED.finditer(text):
        pieces += [_VNI_LONE.sub(lone, text[at : match.start()]), marked(match)]
        at = match.end()
    return "".join([*pieces, _VNI_LONE.sub(lone, text[at:])])


_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)


def _tcvn3(text: str) -> str:
    """Capitals came from a second font, which the text does not name: a word is set in capitals when its plain letters are."""

    def word(match: re.Match[str]) -> str:
        converted = "".join(_TCVN3.get(letter, letter) for letter in match[0])
        plain = [letter for letter in match[0] if letter.isascii() and letter.isalpha()]
        return converted.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else converted

    return re.sub(r"[^\s.,;:()\-/]+", word, text)


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 letters in Unicode; `capitals`: they are set in one of the fonts that hold capitals alone (.VnTimeH)."""
    converted = _tcvn3(text)
    return converted.upper() if capitals else converted


def from_vni(text: str) -> str:
    """VNI letters in Unicode."""
    return _vni(text)
