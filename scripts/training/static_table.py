"""The fast model: a table with one row a token, distilled from the teacher; a text is the mean of its rows.

Loss for a batch of pairs: 1 − cos(student(vi), teacher(en)), the same for student(en), and in-batch contrast (each text
must be nearer to its own translation's vector than to those of the rest, scale 20). A fifth of the Vietnamese is read with
its marks stripped. About two minutes on two cores.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

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
    corpus: Corpus, teacher: Teacher, tokenizer: Tokenizer, rows: NDArray[np.float32], epochs: int, seed: int,
    report: Callable[[NDArray[np.float32]], str],
) -> NDArray[np.float32]:
    """The trained table, shape of `rows`. `report` turns a table into a line for the log, once an epoch."""
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
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE * float(rows.std()), steps, pct_start=0.05,
                                                   anneal_strategy="linear")
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
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        mean = total / (len(order) // _BATCH)
        seconds = time.monotonic() - begun
        print(f"epoch {epoch + 1}: loss {mean:.4f}, {seconds:.0f} s, {report(table.detach().numpy())}", flush=True)
    return table.detach().numpy()


def load(folder: Path) -> tuple[Tokenizer, NDArray[np.float32]]:
    """What `save` wrote, as the encoder reads it: the rows of tokens that carry no word are zero."""
    tensors = load_file(folder / "model.safetensors")
    return Tokenizer.from_file(str(folder / "tokenizer.json")), tensors["embeddings"] * tensors["weights"][:, None]


def save(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """Write `table` in model2vec's format: int8 rows, and a weight a token that restores the row's length."""
    folder.mkdir(parents=True, exist_ok=True)
    table = table.copy()
    table[[tokenizer.token_to_id(token) for token in SPECIALS]] = 0
    scale = np.maximum(np.abs(table).max(1), 1e-8) / 127
    save_file(
        {"embeddings": np.round(table / scale[:, None]).astype(np.int8), "weights": scale.astype(np.float32)},
        folder / "model.safetensors",
    )
    (folder / "model.safetensors").chmod(0o644)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = '{"model_type": "model2vec", "normalize": true, "max_length": 512, "embedding_dtype": "int8"}\n'
    (folder / "config.json").write_text(config, encoding="utf-8")


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
