"""What an encoder is to the rest of the program: text in, unit vectors out, and a fingerprint of how they are made."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # (texts, dimension), every row of length 1
Fingerprint = dict[str, str | int]

NORMALISATION_VERSION = 1  # of what happens to a text before it reaches the tokenizer: NFC and lower case


class Encoder(Protocol):
    """Turns text into unit vectors whose dot product says how near two texts are in meaning, from -1 to 1.

    Safe to call from several threads. `fingerprint` names everything that changes the vectors; an index made under
    another fingerprint must not be searched with this encoder.
    """

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def fingerprint(self) -> Fingerprint:
        """Model, revision (sha256 of the weights), dimension, prefixes, dtype, normalisation and window versions."""
        ...

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of what a person asks, shape (len(texts), dimension), float32."""
        ...

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of windows of passages, shape (len(texts), dimension), float32."""
        ...
