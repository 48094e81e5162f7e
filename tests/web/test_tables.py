"""Tables set with bars: rows and cells are found again in one line of reading text."""

import pytest

from web.tables import cells, in_line


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| TT | Chỉ tiêu |", [["TT", "Chỉ tiêu"]]),
        ("| 1 | Hộ nghèo | 3,2 | | 2 | Thu ngân sách | 86,5 |", [["1", "Hộ nghèo", "3,2"], ["2", "Thu ngân sách", "86,5"]]),
        ("| 1 | | 3,2 | | 2 | Cá | 9 |", [["1", "", "3,2"], ["2", "Cá", "9"]]),
        ("|a|b| |c|d|", [["a", "b"], ["c", "d"]]),
        ("Năm | nay", []),
        ("| một mình |", []),
        ("", []),
    ],
    ids=["header", "rows", "an empty cell", "no space", "a bar in a sentence", "one cell", "nothing"],
)
def test_cells_by_row(text: str, rows: list[list[str]]) -> None:
    assert [[text[start:end] for start, end in row] for row in cells(text)] == rows


@pytest.mark.parametrize(
    "text, shown",
    [
        ("| 5 | Lượt khách | 120 | | 6 | Hộ nghèo | | 2,2 |", "5 · Lượt khách · 120 · 6 · Hộ nghèo · 2,2"),
        ("| Lượt khách | 120", "Lượt khách · 120"),
        ("| | |", ""),
        ("Hộ nghèo a|b giảm", "Hộ nghèo a|b giảm"),
    ],
)
def test_a_table_in_one_line_has_no_bars_and_keeps_its_places(text: str, shown: str) -> None:
    line = in_line(text)
    assert " ".join(line.split()) == shown
    assert len(line) == len(text)
    assert all(line[n] == letter for n, letter in enumerate(text) if letter.isalnum())
