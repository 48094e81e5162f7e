"""The words for values that come from data: kinds of report and passage, ways of matching, modes, faults.

All other words of the site stand in the templates. Vietnamese is the language of the source, so each text is its own key; the
list of all of them is `translations/messages.pot`, from which a catalogue of another language starts.
"""

import re
from datetime import date

from flask import Flask
from flask_babel import LazyString, format_date, format_decimal, get_locale
from flask_babel import lazy_gettext as _

from search.documents import FILTERS
from web import told
from web.pieces import pieces
from web.tables import cells, in_line, matching

_PHRASE = re.compile('["“”]([^"“”]+)["“”]')

REPORT_KIND: dict[str, LazyString] = {
    "bao_cao_chinh_tri": _("Báo cáo chính trị"),
    "so_ket_giua_nhiem_ky": _("Sơ kết giữa nhiệm kỳ"),
    "ket_luan": _("Kết luận"),
    "nghi_quyet": _("Nghị quyết"),
    "other": _("Văn bản khác"),
}

PASSAGE_KIND: dict[str, LazyString] = {
    "body": _("Nội dung"),
    "paragraph": _("Đoạn văn"),
    "list_item": _("Mục liệt kê"),
    "table": _("Bảng"),
    "footnote": _("Chú thích"),
    "front_matter": _("Phần đầu văn bản"),
    "back_matter": _("Phần cuối văn bản"),
    "furniture": _("Tiêu đề trang, số trang"),
}

MODE: dict[str, tuple[LazyString, LazyString]] = {
    "hybrid": (_("Kết hợp"), _("Xét cả từ ngữ lẫn ý nghĩa")),
    "keyword": (_("Từ khóa"), _("Chỉ những đoạn có đúng các từ đã gõ")),
    "semantic": (_("Ngữ nghĩa"), _("Những đoạn gần nghĩa, kể cả khi dùng từ khác hoặc tiếng Anh")),
}

MATCHED: dict[str, tuple[LazyString, LazyString]] = {
    "keyword": (_("từ khóa"), _("Đoạn có các từ đã gõ")),
    "semantic": (_("nghĩa gần"), _("Ý của đoạn gần với câu hỏi")),
    "expansion": (_("từ mở rộng"), _("Đoạn có từ tương đương: viết tắt, đồng nghĩa hoặc tiếng Việt của từ tiếng Anh")),
}

FILTER: dict[str, LazyString] = {
    "place": _("Địa phương"),
    "province": _("Tỉnh, thành phố"),
    "term": _("Nhiệm kỳ"),
    "kind": _("Loại văn bản"),
    "passage_kind": _("Phần của văn bản"),
    "report": _("Văn bản"),
}

# How the list of documents may be put in order; each order is also what it is grouped by.
ORDER: dict[str, LazyString] = {
    "place": _("Địa phương"),
    "date": _("Ngày, mới nhất trước"),
    "term": _("Nhiệm kỳ"),
    "kind": _("Loại văn bản"),
}

CITATION_STYLE: dict[str, LazyString | str] = {"vietnamese": _("Kiểu Việt Nam"), "apa": "APA 7", "chicago": "Chicago"}

FILE_FORMAT: dict[str, LazyString | str] = {
    "plain": _("văn bản thuần"),
    "html": "HTML",
    "markdown": "Markdown",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "docx": _("Word (.docx), nguồn ở chú thích cuối trang"),
}

# By the parameter that a fault names; the sentence says what may stand there.
PARAMETER_FAULT: dict[str, LazyString] = {
    "q": _("Câu tìm kiếm phải có ít nhất một từ và không quá 2000 ký tự."),
    "mode": _("Cách tìm phải là một trong: hybrid, keyword, semantic."),
    "size": _("Số kết quả mỗi trang phải là số nguyên từ 1 đến 100."),
    "page": _("Số trang phải là số nguyên, bắt đầu từ 1."),
    "by": _("Danh sách văn bản xếp theo một trong: place, date, term, kind."),
    "quote": _("Lời trích phải có ít nhất một từ, không quá 4000 ký tự; khi dẫn một phần của đoạn thì đúng lời của đoạn ấy."),
    "kind": _("Loại văn bản này không có trong kho."),
    "passage_kind": _("Phần văn bản này không có trong kho."),
    "text": _("Bản thảo phải có ít nhất một từ và không quá 20.000 ký tự."),
    "expand": _("Chỉ nhận 1 (tìm cả những tên gọi khác) hoặc 0 (chỉ tìm đúng những từ đã gõ)."),
    "sort": _("Chỉ xếp được theo: source, indicator, place, term, period, value, verdict; thêm dấu - phía trước để đảo ngược."),
    "verdict": _("Đánh giá phải là một trong: met, not met, on the way, unclear."),
    "words": _("Các chữ phải có trong dòng không được quá 200 ký tự."),
    "syllables": _("Số tiếng ít nhất của một cụm từ phải là số nguyên từ 6 đến 1000."),
    "reports": _("Số văn bản ít nhất có cụm từ phải là số nguyên từ 2 đến 100000."),
    "id": _("Một địa chỉ nêu được từ 1 đến 100 đoạn; sổ dài hơn thì gửi bằng tệp."),
}

# By endpoint and parameter: where a page means something of its own by the name.
PAGE_FAULT: dict[tuple[str, str], LazyString] = {
    ("commitments.commitments", "kind"): _("Loại phải là target (chỉ tiêu) hoặc result (kết quả)."),
    ("wording.life", "q"): _("Cụm từ phải có ít nhất một từ và không quá 60 tiếng."),
    **{("pages.reports", name): _("Danh sách chỉ lọc theo một giá trị của tham số này.") for name in (*FILTERS, "year")},
}

# The pages that every page leads to, by endpoint, in the order in which they stand in its head.
NAVIGATION: tuple[tuple[str, LazyString], ...] = (
    ("pages.reports", _("Văn bản")),
    ("commitments.commitments", _("Chỉ tiêu")),
    ("wording.draft", _("Câu chữ")),
    ("citing.verify_page", _("Kiểm tra lời trích")),
    ("collection.page", _("Sổ trích dẫn")),
    ("pages.help_page", _("Trợ giúp")),
)

# What a newcomer may try, its language, and what it shows.
EXAMPLES: tuple[tuple[str, str, LazyString], ...] = (
    ("tỷ lệ hộ nghèo", "vi", _("các đoạn có những từ này, hoặc cùng ý")),
    ("ty le ho ngheo", "vi", _("gõ không dấu cũng được")),
    ("poverty rate targets", "en", _("hỏi bằng tiếng Anh, trả lời từ văn bản tiếng Việt")),
    ('"xây dựng nông thôn mới"', "vi", _("đúng cụm từ này")),
    ("thu ngân sách in:footnote", "vi", _("chỉ tìm trong chú thích")),
)


def register(app: Flask) -> None:
    """Give the templates these words, and the ways of writing numbers and days."""
    app.jinja_env.filters.update(
        number=format_decimal,
        day=_day,
        label=_label,
        unquoted=_unquoted,
        in_line=in_line,
        report_kind=lambda kind: REPORT_KIND.get(kind, kind),
        remark=told.remark,
        warning=told.warning,
        passage_kind=lambda kind: PASSAGE_KIND.get(kind, kind),
    )
    app.jinja_env.globals.update(
        get_locale=get_locale,
        mode_texts=MODE,
        matched_texts=MATCHED,
        filter_texts=FILTER,
        style_texts=CITATION_STYLE,
        format_texts=FILE_FORMAT,
        navigation=NAVIGATION,
        examples=EXAMPLES,
        pieces=pieces,
        cells=cells,
        matching=matching,
    )


def _label(label: str) -> str:
    """A section's label as it is printed before its title: II → II., 1.1 → 1.1., a → a), Phần thứ nhất as it is."""
    if " " in label:
        return label
    return f"{label})" if label.isalpha() and label.islower() else f"{label}."


def _unquoted(query: str) -> str:
    """A query without the marks around it, where a page sets its own: "hộ nghèo" → hộ nghèo; "a" OR "b" as it is."""
    return phrase[1] if (phrase := _PHRASE.fullmatch(query.strip())) else query


def _day(written: str) -> str:
    """An ISO date as people write it: 2019-11-05 → 05/11/2019, in English 5 Nov 2019. What is no such date stays as it is."""
    try:
        return str(format_date(date.fromisoformat(written), "dd/MM/yyyy" if str(get_locale()) == "vi" else "d MMM yyyy"))
    except ValueError:
        return written
