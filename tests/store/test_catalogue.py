"""The catalogue gives back exactly what was put in, and forgets a report whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.catalogue import Catalogue, Counts
from store.catalogue_writing import CatalogueWriter
from store.errors import DamagedIndex
from store.records import Commitment, Document, Footnote, Passage, Report, Section

SOURCE = "I. Mục tiêu\nHộ nghèo¹ còn 2%.\nHộ nghèo còn 2%.\n¹ Chuẩn đa chiều.\n"


def _document(name: str = "a") -> Document:
    report = Report(name, f"{name}.txt", "0" * 64, "Báo cáo", place="xã Mây", is_draft=True, pages=3)
    section = Section(f"{name}.s", name, None, 1, "I", "Mục tiêu", ((0, 11),), 1, 0)
    passages = (
        Passage(f"{name}.p1", name, section.id, "paragraph", "Hộ nghèo còn 2%.", ((12, 20), (21, 29)), 1, 2, 1),
        Passage(f"{name}.p2", name, section.id, "paragraph", "Hộ nghèo còn 2%.", ((30, 46),), 2, 2, 2),
        Passage(f"{name}.p3", name, section.id, "footnote", "Chuẩn đa chiều.", ((49, 64),), 2, 2, 3),
    )
    note = Footnote(f"{name}.f-1", name, 1, "¹", f"{name}.p1", None, 8, f"{name}.p3", ((20, 21), (47, 48)))
    target = Commitment(
        id=f"{name}.c-1",
        report=name,
        passage=f"{name}.p1",
        kind="target",
        indicator="tỷ lệ hộ nghèo",
        indicator_id="poverty",
        indicator_words="Hộ nghèo",
        field="xã hội",
        comparator="=",
        value_low=2.0,
        value_high=2.0,
        unit="%",
        unit_printed="%",
        period=None,
        quote="Hộ nghèo còn 2%",
        spans=((12, 20), (21, 28)),
    )
    return Document(report, SOURCE, (section,), passages, (note,), ("Một điều cần xem.",), (target,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    writer = CatalogueWriter(tmp_path / "catalogue.sqlite")
    writer.add(_document("b"))
    writer.add(_document("a"))
    writer.seal()
    return tmp_path / "catalogue.sqlite"


def test_a_document_comes_back_as_it_went_in(path: Path) -> None:
    assert Catalogue(path).document("a") == _document("a")


def test_reports_are_ordered_by_file(path: Path) -> None:
    assert [report.id for report in Catalogue(path).reports()] == ["a", "b"]


def test_a_footnote_is_found_from_either_end(path: Path) -> None:
    catalogue = Catalogue(path)
    note = _document("a").footnotes[0]
    assert catalogue.notes_of(["a.p3"]) == catalogue.notes_of(["a.p1", "a.p3"]) == (note,)
    assert catalogue.notes_of(["a.p2"]) == ()


def test_a_passage_knows_its_commitments(path: Path) -> None:
    found = Catalogue(path).commitments_of(["a.p1", "a.p2"])
    assert found == {"a.p1": _document("a").commitments}


def test_columns_tell_passages_of_the_same_text(path: Path) -> None:
    catalogue = Catalogue(path)
    rows = catalogue.rows_of_report("a")
    columns = catalogue.columns()
    assert columns.same[rows["a.p2"]] == columns.same[rows["a.p1"]] == rows["a.p1"]
    assert columns.same[rows["a.p3"]] == rows["a.p3"]
    assert columns.reports[columns.report[rows["a.p1"]]].id == "a"


def test_passages_that_differ_in_a_figure_are_not_the_same(tmp_path: Path) -> None:
    document = _document()
    one, other = (replace(document.passages[0], id=f"a.{n}", text=f"Hộ nghèo còn {n}.") for n in ("2,1%", "21%"))
    writer = CatalogueWriter(tmp_path / "c.sqlite")
    rows = writer.add(replace(document, passages=(one, other), footnotes=(), commitments=()))
    writer.seal()
    assert Catalogue(tmp_path / "c.sqlite").columns().same[rows[other.id]] == rows[other.id]


def test_a_removed_report_leaves_nothing_and_its_rows_are_not_given_again(path: Path) -> None:
    writer = CatalogueWriter(path)
    before = set(Catalogue(path).rows_of_report("a").values())
    writer.remove("a")
    again = writer.add(_document("a"))
    writer.remove("b")
    writer.seal()
    catalogue = Catalogue(path)
    assert not before & set(again.values())
    assert catalogue.counts() == {"a": Counts(1, 3, 1, 0, 1, 0, 1)}
    assert catalogue.passage("b.p1") is None
    assert catalogue.integrity() is None


def test_an_unpaired_footnote_is_kept_and_counted(tmp_path: Path) -> None:
    document = _document()
    orphan = Footnote("a.f-2", "a", 2, "²", None, None, None, None, ())
    writer = CatalogueWriter(tmp_path / "c.sqlite")
    writer.add(replace(document, footnotes=(*document.footnotes, orphan)))
    writer.seal()
    assert Catalogue(tmp_path / "c.sqlite").counts()["a"].unpaired == 1


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path) -> None:
    for content in (b"", b"not a database at all, just words"):
        (tmp_path / "c.sqlite").write_bytes(content)
        with pytest.raises(DamagedIndex, match=r"c\.sqlite"):
            Catalogue(tmp_path / "c.sqlite")
    with pytest.raises(DamagedIndex, match=r"d\.sqlite is missing"):
        Catalogue(tmp_path / "d.sqlite")


def test_neighbours_pass_over_page_furniture(tmp_path: Path) -> None:
    document = _document()
    first, *others = document.passages
    rows = (first, replace(first, id="a.p-x", kind="furniture", order=first.order + 1))
    last = replace(first, id="a.p-y", order=first.order + 2)
    writer = CatalogueWriter(tmp_path / "c.sqlite")
    writer.add(replace(document, passages=(*rows, last, *(replace(p, order=p.order + 100) for p in others))))
    writer.seal()
    catalogue = Catalogue(tmp_path / "c.sqlite")
    assert catalogue.neighbours(first) == (None, last)
    assert catalogue.neighbours(last)[0] == first
