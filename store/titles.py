"""What a report is called that prints no title: a description by its sort, place and term, which is shown but was never printed.

>>> described("bao_cao_chinh_tri", "huyện Bình Sơn", "2020-2025")
'Báo cáo chính trị huyện Bình Sơn, nhiệm kỳ 2020-2025'

The build gives such a report this title, and citations know it again by its being this.
"""

from store.records import Report, ReportKind

_SORTS: dict[ReportKind, str] = {
    "bao_cao_chinh_tri": "Báo cáo chính trị",
    "so_ket_giua_nhiem_ky": "Báo cáo sơ kết giữa nhiệm kỳ",
    "ket_luan": "Kết luận",
    "nghi_quyet": "Nghị quyết",
}


def described(kind: ReportKind, place: str | None, term: str | None) -> str | None:
    """The description; None for a report of another sort, which nothing can be said of."""
    if kind not in _SORTS:
        return None
    return ", ".join(part for part in (f"{_SORTS[kind]} {place or ''}".strip(), f"nhiệm kỳ {term}" if term else None) if part)


def is_printed(report: Report) -> bool:
    """Whether the title is the report's own words, and neither this description nor the name of its file."""
    return report.title not in (described(report.kind, report.place, report.term), report.file)
