"""Did you mean: slips of the keyboard are mended into what the archive has, and what is right is left alone."""

from collections.abc import Iterator

import pytest

from language.english import stem
from search.query import LONGEST
from search.spelling import did_you_mean, one_letter_away
from store.keyword import KeywordIndex, KeywordWriter
from store.records import Passage, Report

_SENTENCES = (
    "Tỷ lệ hộ nghèo của xã Đồng Rươi còn 2%.",
    "Xã Đồng Rươi không còn hộ nghèo là người có công.",
    "Trường học và đường giao thông đã xong; hộ nghèo được vay vốn.",
    "Đường giao thông về trường học được mở rộng, hộ nghèo hiến đất.",
    "Trường học thứ ba và đường giao thông liên thôn khởi công.",
    "Nghề làm cao dược liệu đã về làng.",
    "Xưởng làm cao có thêm thợ.",
    "Cao dược liệu bán chạy.",
)
_ENGLISH = frozenset(map(stem, ("poverty", "rate", "school")))


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeywordIndex]:
    folder = tmp_path_factory.mktemp("lexicon")
    writer = KeywordWriter(folder)
    report = Report("r", "r.txt", "0" * 64, "Báo cáo")
    for row, text in enumerate(_SENTENCES, 1):
        passage = Passage(f"r.p-{row}", "r", None, "paragraph", text, ((0, len(text)),), None, None, row)
        writer.add(row, passage, (), report)
    writer.commit()
    index = KeywordIndex(folder)
    yield index
    index.close()


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("hộ nghéo", "hộ nghèo"),
        ("hộ ngèo", "hộ nghèo"),
        ('"hộ nghéo" OR trường', '"hộ nghèo" OR trường'),
        ("trườgn học", "trường học"),
        ("đuờng giao thông", "đường giao thông"),
        ("duong giao thogn", "duong giao thong"),
        ("povrety rate", "poverty rate"),
        ("hộ nghéo kind:bao_cao", "hộ nghèo kind:bao_cao"),
        ('hộ nghéo -nơi:"trườgn học"', 'hộ nghèo -nơi:"trườgn học"'),
        ("hộ:trườgn học", "hộ:trường học"),
    ],
)
def test_one_slip_is_mended_where_it_stands(lexicon: KeywordIndex, typed: str, meant: str) -> None:
    assert did_you_mean(typed, lexicon, _ENGLISH) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "hộ nghèo",
        "ho ngheo",
        "Đồng Rươi",
        "UBND",
        "07-NQ/TU",
        "2%",
        "poverty rate",
        "qwzxk",
        "",
        "trường nơi:hoc",
        "rate term:povrety",
        "họi*",
        "hộ nghèo làm sao có vốn?",
        "trường h?i",
    ],
)
def test_what_is_right_or_cannot_be_mended_is_left_alone(lexicon: KeywordIndex, typed: str) -> None:
    assert did_you_mean(typed, lexicon, _ENGLISH) is None


def test_what_is_not_read_of_a_query_is_not_mended(lexicon: KeywordIndex) -> None:
    before = "tỷ lệ " * (LONGEST // 6)
    assert did_you_mean(f"hộ nghéo {before}", lexicon, ()) == f"hộ nghèo {before}"
    assert did_you_mean(f"{before}hộ nghéo", lexicon, ()) is None


def test_a_word_is_mended_only_into_what_stands_beside_its_neighbour(lexicon: KeywordIndex) -> None:
    assert did_you_mean("vốn họi", lexicon, _ENGLISH) is None


def test_one_letter_away_is_put_in_left_out_replaced_or_swapped() -> None:
    assert {"aho", "ho", "hot", "oh", "h", "o", "bo"} - set(one_letter_away("ho", "abt")) == {"ho"}
