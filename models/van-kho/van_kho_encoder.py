"""This folder's weights for sentence-transformers: SentenceTransformer(folder, trust_remote_code=True).

The linear layers and the token table are kept as integers with scales; here they become the float32 weights of a BERT body.
The library runs a module out of a model's own folder only when told to trust it: this file is that module. Neither serving nor
indexing imports it.
"""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer
from torch.nn.functional import embedding, normalize
from transformers import BertConfig, BertModel

_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
_NORMS = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}


class VanKhoEncoder(InputModule):
    """Tokens → BERT → mean, and tokens → static table → mean; each of length 1, added by weight."""

    def __init__(self, body: BertModel, static: torch.Tensor, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.body, self.tokenizer = body, tokenizer
        self.register_buffer("static", static)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> "VanKhoEncoder":
        folder = Path(model_name_or_path, subfolder)
        config = BertConfig(**json.loads((folder / "config.json").read_text(encoding="utf-8")))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(config.max_position_embeddings)
        tokenizer.enable_padding()
        body = BertModel(config, add_pooling_layer=False)
        body.load_state_dict(_state(load_file(folder / "model.safetensors"), config))
        table = load_file(folder / "static" / "model.safetensors")
        return cls(body.eval(), table["embeddings"].float() * table["weights"][:, None], tokenizer)

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([e.ids for e in encodings]),
            "attention_mask": torch.tensor([e.attention_mask for e in encodings]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        mask = features["attention_mask"]
        states = self.body(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
        weight = mask[..., None].to(states.dtype)
        words = embedding(features["input_ids"], self.static)
        sides = [normalize((side * weight).sum(1), dim=1) for side in (states, words)]
        return {**features, "sentence_embedding": sides[0] + self.body.config.words_weight * sides[1]}

    def get_embedding_dimension(self) -> int:
        return int(self.body.config.hidden_size)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("This module only reads; scripts/train_model writes.")


def _state(tensors: dict[str, torch.Tensor], config: BertConfig) -> dict[str, torch.Tensor]:
    """The state of a BertModel; the type row is already in `places`."""
    state = {
        "embeddings.word_embeddings.weight": tensors["rows"].float() * tensors["rows.scale"],
        "embeddings.position_embeddings.weight": tensors["places"],
        "embeddings.token_type_embeddings.weight": torch.zeros(config.type_vocab_size, config.hidden_size),
        "embeddings.LayerNorm.weight": tensors["norm0.weight"],
        "embeddings.LayerNorm.bias": tensors["norm0.bias"],
    }
    for layer in range(config.num_hidden_layers):
        ours, theirs = f"{layer}.", f"encoder.layer.{layer}."
        for name, path in _LINEAR.items():
            state[f"{theirs}{path}.weight"] = _weight(tensors[f"{ours}{name}.weight"], tensors[f"{ours}{name}.scale"])
            state[f"{theirs}{path}.bias"] = tensors[f"{ours}{name}.bias"]
        for name, path in _NORMS.items():
            for part in ("weight", "bias"):
                state[f"{theirs}{path}.{part}"] = tensors[f"{ours}{name}.{part}"]
    return state


def _weight(whole: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """(outputs, inputs): from bytes around 128 with a scale a block, or from (inputs, outputs) with a scale an output."""
    if whole.dtype is torch.uint8:
        outputs, inputs = whole.shape
        blocks = (whole.float() - 128).reshape(outputs, scale.shape[1], -1) * scale[..., None]
        return blocks.reshape(outputs, inputs)
    return whole.float().T * scale[:, None]
