"""A flow written out as source text."""

import pytest

from indexer.readers.formats.compose import compose
from indexer.readers.formats.flow import Flow, NoteBody, Paragraph, Run


@pytest.mark.parametrize(("printed", "pages"), [((2, 3), (2, 3)), ((None, None), (1, 1))])
def test_a_note_is_on_the_page_that_prints_it_or_else_on_that_of_its_mark(
    printed: tuple[int | None, int | None], pages: tuple[int, int]
) -> None:
    text = Paragraph((Run("Chợ họp bảy phiên mỗi tháng"), Run("1", note="n")), page=1, page_end=1)
    body = NoteBody("n", "1", (Paragraph((Run("Kể cả phiên ngày rằm."),)),), *printed)
    (note,) = compose(Flow((text,), (body,), 3), "pdf", None).reading.notes
    assert (note.page, note.page_end) == pages
