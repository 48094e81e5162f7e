"""Word files as Word itself writes them: what it puts around, between and beside the words of a report."""

import pytest

from indexer.readers.formats import FileReading
from indexer.structure.invariants import breaches
from tests.indexer.formats.test_docx import RAISED, anchors, document, read, texts
from tests.indexer.formats.word import docx, field, footnote, h, own_mark, p, r, style, table, text_box

TITLE_PAGE = '<w:sectPr><w:headerReference w:type="{kind}" r:id="rheader1"/>{more}</w:sectPr>'
LETTERHEAD = p("ĐẢNG BỘ HUYỆN SÔNG MƠ") + p("ĐẢNG CỘNG SẢN VIỆT NAM")
BODY = (p("BÁO CÁO CHÍNH TRỊ"), h(1, "I. Kết quả"), p("Chè của huyện tăng 12%, được giá cả năm."))


def furniture(reading: FileReading) -> list[str]:
    return texts(reading, "furniture")


def test_a_second_reference_to_a_note_is_a_further_anchor_of_it() -> None:
    marked = '<w:bookmarkStart w:id="0" w:name="_Ref77"/>' + footnote(1) + '<w:bookmarkEnd w:id="0"/>'
    reading = read(
        p("Sản lượng chè tăng", marked, ", cá giảm", footnote(2), "."),
        p("Thu ngân sách vượt kế hoạch", field(r"NOTEREF _Ref77 \f \h", r("1", RAISED)), ", chi đúng mục."),
        p("Giá chè giữ vững", r'<w:fldSimple w:instr=" NOTEREF _Ref77 \f ">' + r("1") + "</w:fldSimple>", "."),
        p("Xem chú thích ", field(r"NOTEREF _Ref77 \h", r("1")), "."),
        footnotes={1: p(own_mark(), " Báo cáo số 12-BC/HU."), 2: p(own_mark(), " Do lũ.")},
    )
    assert anchors(reading) == [
        ("1", "Sản lượng chè tăng", "Báo cáo số 12-BC/HU."),
        ("2", "Sản lượng chè tăng, cá giảm", "Do lũ."),
        ("1", "Thu ngân sách vượt kế hoạch", "Báo cáo số 12-BC/HU."),
        ("1", "Giá chè giữ vững", "Báo cáo số 12-BC/HU."),
    ]
    made = document(reading)
    assert [note.number for note in made.footnotes] == [1, 2, 1, 1]
    assert len({note.id for note in made.footnotes}) == 4
    assert (breaches(made), made.warnings) == ([], ())
    assert "Xem chú thích 1." in texts(reading)


def test_a_further_mark_without_a_first_one_is_the_note_itself() -> None:
    deleted = f'<w:del w:id="1"><w:bookmarkStart w:id="0" w:name="_Ref7"/>{footnote(1)}<w:bookmarkEnd w:id="0"/></w:del>'
    reading = read(
        p("Chè tăng", deleted, "."),
        p("Cá giảm", footnote(2), "."),
        footnotes={1: p(own_mark(), " Lời đã bỏ."), 2: p(own_mark(), " Do lũ.")},
    )
    assert anchors(reading) == [("1", "Cá giảm", "Do lũ.")]  # a note whose mark was deleted goes with it
    assert "Lời đã bỏ" not in reading.source


@pytest.mark.parametrize(("kind", "more"), [("first", "<w:titlePg/>")])
def test_a_letterhead_in_the_head_of_the_first_page_is_read(kind: str, more: str) -> None:
    page = field("PAGE", r("1"))
    reading = read(*BODY, TITLE_PAGE.format(kind=kind, more=more), more={"header1": LETTERHEAD + p(page)})
    assert texts(reading)[:3] == ["ĐẢNG BỘ HUYỆN SÔNG MƠ", "ĐẢNG CỘNG SẢN VIỆT NAM", "BÁO CÁO CHÍNH TRỊ"]
    assert furniture(reading) == []
    assert document(reading).report.place == "huyện Sông Mơ"


def test_what_every_page_prints_is_kept_as_furniture_once() -> None:
    head, foot = p("Báo cáo trình Đại hội"), p("Trang ", field("PAGE", r("3")))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/><w:footerReference w:type="default" r:id="rfooter1"/>'
    )
    parts = {"header1": head, "footer1": foot + p(field("PAGE", r("3")))}
    reading = read(*BODY, p("Hết.", look=f"{section}</w:sectPr>"), p("Phụ lục một."), f"{section}</w:sectPr>", more=parts)
    assert furniture(reading) == ["Báo cáo trình Đại hội", "Trang 3"]
    assert breaches(document(reading)) == []


def test_a_head_for_first_pages_is_not_printed_unless_the_section_says_so() -> None:
    reading = read(*BODY, TITLE_PAGE.format(kind="first", more=""), more={"header1": LETTERHEAD})
    assert "SÔNG MƠ" not in reading.source


def test_the_head_of_a_file_of_one_page_is_its_letterhead() -> None:
    about = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>1</Pages></Properties>'
    section = TITLE_PAGE.format(kind="default", more="")
    reading = read(*BODY, section, more={"header1": LETTERHEAD}, extra={"docProps/app.xml": about})
    assert texts(reading, "text")[0] == "ĐẢNG BỘ HUYỆN SÔNG MƠ"


def test_comments_are_counted_and_not_read() -> None:
    mark = '<w:commentRangeEnd w:id="0"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="0"/></w:r>'
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="a">{p("<w:r><w:annotationRef/></w:r>", "Xem lại số này")}</w:comment>' for n in (0, 1)
    )
    reading = read(p('<w:commentRangeStart w:id="0"/>', "Chè tăng 12%", mark, "."), more={"comments": comments})
    assert reading.source == "Chè tăng 12%.\n"
    assert reading.reading.warnings == ("2 comments beside the text are not read",)


def test_a_letterhead_set_in_two_columns_by_tabs_is_read_column_by_column() -> None:
    tab = "<w:r><w:tab/></w:r>"
    reading = read(
        p("ỦY BAN NHÂN DÂN", tab, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        p("HUYỆN SÔNG MƠ", tab, "Độc lập - Tự do - Hạnh phúc"),
        p("Số: 12/BC-UBND", tab, tab),
        p(tab, "Sông Mơ, ngày 5 tháng 3 năm 2020"),
        p("BÁO CÁO"),
        p("kết quả năm 2019"),
        p("1. Chè tăng", tab, "12%"),
    )
    assert texts(reading) == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN SÔNG MƠ",
        "Số: 12/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Mơ, ngày 5 tháng 3 năm 2020",
        "BÁO CÁO",
        "kết quả năm 2019",
        "1. Chè tăng 12%",
    ]


def test_recipients_and_signature_set_by_tabs_are_read_column_by_column() -> None:
    tab = "<w:r><w:tab/></w:r>"
    words = [p(f"Xã thứ {number} trồng thêm chè trên đất dốc, được mùa.") for number in range(20)]
    reading = read(
        *words,
        p("Nơi nhận:", tab, tab, "T/M BAN CHẤP HÀNH"),
        p("- Tỉnh ủy;", tab, tab, "BÍ THƯ"),
        p("- Lưu Văn phòng.", tab, tab, "Lò Văn Pành"),
    )
    assert texts(reading)[20:] == ["Nơi nhận:", "- Tỉnh ủy;", "- Lưu Văn phòng.", "T/M BAN CHẤP HÀNH", "BÍ THƯ", "Lò Văn Pành"]


def test_figures_beside_their_words_are_read_line_by_line() -> None:
    tab = "<w:r><w:tab/></w:r>"
    reading = read(p("CHỈ TIÊU CHÍNH", tab, "KẾ HOẠCH NĂM"), p("Hộ nghèo", tab, "2%"), p("Thu nhập", tab, "50 triệu đồng"))
    assert texts(reading) == ["CHỈ TIÊU CHÍNH KẾ HOẠCH NĂM", "Hộ nghèo 2%", "Thu nhập 50 triệu đồng"]


def test_text_boxes_old_and_new_are_read_once() -> None:
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('Hộp kiểu cũ.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    art = '<w:r><w:pict><v:shape><v:textpath string="BÁO CÁO CHÍNH TRỊ"/></v:shape></w:pict></w:r>'
    inner = text_box(p("Hộp trong hộp."))
    reading = read(p(text_box(p("Hộp kiểu mới.", inner)), "Đoạn có hộp."), p(old, "Đoạn sau."), p(art))
    assert texts(reading) == ["Đoạn có hộp.", "Hộp kiểu mới.", "Hộp trong hộp.", "Đoạn sau.", "Hộp kiểu cũ.", "BÁO CÁO CHÍNH TRỊ"]


def test_content_controls_tags_and_spelling_marks_are_seen_through() -> None:
    def control(inside: str, about: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{control('<w:tc>' + p('Chè') + '</w:tc>')}<w:tc>{p('120 ha')}</w:tc></w:tr>"
    head = f"<w:tr><w:tc>{p('Cây')}</w:tc><w:tc>{p('Diện tích')}</w:tc></w:tr>"
    ruled = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    reading = read(
        control(p("Đoạn trong ô điều khiển.")),
        p("Ngày ", control(r("5 tháng 3")), " họp ", control(r("Bấm để nhập chữ."), "<w:showingPlcHdr/>"), "xong."),
        control(p("Bấm vào đây để nhập."), "<w:showingPlcHdr/>"),
        p('<w:smartTag w:element="place">' + r("Sông ") + r("Mơ") + "</w:smartTag>"),
        p('<w:proofErr w:type="spellStart"/>', r("Ba"), '<w:proofErr w:type="spellEnd"/>', r("n Thường"), r(" vụ"), "."),
        f"<w:tbl>{ruled}{head}{control(row)}</w:tbl>",
    )
    assert texts(reading) == [
        "Đoạn trong ô điều khiển.",
        "Ngày 5 tháng 3 họp xong.",
        "Sông Mơ",
        "Ban Thường vụ.",
        "Cây: Chè | Diện tích: 120 ha",
    ]


def test_of_fields_the_results_are_read_and_never_lost() -> None:
    link = field('HYPERLINK "https://song-mo.example"', r("trang của huyện"))
    asked = "<w:r><w:instrText> = 1 </w:instrText></w:r>"
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    nested = begin + field("PAGE", r("1")) + asked + separate + r("4") + end
    endless = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
    reading = read(
        p("Xem ", link, ", trang ", field(r"PAGEREF _Toc1 \h", r("12")), ", bảng ", nested, "."),
        p("Theo ", '<w:fldSimple w:instr=" REF so "><w:r><w:t>Báo cáo 12</w:t></w:r></w:fldSimple>', "."),
        p("Lệnh bị cắt: ", endless, "chữ còn lại."),
        p("Đoạn sau vẫn đọc được."),
    )
    assert texts(reading) == [
        "Xem trang của huyện, trang 12, bảng 4.",
        "Theo Báo cáo 12.",
        "Lệnh bị cắt: chữ còn lại.",
        "Đoạn sau vẫn đọc được.",
    ]


def test_a_table_of_contents_is_known_by_its_field_too() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    reading = read(
        p(begin, r("I. Kết quả"), "<w:r><w:tab/></w:r>", field(r"PAGEREF _Toc1 \h", r("3"))),
        p(r("II. Nhiệm vụ"), "<w:r><w:tab/></w:r>", field(r"PAGEREF _Toc2 \h", r("9"))),
        p('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        *BODY,
    )
    assert furniture(reading) == ["I. Kết quả 3", "II. Nhiệm vụ 9"]
    assert [section.title for section in document(reading).sections] == ["Kết quả"]


def test_signs_that_are_elements() -> None:
    def sign(name: str, attributes: str = "") -> str:
        return f"<w:r><w:{name} {attributes}/></w:r>"

    symbol = 'w:font="Symbol" w:char="{}"'
    ticks = r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    reading = read(
        p("kinh", sign("softHyphen"), " tế"),
        p("04", sign("noBreakHyphen"), "NQ/TU"),
        p("đạt ", sign("sym", symbol.format("F0B3")), " 95%, ", ticks, " 90%, dưới ", sign("sym", symbol.format("F0A3")), " 5%"),
        p(sign("sym", 'w:font="Wingdings" w:char="F0FE"'), " đã làm, ", sign("sym", 'w:font="Wingdings" w:char="F076"'), " việc"),
        p("dòng một", sign("cr"), "dòng hai", sign("tab"), "cột"),
    )
    assert texts(reading) == ["kinh tế", "04-NQ/TU", "đạt ≥ 95%, ≥ 90%, dưới ≤ 5%", "☑ đã làm, • việc", "dòng một dòng hai cột"]


def test_moved_deleted_and_hidden_text_is_not_read() -> None:
    hidden = '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="3"/></w:tcPr>{p("ô bỏ")}</w:tc>'
    reading = read(
        p("Chuyển đi: ", f'<w:moveFrom w:id="1">{r("câu này")}</w:moveFrom>', "hết."),
        p("Chuyển đến: ", f'<w:moveTo w:id="2">{r("câu này")}</w:moveTo>', "."),
        p("Giấu ", r("bằng kiểu", '<w:rStyle w:val="An"/>'), r("bằng tay", "<w:vanish/>"), "thôi."),
        f'<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr><w:tr><w:tc>{p("Cây")}</w:tc><w:tc>{p("Số")}</w:tc></w:tr>'
        f"<w:tr><w:tc>{p('Chè')}</w:tc><w:tc>{p('5')}</w:tc>{cell}</w:tr></w:tbl>",
        styles=hidden,
    )
    assert texts(reading) == ["Chuyển đi: hết.", "Chuyển đến: câu này.", "Giấu thôi.", "Cây: Chè | Số: 5"]


def test_files_set_into_the_file_are_read_with_their_notes() -> None:
    inner = docx(p("Đoạn của tệp Word bên trong", footnote(1), "."), footnotes={1: p(own_mark(), " Lời chú bên trong.")})
    page = "<html><body><p>Đoạn của trang mạng bên trong.</p></body></html>"
    reading = read(
        p("Đoạn đầu", footnote(1), "."),
        '<w:altChunk r:id="c1"/>',
        '<w:altChunk r:id="c2"/>',
        '<w:altChunk r:id="c3"/>',
        p("Đoạn cuối."),
        footnotes={1: p(own_mark(), " Lời chú bên ngoài.")},
        chunks={"c1": "afchunk1.docx", "c2": "afchunk2.htm", "c3": "afchunk3.rtf"},
        extra={"word/afchunk1.docx": inner, "word/afchunk2.htm": page, "word/afchunk3.rtf": "{\\rtf1 x}"},
    )
    assert texts(reading) == ["Đoạn đầu.", "Đoạn của tệp Word bên trong.", "Đoạn của trang mạng bên trong.", "Đoạn cuối."]
    assert [(before, body) for _, before, body in anchors(reading)] == [
        ("Đoạn đầu", "Lời chú bên ngoài."),
        ("Đoạn của tệp Word bên trong", "Lời chú bên trong."),
    ]
    assert reading.reading.warnings == ("a file set into this one was not read; save it as one Word file",)


def test_a_table_inside_a_cell_and_cells_that_span() -> None:
    inner = table(("Xã", "Hộ"), ("Khe Vẹt", "40"))
    wide, tall, goes_on = (
        '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>',
        '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>',
        "<w:tcPr><w:vMerge/></w:tcPr>",
    )
    reading = read(
        table(
            (tall + p("Chỉ tiêu"), wide + p("Năm 2020")),
            (goes_on + p(""), p("Kế hoạch"), p("Thực hiện")),
            (p("Hộ nghèo"), p("2%"), inner + p("")),
        )
    )
    assert texts(reading) == ["Chỉ tiêu: Hộ nghèo | Năm 2020 – Kế hoạch: 2% | Năm 2020 – Thực hiện: Xã Hộ Khe Vẹt 40"]


def test_what_a_tracked_change_of_a_section_was_before_counts_no_section() -> None:
    before = '<w:sectPrChange w:id="1"><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:sectPrChange>'
    section = f"<w:sectPr>{before}</w:sectPr>"
    first = '<w:sectPr><w:headerReference w:type="first" r:id="rheader1"/><w:titlePg/></w:sectPr>'
    reading = read(p("Phần một.", look=section), p("Phần hai."), first, more={"header1": p("ỦY BAN NHÂN DÂN XÃ KHE VẸT")})
    assert texts(reading) == ["Phần một.", "ỦY BAN NHÂN DÂN XÃ KHE VẸT", "Phần hai."]


def test_styles_of_contents_are_furniture() -> None:
    assert furniture(read(p("I. Kết quả ... 3", look=style("TOC1")), *BODY)) == ["I. Kết quả ... 3"]
