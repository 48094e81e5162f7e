"""The grafted encoder as it ships: small integers in `model.safetensors`, and an ONNX graph that reads them from there.

The graph reads the static table too, from its own folder below (`static/model.safetensors`), and gives the sum of both.

- The token table has one scale a row.
- Most linear layers have one scale an output; onnxruntime rounds their input anew for each text (DynamicQuantizeMatMul).
  They use 7 of 8 bits: processors without VNNI add pairs of products in 16 bits, which 8 would overflow.
- The last layer of each block, whose input has the widest range, has one scale to 128 weights of an output, and its input
  is rounded as finely (MatMulNBits).

Vectors stay within a mean cosine of 0.994 of float32, where one scale a tensor gives 0.955. The graph is written node by
node: six layers of the same dozen nodes are easier read here than in what an exporter makes of them, and
each weight is there once for all runtimes.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.numpy import save_file

BLOCK = 128
STATIC_FILE = "static/model.safetensors"
_MAX_TOKENS = 256
_HEADS = 12
_EPSILON = 1e-12
_CONTRIB = "com.microsoft"
_TYPES = {"F32": TensorProto.FLOAT, "U8": TensorProto.UINT8, "I8": TensorProto.INT8}
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
_SENSITIVE = ("down",)
_NORMS = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}

Tensors = dict[str, NDArray[np.generic]]


def quantised(table: NDArray[np.float32], body: dict[str, NDArray[np.float32]], layers: int) -> Tensors:
    """The tensors of the weights file from the token table (tokens, width) and a BERT body's state."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    places = body["embeddings.position_embeddings.weight"][:_MAX_TOKENS] + body["embeddings.token_type_embeddings.weight"][0]
    tensors: Tensors = {
        "rows": np.round(table / scale).astype(np.int8),
        "rows.scale": scale.astype(np.float32),
        "places": places.astype(np.float32),
        "norm0.weight": body["embeddings.LayerNorm.weight"],
        "norm0.bias": body["embeddings.LayerNorm.bias"],
    }
    for layer in range(layers):
        for name, theirs in _LINEAR.items():
            rounded = _blocks if name in _SENSITIVE else _columns
            weight, weight_scale = rounded(body[f"encoder.layer.{layer}.{theirs}.weight"])
            tensors[f"{layer}.{name}.weight"], tensors[f"{layer}.{name}.scale"] = weight, weight_scale
            tensors[f"{layer}.{name}.bias"] = body[f"encoder.layer.{layer}.{theirs}.bias"]
        for name, theirs in _NORMS.items():
            for part in ("weight", "bias"):
                tensors[f"{layer}.{name}.{part}"] = body[f"encoder.layer.{layer}.{theirs}.{part}"]
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def save(folder: Path, tensors: Tensors, layers: int, words_weight: float) -> None:
    """Write `model.safetensors`, `model.onnx` and `config.json`; `static/` below `folder` must hold the table already.

    `words_weight` is what the table counts beside the body, which counts 1.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    graph = _Graph(folder, ("model.safetensors", STATIC_FILE))
    hidden = graph.embedded()
    for layer in range(layers):
        hidden = graph.layer(layer, hidden)
    graph.summed(hidden, words_weight)
    width = tensors["places"].shape[1]
    onnx.save(graph.model(width), folder / "model.onnx")
    settings = {
        "model_type": "bert",
        "vocab_size": len(tensors["rows"]),
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": _HEADS,
        "intermediate_size": tensors["0.up.scale"].shape[0],
        "max_position_embeddings": _MAX_TOKENS,
        "type_vocab_size": 1,
        "layer_norm_eps": _EPSILON,
        "words_weight": words_weight,
    }
    (folder / "config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _columns(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(inputs, outputs) weights of 7 bits, and a scale an output."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / 63
    return np.round(weight / scale[:, None]).astype(np.int8).T, scale.astype(np.float32)


def _blocks(weight: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """(outputs, inputs) weights as bytes around 128, and a scale for each 128 inputs of an output."""
    outputs, inputs = weight.shape
    parts = weight.reshape(outputs, inputs // BLOCK, BLOCK)
    scale = np.maximum(np.abs(parts).max(2), 1e-8) / 127
    whole = np.round(parts / scale[..., None]) + 128
    return whole.astype(np.uint8).reshape(outputs, inputs), scale.astype(np.float32)


class _Graph:
    """Collects nodes and initialisers; a method a part of the network, each returning the name of its output."""

    def __init__(self, folder: Path, files: tuple[str, ...]) -> None:
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
        rows = self._table("rows", "rows.scale")
        tokens = self._node("Slice", [self._node("Shape", ["input_ids"]), self._ints("one", [1]), self._ints("two", [2])])
        places = self._node("Slice", [self._weight("places"), self._ints("zero", [0]), tokens])
        summed = self._node("Add", [rows, places])
        norm = [self._weight("norm0.weight"), self._weight("norm0.bias")]
        self._padding = self._node("Cast", ["attention_mask"], to=TensorProto.INT32)
        return self._node("LayerNormalization", [summed, *norm], epsilon=_EPSILON)

    def layer(self, layer: int, hidden: str) -> str:
        """One transformer layer: attention, then the two-step feed-forward, each added to what came in and normed."""
        parts = [
            self._node("Add", [self._linear(layer, name, hidden), self._weight(f"{layer}.{name}.bias")])
            for name in ("query", "key", "value")
        ]
        attended = self._node("MultiHeadAttention", [*parts, "", self._padding], domain=_CONTRIB, num_heads=_HEADS)
        hidden = self._added(layer, "out", "norm1", attended, hidden)
        up = self._node("BiasGelu", [self._linear(layer, "up", hidden), self._weight(f"{layer}.up.bias")], domain=_CONTRIB)
        return self._added(layer, "down", "norm2", up, hidden)

    def summed(self, hidden: str, words_weight: float) -> None:
        """What the body reads (the sum of the states) and what the table says of the words, each of length 1, added by weight."""
        mask = self._node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        mask = self._node("Unsqueeze", [mask, self._ints("two", [2])])
        words = self._table("embeddings", "weights")
        read, said = (self._unit(self._node("Mul", [states, mask])) for states in (hidden, words))
        self._initialisers["weight"] = helper.make_tensor("weight", TensorProto.FLOAT, [1], [words_weight])
        self._nodes.append(helper.make_node("Add", [read, self._node("Mul", [said, "weight"])], ["vectors"]))

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
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _table(self, rows: str, scales: str) -> str:
        """The rows of a table of integers for the tokens, each times its scale."""
        whole = self._node("Cast", [self._node("Gather", [self._weight(rows), "input_ids"])], to=TensorProto.FLOAT)
        scale = self._weight(scales, (self._entries[rows]["shape"][0], 1))
        return self._node("Mul", [whole, self._node("Gather", [scale, "input_ids"])])

    def _unit(self, states: str) -> str:
        """The sum over tokens, of length 1; zeros stay zeros."""
        total = self._node("ReduceSum", [states, self._ints("one", [1])], keepdims=0)
        length = self._node("ReduceL2", [total], axes=[1], keepdims=1)
        self._initialisers["least"] = helper.make_tensor("least", TensorProto.FLOAT, [1], [1e-9])
        return self._node("Div", [total, self._node("Max", [length, "least"])])

    def _linear(self, layer: int, name: str, hidden: str) -> str:
        if name not in _SENSITIVE:
            weights = [self._weight(f"{layer}.{name}.weight"), self._weight(f"{layer}.{name}.scale")]
            return self._node("DynamicQuantizeMatMul", [hidden, *weights], domain=_CONTRIB)
        outputs, inputs = self._entries[f"{layer}.{name}.weight"]["shape"]
        weight = self._weight(f"{layer}.{name}.weight", (outputs, inputs // BLOCK, BLOCK))
        scale = self._weight(f"{layer}.{name}.scale", (outputs * inputs // BLOCK,))
        settings = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": 4}
        return self._node("MatMulNBits", [hidden, weight, scale], domain=_CONTRIB, **settings)

    def _added(self, layer: int, name: str, norm: str, new: str, hidden: str) -> str:
        weights = [self._weight(f"{layer}.{norm}.weight"), self._weight(f"{layer}.{norm}.bias")]
        inputs = [self._linear(layer, name, new), hidden, *weights, self._weight(f"{layer}.{name}.bias")]
        return self._node("SkipLayerNormalization", inputs, domain=_CONTRIB, epsilon=_EPSILON)

    def _node(self, kind: str, inputs: list[str], domain: str = "", **settings: float | list[int]) -> str:
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **settings))
        return output

    def _weight(self, name: str, shape: tuple[int, ...] | None = None) -> str:
        entry = self._entries[name]
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=_TYPES[entry["dtype"]], dims=shape or entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = (("location", entry["file"]), ("offset", entry["start"] + start), ("length", end - start))
        for key, value in place:
            tensor.external_data.add(key=key, value=str(value))
        self._initialisers[name] = tensor
        return name

    def _ints(self, name: str, values: list[int]) -> str:
        self._initialisers[name] = helper.make_tensor(name, TensorProto.INT64, [len(values)], values)
        return name
