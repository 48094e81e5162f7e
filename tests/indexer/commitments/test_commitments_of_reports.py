"""The register of whole reports: the samples against what their authors put in, and the real reports against hand-made lists."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.commitments import Commitment, commitments_of
from indexer.document import read_document
from store.records import Document, spans_text

ROOT = Path(__file__).resolve().parents[3]
TRUTH: list[dict[str, Any]] = json.loads((ROOT / "tests/samples_truth.json").read_text(encoding="utf-8"))
SAMPLES = [sample["file"] for sample in TRUTH]

# A count in words ("một trong bốn xã", "dưới năm đảng viên") is no number, and one sentence names no plan.
NOT_READ = {
    "Một trong bốn xã đã là nông thôn mới nâng cao, bằng nửa chỉ tiêu",
    "đến năm 2028 không còn bản dưới năm đảng viên",
    "Người dân có bảo hiểm y tế 98,1%",
}


@cache
def _sample(file: str) -> tuple[Document, tuple[Commitment, ...]]:
    document = read_document(ROOT / "archive", file)
    return document, commitments_of(document)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if c.isalnum())


@pytest.mark.parametrize("sample", TRUTH, ids=SAMPLES)
def test_every_commitment_of_a_sample_is_found_with_its_kind(sample: dict[str, Any]) -> None:
    document, found = _sample(sample["file"])
    texts = {passage.id: _letters(passage.text) for passage in document.passages}
    missing = []
    for wanted in sample["targets"]:
        values = {float(wanted["value_low"]), float(wanted["value_high"])}
        hit = any(
            {row.value_low, row.value_high} == values
            and row.kind == wanted["kind"]
            and _letters(wanted["quote"]) in texts[row.passage]
            for row in found
        )
        if not hit and wanted["quote"] not in NOT_READ:
            missing.append(wanted["quote"])
    assert missing == []


@pytest.mark.parametrize("file", SAMPLES)
def test_quotes_are_verbatim_and_lead_back_to_the_source(file: str) -> None:
    document, found = _sample(file)
    passages = {passage.id: passage for passage in document.passages}
    assert found
    for row in found:
        assert row.quote in passages[row.passage].text
        assert _letters(spans_text(document.source, row.spans)) == _letters(row.quote)
        assert row.report == document.report.id
    assert len({row.id for row in found}) == len(found)


def test_the_same_report_gives_the_same_rows() -> None:
    document, found = _sample(SAMPLES[0])
    assert commitments_of(document) == found


def test_a_footnote_speaks_of_the_figure_it_hangs_on() -> None:
    _, found = _sample("mau/an-hoa-dong/so-ket-giua-nhiem-ky-2020-2025.md")
    by_quote = {row.quote: row for row in found}
    assert by_quote["Chỉ tiêu 96%"].kind == "target"
    assert by_quote["Chỉ tiêu 96%"].indicator_id == "health_insurance"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Tỷ lệ hộ nghèo còn 2,1%, thấp hơn mục tiêu Nghị quyết.", "met"),
        ("Tỷ lệ hộ nghèo còn 4,1%, cao hơn mục tiêu Nghị quyết.", "not met"),
        ("Tỷ lệ tham gia BHYT đạt 93,5%, cao hơn 3,5 điểm phần trăm so với mục tiêu Nghị quyết.", "met"),
        ("Thu ngân sách đạt 480 tỷ đồng, thấp hơn 20 tỷ đồng so với dự toán.", "not met"),
    ],
)
def test_more_or_less_than_the_plan_is_judged_by_what_is_better(tmp_path: Path, text: str, verdict: str) -> None:
    (tmp_path / "a.txt").write_text(f"BÁO CÁO\n\nI. KẾT QUẢ ĐẠT ĐƯỢC\n\n{text}\n", encoding="utf-8")
    (row,) = commitments_of(read_document(tmp_path, "a.txt"))
    assert row.verdict == verdict


def test_a_passage_longer_than_any_paragraph_is_read_in_pieces_with_true_places(tmp_path: Path) -> None:
    filling = "Cán bộ và nhân dân trong huyện đoàn kết, gắn bó, cùng nhau vượt qua khó khăn. " * 120
    text = f"BÁO CÁO\n\nI. MỤC TIÊU\n\nPhấn đấu 91% hộ dùng nước máy. {filling}Phấn đấu 92% hộ có điện.\n"
    (tmp_path / "dai.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path, "dai.txt")
    found = commitments_of(document)
    assert [row.value_low for row in found] == [91, 92]
    assert [spans_text(document.source, row.spans) for row in found] == [row.quote for row in found]
    assert "92% hộ có điện" in found[1].quote


GOLD = sorted((ROOT.parent / "shared/gold").glob("structure_*.json"))


@pytest.mark.parametrize("gold", GOLD or [None], ids=lambda gold: gold.stem if gold else "none")
def test_the_real_reports(gold: Path | None, real_reports: Path) -> None:
    if gold is None:
        pytest.skip("no hand-made lists in ../shared/gold")
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    document = read_document(real_reports, wanted["file"])
    rows = list(commitments_of(document))
    lines = [0, *(i + 1 for i, letter in enumerate(document.source) if letter == "\n")]
    hits = right = 0
    for target in wanted["targets"]:
        begin = lines[target["line"] - 1]
        at = max(begin, document.source.find(target["quote"], max(0, begin - 5)))
        values = set(map(float, target["value"] if isinstance(target["value"], list) else [target["value"]]))
        match = next(
            (
                row
                for row in rows
                if {row.value_low, row.value_high} == values
                and any(a < at + len(target["quote"]) and at < b for a, b in row.spans)
            ),
            None,
        )
        if match is not None:
            hits += 1
            right += match.kind == ("target" if target["kind"] == "target" else "result")
            rows.remove(match)
    assert hits / len(wanted["targets"]) >= 0.92
    assert right / hits >= 0.95
    assert 2 * hits / (hits + len(rows) + len(wanted["targets"])) >= 0.90
