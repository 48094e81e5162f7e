"""An index is searched with the model that made it, wherever that lies; without it, words still answer and all else says so."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from indexer.build import build
from language.embedding import load_encoder
from search.answers import Request
from search.searcher import Searcher
from store.errors import ModelFault
from tests.search.test_command import command
from web import create_app

REPORT = "BÁO CÁO\n\nI. KẾT QUẢ\n\nTỷ lệ hộ nghèo của xã Khe Lạnh giảm còn 3,4%.\n\nĐường liên thôn trải nhựa 12 km.\n"
WORDS = sorted(set(REPORT.lower().replace(".", " ").split()) | {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", "passage"})


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def table(folder: Path, seed: int = 1) -> Path:
    """A table of a few words as model2vec writes it."""
    folder.mkdir()
    rows = np.random.default_rng(seed).standard_normal((len(WORDS), 8)).astype(np.float32)
    save_file({"embeddings": rows}, folder / "model.safetensors")
    tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"model_type": "model2vec"}), encoding="utf-8")
    return folder


def transformer(folder: Path) -> Path:
    """A transformer of one small layer, with the prefixes of E5, as sentence-transformers writes it."""
    torch = pytest.importorskip("torch", reason="torch is not installed: pip install -r requirements.txt")
    library = pytest.importorskip("sentence_transformers")
    modules = pytest.importorskip("sentence_transformers.models")
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    transformers.BertModel(config).save_pretrained(folder / "body")
    wrapped = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer(), pad_token="[PAD]", unk_token="[UNK]")
    wrapped.save_pretrained(folder / "body")
    body = modules.Transformer(str(folder / "body"))
    pooling = modules.Pooling(body.get_embedding_dimension(), pooling_mode="mean")
    prompts = {"query": "query: ", "document": "passage: "}
    library.SentenceTransformer(modules=[body, pooling], prompts=prompts).save(str(folder / "whole"))
    shutil.rmtree(folder / "body")
    return folder / "whole"


def archive(folder: Path) -> Path:
    folder.mkdir()
    (folder / "khe-lanh.txt").write_text(REPORT, encoding="utf-8")
    return folder


def searched(index: Path, mode: str) -> list[str]:
    searcher = Searcher(index)
    try:
        return [result.passage.text for result in searcher.search(Request("hộ nghèo", mode=mode)).results]
    finally:
        searcher.library.close()


class TestFolderOutsideModels:
    @pytest.fixture
    def index(self, tmp_path: Path) -> Path:
        build(archive(tmp_path / "archive"), tmp_path / "index", load_encoder(str(table(tmp_path / "model"))))
        return tmp_path / "index"

    def test_is_found_again(self, index: Path) -> None:
        assert "hộ nghèo" in searched(index, "semantic")[0]

    def test_is_found_again_from_another_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        table(tmp_path / "beside")
        build(archive(tmp_path / "archive"), tmp_path / "index", load_encoder("beside"))
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        assert "hộ nghèo" in searched(tmp_path / "index", "semantic")[0]

    @pytest.mark.parametrize("mode", ["semantic", "hybrid"])
    def test_once_gone_is_said_with_the_ways_out(self, index: Path, tmp_path: Path, mode: str) -> None:
        shutil.rmtree(tmp_path / "model")
        with pytest.raises(ModelFault) as fault:
            searched(index, mode)
        assert str(tmp_path / "model") in str(fault.value)
        assert "--mode keyword" in str(fault.value)
        assert "indexer build" in str(fault.value)
        assert "\n" not in str(fault.value)

    def test_once_changed_is_refused(self, index: Path, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "model")
        table(tmp_path / "model", seed=2)
        with pytest.raises(ModelFault, match=r"as it was before \(not the same: revision\)"):
            searched(index, "hybrid")

    def test_words_answer_without_it(self, index: Path, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "model")
        assert "hộ nghèo" in searched(index, "keyword")[0]

    def test_the_command_line_says_it_in_one_line(self, index: Path, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "model")
        refused = command("hộ nghèo", "--index", str(index))
        assert refused.returncode == 1
        assert refused.stdout == ""
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "--mode keyword" in refused.stderr
        answered = command("hộ nghèo", "--index", str(index), "--mode", "keyword")
        assert answered.returncode == 0
        assert "hộ nghèo" in answered.stdout

    def test_the_site_offers_the_search_by_words(self, index: Path, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "model")
        client = create_app({"INDEX": index}).test_client()
        page = client.get("/search?q=hộ nghèo&endpoint=x")  # a parameter may be called anything
        assert page.status_code == 503
        assert "mode=keyword" in page.text
        assert client.get("/search?q=hộ nghèo&mode=keyword").status_code == 200
        answer = client.get("/api/v1/search?q=hộ nghèo")
        assert answer.status_code == 503
        assert answer.json is not None
        assert answer.json["error"]["code"] == "model_unusable"
        assert "--mode keyword" in answer.json["detail"]


def test_the_same_model_in_another_place_serves(tmp_path: Path) -> None:
    build(archive(tmp_path / "archive"), tmp_path / "index", load_encoder(str(table(tmp_path / "model"))))
    (tmp_path / "model").rename(tmp_path / "moved")
    searcher = Searcher(tmp_path / "index", load_encoder(str(tmp_path / "moved")))
    assert searcher.search(Request("hộ nghèo", mode="semantic")).results
    searcher.library.close()


@pytest.mark.filterwarnings("default")  # torch and its kin warn of themselves
def test_any_transformer_by_its_folder(tmp_path: Path) -> None:
    folder = transformer(tmp_path / "model")
    encoder = load_encoder(str(folder))
    build(archive(tmp_path / "archive"), tmp_path / "index", encoder)
    assert encoder.fingerprint.items() >= {
        "model": str(folder), "dimension": 16, "query_prefix": "query: ", "document_prefix": "passage: ", "dtype": "float32"
    }.items()  # fmt: skip
    assert searched(tmp_path / "index", "semantic")
    asked, told = encoder.encode_query(["hộ nghèo"]), encoder.encode_document(["hộ nghèo"])
    assert not np.allclose(asked, told)  # each with its own prefix
    shutil.rmtree(folder)
    with pytest.raises(ModelFault, match="--mode keyword"):
        searched(tmp_path / "index", "hybrid")
