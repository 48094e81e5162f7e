"""What a figure is about, in the report's own words, and the run of text that says so.

    Tổng vốn đầu tư 5 năm đạt 16.500 tỷ đồng              "Tổng vốn đầu tư"
    có 100% xã đạt chuẩn nông thôn mới                    "xã đạt chuẩn nông thôn mới": the subject follows
    Kết nạp 250 đảng viên mới                             "Kết nạp đảng viên mới": what is counted belongs to it
    …tăng 17,5%/năm. Trong đó: khu vực I tăng 5,6%        "khu vực I", a part of what was said before
    Tỷ lệ học sinh đi học: Mầm non 82%, Tiểu học 99,9%    "Tiểu học", shared "Tỷ lệ học sinh đi học"
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.commitments.roles import Figure
from indexer.commitments.sentences import HIDDEN
from language.quantities import find_periods

_BREAK = re.compile(r",(?=\s|[^\d\s])|:(?=\s|$)|(?<![^\W\d_])(?:và|trong đó|nhưng|song)(?![^\W\d_])|\s[-–]\s", re.IGNORECASE)
_LEAD = (
    r"trong đó|phấn đấu|quyết tâm|tiếp tục|dự kiến|dự ước|ước tính|ước|thực hiện|tốc độ|tăng trưởng|tăng thêm|tăng|giảm|đạt được|đạt|được|chiếm|có|còn|là"
    r"|ở mức|mức|bình quân|trung bình|hằng năm|hàng năm|mỗi năm|một năm|cả năm|lên|xuống|từ|đến nay|đến|tới|vào|khoảng|trên|dưới|hơn|gần|ít nhất|tối thiểu"
    r"|gấp|bằng|tức|và|thì|riêng|nay|hiện|lũy kế|cuối|đầu|hết|năm|nhiệm kỳ|kỳ|giai đoạn|thêm|duy trì|chỉ|mới|đã|phải|cần|bảo đảm|đảm bảo|tương ứng|lần lượt"
    r"|trước|sau|trong|thời gian|theo|cũng|đều|với|cho|bảo|không|kế hoạch|nghị quyết|chỉ tiêu|mục tiêu|đề ra|NQ|so"
)
_ONLY_LEADS = re.compile(rf"(?:[^\w]|\d|{HIDDEN}|(?<![^\W\d_])(?:{_LEAD})(?![^\W\d_]))*", re.IGNORECASE)
_TRIM_LEFT = re.compile(
    r"^(?:[\s,;:.*_+•–\-\"“]|(?<![^\W\d_])(?:\(\s*\d+\s*\)[-–.]*|\d{1,2}[.)]|trong đó|phấn đấu(?: để)?|quyết tâm|dự kiến|ước|đến nay|có|và|cụ thể|bình quân|khoảng"
    r"|thực hiện|tiếp tục|hằng năm|hàng năm|mỗi năm|còn|riêng|đạt|bảo đảm|đảm bảo|duy trì|cùng với|để|tăng|giảm|nâng|đưa)(?![^\W\d_]))+",
    re.IGNORECASE,
)
_TRIM_RIGHT = re.compile(
    r"(?:[\s,;:.*_+–\-\"”]|(?<![^\W\d_])(?:dự ước|ước|thực hiện|dự kiến|đạt|được|chiếm|có|còn|là|ở|mức|bình quân|trung bình|tăng|giảm|lên|xuống|từ|khoảng|trên|dưới"
    r"|gấp|bằng|tức|và|hằng năm|hàng năm|mỗi năm|phấn đấu|duy trì|thêm|trong đó|cuối|hết|đến|tới|vào|năm|giai đoạn|cho|trong khoảng|tăng trưởng)(?![^\W\d_]))+$",
    re.IGNORECASE,
)
_LONGEST_AFTER = 160


@dataclass(frozen=True, slots=True)
class Subject:
    """Own words of a figure's subject, what they are a part of, and the quote's bounds in the text."""

    words: str
    parent: str  # the words above: a shared subject, or that of the figure before; "" where there is none
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int


def subjects(text: str, found: Sequence[Figure]) -> tuple[Subject, ...]:
    """One subject for each figure, in order."""
    result: list[Subject] = []
    for index, figure in enumerate(found):
        earlier = found[index - 1] if index else None
        later = found[index + 1] if index + 1 < len(found) else None
        result.append(_subject(text, figure, earlier, later, result[-1] if result else None))
    return tuple(result)


def _subject(text: str, figure: Figure, earlier: Figure | None, later: Figure | None, last: Subject | None) -> Subject:
    quantity, stretch = figure.quantity, figure.stretch
    since = max(stretch.start, earlier.quantity.end if earlier and earlier.stretch is stretch else stretch.start)
    breaks = [since, *(since + m.end() for m in _BREAK.finditer(stretch.before(quantity.start, since)))]
    right = _right(text, figure, later)
    own = next((b for b in reversed(breaks) if _has_content(text[b : quantity.start])), None)
    nearest = breaks[-1]
    right_words = text[quantity.end : right]
    follows = _has_content(right_words) and not _has_content(text[nearest : quantity.start])
    if quantity.unit == "%" or quantity.unit is None:
        counted = right_words
    else:
        counted = text[quantity.digits_end : right]
    if own is None and not follows and last is not None and (stretch.outer is not None or earlier is not None):
        end = quantity.end if not _has_content(right_words) else right
        return Subject(last.words, last.parent, _strip_start(text, nearest, quantity.start), end)
    start = nearest if follows or own is None else own
    left = text[start : quantity.start]
    words = _clean(left)
    if follows or (not _counts_money_or_share(figure) and _has_content(counted)) or len(words.split()) < 2:
        words = " ".join(part for part in (words, _clean(counted)) if part)
    end = right if follows or _has_content(right_words) and len(_clean(left).split()) < 4 else _tail(text, figure, right)
    return Subject(_shown(words), _parent(text, figure, start, last), _strip_start(text, start, quantity.start), end)


def _right(text: str, figure: Figure, later: Figure | None) -> int:
    """Where the words after the figure end: before the clause of the next figure, at most some 160 characters on."""
    quantity, stretch = figure.quantity, figure.stretch
    limit = min(stretch.end, quantity.end + _LONGEST_AFTER)
    if later is not None and later.stretch is stretch:
        limit = min(limit, later.quantity.start)
        breaks = [m.start() for m in _BREAK.finditer(text[quantity.end : limit])]
        return quantity.end + breaks[-1] if breaks else _first_break(text, quantity.end, limit)
    if limit == stretch.end:
        return limit
    return _first_break(text, quantity.end, limit)


def _first_break(text: str, start: int, limit: int) -> int:
    match = re.search(r"[,:;(]", text[start:limit])
    return start + match.start() if match else limit


def _tail(text: str, figure: Figure, right: int) -> int:
    """The end of a quote whose subject came first: up to the next comma, so that "so với năm 2020" and "trong tổng …" stay."""
    quantity = figure.quantity
    match = re.search(r"[,:;]|\s\(", text[quantity.end : right])
    return quantity.end + match.start() if match else right


def _parent(text: str, figure: Figure, start: int, last: Subject | None) -> str:
    stretch = figure.stretch
    before = stretch.before(start)
    shared = before.rfind(":")
    if shared > 0 and _has_content(before[:shared]):
        lead = before[:shared]
        return _shown(_clean(lead[max(0, *(m.end() for m in re.finditer(r"[.;]\s", lead)), 0) :] if re.search(r"[.;]\s", lead) else lead))
    opening = text[max(0, stretch.start - 0) : figure.quantity.start]
    if last is not None and re.search(r"trong đó", opening[:60] if opening else "", re.IGNORECASE):
        return last.parent or last.words
    return ""


def _has_content(words: str) -> bool:
    return not _ONLY_LEADS.fullmatch(_without_periods(words).strip())


def _without_periods(words: str) -> str:
    for period in reversed(find_periods(words)):
        words = words[: period.start] + " " + words[period.end :]
    return words


def _clean(words: str) -> str:
    words = re.sub(r"\([^()]*\)", " ", words.replace(HIDDEN, " "))
    words = _without_periods(words)
    for _ in range(3):
        words = _TRIM_RIGHT.sub("", _TRIM_LEFT.sub("", words.strip())).strip()
    return re.sub(r"\s+", " ", words)


def _shown(words: str) -> str:
    return words[:200].strip(" ,;:.*_()\"“”")


def _strip_start(text: str, start: int, limit: int) -> int:
    """The quote begins at a word, not at the comma or label before it."""
    match = re.match(r"(?:[\s,;:.*_+•–\-]|\(\s*\d+\s*\)[-–.]*\s)+", text[start:limit])
    return start + match.end() if match else start


def _counts_money_or_share(figure: Figure) -> bool:
    unit = figure.quantity.unit or ""
    return unit.startswith("%") or "đồng" in unit or "điểm" in unit
