"""Quotations as a word processor's file (.docx), each with its source in a real footnote.

footnoted("Hộ nghèo", [Quoted((Run("“Hộ nghèo còn 3,1%.”"),), ((Run("Huyện Đồng Ngưu (2020), …"),),))])   →   the file's bytes

The parts are those of ECMA-376, Office Open XML, and no more: the text, the footnotes, the styles of both, and the links in the
footnotes. The same collection gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from search.citations.runs import Paragraph, Paragraphs, Run

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WRITTEN = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip file can tell
_FIRST = 1  # of the footnotes; 0 and -1 are the lines between text and notes
_MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation for the text, its source for the footnote, and what is said after it."""

    words: Paragraph
    source: Paragraphs
    remarks: Paragraphs = ()


def footnoted(title: str, quoted: Sequence[Quoted]) -> bytes:
    """The file's bytes: the title, then each quotation with its footnote."""
    links = list(dict.fromkeys(run.href for each in quoted for line in each.source for run in line if run.href))
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations([("officeDocument", "word/document.xml", False)]),
        "word/document.xml": _document(title, quoted),
        "word/_rels/document.xml.rels": _relations(
            [("styles", "styles.xml", False), ("settings", "settings.xml", False), ("footnotes", "footnotes.xml", False)]
        ),
        "word/footnotes.xml": _footnotes(quoted, links),
        "word/_rels/footnotes.xml.rels": _relations([("hyperlink", link, True) for link in links]),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), _HEAD + text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _document(title: str, quoted: Sequence[Quoted]) -> str:
    body = [_paragraph((Run(title),), "Title")]
    for number, each in enumerate(quoted, _FIRST):
        mark = f'<w:r>{_MARK}<w:footnoteReference w:id="{number}"/></w:r>'
        body.append(_paragraph(each.words, "Quote", after=mark))
        body += [_paragraph(remark, "Remark") for remark in each.remarks]
    # A4 with the margins of Vietnamese state documents (Decree 30/2020/NĐ-CP): 20 mm, 30 mm on the left.
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="709" '
    page += 'w:footer="709" w:gutter="0"/>'
    return f"<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr>{page}</w:sectPr></w:body></w:document>"


def _footnotes(quoted: Sequence[Quoted], links: Sequence[str]) -> str:
    lines = [
        f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    mark = f'<w:r>{_MARK}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    for number, each in enumerate(quoted, _FIRST):
        first, *others = each.source
        told = _paragraph(first, "FootnoteText", mark, links=links)
        told += "".join(_paragraph(line, "FootnoteText", links=links) for line in others)
        lines.append(f'<w:footnote w:id="{number}">{told}</w:footnote>')
    return f"<w:footnotes {_NAMES}>{''.join(lines)}</w:footnotes>"


def _paragraph(runs: Paragraph, style: str, before: str = "", after: str = "", links: Sequence[str] = ()) -> str:
    told = "".join(_run(run, links) for run in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{told}{after}</w:p>'


def _run(run: Run, links: Sequence[str]) -> str:
    look = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>' if run.href else "<w:rPr><w:i/></w:rPr>" if run.italic else ""
    told = f'<w:r>{look}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
    return f'<w:hyperlink r:id="link{links.index(run.href)}">{told}</w:hyperlink>' if run.href in links else told


def _relations(found: Sequence[tuple[str, str, bool]]) -> str:
    """The relations of a part: kind, target, and whether that is outside the file."""

    def told() -> Iterator[str]:
        for number, (kind, target, outside) in enumerate(found):
            mode = ' TargetMode="External"' if outside else ""
            yield f'<Relationship Id="link{number}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'

    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(told())}</Relationships>'


def _types() -> str:
    kinds = {"document": "document.main", "footnotes": "footnotes", "styles": "styles", "settings": "settings"}
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS}.{kind}+xml"/>' for name, kind in kinds.items())
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{plain}{parts}</Types>'


def _settings() -> str:
    return f'<w:settings {_NAMES}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr></w:settings>'


def _styles() -> str:
    """Fourteen points of Times New Roman, as Vietnamese state documents are set, and footnotes of ten."""
    face = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>'
    usual = f'<w:rPrDefault><w:rPr>{face}<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
    spaced = '<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault>'
    styles = [
        _style("Normal", "Normal", default=True),
        _style("Title", "Title", '<w:spacing w:after="240"/><w:jc w:val="center"/>', '<w:b/><w:sz w:val="32"/>'),
        _style("Quote", "Quote", '<w:ind w:left="567"/><w:jc w:val="both"/>'),
        _style("Remark", "Remark", '<w:ind w:left="567"/>', '<w:color w:val="444444"/><w:sz w:val="24"/>'),
        _style("FootnoteText", "footnote text", '<w:spacing w:after="0"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
        _style("FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>', kind="character"),
        _style("Hyperlink", "Hyperlink", "", '<w:color w:val="0563C1"/><w:u w:val="single"/>', kind="character"),
    ]
    return f"<w:styles {_NAMES}><w:docDefaults>{usual}{spaced}</w:docDefaults>{''.join(styles)}</w:styles>"


def _style(name: str, called: str, paragraph: str = "", letters: str = "", kind: str = "paragraph", default: bool = False) -> str:
    mark = ' w:default="1"' if default else ""
    based = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and not default else ""
    set_so = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    look = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{mark}><w:name w:val="{called}"/>{based}{set_so}{look}</w:style>'
