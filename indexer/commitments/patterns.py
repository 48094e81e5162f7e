"""The grammar of plans and results: every pattern with an example of the words it reads, which the tests run.

A figure plays one part in its sentence. Patterns read the words right before it, right after it, or both with "#" in its place:

    Vốn đầu tư 6.150 tỷ đồng, đạt 112%NQ            6.150 is a result, 112 the share of the plan
    tăng 8,4%/năm (NQ là 8%/năm)                    8,4 is a result, 8 its plan
    23/31 trường, bằng 74%, vượt kế hoạch 6%        74 is a result, 6 the margin
    Kế hoạch đề ra 9-9,5%.                          a plan without its result: a target
"""

import re
from dataclasses import dataclass
from typing import Literal

from indexer.commitments.wording import BEGINS, ENDS, one_of
from store.records import Verdict

Side = Literal["before", "after", "around"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, the side of the figure it reads, and an example in which the figure stands as "#"."""

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


# What a figure is set against. "85 kế hoạch" counts plans, and "Nghị quyết số 19" is a document: neither is one.
_NAMES = "NQ|nghị quyết|chỉ tiêu|kế hoạch|mục tiêu|dự toán|đích|trần|mức (?:phải đạt|đề ra)|đại hội (?:đề ra|yêu cầu|giao)"
PLAN = rf"(?:(?<!\d\s){BEGINS}(?:{_NAMES}|đại hội (?-i:[IVXL]+)){ENDS}|(?<=[\d%])NQ{ENDS})"
_OF_PLAN = rf"(?:(?:mức|cả|các|tổng)\s+)?{PLAN}"
_FILLER = one_of(
    "là|đề ra|đã|giao|được|đặt ra|phải|đạt|cần|yêu cầu|xác định|nêu|của|tỉnh|cấp trên|cả|nhiệm kỳ",
    "năm cuối|năm|nghị quyết|NQ|đại hội",
    "đảng bộ|thị xã|huyện|tỉnh ủy|tăng|giảm|bình quân|trung bình|đến|hết|cuối|từ|còn|mức|mục tiêu",
    "chỉ tiêu|kế hoạch|hằng|hàng|mỗi|vào",
    "[IVXLC]+",
)
_FILLERS = rf"(?:\s*(?:{_FILLER}|\d{{4}}|[:\-–]))*"

# A figure that says how much of the plan was reached; its own number is no row.
SHARES: tuple[Pattern, ...] = (
    _p(
        "share of the plan",
        "around",
        r"(?:đạt|bằng|được|hoàn thành|tương đương|thực hiện)\s*(?:tỷ lệ\s*)?#\s*(?:so\s*(?:với)?\s*|của\s*)?"
        rf"{_OF_PLAN}(?!{_FILLERS}\s*[\d>])",
        "đạt # so với NQ",
    ),
    _p("share of the plan, glued", "around", r"(?:đạt|bằng)\s*#\s*NQ", "đạt #NQ"),
)

# A figure that says by how much the plan was passed or missed.
MARGINS: tuple[Pattern, ...] = (
    _p(
        "margin, then the plan",
        "around",
        rf"(?:vượt|cao hơn|thấp hơn|thiếu|kém|hụt|hơn)\s*#[^,;.()]{{0,30}}?\s+so\s+(?:với\s+)?{_OF_PLAN}",
        "vượt # so với mức Đại hội V giao",
    ),
    _p("margin alone", "before", r"(?:^|,\s*)(?:đã\s+)?vượt\s*$", "bao phủ 91% dân số, vượt #"),
    _p("ahead of schedule", "before", r"vượt tiến độ\s*$", "vượt tiến độ #"),
)

# A figure that is the plan itself, with no subject of its own: it belongs to the result it stands by.
PLAN_VALUES: tuple[Pattern, ...] = (
    _p("plan, then its value", "before", rf"{PLAN}{_FILLERS}\s*$", "(mục tiêu Nghị quyết là #"),
    _p("value, then the plan", "after", rf"\s*(?:theo|mà|như|của)\s+(?:[^\W\d_]+\s){{0,2}}?{PLAN}", "# theo Nghị quyết"),
)

# A plan that names its own subject: a target of its own, wherever it stands.
PLAN_LEADS: tuple[Pattern, ...] = (
    _p(
        "according to the plan",
        "before",
        r"(?:^|[\s(])theo (?:kế hoạch|nghị quyết)[^;.]{0,30}?[,:][^;]*$",
        "theo kế hoạch, sau ba năm, sản lượng đạt #",
    ),
    _p("the plan's name first", "before", rf"^[\s*_–-]*{PLAN}[^;]*$", "Kế hoạch trường chuẩn đến năm 2025 #"),
    _p(
        "measured against a named plan",
        "before",
        r"(?:vượt|đạt|so với|thấp hơn|cao hơn|bằng) (?:mục tiêu|chỉ tiêu|kế hoạch)\s[^,;.()]{3,40}$",
        "vượt mục tiêu hộ nghèo còn #",
    ),
)

# Words of resolve: what follows is promised, in whatever part of the report it stands.
PROMISES: tuple[Pattern, ...] = (
    _p(
        "strive",
        "before",
        rf"(?<!đã )(?<!nỗ lực ){one_of('phấn đấu|quyết tâm|yêu cầu đến')}(?![^.]*;[^.]*{one_of('đã|hiện')})[^.;]*(?:\d[^.]*)?$",
        "phấn đấu 80% trưởng thôn là đảng viên; trên #",
    ),
)

# In brackets after the name of a plan stands the plan itself, unless the words only report.
REPORTED = re.compile(one_of("riêng", "so với cùng kỳ", "ước", "đã", "chưa tính", "chiếm"))

# A figure of a chapter ahead that is no value of an indicator.
NO_VALUES: tuple[Pattern, ...] = (
    _p(
        "existing size",
        "before",
        rf"{one_of('quy mô', 'vốn gốc', 'giá sàn')}[^,;.()]{{0,12}}$",
        "theo quy mô # giường bệnh",
    ),
    _p(
        "a cost",
        "before",
        rf"{one_of('kinh phí', 'nhu cầu vốn', 'mức đầu tư', 'trị giá')}[^,;.()]{{0,25}}$",
        "kinh phí dự kiến #",
    ),
    _p("a condition", "after", r"[^,;.()]{0,20}\bphải\b", "# m3/ngày phải có bể lắng"),
    _p(
        "what something is or was before",
        "before",
        rf"{one_of('so với năm|so với đầu|so với cùng|so với mức|hiện|hiện có|hiện nay|đến nay|hiện còn|cũ')}[^,;.()]{{0,25}}$",
        "hiện có #",
    ),
    _p(
        "reported, not promised",
        "before",
        rf"{one_of('đã(?! qua)', 'vừa qua', 'năm qua')}[^,;.()]{{0,60}}$",
        "đã xây dựng được #",
    ),
    _p("used so many times", "before", r"sử dụng\s*$", "sản phẩm nhựa sử dụng #"),
    _p("a distance to keep", "before", one_of("phạm vi", "bán kính", "khoảng cách", "cách") + r"\s*$", "trong phạm vi #"),
    _p("where the work is done", "before", one_of("tập trung vào", "tập trung ở") + r"\s*$", "tập trung vào #"),
    _p(
        "what others reach",
        "before",
        rf"{one_of('bình quân')}[^,;.()]{{0,20}}{one_of('của tỉnh', 'của cả nước', 'của vùng', 'chung')}(?:\s+là)?\s*$",
        "mức bình quân của tỉnh là #",
    ),
)

# "hộ có thửa từ # trở lên": a size that says whom a measure is for; read where the figure begins with "từ" and is a size.
WHOM = _p(
    "whom it is for",
    "before",
    rf"{one_of('tàu|thuyền|hộ|trang trại|cơ sở|doanh nghiệp|dự án|thửa|khu đất|công trình')}(?:\s+[^\W\d_]+){{0,8}}\s*$",
    "cho toàn bộ tàu #",
)

# Who pays which part: "Vốn trung ương #, tỉnh #".
WHO_PAYS = _p(
    "who pays which part",
    "before",
    rf"{one_of('vốn', 'kinh phí', 'nguồn lực')}[^;.()]*"
    rf"{one_of('trung ương|tỉnh|huyện|thị xã|thành phố|nhân dân|doanh nghiệp|địa phương')}"
    r"(?:\s+(?!(?i:giải|tăng|giảm|đạt|thu|hỗ))[^\W\d_]+){0,4}\s*$",
    "Vốn trung ương 70%, tỉnh #",
)

# "được vay tối đa #": what one of many gets; read of money alone.
EACH_GETS = _p(
    "what each gets",
    "before",
    rf"{one_of('vay', 'hỗ trợ', 'thưởng', 'mức vay', 'mức hỗ trợ', 'mức thưởng')}\s*$",
    "hộ nghèo được vay #",
)

# In a list of results, figures that only comment on the value.
COMMENTS: tuple[Pattern, ...] = (
    _p("so many times as before", "around", r"gấp\s*(?:khoảng\s*)?#[^,;.()]{0,4}\s*so", "gấp # so với năm 2020"),
    _p(
        "what would be needed",
        "before",
        rf"{one_of('phải', 'cần')}\s+{one_of('đạt|tăng|giảm|thu|có|thêm')}[^,;.()]{{0,20}}$",
        "mỗi năm còn lại phải tăng #",
    ),
    _p("once, in between", "before", rf"{one_of('có lúc', 'có thời điểm', 'có năm')}[^,;.()]{{0,20}}$", "có lúc tụt xuống #"),
    _p("among them so many", "before", r"trong đó\s*:?\s*có\s*$", "trong đó có # học sinh"),
)

# What a plan itself is made of: "12 nhóm nhiệm vụ", "14 chỉ tiêu chủ yếu".
PLAN_PARTS = re.compile(
    one_of(
        "nhóm|nhiệm vụ|giải pháp|chỉ tiêu|khâu|nội dung|chương trình|nguyên tắc|nghị quyết|chuyên đề",
        "lĩnh vực|bài học|phong trào",
        "tiêu chí|kỳ|điểm yếu",
    )
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
_COUNT = r"(?<!\d)\d+(?:\s*/\s*\d+)?\s+chỉ tiêu"
_COUNTED = r"(?:,?\s+(?!chưa|không|gần|khó)[^\W\d_]+){0,4}?"  # "chỉ tiêu, nhiệm vụ chủ yếu"
_AMOUNT = r"\d[\d.,]*\s?(?:%|‰)?(?:\s+(?:[^\W\d_]+|%)){0,3}?"  # "3,5 điểm phần trăm"
_MET = one_of("đạt và vượt|vượt|đạt|đúng|hoàn thành|cơ bản thực hiện|cao hơn|sớm hơn")
VERDICTS: tuple[VerdictPattern, ...] = (
    _v("not met", rf"{one_of('cao hơn|vượt|vượt quá')}\s+(?:mức\s+)?trần{ENDS}", "còn cao hơn trần"),
    _v("met", one_of("vượt tiến độ"), "vượt tiến độ 90 người mỗi năm"),
    _v("met", rf"{BEGINS}vượt\s+{_AMOUNT}\s+so\s+với\s+{_OF_PLAN}", "vượt 12% so với kế hoạch"),
    _v("not met", rf"{one_of('thiếu', 'hụt', 'kém', 'thấp hơn')}\s+{_AMOUNT}\s+so\s+với\s+{_OF_PLAN}", "thiếu 3 xã so với NQ"),
    _v("met", rf"{BEGINS}cao hơn\s+{_AMOUNT}\s+so\s+với\s+{_OF_PLAN}", "cao hơn 3,5 điểm % so với mục tiêu"),
    _v("not met", rf"{one_of('chưa', 'không', 'khó')}\s+(?:đạt|hoàn thành){_NEAR}{PLAN}", "chưa đạt chỉ tiêu kế hoạch"),
    _v("not met", rf"{one_of('thấp hơn', 'kém')}{_NEAR}{PLAN}", "thấp hơn mục tiêu"),
    _v(
        "not met",
        rf"{_COUNT}{_COUNTED}\s+(?:chưa|không)(?:\s+(?:đạt|hoàn thành))?{ENDS}",
        "2/21 chỉ tiêu, nhiệm vụ chưa đạt",
    ),
    _v("met", rf"{_COUNT}{_COUNTED}\s+(?:đạt|vượt|hoàn thành){ENDS}(?!\s+(?:thấp|\d))", "12/14 chỉ tiêu đạt và vượt"),
    _v("on the way", one_of("gần đạt"), "02 chỉ tiêu gần đạt"),
    _v("on the way", rf"{BEGINS}bằng\s+(?:một\s+)?nửa\s+{PLAN}", "bằng nửa chỉ tiêu"),
    _v("met", rf"{_MET}{_NEAR}{PLAN}", "cơ bản thực hiện chỉ tiêu"),
    _v("met", rf"{BEGINS}sớm\s[^,;.()]{{0,20}}so với {PLAN}", "sớm một năm so với Nghị quyết"),
)
