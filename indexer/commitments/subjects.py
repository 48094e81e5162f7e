"""What a figure is about, in the report's own words, and the run of text that says so.

    Tổng vốn đầu tư 5 năm đạt 21.300 tỷ đồng              "Tổng vốn đầu tư"
    có 100% thôn bản có nhà sàn chung                     "thôn bản có nhà sàn chung": the subject follows
    Kết nạp 250 đảng viên mới                             "Kết nạp đảng viên mới": what is counted belongs to it
    …tăng 11,6%/quý. Trong đó: khu vực I tăng 4,3%        "khu vực I", a part of what was said before
    Tỷ lệ học sinh đi học: Mầm non 76%, Tiểu học 97,5%    "Tiểu học", shared "Tỷ lệ học sinh đi học"

Only the bounds of words are chosen here; nothing is reworded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.commitments.roles import Figure
from indexer.commitments.sentences import HIDDEN
from indexer.commitments.wording import one_of
from language.indicators import indicator_of
from language.quantities import Quantity, find_periods

# Words that lead from a subject to its figure, or into a sentence; none of them says what is counted.
_LEADS = one_of(
    "tăng|giảm|đạt|được|chiếm|có|còn|là|ở|mức|lên|xuống|từ|đến|tới|vào|khoảng|trên|dưới|hơn|gần|gấp|bằng",
    "tức|và|thì|riêng|nay|hiện",
    "đúng|vượt|cuối|đầu|hết|năm|kỳ|thêm|chỉ|mới|đã|phải|cần|trước|sau|trong|theo|cũng|đều|với|cho|bảo|không|so|ước",
    "thực hiện|tốc độ|tăng trưởng",
    "trong đó|phấn đấu|quyết tâm|tiếp tục|dự kiến|dự ước|ước tính|đạt được|bình quân|trung bình|hằng năm",
    "hàng năm|mỗi năm|một năm",
    "cả năm|đến nay|ít nhất|tối thiểu|lũy kế|nhiệm kỳ|giai đoạn|duy trì|bảo đảm|đảm bảo|tương ứng",
    "lần lượt|thời gian|tỷ lệ|tỉ lệ",
    "kế hoạch|nghị quyết|chỉ tiêu|mục tiêu|đại hội|yêu cầu|đề ra|giao|NQ|đích|phải đạt|năm cuối|lần|[IVXLC]+",
)
_ONLY_LEADS = re.compile(rf"(?:\d+\s*/\s*\d+(?:\s+[^\W\d_]+)?|[^\w]|\d|_|{HIDDEN}|{_LEADS})*")
_OPENERS = one_of(
    r"\d{1,2}[.)](?!\d)|trong đó|phấn đấu|phấn đấu để|quyết tâm|dự kiến|ước|đến nay|có|và|cụ thể|bình quân|khoảng|thực hiện",
    "tiếp tục",
    "hằng năm|hàng năm|mỗi năm|còn|riêng|đạt|bảo đảm|đảm bảo|duy trì|cùng với|để|giảm|nâng|đưa",
    "không để|đến|đã|theo|yêu cầu|hết|cuối|vào|tăng(?! cường)(?! trưởng)(?! thêm)",
)
_CLOSERS = one_of(
    "dự ước|ước|thực hiện|dự kiến|đạt|được|chiếm|có|còn|là|ở|mức|bình quân|trung bình|tăng|giảm|lên|xuống|từ|khoảng|trên|dưới",
    "gấp|bằng|tức|và|hằng năm|hàng năm|mỗi năm|phấn đấu|duy trì|trong đó|cuối|hết|đến|tới|vào|năm|giai đoạn",
    "cho|(?<!giá trị tăng )thêm",
    "trong khoảng|(?<!tốc độ )tăng trưởng|đến nay|đạt tỷ lệ|ít nhất|tối thiểu|trở lên|5 năm|năm năm|(?<!chứng )chỉ|vẫn|chỉ mới",
)
_TRIM_LEFT = re.compile(rf"^(?:[\s,;:.*_+•–\-\"“]|\(\s*\d+\s*\)[-–.]*|{_OPENERS})+")
_TRIM_RIGHT = re.compile(rf"(?:[\s,;:.*_+–\-\"”]|{_CLOSERS})+$")
_BREAK = re.compile(
    rf",(?=\s|[^\d\s])|:(?=\s|$)|{one_of('trong đó', 'nhưng', 'song')}|{one_of('và')}(?=\s*$|\s+(?:(?:có|khoảng|từ)\s+)?\d)"
)
_TAIL = re.compile(r"[,:;]|\s\(")
_FULL_STOP = re.compile(r"[.!?]\s")
_BASE = re.compile(
    rf"\s*{one_of('so|so với|trong|của|theo|đối với|vào|trên|diện tích')}"
)  # "92% so với dân số": of what, not what
_FRACTION = r"\d+\s*/\s*\d+(?:\s+[^\W\d_]+)?"
_TRAILING = re.compile(rf"\s*(?:(?<![^\W\d_])(?:là|có)\s)?{_FRACTION}\s*$")
_PLAN_LABEL = re.compile(r":\s*(?:kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|NQ)\s*$", re.IGNORECASE)
_CAME_FROM = re.compile(r"\s*(?:tăng|giảm|nâng)?\s*(?<![^\W\d_])từ\s+\d[\d.,]*\s*(?:%|‰|[^\W\d_]+)?\s*$")
_BARE_VERB = re.compile(
    one_of(
        "đón|thu hút|huy động|tập hợp|trồng|trồng mới|bồi dưỡng|đào tạo|hỗ trợ|vận động|tuyển chọn|thu gom|xử lý|giải ngân|cấp",
        "xóa|kết nạp|thành lập|xây dựng|khám phá|cứng hóa|giải quyết",
    )
)
_MEASURED = re.compile(rf"\s*{one_of('tỷ lệ', 'tỉ lệ', 'tỷ trọng', 'tổng', 'số', 'diện tích', 'sản lượng')}")
_WHERE = re.compile(
    r"(?:(?:ở|tại|các|khu vực|vùng|địa bàn)\s+)*(?:nông thôn|đô thị|thành thị|miền núi|vùng cao|đồng bằng|ven biển|nội thị"
    r"|hải đảo|phường|xã|thị trấn|nam|nữ)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;!?]\s+")
_BEFORE_PLAN = re.compile(one_of("chưa đạt|không đạt|đạt|vượt|cơ bản|theo|so với|kế hoạch|chỉ tiêu|mục tiêu"))
_PART = re.compile(one_of("trong đó"))
_TURN = re.compile(rf"{one_of('nhưng', 'song')}\W*$")
_GOES_ON = re.compile(
    rf",\s+{one_of('có', 'ưu tiên', 'nhất là', 'gồm', 'bao gồm', 'góp phần', 'nhằm', 'để', 'từng bước')}"
    rf"|[,:]?\s+{one_of('trong đó')}"
)
_GROWTH = re.compile(one_of("tăng trưởng"))
_AND = re.compile(rf"\s{one_of('và')}\s")
_NEW_THOUGHT = re.compile(
    one_of("xây dựng|hình thành|phát triển|giải quyết|tạo|nhân rộng|mở rộng|trồng|đào tạo|huy động|thu hút|phấn đấu|duy trì")
)
_COUNTERS = frozenset(("con", "người", "hộ", "lượt", "đơn vị", "lao động", "chỗ", "chỗ ngồi"))  # they add nothing to a subject

_LONGEST_AFTER = 160  # characters; a clause that runs on longer is cut at a comma
_FARTHEST_BEFORE = 500  # characters; what is farther away is no subject
_SHORT_LEFT = 14  # syllables; a sentence that opens so briefly is its figure's subject as a whole
_BRIEF = 3  # syllables of one member of an enumeration: "phí", "thu từ thuế"


@dataclass(frozen=True, slots=True)
class Subject:
    """Own words of a figure's subject, what they are a part of, and the quote's bounds in the text."""

    words: str
    parent: str  # the words above: a shared subject, or that of the figure before; "" where there is none
    start: int
    end: int


def subjects(text: str, found: Sequence[Figure], quantities: Sequence[Quantity]) -> tuple[Subject, ...]:
    """One subject for each figure, in order; `quantities` are all of the text's, since each ends the words of the one before."""
    result: list[Subject] = []
    for index, figure in enumerate(found):
        earlier = found[index - 1] if index else None
        later = next((quantity for quantity in quantities if quantity.digits > figure.quantity.digits_end), None)
        result.append(_subject(text, figure, earlier, later, result[-1] if result else None))
    return tuple(result)


def has_content(words: str) -> bool:
    """Whether `words` say what is counted, beyond times, verbs and prepositions."""
    return not _ONLY_LEADS.fullmatch(_without_periods(words))


def _subject(text: str, figure: Figure, earlier: Figure | None, later: Quantity | None, last: Subject | None) -> Subject:
    quantity, stretch = figure.quantity, figure.stretch
    if figure.role == "part":  # "tuy vẫn còn 2/21 chỉ tiêu chưa đạt": what is counted says it all
        right = _right(text, figure, later)
        return Subject(_shown(_clean(text[quantity.digits_end : right])), "", quantity.start, right)
    since = max(stretch.start, earlier.quantity.end) if earlier and earlier.stretch is stretch else stretch.start
    since = max(since, quantity.start - _FARTHEST_BEFORE)
    nearest, start = _left(stretch.before(quantity.start, since), since, opens=since == stretch.start)
    right = _right(text, figure, later)
    right_words = text[quantity.end : right]
    follows = has_content(right_words) and not has_content(text[nearest : quantity.start]) and not _BASE.match(right_words)
    if start is None and not follows and stretch.outer is not None:
        return _around(text, figure, earlier, last)
    tail = _tail(text, figure, right, later)
    if start is None and not follows and last is not None and not _counts_nouns(figure):
        return Subject(last.words, last.parent, _begin(text, nearest, quantity.start), tail)
    if follows or start is None:
        start = nearest
    end = right if follows else tail
    left = _clean(text[start : quantity.start])
    counted = _clean(text[_after_unit(figure) : end])
    adds = (
        follows or not left or bool(_BARE_VERB.fullmatch(left)) or (_is_noun(figure, left) and counted.lower() not in _COUNTERS)
    )
    words = f"{left} {counted}".strip() if adds else left
    words = words or next(iter(_GROWTH.findall(text[start : quantity.start])), "")
    return Subject(_shown(words), _parent(text, figure, start, earlier, last), _begin(text, start, quantity.start), end)


def _around(text: str, figure: Figure, earlier: Figure | None, last: Subject | None) -> Subject:
    """The subject of a bare figure in brackets is that of the sentence: "sản lượng chè chưa đạt kế hoạch đề ra (11-12%)".

    Where it says the figure before it again in another unit, the subject is that figure's: "tăng 1,5 lần (85 triệu đồng)".
    """
    opens = figure.stretch.outer or 0
    far = max(0, opens - _FARTHEST_BEFORE)
    start = max((match.end() for match in _SENTENCE.finditer(text, far, opens)), default=far)
    words, parent = _clean(_BEFORE_PLAN.split(text[start:opens])[0]), ""
    if figure.role == "value" and earlier and last and start <= earlier.quantity.end <= opens:
        words, parent = last.words, last.parent
    end = figure.stretch.end + 1 if text[figure.stretch.end : figure.stretch.end + 1] == ")" else figure.stretch.end
    return Subject(_shown(words), parent, _begin(text, start, opens), end)


def _left(before: str, since: int, opens: bool) -> tuple[int, int | None]:
    """Where the clause right before a figure starts, and where its subject does; None: nothing there says what is counted."""
    breaks = [since, *(since + match.end() for match in _BREAK.finditer(before))]
    owning = next((i for i in range(len(breaks) - 1, -1, -1) if has_content(before[breaks[i] - since :])), None)
    if owning is None:
        return breaks[-1], None
    own = breaks[owning]
    if opens and len(before.split()) <= _SHORT_LEFT and ":" not in before and not _PART.search(before):
        return breaks[-1], next(
            b
            for b, end in zip(breaks, [*breaks[1:], since + len(before)], strict=True)
            if has_content(before[b - since : end - since])
        )
    if (
        opens
        and len(_MEASURED.findall(before)) == 1
        and _MEASURED.match(_TRIM_LEFT.sub("", before))
        and not re.search(r":|\d", before)
    ):
        return breaks[-1], breaks[
            0
        ]  # "Tỷ lệ người dân phường A, xã B và xã C sử dụng nước sạch": one subject, whatever its length
    known = indicator_of(before[own - since :])
    for i in range(owning - 1, max(-1, owning - 4), -1):
        piece = before[breaks[i] - since : breaks[i + 1] - since]
        up_to = before[: breaks[i + 1] - since]
        tail = i == 0 and not opens and not re.match(r"\s*(?:,|và\s|còn\s|$)", piece)  # it ends the words of the figure before
        if tail or up_to.rstrip().endswith(":") or _PART.search(piece) or _TURN.search(up_to):
            break
        brief = len(_clean(piece).split()) <= _BRIEF and len(_clean(before[breaks[i + 1] - since :]).split()) <= _BRIEF * 2
        wider = None if known else indicator_of(before[breaks[i] - since :])
        if has_content(piece) and (brief or wider is not None):
            own, known = breaks[i], known or wider
    return breaks[-1], own


def _right(text: str, figure: Figure, later: Quantity | None) -> int:
    """Where the words after the figure end: before the clause of the next figure, at most some 160 characters on."""
    quantity, stretch = figure.quantity, figure.stretch
    limit = min(stretch.end, quantity.end + _LONGEST_AFTER)
    if (goes_on := _GOES_ON.search(text, quantity.end, limit)) and (later is None or goes_on.start() < later.start):
        return goes_on.start()
    if later is not None and later.start <= limit:
        if (inside := text.rfind("(", quantity.end, later.start)) >= 0:
            return inside
        breaks = [match.start() for match in _BREAK.finditer(text[quantity.end : later.start])]
        return quantity.end + breaks[-1] if breaks else later.start
    if limit == stretch.end:
        return limit
    match = re.search(r"[,:;(]", text[quantity.end : limit])
    return quantity.end + match.start() if match else limit


def _tail(text: str, figure: Figure, right: int, later: Quantity | None) -> int:
    """The end of a quote whose subject came first: up to the next comma, so that "so với năm 2020" and "trong tổng …" stay.

    Before another figure it ends at "và", where that figure's own subject begins: "khu vực II tăng 9% và khu vực III tăng 13%".
    """
    end = figure.quantity.end
    match = _TAIL.search(text[end:right])
    if match is None and later is not None and right == later.start:
        match = _AND.search(text[end:right])
        match = match if match and has_content(text[end + match.end() : right]) else None
    return end + match.start() if match else right


def _parent(text: str, figure: Figure, start: int, earlier: Figure | None, last: Subject | None) -> str:
    """What the subject is a part of: the words before a colon, or the subject before "trong đó"."""
    before = figure.stretch.before(start)
    lead, colon, _ = before.rpartition(":")
    if colon and has_content(lead) and not re.search(r"\d(?!\d{3}\b)", _without_periods(lead)):
        return _shown(_clean(lead))
    if last is None:
        return ""
    of_a_place = bool(last.parent) and bool(_WHERE.fullmatch(last.words))
    bracketed = earlier is not None and earlier.stretch is figure.stretch and figure.stretch.outer is not None
    if earlier and bracketed and last.parent and earlier.quantity.unit == figure.quantity.unit:
        return last.parent  # "(trâu 2.400 con, bò 3.600 con)": parts of one whole
    if _is_a_part(text, figure, start, earlier):
        return last.parent if of_a_place else last.words
    opening = text[figure.stretch.start : figure.quantity.start]
    if part := _PART.search(opening):
        return last.parent if re.search(r"\d", opening[part.end() :]) else last.parent or last.words
    return last.parent if not colon and not of_a_place and earlier and _continues(text, figure, earlier, last) else ""


def _is_a_part(text: str, figure: Figure, start: int, earlier: Figure | None) -> bool:
    """Whether a figure is told of a part alone: of a place ("đô thị trên 90%, nông thôn trên 70%"), or right behind the whole,
    in brackets ("đàn bò 4.500 con (bò lai 2.000 con)")."""
    if earlier is None or earlier.quantity.unit != figure.quantity.unit:
        return False
    own = _clean(text[start : figure.quantity.start])
    if earlier.stretch is figure.stretch:
        return bool(_WHERE.fullmatch(own))
    opens = figure.stretch.outer
    return opens is not None and earlier.quantity.end <= opens and not text[earlier.quantity.end : opens].strip()


def _continues(text: str, figure: Figure, earlier: Figure, last: Subject) -> bool:
    """Whether a thought goes on with the parts that the one before it lists: not past a full stop, nor, where the whole and its
    parts were told in one thought, into another: "vốn 300 tỷ đồng, trong đó ngân sách 90 tỷ đồng; Thu phí đạt 12 tỷ đồng"."""
    begins = figure.stretch.start
    opened = earlier.stretch.outer
    if opened is not None and last.start > opened and figure.stretch.outer is None:
        return False  # parts in a bracket end with it
    if last.start >= begins or _FULL_STOP.search(text[last.end : begins + 1]):
        return False
    part = _PART.search(earlier.stretch.words)
    together = part is not None and re.search(r"\d", earlier.stretch.words[: part.start()]) is not None
    opening = text[begins : figure.quantity.start].lstrip()
    return not (together and (opening[:1].isupper() or _NEW_THOUGHT.match(opening)))


def _after_unit(figure: Figure) -> int:
    """Where what is counted starts: at the unit when that is a noun ("250 đảng viên mới"), else behind it."""
    quantity = figure.quantity
    return quantity.digits_end if _counts_nouns(figure) else quantity.end


def _is_noun(figure: Figure, left: str) -> bool:
    """Whether what is counted adds to the subject: a noun that the words on the left lack."""
    quantity = figure.quantity
    return quantity.unit is None or (_counts_nouns(figure) and quantity.printed_unit.lower() not in left.lower())


def _counts_nouns(figure: Figure) -> bool:
    unit = figure.quantity.unit or ""
    return bool(unit) and not re.match(
        r"[%‰]|điểm|lần|(?:triệu )?USD|(?:nghìn |triệu )?(?:km|m|m2|m3|ha|tấn|tạ|kg|lít|kwh|mw|kw)(?:/|$)"
        r"|.*đồng(?! chí| bào)|nghìn|triệu|vạn",
        unit,
    )


def _without_periods(words: str) -> str:
    for period in reversed(find_periods(words)):
        words = words[: period.start] + " " + words[period.end :]
    return words


def _clean(words: str) -> str:
    words = _without_periods(re.sub(r"\([^()]*\)", " ", words.replace(HIDDEN, " "))).strip()
    for _ in range(3):
        words = _TRIM_RIGHT.sub("", _TRIM_LEFT.sub("", words)).strip()
        words = _PLAN_LABEL.sub("", _CAME_FROM.sub("", _TRAILING.sub("", words)))
    return re.sub(r"\s+", " ", words)


def _shown(words: str) -> str:
    return words[:200].strip(' ,;:.*_()"“”')


def _begin(text: str, start: int, limit: int) -> int:
    """The quote begins at a word, not at the comma or label before it."""
    match = re.match(r"(?:[\s,;:.*_+•–\-)]|và\s|\([^()]*\)[-–.]*)+", text[start:limit])
    return start + match.end() if match else start
