"""The model as it ships: one set of small numbers, read by an ONNX graph and by sentence-transformers alike.

    model.safetensors         a BERT body under the names that transformers gives it
    static/model.safetensors  the static table, one row a token
    model.onnx                the graph; it holds no weights, it reads the two files
    modules.json, 1_…, 2_…    the same sum as the graph, in modules that sentence-transformers brings itself

- Linear layers are kept in float8 (e4m3), which transformers widens as it loads them. onnxruntime makes of them whole numbers
  with one scale an output, once, at loading, and rounds the input of a layer as it comes (DynamicQuantizeMatMul). They use
  7 bits: processors without VNNI add pairs of products in 16 bits, which 8 would overflow.
- Both tables are whole numbers with one scale in all. The body's is in no file: the norm after the token rows undoes it,
  so the places beside them are divided by it.

The graph is written node by node: six layers of the same dozen nodes are easier read here than in what an exporter makes
of them, and each weight is there once for all runtimes.
"""

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.torch import save_file

from scripts.training.static_table import FOLDER as WORDS
from scripts.training.static_table import WEIGHTS, integers, load, write_json, write_modules

MAX_TOKENS = 256
_HEADS = 12
_EPSILON = 1e-12
_MOST = 63  # of a weight as a whole number
_CONTRIB = "com.microsoft"
_TYPES = {"F32": TensorProto.FLOAT, "F8_E4M3": TensorProto.FLOAT8E4M3FN, "I8": TensorProto.INT8}
_ATTENTION = ("attention.self.query", "attention.self.key", "attention.self.value")
_LINEAR = (*_ATTENTION, "attention.output.dense", "intermediate.dense", "output.dense")
_NORMS = ("attention.output.LayerNorm", "output.LayerNorm")

Floats = dict[str, NDArray[np.float32]]


def narrowed(rows: NDArray[np.float32], body: Floats, layers: int) -> dict[str, torch.Tensor]:
    """The tensors of the weights file from the token rows (tokens, width) and a BERT body's state."""
    width = rows.shape[1]
    whole, scale = integers(rows)
    kind = body["embeddings.token_type_embeddings.weight"]
    places = (body["embeddings.position_embeddings.weight"][:MAX_TOKENS] + kind[0]) / np.float32(scale)
    prefixes = [f"encoder.layer.{layer}." for layer in range(layers)]
    linear = [prefix + name for prefix in prefixes for name in _LINEAR]
    norms = ["embeddings.LayerNorm", *(prefix + name for prefix in prefixes for name in _NORMS)]
    kept = [f"{name}.bias" for name in linear] + [f"{name}.{part}" for name in norms for part in ("weight", "bias")]
    return {
        "embeddings.word_embeddings.weight": torch.from_numpy(whole),
        "embeddings.position_embeddings.weight": torch.from_numpy(places),
        "embeddings.token_type_embeddings.weight": torch.zeros(1, width, dtype=torch.int8),
        # BERT's head for classifying, which transformers misses when it is not there; nothing reads it.
        "pooler.dense.weight": torch.zeros(width, width, dtype=torch.int8),
        "pooler.dense.bias": torch.zeros(width, dtype=torch.int8),
        **{f"{name}.weight": torch.from_numpy(body[f"{name}.weight"]).to(torch.float8_e4m3fn) for name in linear},
        **{name: torch.from_numpy(body[name]).contiguous() for name in kept},
    }


def save(folder: Path, tensors: dict[str, torch.Tensor], layers: int, words_weight: float) -> None:
    """Write all but the tokenizer and the table; `static/` below `folder` must hold the table already.

    `words_weight` is what a row of the table counts beside the state of its token, which counts 1.
    """
    words_weight *= load(folder / WORDS)[1]  # the file's numbers are whole
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    width = tensors["embeddings.position_embeddings.weight"].shape[1]
    graph = _Graph(folder, ("model.safetensors", f"{WORDS}/model.safetensors"), tensors)
    hidden = graph.embedded()
    for layer in range(layers):
        hidden = graph.layer(f"encoder.layer.{layer}.", hidden)
    graph.summed(hidden, words_weight)
    onnx.save(graph.model(width), folder / "model.onnx")
    _save_modules(folder, width, words_weight)
    settings = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "dtype": "float32",
        "vocab_size": len(tensors["embeddings.word_embeddings.weight"]),
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": _HEADS,
        "intermediate_size": len(tensors["encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": MAX_TOKENS,
        "type_vocab_size": 1,
        "layer_norm_eps": _EPSILON,
    }
    write_json(folder / "config.json", settings)


def _save_modules(folder: Path, width: int, words_weight: float) -> None:
    """The mean of the states is put aside, that of the table's rows taken, and a last layer adds both by weight."""
    write_modules(
        folder,
        [("Transformer", ""), ("Pooling", "1_Read"), ("WordEmbeddings", WORDS), ("Dense", "2_Aside"), ("Pooling", "3_Both"),
         ("Dense", "4_Sum"), ("Normalize", "5_Normalize")],
    )  # fmt: skip
    aside = {"module_input_name": "sentence_embedding", "module_output_name": "cls_token_embeddings"}
    _save_module(folder / "1_Read", {"embedding_dimension": width, "pooling_mode": "mean"})
    _save_module(folder / "2_Aside", aside, torch.eye(width))
    _save_module(folder / "3_Both", {"embedding_dimension": width, "pooling_mode": ["cls", "mean"]})
    _save_module(folder / "4_Sum", {}, torch.cat([torch.eye(width), torch.eye(width) * words_weight], 1))
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS})
    write_json(folder / "config_sentence_transformers.json", {"prompts": {}, "similarity_fn_name": "cosine"})


def _save_module(folder: Path, settings: dict[str, Any], weight: torch.Tensor | None = None) -> None:
    folder.mkdir(exist_ok=True)
    if weight is not None:
        identity = "torch.nn.modules.linear.Identity"
        settings |= {"in_features": weight.shape[1], "out_features": len(weight), "bias": False, "activation_function": identity}
        save_file({"linear.weight": weight.half()}, folder / "model.safetensors")
        (folder / "model.safetensors").chmod(0o644)
    write_json(folder / "config.json", settings)


class _Graph:
    """Collects nodes and initialisers; a method a part of the network, each returning the name of its output."""

    def __init__(self, folder: Path, files: tuple[str, ...], tensors: dict[str, torch.Tensor]) -> None:
        self._tensors = tensors
        self._entries: dict[str, dict[str, Any]] = {}
        for name in files:
            with (folder / name).open("rb") as file:
                (length,) = struct.unpack("<Q", file.read(8))
                for tensor, entry in json.loads(file.read(length)).items():
                    if tensor != "__metadata__":
                        self._entries[tensor] = {**entry, "file": name, "start": 8 + length}
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}

    def embedded(self) -> str:
        """Token rows and places, added and normed."""
        rows = self._rows("embeddings.word_embeddings.weight")
        tokens = self._node("Slice", [self._node("Shape", ["input_ids"]), self._ints("one", [1]), self._ints("two", [2])])
        places = self._node("Slice", [self._weight("embeddings.position_embeddings.weight"), self._ints("zero", [0]), tokens])
        self._padding = self._node("Cast", ["attention_mask"], to=TensorProto.INT32)
        summed = self._node("Add", [rows, places])
        return self._node("LayerNormalization", [summed, *self._norm("embeddings.LayerNorm")], epsilon=_EPSILON)

    def layer(self, prefix: str, hidden: str) -> str:
        """One transformer layer: attention, then the two-step feed-forward, each added to what came in and normed."""
        parts = self._parted(self._linear([prefix + name for name in _ATTENTION], hidden), len(_ATTENTION))
        attended = self._node("MultiHeadAttention", [*parts, "", self._padding], domain=_CONTRIB, num_heads=_HEADS)
        hidden = self._added(prefix + "attention.output.", attended, hidden)
        up = self._linear([prefix + "intermediate.dense"], hidden, bias=False)
        up = self._node("BiasGelu", [up, self._weight(f"{prefix}intermediate.dense.bias")], domain=_CONTRIB)
        return self._added(prefix + "output.", up, hidden)

    def summed(self, hidden: str, words_weight: float) -> None:
        """The states and, by weight, the table's rows, added over the tokens."""
        weight = self._constant("words weight", TensorProto.FLOAT, [words_weight])
        words = self._node("Mul", [self._rows(WEIGHTS), weight])
        mask = self._node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        mask = self._node("Unsqueeze", [mask, self._ints("two", [2])])
        masked = self._node("Mul", [self._node("Add", [hidden, words]), mask])
        self._nodes.append(helper.make_node("ReduceSum", [masked, self._ints("one", [1])], ["vectors"], keepdims=0))

    def model(self, width: int) -> onnx.ModelProto:
        """The whole: int64 `input_ids`, `attention_mask` (texts, tokens) → float32 `vectors` (texts, width)."""
        shape = ["texts", "tokens"]
        graph = helper.make_graph(
            self._nodes,
            "van-kho",
            [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("input_ids", "attention_mask")],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", width])],
            list(self._initialisers.values()),
        )
        opsets = [helper.make_opsetid("", 19), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _rows(self, table: str) -> str:
        """The rows of a table of integers for the tokens, as numbers with a point."""
        return self._node("Cast", [self._node("Gather", [self._weight(table), "input_ids"])], to=TensorProto.FLOAT)

    def _linear(self, names: Sequence[str], hidden: str, bias: bool = True) -> str:
        """Linear layers of one input, side by side: what rounds their input does so once.

        All before the product has weights alone for input: onnxruntime computes that once, at loading.
        """
        wholes, scales = zip(*(self._whole(name) for name in names), strict=True)
        given = [hidden, self._joined(wholes, 1), self._joined(scales, 0)]
        if bias:
            given += ["", self._joined([self._weight(f"{name}.bias") for name in names], 0)]
        return self._node("DynamicQuantizeMatMul", given, domain=_CONTRIB)

    def _whole(self, name: str) -> tuple[str, str]:
        """A layer's weights as whole numbers, (inputs, outputs), and the scale of each output."""
        scales = self._tensors[f"{name}.weight"].float().abs().amax(1) / _MOST
        scale = self._constant(f"{name}.scale", TensorProto.FLOAT, scales.tolist())
        zero = self._constant(f"{len(scales)} zeros", TensorProto.INT8, [0] * len(scales))
        weight = self._node("Cast", [self._weight(f"{name}.weight")], to=TensorProto.FLOAT)
        return self._node("Transpose", [self._node("QuantizeLinear", [weight, scale, zero], axis=0)], perm=[1, 0]), scale

    def _joined(self, parts: Sequence[str], axis: int) -> str:
        return self._node("Concat", list(parts), axis=axis) if len(parts) > 1 else parts[0]

    def _parted(self, whole: str, count: int) -> list[str]:
        outputs = [f"{whole}_part_{i}" for i in range(count)]
        self._nodes.append(helper.make_node("Split", [whole], outputs, axis=-1, num_outputs=count))
        return outputs

    def _added(self, prefix: str, new: str, hidden: str) -> str:
        """A linear layer whose output is added to what came in, and normed."""
        summed = self._node("Add", [self._linear([prefix + "dense"], new), hidden])
        return self._node("LayerNormalization", [summed, *self._norm(prefix + "LayerNorm")], epsilon=_EPSILON)

    def _norm(self, name: str) -> list[str]:
        return [self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]

    def _node(self, kind: str, inputs: list[str], domain: str = "", **settings: Any) -> str:
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output

    def _weight(self, name: str) -> str:
        entry = self._entries[name]
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=_TYPES[entry["dtype"]], dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = (("location", entry["file"]), ("offset", entry["start"] + start), ("length", end - start))
        for key, value in place:
            tensor.external_data.add(key=key, value=str(value))
        self._initialisers[name] = tensor
        return name

    def _ints(self, name: str, values: list[int]) -> str:
        return self._constant(name, TensorProto.INT64, values)

    def _constant(self, name: str, kind: int, values: Sequence[float]) -> str:
        self._initialisers[name] = helper.make_tensor(name, kind, [len(values)], values)
        return name
