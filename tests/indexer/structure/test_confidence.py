"""What OCR is sure of, carried from the words of the source text to passages and headings."""

from indexer.readers.blocks import Block, Reading, read_spans
from indexer.structure.confidence import Confidence
from indexer.structure.report import structure

SOURCE = "II. KÊT QUẢ\nTrồng 29 ha  rừng."
WORDS = ((0, 3, 75), (4, 7, 60), (8, 11, 95), (12, 17, 96), (18, 20, 41), (21, 23, 70), (25, 30, 90))


def test_words_in_doubt_are_found_in_the_reading_text_neighbours_together() -> None:
    spans = ((12, 30),)
    read = read_spans(SOURCE, spans)
    assert read.text == "Trồng 29 ha rừng."
    assert [read.text[a:b] for a, b in Confidence(WORDS).doubtful(read, spans)] == ["29 ha"]


def test_the_mean_weighs_words_by_their_length() -> None:
    assert Confidence(WORDS).mean(((12, 20),)) == round((5 * 96 + 2 * 41) / 7)


def test_words_that_were_not_read_by_ocr_have_no_confidence() -> None:
    assert Confidence().mean(((0, 30),)) is None
    assert Confidence().doubtful(read_spans(SOURCE, ((0, 30),)), ((0, 30),)) == ()


def test_a_report_says_of_its_passages_and_titles_what_is_in_doubt() -> None:
    blocks = (Block(((0, 11),), page=1), Block(((12, 30),), page=1))
    document = structure(SOURCE, Reading("pdf", blocks, pages=1, confidences=WORDS), "quet.pdf", "0")
    texts = {section.title: section.doubtful for section in document.sections if section.heading_spans}
    assert texts == {"KÊT QUẢ": ((0, 3),)}
    (passage,) = (passage for passage in document.passages if passage.text.startswith("Trồng"))
    assert passage.confidence is not None
    assert [passage.text[a:b] for a, b in passage.doubtful] == ["29 ha"]
