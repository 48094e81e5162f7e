"""Which place a report is about, and its province.

    ĐẢNG BỘ THỊ XÃ DUYÊN HẢI            the letterhead or the title names the place
    đến năm 2025, thị xã Đức Phổ có …   else the unit that the text speaks of most ("Thị ủy" → thị xã) and the name it bears most
    Ban Thường vụ Tỉnh ủy Trà Vinh      the province: named with "tỉnh" or "Tỉnh ủy", known names before unknown ones
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
_NAMED = re.compile(rf"(?<![^\W\d_]){_UNIT}\s+{_NAME}")
_COMMITTEE = re.compile(r"(?<![^\W\d_])(?P<unit>Thị|Huyện|Thành|Quận|Tỉnh)\s+(?:ủy|uỷ)(?![^\W\d_])", re.IGNORECASE)
_OF_PROVINCE = re.compile(rf"(?<![^\W\d_])(?i:tỉnh(?:\s+(?:ủy|uỷ))?)\s+{_NAME}")
_FOREIGN = frozenset("Đảng Nhà Trung Ban Ủy Hội Chính Công Mặt Đại Nghị Chỉ Kết Quy Quyết Thị Huyện Tỉnh Thành Hồ Khóa Lần Nhiệm".split())


def place_and_province(
    front: Sequence[str], title: str, body: Sequence[str], back: Sequence[str], notes: Sequence[str]
) -> tuple[str | None, str | None]:
    """("thị xã Duyên Hải", "Trà Vinh"), as far as the report tells."""
    texts = [*body, *back, *notes]
    place = _place_of_title([*front, title], texts) or _place_of_text(texts)
    province = _province([*front, title, *texts], place)
    if place is not None and place.startswith("tỉnh "):
        province = place.removeprefix("tỉnh ")
    return place, province


def _place_of_title(lines: Sequence[str], texts: Sequence[str]) -> str | None:
    """A named unit in the letterhead or title; a name in capitals is set as the text sets it, or with initial capitals."""
    for line in lines:
        for match in re.finditer(rf"(?i:đảng bộ|đảng ủy|ủy ban nhân dân|hội đồng nhân dân|ban chấp hành)\s+{_UNIT}\s+{_NAME}", line):
            unit = match["unit"].lower()
            name = _cut_name(match["name"])
            if name and unit in _UNITS:
                return f"{unit} {name}"
    for line in lines:
        match_ = re.match(rf"\s*(?:HUYỆN|THỊ|THÀNH|QUẬN|TỈNH)\s+(?:ỦY|UỶ)\s+{_NAME}", line)
        if match_:
            unit = next(full for full, short in _UNITS.items() if line.strip().lower().startswith(short))
            return f"{unit} {_cut_name(match_['name'])}"
    return None


def _cut_name(name: str) -> str:
    """The words that belong to a proper name, with initial capitals."""
    words: list[str] = []
    for word in name.split():
        shown = word.capitalize() if word.isupper() else word
        if shown in _FOREIGN and (words or shown not in {"Hồ", "Thành", "Công"}):
            break
        words.append(shown)
    return " ".join(words)


def _place_of_text(texts: Sequence[str]) -> str | None:
    unit = _unit_of_text(texts)
    if unit is None:
        return None
    names: Counter[str] = Counter()
    for text in texts:
        for match in _NAMED.finditer(text):
            if match["unit"].lower() == unit and (name := _cut_name(match["name"])):
                names[name] += 1
    if not names:
        return None
    everything = " ".join(texts)
    best = max(names, key=lambda name: (names[name] * everything.count(name), -len(name)))
    return f"{unit} {best}"


def _unit_of_text(texts: Sequence[str]) -> str | None:
    """The unit whose committee and name the text speaks of most."""
    counts: Counter[str] = Counter()
    shorts = {short: full for full, short in _UNITS.items()}
    for text in texts:
        for match in _COMMITTEE.finditer(text):
            counts[shorts[match["unit"].lower()]] += 1
        for match in re.finditer(r"(?i)(?:đảng bộ|nhân dân|trên địa bàn|toàn)\s+(thị xã|huyện|thành phố|quận|tỉnh)(?![^\W\d_])", text):
            counts[match[1].lower()] += 1
    return counts.most_common(1)[0][0] if counts else None


def _province(texts: Sequence[str], place: str | None) -> str | None:
    counts: Counter[str] = Counter()
    bordering = re.compile(r"(?i)(?:giáp|với|giữa|từ|đến|sang)\s+$")
    for text in texts:
        for match in _OF_PROVINCE.finditer(text):
            name = _known(match["name"]) or _cut_name(match["name"])
            weight = 1 if bordering.search(text[: match.start()]) else 2
            if name:
                counts[name] += weight * (10 if _known(match["name"]) else 1)
    if not counts:
        return None
    everything = " ".join(texts)
    return max(counts, key=lambda name: (counts[name], everything.count(name), name))


def _known(name: str) -> str | None:
    folded = name.lower()
    return next((p for p in PROVINCES if folded.startswith(p.lower()) or folded.startswith(p.lower().replace(" - ", " "))), None)
