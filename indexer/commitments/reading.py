"""From one passage to the rows of the register: its statements, their subjects, periods and comparators, as text offsets."""

import re
from dataclasses import dataclass

from indexer.commitments.sentences import HIDDEN, Stretch
from indexer.commitments.statements import Setting, Statement, statements
from indexer.commitments.subjects import Subject, has_content, subjects
from indexer.commitments.wording import one_of
from language.quantities import Period, find_periods, find_quantities, is_yearly
from store.records import Comparator

_HOW = (
    "trưởng|bình quân|trung bình|thêm|hằng năm|hàng năm|mỗi năm|5 năm|năm năm|ít nhất|từ"
    r"|tỷ lệ[^,;.]{0,40}|[^,;.\d]{0,30}bình quân[^,;.\d]{0,20}"
)
_CHANGE = re.compile(rf"(?<![^\W\d_])(?<!tỷ lệ )(?<!tốc độ )(?P<verb>tăng|giảm)(?:\s+(?:{_HOW}))*\s*$", re.IGNORECASE)
_LEVEL = re.compile(one_of("còn|xuống|lên"))  # "giảm tỷ lệ hộ nghèo còn 2%" is the level to be reached
_SHARE_OF_WHOLE = re.compile(one_of("tỷ trọng", "cơ cấu"))  # "tỷ trọng công nghiệp tăng 47,7%" is the share to be reached
_FULL_STOP = re.compile(r"[.!?](?=\s|$)")
_CAME_FROM = re.compile(
    r"từ\s+(?:mức\s+)?\d[\d.,]*\s*[^\s\d]*(?:\s+[^\W\d_]+)?\s+$", re.IGNORECASE
)  # "từ 8,5% năm 2020 còn 3,2%"
_LEFT_BEHIND = re.compile(r"\s*,?\s*(?:tăng\s+|giảm\s+)?(?:lên|xuống|còn)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment before it has an id: what was read, with offsets into the passage's text."""

    statement: Statement
    subject: Subject
    comparator: Comparator
    period: str | None
    quote: tuple[int, int]


def rows(text: str, setting: Setting) -> tuple[Row, ...]:
    """The rows of one passage's text, in the order of their figures."""
    said = statements(text, setting)
    told = [statement.figure for statement in said]
    others = sorted({*find_quantities(text), *(figure.quantity for figure in told)}, key=lambda quantity: quantity.digits)
    about = subjects(text, told, others)
    periods = find_periods(text)
    result = []
    for statement, subject in zip(said, about, strict=True):
        comparator = _comparator(text, statement, subject)
        result.append(
            Row(statement, subject, comparator, _period(text, statement, subject, periods), _quote(text, statement, subject))
        )
    return tuple(result)


def _comparator(text: str, statement: Statement, subject: Subject) -> Comparator:
    quantity = statement.figure.quantity
    if quantity.bound == "range":
        return "range"
    before = text[subject.start : quantity.start] or text[max(0, quantity.start - 20) : quantity.start]
    change = _CHANGE.search(before)
    if (
        change
        and not _LEVEL.search(change[0])
        and quantity.unit
        and quantity.unit.startswith(("%", "‰", "điểm"))
        and not _SHARE_OF_WHOLE.search(before)
    ):
        return "increase_by" if change["verb"].lower() == "tăng" else "decrease_by"
    return quantity.bound


def _period(text: str, statement: Statement, subject: Subject, periods: tuple[Period, ...]) -> str | None:
    """The time named nearest before the figure in its sentence, else after it in its quote."""
    quantity, stretch = statement.figure.quantity, statement.figure.stretch
    times = [p for p in periods if p.role == "time" and text[p.start] != "/" and not _hidden(stretch, p)]
    times = [p for p in times if not (_LEFT_BEHIND.match(text, p.end) and _CAME_FROM.search(text[stretch.start : p.start]))]
    if is_yearly(quantity.unit):
        spans = [p.name for p in times if stretch.start <= p.start < quantity.start and "-" in p.name]
        return spans[-1] if spans else "annual"
    before = [p.name for p in times if stretch.start <= p.start < quantity.start]
    after = [p.name for p in times if quantity.end <= p.start < max(subject.end, quantity.end)]
    if not before and stretch.outer is not None and statement.figure.role == "value":  # "… đến năm 2025 tăng 1,5 lần (85 triệu)"
        before = [p.name for p in times if subject.start <= p.start < stretch.outer]
    if not before and not after:
        after = _opening(text, stretch.start if stretch.outer is None else stretch.outer, times)
    return before[-1] if before else after[0] if after else None


def _opening(text: str, position: int, times: list[Period]) -> list[str]:
    """The year that opens the sentence holds for all of it: "Đến năm 2025, có 50% thôn văn hóa; 30% phường văn minh"."""
    since = max((match.end() for match in _FULL_STOP.finditer(text, 0, position)), default=0)
    told = [p for p in times if since <= p.start < position]
    if not told or not told[-1].name[0].isdigit():
        return []  # "mỗi năm" is of its own thought alone
    thought = max(since, text.rfind(";", 0, told[-1].start) + 1)
    return [] if has_content(text[thought : told[-1].start]) else [told[-1].name]


def _hidden(stretch: Stretch, period: Period) -> bool:
    """Whether a time stands in a bracket of the stretch: it is of what stands there with it."""
    return stretch.start <= period.start < stretch.end and stretch.words[period.start - stretch.start] == HIDDEN


def _quote(text: str, statement: Statement, subject: Subject) -> tuple[int, int]:
    """The words of the subject and the figure, and of the plan and verdict where they follow closely."""
    figure = statement.figure.quantity
    ends = [subject.end, figure.end]
    for evidence in (statement.plan, statement.share):
        if evidence is not None and figure.end <= evidence.start < figure.end + 160:
            ends.append(_closed(text, evidence.end))
    if statement.verdict_end and figure.end <= statement.verdict_end < figure.end + 160:
        ends.append(statement.verdict_end)
    start, end = min(subject.start, figure.start), max(ends)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end


def _closed(text: str, end: int) -> int:
    """Past the plan's own words, and the bracket that closes behind them."""
    match = re.match(r"\s*(?:so\s+(?:với\s+)?)?(?:NQ|nghị quyết|chỉ tiêu|kế hoạch|mục tiêu)?\)?", text[end:], re.IGNORECASE)
    return end + (match.end() if match else 0)
