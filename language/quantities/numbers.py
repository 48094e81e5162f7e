"""A printed Vietnamese number as a float: points group thousands, a comma starts the decimals.

>>> [parse_number(text) for text in ("37.415", "318,625", "2.417,06", "08", "3.8", "0.93")]
[37415.0, 318.625, 2417.06, 8.0, 3.8, 0.93]
"""

import re

NUMBER = r"\d+(?:[.,]\d+)*"

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def parse_number(text: str) -> float:
    """The value of `text`, which `NUMBER` matches. A point that cannot group thousands ("3.8") is read as a decimal one."""
    whole, _, decimals = text.partition(",")
    if "," in decimals:  # "1,234,567": commas group, as in English
        return float(text.replace(",", "").replace(".", ""))
    if _GROUPED.fullmatch(whole) or whole.count(".") > 1:
        whole = whole.replace(".", "")
    return float(f"{whole}.{decimals}" if decimals else whole)
