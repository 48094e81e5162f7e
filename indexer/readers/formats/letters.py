"""Vietnamese letters from before Unicode, told by the font that a run is set in.

    .VnTime, .VnArialH      TCVN3 (ABC); a name that ends in H is a font of capitals
    VNI-Times               VNI
    Times New Roman         Unicode, most of the time: where a whole text is in old letters under such a name, its syllables tell

>>> unicode_letters("Kinh tÕ", ".VnTime")
'Kinh tế'
"""

import re
from dataclasses import replace

from indexer.readers.formats.flow import Flow, Item, Paragraph, Run, Table, in_cells
from indexer.readers.legacy import convert, from_tcvn3, from_vni

_SYMBOL_PAGE = re.compile("[\uf020-\uf0ff]")  # where Word keeps the letters of fonts that it takes for symbols
SYMBOL_FONTS = ("symbol", "wingdings", "webdings")
_SYMBOLS = dict(
    zip(
        "\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b8\uf0b9\uf0bb\uf0ab\uf0ac\uf0ad\uf0ae\uf0af\uf0a5\uf0a2\uf0b2\uf061\uf062\uf044\uf053\uf06d\uf070\uf02b\uf02d\uf03d",
        "≤°±≥×÷≠≈↔←↑→↓∞′″αβΔΣμπ+−=",
        strict=True,
    )
)  # what the font Symbol draws at these places, by Adobe's encoding of it
_DINGBATS = dict(zip("\uf0e0\uf0e8\uf0df\uf0e7\uf0f0\uf0fc\uf0fb\uf0fe\uf0a8", "→→←←⇨✓✗☑□", strict=True))  # of Wingdings
_BEYOND = re.compile("[\u0100-\u024f\u1ea0-\u1ef9\u0300-\u036f]")  # Unicode's own Vietnamese letters: the font's name misleads


def is_old_font(font: str) -> bool:
    return font.lower().startswith((".vn", "vni-", "vni "))


def unicode_letters(text: str, font: str) -> str:
    """`text` as Unicode has it, when `font` is one of the old ones; else `text` as it is."""
    if not is_old_font(font):
        return text
    text = _SYMBOL_PAGE.sub(lambda match: chr(ord(match[0]) - 0xF000), text)
    if _BEYOND.search(text):
        return text
    return from_tcvn3(text, capitals=font.rstrip().endswith("H")) if font.lower().startswith(".vn") else from_vni(text)


def on_symbol_page(text: str) -> str:
    """Signs that a web page writes in the letters of Latin-1 with a font of symbols, where Word keeps such signs."""
    return re.sub("[\xa1-\xff]", lambda match: chr(0xF000 + ord(match[0])), text)


def symbols(text: str, font: str) -> str:
    """`text` with the signs that a font of symbols draws as Unicode has them; a sign that is not known becomes a bullet."""
    name = font.lower()
    if not _SYMBOL_PAGE.search(text) or not name.startswith(SYMBOL_FONTS):
        return text
    known = _SYMBOLS if name.startswith("symbol") else _DINGBATS
    return _SYMBOL_PAGE.sub(lambda match: known.get(match[0], "•"), text)


def convert_flow(flow: Flow) -> tuple[Flow, str | None]:
    """`flow` in Unicode letters though no font said that they are old ones, and a remark when they were converted."""
    words = "\n".join(_texts(flow))
    found = convert(words)
    if found is None:
        return flow, None
    change = from_vni if found.encoding == "VNI" else from_tcvn3

    def paragraph(old: Paragraph) -> Paragraph:
        return replace(old, runs=tuple(run if run.note else Run(change(run.text), *_style(run)) for run in _joined(old.runs)))

    def item(old: Item) -> Item:
        if isinstance(old, Paragraph):
            return paragraph(old)
        return in_cells(old, paragraph)

    notes = tuple(replace(note, paragraphs=tuple(paragraph(p) for p in note.paragraphs)) for note in flow.notes)
    remark = f"it was written in {found.encoding} letters, which were converted to Unicode"
    return replace(flow, items=tuple(item(old) for old in flow.items), notes=notes), remark


def _texts(flow: Flow) -> list[str]:
    texts = [cell.text for table in flow.items if isinstance(table, Table) for row in table.rows for cell in row.cells]
    texts += [paragraph.text for paragraph in flow.items if isinstance(paragraph, Paragraph)]
    return texts + [paragraph.text for note in flow.notes for paragraph in note.paragraphs]


def _style(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.superscript


def _joined(runs: tuple[Run, ...]) -> list[Run]:
    """Neighbours set alike as one run, so that a letter and its mark come together."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.note is None and joined[-1].note is None and _style(run) == _style(joined[-1]):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined
