"""The encoder that belongs to an index: vectors of one model must never be searched with another."""

from typing import Any

from language.embedding import Encoder, load_encoder
from store.errors import ModelFault

_WAYS_OUT = (
    "Put that model back, or run `python -m indexer build` to index with the bundled one (`--model` for another), "
    "or search by words alone (`--mode keyword`)."
)


def fitting(fingerprint: dict[str, Any]) -> Encoder:
    """The encoder that the fingerprint of an index names. Raises ModelFault where there is none that makes the same vectors."""
    encoder = load_encoder()
    if fits(encoder, fingerprint):
        return encoder
    name = str(fingerprint.get("model"))
    try:
        encoder = load_encoder(name)
    except ModelFault as fault:
        raise ModelFault(
            f"The index was made with the model {name}, which cannot be used here ({str(fault)[:-1]}). {_WAYS_OUT}"
        ) from fault
    if not fits(encoder, fingerprint):
        differing = ", ".join(sorted(_differing(encoder, fingerprint)))
        raise ModelFault(f"The index was made with the model {name} as it was before (not the same: {differing}). {_WAYS_OUT}")
    return encoder


def fits(encoder: Encoder, fingerprint: dict[str, Any]) -> bool:
    """Whether an encoder makes the vectors that an index holds; where its folder lies makes no difference."""
    return not _differing(encoder, fingerprint)


def _differing(encoder: Encoder, fingerprint: dict[str, Any]) -> set[str]:
    ours = encoder.fingerprint
    return {name for name in {**ours, **fingerprint} if name != "model" and ours.get(name) != fingerprint.get(name)}
