"""A collection is read strictly, says what has become of each passage, and is written in every style and format."""

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rispy
from pybtex.database import parse_string

from indexer.build import build
from indexer.document import read_document
from language.embedding import load_encoder
from search.citations import STYLES
from search.citations.collection import (
    LONGEST_NOTE,
    MOST_ENTRIES,
    Collection,
    Entry,
    Gathered,
    collection_from,
    gathered,
    of_passages,
    read_collection,
)
from search.citations.compiled import FILE_FORMATS, compiled
from search.library import Library
from search.searcher import Searcher
from store.errors import UsageFault
from tests.search.citations.conftest import REPORT
from tests.search.citations.facts import EVERY, PARAGRAPH
from tests.search.citations.test_exchange import CSL

SITE = "https://van-kho.example.vn"
FILE: dict[str, Any] = {
    "format": "van-kho-collection",
    "version": 1,
    "title": "Rừng",
    "entries": [
        {"passage": "a.p-1", "quote": "trồng rừng", "note": "xem lại", "text": "…", "added": "2026-01-01"},
        {"passage": "a.p-2"},
    ],
}


def test_a_collection_is_read_from_its_file() -> None:
    read = read_collection(json.dumps(FILE))
    assert read == Collection("Rừng", (Entry("a.p-1", "trồng rừng", "xem lại"), Entry("a.p-2")))


@pytest.mark.parametrize(
    "held, told",
    [
        ([], "is no collection"),
        ({**FILE, "format": "other"}, "is no collection"),
        ({**FILE, "version": 2}, "has version '2': this program reads version 1"),
        ({**FILE, "version": True}, "has version 'True'"),
        ({**FILE, "entries": {}}, 'has no list of "entries"'),
        ({**FILE, "entries": []}, "has 0 entries: give 1 to 500"),
        ({**FILE, "entries": [{"passage": f"a.p-{n}"} for n in range(MOST_ENTRIES + 1)]}, "has 501 entries"),
        ({**FILE, "entries": [{"passage": "a"}, "b"]}, "has an entry 2 that is no JSON object"),
        ({**FILE, "entries": [{"note": "x"}]}, 'has an entry 1 whose "passage" is no text'),
        ({**FILE, "entries": [{"passage": " \x00 "}]}, 'has an entry 1 without a "passage"'),
        (
            {**FILE, "entries": [{"passage": "a", "note": "x" * (LONGEST_NOTE + 1)}]},
            'has an entry 1 whose "note" is no text of at most 4000',
        ),
        ({**FILE, "entries": [{"passage": "a", "quote": 3}]}, 'has an entry 1 whose "quote" is no text'),
        ({**FILE, "title": None}, "has a title that is no text"),
    ],
)
def test_what_is_no_collection_is_refused_in_a_sentence(held: Any, told: str) -> None:
    with pytest.raises(UsageFault) as fault:
        collection_from(held, "so.json")
    assert str(fault.value).startswith(f"so.json {told}")
    assert fault.value.parameter == "collection"


@pytest.mark.parametrize("text", ["", "xin chào", "[" * 100_000, '{"format": NaN'])
def test_what_is_no_json_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UsageFault, match=r"^so\.json is no JSON: give a file that was saved from a collection\.$"):
        read_collection(text, "so.json")


def test_letters_that_no_file_can_hold_are_left_out() -> None:
    read = read_collection(
        json.dumps({**FILE, "title": "Rừng\ud800\x0b", "entries": [{"passage": "a", "note": "hai\n dòng\x1f\ufffe"}]})
    )
    assert read == Collection("Rừng", (Entry("a", "", "hai\n dòng"),))


def test_passages_are_named_by_id_or_address_in_one_text_or_several() -> None:
    found = of_passages([f"a.p-1\n{SITE}/passages/a.p-2?q=x#y", "  /passages/a.p-3/cite/ a.p-1"])
    assert [entry.passage for entry in found.entries] == ["a.p-1", "a.p-2", "a.p-3"]


class Archive:
    """An archive that the test changes, and the ids that its passages had at first."""

    def __init__(self, folder: Path) -> None:
        self.archive, self.index = folder / "archive", folder / "index"
        self.archive.mkdir()
        self.write(REPORT)
        self.library = Library(self.index)
        read = self.library.read(self.library.reports()[0].report.id)
        assert read
        self.ids = {passage.text: passage.id for passage in read.passages}

    def write(self, text: str, name: str = "ben-man.txt") -> None:
        for file in self.archive.iterdir():
            file.unlink()
        (self.archive / name).write_text(text, encoding="utf-8")
        build(self.archive, self.index, load_encoder())

    def gather(self, *entries: Entry) -> tuple[Gathered, ...]:
        return gathered(self.library, Collection("Rừng", entries), SITE)


FARM = "Vùng mận hậu rộng 120 ha, hồ chứa nước 3.500 m3, hòa lưới điện xong mười hai thôn."


@pytest.fixture
def changing(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_every_standing_is_told_and_cited_as_far_as_is_known(changing: Archive) -> None:
    farm = changing.ids[FARM]
    whole, part, wrong, unknown = changing.gather(
        Entry(farm, note="so với 2015"), Entry(farm, "rộng 120 ha"), Entry(farm, "rộng 121 ha"), Entry("khong-co.p-1")
    )
    assert [each.standing for each in (whole, part, wrong, unknown)] == ["here", "here", "misquoted", "unknown"]
    assert whole.cited is not None
    assert (whole.cited.quote, whole.cited.remarks) == (FARM, ("Ghi chú: so với 2015",))
    assert part.cited is not None
    assert part.cited.quote == "rộng 120 ha"
    assert wrong.cited is not None
    assert (wrong.cited.quote, wrong.cited.remarks) == (FARM, ("Lưu ý: phần lời đã chọn không có trong đoạn; đây là cả đoạn.",))
    assert unknown.cited is None

    changing.write(REPORT.replace("120 ha", "135 ha"))
    whole, part, still = changing.gather(Entry(farm), Entry(farm, "rộng 120 ha"), Entry(farm, "hồ chứa nước 3.500 m3"))
    assert [each.standing for each in (whole, part, still)] == ["changed", "changed", "moved"]
    assert whole.cited is not None
    assert (whole.cited.quote, whole.cited.address) == (FARM, f"{SITE}/passages/{farm}")
    assert whole.cited.remarks[0].startswith("Lưu ý: lời này không còn trong văn bản")
    assert part.cited is not None
    assert part.cited.quote == "rộng 120 ha"
    assert still.cited is not None
    assert still.cited.id == still.now != farm

    changing.write(REPORT)
    changing.write(REPORT, "huyen-ben-man.txt")
    [moved] = changing.gather(Entry(farm))
    assert moved.standing == "moved"
    assert moved.cited is not None
    assert moved.cited.address.startswith(f"{SITE}/passages/huyen-ben-man-")

    changing.write("Báo cáo của xã khác về rừng đầu nguồn.\n", "khac.txt")
    [removed] = changing.gather(Entry(farm))
    assert removed.standing == "removed"
    assert removed.cited is not None
    assert removed.cited.quote == ""
    for format in FILE_FORMATS:
        for style in STYLES:
            written = compiled("Rừng", [removed], style, format)
            text = (
                written.decode() if format != "docx" else zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode()
            )
            assert "văn bản đã được lấy ra khỏi kho" in text
            assert "mận hậu" not in text
            assert "“”" not in text


def test_a_passage_that_never_was_is_refused_by_name(searcher: Searcher) -> None:
    found = gathered(searcher.library, of_passages(["khong-co.p-1"]), SITE)
    with pytest.raises(UsageFault, match=r"The archive never had khong-co\.p-1: give the id of a passage"):
        compiled("Rừng", found)
    two = gathered(searcher.library, of_passages(["khong-co.p-1", "khong-co.p-2"]), SITE)
    with pytest.raises(UsageFault, match=r"never had khong-co\.p-1, khong-co\.p-2: take them out"):
        compiled("Rừng", two)


def entry(cited: Any, note: str = "") -> Gathered:
    return Gathered(Entry(cited.id), "here", replace(cited, remarks=(f"Ghi chú: {note}",) if note else ()))


ALL = [entry(cited, "so với nhiệm kỳ trước") for cited in EVERY.values()]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("format", FILE_FORMATS)
def test_every_entry_is_in_every_style_and_format_in_order(style: Any, format: Any) -> None:
    written = compiled("Rừng & đất", ALL, style, format)
    text = zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml").decode() if format == "docx" else written.decode()
    assert text.count("so với nhiệm kỳ trước") == len(ALL)
    places = [text.find(word) for word in ("vượt 0,3", "Xây xong ba nhà", "Hộ nghèo |" if format != "markdown" else "Hộ nghèo")]
    assert places == sorted(places)
    assert min(places) > 0


def test_programs_read_all_entries_back_each_by_a_key_of_its_own() -> None:
    keys = ["ben-man-0a1b2c.p-0123456789", *(f"ben-man-0a1b2c.p-0123456789-{n}" for n in (2, 3, 4, 5))]
    database = parse_string(compiled("Rừng", ALL, format="bibtex").decode(), "bibtex")
    assert list(database.entries) == keys
    records = rispy.loads(compiled("Rừng", ALL, format="ris").decode().replace("\r\n", "\n"))
    assert [record["id"] for record in records] == keys
    assert all("Ghi chú: so với nhiệm kỳ trước" in record["notes"] for record in records)
    items = json.loads(compiled("Rừng", ALL, format="csl-json"))
    jsonschema.validate(items, CSL)
    assert [item["id"] for item in items] == keys
    assert {item["URL"] for item in items} == {PARAGRAPH.address}


def test_plain_text_is_numbered_and_set_in() -> None:
    written = compiled("", [entry(PARAGRAPH, "xem lại")], "apa", "plain").decode().splitlines()
    assert written[:2] == ["Sổ trích dẫn", ""]
    assert written[2].startswith("1. “Tỷ lệ hộ nghèo")
    assert [line[:6] for line in written[3:]] == ["   Ban", "   Ghi"]


def test_html_is_a_page_that_lets_no_markup_through() -> None:
    written = compiled("<b>Rừng</b>", [entry(replace(PARAGRAPH, quote="<script>x</script>"), "<i>x</i>")], format="html").decode()
    assert '<meta charset="utf-8"><title>&lt;b&gt;Rừng&lt;/b&gt;</title>' in written
    assert "<script>" not in written
    assert "Ghi chú: &lt;i&gt;x&lt;/i&gt;" in written


def test_a_docx_has_real_footnotes_that_our_own_reader_reads_back(tmp_path: Path) -> None:
    hostile = replace(PARAGRAPH, quote='a < b & "c" ]]> d', address='https://x.vn/?a=1&b="2"')
    (tmp_path / "so.docx").write_bytes(compiled("Rừng & đất", [*ALL, entry(hostile)], "vietnamese", "docx"))
    read = read_document(tmp_path, "so.docx")
    assert [footnote.number for footnote in read.footnotes] == [1, 2, 3, 4, 5, 6]
    texts = {passage.id: passage.text for passage in read.passages}
    for gathered_entry, footnote in zip(ALL, read.footnotes, strict=False):
        assert gathered_entry.cited
        anchor = texts[footnote.anchor_passage or ""]
        assert footnote.anchor_offset == len(anchor)
        assert anchor == f"“{gathered_entry.cited.quote}”"
        assert gathered_entry.cited.title in texts[footnote.passage or ""]
        assert gathered_entry.cited.address in texts[footnote.passage or ""]
    assert '“a < b & "c" ]]> d”' in texts.values()


def test_a_docx_is_the_same_every_time() -> None:
    assert compiled("Rừng", ALL, format="docx") == compiled("Rừng", ALL, format="docx")


def test_libreoffice_finds_the_footnotes(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice: install libreoffice-writer, then a .docx is opened with it")
    (tmp_path / "so.docx").write_bytes(compiled("Rừng & đất", ALL, "chicago", "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "so.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = zipfile.ZipFile(tmp_path / "so.odt").read("content.xml").decode()
    assert content.count('text:note-class="footnote"') == len(ALL)
    assert content.count('xlink:href="https://van-kho.example.vn/passages/') >= len(ALL)
