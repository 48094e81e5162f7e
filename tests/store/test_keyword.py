"""The keyword index, held against a slow and obvious reading of the same queries."""

import random
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from language.syllables import folded, tokens
from store.errors import DamagedIndex
from store.keyword import KeywordIndex, KeywordWriter
from store.matching import (
    All,
    Best,
    Either,
    Everything,
    Heading,
    Near,
    Number,
    Phrase,
    Prefer,
    Prefix,
    Query,
    Weighted,
    Wildcard,
    Without,
    Word,
    form_of,
)
from store.records import Passage, Report

TEXTS = [
    "Tỷ lệ hộ nghèo giảm còn 3-3,4% vào cuối nhiệm kỳ.",
    "Hộ cận nghèo được vay vốn; nghèo đa chiều giảm.",
    "Thực hiện Nghị quyết số 04-NQ/TU về giảm nghèo, tỉ lệ giảm 22%.",
    "Ủy ban nhân dân xã cấp 38.415 cây giống cho hộ trồng rừng.",
    "Uỷ ban Mặt trận vận động nhân dân, nhân dân hưởng ứng.",
    "Nghề cá và nghề muối giữ việc làm; nghiêm túc thực hiện 4-NQ/TU.",
    "...",
    "Lệ tỷ nghèo hộ, hộ giảm nghèo tỷ lệ.",
]


def passage(row: int, text: str, report: str) -> Passage:
    return Passage(f"p{row}", report, None, "paragraph", text, ((0, len(text)),), None, None, row)


def report(name: str) -> Report:
    return Report(id=name, file=f"{name}.txt", sha256="", title="Báo cáo mẫu", place="xã Đồi Sim", term="2020-2025")


def write(folder: Path, texts: list[str]) -> None:
    writer = KeywordWriter(folder)
    for row, text in enumerate(texts, 1):
        writer.add(
            row, passage(row, text, "một" if row % 2 else "hai"), ["Chỉ tiêu chủ yếu"], report("một" if row % 2 else "hai")
        )
    writer.commit()


@pytest.fixture(scope="module")
def keyword(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeywordIndex]:
    folder = tmp_path_factory.mktemp("keyword")
    write(folder, TEXTS)
    opened = KeywordIndex(folder)
    yield opened
    opened.close()


def found(keyword: KeywordIndex, wanted: Query) -> list[int]:
    return sorted(int(row) for row in keyword.search(wanted).rows)


@pytest.mark.parametrize(
    "wanted, rows",
    [
        (Word("nghèo"), [1, 2, 3, 8]),
        (Word("ngheo", folded=True), [1, 2, 3, 8]),
        (Word("ngheo"), []),
        (Word("ủy"), [4, 5]),
        (Phrase(("tỉ", "lệ", "hộ", "nghèo")), [1]),
        (Phrase(("ti", "le"), folded=True), [1, 3, 8]),
        (Phrase(("3", "3,4", "%")), [1]),
        (Phrase(("22", "%")), [3]),
        (Word("38.415"), [4]),
        (Number("4-nq-tu"), [3, 6]),
        (Number("4-nq-tw"), []),
        (Phrase(("quyết", "số", "04", "nq", "tu", "về")), [3]),
        (Prefix("ngh"), [1, 2, 3, 6, 8]),
        (Wildcard("gi?m"), [1, 2, 3, 8]),
        (Wildcard("ngh*o"), [1, 2, 3, 8]),
        (Near((Word("hộ"), Word("nghèo")), 1), [1]),
        (Near((Word("hộ"), Word("nghèo")), 2), [1, 2, 8]),
        (Near((Phrase(("hộ", "nghèo")), Word("còn")), 2), [1]),
        (Near((Prefix("gi"), Word("nghèo")), 1), [3, 8]),
        (All((Word("hộ"), Word("giảm"))), [1, 2, 8]),
        (Either((Word("cá"), Word("rừng"))), [4, 6]),
        (Best((Word("cá"), Word("rừng"))), [4, 6]),
        (Without(Word("nghèo"), Word("cận")), [1, 3, 8]),
        (Without(Everything(), Word("nghèo")), [4, 5, 6, 7]),
        (Prefer(Word("cá"), Word("hộ")), [6]),
        (Either(()), []),
        (Either((Heading("tiêu"),)), [1, 2, 3, 4, 5, 6, 7, 8]),
        (Prefer(Word("rừng"), Heading("tiêu")), [4]),
    ],
    ids=str,
)
def test_each_kind_of_query_finds_what_it_says(keyword: KeywordIndex, wanted: Query, rows: list[int]) -> None:
    assert found(keyword, wanted) == rows


def obvious(wanted: Query, text: str) -> bool:
    """Whether a text matches, read slowly from its tokens."""
    words = [t for t in tokens(text) if not t.official]
    match wanted:
        case All(parts):
            return all(obvious(part, text) for part in parts)
        case Either(parts) | Best(parts):
            return any(obvious(part, text) for part in parts)
        case Without(positive, negative):
            return obvious(positive, text) and not obvious(negative, text)
        case Prefer(part, _) | Weighted(part, _):
            return obvious(part, text)
        case Everything():
            return True
        case Near(parts, within):
            return _chained([ends(part, words) for part in parts], within)
        case _:
            return bool(ends(wanted, words))


def ends(leaf: Query, words: list) -> list[tuple[int, int]]:
    view = [folded(t) if getattr(leaf, "folded", False) else t.text for t in words]
    match leaf:
        case Word(text):
            return [(n, n + 1) for n, word in enumerate(view) if word == text]
        case Phrase(wanted):
            return [(n, n + len(wanted)) for n in range(len(view)) if tuple(view[n : n + len(wanted)]) == wanted]
        case Prefix(text):
            return [(n, n + 1) for n, word in enumerate(view) if word.startswith(text)]
        case Wildcard():
            return [(n, n + 1) for n, word in enumerate(view) if form_of(leaf).fullmatch(word)]
        case _:
            raise AssertionError(leaf)


def _chained(parts: list[list[tuple[int, int]]], within: int, after: int | None = None) -> bool:
    if not parts:
        return True
    return any((after is None or 0 <= a - after < within) and _chained(parts[1:], within, b) for a, b in parts[0])


def random_query(random: random.Random, vocabulary: list[str], depth: int = 2) -> Query:
    def word() -> str:
        return random.choice(vocabulary)

    leaves = [
        lambda: Word(word()),
        lambda: Phrase((word(), word())),
        lambda: Phrase((word(), word(), word())),
        lambda: Near((Word(word()), Word(word())), random.randint(1, 4)),
        lambda: Near((Word(word()), Phrase((word(), word()))), random.randint(1, 4)),
        lambda: Prefix(word()[:2]),
    ]
    if depth == 0:
        return random.choice(leaves)()
    parts = tuple(random_query(random, vocabulary, depth - 1) for _ in range(random.randint(1, 3)))
    compounds = [
        lambda: All(parts),
        lambda: Either(parts),
        lambda: Best(parts),
        lambda: Without(parts[0], parts[-1]),
        lambda: Prefer(parts[0], parts[-1]),
        lambda: Weighted(parts[0], 2.0),
    ]
    return random.choice([*leaves, *compounds])()


def test_random_queries_over_random_texts_match_the_obvious_reading(tmp_path: Path) -> None:
    chance = random.Random(7)
    vocabulary = ["hộ", "nghèo", "giảm", "tỉ", "lệ", "rừng", "3,4", "nghề"]
    texts = [" ".join(chance.choices(vocabulary, k=chance.randint(1, 12))) for _ in range(60)]
    write(tmp_path, texts)
    keyword = KeywordIndex(tmp_path)
    for _ in range(300):
        wanted = random_query(chance, vocabulary)
        assert found(keyword, wanted) == [row for row, text in enumerate(texts, 1) if obvious(wanted, text)], wanted
    keyword.close()


def test_scores_are_those_of_the_formula(keyword: KeywordIndex) -> None:
    lengths = np.array([len(tokens(text)) for text in TEXTS], float)
    hits = keyword.search(Word("giảm"))
    for row, score in zip(hits.rows, hits.scores, strict=True):
        count = sum(t.text == "giảm" for t in tokens(TEXTS[row - 1]))
        idf = np.log1p((8 - 4 + 0.5) / (4 + 0.5))
        relative = 0.6 + 0.4 * lengths[row - 1] / lengths.mean()
        assert score == pytest.approx(idf * count * 1.9 / (count + 0.9 * relative), rel=1e-3)


def test_neighbouring_words_rank_above_scattered_ones(keyword: KeywordIndex) -> None:
    wanted = Either((Word("tỉ"), Word("lệ"), Word("hộ"), Word("nghèo"), Phrase(("tỉ", "lệ")), Phrase(("hộ", "nghèo"))))
    assert keyword.search(wanted).rows[0] == 1


def test_nothing_outside_the_mask_comes_back(keyword: KeywordIndex) -> None:
    allowed = np.zeros(9, bool)
    allowed[[2, 8]] = True
    assert sorted(keyword.search(Word("nghèo"), allowed=allowed).rows) == [2, 8]
    assert len(keyword.search(Word("nghèo"), limit=1, allowed=allowed).rows) == 1


def test_equal_scores_are_ordered_by_row(tmp_path: Path) -> None:
    write(tmp_path, ["một câu"] * 5)
    keyword = KeywordIndex(tmp_path)
    assert list(keyword.search(Word("câu")).rows) == [1, 2, 3, 4, 5]
    keyword.close()


def test_a_prefix_stands_for_a_bounded_number_of_words(tmp_path: Path) -> None:
    write(tmp_path, [f"th{n}x" for n in range(400)])
    keyword = KeywordIndex(tmp_path)
    assert len(keyword.search(Prefix("th")).rows) == len(keyword.terms("th")) == 256
    keyword.close()


def test_a_removed_report_is_not_found_and_does_not_count(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    writer = KeywordWriter(tmp_path)
    writer.remove("một")
    writer.add(9, passage(9, "hộ nghèo mới", "ba"), [], report("ba"))
    writer.commit()
    keyword = KeywordIndex(tmp_path)
    assert found(keyword, Word("nghèo")) == [2, 8, 9]
    assert keyword.count() == 5
    keyword.close()


def test_the_order_in_which_reports_came_does_not_change_scores(tmp_path: Path) -> None:
    write(tmp_path / "whole", TEXTS)
    write(tmp_path / "piecemeal", TEXTS[:4])
    writer = KeywordWriter(tmp_path / "piecemeal")
    for row, text in enumerate(TEXTS[4:], 5):
        writer.add(row, passage(row, text, "x"), ["Chỉ tiêu chủ yếu"], report("x"))
    writer.commit()
    whole, piecemeal = KeywordIndex(tmp_path / "whole"), KeywordIndex(tmp_path / "piecemeal")
    wanted = Either((Word("nghèo"), Phrase(("hộ", "nghèo"))))
    assert list(whole.search(wanted).rows) == list(piecemeal.search(wanted).rows)
    assert whole.search(wanted).scores == pytest.approx(piecemeal.search(wanted).scores)
    whole.close()
    piecemeal.close()


def test_many_threads_may_search_at_once(keyword: KeywordIndex) -> None:
    wanted = All((Phrase(("tỉ", "lệ", "hộ", "nghèo")), Prefix("ngh"), Near((Word("hộ"), Word("nghèo")), 3)))
    answers: list[list[int]] = []
    threads = [threading.Thread(target=lambda: answers.extend(found(keyword, wanted) for _ in range(20))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[1]] * 120


# Whoosh leaves the table of contents open when it cannot be read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_missing_or_damaged_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex, match="gone"):
        KeywordIndex(tmp_path / "gone")
    write(tmp_path / "cut", TEXTS)
    toc = next(path for path in (tmp_path / "cut").iterdir() if path.suffix == ".toc")
    toc.write_bytes(toc.read_bytes()[:20])
    with pytest.raises(DamagedIndex, match="cut"):
        KeywordIndex(tmp_path / "cut")


def test_an_index_of_no_passages_finds_nothing(tmp_path: Path) -> None:
    KeywordWriter(tmp_path).commit()
    keyword = KeywordIndex(tmp_path)
    assert keyword.count() == 0
    assert found(keyword, Either((Word("hộ"), Everything(), Phrase(("hộ", "nghèo", "giảm"))))) == []
    keyword.close()


def shuffled(folder: Path) -> list[str]:
    """Writes an index too large to be read at one stroke; its words."""
    words = sorted({token.text for text in TEXTS for token in tokens(text)})
    chance = random.Random(7)
    write(folder, [" ".join(chance.choices(words, k=30)) for _ in range(400)])
    return words


def test_many_threads_read_what_one_reads_before_anything_is_remembered(tmp_path: Path) -> None:
    words = shuffled(tmp_path)
    asked: list[Query] = [*(Word(word) for word in words if "-" not in word), Prefix("ng"), Wildcard("th?c")]
    asked += [Phrase(("hộ", "nghèo", "giảm")), Near((Word("hộ"), Prefix("ng")), 4)] * 4
    alone = KeywordIndex(tmp_path)
    expected = [found(alone, query) for query in asked]
    alone.close()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(3):
            cold = KeywordIndex(tmp_path)
            with ThreadPoolExecutor(8) as threads:
                assert list(threads.map(found, [cold] * len(asked), asked)) == expected
            cold.close()
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves open what it cannot read
@pytest.mark.parametrize("part", range(8))
def test_a_file_of_the_right_size_that_is_damaged_is_named(tmp_path: Path, part: int) -> None:
    words = shuffled(tmp_path)
    (segment,) = tmp_path.glob("*.seg")
    eighth = segment.stat().st_size // 8
    with segment.open("r+b") as file:
        file.seek(part * eighth)
        file.write(b"\xa5" * eighth)
    try:
        opened = KeywordIndex(tmp_path)
        try:
            opened.search(Either(tuple(Word(word) for word in words)))
        finally:
            opened.close()
    except DamagedIndex as error:
        assert "as it was written" in str(error)  # noqa: PT017
    else:
        assert part  # columns that no query reads may be damaged unseen, the postings of the first words not
