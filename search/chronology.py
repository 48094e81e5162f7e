"""When a report was written, as far as it tells: by its date, else by its term, so that wordings can be put in order of time."""

from store.records import Report

_MIDDLE = 2  # years into a term


def written(report: Report) -> str:
    """An ISO date, or the year, or "" where the report tells neither; comparing the strings compares the times.

    A congress report opens the term that it names and counts as of its first year; all else is written during the term and counts
    as of its middle.

    >>> written(Report("r", "r.txt", "", "Báo cáo", kind="so_ket_giua_nhiem_ky", term="2020-2025"))
    '2022'
    """
    if report.date:
        return report.date
    if not report.term or not report.term[:4].isdecimal():
        return ""
    first = int(report.term[:4])
    return str(first if report.kind == "bao_cao_chinh_tri" else first + _MIDDLE)


def year(report: Report) -> str | None:
    """The year in which the report was written, None where it does not tell."""
    return written(report)[:4] or None
