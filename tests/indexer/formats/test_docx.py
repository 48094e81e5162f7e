"""What a Word file says by its XML, each thing shown with the XML that says it."""

import pytest

from indexer.readers.blocks import Block, reading_text
from indexer.readers.formats import FileReading, read_data
from indexer.structure.report import structure
from store.records import Document
from tests.indexer.formats.word import (
    docx,
    endnote,
    footnote,
    h,
    listed,
    numbering,
    own_mark,
    p,
    r,
    style,
    table,
    text_box,
)

RAISED = '<w:vertAlign w:val="superscript"/>'


def read(*body: str, **parts: object) -> FileReading:
    return read_data(docx(*body, **parts), ".docx")  # type: ignore[arg-type]


def texts(reading: FileReading, kind: str | None = None) -> list[str]:
    return [reading_text(reading.source, b.spans) for b in reading.reading.blocks if kind in (None, b.kind)]


def document(reading: FileReading) -> Document:
    return structure(reading.source, reading.reading, "song-mo.docx", "")


def block(reading: FileReading, start: str) -> Block:
    return next(b for b in reading.reading.blocks if reading_text(reading.source, b.spans).startswith(start))


def anchors(reading: FileReading) -> list[tuple[str | None, str, str]]:
    """(marker, the words before it, the body) of each note."""
    made = document(reading)
    said = {passage.id: passage.text for passage in made.passages}
    return [(n.marker, said[n.anchor_passage or ""][: n.anchor_offset], said[n.passage or ""]) for n in made.footnotes]


def test_footnotes_and_endnotes_hang_on_the_words_that_carry_their_marks() -> None:
    reading = read(
        p("Sản lượng lúa của huyện tăng", footnote(7), ", vượt kế hoạch", endnote(3), "; sản lượng cá giảm", footnote(2), "."),
        footnotes={2: p(own_mark(), " Do bão số 5."), 7: p(own_mark(), " Báo cáo số 12-BC/HU.") + p("Số liệu ước tính.")},
        endnotes={3: p(own_mark("endnote"), " Tính đến tháng 6.")},
    )
    assert anchors(reading) == [
        ("1", "Sản lượng lúa của huyện tăng", "Báo cáo số 12-BC/HU. Số liệu ước tính."),
        ("i", "Sản lượng lúa của huyện tăng, vượt kế hoạch", "Tính đến tháng 6."),
        ("2", "Sản lượng lúa của huyện tăng, vượt kế hoạch; sản lượng cá giảm", "Do bão số 5."),
    ]
    assert document(reading).warnings == ()


def test_a_mark_that_the_author_typed_is_no_part_of_the_body() -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>(*)</w:t></w:r>'
    reading = read(p("Toàn huyện có 12 xã", custom, "."), footnotes={1: p("(*) Không kể xã đảo Hòn Khói.")})
    assert anchors(reading) == [("(*)", "Toàn huyện có 12 xã", "Không kể xã đảo Hòn Khói.")]


def test_brackets_around_a_mark_go_with_it() -> None:
    reading = read(
        p("Chợ mới hoạt động tốt(", footnote(1), "), thu 3 tỷ đồng."), footnotes={1: p("(", own_mark(), ") Chợ Bến Đá.")}
    )
    assert texts(reading) == ["Chợ mới hoạt động tốt, thu 3 tỷ đồng."]
    assert anchors(reading) == [("1", "Chợ mới hoạt động tốt", "Chợ Bến Đá.")]


def test_a_missing_part_with_footnotes_is_named_and_the_text_is_read() -> None:
    reading = read(p("Sản lượng lúa tăng", footnote(1), "."), footnotes={1: p("mất")}, leave_out=("footnotes",))
    assert texts(reading) == ["Sản lượng lúa tăng."]
    assert "the file has lost its part with footnotes" in document(reading).warnings


def test_raised_figures_typed_by_hand_are_notes_where_a_body_answers_and_text_elsewhere() -> None:
    reading = read(
        p("Diện tích nuôi cá đạt 30 km", r("2", RAISED), ", tăng 5%", r("1", RAISED), " so với năm trước."),
        p(r("1", RAISED), " Theo báo cáo của xã Bến Đá."),
    )
    assert texts(reading) == ["Diện tích nuôi cá đạt 30 km2, tăng 5% so với năm trước."]
    assert anchors(reading) == [("1", "Diện tích nuôi cá đạt 30 km2, tăng 5%", "Theo báo cáo của xã Bến Đá.")]


LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))


def test_automatic_numbers_are_printed() -> None:
    levels = [0, 1, 2, 2, 1, 2, 3, 3, 0, 1]
    reading = read(*(p(f"Mục {n}", look=listed(1, level)) for n, level in enumerate(levels)), numbers=numbering(*LEVELS))
    labels = [text.split(" Mục")[0] for text in texts(reading)]
    assert labels == ["I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "a)", "b)", "II.", "1."]


def test_a_list_that_starts_anew_shares_its_levels_and_not_its_numbers() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = numbering(("decimal", "%1.")) + f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{anew}</w:num>'
    reading = read(*(p("Việc", look=listed(n)) for n in (1, 1, 2, 2, 1)), numbers=numbers)
    assert texts(reading) == ["1. Việc", "2. Việc", "1. Việc", "2. Việc", "3. Việc"]


def test_numbers_tied_to_a_style_and_bullets_of_symbol_fonts() -> None:
    tied = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="Phần %1."/><w:pStyle w:val="Heading1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    reading = read(
        p("TÌNH HÌNH", look=style("Heading1")),
        p("Trồng rừng", look=listed(2)),
        p("MỤC TIÊU", look=style("Heading1")),
        p("Không đánh số", look=style("Heading1") + listed(0)),
        numbers=tied + numbering(("bullet", "\uf0b7"), number=2),
        styles=styles,
    )
    assert texts(reading) == ["Phần I. TÌNH HÌNH", "• Trồng rừng", "Phần II. MỤC TIÊU", "Không đánh số"]


def test_headings_by_style_with_and_without_numbers_make_the_outline() -> None:
    reading = read(
        p("BÁO CÁO CHÍNH TRỊ"),
        p("KẾT QUẢ", look=style("Heading1") + listed(1, 0)),
        p("Về kinh tế", look=style("Heading2") + listed(1, 1)),
        p("Kinh tế của huyện phát triển khá, đời sống nhân dân được nâng lên rõ rệt."),
        h(3, "Nông nghiệp"),
        p("Sản lượng lúa tăng khá so với năm trước."),
        h(1, "Lời kết"),
        p("Đảng bộ huyện quyết tâm thực hiện thắng lợi nghị quyết."),
        numbers=numbering(*LEVELS),
    )
    outline = [(section.level, section.label, section.title) for section in document(reading).sections]
    assert outline == [(1, "I", "KẾT QUẢ"), (2, "1", "Về kinh tế"), (3, None, "Nông nghiệp"), (1, None, "Lời kết")]


def test_a_table_of_contents_heads_nothing() -> None:
    reading = read(p("I. KẾT QUẢ\t2", look=style("TOC1")), h(1, "I. KẾT QUẢ"), p("Kinh tế của huyện phát triển khá."))
    assert texts(reading, "furniture") == ["I. KẾT QUẢ 2"]
    assert [section.title for section in document(reading).sections] == ["KẾT QUẢ"]


def test_each_row_of_a_table_is_readable_alone() -> None:
    spans = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    goes_on = "<w:tcPr><w:vMerge/></w:tcPr>"
    reading = read(
        table(
            ('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Chỉ tiêu"), spans + p("Năm 2025")),
            (goes_on + p(""), p("Kế hoạch"), p("Thực hiện", footnote(1))),
            ("Hộ nghèo (%)", "2,0", "1,8"),
            ("Thu nhập (triệu đồng)", "", "54"),
        ),
        footnotes={1: p(own_mark(), " Ước cả năm.")},
    )
    assert texts(reading) == [
        "Chỉ tiêu: Hộ nghèo (%) | Năm 2025 – Kế hoạch: 2,0 | Năm 2025 – Thực hiện: 1,8",
        "Chỉ tiêu: Thu nhập (triệu đồng) | Năm 2025 – Thực hiện: 54",
    ]
    made = document(reading)
    assert {passage.kind for passage in made.passages} == {"table", "footnote"}
    assert anchors(reading)[0][1].endswith("Năm 2025 – Thực hiện")
    assert made.warnings == ()


def test_a_table_without_lines_is_a_letterhead() -> None:
    reading = read(
        table(("ĐẢNG BỘ HUYỆN SÔNG MƠ", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("*", "Sông Mơ, ngày 5 tháng 3 năm 2020"), look=""),
        p("BÁO CÁO CHÍNH TRỊ"),
        p("1. Về kinh tế"),
        p("Kinh tế của huyện phát triển khá, đời sống nhân dân được nâng lên."),
    )
    assert texts(reading)[:3] == ["ĐẢNG BỘ HUYỆN SÔNG MƠ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Mơ, ngày 5 tháng 3 năm 2020"]
    report = document(reading).report
    assert (report.place, report.date) == ("huyện Sông Mơ", "2020-03-05")


def test_tracked_changes_are_read_as_accepted() -> None:
    inserted = f'<w:ins w:id="1" w:author="a">{r("tăng 8%")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>giảm 3%</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{r("ở chỗ cũ")}</w:moveFrom><w:moveTo w:id="4" w:author="a">{r(" ở chỗ mới")}</w:moveTo>'
    joined = '<w:rPr><w:del w:id="5" w:author="a"/></w:rPr>'
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("Đã bỏ") + "</w:tc></w:tr>"
    reading = read(p("Doanh thu ", inserted, deleted, moved, look=joined), p(", đạt khá."), f"<w:tbl>{gone}</w:tbl>")
    assert texts(reading) == ["Doanh thu tăng 8% ở chỗ mới, đạt khá."]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    reading = read(p(text_box(p("Toàn huyện có 12 xã.")), "Dân số của huyện tăng."))
    assert texts(reading) == ["Dân số của huyện tăng.", "Toàn huyện có 12 xã."]


def test_of_a_field_its_result_is_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF muc </w:instrText></w:r>' + r("REF muc")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("mục 2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert texts(read(p("Xem ", field, " của báo cáo."))) == ["Xem mục 2 của báo cáo."]


def test_hidden_text_is_not_read_and_capitals_are_as_printed() -> None:
    reading = read(p(r("ghi chú riêng", "<w:vanish/>"), r("Kết quả", "<w:caps/>"), r(" đạt được")))
    assert texts(reading) == ["KẾT QUẢ đạt được"]


def test_pages_come_from_the_breaks_that_word_noted() -> None:
    noted = "<w:r><w:lastRenderedPageBreak/></w:r>"
    put = '<w:r><w:br w:type="page"/></w:r>'
    reading = read(p("Trang đầu."), p("Từ đây ", noted, "sang trang."), p("Hết trang.", put), p(noted, "Trang ba."))
    pages = [(b.page, b.page_end) for b in reading.reading.blocks]
    assert (pages, reading.reading.pages) == ([(1, 1), (1, 2), (2, 2), (3, 3)], 3)


def test_put_breaks_count_unless_the_file_says_that_there_are_more_pages() -> None:
    body = (p("Trang đầu.", '<w:r><w:br w:type="page"/></w:r>'), p("Trang hai."))
    about = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>{}</Pages></Properties>'
    assert read(*body).reading.pages == 2
    assert read(*body, extra={"docProps/app.xml": about.format(2)}).reading.pages == 2
    many = read(*body, extra={"docProps/app.xml": about.format(9)})
    assert (many.reading.pages, {b.page for b in many.reading.blocks}) == (None, {None})


@pytest.mark.parametrize(
    ("font", "written", "meant"),
    [
        pytest.param(".VnTime", "Kinh tÕ ph¸t triÓn", "Kinh tế phát triển", id="TCVN3"),
        pytest.param(".VnTimeH", "kinh tÕ", "KINH TẾ", id="TCVN3 capitals"),
        pytest.param("VNI-Times", "Ñaûng boä huyeän", "Đảng bộ huyện", id="VNI"),
        pytest.param(".VnTime", "Kinh tế", "Kinh tế", id="Unicode under an old name"),
        pytest.param("Times New Roman", "Kinh tế", "Kinh tế", id="Unicode"),
    ],
)
def test_the_font_of_a_run_says_how_its_letters_are_meant(font: str, written: str, meant: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert texts(read(p(r(written, fonts), r(" (2020)")))) == [f"{meant} (2020)"]


def test_a_letter_and_its_mark_may_stand_in_two_runs() -> None:
    fonts = '<w:rFonts w:ascii="VNI-Times"/>'
    assert texts(read(p(r("Ña", fonts), r("ûng bo", fonts), r("ä", fonts)))) == ["Đảng bộ"]


def test_old_letters_under_a_new_font_are_told_by_their_syllables() -> None:
    reading = read(p("§¶ng bé vµ nh©n d©n c¸c d©n téc huyÖn ®· ®¹t ®­îc nhiÒu kÕt qu¶ trong ph¸t triÓn kinh tÕ, x· héi."))
    assert texts(reading)[0].startswith("Đảng bộ và nhân dân các dân tộc huyện đã đạt được nhiều kết quả")
    assert reading.remark == "it was written in TCVN3 (ABC) letters, which were converted to Unicode"


def test_strict_open_xml_is_read() -> None:
    import io
    import zipfile

    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p("Văn bản chặt chẽ.")))) as usual, zipfile.ZipFile(strict, "w") as package:
        for name in usual.namelist():
            data = usual.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            package.writestr(name, data)
    assert texts(read_data(strict.getvalue(), ".docx")) == ["Văn bản chặt chẽ."]


def test_a_long_heading_of_one_sentence_is_one_and_a_paragraph_in_a_heading_style_is_none() -> None:
    sentence = "Thực hiện nghị quyết về xây dựng đội ngũ cán bộ của huyện và các xã " + "trong sạch vững mạnh " * 15
    reading = read(
        h(1, f"7. {sentence.strip()}"), p("Kinh tế của huyện phát triển khá."),
        h(1, f"8. {sentence.strip()}. Đến nay huyện có 12 xã. {sentence.strip()}."),
    )  # fmt: skip
    assert [b.heading_level for b in reading.reading.blocks] == [1, None, None]


def test_a_label_that_is_printed_close_to_the_first_word_is_no_part_of_it() -> None:
    level = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert texts(read(p("Trường học", look=listed(1)), numbers=level)) == ["1. Trường học"]
