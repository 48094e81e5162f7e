"""Shingles: what recurs is found where it stands, and only there."""

from pathlib import Path

import numpy as np
import pytest

from language.syllables import syllables
from store.errors import DamagedIndex
from store.shingles import (
    SHINGLE_ROWS_FILE,
    SHINGLES_FILE,
    WIDTH,
    ShingleIndex,
    hashed,
    joined,
    shingles_of,
    write_shingles,
)

TEXTS = {
    3: "Tiếp tục trồng rừng và giữ rừng đầu nguồn.",
    7: "Huyện tiếp tục trồng rừng và giữ rừng ngập mặn.",
    9: "Xây cầu qua suối.",
    12: "Xã tiếp tục trồng rừng và tiếp tục trồng rừng và.",
}


@pytest.fixture
def index(tmp_path: Path) -> ShingleIndex:
    write_shingles(tmp_path, joined([shingles_of(text, row) for row, text in reversed(TEXTS.items())]))
    return ShingleIndex(tmp_path)


def found(index: ShingleIndex, text: str) -> list[tuple[int, int, int]]:
    at = index.find(hashed([token.text for token in syllables(text)]))
    return list(zip(at.asked.tolist(), at.rows.tolist(), at.positions.tolist(), strict=True))


def obviously(text: str) -> list[tuple[int, int, int]]:
    """The same by comparing every five words with every five words."""
    wanted = [token.text for token in syllables(text)]
    places = []
    for asked in range(len(wanted) - WIDTH + 1):
        for row, held in TEXTS.items():
            words = [token.text for token in syllables(held)]
            places += [(asked, row, n) for n in range(len(words)) if words[n : n + WIDTH] == wanted[asked : asked + WIDTH]]
    return places


@pytest.mark.parametrize(
    "text",
    [*TEXTS.values(), "giữ rừng đầu nguồn", "Năm 2024 huyện tiếp tục trồng rừng và xây cầu qua suối", "", "năm từ khác hẳn nhau"],
    ids=lambda text: text[:20] or "nothing",
)
def test_the_same_places_as_by_comparing_every_word(index: ShingleIndex, text: str) -> None:
    assert found(index, text) == obviously(text)


@pytest.mark.parametrize("text", ["TIẾP TỤC TRỒNG RỪNG VÀ", "tiếp tục, trồng rừng (và", "tiếp tục trồng\nrừng và"])
def test_capitals_signs_and_white_space_make_no_difference(index: ShingleIndex, text: str) -> None:
    assert len(found(index, text)) == 4


def test_spelling_makes_no_difference_and_figures_do() -> None:
    def of(text: str) -> list[int]:
        return [int(h) for h in shingles_of(text, 1).hashes]

    assert of("Uỷ ban có tỷ lệ") == of("Ủy ban có tỉ lệ")
    assert of("giảm còn 3% vào cuối năm") != of("giảm còn 2% vào cuối năm")


def test_rows_that_are_gone_leave_nothing(tmp_path: Path, index: ShingleIndex) -> None:
    (tmp_path / "next").mkdir()
    write_shingles(tmp_path / "next", joined([index.all, shingles_of(TEXTS[3], 20)]), gone=[3, 12])
    assert [row for _, row, _ in found(ShingleIndex(tmp_path / "next"), "tiếp tục trồng rừng và")] == [7, 20]


def test_short_passages_and_none_at_all(tmp_path: Path) -> None:
    write_shingles(tmp_path, joined([shingles_of("Xây cầu.", 1)]))
    assert found(ShingleIndex(tmp_path), TEXTS[3]) == []


def test_the_hash_is_the_same_on_every_machine() -> None:
    """Indexes are carried from one machine to another."""
    assert hashed(["một", "hai", "ba", "bốn", "năm"]).tolist() == [11216103711396621666]


@pytest.mark.parametrize("harm", ["missing", "shorter", "other type"])
def test_files_that_are_not_as_written_are_refused(tmp_path: Path, index: ShingleIndex, harm: str) -> None:
    if harm == "missing":
        (tmp_path / SHINGLES_FILE).unlink()
    elif harm == "shorter":
        np.save(tmp_path / SHINGLE_ROWS_FILE, np.zeros(3, np.int32))
    else:
        np.save(tmp_path / SHINGLES_FILE, np.zeros(len(index.all.hashes), np.float64))
    with pytest.raises(DamagedIndex, match="shingle"):
        ShingleIndex(tmp_path)
