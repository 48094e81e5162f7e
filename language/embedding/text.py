"""Text before the tokenizer, and vectors after the model: what every encoder does alike."""

import numpy as np
from numpy.typing import NDArray

from language.embedding.encoder import Vectors
from language.normalise import nfc


def normalised(text: str) -> str:
    """NFC, lower case, blanks levelled: the form that every encoder of this project reads."""
    return " ".join(nfc(text).lower().split())


def unit_rows(vectors: NDArray[np.float32]) -> Vectors:
    """`vectors` scaled to length 1. A row of zeros, for a text without a known token, becomes the first axis."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    empty = norms[:, 0] == 0
    if empty.any():
        vectors = vectors.copy()
        vectors[empty, 0] = 1
        norms[empty] = 1
    return np.asarray(vectors / norms, np.float32)
