"""The grafted encoder: all-MiniLM-L6-v2 keeps its body and its English pieces, and learns the Vietnamese syllables.

The first round trains the body alone. In the second the static table stands beside it, as it ships: the vector of a text
is the mean of what the body reads at each token and of what the table says of it. Alone, the body is better at English and
the table at Vietnamese; the sum is better than either (docs/model.md). The new rows start from the pairs
(`vocabulary.py`); then the whole is distilled, batch after batch, each of one kind:

    general   student(vi) → teacher(en), and nearer to it than to the rest of the batch; a quarter read without marks
    domain    the same with glossary and domain sentences
    english   student(en) → teacher(en), so that English stays in place
    ask       official ↔ everyday, index term, English question: neighbours in the file, of one field, are the negatives
"""

import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn.functional import cosine_similarity, cross_entropy, normalize
from transformers import AutoModel, BertModel

from scripts.training.corpus import GROUPS, Corpus, Pair, joined_news
from scripts.training.teacher import Teacher, teacher_folder
from scripts.training.text import unmarked

WORDS_WEIGHT = 7.0  # of a token's row beside its state, chosen on the benchmark: rows are some five times shorter
_POOL = 16  # batches drawn together and then sorted by length, so that little is padding


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and on what to train."""

    steps: int
    batch: int = 128
    shares: tuple[tuple[str, float], ...] = (("general", 0.62), ("domain", 0.14), ("english", 0.10), ("ask", 0.14))
    rows_rate: float = 2e-3
    english_rows_rate: float = 5e-4
    body_rate: float = 1e-4
    warm_up: float = 0.04
    contrast: float = 0.2
    scale: float = 20.0
    unmarked_share: float = 0.25
    max_tokens: int = 128
    seed: int = 7
    keep_every: int = 100  # steps between checkpoints


class Student(torch.nn.Module):
    """The teacher's body over a table in two parts (the English rows, and the new ones, which learn faster); beside it, if
    given, the static table, which stays as it is: a text's vector is the sum of both, so the body learns what it lacks."""

    def __init__(self, rows: NDArray[np.float32], english: int, static: NDArray[np.float32] | None = None) -> None:
        super().__init__()
        self.static = None if static is None else torch.from_numpy(static)
        self.body: BertModel = AutoModel.from_pretrained(teacher_folder())
        self.body.embeddings.word_embeddings = torch.nn.Embedding(1, rows.shape[1])  # unused: rows are looked up below
        self.english_rows = torch.nn.Parameter(torch.from_numpy(rows[:english].copy()))
        self.new_rows = torch.nn.Parameter(torch.from_numpy(rows[english:].copy()))

    def table(self) -> torch.Tensor:
        """All rows, in the order of the tokenizer."""
        return torch.cat([self.english_rows, self.new_rows])

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors, shape (texts, 384)."""
        rows = torch.nn.functional.embedding(ids, self.table())
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.body(inputs_embeds=rows, attention_mask=mask).last_hidden_state
        said = states.float()
        if self.static is not None:
            said = said + WORDS_WEIGHT * torch.nn.functional.embedding(ids, self.static)
        return normalize((said * mask[..., None]).sum(1), dim=1)


class Batches:
    """Draws batches of token ids and teacher vectors, endlessly and the same for the same seed."""

    def __init__(self, corpus: Corpus, teacher: Teacher, tokenizer: Tokenizer, plan: Plan) -> None:
        self._plan, self._teacher = plan, teacher
        self._tokenizer = Tokenizer.from_str(tokenizer.to_str())
        self._tokenizer.enable_truncation(plan.max_tokens)
        self._chance = np.random.default_rng(plan.seed)
        self._groups = [(share, [p for p in corpus.general if p.source in sources]) for share, sources in GROUPS.values()]
        self._groups.append((0.10, joined_news(corpus)))
        sentences = [p for p in corpus.domain if p.source == "domain"]
        terms = [p for p in corpus.domain if p.source != "domain"]
        said = [Pair(v, line.english, "ask") for line in corpus.paraphrases for v in (line.official, line.everyday)]
        self._domain = [(0.4, sentences), (0.3, terms), (0.3, said)]
        self._asks = corpus.paraphrases

    def __iter__(self) -> Iterator[tuple[str, list["Encoded"], NDArray[np.float32]]]:
        """(kind, texts encoded, teacher vectors): one text a target, or for "ask" three blocks of texts."""
        kinds, shares = zip(*self._plan.shares, strict=True)
        odds = np.array(shares) / sum(shares)
        pools: dict[str, list[tuple[Encoded, list[str]]]] = {kind: [] for kind in kinds}
        while True:
            kind = str(self._chance.choice(kinds, p=odds))
            if kind == "ask":
                yield self._ask()
                continue
            if not pools[kind]:
                pools[kind] = self._pool(kind)
            texts, english = pools[kind].pop()
            yield kind, [texts], self._teacher(english)

    def _pool(self, kind: str) -> list[tuple["Encoded", list[str]]]:
        """Some batches drawn together, each of texts of one length, in random order."""
        groups = self._domain if kind == "domain" else self._groups
        size = self._plan.batch * _POOL
        odds = np.array([share for share, _ in groups])
        counts = self._chance.multinomial(size, odds / odds.sum())
        drawn = [
            pairs[i]
            for (_, pairs), count in zip(groups, counts, strict=True)
            for i in self._chance.integers(len(pairs), size=count)
        ]
        texts = [p.en if kind == "english" else self._maybe_unmarked(p.vi) for p in drawn]
        ids = [e.ids for e in self._tokenizer.encode_batch_fast(texts)]
        order = sorted(range(size), key=lambda i: len(ids[i]))
        batches = [order[i : i + self._plan.batch] for i in range(0, size, self._plan.batch)]
        return [
            (padded([ids[i] for i in batches[b]]), [drawn[i].en for i in batches[b]])
            for b in self._chance.permutation(len(batches))
        ]

    def _ask(self) -> tuple[str, list["Encoded"], NDArray[np.float32]]:
        """Half a batch of neighbours in the file: what is asked must find its own sentence among those of its field."""
        size = self._plan.batch // 2
        start = int(self._chance.integers(len(self._asks) - size))
        lines = self._asks[start : start + size]
        blocks = [
            [self._maybe_unmarked(line.everyday) for line in lines],
            [self._maybe_unmarked(line.term) for line in lines],
            [line.official for line in lines],
        ]
        return "ask", [self._encode(block) for block in blocks], self._teacher([line.english for line in lines])

    def _maybe_unmarked(self, text: str) -> str:
        return unmarked(text) if self._chance.random() < self._plan.unmarked_share else text

    def _encode(self, texts: list[str]) -> "Encoded":
        return padded([e.ids for e in self._tokenizer.encode_batch_fast(texts)])


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids and mask, both of shape (texts, longest)."""

    ids: torch.Tensor
    mask: torch.Tensor


def padded(ids: list[list[int]]) -> Encoded:
    """Token ids of several lengths as one batch, zeros behind the shorter ones."""
    tensors = [torch.tensor(i) for i in ids]
    return Encoded(
        torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True),
        torch.nn.utils.rnn.pad_sequence([torch.ones_like(i) for i in tensors], batch_first=True),
    )


def train(student: Student, batches: Batches, plan: Plan, data: str, path: Path) -> None:
    """Train in place. `path` keeps checkpoints; a run of the same plan and `data` (a hash) goes on from the last."""
    torch.manual_seed(plan.seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    optimiser = torch.optim.AdamW(
        [
            {"params": [student.new_rows], "lr": plan.rows_rate, "weight_decay": 0.0},
            {"params": [student.english_rows], "lr": plan.english_rows_rate, "weight_decay": 0.0},
            {"params": [p for n, p in student.body.named_parameters() if "word_embeddings" not in n], "lr": plan.body_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, plan))
    run = Run(student, optimiser, schedule, json.dumps({**asdict(plan), "data": data}), path)
    done = run.resume()
    begun, sums = time.monotonic(), dict.fromkeys(dict(plan.shares), (0.0, 0))
    student.eval()  # no dropout: there is no answer to overfit to, and on a processor its random numbers cost a third
    for step, (kind, texts, target) in enumerate(itertools.islice(batches, plan.steps if done < plan.steps else 0), 1):
        if step <= done:
            continue  # the draws are the same again, so a resumed run sees what a whole one sees
        loss = _loss(student, kind, texts, torch.from_numpy(target), plan)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        total, count = sums[kind]
        sums[kind] = (total + float(loss.detach()), count + 1)
        if step % 50 == 0 or step == plan.steps:
            means = {k: round(t / c, 4) for k, (t, c) in sums.items() if c}
            print(f"step {step}/{plan.steps}: {means}, {time.monotonic() - begun:.0f} s", flush=True)
            sums = dict.fromkeys(sums, (0.0, 0))
        if step % plan.keep_every == 0 or step == plan.steps:
            run.keep(step)


def _loss(student: Student, kind: str, texts: list[Encoded], target: torch.Tensor, plan: Plan) -> torch.Tensor:
    vectors = [student(t.ids, t.mask) for t in texts]
    if kind != "ask":
        near = (1 - cosine_similarity(vectors[0], target)).mean()
        return near + plan.contrast * _contrast(vectors[0], target, plan.scale)
    everyday, term, official = vectors
    loss = sum((1 - cosine_similarity(v, target)).mean() for v in (everyday, term)) * 0.3
    for asked in (everyday, term, target):
        loss = loss + plan.contrast * _contrast(asked, official, plan.scale)
    return torch.as_tensor(loss)


def _contrast(asked: torch.Tensor, found: torch.Tensor, scale: float) -> torch.Tensor:
    """Cross-entropy of finding one's own among the batch; texts that say the same do not count against each other."""
    same = (asked.detach() @ asked.detach().T > 0.999) | (found.detach() @ found.detach().T > 0.999)
    same.fill_diagonal_(False)
    return cross_entropy((scale * asked @ found.T).masked_fill(same, -1e4), torch.arange(len(asked)))


def _rate(step: int, plan: Plan) -> float:
    warm = max(1, int(plan.warm_up * plan.steps))
    return min((step + 1) / warm, max(0.02, (plan.steps - step) / max(1, plan.steps - warm)))


@dataclass(frozen=True, slots=True)
class Run:
    """What a checkpoint holds: weights, optimiser, rates, the step, and what it is of."""

    student: Student
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    of: str  # plan and data, as JSON
    path: Path

    def keep(self, step: int) -> None:
        beside = self.path.with_suffix(".new")
        states = {name: part.state_dict() for name, part in self._parts().items()}
        torch.save({**states, "step": step, "of": self.of}, beside)
        beside.replace(self.path)

    def resume(self) -> int:
        """The step that a checkpoint of the same plan and data was written at, 0 without one."""
        if not self.path.is_file():
            return 0
        kept = torch.load(self.path, weights_only=True)
        if kept.get("of") != self.of:
            print(f"{self.path} is of another plan or other data: this round begins anew.", flush=True)
            return 0
        for name, part in self._parts().items():
            part.load_state_dict(kept[name])
        print(f"{self.path}: goes on from step {kept['step']}.", flush=True)
        return int(kept["step"])

    def _parts(self) -> dict[str, Any]:
        return {"student": self.student, "optimiser": self.optimiser, "schedule": self.schedule}
