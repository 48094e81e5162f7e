"""The rows of the register as files: CSV that spreadsheet programs open as it is, XLSX, JSON.

A cell that begins with =, +, - or @ would be run as a formula by a spreadsheet program, so an apostrophe is sent before it:
"=1+1" → "'=1+1". Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

Cell = str | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(cell: Cell) -> Cell:
    """The cell as a text that no program takes for a formula; numbers as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) else cell


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes the letters for another encoding."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([neutral(head) for head in heads])
    for row in rows:
        writer.writerow([_plain(neutral(cell)) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> bytes:
    """One sheet with a head that stays in sight and filters; texts are written as texts, whatever they begin with."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(name[:31]), book.add_format({"bold": True})
        last = 0
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, column, cell)
                elif cell is not None:
                    sheet.write_number(last, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(heads) - 1)
    return written.getvalue()


def _plain(cell: Cell) -> Cell:
    """Whole numbers without ".0"."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
