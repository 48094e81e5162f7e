"""What an encoder promises: unit vectors, both languages and both ways of typing near each other, offline and without torch."""

import json
import os
import shutil
import subprocess
import sys
import threading
import unicodedata
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from language.embedding import DEFAULT, WINDOW_VERSION, Encoder, load_encoder, windows
from store.errors import ModelFault

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ["van-kho", "van-kho/static"]

PASSAGES = [
    "Tỷ lệ hộ nghèo của huyện Sơn Lĩnh giảm từ 9,8% xuống còn 3,1%.",
    "Hoàn thành 42 km đường liên xã, nhựa hóa toàn bộ đường đến trung tâm xã.",
    "Bệnh viện huyện thiếu bác sĩ chuyên khoa, nhiều bệnh nhân phải chuyển tuyến.",
    "Kết nạp 214 đảng viên mới, trong đó có 60 đảng viên là học sinh, sinh viên.",
    "Trồng mới 1.200 ha rừng, nâng tỷ lệ che phủ rừng lên 57%.",
]


READERS = [
    "giảm nghèo", "ty le ho ngheo", "shortage of doctors at the district hospital", "UBND xã", "che phủ rừng 57%",
    "Uỷ ban nhân dân huyện Hoà Sơn chỉ đạo các xã rà soát hộ nghèo, hộ cận nghèo cuối năm.", "How many new Party members?",
]  # fmt: skip


@pytest.fixture(scope="module", params=BUNDLED)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return load_encoder(request.param)


def nearest(encoder: Encoder, query: str) -> int:
    return int(np.argmax(encoder.encode_document(PASSAGES) @ encoder.encode_query([query])[0]))


def test_vectors_are_unit_rows_of_the_stated_dimension(encoder: Encoder) -> None:
    vectors = encoder.encode_document([*PASSAGES, "", "???", "\u4e2d\u6587"])
    assert vectors.shape == (8, encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_query([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize(
    "query, row",
    [
        ("giảm nghèo", 0),
        ("poverty rate", 0),
        ("ty le ho ngheo", 0),
        ("rural roads", 1),
        ("duong giao thong nong thon", 1),
        ("shortage of doctors", 2),
        ("new Party members", 3),
        ("phát triển đảng viên", 3),
        ("forest cover", 4),
        ("che phu rung", 4),
    ],
)
def test_finds_the_passage_in_either_language_with_or_without_marks(encoder: Encoder, query: str, row: int) -> None:
    assert nearest(encoder, query) == row


@pytest.mark.parametrize(
    "one, other",
    [
        ("Uỷ ban nhân dân huyện Hoà Sơn", "Ủy ban nhân dân huyện Hòa Sơn"),
        ("tỉ lệ, kĩ thuật", "tỷ lệ, kỹ thuật"),
        ("GIẢM NGHÈO", "giảm nghèo"),
        (unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo"), "Tỷ lệ hộ nghèo"),
        ("giảm  nghèo\n", "giảm nghèo"),
    ],
)
def test_spellings_that_mean_the_same_give_the_same_vector(encoder: Encoder, one: str, other: str) -> None:
    a, b = encoder.encode_query([one, other])
    np.testing.assert_allclose(a, b, atol=1e-6)


def test_marks_are_kept(encoder: Encoder) -> None:
    bare, marked = encoder.encode_query(["kiểm lâm", "kiếm lãm"])
    assert float(bare @ marked) < 0.95


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    alone = np.concatenate([encoder.encode_document([p]) for p in PASSAGES])
    together = encoder.encode_document([*PASSAGES, " ".join(PASSAGES * 4)])[: len(PASSAGES)]
    assert float((alone * together).sum(1).min()) > 0.995  # int8 rounds the input by what stands in the batch


def test_threads_get_what_one_gets(encoder: Encoder) -> None:
    expected = {p: encoder.encode_query([p]) for p in PASSAGES}
    wrong: list[str] = []

    def ask(passage: str) -> None:
        for _ in range(20):
            if not np.allclose(encoder.encode_query([passage]), expected[passage], atol=1e-5):
                wrong.append(passage)

    threads = [threading.Thread(target=ask, args=(p,)) for p in PASSAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_fingerprint_names_all_that_changes_the_vectors(encoder: Encoder) -> None:
    fingerprint = encoder.fingerprint
    assert fingerprint.keys() >= {
        "model", "revision", "dimension", "dtype", "query_prefix", "document_prefix", "normalisation", "windows",
    }  # fmt: skip
    assert fingerprint["dimension"] == encoder.dimension
    assert fingerprint["windows"] == WINDOW_VERSION
    assert len(str(fingerprint["revision"])) == 64


def test_models_have_different_fingerprints() -> None:
    assert load_encoder(BUNDLED[0]).fingerprint != load_encoder(BUNDLED[1]).fingerprint


def test_the_default_is_bundled() -> None:
    assert load_encoder().fingerprint == load_encoder(DEFAULT).fingerprint
    assert DEFAULT in BUNDLED


def test_a_table_of_model2vec_reads_as_model2vec_reads_it(tmp_path: Path) -> None:
    model2vec = pytest.importorskip("model2vec")
    shutil.copy(ROOT / "models" / "van-kho" / "static" / "tokenizer.json", tmp_path)
    chance = np.random.default_rng(5)
    tokens = Tokenizer.from_file(str(tmp_path / "tokenizer.json")).get_vocab_size()
    rows, weights = chance.standard_normal((tokens, 16)).astype(np.float32), chance.random(tokens).astype(np.float32)
    save_file({"embeddings": rows, "weights": weights}, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text('{"model_type": "model2vec", "normalize": true}', encoding="utf-8")
    theirs = model2vec.StaticModel.from_pretrained(tmp_path).encode(PASSAGES)
    np.testing.assert_allclose(load_encoder(str(tmp_path)).encode_document(PASSAGES), theirs, atol=1e-4)


@pytest.mark.parametrize("model", BUNDLED)
def test_neither_torch_nor_the_network_is_needed(model: str) -> None:
    program = (
        "import sys, socket\n"
        "def refuse(*_): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from language.embedding import load_encoder\n"
        f"load_encoder({model!r}).encode_query(['giảm nghèo'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'model2vec'} & sys.modules.keys()\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["./no-such-folder", "/no/such/model"])
def test_a_missing_folder_is_said_in_one_sentence(name: str) -> None:
    with pytest.raises(ModelFault, match="There is no model in") as fault:
        load_encoder(name)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"])
def test_a_damaged_table_is_said_in_one_sentence(tmp_path: Path, file: str) -> None:
    shutil.copytree(ROOT / "models" / "van-kho" / "static", tmp_path / "table")
    (tmp_path / "table" / file).write_bytes(b"not this")
    with pytest.raises(ModelFault, match="cannot be read") as fault:
        load_encoder(str(tmp_path / "table"))
    assert "\n" not in str(fault.value)


class TestWindows:
    def test_a_short_passage_is_one_window(self) -> None:
        assert windows(" Tỷ lệ hộ nghèo còn 3,1%. ") == ["Tỷ lệ hộ nghèo còn 3,1%."]

    def test_a_blank_passage_has_none(self) -> None:
        assert windows(" \n ") == []

    def test_a_long_passage_has_its_sentences_and_itself(self) -> None:
        first = "Câu một " + "nói về ruộng lúa " * 10 + "xong."
        second = "Câu hai " + "nói về con đường " * 10 + "xong."
        text = f"{first} {second}"
        assert windows(text) == [first, second, text]

    def test_sentences_are_gathered_up_to_fifty_syllables(self) -> None:
        sentence = "Mỗi câu trong đoạn văn này có đúng mười tiếng."
        found = windows(" ".join([sentence] * 9))
        assert all(len(window.split()) <= 50 for window in found[:-1])
        assert len(found) == 3

    def test_a_sentence_without_end_is_cut_at_its_semicolons(self) -> None:
        clauses = [f"nhiệm vụ thứ {n} " + "làm cho xong việc này " * 8 for n in range(3)]
        found = windows("; ".join(c.strip() for c in clauses) + ".")
        assert [w.split()[3] for w in found[:-1]] == ["0", "1", "2"]

    def test_numbers_and_abbreviations_end_nothing(self) -> None:
        text = "Thu 12.500 tỷ đồng ở TP. huế, tăng 1.2 lần so với đầu kỳ. " + "Phần sau kể chuyện khác. " * 12
        assert windows(text)[0].startswith("Thu 12.500 tỷ đồng ở TP. huế, tăng 1.2 lần so với đầu kỳ.")

    def test_every_word_of_the_passage_is_in_a_window(self) -> None:
        text = "Một, hai; ba: " * 80 + "hết " * 130
        assert " ".join(windows(text)).split()[: len(text.split())] == text.split()

    def test_a_very_long_passage_has_no_vector_of_the_whole(self) -> None:
        assert all(len(window.split()) <= 50 for window in windows("Một câu ngắn thôi. " * 200))


def test_a_window_reads_alike_in_the_table_and_beside_the_body() -> None:
    """The table is half of the encoder: both must be of one space, or their sum would mean nothing."""
    whole, table = load_encoder("van-kho"), load_encoder("van-kho/static")
    cosines = (whole.encode_document(PASSAGES) * table.encode_document(PASSAGES)).sum(1)
    assert float(cosines.min()) > 0.7


@pytest.mark.skipif(find_spec("sentence_transformers") is None, reason="needs requirements.txt: sentence-transformers")
def test_sentence_transformers_reads_the_same_vectors() -> None:
    """Both folders, with modules of the library alone: no code of theirs is to be trusted. A process of its own, for torch."""
    program = (
        "import json, sys\n"
        "from sentence_transformers import SentenceTransformer\n"
        "from language.embedding import load_encoder\n"
        "texts = json.load(sys.stdin)\n"
        "for name in ('van-kho', 'van-kho/static'):\n"
        "    theirs = SentenceTransformer('models/' + name, local_files_only=True).encode(texts)\n"
        "    ours = load_encoder(name).encode_document(texts)\n"
        "    print(float((theirs * ours).sum(1).mean()))\n"
    )
    texts = [*PASSAGES, *READERS]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, input=json.dumps(texts),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    whole, table = map(float, done.stdout.split()) if done.returncode == 0 else pytest.fail(done.stderr)
    assert whole >= 0.985
    assert table >= 0.9999
