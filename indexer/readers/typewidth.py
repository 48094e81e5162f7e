"""How wide a line of Vietnamese is when set in a book face, so that a reader of typeset text can tell full lines from short ones.

Widths are thousandths of the type size, as in the Times family; a letter with Vietnamese marks is as wide as its base letter.

>>> natural_width("im") < natural_width("mm")
True
"""

import unicodedata

_CLASSES = {
    "ijlt'|.,:;/ !()[]-": 290,
    'frsIJ"“”': 360,
    "aceghknopqbdvxyuz0123456789$?ăâêôơưđ*_–=+<>": 480,
    "wABCDEFGHKLNOPQRSTUVXYZ&ĐĂÂÊÔƠƯ": 690,
    "mMW%@—…": 850,
}
_WIDTH = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_FALLBACK = 500


def natural_width(text: str) -> int:
    """The width of `text` with ordinary spaces, nothing stretched."""
    width = 0
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[:1]
        if not unicodedata.combining(letter):
            width += _WIDTH.get(letter) or _WIDTH.get(base, _FALLBACK)
    return width
