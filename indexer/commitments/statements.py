"""Which figures of a text are promises, which are results set against one, and which are neither.

    Setting(direction="ahead")  "Phấn đấu 95% trường đạt chuẩn"                        95: a target
    Setting(direction="back")   "trường đạt chuẩn 16/19, bằng 84,2% (mục tiêu 80%)"    84,2: a result, its plan 80
    Setting(direction="back")   "Có 340 doanh nghiệp, 21 hợp tác xã"                   no plan in sight: nothing

What a figure is depends on its own words first, and on where its text stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.commitments.outlook import Direction
from indexer.commitments.patterns import COMMENTS, EACH_GETS, NO_VALUES, VERDICTS, WHO_PAYS, WHOM
from indexer.commitments.roles import Figure, figures
from indexer.commitments.sentences import Stretch, stretch_at, stretches
from indexer.commitments.wording import one_of
from language.quantities import Quantity, find_quantities
from store.records import CommitmentKind, Verdict


@dataclass(frozen=True, slots=True)
class PlanNote:
    """A footnote that names plans: where its mark stands in the text, how many it names, and the verdict it gives."""

    offset: int
    plans: int
    verdict: Verdict | None = None
    verdict_words: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands, as far as it matters for its figures."""

    direction: Direction | None = None
    listed: bool = False  # an item of a list of indicators: every figure counts
    note_on_list: bool = False  # a footnote to such an item
    plan_notes: tuple[PlanNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure that counts: what it is, and the plan and verdict that its own words name."""

    figure: Figure
    kind: CommitmentKind
    plan: Quantity | None = None
    share: Quantity | None = None
    verdict: Verdict | None = None
    verdict_words: str | None = None
    verdict_end: int | None = None  # in the text, where the verdict stands there and not in a footnote


@dataclass(slots=True)
class _Evidence:
    """What is found out about one value while its sentence is read."""

    plan: Quantity | None = None
    share: Quantity | None = None
    verdict: Verdict | None = None
    verdict_words: str | None = None
    verdict_end: int | None = None


@dataclass(slots=True)
class _Reading:
    values: list[Figure]
    evidence: dict[int, _Evidence] = field(default_factory=dict)  # by the value's index
    targets: list[Figure] = field(default_factory=list)


def statements(text: str, setting: Setting) -> tuple[Statement, ...]:
    """The promises and results of `text`, in the order of their figures."""
    cut = stretches(text)
    found = figures(text, find_quantities(text, spelled=True), cut)
    if setting.direction != "ahead":
        found = tuple(figure for figure in found if figure.role == "promise" or not figure.quantity.spelled)
    if setting.direction == "ahead":
        said = [Statement(figure, "target") for figure in found if _is_promised(figure, found, cut, setting)]
    else:
        said = _reported(found, setting)
    return tuple(sorted(said, key=lambda statement: statement.figure.quantity.digits))


def _is_promised(figure: Figure, found: Sequence[Figure], cut: tuple[Stretch, ...], setting: Setting) -> bool:
    quantity, stretch = figure.quantity, figure.stretch
    before, after = stretch.before(quantity.start), stretch.after(quantity.end)
    if quantity.spelled and not (setting.listed or quantity.bound != "=" or _SET.search(before) or _SET.search(after)):
        return False
    if figure.role == "part" or any(pattern.reads(before, after) for pattern in NO_VALUES):
        return False
    if not setting.listed and _is_a_condition(figure, before, after):
        return False
    if stretch.outer is not None and not _says_something(before + after, quantity):
        return _restates(figure, found)
    if quantity.unit is None and not setting.listed:
        return quantity.bound != "=" or bool(_REACHES.search(before))
    if setting.listed or quantity.unit_known or quantity.bound != "=":
        return True
    around = "" if stretch.outer is None else stretch_at(cut, stretch.outer).words
    return any(_RESOLVED.search(words) for words in (before, after, around))


def _is_a_condition(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure says whom a measure is for, or who pays which part of it."""
    unit = figure.quantity.unit or ""
    if unit == "%":
        return WHO_PAYS.reads(before, after)
    if unit.endswith("đồng") and figure.quantity.bound in ("<=", ">=", "range", "="):
        return EACH_GETS.reads(before, after)
    since = figure.stretch.after(figure.quantity.start).lower().startswith("từ ") and figure.quantity.bound != "range"
    return since and bool(_SIZE.fullmatch(unit)) and WHOM.reads(before, after)


_ROUNDED = 0.6  # percent, by which a printed share may be off
_SIZE = re.compile(r"m|m2|m3|ha|con|CV|kW|tấn")
_REACHES = re.compile(rf"(?:{one_of('đạt', 'còn', 'có', 'lên', 'xuống', 'là')}|:)\s*$")
_SET = re.compile(one_of("phấn đấu", "đến năm", "trước năm", "vào năm", "đến cuối năm", "mỗi năm", "hằng năm", "hàng năm"))
_RESOLVED = re.compile(
    one_of(
        "đến năm|đến cuối|đến hết|hằng năm|hàng năm|mỗi năm|bình quân|đạt|còn|có|tăng|giảm|thành|xây dựng|đào tạo",
        r"đóng|trồng|mở|năm 20\d\d|trong năm",
    )
)


def _says_something(words: str, quantity: Quantity) -> bool:
    return len(re.findall(r"[^\W\d_]+", words)) >= 2 or bool(quantity.whole)


def _restates(figure: Figure, found: Sequence[Figure]) -> bool:
    """A bare figure in brackets counts where it says the promise before it in another unit: "tăng 1,5 lần (85 triệu đồng)"."""
    opens = figure.stretch.outer or 0
    earlier = [other for other in found if other.quantity.end <= opens and other.stretch.outer is None]
    return bool(earlier) and opens - earlier[-1].quantity.end < 40 and earlier[-1].quantity.unit != figure.quantity.unit


def _reported(found: Sequence[Figure], setting: Setting) -> list[Statement]:
    found = _with_shares(found)
    reading = _Reading([figure for figure in found if figure.role in ("value", "part") and not _comments(figure)])
    for figure in found:
        if figure.role == "promise":
            reading.targets.append(figure)
        elif figure.role in ("plan", "share", "margin"):
            _set_against_a_value(reading, figure)
    _verdicts(reading)
    for note in setting.plan_notes:
        _noted(reading, note)
    said = [Statement(figure, "target") for figure in reading.targets]
    for index, figure in enumerate(reading.values):
        evidence = reading.evidence.get(index)
        if evidence is None and setting.note_on_list and figure.quantity.bound == "range":
            said.append(Statement(figure, "target"))
        elif evidence is not None or (setting.listed and _is_a_value(figure)):
            evidence = evidence or _Evidence()
            words = (evidence.verdict, evidence.verdict_words, evidence.verdict_end)
            said.append(Statement(figure, "result", evidence.plan, evidence.share, *words))
    return said


def _with_shares(found: Sequence[Figure]) -> Sequence[Figure]:
    """A percentage that is its value's of the plan before it is a share: "kế hoạch 500 tỷ, thực hiện 520 tỷ, đạt 104%"."""
    read: list[Figure] = []
    for figure in found:
        around = range(figure.stretch.start, figure.stretch.end)
        beside = [o for o in read if (o.stretch is figure.stretch or o.stretch.outer in around) and o.quantity.unit != "%"]
        plans = [other.quantity for other in beside if other.role == "plan" and other.quantity.low]
        values = [other.quantity for other in beside if other.role == "value"]
        if figure.role == "value" and figure.quantity.unit == "%" and plans and values and plans[-1].unit == values[-1].unit:
            share = 100 * values[-1].low / plans[-1].low
            figure = replace(figure, role="share") if abs(figure.quantity.low - share) <= _ROUNDED else figure
        read.append(figure)
    return read


def _is_a_value(figure: Figure) -> bool:
    """Whether a figure in a list of results is the value of an indicator and no comment on it."""
    return figure.role == "value" and figure.stretch.outer is None


def _comments(figure: Figure) -> bool:
    before, after = figure.stretch.before(figure.quantity.start), figure.stretch.after(figure.quantity.end)
    return any(pattern.reads(before, after) for pattern in COMMENTS)


def _set_against_a_value(reading: _Reading, figure: Figure) -> None:
    """A plan, share or margin belongs to the value right before it in its thought; a plan without one is a target."""
    index = _value_before(reading.values, figure)
    if index is None:
        if figure.role == "plan" and figure.quantity.unit is not None:
            reading.targets.append(figure)
        return
    value = reading.values[index].quantity
    evidence = reading.evidence.setdefault(index, _Evidence())
    if figure.role == "share":
        evidence.share = figure.quantity
    elif figure.role == "plan" and (value.low == 0 or 0.4 <= figure.quantity.low / value.low <= 2.5):
        evidence.plan = figure.quantity
    _level_before(reading, index)


def _level_before(reading: _Reading, index: int) -> None:
    """A change told after its level ("còn 12,7%, mỗi năm giảm 4,2 điểm so với kế hoạch 3,5") has the level's plan."""
    if index == 0:
        return
    level, change = reading.values[index - 1], reading.values[index]
    between = change.stretch.before(change.quantity.start, level.quantity.end)
    if level.stretch is change.stretch and _CHANGE_ONLY.fullmatch(between):
        reading.evidence.setdefault(index - 1, _Evidence())


_YEARLY = one_of("bình quân", "mỗi năm", "hằng năm", "hàng năm", "đã", "thêm")
_CHANGE_ONLY = re.compile(rf"\s*,\s*(?:{_YEARLY}\s+)*(?:tăng|giảm)(?:\s+{_YEARLY})*\s*", re.IGNORECASE)


def _value_before(values: Sequence[Figure], figure: Figure) -> int | None:
    """The index of the last value before `figure` in its stretch, or before the bracket in which `figure` stands."""
    position, stretch = figure.quantity.start, figure.stretch
    inside = [i for i, other in enumerate(values) if other.stretch is stretch and other.quantity.end <= position]
    if inside:
        return inside[-1]
    if stretch.outer is None:
        return None
    around = [
        i for i, other in enumerate(values)
        if other.stretch.start <= stretch.outer < other.stretch.end and other.quantity.end <= stretch.outer
    ]  # fmt: skip
    return around[-1] if around else None


def _verdicts(reading: _Reading) -> None:
    """Words such as "đạt chỉ tiêu đề ra" set the value before them against the plan."""
    for stretch in {id(figure.stretch): figure.stretch for figure in reading.values}.values():
        for verdict, start, end in verdicts_in(stretch.words):
            before = [i for i, f in enumerate(reading.values) if f.stretch is stretch and f.quantity.digits < stretch.start + end]
            if before:
                evidence = reading.evidence.setdefault(before[-1], _Evidence())
                if evidence.verdict is None:
                    evidence.verdict, evidence.verdict_words = verdict, stretch.words[start:end]
                    evidence.verdict_end = stretch.start + end
                _level_before(reading, before[-1])


def verdicts_in(words: str) -> list[tuple[Verdict, int, int]]:
    """Every verdict in `words`, in order, with its bounds; "chưa đạt kế hoạch" is not also "đạt kế hoạch"."""
    found: list[tuple[Verdict, int, int]] = []
    for pattern in VERDICTS:
        for match in pattern.expression.finditer(words):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((pattern.verdict, match.start(), match.end()))
    return sorted(found, key=lambda verdict: verdict[1])


def _noted(reading: _Reading, note: PlanNote) -> None:
    """A footnote that names so many plans is hung on as many values right before its mark."""
    holding = [i for i, figure in enumerate(reading.values) if figure.stretch.start <= note.offset <= figure.stretch.end + 1]
    before = [i for i in holding if reading.values[i].quantity.end <= note.offset and reading.values[i].stretch.outer is None]
    for index in before[-note.plans :]:
        evidence = reading.evidence.setdefault(index, _Evidence())
        if evidence.verdict is None:
            evidence.verdict, evidence.verdict_words = note.verdict, note.verdict_words
