"""The lines that the model is trained on: whole, clean, each its own; what is wrong in one is named with its file and line."""

import unicodedata
from pathlib import Path

import pytest

from scripts.training.corpus import MissingData, read_corpus
from tests.conftest import ROOT

FOLDER = ROOT / "models" / "training"
LINES = [
    (f"{path.name}:{number}", line.split("\t"))
    for path in sorted(FOLDER.glob("*.tsv"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
]


def test_there_are_as_many_as_the_card_says() -> None:
    card = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert f"The {len(LINES):,} lines in `models/training/`" in card


def test_every_line_has_four_filled_columns() -> None:
    assert [place for place, cells in LINES if len(cells) != 4 or not all(cell == cell.strip() != "" for cell in cells)] == []


def test_every_line_is_composed_unicode() -> None:
    assert [place for place, cells in LINES if any(unicodedata.normalize("NFC", cell) != cell for cell in cells)] == []


def test_english_is_english() -> None:
    """Names keep their marks at times; a clause in Vietnamese has tone marks in most of its words."""
    marked = {place: sum(not word.isascii() for word in cells[2].split()) / len(cells[2].split()) for place, cells in LINES}
    assert [place for place, share in marked.items() if share > 0.5] == []


@pytest.mark.parametrize("column", [0, 1])
def test_nothing_is_said_twice(column: int) -> None:
    """The same text in two lines would be told to differ from itself."""
    seen: dict[str, str] = {}
    twice = []
    for place, cells in LINES:
        if seen.setdefault(cells[column].lower(), place) != place:
            twice.append((place, seen[cells[column].lower()]))
    assert twice == []


def test_an_index_term_is_short() -> None:
    assert [place for place, cells in LINES if len(cells[3].split()) > 12] == []


def data(folder: Path) -> Path:
    (folder / "mono").mkdir()
    (folder / "mono" / "vn_laws_qh.txt").write_text("Điều 1. Phạm vi điều chỉnh\n", encoding="utf-8")
    (folder / "parallel.tsv").write_text("the road\tcon đường\ttatoeba_manythings\n", encoding="utf-8")
    (folder / "parallel_domain.tsv").write_text("forest cover\tche phủ rừng\n", encoding="utf-8")
    head = "vi\ten\tvi_variants\ten_variants\tdomain\n"
    (folder / "glossary.tsv").write_text(f"{head}hộ nghèo\tpoor household\tnghèo\t\tsociety\n", encoding="utf-8")
    (folder / "paraphrase.tsv").write_text("Còn 2 hộ nghèo.\tcòn nghèo không\tpoor households\thộ nghèo\n", encoding="utf-8")
    return folder


def test_own_lines_are_read_beside_the_data(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.tsv").write_text("Trồng 5 ha rừng.\ttrồng cây nhiều không\tforest planted\ttrồng rừng\n", encoding="utf-8")
    without, with_own = read_corpus(data(tmp_path), None), read_corpus(tmp_path, own)
    assert [line.term for line in without.paraphrases] == ["hộ nghèo"]
    assert [line.term for line in with_own.paraphrases] == ["hộ nghèo", "trồng rừng"]
    assert without.digest() != with_own.digest()


def test_a_line_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    (data(tmp_path) / "paraphrase.tsv").write_text("Một.\thai\tthree\tbốn\nMột.\thai\tthree\n", encoding="utf-8")
    with pytest.raises(MissingData, match=r"paraphrase\.tsv line 2: expected 4 filled columns separated by tabs, found 3"):
        read_corpus(tmp_path, None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (data(tmp_path) / "glossary.tsv").unlink()
    with pytest.raises(MissingData, match=r"glossary\.tsv is missing: .* --data"):
        read_corpus(tmp_path, None)
