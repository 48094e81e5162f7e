"""Meaning as vectors: an encoder turns windows of passages, and queries in Vietnamese or English, into unit vectors.

    encoder = load_encoder()                                   # the bundled model: no network, no torch
    q = encoder.encode_query(["giảm nghèo"])[0]                # (dimension,) float32, length 1
    d = encoder.encode_document(windows(passage.text))         # (windows, dimension)
    score = float((d @ q).max())                               # a passage scores by its best window

The model comes from `models/`; docs/model.md says how it is made.
"""

from language.embedding.encoder import NORMALISATION_VERSION, Encoder
from language.embedding.loading import DEFAULT, load_encoder
from language.embedding.windows import WINDOW_VERSION, windows

__all__ = ["DEFAULT", "NORMALISATION_VERSION", "WINDOW_VERSION", "Encoder", "load_encoder", "windows"]
