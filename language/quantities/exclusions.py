"""Digits that count nothing: dates, ages, ordinals, levels, numbers of documents and of things.

Each pattern stands with an example of what it takes out; the tests run every one. A number that a percent sign or a measure
follows ("Nghị quyết 3%", "mức 117 tỷ đồng") is a quantity whatever stands before it, so the labels look ahead for that.
"""

import re
from dataclasses import dataclass

from language.syllables import OFFICIAL_NUMBER

_N = r"\d+(?:[.,]\d+)*"
_LIST = rf"{_N}(?:\s*(?:,|và|-|–)\s*\d+)*"
_DASH = r"\s*[-–—]\s*"
_WORD = r"(?<![^\W\d_])"
_END = r"(?![^\W\d_])"
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_MONEY = r"(?:nghìn|ngàn|triệu|t[ỷỉ](?! lệ| trọng| suất))"
_COUNTED = "ha|km|m2|m3|tấn|đồng|người|hộ|lượt|lao động|đảng viên|xã|trường|con|chỗ"
_MEASURED = rf"(?:{_DASH}{_N})?\s*(?:%|‰|phần trăm|điểm|(?:{_MONEY}|{_COUNTED}){_END})"
_YEAR = r"(?:19|20)\d\d"

_LEVELS = "mức độ|cấp độ|mức|loại|cấp|bậc|nhóm|đối tượng|giai đoạn|lớp|đợt|bước|vùng|khối|đầu"
_THINGS = (
    "(?<!tổng )số|phường|quận|ấp|khóm|tổ|đội|khu phố|tiểu khu|phụ lục|điều|khoản|chương|mục|tiêu chí"
    "|(?<!vượt )(?<!với )chỉ tiêu|quốc lộ|tỉnh lộ"
    r"|đường tỉnh|hương lộ|vành đai|kênh|cầu|cống|lô|trạm|công nghệ|ban chỉ đạo|trung ương|điện \w+"
    r"|con thứ|hội nghị lần|đường \w+"
)
_DOCUMENTS = (
    "nghị quyết|chỉ thị|quyết định|kết luận|quy định|kế hoạch|đề án|nghị định|thông tư|hướng dẫn|luật|công văn"
    "|thông báo|pháp lệnh|chương trình"
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A kind of number that is no quantity, its pattern, and an example that holds no quantity at all."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _x(name: str, pattern: str, example: str, flags: re.RegexFlag = re.IGNORECASE) -> Exclusion:
    return Exclusion(name, re.compile(pattern, flags), example)


EXCLUSIONS: tuple[Exclusion, ...] = (
    _x("date", r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}", "ký ngày 06/6/2019"),
    _x(
        "day",
        rf"{_WORD}ngày\s+\d{{1,2}}(?:\s*[-–/]\s*\d{{1,2}})?(?:\s+tháng\s+\d{{1,2}})?(?:\s*,?\s*năm\s+\d{{4}})?(?!\d)",
        "ngày 13 tháng 9 năm 2017",
    ),
    _x("month", rf"{_WORD}(?:tháng|quý)\s+\d{{1,2}}(?:\s*/\s*\d{{4}})?(?!\d)", "từ tháng 7/2020"),
    _x("month of a year", rf"(?<!\d)(?:0?[1-9]|1[0-2])\s?/\s?{_YEAR}(?!\d)", "đến 6/2023"),
    _x(
        "day and month",
        r"(?<![\d.,/])(?:2\d|3[01]|1[3-9])\s?/\s?(?:0?[1-9]|1[0-2])(?![\d/])(?!\s*(?:xã|phường|thôn|hộ))",
        "chợ phiên 22/12",
    ),
    _x(
        "year",
        rf"(?<![\d.,/]){_YEAR}(?:{_DASH}{_YEAR})?(?![\d%]|[.,]\d|\s*(?:{_MONEY}|{_COUNTED}){_END})",
        "giai đoạn 2021 - 2025, so với năm 2020",
    ),
    _x("age", r"(?:từ\s+)?\d+(?:\s*(?:[-–]|đến)\s*\d+)?\s*tuổi", "trẻ từ 1 đến 5 tuổi, thanh niên 15-18 tuổi"),
    _x(
        "duration",
        rf"(?<![\d.,/]){_N}(?:{_DASH}\d+)?\s*(?:năm|tháng|tuần|giờ|phút|quý|nhiệm kỳ|ngày){_END}",
        "trong 5 năm qua, 6 tháng đầu năm",
    ),
    _x("timetable", rf"{_N}\s*buổi\s*(?:/|trên|một|mỗi)\s*ngày", "học 2 buổi/ngày"),
    _x(
        "ordinal",
        rf"{_WORD}(?:lần|thứ|khóa|khoá|tốp|top|hạng|giải)\s+{_LIST}(?:\s*/\s*\d+)?(?!{_MEASURED})",
        "Đại hội lần thứ 3, nằm trong tốp 3",
    ),
    _x("level", rf"{_WORD}(?:{_LEVELS})\s+{_LIST}(?!{_MEASURED}|\d|[.,/]\d)", "đô thị loại 3, dịch vụ công mức độ 3, 4"),
    _x("rating", rf"{_N}(?:{_DASH}\d+)?\s*sao{_END}", "nhà nghỉ từ 3 sao trở lên"),
    _x(
        "number of a thing",
        rf"{_WORD}(?:{_THINGS})\s+{_LIST}(?!{_MEASURED}|\d|[.,/]\d|\s*(?:phường|chỉ tiêu))",
        "phường 1, 2, 3; Ban Chỉ đạo 35; chỉ tiêu 9,10",
    ),
    _x(
        "number of a document",
        rf"{_WORD}(?:{_DOCUMENTS})\s+(?:(?:hội nghị|trung ương|số)\s+)*{_LIST}(?!{_MEASURED}|\d|[.,]\d|{_DASH}\d)",
        "Nghị quyết 19, Quyết định 217, 218, Đề án 06",
    ),
    _x("official number", OFFICIAL_NUMBER.pattern, "Kế hoạch 130-KH/TU, Nghị định 67/2014/NĐ-CP"),
    _x(
        "label of a list",
        r"^\s*[-+•]?\s*(?:\(\s*\d{1,3}\s*\)|\d{1,2}(?:\.\d{1,2})*\s*[.)])[-–.]*(?=\s|[^\d\s])",
        "(12)- Nâng cao đời sống",
    ),
    _x("scale of a map", r"(?<!\d)1\s?/\s?\d*[05]00(?!\d)", "quy hoạch chi tiết tỷ lệ 1/500"),
    _x(
        "name of a thing",
        rf"(?<![^\W\d_])[{_CAPITAL}][^\W\d_]+\s+\d{{1,2}}(?=\s*[,.;()]|$)(?![.,]\d)",
        "cụm công nghiệp Hương Lâm 1, Hương Lâm 2 (đang xét)",
        re.NOFLAG,
    ),
    _x("voltage", rf"{_N}\s?kv{_END}", "đường dây 220KV"),
    _x(
        "part of a name",
        rf"(?<=[^\W\d_]){_N}|(?<=[^\W\d_]-){_N}|{_WORD}\d+[a-zđ]{_END}(?<!\dm)(?<!\dh)",
        "QL1A, Covid-19, giống HN88",
    ),
    _x("round the clock", r"24\s?/\s?(?:24|7)(?:\s?(?:h|giờ))?", "trực 24/24"),
    _x("slogan", rf"{_N}\s+(?:không|sạch|tính chất|mục tiêu){_END}", "mô hình 5 không 3 sạch"),
)


def excluded(text: str) -> list[tuple[int, int]]:
    """The spans of `text` whose digits are no quantities, in order and apart from each other."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for exclusion in EXCLUSIONS for match in exclusion.pattern.finditer(text)):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
