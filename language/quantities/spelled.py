"""Counts written in words: "hai xã", "mười hai trường", "gấp đôi"; only before a noun that is counted.

>>> [(c.value, c.unit) for c in find_spelled("Xây thêm hai trường, mười lăm cây cầu; hai bên cùng làm, gấp đôi năm 2020")]
[(2.0, 'trường'), (15.0, 'cây cầu'), (2.0, 'lần')]

"một" is an article and "năm" a year as often as numbers; they count behind "ít nhất", "tối thiểu" and "thêm" alone.
"""

import re
from dataclasses import dataclass

_ONES = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_NOUNS = (
    "xã|phường|thị trấn|huyện|thôn|bản|ấp|khu phố|khu dân cư|tổ dân phố|trường|điểm trường|trạm y tế|bệnh viện|nhà văn hóa"
    "|nhà máy|nhà trẻ|chợ|cây cầu|cầu|hồ chứa|hồ|đập|tuyến đường|tuyến|khu công nghiệp|cụm công nghiệp|khu đô thị"
    "|khu tái định cư|làng nghề|hợp tác xã|doanh nghiệp|mô hình|sản phẩm|dự án|công trình|bến xe|bến cảng|cảng|trung tâm"
    "|trang trại|chi bộ|đảng viên|cơ sở"
)
_ONE = "hai|ba|bốn|sáu|bảy|tám|chín"
_TENS = r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+(?:mốt|hai|ba|tư|lăm|sáu|bảy|tám|chín))?"
_TEEN = r"mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
_COUNT = re.compile(
    rf"(?<![^\W\d_])(?:(?P<count>{_TENS}|{_TEEN}|{_ONE})|(?:ít\s+nhất|tối\s+thiểu|thêm)\s+(?P<vague>một|năm))"
    rf"\s+(?P<noun>{'|'.join(sorted(_NOUNS.split('|'), key=len, reverse=True))})(?![^\W\d_])",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"(?<![^\W\d_])gấp\s+(?P<times>đôi|{_ONE})(?![^\W\d_])(?!\s+rưỡi)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A count in words: `text[start:end]` is the number, `text[start:unit_end]` the number and what it counts."""

    value: float
    unit: str
    start: int
    end: int
    unit_end: int


def find_spelled(text: str) -> tuple[Spelled, ...]:
    """Every count of `text` that is written in words, in order."""
    found = []
    for match in _COUNT.finditer(text):
        name = "count" if match["count"] else "vague"
        found.append(Spelled(_value(match[name]), match["noun"].lower(), *match.span(name), match.end()))
    for match in _TIMES.finditer(text):
        times = 2.0 if match["times"].lower() == "đôi" else _value(match["times"])
        found.append(Spelled(times, "lần", *match.span("times"), match.end("times")))
    return tuple(sorted(found, key=lambda each: each.start))


def _value(words: str) -> float:
    """15 of "mười lăm", 32 of "ba mươi hai"."""
    first, *rest = words.lower().split()
    if first == "mười":
        return 10.0 + (_ONES[rest[0]] if rest else 0)
    if rest:
        return 10.0 * _ONES[first] + (_ONES[rest[1]] if len(rest) > 1 else 0)
    return float(_ONES[first])
