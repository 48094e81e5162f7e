"""What a number counts: the unit as printed after it, and one normal form for its spellings.

    37.415 tỉ               → tỷ đồng                money may leave "đồng" out
    35ha, 35 héc ta         → ha
    11,5%/ năm              → %/năm                  a rate is part of the unit
    4,2 điểm %              → điểm phần trăm
    10 bác sĩ/1 vạn dân     → bác sĩ/vạn dân
    250 đảng viên           → đảng viên              anything countable is a unit, known or not

A rate ("/năm", "trên một vạn dân") belongs to its unit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SCALES = {
    "nghìn": "nghìn",
    "ngàn": "nghìn",
    "vạn": "vạn",
    "triệu": "triệu",
    "tỷ": "tỷ",
    "tỉ": "tỷ",
    "trăm": "trăm",
    "chục": "chục",
}
_PERSON = r"(?!/c(?![^\W\d_]))(?!\s+(?:chí|bào)(?![^\W\d_]))"  # "đ/c", "đồng chí" and "đồng bào" are people, not money
_MONEY = {"đồng": "đồng", "đ": "đồng", "vnđ": "đồng", "vnd": "đồng", "usd": "USD", "đô la": "USD"}
_SYMBOLS = {
    "điểm phần trăm": "điểm phần trăm",
    "điểm %": "điểm phần trăm",
    "phần trăm": "%",
    "%0": "‰",
    "%o": "‰",
    "‰": "‰",
    "%": "%",
}
_MEASURES = {
    "km2": "km2",
    "km²": "km2",
    "km": "km",
    "ki lô mét": "km",
    "m2": "m2",
    "m²": "m2",
    "mét vuông": "m2",
    "m3": "m3",
    "m³": "m3",
    "mét khối": "m3",
    "mét": "m",
    "m": "m",
    "héc ta": "ha",
    "hecta": "ha",
    "ha": "ha",
    "tấn": "tấn",
    "tạ": "tạ",
    "kg": "kg",
    "lít": "lít",
    "kwh": "kWh",
    "kw": "kW",
    "mwp": "MWp",
    "mw": "MW",
}

# Nouns of two syllables and more, and common single ones; any other word is taken from the text itself, one syllable of it.
_NOUNS = (
    "hộ gia đình|hộ nông dân|hộ nghèo|hộ dân|lao động|đảng viên|đoàn viên|hội viên|đội viên|thanh niên"
    "|học sinh|sinh viên|trẻ em"
    "|cán bộ|công chức|viên chức|giáo viên|bác sĩ|bác sỹ|dược sĩ|dược sỹ|điều dưỡng|quân nhân|chiến sĩ|phụ nữ"
    "|đồng chí|đồng bào|đ/c|người"
    "|giường bệnh|giường|lượt khách|lượt người|lượt hộ|lượt|du khách|huy chương|trường hợp|tập thể|cá nhân"
    "|tổ chức cơ sở đảng|tổ chức đảng|chi bộ|đảng bộ|chi hội|cơ quan|đơn vị|cơ sở sản xuất|cơ sở|hợp tác xã|doanh nghiệp"
    "|tổ hợp tác|trang trại|gia trại|sản phẩm|mô hình|dự án|công trình|cụm công nghiệp|khu công nghiệp|nhà văn hóa|trạm y tế"
    "|trường học|phòng học|lớp học|chỗ ngồi|căn nhà|chiếc|thị trấn|phường|huyện|khu phố|khu dân cư|tổ dân phố"
    "|tiêu chí|tiêu chuẩn|chỉ tiêu|hội nghị|nghị quyết"
)
_FUNCTION_WORDS = (
    "và đến của trong là đạt tăng giảm so với theo tại ở cho được đã có các từ đối trở để do về trên dưới nhưng còn hoặc"
    " thì mà nên vào qua nhất tới bằng chiếm vượt như cũng sẽ phải hay không khi cả số những mỗi một này đó lên xuống trước sau"
    " gồm ước thuộc hơn gấp riêng đều nhằm"
)
_NOT_UNITS = frozenset(_FUNCTION_WORDS.split())
_PER = (
    "vạn dân|nghìn dân|ngàn dân|dân|người dân|người|đầu người|năm|tháng|quý|ngày đêm|ngày|hộ|ha|héc ta|xã|km2|km"
    "|lao động|học sinh|sản phẩm|ca|vụ|lần"
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NOT_A_SCALE = r"(?!\s+(?:lệ|trọng|suất|giá)(?![^\W\d_]))"  # "tỷ lệ" is a rate
_SCALE_WORD = f"(?:{_any(_SCALES)})"
_SCALE = rf"(?P<scale>(?:{_SCALE_WORD}\s+)*{_SCALE_WORD})(?![^\W\d_]){_NOT_A_SCALE}"
_WORD_END = r"(?![^\W_])"
_KNOWN = re.compile(
    rf"\s*(?:{_SCALE})?\s*(?:(?P<symbol>{_any(_SYMBOLS)})|(?P<measure>{_any(_MEASURES)}){_WORD_END}"
    rf"|(?P<money>{_any(_MONEY)}){_WORD_END}{_PERSON}|(?P<noun>{_any(_NOUNS.split('|'))}){_WORD_END})?",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\s*(?P<noun>[^\W\d_]{1,12})(?![^\W_])")
_RATE = re.compile(
    rf"\s?/\s?(?:(?:0?1|một|1\.000|10\.000)\s)?(?P<per>{_PER}){_WORD_END}"
    rf"|\s(?:trên|/)\s(?:1|một|mỗi)\s(?P<over>vạn dân|nghìn dân|người|ha|héc ta){_WORD_END}"
    r"|\s(?P<yearly>(?:mỗi|một|hằng|hàng) năm)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its normal form, and where it was printed (`text[start:end]`); `known` unless it is just the next word."""

    name: str
    start: int
    end: int
    known: bool = True


def is_yearly(unit: str | None) -> bool:
    """Whether a unit says "each year": "lao động/năm" does, but "triệu đồng/người/năm" is the level that one year has."""
    return unit is not None and unit.endswith("/năm") and unit.count("/") == 1


def unit_after(text: str, position: int) -> Unit | None:
    """The unit of the number that ends at `position`; None where none follows.

    >>> unit_after("đạt 120 triệu m3 mỗi năm", 7).name
    'triệu m3/năm'
    """
    match = _KNOWN.match(text, position)
    name = _known_name(match) if match else ""
    known = bool(name)
    end = match.end() if match and name else position
    if match and match.lastgroup == "scale":
        end = match.end("scale")  # what follows the scale ("5 triệu lượt") was no known word
        loose = _LOOSE.match(text, end)
        if loose and _is_noun(loose["noun"]):
            name, end = f"{_scale(match['scale'])} {loose['noun'].lower()}", loose.end()
    if not name:
        loose = _LOOSE.match(text, position)
        if not loose or not _is_noun(loose["noun"]):
            return None
        name, end = loose["noun"].lower(), loose.end()
    name, end = _with_rates(text, name, end)
    start = position + len(text[position:end]) - len(text[position:end].lstrip())
    return Unit(name, start, end, known)


def _known_name(match: re.Match[str]) -> str:
    scale = _scale(match["scale"]) if match["scale"] else ""
    if match["symbol"]:
        return _SYMBOLS[match["symbol"].lower()]
    if match["measure"]:
        return f"{scale} {_MEASURES[match['measure'].lower()]}".strip()
    if match["money"]:
        return f"{scale} {_MONEY[match['money'].lower()]}".strip()
    if match["noun"]:
        return f"{scale} {match['noun'].lower().replace('sỹ', 'sĩ').replace('đ/c', 'đồng chí')}".strip()
    return f"{scale} đồng" if scale.endswith(("tỷ", "triệu")) else scale


def _scale(printed: str) -> str:
    return " ".join(_SCALES[word] for word in printed.lower().split())


def _is_noun(word: str) -> bool:
    return word.lower() not in _NOT_UNITS and (word.islower() or word.isupper())


def _with_rates(text: str, name: str, end: int) -> tuple[str, int]:
    while match := _RATE.match(text, end):
        per = match["per"] or match["over"] or "năm"
        name, end = f"{name}/{per.lower()}", match.end()
    return name, end
