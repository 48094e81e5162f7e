"""Text cut at highlights and footnote marks: nothing is lost, each mark stands behind its words."""

from store.records import Footnote
from web.pieces import Piece, pieces

TEXT = "Hộ nghèo giảm nhanh."


def note(number: int) -> Footnote:
    return Footnote(f"f-{number}", "r", number, None, "p", None, None, None, ())


def test_highlights_and_marks_cut_the_text_where_they_stand() -> None:
    cut = pieces(TEXT, highlights=[(0, 8)], marks=[(13, note(1))])
    assert cut == (Piece("Hộ nghèo", True), Piece(" giảm", False, (note(1),)), Piece(" nhanh.", False))


def test_a_mark_within_a_highlight_splits_it() -> None:
    cut = pieces(TEXT, highlights=[(0, 8)], marks=[(2, note(1))])
    assert [(piece.text, piece.highlighted) for piece in cut[:2]] == [("Hộ", True), (" nghèo", True)]
    assert cut[0].notes == (note(1),)


def test_marks_at_both_ends_and_beyond_are_kept() -> None:
    cut = pieces(TEXT, marks=[(0, note(1)), (len(TEXT), note(2)), (99, note(3))])
    assert [n.number for piece in cut for n in piece.notes] == [1, 2, 3]
    assert "".join(piece.text for piece in cut) == TEXT


def test_only_what_is_shown_is_cut() -> None:
    cut = pieces(TEXT, (9, 13), highlights=[(0, 11), (15, 18)])
    assert cut == (Piece("gi", True), Piece("ảm", False))


def test_words_in_doubt_are_cut_out_whether_highlighted_or_not() -> None:
    cut = pieces(TEXT, (3, 20), highlights=[(0, 8)], doubtful=[(0, 4), (14, 19)])
    assert [(piece.text, piece.highlighted, piece.doubtful) for piece in cut] == [
        ("n", True, True), ("ghèo", True, False), (" giảm ", False, False), ("nhanh", False, True), (".", False, False),
    ]  # fmt: skip


def test_overlapping_highlights_are_one() -> None:
    assert "".join(piece.text for piece in pieces(TEXT, highlights=[(0, 5), (3, 8)]) if piece.highlighted) == "Hộ nghèo"


def test_an_empty_text_has_no_pieces_but_keeps_its_mark() -> None:
    assert pieces("") == ()
    assert pieces("", marks=[(0, note(1))]) == (Piece("", False, (note(1),)),)
