"""A whole collection written down: every entry cited in one style, or as the facts of it, in the order of the collection.

compiled("Hộ nghèo", gathered(library, collection, base), "vietnamese", "plain").decode()
→ Hộ nghèo

  1. “Tỷ lệ hộ nghèo giảm còn 3,1%.”
     Đảng bộ huyện Đồng Ngưu (2020), Báo cáo chính trị …, tr. 7. https://…/passages/…
     Ghi chú: so với nhiệm kỳ trước
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Literal, get_args

from search.citations import MEDIA_TYPES, Format, Style, cite, exchange, markup, styled
from search.citations.collection import Gathered
from search.citations.footnoted import Quoted, footnoted
from search.citations.runs import Paragraph, Paragraphs, Run
from search.citations.source import Cited
from store.errors import UsageFault

FileFormat = Literal[Format, "docx"]
FILE_FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
FILE_TYPES: dict[FileFormat, str] = {
    **dict(MEDIA_TYPES.items()),
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ENDINGS: dict[FileFormat, str] = {
    "plain": "txt",
    "html": "html",
    "markdown": "md",
    "bibtex": "bib",
    "ris": "ris",
    "csl-json": "json",
    "docx": "docx",
}
UNTITLED = "Sổ trích dẫn"


def file_format_named(name: str) -> FileFormat:
    """Raises UsageFault for a format that there is not."""
    for format in FILE_FORMATS:
        if format == name:
            return format
    raise UsageFault(f"{name[:60]!r} is no format: choose one of {', '.join(FILE_FORMATS)}.", "format")


def compiled(title: str, entries: Sequence[Gathered], style: Style = "vietnamese", format: FileFormat = "plain") -> bytes:
    """The file. Raises UsageFault, which names them, where the archive never had some of the passages."""
    unknown = [entry.entry.passage for entry in entries if entry.cited is None]
    if unknown:
        named = ", ".join(unknown[:5])
        if len(entries) == 1:
            raise UsageFault(
                f"The archive never had {named}: give the id of a passage, as its address /passages/ID has it.", "collection"
            )
        out = "take it out, and cite the rest" if len(unknown) == 1 else "take them out, and cite the rest"
        raise UsageFault(f"The archive never had {named}: {out}.", "collection")
    cited = _keyed([entry.cited for entry in entries if entry.cited])
    title = " ".join(title.split()) or UNTITLED
    if format == "docx":
        return footnoted(title, [_quoted(each, style) for each in cited])
    return _text(title, cited, style, format).encode()


def _text(title: str, cited: Sequence[Cited], style: Style, format: Format) -> str:
    written = [_paragraphs(each, style) for each in cited]
    if format == "csl-json":
        return json.dumps([exchange.csl_item(each) for each in cited], ensure_ascii=False, indent=2) + "\n"
    if format == "html":
        items = "\n".join(f"<li>{markup.html(each)}</li>" for each in written)
        head = f'<!doctype html>\n<html lang="vi">\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        return f"{head}<body>\n<h1>{escape(title)}</h1>\n<ol>\n{items}\n</ol>\n</body>\n</html>\n"
    if format in ("plain", "markdown"):
        write = markup.plain if format == "plain" else markup.markdown
        head = write(((Run(title),),)) if format == "plain" else "# " + write(((Run(title),),))
        return "\n".join([head, *(_numbered(number, write(each)) for number, each in enumerate(written, 1))])
    return ("" if format == "ris" else "\n").join(cite(each, style, format) for each in cited)


def _paragraphs(cited: Cited, style: Style) -> Paragraphs:
    """The citation and its remarks; without a quotation where its words are not known any more."""
    quotation, *reference = styled(cited, style)
    remarks = [(Run(remark),) for remark in cited.remarks]
    return (*((quotation,) if cited.quote else ()), *reference, *remarks)


def _quoted(cited: Cited, style: Style) -> Quoted:
    quotation, *reference = styled(cited, style)
    words: Paragraph = quotation if cited.quote else (Run(cited.name, italic=cited.is_titled),)
    return Quoted(words, tuple(reference), tuple((Run(remark),) for remark in cited.remarks))


def _numbered(number: int, text: str) -> str:
    """The lines of an entry, with its number before the first and the others set in as far."""
    head = f"{number}. "
    first, *others = text.splitlines()
    return "\n".join([head + first, *(" " * len(head) + line if line else "" for line in others)]) + "\n"


def _keyed(cited: Sequence[Cited]) -> list[Cited]:
    """Each with a key of its own, also where one passage is cited twice: …p-01, …p-01-2."""
    seen: Counter[str] = Counter()
    keyed = []
    for each in cited:
        seen[each.id] += 1
        keyed.append(replace(each, key=f"{each.id}-{seen[each.id]}") if seen[each.id] > 1 else each)
    return keyed
