"""The interface's texts: all of them in the list that a translation starts from, and none written past it."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeGuard

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from flask_babel import LazyString

from search import documents
from search.answers import FILTER_NAMES, MODES, Matched
from search.citations import STYLES
from search.citations.compiled import FILE_FORMATS
from search.concordance import LONGEST
from search.recurring import FEWEST, SHORTEST
from search.register import VERDICT_ORDER
from search.register_rows import LONGEST_WORDS, SORTS
from store.records import REPORT_KINDS
from tests.web.markup import parsed
from web import texts
from web.collection import MOST_IN_ADDRESS
from web.languages import NAMES
from web.questions import CHOICES, LARGEST_SIZE

WEB = Path(texts.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
# All but those that are lists of texts, where the words of data and patterns stand beside them.
MODULES = sorted(path for path in WEB.glob("*.py") if path.stem not in ("texts", "told", "commitment_words"))
VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def ids(path: Path) -> set[object]:
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def test_the_list_of_texts_is_that_of_the_code(tmp_path: Path) -> None:
    found = tmp_path / "messages.pot"
    CommandLineInterface().run(["pybabel", "-q", "extract", "-F", str(WEB / "babel.cfg"), "-o", str(found), str(WEB)])
    listed = WEB / "translations" / "messages.pot"
    assert ids(found) == ids(listed), "run scripts/texts"
    assert len(ids(listed)) > 100


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_writes_no_text_past_the_list(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    source = re.sub(
        r"{% block page %}\w*{% endblock %}|{% trans.*?{% endtrans %}|{#.*?#}|{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL
    )
    attributes = re.findall(r'(?:title|aria-label|placeholder)="([^"]*)"', source)
    text = re.sub(r"<!doctype html>|<kbd>.*?</kbd>|<[^>]*>|\bdata-[a-z]+=\"\"", "", source)
    assert re.findall(r"[^\W\d_]+", " ".join([text, *attributes])) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_writes_no_text_past_the_list(module: Path) -> None:
    """Names apart: that of the product, and those of languages, each in itself."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    told = {id(argument) for call in ast.walk(tree) if calls(call, "_") for argument in call.args}
    told |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings, which nobody is shown
    strings = {id(node): node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    past = [text.replace("Văn Khố", "") for place, text in strings.items() if place not in told and text not in NAMES.values()]
    assert [text for text in past if VIETNAMESE.search(text)] == []


def calls(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def test_every_value_that_data_may_have_has_its_words() -> None:
    assert set(texts.REPORT_KIND) == set(REPORT_KINDS)
    assert set(texts.PASSAGE_KIND) == set(CHOICES["passage_kind"])
    assert tuple(texts.MODE) == MODES
    assert set(texts.MATCHED) == set(Matched.__args__)  # type: ignore[attr-defined]
    assert set(texts.FILTER) == set(FILTER_NAMES)
    assert tuple(texts.CITATION_STYLE) == STYLES
    assert tuple(texts.FILE_FORMAT) == FILE_FORMATS
    assert all(isinstance(word, LazyString) for word in (*texts.PARAMETER_FAULT.values(), *texts.PAGE_FAULT.values()))


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/search?q=x&mode=x", MODES),
        ("/search?q=x&expand=x", CHOICES["expand"]),
        ("/search?q=x&kind=x", ["Loại văn bản"]),
        ("/search?q=x&size=0", [1, LARGEST_SIZE]),
        ("/search/statement?q=place:x", ["Câu tìm kiếm"]),
        ("/reports?by=x", documents.ORDERS),
        ("/reports?kind=x&kind=y", ["một giá trị"]),
        ("/commitments?kind=x", ["target", "result"]),
        ("/commitments?verdict=x", VERDICT_ORDER),
        ("/commitments?sort=x", SORTS),
        (f"/commitments?words={'x' * 201}", [LONGEST_WORDS]),
        ("/wording?text=…", ["20.000"]),
        ("/formulas?syllables=1", [SHORTEST, 1000]),
        ("/formulas?reports=1", [FEWEST, 100_000]),
        (f"/concordance?q={'a ' * 61}", [LONGEST]),
        ("/collection?" + "&".join(f"id={number}" for number in range(101)), [MOST_IN_ADDRESS]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_fault_says_what_may_stand_there(client: FlaskClient, address: str, named: Sequence[object]) -> None:
    response = client.get(address)
    assert response.status_code == 400
    told = [sentence.text for sentence in parsed(response.text).one("main").all("p")]
    assert len(told) == 2
    assert [each for each in named if not re.search(rf"(?<!\w){each}(?!\w)", told[1])] == []
