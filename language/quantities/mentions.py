"""Finding the quantities of a text: one value or two, its bound, its unit, and where it all stands.

    đạt 37.415 tỷ đồng          = 37415 tỷ đồng
    tăng 13 -16%/ năm           range 13…16 %/năm
    từ 80 đến 85%               range 80…85 %
    trên 90%, > 93%             > 90 %
    từ 80% trở lên              >= 80 %
    17/24 trường                = 17 trường, of 24
    từ 22,6% lên 39%            = 39 %: what it rose from is no value of its own

Values are as printed: "46 tỷ đồng" is 46 of the unit "tỷ đồng".
"""

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from language.quantities.exclusions import excluded
from language.quantities.numbers import NUMBER, parse_number
from language.quantities.spelled import find_spelled
from language.quantities.units import Unit, unit_after

Bound = Literal["=", ">", ">=", "<", "<=", "approx", "range"]

_BEFORE: tuple[tuple[str, Bound], ...] = (
    (r"không\s+(?:dưới|thấp hơn|ít hơn|nhỏ hơn|kém hơn)|(?:ít nhất|tối thiểu)(?:\s+(?:là|đạt|có))?|≥|>=", ">="),
    (r"không\s+(?:quá|vượt quá|cao hơn|trên|nhiều hơn)|(?:nhiều nhất|tối đa)(?:\s+là)?|≤|<=", "<="),
    (r"trên|hơn|vượt mức|>", ">"),
    (r"dưới|thấp hơn|chưa (?:đến|tới)|<", "<"),
    (r"(?:trong\s+)?khoảng|xấp xỉ|gần|chừng|~", "approx"),
)
_AFTER: tuple[tuple[str, Bound], ...] = ((r"\s*trở lên", ">="), (r"\s*trở xuống", "<="))
_BOUND_BEFORE = [
    (re.compile(rf"(?<![^\W\d_])(?:từ\s+)?(?:{words})\s*(?:từ\s*)?$", re.IGNORECASE), bound) for words, bound in _BEFORE
]
_BOUND_AFTER = [(re.compile(words, re.IGNORECASE), bound) for words, bound in _AFTER]
_NOT_TO_PASS = re.compile(
    r"(?<![^\W\d_])không\s+(?:để|cho)\s[^,;.:\d]{0,80}?\s(?P<passes>(?:vượt\s+)?(?:quá|trên)|vượt)\s*$", re.IGNORECASE
)
_FROM = re.compile(r"(?<![^\W\d_])từ\s*$", re.IGNORECASE)

_NO_NUMBER = re.compile(r"\d{16,}")  # an account, a barcode, a broken table: nothing that is counted
_START = re.compile(rf"(?<![\d.,/]){NUMBER}")
_SECOND = re.compile(rf"\s*[-–—]\s*({NUMBER})|\s+(?:đến|tới)\s+({NUMBER})", re.IGNORECASE)
_MORE = re.compile(rf"\s*%?\s*[-–—]\s*{NUMBER}")
_EARLIER = re.compile(rf"{NUMBER}\s*%\s*[-–—]\s*{NUMBER}$")
_WHOLE = re.compile(rf"(?:\s*/\s*|\s+(?:trong|trên)\s+(?:tổng\s+)?số\s+)({NUMBER})(?!\s*/)")
_ROSE = re.compile(
    rf"\s*(?:\([^()]*\)\s*|(?:vào\s+|ở\s+)?(?:(?:đầu|cuối|giữa)\s+)?(?:năm\s+\d{{4}}|nhiệm\s+kỳ)\s*)?,?\s*(?:tăng\s+|giảm\s+)?(?:lên|xuống|còn)(?:\s+(?:đến|tới|còn|lên|là|khoảng|trên|dưới|gần|mức))*\s+{NUMBER}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text: `text[start:end]` holds its bound words, number and unit, `text[digits:digits_end]` only digits."""

    start: int
    end: int
    digits: int
    digits_end: int
    low: float
    high: float
    bound: Bound
    unit: str | None  # normal form
    printed_unit: str  # as in the text, "" where there is none
    unit_known: bool = True  # False where the unit is simply the next word
    whole: float | None = None  # of "6/7 xã": 7
    spelled: bool = False  # written in words


def find_quantities(text: str, spelled: bool = False) -> tuple[Quantity, ...]:
    """Every quantity of `text`, in order; what a change came from ("từ 48% xuống còn 31%") is left out.

    Those written in words ("hai xã") are found where they are `spelled` for.
    """
    text = _NO_NUMBER.sub(lambda run: "x" * len(run[0]), text)
    taken = excluded(text)
    found: list[Quantity] = []
    position = 0
    while match := _START.search(text, position):
        if blocked := _covering(taken, match.start()):
            position = blocked
            continue
        quantity = _quantity(text, match, taken)
        position = quantity.end
        if not _only_a_start(text, quantity):
            found.append(quantity)
    if spelled:
        found += [each for each in _in_words(text) if not any(o.start < each.end and each.start < o.end for o in found)]
        found.sort(key=lambda quantity: quantity.digits)
    return tuple(found)


def _in_words(text: str) -> list[Quantity]:
    made = []
    for each in find_spelled(text):
        bound, start, end = _bound(text, each.start, each.unit_end, ranged=False)
        unit = text[each.end : each.unit_end].strip()
        made.append(Quantity(start, end, each.start, each.end, each.value, each.value, bound, each.unit, unit, False, None, True))
    return made


def _covering(taken: list[tuple[int, int]], position: int) -> int | None:
    """The end of the span that holds `position`."""
    index = bisect_right(taken, (position, sys.maxsize)) - 1
    return taken[index][1] if index >= 0 and position < taken[index][1] else None


def _quantity(text: str, match: re.Match[str], taken: list[tuple[int, int]]) -> Quantity:
    low = high = parse_number(match.group())
    digits_end, whole = match.end(), None
    unit = unit_after(text, digits_end)
    end = unit.end if unit else digits_end
    second = _second(text, digits_end, unit, taken)
    fraction = _WHOLE.match(text, digits_end)
    if second is not None:
        high, digits_end = parse_number(text[slice(*second)]), second[1]
        later = unit_after(text, digits_end)
        unit = later or unit
        end = later.end if later else digits_end
    elif fraction and _is_part_of(low, parse_number(fraction[1]), unit_after(text, fraction.end())):
        whole, digits_end = parse_number(fraction[1]), fraction.end()
        unit = unit_after(text, digits_end)
        end = unit.end if unit else digits_end
    bound, start, end = _bound(text, match.start(), end, ranged=second is not None)
    if low > high:
        low, high = high, low
    printed = text[unit.start : unit.end] if unit else ""
    return Quantity(
        start,
        end,
        match.start(),
        digits_end,
        low,
        high,
        bound,
        unit.name if unit else None,
        printed,
        bool(unit and unit.known),
        whole,
    )


def _is_part_of(part: float, whole: float, unit: Unit | None) -> bool:
    """Whether "part/whole" is so many of so many; more than the whole is told of a plan alone: "1.530/1.500 lao động"."""
    return whole >= part > 0 or (unit is not None and whole >= 10 and whole < part <= 3 * whole)


def _second(text: str, end: int, unit: Unit | None, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the upper value of a range stands: right after the lower one, or after the unit that both print."""
    for position in (end, unit.end if unit else end):
        match = _SECOND.match(text, position)
        if not match:
            continue
        group = 1 if match[1] else 2
        if _covering(taken, match.start(group)):
            return None
        if _MORE.match(text, match.end()) or _EARLIER.search(text[max(0, end - 24) : end]):
            return None  # "46% - 38,5% - 15,5%" lists shares
        return match.span(group)
    return None


def _bound(text: str, start: int, end: int, ranged: bool) -> tuple[Bound, int, int]:
    bound: Bound = "range" if ranged else "="
    before = text[max(0, start - 40) : start]
    if match := _NOT_TO_PASS.search(text[max(0, start - 120) : start]):
        return bound if ranged else "<=", start - len(match[0]) + match.start("passes") - match.start(), end
    for pattern, name in _BOUND_BEFORE:
        if match := pattern.search(before):
            start -= len(before) - match.start()
            bound = bound if ranged else name
            break
    for pattern, name in _BOUND_AFTER:
        if match := pattern.match(text, end):
            end = match.end()
            bound = bound if ranged else name
    if match := _FROM.search(text[max(0, start - 8) : start]):
        start -= len(text[max(0, start - 8) : start]) - match.start()
    return bound, start, end


def _only_a_start(text: str, quantity: Quantity) -> bool:
    """What a change came from: "từ 48% (năm 2016) xuống còn 31%"."""
    return text[quantity.start : quantity.digits].lower().startswith("từ") and bool(_ROSE.match(text, quantity.end))
