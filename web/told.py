"""Sentences from below the site, in the language of the page: the search's remarks and statements, the readers' warnings.

remark("Thừa dấu ngoặc đóng, đã bỏ qua.")       →  on an English page: "A closing bracket too many was passed over."
warning("2 footnote marks have no body: 3, 7")  →  on a Vietnamese page: "2 dấu chú thích không có lời: 3, 7"

A sentence is recognised by its form and said anew with its own figures; one of no known form stays as it is, and says its
language.
"""

import re
from dataclasses import dataclass

from flask_babel import get_locale, gettext


def _(text: str) -> str:
    """Lists a text for translation, which is looked up when it is said."""
    return text


_REMARKS: tuple[str, ...] = (
    _("Câu tìm quá dài, chỉ đọc %(count)s ký tự đầu."),
    _("Câu tìm quá dài, chỉ tìm %(count)s tiếng đầu."),
    _("Thiếu dấu ngoặc kép đóng, đã hiểu là đóng ở cuối câu."),
    _("Thừa dấu ngoặc đóng, đã bỏ qua."),
    _("Quá nhiều dấu ngoặc lồng nhau, đã bỏ bớt."),
    _("Thiếu dấu ngoặc đóng, đã hiểu là đóng ở cuối câu."),
    _("Toán tử NOT không có gì theo sau, đã bỏ qua."),
    _("Dấu * cần ít nhất hai chữ cái đứng trước, đã bỏ dấu *."),
    _("NEAR chỉ nối từ và cụm từ, đã hiểu là AND."),
    _("Toán tử %(name)s thiếu một vế, đã bỏ qua."),
    _("Bộ lọc “%(field)s” chưa có giá trị, đã bỏ qua."),
    _("Không hiểu “in:%(value)s”, đã bỏ qua: dùng in:footnote hoặc in:section."),
    _("Không có báo cáo nào ứng với %(field)s:%(values)s; kho có: %(known)s."),
    _("Không có báo cáo nào ứng với %(field)s:%(values)s."),
    _("Không có đoạn nào nhắc đến %(numbers)s."),
    _("Không từ nào trong câu tìm có trong kho, nên chỉ xếp theo nghĩa."),
    _("Không từ nào trong câu tìm có trong các đoạn được lọc, nên chỉ xếp theo nghĩa."),
    _("Câu tìm quá rộng nên chỉ xét một phần kho; hãy thêm từ để thu hẹp."),
    _("Không còn kết quả ở trang này."),
)
_STATEMENT: tuple[str, ...] = (
    _("đúng như câu tìm đòi hỏi"),
    _("nguyên cụm, đúng dấu"),
    _("nguyên cụm, không xét dấu"),
    _("đủ các từ trong một đoạn, đúng dấu"),
    _("đủ các từ trong một đoạn, không xét dấu"),
    _("từ, đúng dấu"),
    _("từ, không xét dấu"),
    _("đủ các từ trong một đoạn, thuộc văn bản của %(place)s"),
    _("từ, thuộc văn bản của %(place)s"),
    _("cách gọi khác của “%(source)s”"),
    _("Kết quả: tìm thấy; dạng gặp nhiều nhất có %(count)s đoạn. Các đoạn đứng đầu:"),
    _("Kết quả: không tìm thấy đoạn nào có các dạng trên."),
    _("Kết quả: không tìm thấy đoạn nào có các dạng trên. Các đoạn gần nghĩa nhất, chỉ để tham khảo:"),
    _("Kết quả: chưa đếm hết các dạng trên nên không kết luận được."),
    _("Kết quả: chưa đếm hết các dạng trên nên không kết luận được. Các đoạn gần nghĩa nhất, chỉ để tham khảo:"),
)
_WARNINGS: tuple[tuple[str, str], ...] = (
    (
        r"(?P<count>\d+) footnote marks? ha(?:s|ve) no body: (?P<numbers>.+) and (?P<more>\d+) more",
        _("%(count)s dấu chú thích không có lời: %(numbers)s và %(more)s dấu nữa"),
    ),
    (
        r"(?P<count>\d+) footnote marks? ha(?:s|ve) no body: (?P<numbers>.+)",
        _("%(count)s dấu chú thích không có lời: %(numbers)s"),
    ),
    (
        r"(?P<count>\d+) footnotes? ha(?:s|ve) no mark in the text: (?P<numbers>.+) and (?P<more>\d+) more",
        _("%(count)s chú thích không có dấu trong văn bản: %(numbers)s và %(more)s chú thích nữa"),
    ),
    (
        r"(?P<count>\d+) footnotes? ha(?:s|ve) no mark in the text: (?P<numbers>.+)",
        _("%(count)s chú thích không có dấu trong văn bản: %(numbers)s"),
    ),
    (
        r"(?P<marks>\d+) footnote marks were found for (?P<notes>\d+) footnotes; they are paired in order and by their words, "
        r"so some may be shifted",
        _("Tìm thấy %(marks)s dấu cho %(notes)s chú thích; đã ghép theo thứ tự và theo lời, nên có chỗ có thể bị lệch"),
    ),
    (
        r"Pages? (?P<pages>[\d–, ]+) (?:was|were) read by OCR, with a mean word confidence of (?P<mean>\d+) %"
        r"(?: \(lowest: page (?P<page>\d+), (?P<lowest>\d+) %\))?: check figures before citing them",
        _("Trang %(pages)s được nhận dạng từ ảnh (OCR), độ tin cậy trung bình %(mean)s %%: hãy soát lại số liệu trước khi dẫn"),
    ),
    (
        r"Roman numerals that OCR misread were read by their strokes \(page\): (?P<numerals>.+)",
        _("Số La Mã mà OCR đọc nhầm đã được đọc lại theo nét chữ (trang): %(numerals)s"),
    ),
    (
        r"Pages? (?P<pages>[\d–, ]+) could not be read: scans without text; install Tesseract .+",
        _("Trang %(pages)s là ảnh quét nên không đọc được; hãy cài Tesseract với dữ liệu tiếng Việt rồi lập lại chỉ mục"),
    ),
    (
        r"Pages? (?P<pages>[\d–, ]+) could not be read by OCR: .+",
        _("OCR không đọc được trang %(pages)s; hãy quét lại cho ngay ngắn, ở 300 dpi"),
    ),
    (
        r"Pages? (?P<pages>[\d–, ]+) could not be read: damaged; .+",
        _("Trang %(pages)s bị hỏng nên không đọc được; hãy lấy lại tệp, hoặc in lại thành PDF"),
    ),
    (r"Pages? (?P<pages>[\d–, ]+) hold no words that OCR could read", _("Trang %(pages)s không có chữ nào mà OCR đọc được")),
    (r"the file has lost its part with footnotes", _("tệp đã mất phần chứa chú thích cuối trang")),
    (r"the file has lost its part with endnotes", _("tệp đã mất phần chứa chú thích cuối văn bản")),
    (
        r"(?P<count>\d+) comments? beside the text (?:is|are) not read",
        _("không đọc %(count)s lời nhận xét ghi bên lề văn bản"),
    ),
    (
        r"a file set into this one was not read; save it as one Word file",
        _("có tệp khác lồng trong tệp này mà không đọc được; hãy lưu lại thành một tệp Word"),
    ),
    (
        r"it was written in (?P<encoding>.+) letters, which were converted to Unicode",
        _("văn bản dùng bảng mã %(encoding)s, đã chuyển sang Unicode"),
    ),
    (r"it was read as (?P<encoding>.+)", _("văn bản được đọc theo bảng mã %(encoding)s")),
    (r"it was read through LibreOffice", _("văn bản được đọc qua LibreOffice")),
    (r"it was read through LibreOffice and (?P<rest>.+)", _("văn bản được đọc qua LibreOffice; %(rest)s")),
    (
        r"“(?P<words>.+)” at (?P<offset>\d+) is in no section, passage or footnote mark",
        _("“%(words)s” ở vị trí %(offset)s không thuộc đề mục, đoạn hay dấu chú thích nào"),
    ),
    (
        r"“(?P<words>.+)” at (?P<offset>\d+) is held more than once",
        _("“%(words)s” ở vị trí %(offset)s thuộc nhiều hơn một nơi"),
    ),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and the language that it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def remark(sentence: str) -> Told:
    """A Vietnamese remark of the search, or a sentence of its statement, in the language of the page."""
    for said, form in _REMARK_FORMS:
        if found := form.fullmatch(sentence):
            return _said(said, found)
    return Told(sentence, "vi")


def warning(sentence: str) -> Told:
    """An English warning of a reader, in the language of the page."""
    if _language() == "en":
        return Told(sentence, "en")
    for form, said in _WARNING_FORMS:
        if found := form.fullmatch(sentence):
            return _said(said, found)
    return Told(sentence, "en")


def _said(said: str, found: re.Match[str]) -> Told:
    values = {name: warning(value).text if name == "rest" else value for name, value in found.groupdict().items()}
    return Told(gettext(said, **values), _language())


def _language() -> str:
    return str(get_locale() or "vi")


def _form(said: str) -> re.Pattern[str]:
    """What a remark looks like once its figures are in it: "chỉ đọc %(count)s ký tự" → "chỉ đọc (?P<count>.+) ký tự"."""
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(said)).replace("%%", "%"), re.DOTALL)


_REMARK_FORMS = tuple((said, _form(said)) for said in (*_REMARKS, *_STATEMENT))
_WARNING_FORMS = tuple((re.compile(form, re.DOTALL), said) for form, said in _WARNINGS)
