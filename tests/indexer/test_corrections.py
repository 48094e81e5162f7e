"""archive.toml: what it corrects, and how it names what is wrong in it."""

from pathlib import Path

import pytest

from indexer.corrections import corrections, unused
from indexer.document import read_document
from language.normalise import nfc
from store.errors import UsageFault

GOOD = """# sửa những gì máy không đọc được
["song-mo.txt"]
title = "Báo cáo chính trị của huyện  Sông Mơ"
kind = "so_ket_giua_nhiem_ky"
date = 2020-05-12
draft = true
term = "2015-2020"
ordinal = ""

["khong-co.pdf"]
place = "huyện Mất"
"""


def written(archive: Path, text: str) -> Path:
    (archive / "archive.toml").write_text(text, encoding="utf-8")
    return archive


def test_what_is_named_is_corrected_and_the_rest_stays(archive: Path) -> None:
    document = read_document(archive, "song-mo.txt")
    correction = corrections(written(archive, GOOD))["song-mo.txt"]
    report = correction.apply(document).report
    assert report.title == "Báo cáo chính trị của huyện Sông Mơ"
    assert (report.kind, report.date, report.is_draft, report.term) == ("so_ket_giua_nhiem_ky", "2020-05-12", True, "2015-2020")
    assert report.ordinal is None
    assert (report.id, report.place) == (document.report.id, "huyện Sông Mơ")
    assert correction.apply(document).passages == document.passages


def test_without_the_file_nothing_is_corrected(archive: Path) -> None:
    assert corrections(archive) == {}


def test_a_correction_of_no_report_is_named(archive: Path) -> None:
    found = corrections(written(archive, GOOD))
    assert unused(found, ["song-mo.txt"]) == ["archive.toml, line 10: there is no report “khong-co.pdf” in the archive."]


def test_a_name_is_found_however_its_marks_are_ordered(archive: Path) -> None:
    tone_first = "ba\u0301\u0302t.txt"  # as some programs write “bất”
    found = corrections(written(archive, f'["{tone_first}"]\ntitle = "{tone_first}"\n'))
    assert list(found) == [nfc(tone_first)]
    assert found[nfc(tone_first)].values == (("title", nfc(tone_first)),)


def test_the_fingerprint_changes_with_what_is_said(archive: Path) -> None:
    first = corrections(written(archive, GOOD))["song-mo.txt"].fingerprint
    again = corrections(written(archive, f"\n\n{GOOD}"))["song-mo.txt"].fingerprint
    other = corrections(written(archive, GOOD.replace("2020-05-12", "2020-05-13")))["song-mo.txt"].fingerprint
    assert first == again != other


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('["a.txt"]\ntitle = "Một"\nplaec = "huyện"', "line 3: “plaec” is nothing that can be corrected", id="wrong key"),
        pytest.param('["a.txt"]\nkind = "bao_cao"', "line 2: “bao_cao” is no kind of report", id="wrong kind"),
        pytest.param('["a.txt"]\n\ndate = 2020', "line 3: “date” is a day", id="a year for a date"),
        pytest.param('["a.txt"]\ndate = "2020-02-30"', "line 2: “date” is a day", id="no such day"),
        pytest.param('["a.txt"]\ndraft = "có"', "line 2: “draft” is true or false", id="a text for a switch"),
        pytest.param('["a.txt"]\nterm = "2025-2020"', "line 2: “2025-2020” is no term", id="years in the wrong order"),
        pytest.param('["a.txt"]\ntitle = 5', "line 2: “title” is a text", id="a number for a text"),
        pytest.param('["a.txt"]\ntitle = " "', "line 2: “title” cannot be empty", id="an empty title"),
        pytest.param('title = "Một"', "line 1: “title” stands outside any report", id="no report"),
        pytest.param('[bao-cao.txt]\ntitle = "Một"', r'line 1: put the name of the report in quotation marks: \["bao-cao.txt"\]', id="bare name"),
        pytest.param('["a.txt"]\ntitle = Một', "no valid TOML: line 2, column 9: invalid value", id="no TOML"),
        pytest.param('["a.txt"]\ntitle = "x"\n["a.txt"]\n', "no valid TOML: line 3", id="a report twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(archive: Path, text: str, words: str) -> None:
    with pytest.raises(UsageFault, match=words) as fault:
        corrections(written(archive, text))
    assert "\n" not in str(fault.value)
    assert str(archive) in str(fault.value)
