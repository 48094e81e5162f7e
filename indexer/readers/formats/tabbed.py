"""Letterheads and signatures that are set in two columns by tabs, read column by column.

    ỦY BAN NHÂN DÂN   →  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM         ỦY BAN NHÂN DÂN
    HUYỆN SÔNG MƠ     →  Độc lập - Tự do - Hạnh phúc                HUYỆN SÔNG MƠ
    →  →  Sông Mơ, ngày 5 tháng 3 năm 2020                          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM …

Only at the beginning and the end of a file, and only where the words of a letterhead or of a signature say so: elsewhere tabs set
figures beside their words, which are read line by line.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.formats.flow import Flow, Item, Paragraph, Run

_FRONT, _BACK = 12, 30  # items at the beginning and the end that may be so set
_MOST_BETWEEN = 2  # lines without a tab between lines with one
_LONGEST_LINE = 50  # words
_LETTERHEAD = re.compile(r"CỘNG\s+(?:SẢN|HÒA|HOÀ)", re.IGNORECASE)  # the state's name or the party's
_SIGNATURE = re.compile(r"NƠI\s+NHẬN|(?:T/M|TM|K/T|KT|T/L|TL|TUQ)\b[./]?\s|BÍ\s+THƯ|CHỦ\s+TỊCH|GIÁM\s+ĐỐC", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cell:
    tabs: int  # before it in its line
    paragraph: Paragraph


def columns_read(flow: Flow) -> Flow:
    """`flow` with the columns of its letterhead and of its signature one after the other."""
    items = flow.items
    back = max(_FRONT, len(items) - _BACK)
    front = _side_by_side(items[:_FRONT], _LETTERHEAD)
    if back == _FRONT:  # a file so short that its signature may stand there too
        front = _side_by_side(front, _SIGNATURE)
    return replace(flow, items=(*front, *items[_FRONT:back], *_side_by_side(items[back:], _SIGNATURE)))


def _side_by_side(items: Sequence[Item], words: re.Pattern[str]) -> list[Item]:
    found: list[Item] = []
    at = 0
    while at < len(items):
        end = _stretch(items, at)
        columns = _columns([item for item in items[at:end] if isinstance(item, Paragraph)], words) if end > at else None
        found += [items[at]] if columns is None else columns
        at = at + 1 if columns is None else end
    return found


def _stretch(items: Sequence[Item], start: int) -> int:
    """Where the lines end that begin at `start` with a tab in them."""
    end, between = start, 0
    for at in range(start, len(items)):
        item = items[at]
        if not isinstance(item, Paragraph) or item.heading_level is not None or item.furniture:
            break
        if item.text.strip() and "\t" not in item.text:
            between += 1
        if between > _MOST_BETWEEN or len(item.text.split()) > _LONGEST_LINE or (end == start and at > start):
            break
        if "\t" in item.text:
            if between and not item.text.startswith("\t"):
                break  # behind lines of the left column alone, one of the right column alone; all else is text again
            end, between = at + 1, 0
    return end


def _columns(paragraphs: Sequence[Paragraph], words: re.Pattern[str]) -> list[Paragraph] | None:
    """The left column and then the right one; None where these lines are no two columns."""
    lines = [line for paragraph in paragraphs for line in _lines(paragraph)]
    pairs = [line for line in lines if len(line) == 2]
    said = [unicodedata.normalize("NFC", cell.paragraph.text) for line in pairs for cell in line]
    if not any(words.search(text) for text in said) or any(len(line) > 2 for line in lines):
        return None
    right_from = min(line[1].tabs for line in pairs)
    cells = [cell for line in lines for cell in line]
    left = [cell for cell in cells if cell.tabs < right_from]
    return [cell.paragraph for cell in (*left, *(cell for cell in cells if cell.tabs >= right_from))]


def _lines(paragraph: Paragraph) -> list[list[_Cell]]:
    """The paragraph's lines, each as its cells that hold anything."""
    lines: list[list[_Cell]] = [[]]
    tabs = 0
    runs: list[Run] = []

    def end_cell() -> None:
        label = paragraph.label if not any(lines) else ""
        if label or any(run.text.strip() for run in runs):
            lines[-1].append(_Cell(tabs, replace(paragraph, runs=tuple(runs), label=label)))
        runs.clear()

    for run in paragraph.runs:
        if run.note is not None:
            runs.append(run)
            continue
        for number, row in enumerate(run.text.split("\n")):
            if number:
                end_cell()
                lines.append([])
                tabs = 0
            for column, text in enumerate(row.split("\t")):
                if column:
                    end_cell()
                    tabs += 1
                if text:
                    runs.append(replace(run, text=text))
    end_cell()
    return [line for line in lines if line]
