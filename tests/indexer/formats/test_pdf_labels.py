"""What the pages of a PDF are called: as the file says, else by the numbers that they print."""

import pytest

from indexer.readers.formats.pdf import read
from indexer.structure.report import structure
from tests.indexer.formats.pdf_page import pdf_pages

SAID = "/PageLabels<</Nums[0<</S/r>>2<</S/D>>4<</P(A-)/S/D>>]>>"


def _pages(numbers: list[str]) -> list[list[tuple[float, float, float, str]]]:
    """A page for each number, printed in the middle of its foot."""
    prose = [
        (72, 100, 14, "Bao cao cua huyen ve viec trong rung, lam duong va giam so ho"),
        (72, 120, 14, "kho khan trong nam nam."),
    ]
    return [[*prose, (290, 800, 12, number)] if number else prose for number in numbers]


def _labels(data: bytes) -> tuple[str, ...]:
    return read(data).reading.page_labels


def test_labels_of_the_file_are_what_its_pages_are_called() -> None:
    assert _labels(pdf_pages(_pages([""] * 6), catalogue=SAID)) == ("i", "ii", "1", "2", "A-1", "A-2")


def test_labels_that_only_count_the_pages_give_way_to_what_is_printed() -> None:
    plain = "/PageLabels<</Nums[0<</S/D>>]>>"
    assert _labels(pdf_pages(_pages(["", "1", "2", "3"]), catalogue=plain)) == ("[1]", "1", "2", "3")


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        (["", "2", "3", "4"], ()),
        (["", "1", "2", "", "4"], ("[1]", "1", "2", "3", "4")),
        (["i", "ii", "iii", "1", "2", "3"], ("i", "ii", "iii", "1", "2", "3")),
        (["31", "32", "33", "34"], ("31", "32", "33", "34")),
        (["- 1 -", "- 2 -", "- 3 -", "- 1 -", "- 2 -"], ("1", "2", "3", "1", "2")),
        (["", "", "", "7", "", ""], ()),
    ],
    ids=[
        "as they lie in the file",
        "a cover and a page without number",
        "a foreword",
        "a part of a book",
        "an appendix",
        "one figure",
    ],
)
def test_pages_are_called_by_their_printed_numbers(printed: list[str], called: tuple[str, ...]) -> None:
    assert _labels(pdf_pages(_pages(printed))) == called


def test_printed_numbers_are_furniture_however_they_count() -> None:
    found = read(pdf_pages(_pages(["i", "ii", "1", "2"])))
    furniture = [found.source[slice(*block.spans[0])] for block in found.reading.blocks if block.kind == "furniture"]
    assert [text for text in furniture if len(text) < 3] == ["i", "ii", "1", "2"]


def test_a_passage_keeps_its_place_in_the_file_beside_its_label() -> None:
    reading = read(pdf_pages(_pages(["", "1", "2"])))
    document = structure(reading.source, reading.reading, "bao-cao.pdf", "0")
    last = document.passages[-1]
    assert (last.page, document.report.page_label(last.page)) == (3, "2")
