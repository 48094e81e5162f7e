"""Digits that count nothing: dates, ages, ordinals, levels, numbers of documents and of things.

Each pattern stands with an example of what it takes out; the tests run every one. A number that a percent sign or a measure follows
("Nghị quyết 1%", "mức 117 tỷ đồng") is a quantity whatever stands before it, so the labels look ahead for that.
"""

import re
from dataclasses import dataclass

from language.syllables import OFFICIAL_NUMBER

_N = r"\d+(?:[.,]\d+)*"
_MEASURED = r"(?:\s*[-–]\s*\d+(?:[.,]\d+)*)?\s*(?:%|‰|phần trăm|điểm|(?:nghìn|ngàn|triệu|t[ỷỉ](?! lệ| trọng| suất)|ha|km|tấn|đảng viên|hộ|xã|người|lao động|trường)(?![^\W\d_]))"
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = r"(?<![^\W\d_])"
_LIST = rf"{_N}(?:\s*(?:,|và|-|–)\s*\d+)*"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A kind of number that is no quantity, its pattern, and an example that holds no quantity at all."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _x(name: str, pattern: str, example: str) -> Exclusion:
    return Exclusion(name, re.compile(pattern, re.IGNORECASE), example)


EXCLUSIONS: tuple[Exclusion, ...] = (
    _x("date", r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}", "ký ngày 06/6/2019"),
    _x("day", rf"{_WORD}ngày\s+\d{{1,2}}(?:\s*[-–/]\s*\d{{1,2}})?(?:\s+tháng\s+\d{{1,2}})?(?:\s*,?\s*năm\s+\d{{4}})?(?!\d)", "ngày 13 tháng 9 năm 2017"),
    _x("month", rf"{_WORD}(?:tháng|quý)\s+\d{{1,2}}(?:\s*/\s*\d{{4}})?(?!\d)", "từ tháng 7/2020"),
    _x("month of a year", r"(?<!\d)(?:0?[1-9]|1[0-2])\s?/\s?(?:19|20)\d\d(?!\d)", "đến 6/2023"),
    _x("year", r"(?<![\d.,/])(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?(?![\d%]|[.,]\d|\s*(?:ha|km|tấn|t[ỷỉ](?! lệ| trọng| suất)|triệu|đồng|người|hộ|lượt|lao động|đảng viên|con|chỗ|m2|m3)(?![^\W\d_]))", "giai đoạn 2021 - 2025, so với năm 2020"),
    _x("age", r"(?:từ\s+)?\d+(?:\s*(?:[-–]|đến)\s*\d+)?\s*tuổi", "trẻ từ 1 đến 5 tuổi, thanh niên 15-18 tuổi"),
    _x("duration", rf"(?<![\d.,/]){_N}(?:\s*[-–]\s*\d+)?\s*(?:năm|tháng|tuần|giờ|phút|quý|nhiệm kỳ|ngày)(?![^\W\d_])", "trong 5 năm qua, 6 tháng đầu năm"),
    _x("timetable", rf"{_N}\s*buổi\s*(?:/|trên|một|mỗi)\s*ngày", "học 2 buổi/ngày"),
    _x("ordinal", rf"{_WORD}(?:lần|thứ|khóa|khoá|lần thứ|tốp|top|hạng|giải)\s+{_LIST}(?:\s*/\s*\d+)?(?!{_MEASURED})", "Đại hội lần thứ 3, nằm trong tốp 3"),
    _x("level", rf"{_WORD}(?:mức độ|cấp độ|mức|loại|cấp|bậc|nhóm|đối tượng|giai đoạn|lớp|đợt|bước|vùng|khối|đầu)\s+{_LIST}(?!{_MEASURED}|\d|[.,/]\d)", "đô thị loại 3, dịch vụ công mức độ 3, 4"),
    _x("rating", rf"{_N}(?:\s*[-–]\s*\d+)?\s*sao(?![^\W\d_])", "khách sạn đạt tiêu chuẩn 3 sao trở lên"),
    _x("number of a thing", rf"{_WORD}(?:(?<!tổng )số|phường|quận|ấp|khóm|tổ|đội|khu phố|tiểu khu|phụ lục|điều|khoản|chương|mục|tiêu chí|(?<!vượt )(?<!với )chỉ tiêu|quốc lộ|tỉnh lộ|đường tỉnh|hương lộ|kênh|cầu|cống|lô|trạm|công nghệ|cách mạng công nghiệp|ban chỉ đạo|trung ương|điện \w+|con thứ|hội nghị lần|đường \w+)\s+{_LIST}(?!{_MEASURED}|\d|[.,/]\d|\s*(?:phường|chỉ tiêu))", "phường 1, 2, 3; Ban Chỉ đạo 35; chỉ tiêu 9,10"),
    _x("number of a document", rf"{_WORD}(?:nghị quyết|chỉ thị|quyết định|kết luận|quy định|kế hoạch|đề án|nghị định|thông tư|hướng dẫn|luật|công văn|thông báo|pháp lệnh|chương trình)\s+(?:(?:hội nghị|trung ương|số)\s+)*{_LIST}(?!{_MEASURED}|\d|[.,]\d|\s*[-–]\s*\d)", "Nghị quyết 19, Quyết định 217, 218, Đề án 06"),
    _x("official number", OFFICIAL_NUMBER.pattern, "Kế hoạch 130-KH/TU, Nghị định 67/2014/NĐ-CP"),
    _x("label of a list", r"^\s*[-+•]?\s*(?:\(\s*\d{1,3}\s*\)|\d{1,2}(?:\.\d{1,2})*\s*[.)])[-–.]*(?=\s|[^\d\s])", "(12)- Nâng cao đời sống"),
    _x("scale of a map", r"(?<!\d)1\s?/\s?\d*[05]00(?!\d)", "quy hoạch chi tiết tỷ lệ 1/500"),
    Exclusion("name of a thing", re.compile(rf"(?<![^\W\d_])[{_CAPITAL}][^\W\d_]+\s+\d{{1,2}}(?=\s*[,.;()]|$)"), "cụm công nghiệp Hương Lâm 1, Hương Lâm 2 (đang xét)"),
    _x("day and month", r"(?<![\d.,/])(?:2\d|3[01]|1[3-9])\s?/\s?(?:0?[1-9]|1[0-2])(?![\d/])(?!\s*(?:xã|phường|thôn|trường|hộ))", "Nông trường 22/12"),
    _x("voltage and power grid", rf"{_N}\s?kv(?![^\W\d_])", "đường dây 220KV"),
    _x("part of a name", rf"(?<=[^\W\d_]){_N}|(?<=[^\W\d_]-){_N}|{_WORD}\d+[a-zđ](?![^\W\d_])(?<!\dm)(?<!\dh)", "QL1A, Covid-19, giống HN88"),
    _x("round the clock", r"24\s?/\s?(?:24|7)(?:\s?(?:h|giờ))?", "trực 24/24"),
    _x("slogan", rf"{_N}\s+(?:không|sạch|tính chất|mục tiêu)(?![^\W\d_])", "mô hình 5 không 3 sạch"),
)  # fmt: skip


def excluded(text: str) -> list[tuple[int, int]]:
    """The spans of `text` whose digits are no quantities."""
    return sorted(match.span() for exclusion in EXCLUSIONS for match in exclusion.pattern.finditer(text))
