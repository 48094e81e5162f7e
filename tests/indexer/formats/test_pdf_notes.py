"""Marks and the rows at a page's foot that answer them, where OCR misread one or the other."""

import pytest

from indexer.readers.formats.pdf_lines import Piece, Row
from indexer.readers.formats.pdf_notes import match


def _row(*pieces: Piece, base: float = 100.0) -> Row:
    return Row(pieces, base, 14.0, 1)


def _text(*marks: str) -> list[Row]:
    """A row of text for each mark, raised behind its last word."""
    rows = []
    for number, mark in enumerate(marks):
        words = (Piece("Trồng", 72, 100, 14), Piece("rừng", 104, 130, 14, spaced=True), Piece(mark, 130, 136, 9, raised=True))
        rows.append(_row(*words, base=100.0 + 20 * number))
    return rows


def _foot(words: str, confidence: int | None) -> Row:
    first, rest = words.split(" ", 1)
    return _row(Piece(first, 72, 100, 10, confidence=confidence), Piece(rest, 104, 200, 10, spaced=True), base=700.0)


@pytest.mark.parametrize(
    ("mark", "foot", "words"),
    [("46", "4G6Chuyên môn.", "Chuyên môn."), ("30", "301Trong đó.", "Trong đó."), ("46", "46Chuyên môn.", "Chuyên môn.")],
    ids=["a sign inside", "a sign behind", "read rightly"],
)
def test_a_label_that_ocr_is_unsure_of_may_have_a_sign_too_many(mark: str, foot: str, words: str) -> None:
    row = _foot(foot, 38)
    (body,) = match([(_text(mark), [row])]).bodies
    assert (body.label, row.text[body.label_end :]) == (mark, words)


def test_a_typeset_label_has_no_sign_too_many() -> None:
    notes = match([(_text("30"), [_foot("301Trong đó.", None)])])
    assert [row.text[body.label_end :] for body in notes.bodies for row in body.rows] == ["1Trong đó."]


def test_a_mark_that_lost_a_figure_goes_with_the_body_that_counts_on() -> None:
    foot = [_foot("65 Bến xe.", 90), _foot("66 Nhà máy.", 90)]
    notes = match([(_text("65", "6"), foot)])
    assert [(body.label, body.rows[0].text[body.label_end :]) for body in notes.bodies] == [("65", "Bến xe."), ("66", "Nhà máy.")]


def test_a_figure_that_begins_a_row_is_no_note_far_ahead() -> None:
    """Notes at the report's end: “3 trường hợp” goes on with the first, though a mark 3 waits for its body."""
    foot = [_foot("1 Quy hoạch gồm", None), _foot("3 trường hợp khác.", None), _foot("2 Điều động.", None)]
    more = [_foot("3 Bổ nhiệm.", None)]
    notes = match([(_text("1", "2", "3"), []), ([], foot[:1]), ([], foot[1:2] + foot[2:]), ([], more)])
    assert [(body.label, len(body.rows)) for body in notes.bodies] == [("1", 2), ("2", 1), ("3", 1)]
