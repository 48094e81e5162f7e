"""Numbers as automatic numbering prints them, and Roman ones read back.

>>> [printed(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")]
['4', 'IV', 'd', '04']
>>> roman(12), roman_value("XII"), roman_value("IIX")
('XII', 12, None)
"""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_COUNTING = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ORDINAL = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám", "thứ chín", "thứ mười")
_SYMBOLS = "*†‡§"


def printed(value: int, form: str) -> str:
    """`value` in the number format `form`, by its name in Word; an unknown format prints Arabic numerals."""
    if form == "none":
        return ""
    if value < 1 or value > 9999:
        return str(value)
    match form:
        case "upperRoman":
            return roman(value)
        case "lowerRoman":
            return roman(value).lower()
        case "upperLetter":
            return _letters(value)
        case "lowerLetter":
            return _letters(value).lower()
        case "decimalZero":
            return f"{value:02d}"
        case "vietnameseCounting" | "cardinalText" if value <= len(_COUNTING):
            return _COUNTING[value - 1]
        case "ordinalText" if value <= len(_ORDINAL):
            return _ORDINAL[value - 1]
        case "chicago":
            return _SYMBOLS[(value - 1) % 4] * ((value - 1) // 4 + 1)
        case _:
            return str(value)


def roman(value: int) -> str:
    signs: list[str] = []
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        signs.append(sign * count)
    return "".join(signs)


_VALUES = {roman(value): value for value in range(1, 100)}


def roman_value(text: str) -> int | None:
    """The number below 100 that `text` writes in capitals; None where it writes none."""
    return _VALUES.get(text)


def _letters(value: int) -> str:
    """A to Z, then AA, BB: as Word and LibreOffice count on."""
    return chr(ord("A") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)
