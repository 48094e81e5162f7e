"""Building and looking after an index, through the commands that people type."""

import json
import os
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import filelock
import pytest

from commandline import run
from indexer.__main__ import cli


class Indexer:
    """Runs `python -m indexer` on one archive and one index and keeps what it said."""

    def __init__(self, archive: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.archive, self.index, self._capsys = archive, index, capsys
        self.out = self.err = ""

    def __call__(self, command: str, *arguments: str) -> int:
        folders = ["--index", str(self.index)]
        if command in ("build", "add"):
            folders += ["--archive", str(self.archive)]
        self._capsys.readouterr()
        status = run(cli, "indexer", [command, *arguments, *folders])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return status

    def exported(self, kind: str) -> list[dict[str, Any]]:
        assert self("export") == 0
        rows = [json.loads(line) for line in self.out.splitlines()]
        return [row for row in rows if row["type"] == kind]

    def generation(self) -> str:
        return (self.index / "CURRENT").read_text().strip()

    def files(self) -> list[str]:
        return [row["file"] for row in self.exported("report")]


@pytest.fixture
def indexer(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Indexer:
    return Indexer(archive, tmp_path / "index", capsys)


@pytest.fixture
def built(indexer: Indexer) -> Indexer:
    assert indexer("build") == 0
    return indexer


def test_a_build_indexes_every_report(built: Indexer) -> None:
    assert built.files() == ["doi-gio.txt", "song-mo.txt"]
    assert built("verify") == 0
    assert built("status") == 0
    assert "song-mo.txt" in built.out
    assert "model van-kho" in built.out


def test_an_archive_that_is_no_folder_is_refused_in_one_sentence(indexer: Indexer) -> None:
    indexer.archive = indexer.archive / "song-mo.txt"
    assert indexer("build") == 2
    assert f"{indexer.archive} is no folder: name the folder that holds the reports with --archive." in indexer.err


def test_a_second_build_changes_nothing(built: Indexer) -> None:
    before = built.generation()
    assert built("build") == 0
    assert "nothing changed" in built.out
    assert built.generation() == before


def test_ids_are_the_same_alone_or_among_others(built: Indexer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    among = [row["id"] for row in built.exported("passage") if row["report"].startswith("song-mo")]
    (built.archive / "doi-gio.txt").unlink()
    alone = Indexer(built.archive, tmp_path / "other", capsys)
    assert alone("build") == 0
    assert [row["id"] for row in alone.exported("passage")] == among


def test_an_edit_changes_the_ids_of_the_edited_passage_alone(built: Indexer) -> None:
    before = {row["id"]: row["text"] for row in built.exported("passage")}
    path = built.archive / "song-mo.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("120 ha", "125 ha"), encoding="utf-8")
    assert built("build") == 0
    assert "changed: song-mo.txt" in built.out
    after = {row["id"]: row["text"] for row in built.exported("passage")}
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 1
    assert "125 ha" in after[(after.keys() - before.keys()).pop()]
    assert built("verify") == 0


def test_a_deleted_report_leaves_the_index(built: Indexer) -> None:
    (built.archive / "doi-gio.txt").unlink()
    assert built("build") == 0
    assert "removed: doi-gio.txt" in built.out
    assert built.files() == ["song-mo.txt"]
    assert built("verify") == 0


def test_an_incremental_build_equals_a_new_one(built: Indexer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(built.archive / "song-mo.txt", built.archive / "a-new.txt")
    (built.archive / "doi-gio.txt").unlink()
    assert built("build") == 0
    fresh = Indexer(built.archive, tmp_path / "fresh", capsys)
    assert fresh("build") == 0
    assert built("export") == fresh("export") == 0
    assert built.out == fresh.out


def test_an_unreadable_report_is_named_and_the_rest_indexed(indexer: Indexer) -> None:
    (indexer.archive / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (indexer.archive / "empty.txt").write_bytes(b"")
    assert indexer("build") == 1
    assert "not indexed: picture.txt: " in indexer.err
    assert "not indexed: empty.txt: " in indexer.err
    assert indexer.files() == ["doi-gio.txt", "song-mo.txt"]
    assert indexer("status") == 0
    assert "not indexed: picture.txt" in indexer.out
    assert indexer("build") == 1, "each build says so again until the file is mended or removed"


def test_a_report_that_turns_unreadable_is_kept_as_it_was(built: Indexer) -> None:
    (built.archive / "doi-gio.txt").write_bytes(b"\x00\x01\x02\x03" * 99)
    assert built("build") == 1
    assert "doi-gio.txt" in built.err
    assert built.files() == ["doi-gio.txt", "song-mo.txt"]


def test_reading_all_anew_loses_no_report_that_cannot_be_read_just_now(built: Indexer) -> None:
    before = built.exported("passage")
    (built.archive / "doi-gio.txt").write_bytes(b"\x00\x01\x02\x03" * 99)
    assert built("build", "--rebuild") == 1
    assert "doi-gio.txt" in built.err
    assert built.exported("passage") == before
    assert built("verify") == 0


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
def test_an_odd_file_costs_itself_alone_and_is_named_on_one_line(built: Indexer) -> None:
    os.mkfifo(built.archive / "pipe.txt")
    (built.archive / "link.txt").symlink_to(built.archive / "nowhere")
    (built.archive / "two\nlines.txt").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(built.archive) + b"/b\xe1o.txt")).write_text("I. KẾT QUẢ", encoding="utf-8")
    for form in ("NFC", "NFD"):
        (built.archive / unicodedata.normalize(form, "báo-cáo.txt")).write_text("I. KẾT QUẢ\n\nĐã xây cầu.\n", encoding="utf-8")
    assert built("build") == 1
    assert built.err.count("not indexed: ") == built.err.count("\n") == 5
    assert len(built.files()) == 3


def test_a_report_is_known_by_its_own_name_however_that_is_printed(built: Indexer) -> None:
    file = built.archive / "báo\xa0cáo.txt"  # a no-break space, which is shown as an escape
    file.write_text("I. KẾT QUẢ\n\nĐã xây cầu.\n", encoding="utf-8")
    (built.archive / "archive.toml").write_text('["báo\xa0cáo.txt"]\ndate = 2020-05-12\n', encoding="utf-8")
    assert built("build") == 0
    file.unlink()
    file.symlink_to(built.archive / "nowhere")
    assert built("build") == 1
    assert r"not indexed: báo\xa0cáo.txt: it is a link that leads nowhere." in built.err
    assert (built.out.count("removed"), built.out.count("archive.toml")) == (0, 0)
    assert file.name in built.files()
    assert built("status") == 0
    assert built.out.count(r"báo\xa0cáo.txt") == 2, "the report as it was, and why it is not read anew"


def test_damage_is_not_copied_into_the_next_generation(built: Indexer) -> None:
    vectors = built.index / "generations" / built.generation() / "vectors.npy"
    whole = vectors.read_bytes()
    vectors.write_bytes(whole[:-1] + bytes([whole[-1] ^ 255]))
    (built.archive / "moi.txt").write_text("I. MỚI\n\nMột báo cáo mới.\n", encoding="utf-8")
    assert built("build") == 0
    assert "damaged" in built.out
    assert len(built.files()) == 3
    assert built("verify") == 0


def test_a_build_that_cannot_be_written_leaves_the_live_generation(built: Indexer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.generation()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    # A full disk, at the one place where it can be made for sure.
    monkeypatch.setattr("indexer.draft.write_vectors", full)
    assert built("build", "--rebuild") == 1
    assert built.err.count("\n") == 1
    assert "No space left on device" in built.err
    assert built.generation() == before
    assert [p.name for p in (built.index / "generations").iterdir()] == [before]


@pytest.mark.parametrize("make", [False, True], ids=["no folder", "empty folder"])
def test_an_empty_archive_leaves_the_index_as_it_was(built: Indexer, make: bool) -> None:
    shutil.rmtree(built.archive)
    if make:
        built.archive.mkdir()
    assert built("build") == (1 if make else 2)
    assert str(built.archive) in built.err
    assert built.err.count("\n") == 1
    assert len(built.files()) == 2


def test_two_builds_at_once(built: Indexer) -> None:
    with filelock.FileLock(built.index / ".lock"):
        assert built("build", "--rebuild") == 1
    assert "Another build" in built.err
    assert built("build", "--rebuild") == 0


@pytest.mark.parametrize("command", ["status", "verify", "export"])
def test_without_an_index_the_way_to_one_is_told(indexer: Indexer, command: str) -> None:
    assert indexer(command) == 1
    assert "There is no index" in indexer.err
    assert "python -m indexer build" in indexer.err


def test_verify_names_each_file_that_is_missing_or_changed(built: Indexer) -> None:
    folder = built.index / "generations" / built.generation()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        path.unlink()
        assert built("verify") == 1, path
        assert path.name in built.err
        path.write_bytes(bytes([whole[0] ^ 255]) + whole[1:])
        assert built("verify") == 1, path
        assert path.name in built.err
        path.write_bytes(whole)
    assert built("verify") == 0


def test_a_damaged_index_is_built_anew(built: Indexer) -> None:
    folder = built.index / "generations" / built.generation()
    (folder / "catalogue.sqlite").write_bytes(b"no longer a database")
    assert built("export") == 1
    assert "catalogue.sqlite" in built.err
    assert built("build") == 0
    assert "damaged" in built.out
    assert len(built.files()) == 2


def test_an_index_of_another_version_is_refused_and_built_anew(built: Indexer) -> None:
    manifest = built.index / "generations" / built.generation() / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "schema": 999}))
    assert built("export") == 1
    assert "another version" in built.err
    assert built("build") == 0
    assert len(built.files()) == 2


def test_an_interrupted_build_leaves_the_live_generation(built: Indexer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.generation()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    # The one place where a person's Ctrl-C can be put in for sure: between writing the vectors and the switch.
    monkeypatch.setattr("indexer.draft.write_vectors", stop)
    assert built("build", "--rebuild") == 130
    assert built.generation() == before
    assert [p.name for p in (built.index / "generations").iterdir()] == [before]
    assert len(built.files()) == 2


def test_add_checks_copies_and_builds(built: Indexer, tmp_path: Path) -> None:
    good, bad = tmp_path / "doi-cat.txt", tmp_path / "bad.txt"
    good.write_text("Huyện Đồi Cát (hư cấu)\n\nI. KẾT QUẢ\n\nĐã xây 12 km đường.\n", encoding="utf-8")
    bad.write_bytes(b"")
    assert built("add", str(good), str(bad)) == 1
    assert "bad.txt" in built.err
    assert "doi-cat.txt" in built.files()
    assert not (built.archive / "bad.txt").exists()


def test_add_names_a_file_that_is_not_there(built: Indexer) -> None:
    assert built("add", "no-such-report.txt") == 2
    assert "no-such-report.txt" in built.err
    assert built.err.count("\n") == 1


def test_add_never_overwrites_another_report_unasked(built: Indexer, tmp_path: Path) -> None:
    other = tmp_path / "song-mo.txt"
    other.write_text("I. KHÁC\n\nMột báo cáo khác hẳn.\n", encoding="utf-8")
    before = (built.archive / "song-mo.txt").read_bytes()
    assert built("add", str(other)) == 1
    assert "--replace" in built.err
    assert (built.archive / "song-mo.txt").read_bytes() == before
    assert built("add", "--replace", str(other)) == 0
    assert (built.archive / "song-mo.txt").read_bytes() == other.read_bytes()


def test_add_says_what_is_there_already(built: Indexer, tmp_path: Path) -> None:
    again = tmp_path / "song-mo.txt"
    again.write_bytes((built.archive / "song-mo.txt").read_bytes())
    for path in (again, built.archive / "song-mo.txt"):
        assert built("add", str(path)) == 0
        assert "already" in built.out
        assert "copied" not in built.out
    assert built("add", "--json", str(again)) == 0
    assert json.loads(built.out)["copied"] == []
    assert json.loads(built.out)["already"] == ["song-mo.txt"]


def test_a_report_that_comes_in_twice_under_two_names_is_named(built: Indexer, tmp_path: Path) -> None:
    copy = tmp_path / "song-mo (1).txt"
    copy.write_bytes((built.archive / "song-mo.txt").read_bytes())
    assert built("add", str(copy)) == 0
    assert "song-mo.txt holds the same as song-mo (1).txt" in built.out
    assert len(built.files()) == 3
    assert built("build", "--json") == 0
    assert [sentence.split(":")[0] for sentence in json.loads(built.out)["notices"]] == [
        "song-mo.txt holds the same as song-mo (1).txt, so that results come twice"
    ]
    copy.write_text("I. KHÁC\n\nMột báo cáo khác hẳn.\n", encoding="utf-8")
    assert built("add", "--replace", str(copy)) == 0
    assert "holds the same" not in built.out


def test_export_gives_the_source_text_to_the_letter(built: Indexer) -> None:
    path = built.archive / "song-mo.txt"
    exact = path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8")
    path.write_bytes(exact)
    assert built("build") == 0
    report = next(row["id"] for row in built.exported("report") if row["file"] == "song-mo.txt")
    assert built("export", "--source", report) == 0
    assert built.out.encode() == exact
    assert built("export", "--source", "no-such-report") == 2
    assert "no-such-report" in built.err


def test_files_that_are_no_reports_are_passed_over(built: Indexer) -> None:
    for name in ("README.md", ".hidden.txt", "~$song-mo.docx"):
        (built.archive / name).write_text("không phải báo cáo", encoding="utf-8")
    assert built("build") == 0
    assert "nothing changed" in built.out


def test_the_archive_says_what_no_reader_can_know(built: Indexer) -> None:
    said = built.archive / "archive.toml"
    said.write_text(
        '["doi-gio.txt"]\nplace = "thị xã Đồi Gió Mới"\ndate = 2023-05-12\n\n["no-such.txt"]\ndraft = true\n', encoding="utf-8"
    )
    before = built.exported("passage")
    assert built("build") == 0
    assert "changed: doi-gio.txt" in built.out
    assert "line 5" in built.out, "a correction of what is not there is named"
    report = next(row for row in built.exported("report") if row["file"] == "doi-gio.txt")
    assert (report["place"], report["date"]) == ("thị xã Đồi Gió Mới", "2023-05-12")
    assert built.exported("passage") == before
    assert built("build") == 0
    assert "nothing changed" in built.out
    said.unlink()
    assert built("build") == 0
    assert next(row for row in built.exported("report") if row["file"] == "doi-gio.txt")["date"] is None


def test_a_wrong_correction_is_named_with_its_line(built: Indexer) -> None:
    (built.archive / "archive.toml").write_text('["doi-gio.txt"]\n\nkind = "thư"\n', encoding="utf-8")
    assert built("build") == 2
    assert "line 3" in built.err
    assert len(built.files()) == 2


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_named(built: Indexer) -> None:
    (built.archive / "doi-gio.txt").chmod(0)
    assert built("build") == 1
    assert "doi-gio.txt" in built.err


@pytest.mark.parametrize(
    "arguments, word",
    [(["build", "--no-such"], "--no-such"), (["nonsense"], "nonsense"), (["add"], "FILES")],
    ids=["option", "command", "missing argument"],
)
def test_a_usage_fault_is_one_line_and_exits_2(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, "indexer", arguments) == 2
    error = capsys.readouterr().err
    assert word in error
    assert error.count("\n") == 1
