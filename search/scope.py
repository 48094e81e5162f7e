"""Which passages a request lets through: its filters, and those typed in the query, as one array over all rows.

Every answer, count and suggestion goes through this one place, so that nothing outside the filters leaks by a side door.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language.normalise import fold
from search.answers import FILTER_NAMES, Filters
from search.query import FieldTerm
from store.catalogue import Columns
from store.errors import UsageFault
from store.records import PASSAGE_KINDS, REPORT_KINDS, Report

BODY, FOOTNOTE = "body", "footnote"
SOME = 5  # known values that a remark names
PASSAGE_KIND_VALUES = (BODY, *PASSAGE_KINDS)  # what a request may ask for: all but footnotes, or one kind

KIND_NAMES = {
    "bao_cao_chinh_tri": "báo cáo chính trị",
    "so_ket_giua_nhiem_ky": "sơ kết giữa nhiệm kỳ",
    "ket_luan": "kết luận",
    "nghi_quyet": "nghị quyết",
    "other": "khác",
}
PASSAGE_KIND_NAMES = {
    BODY: "nội dung",
    FOOTNOTE: "chú thích",
    "paragraph": "đoạn văn",
    "list_item": "mục liệt kê",
    "table": "bảng",
    "front_matter": "phần đầu văn bản",
    "back_matter": "phần cuối văn bản",
    "furniture": "đầu trang, cuối trang",
}
_WHERE = {
    "footnote": FOOTNOTE,
    "footnotes": FOOTNOTE,
    "note": FOOTNOTE,
    "chu thich": FOOTNOTE,
    "cuoc chu": FOOTNOTE,
    "section": BODY,
    "body": BODY,
    "than": BODY,
    "noi dung": BODY,
    "muc": BODY,
}

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scope:
    """`allowed` by row; `without` holds, for each filter in use, what would be allowed were that filter lifted."""

    allowed: Mask
    without: dict[str, Mask]
    remarks: tuple[str, ...] = ()

    def widest(self) -> Mask:
        """What is allowed, and what would be were any one filter lifted."""
        return np.asarray(np.logical_or.reduce([self.allowed, *self.without.values()]))


def value_of(name: str, report: Report) -> str | None:
    """The value of one filter for a report."""
    match name:
        case "report":
            return report.id
        case "kind":
            return report.kind
        case "place":
            return report.place
        case "province":
            return report.province
        case "term":
            return report.term
        case _:
            return None


def about(places: Container[str], columns: Columns) -> Mask:
    """The passages of reports about one of these places or provinces."""
    return _of_reports(lambda report: report.place in places or report.province in places, columns)


def check(filters: Filters) -> None:
    """Raises UsageFault for a filter value that no report can have."""
    for value in filters.kind:
        if value not in REPORT_KINDS:
            raise UsageFault(f"kind={value} is not known: use one of {', '.join(REPORT_KINDS)}.", "kind")
    for value in filters.passage_kind:
        if value not in PASSAGE_KIND_VALUES:
            raise UsageFault(f"passage_kind={value} is not known: use one of {', '.join(PASSAGE_KIND_VALUES)}.", "passage_kind")


def scope(filters: Filters, typed: Sequence[FieldTerm], columns: Columns) -> Scope:
    """What the filters of a request and the fields typed in its query let through together."""
    check(filters)
    masks = {name: mask for name in FILTER_NAMES if (mask := _mask(name, getattr(filters, name), columns)) is not None}
    remarks = _unknown(filters, columns)
    base = columns.live.copy()
    for name in dict.fromkeys((field.name, field.excluded) for field in typed):
        base &= _typed(name[0], name[1], [f.value for f in typed if (f.name, f.excluded) == name], columns, remarks)
    allowed = _combined(base, masks.values())
    without = {name: _combined(base, [m for other, m in masks.items() if other != name]) for name in masks}
    return Scope(allowed, without, tuple(remarks))


def _unknown(filters: Filters, columns: Columns) -> list[str]:
    """For each filter, a remark on its values that no report has; it names some that reports have, those alike first."""
    remarks: list[str] = []
    for name in FILTER_NAMES:
        known = {value for report in columns.reports if (value := value_of(name, report))}
        unknown = [value for value in getattr(filters, name) if value not in known]
        if name == "passage_kind" or not unknown:
            continue
        if not known:
            remarks.append(f"Không có báo cáo nào ứng với {name}:{', '.join(unknown)}.")
            continue
        some = ", ".join(_alike_first(known, unknown)[:SOME])
        remarks.append(f"Không có báo cáo nào ứng với {name}:{', '.join(unknown)}; kho có: {some}.")
    return remarks


def _alike_first(known: Iterable[str], typed: Sequence[str]) -> list[str]:
    """Known values by name, after those that hold what was typed: "vinh lach" → thị xã Vĩnh Lạch, huyện Cửa Rừng, …"""
    keys = [fold(value) for value in typed]
    return sorted(known, key=lambda value: (not any(key in fold(value) for key in keys), fold(value)))


def _combined(base: Mask, masks: Iterable[Mask]) -> Mask:
    result = base.copy()
    for mask in masks:
        result &= mask
    return result


def _mask(name: str, values: tuple[str, ...], columns: Columns) -> Mask | None:
    if not values:
        return None
    if name == "passage_kind":
        return _kinds(values, columns)
    return _of_reports(lambda report: value_of(name, report) in values, columns)


def _typed(name: str, excluded: bool, values: Sequence[str], columns: Columns, remarks: list[str]) -> Mask:
    if name == "in":
        wanted = tuple(kind for value in values if (kind := _WHERE.get(fold(value))))
        for value in values:
            if fold(value) not in _WHERE:
                remarks.append(f"Không hiểu “in:{value}”, đã bỏ qua: dùng in:footnote hoặc in:section.")
        mask = _kinds(wanted, columns) if wanted else np.ones_like(columns.live)
        return ~mask if excluded and wanted else mask
    keys = [fold(value) for value in values if value]
    mask = _of_reports(lambda report: any(_answers(name, key, report) for key in keys), columns)
    if not excluded and not mask.any():
        remarks.append(f"Không có báo cáo nào ứng với {name}:{', '.join(values)}.")
    return ~mask if excluded else mask


def _answers(name: str, key: str, report: Report) -> bool:
    """Whether a typed value means this report: part of a name is enough, and diacritics may be left out."""
    if name == "kind":
        return key.replace(" ", "_") == report.kind or key == fold(KIND_NAMES[report.kind])
    if name == "report":
        return key in (fold(report.id), fold(report.file)) or key in fold(report.title) or key in fold(report.file)
    value = value_of(name, report)
    return value is not None and key.replace("–", "-") in fold(value).replace("–", "-")


def _kinds(values: Sequence[str], columns: Columns) -> Mask:
    footnote = PASSAGE_KINDS.index("footnote")
    mask = np.zeros_like(columns.live)
    for value in values:
        if value == FOOTNOTE:
            mask |= columns.kind == footnote
        elif value == BODY:
            mask |= columns.kind != footnote
        else:
            mask |= columns.kind == PASSAGE_KINDS.index(value)
    return mask & columns.live


def _of_reports(wanted: Callable[[Report], bool], columns: Columns) -> Mask:
    chosen = np.array([wanted(report) for report in columns.reports] + [False])  # the last for rows without a passage, -1
    return np.asarray(chosen[columns.report]) & columns.live
