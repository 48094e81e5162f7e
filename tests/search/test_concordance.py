"""The life of a wording: every place, first and last use, counts, variants."""

from collections.abc import Iterator

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Filters
from search.concordance import LONGEST, Concordance, Wanted, concordance
from search.searcher import Searcher
from store.errors import UsageFault

HEAD = """ĐẢNG BỘ HUYỆN {name}
(Văn bản mẫu, địa danh hư cấu)

BÁO CÁO CHÍNH TRỊ
trình Đại hội đại biểu Đảng bộ huyện {title} lần thứ V, nhiệm kỳ {term}

I. KẾT QUẢ

"""
REPORTS = {
    "ba.txt": HEAD.format(name="LŨNG TRE", title="Lũng Tre", term="2025 - 2030")
    + "Huyện lấy dân làm gốc trong mọi việc. Cán bộ gần dân, lấy dân làm gốc.\n\nBản nào cũng có trường mầm non đạt chuẩn.\n",
    "hai.txt": HEAD.format(name="LŨNG TRE", title="Lũng Tre", term="2020 - 2025")
    + "Đảng bộ lấy dân làm gốc, việc gì cũng hỏi dân.\n\nXã nào cũng có trường tiểu học đạt chuẩn.\n",
    "mot.txt": HEAD.format(name="BẾN MUỐI", title="Bến Muối", term="2015 - 2020")
    + "Thị trấn biết lấy dân làm gốc, LẤY DÂN làm gốc.\n\nCác cấp lấy nhân dân làm gốc.\n\nỞ đâu cũng có trường mầm non đạt chuẩn mới.\n",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    archive, folder = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("index")
    for name, text in REPORTS.items():
        (archive / name).write_text(text, encoding="utf-8")
    build(archive, folder, load_encoder("van-kho/static"))
    opened = Searcher(folder)
    yield opened
    opened.library.close()


def ask(searcher: Searcher, wording: str, **more: int) -> Concordance:
    return concordance(searcher, Wanted(wording, **more))


@pytest.mark.parametrize("wording", ["lấy dân làm gốc", "LẤY DÂN, LÀM GỐC", "trường mầm non đạt chuẩn", "dân", "gốc"])
def test_every_hit_holds_the_wording_and_nothing_else_does(searcher: Searcher, wording: str) -> None:
    wanted = wording.lower().replace(",", "")
    found = ask(searcher, wording)
    for hit in found.hits:
        for start, end in hit.spans:
            assert hit.passage.text[start:end].lower().replace(",", "") == wanted
    listed = {hit.passage.id for hit in found.hits}
    for entry in searcher.library.reports():
        read = searcher.library.read(entry.report.id)
        assert read is not None
        for passage in read.passages:
            if passage.kind in ("paragraph", "list_item") and f" {wanted} " in f" {passage.text.lower().translate(SIGNS)} ":
                assert passage.id in listed
    assert found.total == len(found.hits) > 0


SIGNS = str.maketrans({",": "", ".": ""})


def test_hits_are_listed_oldest_first_with_every_use_in_them(searcher: Searcher) -> None:
    found = ask(searcher, "lấy dân làm gốc")
    assert [(hit.report.file, len(hit.spans)) for hit in found.hits] == [("mot.txt", 2), ("hai.txt", 1), ("ba.txt", 2)]


def test_first_and_last_use_and_counts(searcher: Searcher) -> None:
    found = ask(searcher, "lấy dân làm gốc")
    assert found.first is not None
    assert found.last is not None
    assert (found.first.file, found.last.file) == ("mot.txt", "ba.txt")
    assert [(c.value, c.passages, c.reports) for c in found.years] == [("2015", 1, 1), ("2020", 1, 1), ("2025", 1, 1)]
    assert [c.value for c in found.terms] == ["2015-2020", "2020-2025", "2025-2030"]
    assert [(c.value, c.passages) for c in found.places] == [("huyện Lũng Tre", 2), ("huyện Bến Muối", 1)]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("lấy dân làm gốc", ["lấy nhân dân làm gốc"]),
        ("cũng có trường mầm non đạt chuẩn", ["cũng có trường tiểu học đạt chuẩn"]),
    ],
    ids=["a word more", "other words"],
)
def test_variants_are_nearly_the_same_wording(searcher: Searcher, wording: str, expected: list[str]) -> None:
    assert [variant.text for variant in ask(searcher, wording).variants] == expected


def test_a_wording_that_nobody_used_has_no_life(searcher: Searcher) -> None:
    found = ask(searcher, "cá voi bay qua núi")
    assert (found.total, found.first, found.hits, found.variants) == (0, None, (), ())


def test_a_filter_holds_for_hits_counts_and_variants(searcher: Searcher) -> None:
    found = concordance(searcher, Wanted("lấy dân làm gốc", Filters(place=("huyện Lũng Tre",))))
    assert {hit.report.place for hit in found.hits} == {"huyện Lũng Tre"}
    assert [count.value for count in found.places] == ["huyện Lũng Tre"]
    assert found.variants == ()


def test_pages_follow_each_other(searcher: Searcher) -> None:
    whole = [hit.passage.id for hit in ask(searcher, "lấy dân làm gốc").hits]
    assert [ask(searcher, "lấy dân làm gốc", size=1, page=n).hits[0].passage.id for n in (1, 2, 3)] == whole


@pytest.mark.parametrize(
    ("wanted", "parameter"),
    [(Wanted("…"), "q"), (Wanted("dân " * (LONGEST + 1)), "q"), (Wanted("dân", size=0), "size"), (Wanted("dân", page=0), "page")],
    ids=["empty", "long", "size", "page"],
)
def test_a_bad_request_names_its_parameter(searcher: Searcher, wanted: Wanted, parameter: str) -> None:
    with pytest.raises(UsageFault) as fault:
        concordance(searcher, wanted)
    assert fault.value.parameter == parameter
