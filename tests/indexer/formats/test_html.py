"""What is read of a web page, and what is left out."""

import pytest

from indexer.readers.blocks import reading_text
from indexer.readers.formats import FileReading, read_data
from indexer.structure.report import structure

LONG = "Kinh tế của huyện phát triển khá, đời sống nhân dân được nâng lên rõ rệt so với đầu nhiệm kỳ."


def read(body: str) -> FileReading:
    return read_data(f"<!doctype html><html><head><title>Trang</title></head><body>{body}</body></html>".encode(), ".html")


def texts(reading: FileReading) -> list[str]:
    return [reading_text(reading.source, block.spans) for block in reading.reading.blocks]


def notes(reading: FileReading) -> list[tuple[str | None, str, str]]:
    """(marker, the words before it, the body) of each note."""
    made = structure(reading.source, reading.reading, "trang.html", "")
    said = {passage.id: passage.text for passage in made.passages}
    return [(n.marker, said[n.anchor_passage or ""][: n.anchor_offset], said[n.passage or ""]) for n in made.footnotes]


def test_headings_paragraphs_and_lists() -> None:
    reading = read(
        f"<h1>I. KẾT QUẢ</h1><p>{LONG}<h2>Nông nghiệp</h2><ol type='a' start=2><li>Trồng rừng<li><p>Nuôi cá</p></ol>"
        "<ul><li>Giữ đê<ul><li>Đê biển</li></ul></li></ul><ol><li value=5>Năm</li><li>Sáu</li></ol>"
    )
    assert texts(reading) == [
        "I. KẾT QUẢ", LONG, "Nông nghiệp", "b. Trồng rừng", "c. Nuôi cá", "• Giữ đê", "• Đê biển", "5. Năm", "6. Sáu",
    ]  # fmt: skip
    outline = [(s.level, s.label, s.title) for s in structure(reading.source, reading.reading, "a.html", "").sections]
    assert outline == [(1, "I", "KẾT QUẢ"), (2, None, "Nông nghiệp")]


def test_what_is_no_text_of_the_page_is_left_out() -> None:
    reading = read(
        "<nav><a href='/'>Trang chủ</a></nav><div class='breadcrumb'>Tin / Huyện</div><script>var a = '<p>mã</p>';</script>"
        "<style>p { color: red }</style><noscript>Bật JavaScript</noscript><div hidden>ẩn</div><p style='display: none'>ẩn</p>"
        f"<div><a href='/1'>Tin tức</a> <a href='/2'>Văn bản</a> <a href='/3'>Liên hệ</a></div><p>{LONG}</p><!-- ghi chú -->"
        "<div role='contentinfo'>Bản quyền</div>"
    )
    assert texts(reading) == [LONG]


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ("<tr hidden><td>Ẩn<td>4", []),
        ("<tbody style='display: none'><tr><td>Ẩn<td>4</tbody>", []),
        ("<tr style='visibility:hidden'><td>Ẩn<td>4", []),
        ("<tr><td>Lúa<td style='display:none'>Ẩn<td>4", ["Chỉ tiêu: Lúa | Năm: 4"]),
        ("<tr><td>Lúa</td><del><td>Ẩn</td></del><td>4", ["Chỉ tiêu: Lúa | Năm: 4"]),
        ("<tr><td>Lúa<td><del>Ẩn</del>4", ["Chỉ tiêu: Lúa | Năm: 4"]),
        ("<tr><td style='visibility:hidden'>Ẩn<td>4", ["Năm: 4"]),
    ],
)
def test_what_is_hidden_in_a_table_is_left_out_and_moves_nothing_under_another_head(row: str, read_as: list[str]) -> None:
    reading = read(f"<p>{LONG}</p><table border=1><tr><th>Chỉ tiêu<th>Năm</tr>{row}<tr><td>Ngô<td>3</table>")
    assert texts(reading)[1:] == [*read_as, "Chỉ tiêu: Ngô | Năm: 3"]
    assert "Ẩn" not in reading.source


def test_of_a_marked_page_the_marked_part_is_read() -> None:
    reading = read(f"<div>Khung bên</div><article><p>{LONG}</p><p>{LONG} Hết.</p></article><div>Chân trang</div>")
    assert texts(reading) == [LONG, f"{LONG} Hết."]


NOTE_STYLES = [
    pytest.param(
        'Tăng 9%<sup><a href="#fn3" id="ref3">3</a></sup>.',
        '<ol start=3><li id="fn3"><p>Báo cáo số 12. <a href="#ref3">↩</a></p></li></ol>',
        id="markdown",
    ),
    pytest.param(
        'Tăng 9%<a class="sdfootnoteanc" name="sdfootnote3anc" href="#sdfootnote3sym"><sup>3</sup></a>.',
        '<div id="sdfootnote3"><p><a class="sdfootnotesym" name="sdfootnote3sym" href="#sdfootnote3anc">3</a>Báo cáo số 12.</p></div>',
        id="LibreOffice",
    ),
    pytest.param(
        'Tăng 9%<a href="#_ftn3" name="_ftnref3"><span style="vertical-align:super">[3]</span></a>.',
        '<div id=ftn3><p class=MsoFootnoteText><a href="#_ftnref3" name="_ftn3">[3]</a> Báo cáo số 12.</p></div>',
        id="Word",
    ),
    pytest.param(
        'Tăng 9%<sup id="cite_ref-3"><a href="#cite_note-3">[3]</a></sup>.',
        '<ol><li id="cite_note-3"><span><a href="#cite_ref-3">^</a></span> <span>Báo cáo số 12.</span></li></ol>',
        id="wiki",
    ),
    pytest.param("Tăng 9%<sup>3</sup>.", "<p><sup>3</sup> Báo cáo số 12.</p>", id="raised figures without links"),
]


@pytest.mark.parametrize(("text", "body"), NOTE_STYLES)
def test_notes_hang_on_the_words_that_carry_their_marks(text: str, body: str) -> None:
    reading = read(f"<p>{LONG}</p><p>{text}</p><p>{LONG} Hết.</p><hr>{body}")
    assert notes(reading) == [("3", "Tăng 9%", "Báo cáo số 12.")]
    assert texts(reading) == [LONG, "Tăng 9%.", f"{LONG} Hết."]


def test_links_that_are_no_notes_stay_text() -> None:
    reading = read(
        '<p>Xem <a href="#muc2">mục 2</a>; <a href="#muc2">II</a>.</p><h2 id="muc2">II. Mục tiêu</h2><p>Diện tích 30 km<sup>2</sup>.</p>'
    )
    assert texts(reading) == ["Xem mục 2; II.", "II. Mục tiêu", "Diện tích 30 km2."]
    assert notes(reading) == []


def test_each_row_of_a_table_is_readable_alone() -> None:
    reading = read(
        "<table><thead><tr><th rowspan=2>Chỉ tiêu<th colspan=2>Năm 2025<tr><th>Kế hoạch<th>Thực hiện</thead>"
        "<tr><td>Hộ nghèo (%)<td>2,0<td>1,8<tr><td>Thu nhập<td colspan=2>54</table>"
    )
    assert texts(reading) == [
        "Chỉ tiêu: Hộ nghèo (%) | Năm 2025 – Kế hoạch: 2,0 | Năm 2025 – Thực hiện: 1,8",
        "Chỉ tiêu: Thu nhập | Năm 2025 – Kế hoạch – Thực hiện: 54",
    ]


@pytest.mark.parametrize(
    ("table", "before", "rows"),
    [
        pytest.param("<caption>Bảng 1. Thu nhập</caption>{}", ["Bảng 1. Thu nhập"], 2, id="caption"),
        pytest.param("<form>{}</form>", [], 2, id="rows in a form"),
        pytest.param("<form><tbody>{}</form>", [], 2, id="a form around the body"),
        pytest.param("{}<tr><form><td>Cá<td>1</form></tr>", [], 3, id="cells in a form"),
        pytest.param("<td>Lúa<td>4<tr><td>Ngô<td>3", [], 2, id="cells before any row"),
        pytest.param("Đơn vị: tấn<p>Năm 2025</p>{}</tr><div>Nguồn: huyện</div>", ["Đơn vị: tấn", "Năm 2025", "Nguồn: huyện"], 2, id="between"),
        pytest.param("{}<tr>Ghi chú<td>Cá<td>1", ["Ghi chú"], 3, id="in a row"),
        pytest.param("{}<tr><td><table><caption>Trong</caption><tr><td>Cá</table><td>1", [], 3, id="a table in a cell"),
    ],
)  # fmt: skip
def test_nothing_that_stands_in_a_table_is_lost(table: str, before: list[str], rows: int) -> None:
    reading = read(f"<p>{LONG}</p><table border=1>{table.format('<tr><td>Lúa<td>4<tr><td>Ngô<td>3')}</table>")
    kinds = [block.kind for block in reading.reading.blocks]
    assert texts(reading)[1 : -rows or None] == before
    assert kinds == ["text"] * (1 + len(before)) + ["table"] * rows
    assert ("Cá" in reading.source, "Trong" in reading.source) == ("Cá" in table, "Trong" in table)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<head><title>Trang</title><script>x()</script><body><p>Một</p><p>Hai</p>", id="head"),
        pytest.param("<head><title>Trang</title></head><select><option>Một</select><p>Một</p><select><p>Hai</p>", id="select"),
        pytest.param("<textarea><p>Một</p><button><p>Hai</p>" + "<button>" * 9, id="others"),
        pytest.param("<p>Một</p><p>Hai</p><script>x(); <p>Ba</p>", id="script"),
    ],
)
def test_what_is_never_closed_takes_no_text_with_it(page: str) -> None:
    assert texts(read_data(f"<!doctype html><html>{page}".encode(), ".html")) == ["Một", "Hai"]


def test_line_breaks_part_paragraphs_only_behind_sentences_and_before_labels() -> None:
    reading = read("<div>BÁO CÁO CHÍNH TRỊ<br>của huyện Sông Mơ<br><br>1. Kinh tế<br>Lúa được mùa.<br>Cá được giá.</div>")
    assert texts(reading) == ["BÁO CÁO CHÍNH TRỊ của huyện Sông Mơ", "1. Kinh tế Lúa được mùa.", "Cá được giá."]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("<html>Đảng bộ".encode("utf-16"), "Đảng bộ", id="UTF-16"),
        pytest.param(b'<html><meta charset="windows-1252"><font face=".VnTime">Kinh t\xd5', "Kinh tế", id="TCVN3 by its font"),
        pytest.param(b"<html>&#272;&#7843;ng b&#7897; &amp; d&acirc;n", "Đảng bộ & dân", id="named letters"),
    ],
)
def test_letters_are_told_by_the_mark_the_font_or_the_names_that_a_page_uses(data: bytes, expected: str) -> None:
    assert texts(read_data(data, ".html")) == [expected]


def test_stray_and_missing_tags_are_forgiven() -> None:
    reading = read("</p><b>Một</i></b> <p>Hai <span title=it's>ba</span> < bốn<td>năm</div>")
    assert texts(reading) == ["Một", "Hai ba < bốn", "năm"]


def test_a_page_saved_by_word() -> None:
    def ignored(label: str) -> str:
        return f"<![if !supportLists]><span style='mso-list:Ignore'>{label}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"

    def mark(number: int) -> str:
        special = f"<span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[{number}]</span><![endif]></span>"
        return f"<span class=MsoFootnoteReference>{special}</span>"

    def body(number: int, text: str) -> str:
        link = f'<a style="mso-footnote-id:ftn{number}" href="#_ftnref{number}" name="_ftn{number}" title="">{mark(number)}</a>'
        return f"<div style='mso-element:footnote' id=ftn{number}><p class=MsoFootnoteText>{link}<span> {text}<o:p></o:p></span></p></div>"

    def reference(number: int) -> str:
        return f'<a style="mso-footnote-id:ftn{number}" href="#_ftn{number}" name="_ftnref{number}" title="">{mark(number)}</a>'

    deleted = '<del cite="mailto:a"><span>giảm</span></del><ins cite="mailto:a">tăng</ins>'
    comment = '<a class=msocomanchor href="#_msocom_1" name="_msoanchor_1">[A1]</a>'
    symbol = "<span style='font-family:Symbol;mso-char-type:symbol'>&sup3;</span>"
    box = "<!--[if gte vml 1]><v:textbox><p>Khung chữ.</p></v:textbox><![endif]--><![if !vml]><span><table><tr><td><p>Khung chữ.</p></td></tr></table></span><![endif]>"
    reading = read(
        "<div class=WordSection1>"
        "<p class=MsoToc1><a href='#_Toc1'>I. KẾT QUẢ<span style='mso-tab-count:1 dotted'>. </span>3</a></p>"
        f"<h1><a name='_Toc1'></a>{ignored('I.')}KẾT QUẢ</h1>"
        f"<p class=MsoNormal>Chè của huyện\r\ntăng 12%{reference(1)}, thu {deleted} 8%{comment}{reference(2)}.<o:p></o:p></p>"
        f"<p class=MsoListParagraph>{ignored('a)')}Trồng rừng mới</p><p>Đạt {symbol} 95%<span style='mso-hide:all'> ẩn</span>.</p>{box}</div>"
        f"<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1><![endif]>"
        f"{body(1, 'Báo cáo số 12.')}{body(2, 'Theo giá 2010.')}</div>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Xem lại</p></div></div>"
    )
    assert notes(reading) == [
        ("1", "Chè của huyện tăng 12%", "Báo cáo số 12."),
        ("2", "Chè của huyện tăng 12%, thu tăng 8%", "Theo giá 2010."),
    ]
    assert texts(reading) == [
        "I. KẾT QUẢ. 3",
        "I. KẾT QUẢ",
        "Chè của huyện tăng 12%, thu tăng 8%.",
        "a) Trồng rừng mới",
        "Đạt ≥ 95%.",
        "Khung chữ.",
    ]
    assert [block.kind for block in reading.reading.blocks[:2]] == ["furniture", "text"]
    assert reading.reading.warnings == ("1 comment beside the text is not read",)


def test_a_further_link_to_a_note_is_a_further_anchor_of_it() -> None:
    link = '<sup><a href="#fn1">1</a></sup>'
    reading = read(f"<p>{LONG}</p><p>Chè tăng{link}.</p><p>Cá tăng{link}.</p><ol><li id=fn1>Báo cáo số 12.</li></ol>")
    assert notes(reading) == [("1", "Chè tăng", "Báo cáo số 12."), ("1", "Cá tăng", "Báo cáo số 12.")]
    assert texts(reading)[1:] == ["Chè tăng.", "Cá tăng."]


def test_lists_inside_lists_and_tables_inside_cells() -> None:
    reading = read(
        f"<p>{LONG}</p><ol><li>Chè<ol type=a><li>Chè xanh<ul><li>Khe Vẹt</ul><li>Chè đen</ol><li>Cá</ol>"
        "<table border=1><tr><th>Xã<th>Hộ<tr><td>Khe Vẹt<td><table><tr><td>40<td>hộ</table></table>"
    )
    assert texts(reading)[1:] == ["1. Chè", "a. Chè xanh", "• Khe Vẹt", "b. Chè đen", "2. Cá", "Xã: Khe Vẹt | Hộ: 40 hộ"]
