"""What an OpenDocument text says by its XML, as flat .fodt, which needs no zip."""

import pytest

from indexer.readers.blocks import reading_text
from indexer.readers.formats import FileReading, read_data
from indexer.structure.report import structure

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{name}="{_URN}{path}:1.0"'
    for name, path in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "meta": "meta", "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def read(body: str, styles: str = "", pages: int | None = None) -> FileReading:
    meta = "" if pages is None else f'<office:meta><meta:document-statistic meta:page-count="{pages}"/></office:meta>'
    text = (
        f'<?xml version="1.0"?><office:document {NAMESPACES}>{meta}<office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    return read_data(text.encode(), ".fodt")


def p(text: str, style: str = "P1") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def texts(reading: FileReading) -> list[str]:
    return [reading_text(reading.source, block.spans) for block in reading.reading.blocks]


def note(number: str, body: str, sort: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{sort}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{p(body)}</text:note-body></text:note>"
    )


def test_notes_stand_where_their_marks_are() -> None:
    reading = read(p(f"Sản lượng lúa tăng{note('1', 'Báo cáo số 12.')}, cá giảm{note('i', 'Do bão.', 'endnote')}."))
    made = structure(reading.source, reading.reading, "song-mo.fodt", "")
    said = {passage.id: passage.text for passage in made.passages}
    got = [(n.marker, said[n.anchor_passage or ""][: n.anchor_offset], said[n.passage or ""]) for n in made.footnotes]
    assert got == [("1", "Sản lượng lúa tăng", "Báo cáo số 12."), ("i", "Sản lượng lúa tăng, cá giảm", "Do bão.")]


LIST = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="-"/></text:list-style>'
)


def items(*inside: str, more: str = "") -> str:
    return f'<text:list text:style-name="L1"{more}>{"".join(f"<text:list-item>{item}</text:list-item>" for item in inside)}</text:list>'


def test_lists_are_numbered_as_printed_and_go_on_where_they_say_so() -> None:
    reading = read(
        items(p("Kết quả"), p("Mục tiêu") + items(p("Kinh tế"), p("Văn hóa") + items(p("Trường học"))))
        + p("Đoạn văn ở giữa.")
        + items(p("Giải pháp"), more=' text:continue-numbering="true"')
        + items(p("Danh sách khác")),
        LIST,
    )
    assert texts(reading) == [
        "I. Kết quả", "II. Mục tiêu", "II.1. Kinh tế", "II.2. Văn hóa", "- Trường học", "Đoạn văn ở giữa.", "III. Giải pháp",
        "I. Danh sách khác",
    ]  # fmt: skip


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="{level}">{title}</text:h>' + p("Đời sống nhân dân trong huyện được nâng lên rõ rệt.")
        for level, title in ((1, "KẾT QUẢ"), (2, "Kinh tế"), (2, "Văn hóa"), (1, "MỤC TIÊU"))
    )
    reading = read(body, outline)
    sections = structure(reading.source, reading.reading, "a.fodt", "").sections
    assert [(s.level, s.label, s.title) for s in sections] == [
        (1, "I", "KẾT QUẢ"), (2, "1", "Kinh tế"), (2, "2", "Văn hóa"), (1, "II", "MỤC TIÊU"),
    ]  # fmt: skip


def test_changes_are_read_as_accepted_and_comments_are_not_read() -> None:
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('đã xóa')}</text:deletion></text:changed-region></text:tracked-changes>"
    comment = f"<office:annotation>{p('nhận xét')}</office:annotation>"
    reading = read(f"{changes}{p(f'Doanh thu<text:change/> <text:change-start/>tăng 8%<text:change-end/>{comment}.')}")
    assert texts(reading) == ["Doanh thu tăng 8%."]


def test_spaces_tabs_and_lines() -> None:
    reading = read(p('Một<text:s text:c="3"/>hai<text:tab/>ba<text:line-break/>bốn\n   năm'))
    assert reading.source == "Một   hai\tba\nbốn năm\n"


def test_pages_are_counted_where_the_count_agrees_with_the_file() -> None:
    broken = (
        '<style:style style:name="P2" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = p("Trang một") + p("Từ đây <text:soft-page-break/>sang trang") + p("Trang ba", "P2")
    reading = read(body, broken, pages=3)
    assert [(b.page, b.page_end) for b in reading.reading.blocks] == [(1, 1), (1, 2), (3, 3)]
    assert read(p("Trang một") + p("Trang hai", "P2"), broken, pages=7).reading.pages is None


def test_pages_are_not_counted_where_only_the_first_were_set() -> None:
    page = "Chè của huyện được giá. " * 100 + "<text:soft-page-break/>"
    assert read(p(page * 3 + "Hết."), pages=4).reading.pages == 4
    unset = read(p(page * 3) + p("Chè của huyện được giá. " * 1000), pages=4)
    assert unset.reading.pages is None
    assert {block.page for block in unset.reading.blocks} == {None}


def test_each_row_of_a_table_is_readable_alone() -> None:
    lined = '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000"/></style:style>'

    def cell(text: str, more: str = "") -> str:
        return f'<table:table-cell table:style-name="C"{more}>{p(text)}</table:table-cell>'

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("Chỉ tiêu", ' table:number-rows-spanned="2"') + cell("Năm 2025", ' table:number-columns-spanned="2"') + covered,
        covered + cell("Kế hoạch") + cell("Thực hiện"),
        cell("Hộ nghèo (%)") + cell("2,0") + cell("1,8"),
    )
    reading = read(f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>", lined)
    assert texts(reading) == ["Chỉ tiêu: Hộ nghèo (%) | Năm 2025 – Kế hoạch: 2,0 | Năm 2025 – Thực hiện: 1,8"]
    assert [block.kind for block in reading.reading.blocks] == ["table"]


def test_looks_come_from_styles_and_their_parents() -> None:
    styles = (
        '<style:style style:name="Base" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Base"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    raised = '<text:span text:style-name="T1">1</text:span>'
    reading = read(
        p('Đậm<text:span text:style-name="T2"> ẩn</text:span>', "P3") + p(f"Tăng 5%{raised}.") + p(f"{raised} Theo xã."), styles
    )
    assert [(b.bold, text) for b, text in zip(reading.reading.blocks, texts(reading), strict=True)] == [
        (True, "Đậm"),
        (False, "Tăng 5%."),
    ]
    assert [reading_text(reading.source, n.spans) for n in reading.reading.notes] == ["Theo xã."]


MASTERS = (
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"{more}>{sides}</style:master-page>'
    '<style:master-page style:name="Sau"><style:header>{after}</style:header></style:master-page></office:master-styles>'
)


def with_masters(body: str, sides: str, *, more: str = "", after: str = "") -> FileReading:
    masters = MASTERS.format(more=more, sides=sides, after=after)
    return read_data(
        f'<?xml version="1.0"?><office:document {NAMESPACES}>{masters}<office:body><office:text>{body}</office:text></office:body>'
        "</office:document>".encode(),
        ".fodt",
    )


def test_a_further_reference_to_a_note_is_a_further_anchor_of_it() -> None:
    raised = (
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    first = note("1", "Báo cáo số 12.").replace("<text:note ", '<text:note text:id="ftn1" ')
    again = '<text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="ftn1">1</text:note-ref>'
    reading = read(
        p(f"Chè tăng{first}.") + p(f'Cá tăng<text:span text:style-name="T1">{again}</text:span>; xem chú thích {again}.'), raised
    )
    made = structure(reading.source, reading.reading, "song-mo.fodt", "")
    said = {passage.id: passage.text for passage in made.passages}
    got = [(n.number, said[n.anchor_passage or ""][: n.anchor_offset], said[n.passage or ""]) for n in made.footnotes]
    assert got == [(1, "Chè tăng", "Báo cáo số 12."), (1, "Cá tăng", "Báo cáo số 12.")]
    assert texts(reading) == ["Chè tăng.", "Cá tăng; xem chú thích 1."]


@pytest.mark.parametrize(
    "marked",
    ['<text:bookmark-start text:name="_Ref7"/>{}<text:bookmark-end text:name="_Ref7"/>', '<text:bookmark text:name="_Ref7"/>{}'],
)
def test_a_reference_of_words_own_is_a_further_anchor_too(marked: str) -> None:
    urn = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    first = note("1", "Báo cáo số 12.").replace("<text:note ", '<text:note text:id="ftn1" ')
    code = '<field:param field:name="vnd.oasis.opendocument.field.code" field:value="NOTEREF _Ref7 \\f \\h"/>'
    again = (
        f'<field:fieldmark-start xmlns:field="{urn}">{code}</field:fieldmark-start>1<field:fieldmark-end xmlns:field="{urn}"/>'
    )
    reading = read(p(f"Chè tăng{marked.format(first)}.") + p(f"Cá tăng{again}, tôm giảm."))
    assert texts(reading) == ["Chè tăng.", "Cá tăng, tôm giảm."]
    made = structure(reading.source, reading.reading, "song-mo.fodt", "")
    assert [(n.number, n.anchor_offset, n.passage) for n in made.footnotes][1:] == [(1, 7, made.footnotes[0].passage)]


def test_a_head_of_the_first_page_is_a_letterhead_and_others_are_furniture() -> None:
    body = p("BÁO CÁO") + p("Chè của huyện tăng 12%, được giá cả năm.")
    number = p("Trang <text:page-number>1</text:page-number>") + p("<text:page-number>1</text:page-number>")
    first = f"<style:header-first>{p('ĐẢNG BỘ HUYỆN SÔNG MƠ')}</style:header-first>"
    reading = with_masters(body, f"<style:header>{p('Báo cáo năm')}</style:header>{first}<style:footer>{number}</style:footer>")
    assert texts(reading) == [
        "ĐẢNG BỘ HUYỆN SÔNG MƠ",
        "BÁO CÁO",
        "Chè của huyện tăng 12%, được giá cả năm.",
        "Báo cáo năm",
        "Trang 1",
    ]
    assert [block.kind for block in reading.reading.blocks] == ["text"] * 3 + ["furniture"] * 2
    deleted = f"<text:tracked-changes><text:changed-region><text:deletion>{p('bỏ', 'X')}</text:deletion></text:changed-region></text:tracked-changes>"
    followed = with_masters(
        deleted + body,
        f"<style:header>{p('ĐẢNG BỘ HUYỆN SÔNG MƠ')}</style:header>",
        more=' style:next-style-name="Sau"',
        after=p("Báo cáo năm"),
    )
    assert texts(followed) == texts(reading)[:4]
    again = with_masters(body, first + f"<style:header>{p('ĐẢNG BỘ HUYỆN SÔNG MƠ')}</style:header>")
    assert texts(again) == texts(reading)[:3]  # once is enough


def test_what_stands_beside_the_text_is_not_read() -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
    picture = (
        f'<draw:frame xmlns:svg="{urn}"><draw:image><office:binary-data>aGVsbG8=</office:binary-data></draw:image>'
        "<svg:title>Hình một</svg:title><svg:desc>Ảnh chè</svg:desc></draw:frame>"
    )
    hidden = f'<text:section text:name="S" text:display="none">{p("Mục ẩn")}</text:section>'
    comment = f"<office:annotation>{p('nhận xét')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('Chữ trong khung.')}</draw:text-box></draw:frame>"
    reading = read(box + p(f"Chè {picture}tăng{comment}.") + hidden)
    assert texts(reading) == ["Chữ trong khung.", "Chè tăng."]
    assert reading.reading.warnings == ("1 comment beside the text is not read",)


def test_references_and_signs_are_read_as_printed() -> None:
    symbol = '<style:style style:name="S1" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>'
    reference = '<text:bookmark-ref text:reference-format="text" text:ref-name="b">mục 2</text:bookmark-ref>'
    moved = '<text:change-start text:change-id="c1"/>mới <text:change-end text:change-id="c1"/>'
    reading = read(
        p(f'Xem {reference}, đạt <text:span text:style-name="S1">\uf0b3</text:span> 95% {moved}trồng theo 04\u2011NQ/TU.'), symbol
    )
    assert texts(reading) == ["Xem mục 2, đạt ≥ 95% mới trồng theo 04-NQ/TU."]
