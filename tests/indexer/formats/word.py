"""Word files written piece by piece, so that a test shows the very XML that it is about.

docx(p(r("Thu ngân sách tăng"), footnote(1), r(", vượt kế hoạch.")), footnotes={1: p(own_mark(), r(" Báo cáo số 12."))})
"""

import io
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
_HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in range(1, 5)
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' + _HEADINGS
    + '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)  # fmt: skip


def r(text: str, look: str = "") -> str:
    """A run; `look` is the XML of its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    """A paragraph of runs, plain strings among them."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"


def h(level: int, text: str) -> str:
    return p(text, look=style(f"Heading{level}"))


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def footnote(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def endnote(number: int) -> str:
    return f'<w:r><w:endnoteReference w:id="{number}"/></w:r>'


def own_mark(sort: str = "footnote") -> str:
    return f"<w:r><w:{sort}Ref/></w:r>"


def numbering(*levels: tuple[str, str], number: int = 1, more: str = "") -> str:
    """A list whose levels have a number format and a text: ("upperRoman", "%1.")."""
    inside = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{escape(text)}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    lists = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{more}</w:num>'
    return f'<w:abstractNum w:abstractNumId="{number}">{inside}</w:abstractNum>{lists}'


def table(*rows: tuple[str, ...], look: str = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>') -> str:
    """A table of cells, each the XML of its paragraphs or a plain text; a cell may begin with its `w:tcPr`."""
    inside = "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{inside}</w:tbl>"


def _cell(cell: str) -> str:
    return f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>"


def text_box(*paragraphs: str) -> str:
    """A run with a text box, and the same again for old programs, as Word writes it."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    alternatives = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{alternatives}</mc:AlternateContent></w:r>"


def field(instruction: str, *result: str) -> str:
    """A field as Word writes it: its instruction and its result between marks, all in runs of their own."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    told = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return begin + told + separate + "".join(result) + end


def docx(
    *body: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    numbers: str = "",
    styles: str = STYLES,
    extra: dict[str, str | bytes] | None = None,
    leave_out: tuple[str, ...] = (),
    more: dict[str, str] | None = None,
    chunks: dict[str, str] | None = None,
) -> bytes:
    """A whole file. `leave_out` names parts that are referred to but missing; `more` are further parts by
    name ("header1", "comments", "settings"), `chunks` relations to parts of `extra` by their id."""
    parts = {"document": f"<w:body>{''.join(body)}</w:body>", "styles": styles, "numbering": numbers}
    for sort, notes in (("footnote", footnotes), ("endnote", endnotes)):
        bodies = "".join(f'<w:{sort} w:id="{number}">{text}</w:{sort}>' for number, text in (notes or {}).items())
        parts[f"{sort}s"] = f'<w:{sort} w:type="separator" w:id="-1">{p("")}</w:{sort}>{bodies}'
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in [*parts, *(more or {})]
    )
    relations += "".join(
        f'<Relationship Id="{name}" Type="{_R}/aFChunk" Target="{target}"/>' for name, target in (chunks or {}).items()
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(parts))
        package.writestr(
            "_rels/.rels", _relationships(f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>')
        )
        package.writestr("word/_rels/document.xml.rels", _relationships(relations))
        for name, inside in parts.items():
            if name not in leave_out:
                package.writestr(f"word/{name}.xml", f'<?xml version="1.0"?><w:{name} {_NAMESPACES}>{inside}</w:{name}>')
        for name, inside in (more or {}).items():
            root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
            package.writestr(f"word/{name}.xml", f'<?xml version="1.0"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>')
        for path, text in (extra or {}).items():
            package.writestr(path, text)
    return data.getvalue()


def _relationships(inside: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{xml}{types}</Types>'
