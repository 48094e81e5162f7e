"""An address in print leads to its passage whatever happens around it, and says so when the passage itself has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.build import build
from language.embedding import load_encoder
from search.citations.permanence import Address, follow
from search.library import Library

CITED = "Vùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, hòa lưới điện xong mười hai thôn."
TWICE = "Tiếp tục trồng rừng và giữ rừng đầu nguồn."


@pytest.fixture
def index(archive: Path, tmp_path: Path) -> Path:
    build(archive, tmp_path / "index", load_encoder())
    return tmp_path / "index"


@contextmanager
def opened(index: Path) -> Iterator[Library]:
    library = Library(index)
    yield library
    library.close()


def ids(index: Path, text: str) -> list[str]:
    with opened(index) as library, library.opened() as live:
        catalogue = live.generation.catalogue
        return [p.id for r in catalogue.reports() for p in catalogue.passages(r.id) if p.text == text]


def followed(index: Path, passage_id: str) -> Address:
    with opened(index) as library:
        address = follow(library, passage_id)
        assert address
        return address


def edit(archive: Path, old: str, new: str) -> None:
    path = archive / "ben-man.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rebuilt(archive: Path, index: Path, *, rebuild: bool = False) -> None:
    build(archive, index, load_encoder(), rebuild=rebuild)


def test_indexing_again_other_reports_and_edits_elsewhere_change_nothing(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    rebuilt(archive, index, rebuild=True)
    assert followed(index, cited).standing == "here"
    (archive / "a-truoc.txt").write_text("Báo cáo của xã khác về rừng đầu nguồn.\n", encoding="utf-8")
    rebuilt(archive, index)
    assert followed(index, cited).standing == "here"
    (archive / "a-truoc.txt").unlink()
    edit(archive, "- Xây xong ba nhà văn hóa thôn.", "- Xây xong bốn nhà văn hóa thôn và một chợ.")
    edit(archive, "2. Về xã hội", "2. Về đời sống xã hội")
    rebuilt(archive, index)
    address = followed(index, cited)
    assert address.standing == "here"
    assert address.passage is not None
    assert address.passage.passage.text == CITED


def test_a_passage_that_moved_within_its_report_keeps_its_address(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    edit(archive, CITED + "\n\n", "")
    edit(archive, "I. KẾT QUẢ ĐẠT ĐƯỢC\n", f"I. KẾT QUẢ ĐẠT ĐƯỢC\n\n{CITED}\n")
    rebuilt(archive, index)
    assert followed(index, cited).standing == "here"


def test_changed_words_lead_to_the_nearest_passage_and_tell_the_difference(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    edit(archive, "rộng 120 ha", "rộng 135 ha")
    rebuilt(archive, index)
    address = followed(index, cited)
    assert address.standing == "changed"
    assert address.remembered is not None
    assert address.remembered.text == CITED
    assert address.passage is not None
    assert address.passage.passage.text == CITED.replace("120", "135")
    assert address.comparison is not None
    assert [(d.kind, d.quoted, d.archived) for d in address.comparison.differences] == [("number", "120", "135")]


def test_words_that_are_gone_lead_to_their_report(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    edit(archive, CITED + "\n\n", "")
    rebuilt(archive, index)
    address = followed(index, cited)
    assert address.standing == "changed"
    assert address.report is not None
    assert address.remembered is not None
    assert address.remembered.section == "1 Về kinh tế"


def test_a_renamed_file_takes_its_addresses_along(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    (archive / "ben-man.txt").rename(archive / "huyen-ben-man.txt")
    rebuilt(archive, index)
    address = followed(index, cited)
    assert address.standing == "moved"
    assert address.passage is not None
    assert address.passage.passage.text == CITED
    assert address.passage.report.file == "huyen-ben-man.txt"


def test_the_second_of_two_equal_passages_is_found_when_one_has_gone(archive: Path, index: Path) -> None:
    _, second = ids(index, TWICE)
    edit(archive, TWICE, "Thôi trồng cây lấy gỗ ngắn ngày.")
    rebuilt(archive, index)
    address = followed(index, second)
    assert address.standing == "moved"
    assert address.passage is not None
    assert address.passage.passage.text == TWICE


def test_a_report_taken_out_is_said_to_be_removed_and_comes_back(archive: Path, index: Path) -> None:
    [cited] = ids(index, CITED)
    kept = (archive / "ben-man.txt").read_bytes()
    (archive / "ben-man.txt").unlink()
    (archive / "khac.txt").write_text("Báo cáo của xã khác về rừng đầu nguồn.\n", encoding="utf-8")
    rebuilt(archive, index)
    address = followed(index, cited)
    assert (address.standing, address.report, address.passage) == ("removed", None, None)
    assert address.remembered is not None
    assert address.remembered.file == "ben-man.txt"
    (archive / "ben-man.txt").write_bytes(kept)
    rebuilt(archive, index)
    assert followed(index, cited).standing == "here"


def test_an_address_that_nobody_gave_leads_nowhere(index: Path) -> None:
    with opened(index) as library:
        assert follow(library, "khong-co-000000.p-0000000000") is None
        report = library.reports()[0].report
        address = follow(library, f"{report.id}.p-0000000000")
        assert address is not None
        assert (address.standing, address.report, address.remembered) == ("changed", report, None)
