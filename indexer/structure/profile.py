"""What a report says of itself: title, place, province, kind, issuer, congress, term, date, draft state.

    ĐẢNG BỘ HUYỆN BÌNH SƠN         Bình Sơn, ngày 5 tháng 11 năm 2019      → place "huyện Bình Sơn", date 2019-11-05
    BÁO CÁO CHÍNH TRỊ                                                      → kind bao_cao_chinh_tri
    trình Đại hội đại biểu Đảng bộ huyện lần thứ XII, nhiệm kỳ 2020 - 2025 → ordinal XII, term 2020-2025

The letterhead and title come first; where a file has lost them, the headings and the most frequent names in the text speak.
"""

import datetime
import re
from collections import Counter
from collections.abc import Sequence

from indexer.readers.labels import ends_sentence, is_uppercase, label_of
from indexer.readers.numerals import roman, roman_value
from indexer.structure.places import place_and_province
from store.records import Report, ReportKind
from store.titles import described

_DASH = r"\s*[-–—]\s*"
_TERM = re.compile(rf"(?i:nhiệm\s+kỳ)\s+((?:19|20)\d\d){_DASH}((?:19|20)\d\d)")
_ORDINAL = re.compile(r"(?i:lần\s+thứ)\s+([IVXLC]+|\d{1,2})(?![^\W\d_])")
_CONGRESS = re.compile(r"(?i:đại\s+hội)[^.;]{0,80}?(?i:lần\s+thứ)\s+([IVXLC]+|\d{1,2})(?![^\W\d_])")
_DATE = re.compile(r"(?i:ngày)\s*(\d{1,2})\s*(?i:tháng)\s*(\d{1,2})\s*(?i:năm)\s*((?:19|20)\d\d)")
_DRAFT = re.compile(r"(?i:\(?\s*dự\s+thảo)")
_TYPES = re.compile(
    r"(?i)(?:BÁO CÁO CHÍNH TRỊ|BÁO CÁO KIỂM ĐIỂM|BÁO CÁO|KẾT LUẬN|NGHỊ QUYẾT|CHƯƠNG TRÌNH HÀNH ĐỘNG|CHỈ THỊ|KẾ HOẠCH"
    r"|THÔNG BÁO|ĐỀ ÁN)"
)
_MIDTERM = re.compile(r"(?i)sơ kết[^.]{0,40}nhiệm kỳ|giữa nhiệm kỳ|nửa (?:đầu )?nhiệm kỳ")
_ISSUER = re.compile(
    r"(?i)(?:BÁO CÁO(?: CHÍNH TRỊ| KIỂM ĐIỂM)?|KẾT LUẬN|NGHỊ QUYẾT)\s+của\s+(?P<issuer>.+?)"
    r"(?=\s+(?:trình|tại|về|sơ kết|kiểm điểm|nhiệm kỳ)\b|\s+lần thứ|[,;:.(]|$)"
)
_TERM_YEARS = 5


def profile(front: Sequence[str], body: Sequence[str], back: Sequence[str], notes: Sequence[str], file: str) -> Report:
    """The report row as far as its words tell; `front`, `body`, `back` and `notes` are reading texts of blocks."""
    title_lines = _title_lines(front)
    title = " ".join(title_lines)
    kind = _kind(front, title, body)
    term = _term(title, front, body, kind)
    place, province = place_and_province(front, title, body, back, notes)
    return Report(
        "",
        file,
        "",
        title=_title(title, kind, body, place, term, file),
        place=place,
        province=province,
        kind=kind,
        issuer=_issuer(title, place),
        ordinal=_ordinal(title, front, body, kind),
        term=term,
        date=_date(front),
        is_draft=any(_DRAFT.match(part) for line in front for part in re.split(r"\s{2,}|(?=\()", line)),
    )


def _title_lines(front: Sequence[str]) -> list[str]:
    """The line that names the sort of document, and those below it."""
    sorts = [_TYPES.match(line.strip()) for line in front]
    in_capitals = any(sort and sort.group().isupper() for sort in sorts)
    for index, sort in enumerate(sorts):
        if sort and (sort.group().isupper() or _is_title(sort.string, in_capitals)):
            return [part for part in front[index:] if not re.match(r"(?i)\(?\s*(?:dự thảo|kèm theo|số\s)", part)]
    return []


def _is_title(line: str, in_capitals: bool) -> bool:
    """Whether a line in small letters that names a sort of document is its title: short, or with whose it is and no stop.

    A longer one is not where another line has its sort in capitals: it tells of that document.
    """
    return len(line.split()) <= 6 or (not in_capitals and bool(_ISSUER.match(line)) and not ends_sentence(line))


def _title(title: str, kind: ReportKind, body: Sequence[str], place: str | None, term: str | None, file: str) -> str:
    """The printed title; where the file has none, its sort, place and term; at last the first heading."""
    if title:
        return title
    if description := described(kind, place, term):
        return description
    first = next((text for text in body if label_of(text) is None), file)
    return first if len(first) <= 160 else f"{first[:157].rsplit(None, 1)[0]}…"


def _kind(front: Sequence[str], title: str, body: Sequence[str]) -> ReportKind:
    printed = [(m.group(), line) for line in front if (m := _TYPES.match(line.strip()))]
    sort = next((name.upper() for name, line in printed if name.isupper() or len(line.split()) <= 12), None)
    if sort == "BÁO CÁO CHÍNH TRỊ":
        return "bao_cao_chinh_tri"
    if sort == "KẾT LUẬN":
        return "ket_luan"
    if sort == "NGHỊ QUYẾT":
        return "nghi_quyet"
    if sort is not None and sort.startswith("BÁO CÁO"):
        if _MIDTERM.search(title):
            return "so_ket_giua_nhiem_ky"
        return "bao_cao_chinh_tri" if re.search(r"(?i)trình đại hội|báo cáo chính trị", title) else "other"
    return _kind_of_body(body)


def _kind_of_body(body: Sequence[str]) -> ReportKind:
    """Without a title: a review of one congress term and a plan for the next is what a congress is given."""
    headings = " ".join(text for text in body if len(text) < 250 and (label_of(text) is not None or is_uppercase(text)))
    opening = " ".join(body[:12])
    if _MIDTERM.search(opening):
        return "so_ket_giua_nhiem_ky"
    reviews = re.search(r"(?i)thực hiện nghị quyết đại hội", headings)
    plans = re.search(r"(?i)phương hướng|mục tiêu.{0,40}nhiệm vụ", headings)
    return "bao_cao_chinh_tri" if reviews and plans else "other"


def _term(title: str, front: Sequence[str], body: Sequence[str], kind: ReportKind) -> str | None:
    """The term that the report is written for: named in its title, else the last one in its headings, else the one most named."""
    for text in (title, " ".join(front)):
        if found := _TERM.findall(text):
            return "-".join(found[-1])
    headings = [text for text in body if len(text) < 250 and (label_of(text) is not None or is_uppercase(text))]
    if kind == "bao_cao_chinh_tri" and (found := _TERM.findall(" ".join(headings))):
        return "-".join(max(found))
    counts = Counter(
        "-".join(years) for text in body for years in _TERM.findall(text) if int(years[1]) - int(years[0]) == _TERM_YEARS
    )
    years = Counter(int(year) for text in [title, *front, *body] for year in re.findall(r"năm ((?:19|20)\d\d)", text))
    if not counts:
        return None
    if title and (in_title := [int(y) for y in re.findall(r"năm ((?:19|20)\d\d)", title)]):
        now = max(in_title)
    else:
        now = years.most_common(1)[0][0] if years else 0
    running = [term for term in counts if int(term[:4]) <= now < int(term[5:])]
    return max(running or list(counts), key=lambda term: counts[term])


def _ordinal(title: str, front: Sequence[str], body: Sequence[str], kind: ReportKind) -> str | None:
    """The number of the congress; a report to a congress without a title reviews the one before."""
    for text in (title, " ".join(front)):
        if found := _CONGRESS.findall(text) or _ORDINAL.findall(text):
            return str(found[-1])
    counts = Counter(number for text in body for number in _CONGRESS.findall(text))
    if not counts:
        return None
    most = counts.most_common(1)[0][0]
    return _next(most) if kind == "bao_cao_chinh_tri" else most


def _next(number: str) -> str:
    """The congress after this one, written likewise: "XII" → "XIII", "12" → "13"."""
    if number.isdigit():
        return str(int(number) + 1)
    value = roman_value(number)
    return roman(value + 1) if value else number


def _date(front: Sequence[str]) -> str | None:
    for line in front:
        if match := _DATE.search(line):
            day, month, year = (int(group) for group in match.groups())
            try:
                return datetime.date(year, month, day).isoformat()
            except ValueError:
                continue  # 31 February: a slip of the pen says no date
    return None


def _issuer(title: str, place: str | None) -> str | None:
    """Who the title says the report is of: "… của Ban Chấp hành Đảng bộ huyện Bình Sơn khóa X trình …"."""
    match = _ISSUER.match(title)
    if match is None:
        return None
    issuer = match["issuer"].strip()
    return _sentence_case(issuer, place) if is_uppercase(issuer) else issuer


def _sentence_case(text: str, place: str | None) -> str:
    """Capitals set as a sentence sets them, with the names that are known."""
    lower = text.lower()
    name = place.split(" ", 2 if place.startswith(("thị xã", "thành phố", "thị trấn")) else 1)[-1] if place else ""
    for proper in (name, "Ban Chấp hành", "Ban Thường vụ", "Đảng bộ", "Hội nghị", "Thị ủy", "Huyện ủy", "Thành ủy", "Tỉnh ủy"):
        lower = lower.replace(proper.lower(), proper) if proper else lower
    return re.sub(r"\b(khóa )([ivxlc]+)\b", lambda m: m[1] + m[2].upper(), lower)
