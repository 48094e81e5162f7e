"""The static table: a text's vector is the mean of its tokens' rows, in model2vec's format.

Read here with numpy and tokenizers alone: model2vec sets the truncation of its tokenizer on every call, which two threads
must not do at once, and its import takes longer than the query. `tests/language/test_embedding.py` holds both to the same
vectors.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from language.embedding.encoder import Fingerprint, Vectors
from language.embedding.text import normalised, unit_rows

_MAX_TOKENS = 512


class StaticTable:
    """The table in `folder`: `model.safetensors` (embeddings, weights), `tokenizer.json`."""

    def __init__(self, folder: Path, fingerprint: Fingerprint) -> None:
        tensors = load_file(folder / "model.safetensors")
        self._table: NDArray[np.generic] = tensors["emb_layer.weight"] if "emb_layer.weight" in tensors else tensors["embeddings"]
        self._weights: NDArray[np.float32] | None = _as_float(tensors.get("weights"))
        self._mapping: NDArray[np.generic] | None = tensors.get("mapping")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        self.dimension = int(self._table.shape[1])
        self.fingerprint: Fingerprint = {**fingerprint, "dimension": self.dimension, "dtype": str(self._table.dtype)}

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch_fast([normalised(t) for t in texts], add_special_tokens=False)
        sums = np.zeros((len(encodings), self.dimension), np.float32)
        for row, encoding in enumerate(encodings):
            ids = np.array([i for i in encoding.ids if i != self._unknown], np.int64)
            if not len(ids):
                continue
            rows = self._table[ids if self._mapping is None else self._mapping[ids]].astype(np.float32)
            sums[row] = rows.sum(0) if self._weights is None else self._weights[ids] @ rows
        return unit_rows(sums)


def _as_float(values: NDArray[np.generic] | None) -> NDArray[np.float32] | None:
    return None if values is None else values.astype(np.float32)
