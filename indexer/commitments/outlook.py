"""Whether a section looks ahead or back: figures are promises in the one and results in the other.

    Phần thứ hai · MỤC TIÊU, NHIỆM VỤ 5 NĂM 2021 - 2025          ahead
    III · CÁC CHỈ TIÊU CHỦ YẾU                                   ahead, a list of indicators
    KẾT QUẢ ĐẠT ĐƯỢC > II · Tình hình thực hiện các chỉ tiêu      back, a list of indicators

The headings are read from the top down. What the topmost telling one says holds, since a part on results has chapters called
"Nhiệm vụ phát triển kinh tế", and a part on the coming term begins with a forecast; only plain words of the future turn it round.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.commitments.wording import one_of
from language.quantities import find_periods
from store.records import Section

Direction = Literal["ahead", "back"]

_BACK = re.compile(
    one_of(
        "kết quả|đánh giá|tình hình|thực trạng|kiểm điểm|nhìn lại|điểm lại|kiểm lại|nhận định|hạn chế",
        "khuyết điểm|yếu kém|điểm yếu",
        "mặt yếu|mặt còn yếu|tồn tại|nguyên nhân|ưu điểm|thành tựu|đã làm|đã đạt|tổng kết|bài học",
        "kinh nghiệm|rút ra|chưa được|chưa đạt",
        "so với chỉ tiêu|lãnh đạo, chỉ đạo",
    )
)
_AHEAD = re.compile(
    one_of(
        "phương hướng|hướng đi|chỉ tiêu|mục tiêu|giải pháp|nhiệm vụ|định hướng|thời gian tới|còn lại",
        "khâu đột phá|dự báo|quan điểm",
        r"phải làm|phải tập trung|giao việc|tổ chức thực hiện|đến năm 20\d\d|sắp tới|nhiệm kỳ tới|việc làm của",
    )
)
_SURELY_BACK = re.compile(
    one_of(
        "kết quả thực hiện|kết quả so với|đánh giá|tình hình thực hiện|tình hình và|nhìn lại|điểm lại",
        "kiểm lại|kiểm điểm|nhận định",
        "đã làm|năm năm làm|năm năm đưa|năm năm thực hiện|thi hành nghị quyết",
    )
)
_SURELY_AHEAD = re.compile(
    one_of("phương hướng", "hướng đi", "thời gian tới", "sắp tới", "nhiệm kỳ tới", "còn lại của", "bổ sung chỉ tiêu", "phải làm")
)
_INDICATORS = re.compile(one_of("chỉ tiêu"))


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the passages of a section are to be read."""

    direction: Direction | None = None
    indicators: bool = False  # the section is a list of indicators: every figure counts
    period: str | None = None  # the years that the headings name


def outlook(titles: Sequence[str]) -> Outlook:
    """The outlook under `titles`, the headings from the top down.

    >>> outlook(["Kết quả đạt được", "Kết quả các chỉ tiêu chủ yếu"])
    Outlook(direction='back', indicators=True, period=None)
    """
    direction: Direction | None = None
    period: str | None = None
    for title in titles:
        says = _direction(title)
        if direction is None:
            direction = says
        elif says == "ahead" and _SURELY_AHEAD.search(title) and not _SURELY_BACK.search(title):
            direction = "ahead"
        spans = [p.name for p in find_periods(title) if "-" in p.name and p.role == "time"]
        period = spans[-1] if spans else period
    indicators = bool(titles and _INDICATORS.search(titles[-1]))
    return Outlook(direction, indicators, period)


def outlooks(sections: Sequence[Section]) -> Mapping[str, Outlook]:
    """The outlook of every section of a report, by section id."""
    by_id = {section.id: section for section in sections}
    found: dict[str, Outlook] = {}
    for section in sections:
        titles: list[str] = []
        above: Section | None = section
        while above is not None:
            titles.insert(0, above.title)
            above = by_id.get(above.parent) if above.parent else None
        found[section.id] = outlook(titles)
    return found


def _direction(title: str) -> Direction | None:
    if _SURELY_BACK.search(title):
        return "back"
    ahead, back = _AHEAD.search(title), _BACK.search(title)
    if ahead and back:
        return "ahead" if ahead.start() < back.start() else "back"
    return "ahead" if ahead else "back" if back else None
