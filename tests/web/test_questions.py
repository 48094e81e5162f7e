"""A question in an address: what is read, what is refused, and that the way there and back leads to the same question."""

from urllib.parse import parse_qsl, urlencode

import pytest
from werkzeug.datastructures import MultiDict

from search.answers import Filters, Request
from store.errors import UsageFault
from web.questions import PAGE_SIZE, asked, only, parameters, toggled

FULL = Request("hộ nghèo", "keyword", Filters(place=("huyện Lá Bạc", "thị xã Đồi Gió"), kind=("ket_luan",)), size=30, page=4)


@pytest.mark.parametrize("request_", [Request("rừng", size=PAGE_SIZE), FULL], ids=["defaults", "everything"])
def test_an_address_says_the_whole_question(request_: Request) -> None:
    address = urlencode(parameters(request_), doseq=True)
    assert asked(MultiDict(parse_qsl(address)), PAGE_SIZE) == request_


def test_defaults_are_left_out_of_addresses() -> None:
    assert parameters(Request("rừng", size=PAGE_SIZE)) == {"q": "rừng"}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "q"),
        ({"q": "  "}, "q"),
        ({"q": "x" * 2001}, "q"),
        ({"q": ["rừng", "biển"]}, "q"),
        ({"q": "rừng", "mode": "magic"}, "mode"),
        ({"q": "rừng", "size": "0"}, "size"),
        ({"q": "rừng", "size": "101"}, "size"),
        ({"q": "rừng", "size": "1.5"}, "size"),
        ({"q": "rừng", "size": "9" * 5000}, "size"),
        ({"q": "rừng", "page": "-1"}, "page"),
        ({"q": "rừng", "page": "hai"}, "page"),
        ({"q": "rừng", "kind": "thư"}, "kind"),
        ({"q": "rừng", "passage_kind": "câu"}, "passage_kind"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_value_that_cannot_be_meant_is_refused_by_name(query: dict[str, str], parameter: str) -> None:
    with pytest.raises(UsageFault) as fault:
        asked(MultiDict(query), 20)
    assert fault.value.parameter == parameter
    assert len(str(fault.value)) < 300


def test_an_untouched_form_field_says_nothing() -> None:
    assert asked(MultiDict({"q": "rừng", "mode": "", "page": "", "place": ""}), 20) == Request("rừng")


def test_an_unknown_parameter_is_refused_by_name() -> None:
    with pytest.raises(UsageFault, match="'plac'") as fault:
        only(MultiDict({"q": "rừng", "plac": "Lá Bạc"}), ("q", "place"))
    assert fault.value.parameter == "plac"


def test_a_filter_value_is_added_and_taken_away_from_the_first_page_on() -> None:
    with_it = toggled(FULL, "term", "2020-2025")
    assert with_it.filters.term == ("2020-2025",)
    assert with_it.page == 1
    assert toggled(with_it, "term", "2020-2025").filters == FULL.filters
