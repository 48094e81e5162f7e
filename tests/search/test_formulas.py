"""Formulas: what recurs from report to report, as long as it can be, held against an obvious search."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Filters
from search.formulas import Asked, formulas
from search.recurring import recurring
from search.searcher import Searcher
from store.errors import UsageFault
from store.shingles import ShingleIndex, joined, shingles_of, write_shingles

SAMPLES = Path(__file__).resolve().parents[2] / "archive"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("samples")
    build(SAMPLES, folder, load_encoder("van-kho/static"))
    opened = Searcher(folder)
    yield opened
    opened.library.close()


def texts(searcher: Searcher, asked: Asked) -> list[str]:
    return [formula.text for formula in formulas(searcher, asked).formulas]


def test_the_sentences_that_recur_in_the_samples_come_first(searcher: Searcher) -> None:
    found = formulas(searcher, Asked(reports=4)).formulas
    assert [(each.text, len(each.reports), len(each.places)) for each in found] == [
        ("Đẩy mạnh cải cách thủ tục hành chính, lấy sự hài lòng của người dân làm thước đo công việc của cán bộ", 5, 4),
        ("Thực hành tiết kiệm trong chi thường xuyên, ưu tiên vốn cho công trình phục vụ trực tiếp đời sống người dân", 5, 5),
        ("Kết hợp chặt chẽ việc giữ yên địa bàn với chăm lo cuộc sống của dân, không để bị động, bất ngờ", 4, 4),
    ]


def test_every_formula_stands_where_it_is_said_to(searcher: Searcher) -> None:
    for formula in formulas(searcher, Asked()).formulas:
        for form in formula.forms:
            read = searcher.library.passage(form.passage)
            assert read is not None
            assert read.passage.text[slice(*form.span)] == form.text
        assert formula.syllables >= 6
        assert read.report in formula.reports
        assert "." not in formula.text.rstrip(".")  # it lies within one sentence, and its label is no part of it


def test_letterheads_are_no_formulas(searcher: Searcher) -> None:
    assert not any("hư cấu" in text for text in texts(searcher, Asked()))


@pytest.mark.parametrize("words", ["lấy sự hài lòng", "LAY SU HAI LONG", "lay su hai long cua nguoi dan"])
def test_formulas_with_these_words(searcher: Searcher, words: str) -> None:
    (text,) = texts(searcher, Asked(words))
    assert "lấy sự hài lòng của người dân" in text


def test_words_are_whole(searcher: Searcher) -> None:
    assert texts(searcher, Asked("hài l")) == []


def test_filters_count_only_what_they_let_through(searcher: Searcher) -> None:
    everywhere = formulas(searcher, Asked(reports=4)).formulas[0]
    term = formulas(searcher, Asked(filters=Filters(term=("2020-2025",)))).formulas
    same = next(each for each in term if each.text == everywhere.text)
    assert 2 <= len(same.reports) < len(everywhere.reports)
    assert {report.term for report in same.reports} == {"2020-2025"}


def test_a_filtered_formula_is_printed_from_what_the_filter_lets_through(searcher: Searcher) -> None:
    reports = {report.id for report in formulas(searcher, Asked(reports=4)).formulas[0].reports[-2:]}
    found = formulas(searcher, Asked(filters=Filters(report=tuple(reports)))).formulas
    assert found
    for form in (form for formula in found for form in formula.forms):
        read = searcher.library.passage(form.passage)
        assert read is not None
        assert read.report.id in reports
        assert read.passage.text[slice(*form.span)] == form.text


def test_pages_follow_each_other(searcher: Searcher) -> None:
    whole = texts(searcher, Asked(size=10))
    assert [text for page in (1, 2) for text in texts(searcher, Asked(size=5, page=page))] == whole


@pytest.mark.parametrize(
    ("asked", "parameter"), [(Asked(syllables=5), "syllables"), (Asked(reports=1), "reports"), (Asked(size=101), "size")]
)
def test_a_bad_request_names_its_parameter(searcher: Searcher, asked: Asked, parameter: str) -> None:
    with pytest.raises(UsageFault) as fault:
        formulas(searcher, asked)
    assert fault.value.parameter == parameter


def test_the_same_as_by_trying_every_phrase(tmp_path: Path) -> None:
    """Random texts of few words in four reports: every phrase that no longer one of as many reports holds, and no other."""
    dice = np.random.default_rng(3)
    words = {row: [f"w{n}" for n in dice.integers(0, 4, size=dice.integers(5, 40))] for row in range(24)}
    report_of = np.array([row % 4 for row in words], np.int32)
    write_shingles(tmp_path, joined([shingles_of(" ".join(held), row) for row, held in words.items()]))
    found = recurring(ShingleIndex(tmp_path), report_of, np.ones(len(words), bool))
    said = {(" ".join(words[p.rows[0]][p.position : p.position + p.length]), p.rows) for p in found}

    rows_of: dict[tuple[str, ...], set[int]] = {}
    for row, held in words.items():
        for first, size in product(range(len(held)), range(6, len(held) + 1)):
            if first + size <= len(held):
                rows_of.setdefault(tuple(held[first : first + size]), set()).add(row)
    spread = {phrase: len({int(report_of[row]) for row in rows}) for phrase, rows in rows_of.items()}
    longer: dict[tuple[str, ...], int] = {}
    for phrase, count in spread.items():
        for part in (phrase[1:], phrase[:-1]):
            longer[part] = max(longer.get(part, 0), count)
    expected = {
        (" ".join(phrase), tuple(sorted(rows_of[phrase])))
        for phrase, count in spread.items()
        if count >= 2 and longer.get(phrase, 0) < count
    }
    assert said == expected
    assert len(expected) > 5


def test_what_differs_in_figures_alone_is_one_formula_with_its_forms(tmp_path: Path) -> None:
    old, new = "Phấn đấu mỗi xã trồng ít nhất 15,5 ha rừng.", "Phấn đấu mỗi xã trồng ít nhất 20 ha rừng."
    archive = tmp_path / "archive"
    archive.mkdir()
    for name, line in (("a", old), ("b", old), ("c", new), ("d", new), ("e", new)):
        head = f"ĐẢNG BỘ HUYỆN {name.upper()} SA\n\nBÁO CÁO CHÍNH TRỊ\nnhiệm kỳ 2020 - 2025\n\nI. KẾT QUẢ\n\n"
        (archive / f"{name}.txt").write_text(f"{head}{line}\n", encoding="utf-8")
    build(archive, tmp_path / "index", load_encoder("van-kho/static"))
    opened = Searcher(tmp_path / "index")
    formula = formulas(opened, Asked("trồng ít nhất")).formulas[0]
    assert [(form.text, form.passages) for form in formula.forms] == [(new[:-1], 3), (old[:-1], 2)]
    assert (formula.text, formula.passages, len(formula.reports)) == (new[:-1], 5, 5)
    assert [form.text for form in formulas(opened, Asked("15,5 ha")).formulas[0].forms] == [old[:-1]]
    opened.library.close()
