"""The grammar of plans and results: every pattern with an example of the words it reads, which the tests run.

A figure plays one part in its sentence. The patterns read the words right before it, right after it, or the sentence around it:

    Vốn đầu tư 6.150 tỷ đồng, đạt 112%NQ            6.150 is a result, 112 the share of the plan
    tăng 8,4%/năm (NQ là 8%/năm)                    8,4 is a result, 8 its plan
    31/47 trường, bằng 66%, vượt kế hoạch 6%        66 is a result, 6 the margin
    Kế hoạch đề ra 14-15%.                          a plan without its result: a target
"""

import re
from dataclasses import dataclass
from typing import Literal

from indexer.commitments.records import Verdict

Side = Literal["before", "after", "around"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, the side of the figure it reads, and an example; in the example the figure stands as "#"."""

    name: str
    side: Side
    expression: re.Pattern[str]
    example: str

    def reads(self, before: str, after: str) -> bool:
        """Whether the words before a figure, or those after it, are what this pattern looks for."""
        if self.side == "before":
            return bool(self.expression.search(before))
        if self.side == "after":
            return bool(self.expression.match(after))
        return bool(self.expression.search(f"{before}#{after}"))


def _p(name: str, side: Side, expression: str, example: str) -> Pattern:
    return Pattern(name, side, re.compile(expression, re.IGNORECASE), example)


_B = r"(?<![^\W\d_])"  # a word begins
_E = r"(?![^\W\d_])"  # a word ends
PLAN = (
    rf"(?:{_B}(?:NQ|nghị quyết|chỉ tiêu|kế hoạch|mục tiêu|dự toán|đích|tiến độ|mức (?:phải đạt|đề ra))|(?<=[\d%])NQ"
    rf"|{_B}đại hội (?-i:[IVXLC]+){_E}|{_B}đại hội (?:đề ra|yêu cầu|giao)){_E}"
)

# A figure that says how much of the plan was reached; its own number is no row.
SHARES: tuple[Pattern, ...] = (
    _p("share of the plan", "around", rf"(?:đạt|bằng|được|hoàn thành|tương đương|thực hiện)\s*(?:tỷ lệ\s*)?#\s*(?:so\s*(?:với)?\s*|của\s*)?(?:(?:mức|cả|các|tổng)\s+)?{PLAN}", "đạt # so với NQ"),
    _p("share of the plan, glued", "around", r"(?:đạt|bằng)\s*#\s*NQ", "đạt #NQ"),
)

# A figure that says by how much the plan was passed or missed.
MARGINS: tuple[Pattern, ...] = (
    _p("margin, then the plan", "around", rf"(?:vượt|cao hơn|thấp hơn|thiếu|kém|hụt|hơn)\s*#[^,;.()]{{0,30}}?\s+so\s+(?:với\s+)?(?:(?:mức|các|cả)\s+)?{PLAN}", "vượt # so với mức Đại hội V giao"),
    _p("margin alone", "before", r"(?:^|,\s*)(?:đã\s+)?vượt\s*$", "bao phủ 91% dân số, vượt #"),
    _p("ahead of schedule", "before", r"vượt tiến độ\s*$", "vượt tiến độ #"),
)

# A figure that is the plan itself, with no subject of its own: it belongs to the result it stands by.
_FILLER = (
    r"(?:là|đề ra|đã|giao|được|đặt ra|phải|đạt|cần|yêu cầu|xác định|nêu|của|tỉnh|cấp trên|cả|nhiệm kỳ|năm cuối|năm|nghị quyết|NQ|đại hội|đảng bộ|thị xã"
    r"|huyện|tỉnh ủy|tăng|giảm|bình quân|trung bình|đến|hết|cuối|từ|còn|mức|mục tiêu|chỉ tiêu|kế hoạch|hằng|hàng|mỗi|vào|[IVXLC]+|\d{4}|[:\-–,])"
)
PLAN_VALUES: tuple[Pattern, ...] = (
    _p("plan, then its value", "before", rf"{PLAN}(?:\s*{_FILLER})*\s*$", "(mục tiêu Nghị quyết là #"),
    _p("value, then the plan", "after", rf"\s*(?:theo|mà|như|của)\s+(?:[^\W\d_]+\s){{0,2}}?{PLAN}", "# theo Nghị quyết"),
)

# A plan that names its own subject: a target of its own, wherever it stands.
PLAN_LEADS: tuple[Pattern, ...] = (
    _p("according to the plan", "before", r"(?:^|[\s(])theo (?:kế hoạch|nghị quyết)[^;.]{0,30}?[,:][^;]*$", "theo kế hoạch, đến năm 2025, thu nhập đạt #"),
    _p("the plan's name first", "before", rf"^[\s*_–-]*{PLAN}[^;]*$", "Kế hoạch trường chuẩn đến năm 2025 #"),
    _p("measured against a named plan", "before", r"(?:vượt|đạt|so với|thấp hơn|cao hơn|bằng) (?:mục tiêu|chỉ tiêu|kế hoạch)\s[^,;.()]{3,40}$", "vượt mục tiêu hộ nghèo còn #"),
)

# Words of resolve: what follows is promised, in whatever part of the report it stands.
PROMISES: tuple[Pattern, ...] = (
    _p("strive", "before", rf"{_B}(?<!đã )(?:phấn đấu|quyết tâm|yêu cầu đến){_E}[^.]*$", "phấn đấu 80% trưởng thôn là đảng viên; trên #"),
)

# A figure of a list of indicators, or of a chapter ahead, that is no value of an indicator.
NO_VALUES: tuple[Pattern, ...] = (
    _p("existing size", "before", rf"{_B}(?:quy mô|công suất thiết kế){_E}[^,;.()]{{0,12}}$", "theo quy mô # giường bệnh"),
    _p("a condition", "after", r"[^,;.()]{0,20}\bphải\b", "# m3/ngày đêm phải có hệ thống xử lý"),
    _p("what something was before", "before", rf"{_B}(?:so với (?:năm|đầu|cùng|mức)|hiện|hiện có|hiện nay|đến nay|hiện còn|vốn có|cũ){_E}[^,;.()]{{0,25}}$", "hiện có #"),
    _p("reported, not promised", "before", rf"{_B}(?:đã|vừa qua|năm qua)(?! qua){_E}[^,;.()]{{0,60}}$", "đã xây dựng được #"),
)

# In a list of results, figures that only comment on the value.
COMMENTS: tuple[Pattern, ...] = (
    _p("so many times as before", "around", r"gấp\s*(?:khoảng\s*)?#[^,;.()]{0,4}\s*so", "gấp # so với năm 2020"),
    _p("among them so many", "before", r"trong đó\s*:?\s*có\s*$", "trong đó có # học sinh"),
)

# What a plan itself is made of: "12 nhóm nhiệm vụ", "14 chỉ tiêu chủ yếu".
PLAN_PARTS = re.compile(
    r"(?:nhóm|nhiệm vụ|giải pháp|chỉ tiêu|khâu|nội dung|chương trình|nguyên tắc|nghị quyết|chuyên đề|lĩnh vực|bài học|phong trào|tiêu chí|kỳ|ngày|thứ|điểm yếu)"
    rf"{_E}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VerdictPattern:
    """Words that say whether a plan was met, with an example."""

    verdict: Verdict
    expression: re.Pattern[str]
    example: str


def _v(verdict: Verdict, expression: str, example: str) -> VerdictPattern:
    return VerdictPattern(verdict, re.compile(expression, re.IGNORECASE), example)


_NEAR = r"(?:\s+[^\W\d_]+){0,3}?\s+"
VERDICTS: tuple[VerdictPattern, ...] = (
    _v("not met", rf"{_B}(?:chưa|không|khó)\s+(?:đạt|hoàn thành){_NEAR}{PLAN}", "chưa đạt chỉ tiêu kế hoạch"),
    _v("not met", rf"{_B}(?:thấp hơn|kém){_NEAR}{PLAN}", "thấp hơn mục tiêu"),
    _v("on the way", rf"{_B}gần đạt", "02 chỉ tiêu gần đạt"),
    _v("on the way", rf"{_B}bằng\s+(?:một\s+)?nửa\s+{PLAN}", "bằng nửa chỉ tiêu"),
    _v("met", rf"{_B}(?:đạt và vượt|vượt|đạt|đúng|hoàn thành|thực hiện|cao hơn|sớm hơn){_NEAR}{PLAN}", "cơ bản thực hiện chỉ tiêu"),
    _v("met", rf"{_B}(?:vượt|đạt|đúng|cao hơn)\s+{PLAN}", "đúng kế hoạch"),
    _v("met", rf"{_B}sớm\s[^,;.()]{{0,20}}so với {PLAN}", "sớm một năm so với Nghị quyết"),
)  # fmt: skip
