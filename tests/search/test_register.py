"""The register: its rows, how they are narrowed, counted and put in order, and which queries ask for them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Filters, Request
from search.register import Register, register_of
from search.register_asked import _wanted
from search.register_rows import Wanted, printed
from search.searcher import Searcher
from store.errors import UsageFault
from store.records import Commitment, Report

HEAD = "ĐẢNG BỘ {place}\n(Văn bản mẫu, địa danh hư cấu)\n\n{what}\n\n"
CONGRESS = "BÁO CÁO CHÍNH TRỊ\ntrình Đại hội đại biểu Đảng bộ {name}, nhiệm kỳ 2020 - 2025"
REVIEW = "BÁO CÁO\nsơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ {name}, nhiệm kỳ 2020 - 2025"
REPORTS = {
    "bau-sen.txt": (
        HEAD.format(place="HUYỆN BÀU SEN", what=CONGRESS.format(name="huyện Bàu Sen"))
        + """I. MỤC TIÊU

Thực hiện nghị quyết của Tỉnh ủy Lam Giang Sương.

1. Các chỉ tiêu

- Tỷ lệ hộ nghèo đến năm 2025 còn dưới 1,5%.

- Thu nhập bình quân đầu người năm 2025 đạt 60 - 65 triệu đồng.

- Số cặp tảo hôn đến năm 2023 giảm còn dưới 4 cặp.

- Che phủ rừng đạt 45%.
"""
    ),
    "bau-sen-so-ket.txt": (
        HEAD.format(place="HUYỆN BÀU SEN", what=REVIEW.format(name="huyện Bàu Sen"))
        + """I. KẾT QUẢ

Tỷ lệ hộ nghèo cuối năm 2022 còn 2,3%, chưa đạt chỉ tiêu. Che phủ rừng đạt 46,2%, vượt kế hoạch.

Thu nhập bình quân đầu người năm 2025 đạt 58 triệu đồng, không đạt kế hoạch.
"""
    ),
    "go-trau.txt": (
        HEAD.format(place="THỊ XÃ GÒ TRÂU", what=CONGRESS.format(name="thị xã Gò Trâu"))
        + """I. MỤC TIÊU

Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn 0,8%.
"""
    ),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("register")
    (folder / "archive").mkdir()
    for name, text in REPORTS.items():
        (folder / "archive" / name).write_text(text, encoding="utf-8")
    build(folder / "archive", folder / "index", load_encoder())
    opened = Searcher(folder / "index")
    yield opened
    opened.library.close()


@pytest.fixture
def register(searcher: Searcher) -> Register:
    with searcher.library.opened() as opened:
        return register_of(opened)


def quotes(register: Register, **wanted: object) -> list[str]:
    return [row.commitment.quote for row in register.chosen(Wanted(**wanted))]  # type: ignore[arg-type]


def test_the_register_of_a_generation_is_read_once(searcher: Searcher, register: Register) -> None:
    with searcher.library.opened() as opened:
        assert register_of(opened) is register


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 8),
        ({"indicator": ("poverty",)}, 3),
        ({"indicator": ("poverty",), "place": ("thị xã Gò Trâu",)}, 1),
        ({"place": ("thị xã Gò Trâu", "huyện Bàu Sen")}, 8),
        ({"kind": ("result",)}, 3),
        ({"kind": ("target",), "period": ("2025",)}, 3),
        ({"field": ("môi trường",), "verdict": ("met",)}, 2),
        ({"term": ("1990-1995",)}, 0),
    ],
    ids=str,
)
def test_filters_hold_together_and_their_values_are_alternatives(
    register: Register, wanted: dict[str, object], count: int
) -> None:
    assert len(quotes(register, **wanted)) == count


def test_an_indicator_that_no_list_knows_is_asked_for_in_its_own_words(register: Register) -> None:
    (row,) = (row for row in register.rows if row.commitment.indicator_id is None)
    assert "tảo hôn" in row.indicator_key
    assert quotes(register, indicator=(row.indicator_key,)) == [row.commitment.quote]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tảo hôn", 1),
        ("tao hon", 1),
        ("TẢO  HÔN", 1),
        ("táo hôn", 0),
        ("hôn tảo", 0),
        ("hộ nghèo", 3),
        ("ngheo", 3),
        ("ngh", 0),
        ("", 8),
    ],
)
def test_rows_are_found_by_their_words(register: Register, words: str, found: int) -> None:
    assert len(register.chosen(Wanted(words=words))) == found
    assert sum(value.count for value in register.facets(Wanted(words=words))["kind"]) == found


def test_rows_are_sorted_and_turned_and_what_has_no_value_comes_last(register: Register) -> None:
    poverty = [row.commitment.value_low for row in register.chosen(Wanted(indicator=("poverty",), sort="value"))]
    assert poverty == [0.8, 1.5, 2.3]
    turned = [row.commitment.value_low for row in register.chosen(Wanted(indicator=("poverty",), sort="-value"))]
    assert turned == [2.3, 1.5, 0.8]
    for sort in ("verdict", "-verdict"):
        verdicts = [row.verdict for row in register.chosen(Wanted(sort=sort))]
        assert None not in verdicts[: 7 - verdicts.count(None)]
    assert next(row.verdict for row in register.chosen(Wanted(sort="verdict"))) == "not met"


@pytest.mark.parametrize(
    ("wanted", "parameter"),
    [
        (Wanted(sort="colour"), "sort"),
        (Wanted(kind=("promise",)), "kind"),
        (Wanted(verdict=("good",)), "verdict"),
        (Wanted(size=0), "size"),
        (Wanted(page=0), "page"),
        (Wanted(words="x" * 201), "words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_register_can_answer_is_refused_by_name(register: Register, wanted: Wanted, parameter: str) -> None:
    with pytest.raises(UsageFault) as refused:
        register.chosen(wanted)
    assert refused.value.parameter == parameter


def test_facets_count_what_each_value_would_leave_with_the_other_filters_as_they_are(register: Register) -> None:
    facets = register.facets(Wanted(indicator=("poverty",), place=("thị xã Gò Trâu",)))
    assert {value.value: value.count for value in facets["place"]} == {"huyện Bàu Sen": 2, "thị xã Gò Trâu": 1}
    assert {value.value: value.count for value in facets["indicator"]} == {"poverty": 1}
    assert [(value.label, value.selected) for value in facets["indicator"]] == [("tỷ lệ hộ nghèo", True)]
    for name, values in facets.items():
        for value in values:
            wanted = {"indicator": ("poverty",), "place": ("thị xã Gò Trâu",), name: (value.value,)}
            assert len(quotes(register, **wanted)) == value.count


def test_a_verdict_comes_with_both_quotes_and_a_reason_on_both_sides(register: Register) -> None:
    target, result = (
        next(row for row in register.rows if row.commitment.kind == kind and row.indicator_key == "poverty" and row.pairings)
        for kind in ("target", "result")
    )
    assert target.pairings == result.pairings
    (pairing,) = target.pairings
    assert (pairing.verdict, pairing.reason) == ("on the way", "not yet")  # "chưa đạt" in 2022, due in 2025
    assert pairing.target is not None
    assert "dưới 1,5%" in pairing.target.quote
    assert "2,3%" in pairing.result.quote
    assert next(row for row in register.rows if row.report.place == "thị xã Gò Trâu").verdict is None


def test_of_several_results_the_newest_stands_first_with_its_target() -> None:
    review = Report("r", "r.txt", "0", "t", place="huyện Bàu Sen", kind="so_ket_giua_nhiem_ky", term="2020-2025")
    base = Commitment(
        "t", "c", "p", "target", "tỷ lệ hộ nghèo", "poverty", "hộ nghèo", "xã hội", "<", 1.5, 1.5, "%", "%", "2025", "q", ()
    )
    told = [
        replace(base, id=year, report="r", kind="result", comparator="=", value_low=low, value_high=low, period=year)
        for year, low in (("2022", 2.3), ("2023", 1.4))
    ]
    congress = replace(review, id="c", file="c.txt", kind="bao_cao_chinh_tri")
    register = Register([(congress, [base]), (review, told)])
    assert [pairing.result.id for pairing in register.rows[0].pairings] == ["2023", "2022"]
    assert register.rows[0].verdict == "met"


def test_a_series_holds_one_measure_place_by_place_in_order_of_time(register: Register) -> None:
    (series,) = register.series(Wanted(indicator=("poverty",)))
    assert (series.unit, series.measure) == ("%", "share")
    assert [(row.report.place, row.commitment.period) for row in series.rows] == [
        ("huyện Bàu Sen", "2022"),
        ("huyện Bàu Sen", "2025"),
        ("thị xã Gò Trâu", "2025"),
    ]


def test_every_value_is_found_in_its_quote(register: Register) -> None:
    found = {row.commitment.quote[slice(*span)] if (span := printed(row.commitment)) else None for row in register.rows}
    assert {"dưới 1,5%", "60 - 65 triệu đồng", "0,8%"} <= found
    assert None not in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("poor household targets", Wanted(("poverty",), kind=("target",))),
        ("chỉ tiêu hộ nghèo 2025", Wanted(("poverty",), kind=("target",), period=("2025",))),
        ("ty le ho ngheo", Wanted(("poverty",))),
        ("tỷ lệ hộ nghèo huyện Bàu Sen là bao nhiêu?", Wanted(("poverty",), place=("huyện Bàu Sen",))),
        ("thu nhập bình quân đầu người Bàu Sen", Wanted(("income",), place=("huyện Bàu Sen",))),
        ("income per capita", Wanted(("income",))),
        ("kết quả che phủ rừng", Wanted(("forest_cover",), kind=("result",))),
        ("forest cover 2020-2025", Wanted(("forest_cover",), term=("2020-2025",))),
        ("per capita income Bàu Sen", Wanted(("income",), place=("huyện Bàu Sen",))),
        ("how many forests does Bàu Sen plan?", Wanted(("forest_cover",), place=("huyện Bàu Sen",), kind=("target",))),
        ("chỉ tiêu huyện Bàu Sen", Wanted(place=("huyện Bàu Sen",), kind=("target",))),
        ("targets of go trau", Wanted(place=("thị xã Gò Trâu",), kind=("target",))),
        ("chỉ tiêu môi trường Bàu Sen", Wanted(place=("huyện Bàu Sen",), field=("môi trường",), kind=("target",))),
        ("chỉ tiêu nào chưa đạt?", Wanted(kind=("result",), verdict=("not met", "on the way"))),
        ("which targets were missed?", Wanted(kind=("result",), verdict=("not met",))),
        ("chỉ tiêu tỉnh Lam Giang Sương", Wanted(place=("huyện Bàu Sen",), kind=("target",))),
        ("Sương targets 2025", Wanted(place=("huyện Bàu Sen",), kind=("target",), period=("2020-2025", "2025"))),
        ("chỉ tiêu tỉnh sương", Wanted(place=("huyện Bàu Sen",), kind=("target",))),
        ("chỉ tiêu hộ nghèo trên sương", Wanted(("poverty",), kind=("target",))),
        ("chỉ tiêu hộ nghèo bau sen", Wanted(("poverty",), place=("huyện Bàu Sen",), kind=("target",))),
        ("chỉ tiêu: hộ nghèo", Wanted(("poverty",), kind=("target",))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_that_names_an_indicator_asks_for_its_rows(
    searcher: Searcher, register: Register, query: str, expected: Wanted
) -> None:
    shown = searcher.search(Request(query)).register
    assert shown is not None
    wanted = shown.wanted
    assert {**_filters(wanted)} == {**_filters(expected)}
    assert shown.total == len(shown.rows) == len(register.chosen(wanted)) > 0


@pytest.mark.parametrize(
    "query",
    [
        "hỗ trợ hộ nghèo vay vốn nuôi tôm",
        "trồng rừng",
        '"tỷ lệ hộ nghèo"',
        "hộ nghèo AND vay vốn",
        "tỷ lệ hộ nghèo place:x",
        "tỷ lệ hộ nghèo -cận",
        "tỷ lệ hộ nghèo ở bầu sen",
        "tỷ lệ hộ ngh*",
        "tỷ lệ thất nghiệp",
        "huyện Bàu Sen",
        "nhiệm vụ trọng tâm huyện Bàu Sen",
        "chỉ tiêu",
        "giáo dục chính trị tư tưởng",
        "",
    ],
)
def test_other_queries_do_not(searcher: Searcher, query: str) -> None:
    assert searcher.search(Request(query)).register is None


def test_the_filters_of_a_search_hold_for_the_register_too(searcher: Searcher) -> None:
    there = searcher.search(Request("tỷ lệ hộ nghèo", filters=Filters(place=("thị xã Gò Trâu",)))).register
    assert there is not None
    assert {row.report.place for row in there.rows} == {"thị xã Gò Trâu"}
    assert searcher.search(Request("tỷ lệ hộ nghèo", filters=Filters(kind=("ket_luan",)))).register is None
    named = searcher.search(Request("tỷ lệ hộ nghèo huyện Bàu Sen", filters=Filters(place=("huyện Bàu Sen", "thị xã Gò Trâu"))))
    assert named.register is not None
    assert {row.report.place for row in named.register.rows} == {"huyện Bàu Sen"}
    elsewhere = searcher.search(Request("tỷ lệ hộ nghèo huyện Bàu Sen", filters=Filters(place=("thị xã Gò Trâu",))))
    assert elsewhere.register is None


def test_a_place_is_named_by_its_own_marks_and_a_word_alone_by_its_capital() -> None:
    def places(query: str, *held: tuple[str, str]) -> tuple[str, ...]:
        wanted = _wanted(
            query, Filters(), [Report("r", "r.txt", "", "t", place=place, province=province) for place, province in held]
        )
        return wanted.place if wanted else ("none",)

    east, other = ("thị xã An Hòa Đông", "tỉnh Lam Giang Sương"), ("huyện Bàu Sen", "—")
    assert places("thu nhập bình quân đầu người bao nhiêu triệu đồng", east, other) == ()
    assert places("thu nhap binh quan dau nguoi bao nhieu trieu dong", east, other) == ()
    assert places("thu nhập bình quân đầu người phía Đông", east, other) == ()
    assert places("thu nhap binh quan dau nguoi an hoa dong", east, other) == (east[0],)
    assert places("thu nhập bình quân đầu người thành phố vinh", ("thành phố Vinh", "—")) == ("thành phố Vinh",)
    assert places("thu nhập bình quân đầu người vinh", ("thành phố Vinh", "—")) == ()
    assert places("thu nhập bình quân đầu người Vinh", ("thành phố Vinh", "—")) == ("thành phố Vinh",)
    assert places("thu nhập bình quân đầu người TP. vinh", ("thành phố Vinh", "—")) == ("thành phố Vinh",)
    assert places("thu nhập bình quân đầu người tại vinh và ở Vinh", ("thành phố Vinh", "—")) == ("thành phố Vinh",)


def test_a_result_carries_the_commitments_of_its_passage(searcher: Searcher) -> None:
    results = searcher.search(Request("Phấn đấu đến năm 2025 tỷ lệ hộ nghèo còn 0,8%")).results
    assert [commitment.value_low for commitment in results[0].commitments] == [0.8]
    assert all(commitment.passage == result.passage.id for result in results for commitment in result.commitments)


def _filters(wanted: Wanted) -> dict[str, tuple[str, ...]]:
    return {
        name: getattr(wanted, name) for name in ("indicator", "place", "term", "field", "kind", "period", "verdict", "report")
    }
