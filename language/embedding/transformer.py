"""Any other model, through sentence-transformers; importing this module imports torch."""

from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from language.embedding.encoder import NORMALISATION_VERSION, Fingerprint, Vectors
from language.embedding.text import unit_rows
from language.embedding.windows import WINDOW_VERSION
from store.errors import ModelFault


class SentenceTransformerEncoder:
    """A model by name or path, with the prompts that it brings for queries and documents (E5's "query: ", "passage: ").

    Case is left as it is: a cased model knows more than a lowered text tells. `known_as` is what an index records of it.
    """

    def __init__(self, name: str, known_as: str) -> None:
        try:
            # Nothing is downloaded at run time: what is not on this machine is refused at once, not after minutes of trying.
            self._model = SentenceTransformer(name, local_files_only=True)
        except Exception as error:  # hub, file and config faults come as a dozen unrelated classes
            raise ModelFault(
                f"The model {name} cannot be loaded ({_first_line(error)}): "
                "name a folder that holds a sentence-transformers model, or none for the bundled one."
            ) from error
        self._model.eval()
        self.dimension = int(self._model.encode(["a"]).shape[1])
        prompts = getattr(self._model, "prompts", {}) or {}
        self.fingerprint: Fingerprint = {
            "model": known_as,
            "revision": _revision(self._model),
            "query_prefix": prompts.get("query") or "",
            "document_prefix": prompts.get("document") or prompts.get("passage") or "",
            "normalisation": NORMALISATION_VERSION,
            "windows": WINDOW_VERSION,
            "dimension": self.dimension,
            "dtype": str(next(iter(self._model.parameters())).dtype).removeprefix("torch."),
        }

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._unit(self._model.encode_query(list(texts), show_progress_bar=False), len(texts))

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        return self._unit(self._model.encode_document(list(texts), show_progress_bar=False), len(texts))

    def _unit(self, vectors: object, count: int) -> Vectors:
        return unit_rows(np.asarray(vectors, np.float32).reshape(count, self.dimension))


def _revision(model: SentenceTransformer) -> str:
    """A hash of the weights themselves: true for a name, a folder and a folder changed in place alike."""
    import hashlib

    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
