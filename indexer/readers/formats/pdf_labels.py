"""What each page of a PDF is called: as the file says, else by the numbers that its pages print.

the file says       i, ii, 1, 2, A-1      /PageLabels, where they are more than the count of the pages
the pages print     –, 1, 2, –, 4         [1], 1, 2, 3, 4: a page without a number is counted between those that have one;
                                          the cover before page 1 goes by its place, in brackets
"""

from collections.abc import Sequence

import pypdfium2

from indexer.readers.formats.pdf_furniture import Number

_LONGEST = 20  # characters of a label


def said_labels(document: pypdfium2.PdfDocument) -> list[str]:
    """The labels in the file, one a page; "" for a page without."""
    return [" ".join(document.get_page_label(index)[:_LONGEST].split()) for index in range(len(document))]


def page_labels(said: Sequence[str], printed: Sequence[Number | None]) -> tuple[str, ...]:
    """What each page is called, in the order of the file; empty where all go by their place in it."""
    places = [str(place) for place in range(1, len(printed) + 1)]
    if all(said) and list(said) != places and 2 * len(set(said)) > len(said):
        return tuple(said)
    labels = _counted(printed) if sum(number is not None for number in printed) >= max(2, len(printed) // 3) else places
    return tuple(labels) if labels != places else ()


def _counted(printed: Sequence[Number | None]) -> list[str]:
    """The printed numbers; a page that prints none is what the page before it makes it, else the page behind it."""
    known = list(printed)
    for at in range(1, len(known)):
        before = known[at - 1]
        if known[at] is None and before is not None:
            known[at] = before.next(1)
    for at in range(len(known) - 2, -1, -1):
        behind = known[at + 1]
        if known[at] is None and behind is not None:
            known[at] = behind.next(-1)
    return [number.text if number else f"[{place}]" for place, number in enumerate(known, 1)]
