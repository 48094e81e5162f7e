"""Whether a page's own text can be read, or the page must be read as a picture.

    a scan                              a picture covers the page, and there are no letters
    a scan with letters put under it    …and those letters have no Vietnamese marks: read by a program that knows none
    a font that does not say its signs  U+FFFD, private signs, or words that are no Vietnamese syllables: "Þi hép huyÖn"

>>> syllable_share("Đảng bộ huyện Sông Mơ") == 1.0
True
"""

import re
import unicodedata

from indexer.readers.formats.pdf_letters import Sheet
from indexer.readers.legacy import convert

_FEW_LETTERS = 15
_COVERS = 0.4  # of the page
_MOST_UNREADABLE = 0.08
_LEAST_SYLLABLES = 0.5
_LEAST_MARKED = 0.12  # of the words; in Vietnamese some 75 % have marks
_WORD = re.compile(r"[^\W\d_]+")
_TONES = str.maketrans("", "", "\u0300\u0301\u0309\u0303\u0323")

# The syllable of Vietnamese, tones apart: what may begin it, its vowels, what may end it.
_SYLLABLE = re.compile(
    r"(?!\w*(?:ii|uu|aa|ee))(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:[iuo]?[aăâeêioôơuưy]|iê|yê|uô|ươ|uyê|uya|uyu|oai|oay|oao|oeo|uây|iêu|yêu|uôi|ươi|ươu|ia|ua|ưa|uê|ai|ao|au|ay|âu|ây|eo|êu"
    r"|iu|oi|ôi|ơi|ui|ưi|ưu|uơ|oo)(?:ch|ng|nh|[cmnpt])?"
)


def syllable_share(text: str) -> float:
    """The share of the words in `text` that can be Vietnamese syllables; 1 when it has none."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return sum(is_syllable(word) for word in words) / len(words) if words else 1.0


def is_unreadable(sheet: Sheet) -> bool:
    """Whether the page's own text is missing or broken, so that only its picture can be read."""
    text = " ".join(_words(sheet))
    count = sum(letter.isalnum() for letter in text)
    if count < _FEW_LETTERS:
        return sheet.covered >= _COVERS
    if sum(_is_unreadable(letter) for letter in text) > _MOST_UNREADABLE * count:
        return True
    words = _WORD.findall(text)
    marked = sum(not word.isascii() for word in words) / max(1, len(words))
    if sheet.covered >= _COVERS and marked < _LEAST_MARKED:
        return True
    return len(words) > 30 and marked > _LEAST_MARKED and syllable_share(text) < _LEAST_SYLLABLES and convert(text) is None


def _words(sheet: Sheet) -> list[str]:
    """The page's letters as words, near enough to be judged."""
    words: list[str] = []
    end = base = 0.0
    for letter in sheet.letters:
        if words and abs(letter.base - base) < 1 and letter.x0 - end < 0.17 * letter.size and not letter.text.isspace():
            words[-1] += letter.text
        else:
            words.append(letter.text.strip())
        end, base = letter.x1, letter.base
    return words


def is_syllable(word: str) -> bool:
    """Whether `word` can be a Vietnamese syllable."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    return bool(_SYLLABLE.fullmatch(bare))


def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cc", "Cn")
