"""The words of the pages on commitments: kinds, verdicts and why, values beside their units, the heads of columns.

indicator_name("poverty", "tỷ lệ hộ nghèo") → on an English page "poverty rate", and that it is English
value(row of "dưới 1,5%") → "< 1,5%";  value(row of "1,2 - 1,5 tỷ đồng") → "1,2 – 1,5 tỷ đồng"
value(row of "giảm bình quân 0,4 - 0,5%/năm") → "−0,4 … −0,5%/năm"
"""

from flask_babel import LazyString, format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _
from jinja2 import Environment

from search.pairing import Pairing, direction
from search.register import english_name
from search.register_rows import Row
from store.records import Commitment, Comparator
from web.told import Told

KIND: dict[str, LazyString] = {"target": _("chỉ tiêu"), "result": _("kết quả")}

# A sign beside each, so that none is told by colour alone.
VERDICT: dict[str, tuple[str, LazyString]] = {
    "met": ("✓", _("đạt")),
    "not met": ("✗", _("không đạt")),
    "on the way": ("…", _("đang thực hiện")),
    "unclear": ("?", _("chưa rõ")),
}

BECAUSE: dict[str, LazyString] = {
    "said": _("Văn bản báo cáo nói như vậy."),
    "not yet": _("Văn bản báo cáo nói là chưa đạt, nhưng chưa hết thời hạn."),
    "numbers": _("So kết quả với chỉ tiêu bằng số."),
    "not due": _("So bằng số thì chưa đạt, nhưng chưa hết thời hạn."),
    "other time": _("Một bên là số của một năm, bên kia là của nhiều năm."),
    "no direction": _("Không rõ cao hơn là tốt hay thấp hơn là tốt."),
    "no figure": _("Có nói đến kế hoạch nhưng không có con số."),
}

# By the name that the list of indicators gives a field.
FIELD: dict[str, LazyString] = {
    "an ninh": _("an ninh"),
    "chung": _("chung"),
    "chính quyền": _("chính quyền"),
    "công nghiệp": _("công nghiệp"),
    "doanh nghiệp": _("doanh nghiệp"),
    "dân số": _("dân số"),
    "dịch vụ": _("dịch vụ"),
    "giáo dục": _("giáo dục"),
    "hạ tầng": _("hạ tầng"),
    "kinh tế": _("kinh tế"),
    "lao động": _("lao động"),
    "môi trường": _("môi trường"),
    "ngân sách": _("ngân sách"),
    "nông nghiệp": _("nông nghiệp"),
    "nông thôn": _("nông thôn"),
    "quốc phòng": _("quốc phòng"),
    "văn hóa": _("văn hóa"),
    "xây dựng Đảng": _("xây dựng Đảng"),
    "xã hội": _("xã hội"),
    "y tế": _("y tế"),
    "đoàn thể": _("đoàn thể"),
    "đô thị": _("đô thị"),
    "đầu tư": _("đầu tư"),
}

SORT: dict[str, LazyString] = {
    "source": _("thứ tự trong văn bản"),
    "indicator": _("chỉ số"),
    "place": _("địa phương"),
    "-term": _("nhiệm kỳ, mới nhất trước"),
    "period": _("thời hạn, sớm nhất trước"),
    "-period": _("thời hạn, muộn nhất trước"),
    "value": _("giá trị, nhỏ nhất trước"),
    "-value": _("giá trị, lớn nhất trước"),
    "verdict": _("đánh giá"),
}

FILTER: dict[str, LazyString] = {
    "indicator": _("Chỉ số"),
    "place": _("Địa phương"),
    "term": _("Nhiệm kỳ"),
    "field": _("Lĩnh vực"),
    "kind": _("Loại"),
    "period": _("Thời hạn"),
    "verdict": _("Đánh giá"),
    "report": _("Văn bản"),
}

HEADS: tuple[LazyString, ...] = (
    _("Chỉ số"),
    _("Lĩnh vực"),
    _("Giá trị như in"),
    _("So sánh"),
    _("Giá trị thấp"),
    _("Giá trị cao"),
    _("Đơn vị"),
    _("Thời hạn"),
    _("Loại"),
    _("Địa phương"),
    _("Nhiệm kỳ"),
    _("Đánh giá"),
    _("Căn cứ đánh giá"),
    _("Nguyên văn"),
    _("Nguyên văn đối chiếu"),
    _("Văn bản"),
    _("Địa chỉ đoạn"),
    _("Mã"),
)

# In files: "=" alone in a cell would have to be guarded as the beginning of a formula.
COMPARED: dict[str, LazyString | str] = {
    "=": _("bằng"),
    ">": ">",
    ">=": "≥",
    "<": "<",
    "<=": "≤",
    "approx": _("khoảng"),
    "range": _("từ … đến …"),
    "increase_by": _("tăng"),
    "decrease_by": _("giảm"),
}

_SIGN = {">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "approx": "≈ "}
_WAY = {-1: "−", 0: "", 1: "+"}  # of a fall, a level, a rise


def indicator_name(key: str, words: str) -> Told:
    """An indicator's name in the language of the page; the words of reports, which only Vietnamese has, stay as they are."""
    english = english_name(key) if str(get_locale()) == "en" else None
    return Told(words, "vi") if english is None else Told(english, "en")


def field_name(field: str) -> Told:
    """A field's name in the language of the page."""
    return Told(str(FIELD[field]), str(get_locale() or "vi")) if field in FIELD else Told(field, "vi")


def value(commitment: Commitment) -> str:
    """The value as it was read, in the figures of the page's language."""
    way = direction(commitment)
    low, high = (f"{_WAY[way]}{format_decimal(each)}" for each in (commitment.value_low, commitment.value_high))
    figures = low if commitment.value_low == commitment.value_high else f"{low} … {high}" if way else f"{low} – {high}"
    unit = commitment.unit or ""
    space = "" if not unit or unit.startswith("%") else " "
    return f"{_SIGN.get(commitment.comparator, '')}{figures}{space}{unit}"


def comparator(commitment: Commitment) -> Comparator:
    """How its row is named in files: a range by which something falls or rises as one figure that does."""
    way = direction(commitment) if commitment.comparator == "range" else 0
    return commitment.comparator if not way else "increase_by" if way > 0 else "decrease_by"


def period(written: str | None) -> str:
    """A period as people write it: 2021–2025, each year."""
    if written is None:
        return ""
    return str(gettext("hằng năm")) if written == "annual" else written.replace("-", "–")


def bar(row: Row) -> str:
    """What stands over the bar of a row in a chart: "thị xã Vĩnh Lạch · 2025 · chỉ tiêu · 1,2 – 1,5%"."""
    when = period(row.commitment.period) or (row.term or "").replace("-", "–")
    return " · ".join(filter(None, (row.report.place, when, str(KIND[row.commitment.kind]), value(row.commitment))))


def because(pairing: Pairing) -> str:
    """What a verdict rests on, in one sentence."""
    if pairing.reason == "share":
        share = format_decimal(pairing.result.plan_share)
        return str(gettext("Văn bản báo cáo ghi đạt %(share)s%% kế hoạch.", share=share))
    return str(BECAUSE[pairing.reason])


def other_side(commitment: Commitment, pairing: Pairing) -> tuple[str | None, str | None]:
    """(quote, passage) of what a row was set against; (None, None) where its own quote holds it all."""
    if pairing.target is not None:
        other = pairing.target if commitment.id == pairing.result.id else pairing.result
        return other.quote, other.passage
    quote = pairing.result.plan_quote or pairing.result.verdict_quote
    return quote, pairing.result.passage if quote else None


def register(environment: Environment) -> None:
    environment.globals.update(
        indicator_name=indicator_name,
        field_name=field_name,
        commitment_value=value,
        commitment_period=period,
        commitment_kinds=KIND,
        verdict_texts=VERDICT,
        because=because,
        other_side=other_side,
    )
