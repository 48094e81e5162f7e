"""The fast model: a table with one row a token, distilled from the teacher; a text is the mean of its rows.

Loss for a batch of pairs: 1 − cos(student(vi), teacher(en)), the same for student(en), and in-batch contrast (each text
must be nearer to its own translation's vector than to those of the rest, scale 20). A fifth of the Vietnamese is read with
its marks stripped. About two minutes on two cores.
"""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch.nn.functional import cosine_similarity, cross_entropy, embedding_bag, normalize

from scripts.training.corpus import Corpus
from scripts.training.teacher import Teacher
from scripts.training.text import unmarked
from scripts.training.vocabulary import SPECIALS

FOLDER = "static"
WEIGHTS = "emb_layer.weight"
_SCALE_FILE = "scale.json"  # what a whole number of the table stands for; a text's own vector needs it not
LIBRARY = "sentence_transformers."
_MAX_TOKENS = 512
_BATCH = 1024
_SCALE = 20.0
_UNMARKED_SHARE = 0.2
_DOMAIN_COPIES = 6  # domain pairs are some 5 % of the text and the whole of the use
_LEARNING_RATE = 2e-2


def training_pairs(corpus: Corpus) -> list[tuple[str, str]]:
    """(vi, en) of everything; domain lines several times over."""
    domain = [(p.vi, p.en) for p in corpus.domain]
    for line in corpus.paraphrases:
        domain += [(line.official, line.english), (line.everyday, line.english), (line.term, line.english)]
    return [(p.vi, p.en) for p in corpus.general] + domain * _DOMAIN_COPIES


def train(
    corpus: Corpus, teacher: Teacher, tokenizer: Tokenizer, rows: NDArray[np.float32], epochs: int, seed: int
) -> NDArray[np.float32]:
    """The trained table, shape of `rows`."""
    chance = np.random.default_rng(seed)
    torch.manual_seed(seed)
    pairs = training_pairs(corpus)
    vi = _Bags(tokenizer, [v for v, _ in pairs])
    plain = _Bags(tokenizer, [unmarked(v) for v, _ in pairs])
    en = _Bags(tokenizer, [e for _, e in pairs])
    targets = teacher([e for _, e in pairs])
    table = torch.nn.Parameter(torch.from_numpy(rows.copy()))
    optimiser = torch.optim.Adam([table], lr=_LEARNING_RATE * float(rows.std()), fused=True)
    steps = epochs * (len(pairs) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, _LEARNING_RATE * float(rows.std()), steps, pct_start=0.05, anneal_strategy="linear"
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        order = chance.permutation(len(pairs))
        total = 0.0
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            batch = order[start : start + _BATCH]
            strip = chance.random(_BATCH) < _UNMARKED_SHARE
            target = torch.from_numpy(targets[batch])
            loss = torch.zeros(())
            for ids, offsets in (_mixed(vi, plain, batch, strip), en.of(batch)):
                student = normalize(embedding_bag(ids, table, offsets, mode="mean"), dim=1)
                loss = loss + (1 - cosine_similarity(student, target)).mean() + 0.1 * _contrast(student, target)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        mean = total / (len(order) // _BATCH)
        seconds = time.monotonic() - begun
        print(f"table, epoch {epoch + 1}/{epochs}: loss {mean:.4f}, {seconds:.0f} s", flush=True)
    return table.detach().numpy()


def load(folder: Path) -> tuple[NDArray[np.float32], float]:
    """What `save` wrote, as the encoder reads it (the rows of tokens that carry no word are zero), and its scale."""
    scale = float(json.loads((folder / _SCALE_FILE).read_text(encoding="utf-8"))["scale"])
    return load_file(folder / "model.safetensors")[WEIGHTS].astype(np.float32) * np.float32(scale), scale


def save(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write `table` as sentence-transformers keeps word embeddings, in small integers with one scale in all."""
    folder.mkdir(parents=True, exist_ok=True)
    table = table.copy()
    table[[tokenizer.get_vocab()[token] for token in SPECIALS]] = 0
    whole, scale = integers(table)
    save_file({WEIGHTS: whole}, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    save_tokenizer(folder, tokenizer, _MAX_TOKENS)
    width = table.shape[1]
    write_json(folder / _SCALE_FILE, {"scale": scale})
    wrapper = f"{LIBRARY}sentence_transformer.modules.tokenizer.TransformersTokenizerWrapper"
    words = {"tokenizer_class": wrapper, "update_embeddings": False, "max_seq_length": _MAX_TOKENS}
    write_json(folder / "wordembedding_config.json", words)
    write_json(folder / "config_sentence_transformers.json", {"prompts": {}, "similarity_fn_name": "cosine"})
    (folder / "1_Pooling").mkdir(exist_ok=True)
    write_json(folder / "1_Pooling" / "config.json", {"embedding_dimension": width, "pooling_mode": "mean"})
    write_modules(folder, [("WordEmbeddings", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")])


def integers(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    """`rows` as small integers and the one scale that restores them: that of the least squared error."""
    peaks = np.abs(rows).max(1)
    scales = [float(np.quantile(peaks, part)) / 127 for part in (0.9, 0.95, 0.99, 0.995, 0.999, 1)]
    found = [np.clip(np.round(rows / scale), -127, 127).astype(np.int8) for scale in scales]
    errors = [float(((whole * np.float32(scale) - rows) ** 2).sum()) for whole, scale in zip(found, scales, strict=True)]
    best = int(np.argmin(errors))
    return found[best], scales[best]


def save_tokenizer(folder: Path, tokenizer: Tokenizer, most: int) -> None:
    """The tokenizer as every library finds it; texts are cut after `most` tokens."""
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    write_json(
        folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": most, **names}
    )


def write_modules(folder: Path, modules: Sequence[tuple[str, str]]) -> None:
    """`modules.json`: (class, folder) of the steps that sentence-transformers takes, all of its own."""
    steps = [
        {"idx": i, "name": str(i), "path": path, "type": f"{LIBRARY}models.{kind}"} for i, (kind, path) in enumerate(modules)
    ]
    write_json(folder / "modules.json", steps)


def write_json(path: Path, settings: Any) -> None:
    """`settings`, laid out to be read."""
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _contrast(student: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of finding one's own target among the batch; equal targets do not count against each other."""
    same = (target @ target.T) > 0.999
    same.fill_diagonal_(False)
    return cross_entropy((_SCALE * student @ target.T).masked_fill(same, -1e4), torch.arange(len(student)))


class _Bags:
    """The token ids of many texts, end to end, taken out by batch."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        self.bags = [np.array(e.ids or [1], np.int64) for e in encodings]

    def of(self, batch: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        return _joined([self.bags[i] for i in batch])


def _mixed(marked: _Bags, plain: _Bags, batch: NDArray[np.int64], strip: NDArray[np.bool_]) -> tuple[torch.Tensor, torch.Tensor]:
    return _joined([(plain if s else marked).bags[i] for i, s in zip(batch, strip, strict=True)])


def _joined(bags: list[NDArray[np.int64]]) -> tuple[torch.Tensor, torch.Tensor]:
    offsets = np.cumsum([0, *map(len, bags)])[:-1]
    return torch.from_numpy(np.concatenate(bags)), torch.from_numpy(offsets)
