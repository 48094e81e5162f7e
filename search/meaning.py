"""The encoder that belongs to an index: vectors of one model must never be searched with another."""

from typing import Any

from language.embedding import Encoder, load_encoder
from store.errors import ModelFault


def fitting(fingerprint: dict[str, Any]) -> Encoder:
    """The bundled encoder, or the one that the fingerprint names. Raises ModelFault when it makes other vectors."""
    encoder = load_encoder()
    if encoder.fingerprint != fingerprint and fingerprint.get("model"):
        encoder = load_encoder(str(fingerprint["model"]))
    check_fit(encoder, fingerprint)
    return encoder


def check_fit(encoder: Encoder, fingerprint: dict[str, Any]) -> None:
    """Raises ModelFault, saying what differs, when an encoder is not the one that an index was made with."""
    differing = [
        name for name in {**encoder.fingerprint, **fingerprint} if encoder.fingerprint.get(name) != fingerprint.get(name)
    ]
    if differing:
        raise ModelFault(
            f"The index was made with another embedding model (not the same: {', '.join(sorted(differing))}): "
            "run `python -m indexer build` to bring it up to date."
        )
