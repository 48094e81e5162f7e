"""Setting results against targets across the reports of one place and term, and saying whether the target was met.

    congress report 2020-2025, target     "Hộ nghèo đa chiều đến năm 2025: còn 1,2 - 1,5%"
    mid-term review 2020-2025, result     "cuối năm 2022 còn 2,4%"             on the way, from the numbers
                                          "còn 1,4%, đạt chỉ tiêu đề ra"       met, in the report's own words

A verdict never stands alone: a pairing holds both commitments with their quotes, and says whether the words or the numbers
decide. Where times or measures differ, it is unclear and says why.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from language.indicators import LESS_IS_BETTER, indicator_of
from language.normalise import fold
from language.quantities import is_yearly
from store.records import Commitment, Comparator, Report, Verdict

Reason = Literal[
    "said",  # the report's own words: `result.verdict_quote`
    "not yet",  # the same, where they say that it falls short and the target's time has not come
    "share",  # the report's own figure: `result.plan_share` percent of the plan
    "numbers",  # the result's value against the plan's or the target's
    "not due",  # the same, but the target's time has not come
    "other time",  # one is a year's figure, the other that of several years
    "no direction",  # more may be better, or less: only the report could say
    "no figure",  # a plan is spoken of, without its number
]

_GROWS = re.compile(r"(?<![^\W\d_])(?:tăng|tốc độ|giảm)(?![^\W\d_])", re.IGNORECASE)
_REACHES = re.compile(r"(?<![^\W\d_])(?:còn|xuống|tăng lên|đạt tỷ lệ)(?![^\W\d_])", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d|19\d\d")
# What a report says of a day before the end; "không đạt", "khó đạt" and a ceiling that is passed speak of the end itself.
_YET = re.compile(r"(?<![^\W\d_])(?:chưa|thiếu|hụt|kém|thấp hơn|cao hơn(?!\s+(?:mức\s+)?trần))(?![^\W\d_])", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?<![^\W\d_])(?P<verb>(?<!tỷ lệ )(?<!tốc độ )tăng|giảm)(?:\s+(?!(?:tăng|giảm|lên|đến|dưới)\s)[^\W\d_]+){0,10}?\s+"
    r"(?P<value>\d[\d.,]*)",
    re.IGNORECASE,
)
_SHARE_OF_WHOLE = re.compile(r"(?<![^\W\d_])(?:tỷ trọng|cơ cấu)(?![^\W\d_])", re.IGNORECASE)
_NEAR = 6000  # characters of the source: a page and its notes, as far as a plan is quoted from its result


@dataclass(frozen=True, slots=True)
class Pairing:
    """A result, the target it answers (None where its own words hold the plan), and the verdict with what it rests on."""

    result: Commitment
    target: Commitment | None
    verdict: Verdict
    reason: Reason


def pair(results: Iterable[Commitment], targets: Sequence[Commitment], running: bool = False) -> tuple[Pairing, ...]:
    """Each result with the targets it answers, or with the plan its own words name; results that answer nothing are left out.

    `running`: the results were reported while the term still ran, so that what is not reached yet is on the way.
    """
    found = []
    for result in results:
        answered = _answered(result, targets)[: 1 if _tells_itself(result) else None]
        found += [_judged(result, target, running) for target in answered]
        if not answered and _tells_itself(result):
            found.append(_judged(result, None, running))
    return tuple(found)


def _tells_itself(result: Commitment) -> bool:
    """Whether the report's own words give the plan or the verdict."""
    return result.plan_low is not None or result.plan_share is not None or result.verdict is not None


def pair_reports(reports: Iterable[tuple[Report, Sequence[Commitment]]]) -> tuple[Pairing, ...]:
    """All pairings among reports of the same place and term; the results of a congress report answer for the term before."""
    results: dict[tuple[str, str, bool], list[Commitment]] = {}
    targets: dict[tuple[str, str], list[Commitment]] = {}
    for report, commitments in reports:
        running = report.kind != "bao_cao_chinh_tri"
        for commitment in commitments:
            term = term_of(report, commitment)
            if not report.place or not term:
                continue
            place = fold(report.place)
            if commitment.kind == "result":
                results.setdefault((place, term, running), []).append(commitment)
            else:
                targets.setdefault((place, term), []).append(commitment)
    return tuple(
        pairing
        for (place, term, running), found in results.items()
        for pairing in pair(found, targets.get((place, term), ()), running)
    )


def term_of(report: Report, commitment: Commitment) -> str | None:
    """The term that a commitment belongs to: "2020-2025"."""
    if report.term is None:
        return None
    start, end = (int(year) for year in report.term.split("-"))
    years = [int(year) for year in _YEAR.findall(commitment.period or "")]
    past = commitment.kind == "result" or (years and max(years) <= start)
    if report.kind == "bao_cao_chinh_tri" and past:
        return f"{2 * start - end}-{start}"
    return report.term


def _answered(result: Commitment, targets: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The target of the same indicator and measure in another report, the congress's own words, and before it the one that the
    result's own report quotes, where that is another figure: what was adopted may differ from the draft of it."""
    same = [target for target in targets if _same_indicator(result, target) and measure(result) == measure(target)]
    elsewhere = [target for target in same if target.report != result.report]
    quoted = [target for target in same if target.report == result.report]
    if not elsewhere:
        return tuple(_nearest(result, quoted))
    near = [target for target in quoted if _close(result, target)]
    if not near or any(_values(own) == _values(other) for own in near for other in elsewhere):
        return tuple(_nearest(result, elsewhere))
    return (*_nearest(result, near), *_nearest(result, elsewhere))


def _nearest(result: Commitment, targets: Iterable[Commitment]) -> list[Commitment]:
    """The one worded most alike, if any."""
    return sorted(targets, key=lambda target: abs(len(target.indicator_words) - len(result.indicator_words)))[:1]


def _close(result: Commitment, target: Commitment) -> bool:
    """Whether a target of the same report stands near the result, as a plan quoted beside it or in a note does."""
    return bool(result.spans and target.spans) and abs(result.spans[0][0] - target.spans[0][0]) < _NEAR


def _values(commitment: Commitment) -> tuple[float, float]:
    return commitment.value_low, commitment.value_high


def _same_indicator(result: Commitment, target: Commitment) -> bool:
    if not result.indicator_id and not target.indicator_id:
        return fold(result.indicator_words) == fold(target.indicator_words)
    return result.indicator_id == target.indicator_id and _names_it_itself(result) and _names_it_itself(target)


def _names_it_itself(commitment: Commitment) -> bool:
    """Not a part that only its whole names: "thu ngân sách: thị xã thu" is not the whole revenue."""
    _, part, own = commitment.indicator_words.rpartition(": ")
    known = indicator_of(own) if part else None
    return not part or (known is not None and known.id == commitment.indicator_id)


def measure(commitment: Commitment) -> str:
    """What kind of number it is: a growth rate, a share, or a count of something."""
    unit = commitment.unit or ""
    if unit.startswith(("%", "điểm")):
        before = f"{commitment.indicator_words} {commitment.quote}"
        grows = commitment.comparator in ("increase_by", "decrease_by") or unit.endswith("/năm")
        return "growth" if grows or (_GROWS.search(before) and not _REACHES.search(before)) else "share"
    return unit.removesuffix("/năm").removesuffix("/người")


def direction(commitment: Commitment) -> Literal[-1, 0, 1]:
    """-1 where the value says by how much something falls, 1 by how much it rises, 0 of a level or where the words leave it open.

    The comparator tells it of one figure; of "giảm 0,4 - 0,5%/năm", which is a range, the words before the figure do.
    """
    if commitment.comparator in ("increase_by", "decrease_by"):
        return 1 if commitment.comparator == "increase_by" else -1
    if measure(commitment) != "growth" or _REACHES.search(commitment.quote) or _SHARE_OF_WHOLE.search(commitment.quote):
        return 0
    value = f"{commitment.value_low:g}".replace(".", ",")
    changes = [said for said in _CHANGE.finditer(commitment.quote) if said["value"].rstrip(".,") == value]
    return 0 if not changes else 1 if changes[0]["verb"].lower() == "tăng" else -1


def _judged(result: Commitment, target: Commitment | None, running: bool) -> Pairing:
    if result.verdict == "not met" and running and _YET.search(result.verdict_quote or "") and _is_ahead(result, target):
        return Pairing(result, target, "on the way", "not yet")
    if result.verdict is not None:
        return Pairing(result, target, result.verdict, "said")
    if result.plan_share is not None:
        return Pairing(result, target, "met" if result.plan_share >= 100 else "on the way" if running else "not met", "share")
    if result.plan_low is not None and result.plan_high is not None:
        plan = replace(result, value_low=result.plan_low, value_high=result.plan_high)
        return Pairing(result, target, *_compared(result, plan, "=", ended=not running))
    if target is None:
        return Pairing(result, None, "unclear", "no figure")
    yearly = _yearly(target) != _yearly(result) and not (target.unit or "").startswith("%")
    if yearly or (measure(result) == "growth" and _of_one_year(result) and not _of_one_year(target)):
        return Pairing(result, target, "unclear", "other time")
    ended = not running or _has_ended(result, target)
    return Pairing(result, target, *_compared(result, target, target.comparator, ended))


def _compared(result: Commitment, plan: Commitment, bound: Comparator, ended: bool) -> tuple[Verdict, Reason]:
    """The verdict of the numbers: at least the plan, or at most where less is better; a bare bound is met by more than itself.
    A fall as large as the rise that was planned is none, nor the other way round."""
    if result.indicator_id is None and bound == "=":
        return "unclear", "no direction"
    low, high = _values(plan)
    ways = direction(result), direction(plan)
    less = ways[0] >= 0 and (bound in ("<", "<=") or result.indicator_id in LESS_IS_BETTER)
    on_the_bound = bound in (">", "<") and result.comparator != bound and low in (result.value_low, result.value_high)
    reached = result.value_high <= high if less else result.value_low >= low
    if reached and not on_the_bound and ways[0] * ways[1] >= 0:
        return "met", "numbers"
    return ("not met", "numbers") if ended else ("on the way", "not due")


def _is_ahead(result: Commitment, target: Commitment | None) -> bool:
    """Whether the end of the target was still to come. A target of each year is due each year; without any target, the time
    that the result names is all there is to go by."""
    if target is None:
        return result.period is None
    return target.period != "annual" and not _has_ended(result, target)


def _has_ended(result: Commitment, target: Commitment) -> bool:
    """Whether the time of the target had come when the result was reported; not where either leaves it open."""
    due, told = last_year(target.period), last_year(result.period)
    return due is not None and told is not None and told >= due


def last_year(period: str | None) -> int | None:
    """2025 of "2021-2025"; None where no year is named."""
    years = _YEAR.findall(period or "")
    return int(years[-1]) if years else None


def _of_one_year(commitment: Commitment) -> bool:
    return bool(_YEAR.fullmatch(commitment.period or ""))


def _yearly(commitment: Commitment) -> bool:
    return commitment.period == "annual" or is_yearly(commitment.unit)
