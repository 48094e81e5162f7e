"""A transformer as ONNX, run by onnxruntime: tokens in, mean over the states of the tokens, unit length.

The graph takes `input_ids` and `attention_mask`, int64 of shape (texts, tokens), and gives one vector a text.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from language.embedding.encoder import Fingerprint, Vectors
from language.embedding.text import normalised, unit_rows

_MAX_TOKENS = 256
_BATCH_TOKENS = 4096  # a batch is as many windows as fit; larger ones only wait for memory


class OnnxEncoder:
    """The model in `folder`: `model.onnx` (its weights may lie beside it) and `tokenizer.json`."""

    def __init__(self, folder: Path, fingerprint: Fingerprint) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
        # The higher levels would fuse the norms into SkipLayerNormalization, which is ten times as slow as its parts.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # an idle server must be idle
        self._session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self.dimension = int(self._session.get_outputs()[0].shape[-1])
        self.fingerprint: Fingerprint = {**fingerprint, "dimension": self.dimension, "dtype": "int8"}

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        ids = [e.ids for e in self._tokenizer.encode_batch_fast([normalised(t) for t in texts])]
        vectors = np.zeros((len(ids), self.dimension), np.float32)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))  # texts of a length share a batch: little padding
        while order:
            longest = len(ids[order[-1]])
            size = max(1, _BATCH_TOKENS // longest)
            batch, order = order[-size:], order[:-size]
            inputs = np.zeros((len(batch), longest), np.int64)
            for row, i in enumerate(batch):
                inputs[row, : len(ids[i])] = ids[i]
            lengths = np.array([[len(ids[i])] for i in batch])
            mask = (np.arange(longest) < lengths).astype(np.int64)
            (vectors[batch],) = self._session.run(None, {"input_ids": inputs, "attention_mask": mask})
        return unit_rows(vectors)
