"""Tables set with bars: rows and cells are found again in one line of reading text."""

import pytest

from web.tables import cells


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
