"""Indicators that a report calls met by their numbers."""

import pytest

from indexer.commitments.rolls import Called, number_of, rolls

COUNTED = "Qua hai năm, có 3/5 chỉ tiêu đạt kế hoạch đề ra"


def test_a_note_lists_the_numbers_of_what_its_sentence_counts() -> None:
    called = rolls([(COUNTED, "Chỉ tiêu 1, 2,5; 01 chỉ tiêu gần đạt: chỉ tiêu 4.")])
    assert {number: said.verdict for number, said in called.items()} == {1: "met", 2: "met", 5: "met", 4: "on the way"}
    assert called[5].words == "3/5 chỉ tiêu đạt … Chỉ tiêu 1, 2,5"
    assert called[4].words == "gần đạt: chỉ tiêu 4"


def test_a_sentence_lists_them_itself() -> None:
    called = rolls([("", "Có 2 chỉ tiêu vượt kế hoạch (chỉ tiêu số 1 và 3), 1 chỉ tiêu chưa đạt (chỉ tiêu 2).")])
    assert {number: said.verdict for number, said in called.items()} == {1: "met", 3: "met", 2: "not met"}


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu 4 về rừng được giao cho hạt kiểm lâm.",
        "Đề ra 14 chỉ tiêu, gồm 04 chỉ tiêu kinh tế, 07 chỉ tiêu xã hội.",
        "Thu nhập đạt chỉ tiêu 60% của năm.",
    ],
)
def test_other_numbers_call_nothing(text: str) -> None:
    assert rolls([("", text)]) == {}


def test_an_indicator_of_which_two_things_are_said_is_left_to_its_numbers() -> None:
    twice = [("", "Có 2 chỉ tiêu đạt kế hoạch: chỉ tiêu 1, 2."), ("", "Còn 1 chỉ tiêu chưa đạt: chỉ tiêu 2.")]
    assert set(rolls(twice)) == {1}
    assert rolls([]) == {}
    assert isinstance(rolls(twice)[1], Called)


@pytest.mark.parametrize(
    ("item", "number"), [("(11) Che phủ rừng >56%", 11), ("4. Nước sạch", 4), ("12 xã đạt", None), ("- Rừng", None)]
)
def test_an_item_bears_its_number(item: str, number: int | None) -> None:
    assert number_of(item) == number
