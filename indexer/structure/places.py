"""Which place a report is about, and its province.

ĐẢNG BỘ THỊ XÃ SÔNG MƠ              the letterhead or the title names the place
đến năm 2025, thị xã Sông Mơ có …   else the unit that the text speaks of most ("Thị ủy" → thị xã) and the name it bears most
Ban Thường vụ Tỉnh ủy Lam Giang     the province: named with "tỉnh" or "Tỉnh ủy", known names before unknown ones
"""

import re
from collections import Counter
from collections.abc import Sequence

from indexer.readers.labels import UPPER
from indexer.structure.provinces import PROVINCES

_UNITS = {"thị xã": "thị", "huyện": "huyện", "thành phố": "thành", "quận": "quận", "tỉnh": "tỉnh"}
_UNIT = r"(?P<unit>(?i:thị xã|huyện|thành phố|quận|tỉnh|thị trấn|phường|xã))"
_SYLLABLE = rf"[{UPPER}][^\W\d_]*"
_NAME = rf"(?P<name>{_SYLLABLE}(?:\s{_SYLLABLE}){{0,3}})"
_HYPHENATED = re.compile(rf"{_SYLLABLE}(?:(?:\s*[-–]\s*|\s){_SYLLABLE}){{0,3}}")  # of known provinces: "Bà Rịa - Vũng Tàu"
_NAMED = re.compile(rf"(?<![^\W\d_]){_UNIT}\s+{_NAME}")
_YEAR = re.compile(r"(?i)\s(?:năm|giai đoạn)\s+(?=\d)")  # in capitals it looks like one more syllable of the name
_COMMITTEE = re.compile(r"(?<![^\W\d_])(?P<unit>Thị|Huyện|Thành|Quận|Tỉnh)\s+(?:ủy|uỷ)(?![^\W\d_])", re.IGNORECASE)
_SIZES = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã")  # from the largest down
_SHORT_UNITS = {short: full for full, short in _UNITS.items()}
_BODY_OF_UNIT = re.compile(rf"(?i:đảng bộ|đảng ủy|ủy ban nhân dân|hội đồng nhân dân|ban chấp hành)\s+{_UNIT}\s+{_NAME}")
_COMMITTEE_OF = re.compile(rf"(?<![^\W\d_])(?P<unit>(?i:thị|huyện|thành|quận|tỉnh))\s+(?i:ủy|uỷ)\s+{_NAME}")
_OF_PROVINCE = re.compile(rf"(?<![^\W\d_])(?i:tỉnh(?:\s+(?:ủy|uỷ))?)\s+{_NAME}")
_NO_NAMES = (
    "Đảng Nhà Trung Ban Ủy Hội Chính Công Mặt Đại Nghị Chỉ Kết Quy Quyết Thị Huyện Tỉnh Thành Hồ Khóa Lần Nhiệm Báo"
    " Trình Tại Về Số Và Sơ Tổng Kiểm"
)
_FOREIGN = frozenset(_NO_NAMES.split())


def place_and_province(
    front: Sequence[str], title: str, body: Sequence[str], back: Sequence[str], notes: Sequence[str]
) -> tuple[str | None, str | None]:
    """("thị xã Sông Mơ", "Lam Sơn"), as far as the report tells."""
    texts = [*body, *back, *notes]
    place = _place_of_title(front, title) or _place_of_text(texts) or _place_named(title)
    province = _province([*front, title, *texts])
    if place is not None and place.startswith("tỉnh "):
        province = place.removeprefix("tỉnh ")
    return place, province


def _place_of_title(letterhead: Sequence[str], title: str) -> str | None:
    """The smallest unit that the title names, or the letterhead, which names the ones above as well."""
    for lines in ([title], letterhead):
        found = [place for line in lines for place in _named_bodies(line)]
        if found:
            return max(found, key=lambda place: _SIZES.index(next(unit for unit in _SIZES if place.startswith(f"{unit} "))))
    return None


def _named_bodies(line: str) -> list[str]:
    """Units whose committee or council the line names: "ĐẢNG BỘ THỊ XÃ SÔNG MƠ", "Huyện ủy Bình Sơn"."""
    units = [(match["unit"].lower(), match) for match in _BODY_OF_UNIT.finditer(line)]
    units += [(_SHORT_UNITS[match["unit"].lower()], match) for match in _COMMITTEE_OF.finditer(line)]
    return [f"{unit} {name}" for unit, match in units if unit in _SIZES and (name := _name(unit, match))]


def _name(unit: str, match: re.Match[str]) -> str:
    """The name that `match` found behind `unit`; of a known province the whole, where a hyphen cut it."""
    name = _cut_name(match["name"])
    known = _known_province(match) if unit == "tỉnh" else None
    return known if known and _syllables(known)[: len(name.split())] == _syllables(name) else name


def _cut_name(name: str) -> str:
    """The words that belong to a proper name, with initial capitals."""
    words: list[str] = []
    for word in name.split():
        shown = word.capitalize() if word.isupper() else word
        if shown in _FOREIGN and (words or shown not in {"Hồ", "Thành", "Công"}):
            break
        words.append(shown)
    return " ".join(words)


def _place_named(title: str) -> str | None:
    """The first unit that the title names plainly: "Tình hình thực hiện nhiệm vụ của huyện Cầu Mây năm 2024"."""
    found = ((match["unit"].lower(), match) for match in _NAMED.finditer(_YEAR.sub(".", title)))
    return next((f"{unit} {name}" for unit, match in found if (name := _name(unit, match))), None)


def _place_of_text(texts: Sequence[str]) -> str | None:
    unit = _unit_of_text(texts)
    if unit is None:
        return None
    names: Counter[str] = Counter()
    for text in texts:
        for match in _NAMED.finditer(text):
            if match["unit"].lower() == unit and (name := _name(unit, match)):
                names[name] += 1
    if not names:
        return None
    everything = " ".join(texts)
    best = max(names, key=lambda name: (names[name] * everything.count(name), -len(name)))
    return f"{unit} {best}"


def _unit_of_text(texts: Sequence[str]) -> str | None:
    """The unit whose committee and name the text speaks of most."""
    counts: Counter[str] = Counter()
    for text in texts:
        for match in _COMMITTEE.finditer(text):
            counts[_SHORT_UNITS[match["unit"].lower()]] += 1
        for match in re.finditer(
            r"(?i)(?:đảng bộ|nhân dân|trên địa bàn|toàn)\s+(thị xã|huyện|thành phố|quận|tỉnh)(?![^\W\d_])", text
        ):
            counts[match[1].lower()] += 1
    return counts.most_common(1)[0][0] if counts else None


def _province(texts: Sequence[str]) -> str | None:
    counts: Counter[str] = Counter()
    bordering = re.compile(r"(?i)(?:giáp|với|giữa|từ|đến|sang)\s+$")
    for text in texts:
        for match in _OF_PROVINCE.finditer(text):
            known = _known_province(match)
            weight = 1 if bordering.search(text[: match.start()]) else 2
            if name := known or _cut_name(match["name"]):
                counts[name] += weight * (10 if known else 1)
    if not counts:
        return None
    everything = " ".join(texts)
    return max(counts, key=lambda name: (counts[name], everything.count(name), name))


def _known_province(match: re.Match[str]) -> str | None:
    """The known province that the name in `match` begins with, whichever way its parts are joined."""
    printed = _HYPHENATED.match(match.string, match.start("name"))
    words = _syllables(printed[0]) if printed else []
    return next((province for province in PROVINCES if (name := _syllables(province)) == words[: len(name)]), None)


def _syllables(name: str) -> list[str]:
    return re.split(r"\s*[-–]\s*|\s+", name.lower())
