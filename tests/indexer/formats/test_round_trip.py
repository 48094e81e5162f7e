"""Reports whose structure is known, written into other formats by another program, and read back: nothing may be lost on the way.

The files in `samples` were made by scripts/make_format_samples from the archive's sample reports.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import run
from indexer.commitments import commitments_of
from indexer.readers.formats import Refused, office, read_data
from indexer.structure.invariants import breaches
from indexer.structure.report import structure
from scripts.round_trips import cli as round_trips
from store.records import Document, spans_text
from tests.conftest import ROOT, SHARED
from tests.indexer.formats.agreement import Known, agreement

SAMPLES = Path(__file__).with_name("samples")
WITH_A_TABLE = "mau_suoi-tram-bao-cao-chinh-tri-2025-2030"
WHOLE = {"outline": 1.0, "parents": 1.0, "footnotes": 1.0, "anchors": 1.0}
NEEDS_LIBREOFFICE = pytest.mark.skipif(office.find_program() is None, reason="LibreOffice is not installed")


def known_of(name: str) -> Known:
    truths: list[Known] = json.loads((ROOT / "tests/samples_truth.json").read_text(encoding="utf-8"))
    return next(truth for truth in truths if truth["file"].replace("/", "_").rsplit(".", 1)[0] == name)


def document(path: Path) -> Document:
    reading = read_data(path.read_bytes(), path.suffix)
    return structure(reading.source, reading.reading, path.name, "")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.name, marks=NEEDS_LIBREOFFICE if path.suffix in (".doc", ".rtf") else ())
        for path in sorted(SAMPLES.iterdir())
    ],
)
def test_a_sample_report_comes_back_whole(path: Path) -> None:
    made, known = document(path), known_of(path.stem)
    assert agreement(made, known) == WHOLE
    assert breaches(made) == []
    profile = {name: getattr(made.report, name) for name in ("place", "kind", "term", "date", "is_draft")}
    assert profile == {name: known["profile"][name] for name in profile}


def test_the_rows_of_a_table_come_back_with_their_heads() -> None:
    for suffix in ("docx", "odt", "html"):
        made = document(SAMPLES / f"{WITH_A_TABLE}.{suffix}")
        rows = [passage.text for passage in made.passages if passage.kind == "table"]
        assert len(rows) == 11
        assert rows[6] == "TT: 7 | Chỉ tiêu: Tỷ lệ hộ nghèo đa chiều | Đơn vị: % | Năm 2024: 12,7 | Đến năm 2030: dưới 4"


def test_the_targets_of_a_table_are_the_same_whatever_the_format() -> None:
    of_text = promises(document(ROOT / "archive" / f"{WITH_A_TABLE.replace('_', '/', 1)}.md"))
    assert ("target", "tỷ lệ hộ nghèo", "<", 4.0, 4.0, "%", "2030") in of_text
    for suffix in ("docx", "odt", "html"):
        assert promises(document(SAMPLES / f"{WITH_A_TABLE}.{suffix}")) == of_text


def promises(made: Document) -> list[tuple[object, ...]]:
    """What each commitment says; its quote stands in the source, word for word."""
    found = commitments_of(made)
    assert all(" ".join(spans_text(made.source, row.spans).split()) == " ".join(row.quote.split()) for row in found)
    return [(c.kind, c.indicator, c.comparator, c.value_low, c.value_high, c.unit, c.period) for c in found]


@pytest.fixture(scope="session")
def real(real_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two real reports as .fodt, with headings known by their typed labels alone, and in other formats where these can be made."""
    folder = tmp_path_factory.mktemp("real")
    formats = "odt,docx,html" if office.find_program() else ""
    command = [sys.executable, ROOT / "scripts/make_format_samples", folder, "--plain", "--archive", real_reports]
    subprocess.run([*command, "--only", "001_", "--only", "003_", "--formats", formats], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("suffix", ["fodt", *(pytest.param(form, marks=NEEDS_LIBREOFFICE) for form in ("odt", "docx", "html"))])
@pytest.mark.parametrize("number", [1, 3])
def test_a_real_report_comes_back_whole(real: Path, number: int, suffix: str) -> None:
    gold = SHARED / f"gold/structure_{number}.json"
    if not gold.is_file():
        pytest.skip("no hand-made structure in ../shared/gold")
    known = json.loads(gold.read_text(encoding="utf-8"))
    made = document((real / known["file"]).with_suffix(f".{suffix}"))
    assert agreement(made, known) == WHOLE
    assert breaches(made) == []


def test_without_libreoffice_an_old_word_file_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(
        Refused, match=r"it is a \.rtf file, which LibreOffice reads: install LibreOffice, or save the file as \.docx"
    ):
        document(SAMPLES / "mau_an-hoa-dong_so-ket-giua-nhiem-ky-2020-2025.rtf")


@NEEDS_LIBREOFFICE
def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 0.01)
    with pytest.raises(Refused, match="did not read it within"):
        document(SAMPLES / "mau_an-hoa-dong_so-ket-giua-nhiem-ky-2020-2025.rtf")


@NEEDS_LIBREOFFICE
def test_the_script_that_measures_round_trips_tells_what_came_back(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "--formats",
        "html",
        "--looks",
        "typed",
        "--only",
        "khe-ngan",
        "--reports",
        "no-such-folder",
        "--truth",
        "no-such-folder",
    ]
    assert run(round_trips, "scripts.round_trips", arguments) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1].split() == ["html", "typed", "1", *["1.000", "(1.000)"] * 5]
    assert "there is no no-such-folder" in told.err


def test_the_script_names_a_format_that_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(round_trips, "scripts.round_trips", ["--formats", "docx,wpd"]) == 2
    assert "knows no 'wpd'; choose from odt, docx" in capsys.readouterr().err
