"""When a figure holds: years, spans of years, each year, the end of the term.

>>> [(p.name, p.role) for p in find_periods("Giai đoạn 2021 - 2025 tăng gấp 2 lần so với năm 2020, mỗi năm 8%")]
[('2021-2025', 'time'), ('2020', 'base'), ('annual', 'time')]
"""

import re
from dataclasses import dataclass
from typing import Literal

_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s?[-–—]\s?"
_PERIOD = re.compile(
    rf"(?P<base>(?i:(?:so\s+với|so|với|bằng|giá\s+so\s+sánh|giá|lần)\s+)(?i:(?:đầu\s+|cuối\s+"
    rf"|cùng\s+kỳ\s+)?(?:giai\s+đoạn|nhiệm\s+kỳ|năm)?\s*))?"
    rf"(?:(?i:(?:năm|giai\s+đoạn|nhiệm\s+kỳ)\s+)?(?P<from>{_YEAR}){_DASH}(?:năm\s+)?(?P<to>{_YEAR})(?!\d)"
    rf"|(?i:(?:từ\s+)?năm\s+)(?P<start>{_YEAR})\s+(?i:đến)\s+(?i:(?:hết\s+|cuối\s+)?năm\s+)?(?P<end>{_YEAR})(?!\d)"
    rf"|(?i:(?<![^\W\d_])(?:năm|đến|trước|tới|hết|vào)\s+|(?<![\d/])\d{{1,2}}/)(?P<year>{_YEAR})(?![\d.,]\d|\d|/)"
    rf"|(?P<annual>(?i:(?:(?<![^\W\d_])(?<!cây\s)(?<!màu\s)(?:hằng|hàng|mỗi|từng|một)\s|/\s?|bình\s+quân\s+)năm)(?![^\W\d_]))"
    rf"|(?P<term>(?i:(?:cuối|hết|cả|trong|toàn|năm\s+cuối)\s+(?:nhiệm\s+)?kỳ|năm\s+cuối|bình\s+quân\s+(?:5"
    rf"|năm)\s+năm)(?![^\W\d_])))"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A mention of a time: its name ("2025", "2021-2025", "annual", "term") and where it stands.

    `role` is "base" for the time that a figure is compared with ("so với năm 2020").
    """

    name: str
    start: int
    end: int
    role: Literal["time", "base"] = "time"


def find_periods(text: str) -> tuple[Period, ...]:
    """All mentions in `text`, in order."""
    return tuple(_period(match) for match in _PERIOD.finditer(text))


def _period(match: re.Match[str]) -> Period:
    if match["from"]:
        name = f"{match['from']}-{match['to']}"
    elif match["start"]:
        name = f"{match['start']}-{match['end']}"
    else:
        name = match["year"] or ("annual" if match["annual"] else "term")
    return Period(name, match.start(), match.end(), "base" if match["base"] and name not in ("annual", "term") else "time")
