"""Writes a report of known structure as flat OpenDocument text with real footnotes, for LibreOffice to turn into any format.

    flat_odt(read_document(archive, "bao-cao.txt"), Style(columns=2))  →  '<?xml …><office:document …>'

The text is that of the report's sections and passages; only the look is invented: the look of an official Vietnamese report,
with the choices of `Style`. Rows of a table that the report sets with bars become a real table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from language.normalise import nfc
from store.records import Document, Footnote, Passage, Section

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


@dataclass(frozen=True, slots=True)
class Style:
    """The look of the printed report."""

    font: str = "Liberation Serif"
    size: float = 14  # points
    note_size: float = 10
    indent: float = 1.27  # of a paragraph's first line, cm
    space: float = 6  # between paragraphs, points
    leading: int = 120  # per cent
    align: str = "justify"
    columns: int = 1
    restart: bool = False  # note numbers restart on each page
    head: str = ""  # running head
    number_at: str = "head"  # where the page number stands: head or foot
    named: bool = False  # headings in heading styles; else they are known by their typed labels alone


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be set behind the passage with this number; its first row holds the column heads."""

    behind: int
    rows: tuple[tuple[str, ...], ...]
    ruled: bool = True


def flat_odt(document: Document, style: Style, table: Table | None = None) -> str:
    """The whole report as one XML text."""
    front = [_paragraph("Front", _with_notes(document, row.text, row.id)) for row in _kinds(document, "front_matter")]
    back = [_paragraph("Back", _with_notes(document, row.text, row.id)) for row in _kinds(document, "back_matter")]
    body = "\n".join([*_body(document, style, table), *back])
    if style.columns > 1:
        body = f'<text:section text:style-name="Columns" text:name="S">{body}</text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMESPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">\n'
        f"{_styles(style)}\n<office:body><office:text>\n{chr(10).join([*front, body])}\n"
        "</office:text></office:body></office:document>\n"
    )


def _kinds(document: Document, *kinds: str) -> list[Passage]:
    return [passage for passage in document.passages if passage.kind in kinds]


def _body(document: Document, style: Style, table: Table | None) -> Iterator[str]:
    rows: list[Section | Passage] = [*document.sections, *_kinds(document, "paragraph", "list_item", "table")]
    rows.sort(key=lambda row: row.order)
    head = ""  # a heading that the next paragraph opens with
    count = 0
    cells: list[tuple[str, ...]] = []
    for row, following in pairwise([*rows, None]):
        assert row is not None
        if isinstance(row, Passage):
            count += 1
            if row.kind == "table" and (found := _cells(document, row)):
                cells += found
                if not (isinstance(following, Passage) and following.kind == "table"):
                    yield _table(Table(0, tuple(cells)))
                    cells = []
            else:
                yield _paragraph("Body", head + _with_notes(document, row.text, row.id))
                head = ""
            if table is not None and count == table.behind:
                yield _table(table)
        elif row.heading_spans:
            text = _heading(document, row)
            if isinstance(following, Passage) and _runs_in(document, row, following):
                head = f'<text:span text:style-name="Strong">{text} </text:span>'
            else:
                part = row.label is not None and row.label.lower().startswith(("phần", "chương"))
                yield _set_heading("Part" if part else "Heading", text, min(row.level, 10) if style.named else None)


def _cells(document: Document, passage: Passage) -> list[tuple[str, ...]]:
    """The rows of a table that is set with bars, without the line below its heads; none for one set otherwise or with notes."""
    lines = [line.strip() for start, end in passage.spans for line in document.source[start:end].splitlines()]
    rows = [line for line in lines if any(letter.isalnum() for letter in line)]
    if not all("|" in line for line in rows) or any(note.anchor_passage == passage.id for note in document.footnotes):
        return []
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in rows]


def _heading(document: Document, section: Section) -> str:
    """The heading as printed: its label with the separator behind it, and its title with its notes."""
    source = " ".join(document.source[start:end] for start, end in section.heading_spans)
    printed = nfc(" ".join(source.replace("*", "").replace("#", "").split()))
    title = printed.find(section.title)
    if title < 0:  # the title was mended as it was read
        printed = f"{section.label}. {section.title}" if section.label else section.title
        title = len(printed) - len(section.title)
    notes = [(title + (note.anchor_offset or 0), note) for note in document.footnotes if note.anchor_section == section.id]
    return _put_notes(document, printed, notes)


def _set_heading(style: str, text: str, level: int | None) -> str:
    if level is None:
        return _paragraph(style, text)
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'


def _runs_in(document: Document, section: Section, passage: Passage) -> bool:
    return "\n" not in document.source[section.heading_spans[-1][1] : passage.spans[0][0]]


def _with_notes(document: Document, text: str, passage: str) -> str:
    notes = [(n.anchor_offset or 0, n) for n in document.footnotes if n.anchor_passage == passage and n.passage]
    return _put_notes(document, text, sorted(notes, key=lambda pair: (pair[0], pair[1].number)))


def _put_notes(document: Document, text: str, notes: list[tuple[int, Footnote]]) -> str:
    bodies = {passage.id: passage.text for passage in document.passages if passage.kind == "footnote"}
    pieces: list[str] = []
    start = 0
    for at, note in notes:
        pieces.append(escape(text[start:at]))
        pieces.append(
            f'<text:note text:id="ftn{note.number}" text:note-class="footnote">'
            f"<text:note-citation>{note.number}</text:note-citation>"
            f"<text:note-body>{_paragraph('Footnote', escape(bodies[note.passage or '']))}</text:note-body></text:note>"
        )
        start = at
    return "".join([*pieces, escape(text[start:])])


def _paragraph(style: str, content: str) -> str:
    return f"<text:p text:style-name={quoteattr(style)}>{content}</text:p>"


def _table(table: Table) -> str:
    border = "Cell" if table.ruled else "Bare"
    rows = ""
    for number, row in enumerate(table.rows):
        style = "CellHead" if number == 0 else "CellText"
        cells = (
            f'<table:table-cell table:style-name="{border}">{_paragraph(style, escape(text))}</table:table-cell>' for text in row
        )
        rows += f"<table:table-row>{''.join(cells)}</table:table-row>"
    return f'<table:table><table:table-column table:number-columns-repeated="{len(table.rows[0])}"/>{rows}</table:table>'


def _styles(style: Style) -> str:
    number = _paragraph("Number", "<text:page-number/>")
    head = _paragraph("Number", escape(style.head)) if style.head else ""
    header = head + (number if style.number_at == "head" else "")
    footer = number if style.number_at == "foot" else ""
    restart = "page" if style.restart else "document"
    set_body = f'fo:text-indent="{style.indent}cm" fo:margin-bottom="{style.space}pt" fo:line-height="{style.leading}%"'
    bold = 'fo:font-weight="bold"'
    parts = [
        ("Front", 'fo:text-align="center" fo:margin-bottom="6pt"', bold),
        ("Part", 'fo:text-align="center" fo:margin-top="8pt" fo:margin-bottom="6pt"', bold),
        ("Heading", set_body, bold),
        ("Body", f'fo:text-align="{style.align}" {set_body}', ""),
        ("Back", f'fo:text-align="start" fo:margin-left="{8 if style.columns == 1 else 0}cm"', ""),
        ("Footnote", 'fo:text-align="justify"', f'fo:font-size="{style.note_size}pt"'),
        ("Number", 'fo:text-align="center"', f'fo:font-size="{style.size - 1}pt"'),
        ("CellText", "", f'fo:font-size="{style.size - 2}pt"'),
        ("CellHead", 'fo:text-align="center"', f'fo:font-size="{style.size - 2}pt" {bold}'),
    ]
    paragraphs = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
        for name, paragraph, text in parts
    )
    paragraphs += "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph"'
        f' style:parent-style-name="{"Part" if level == 1 else "Heading"}" style:default-outline-level="{level}"/>'
        for level in range(1, 11)
    )
    return (
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="{style.font}"/></office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph">'
        f'<style:text-properties style:font-name="F" fo:font-size="{style.size}pt"/></style:default-style>'
        '<style:style style:name="Raised" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        f'{paragraphs}<text:notes-configuration text:note-class="footnote" text:citation-style-name="Raised"'
        ' text:citation-body-style-name="Raised" text:master-page-name="Standard"'
        f' style:num-format="1" text:start-value="0" text:start-numbering-at="{restart}" text:footnotes-position="page"/>'
        "</office:styles><office:automatic-styles>"
        '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"'
        ' fo:padding="0.1cm"/></style:style>'
        '<style:style style:name="Columns" style:family="section">'
        '<style:section-properties text:dont-balance-text-columns="true">'
        f'<style:columns fo:column-count="{style.columns}" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
        '<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
        ' fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="2cm"/>'
        "<style:header-style><style:header-footer-properties/></style:header-style>"
        "<style:footer-style><style:header-footer-properties/></style:footer-style></style:page-layout></office:automatic-styles>"
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">'
        f"<style:header>{header}</style:header><style:footer>{footer}</style:footer></style:master-page></office:master-styles>"
    )
