"""From a name or a folder to an encoder; what stands in the folder says how it is read.

load_encoder()                         the bundled default
load_encoder("van-kho/static")        the bundled model of that name, or a folder:
                                      model.onnx is run by onnxruntime, a model2vec table read with numpy
load_encoder("intfloat/multilingual-e5-small")   anything else, through sentence-transformers (imports torch)
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from language.embedding.encoder import NORMALISATION_VERSION, Encoder, Fingerprint
from language.embedding.windows import WINDOW_VERSION
from store.errors import ModelFault

_ROOT = Path(__file__).resolve().parents[2]
_MODELS = _ROOT / "models"
DEFAULT = "van-kho"


def load_encoder(name_or_path: str | None = None) -> Encoder:
    """The encoder of that name, bundled (`models/`), on disk or of sentence-transformers. Raises ModelFault."""
    folder = _folder(name_or_path or DEFAULT)
    if folder is None:
        return _from_sentence_transformers(str(name_or_path), str(name_or_path))
    try:
        kind = _kind(folder)
        if kind == "static":
            from language.embedding.static import StaticTable

            return StaticTable(folder, _fingerprint(folder))
        if kind == "onnx":
            from language.embedding.onnx import OnnxEncoder

            return OnnxEncoder(folder, _fingerprint(folder))
    except ImportError as error:
        raise ModelFault(f"The model in {folder} needs the package {error.name}: run `scripts/run` once.") from error
    except Exception as error:  # tokenizers and onnxruntime raise bare ones for a damaged file
        raise ModelFault(f"The model in {folder} cannot be read ({error}): fetch the folder again.") from error
    return _from_sentence_transformers(str(folder), _name(folder))


def _folder(name_or_path: str) -> Path | None:
    for folder in (Path(name_or_path), _MODELS / name_or_path, _ROOT / name_or_path):
        if folder.is_dir():
            return folder
    if name_or_path == DEFAULT or Path(name_or_path).is_absolute() or name_or_path.startswith("."):
        raise ModelFault(f"There is no model in {name_or_path}: name a folder that holds one, or none for the bundled one.")
    return None


def _kind(folder: Path) -> str:
    if (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file():
        return "onnx"
    if (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file():
        if (folder / "wordembedding_config.json").is_file():
            return "static"
        config = folder / "config.json"
        settings: dict[str, Any] = json.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
        if settings.get("model_type") == "model2vec":
            return "static"
    return "other"


def _fingerprint(folder: Path) -> Fingerprint:
    """The revision is a hash over all that makes the vectors: weights, graph and tokenizer."""
    digest = hashlib.sha256()
    for name in ("model.onnx", "model.safetensors", "static/model.safetensors", "tokenizer.json"):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return {
        "model": _name(folder),
        "revision": digest.hexdigest(),
        "query_prefix": "",
        "document_prefix": "",
        "normalisation": NORMALISATION_VERSION,
        "windows": WINDOW_VERSION,
    }


def _name(folder: Path) -> str:
    """What finds this folder again, from whatever folder it is asked: below `models/`, below the repository, or in full."""
    folder = folder.resolve()
    for base in (_MODELS, _ROOT):
        if folder.is_relative_to(base):
            return folder.relative_to(base).as_posix()
    return str(folder)


def _from_sentence_transformers(name: str, known_as: str) -> Encoder:
    try:
        from language.embedding.transformer import SentenceTransformerEncoder
    except ImportError as error:
        raise ModelFault(
            f"The model {name} is not bundled and needs the package {error.name}: "
            "install requirements.txt, or leave the model out for the bundled one."
        ) from error
    return SentenceTransformerEncoder(name, known_as)
