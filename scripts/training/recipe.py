"""The two models from beginning to end: read, compute the teacher's vectors, train, measure, write."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoModel

from scripts.training import export, graft, static_table, vocabulary
from scripts.training.corpus import Corpus, MissingData, joined_news, read_corpus, read_laws
from scripts.training.teacher import Teacher, teacher_folder
from scripts.training.text import unmarked
from scripts.training.xquad import Encode, measure, read_benchmark

MODEL = "van-kho"
_EPOCHS = 4
_MAX_TOKENS = 256

# A second round: what reports say and what people ask, official against everyday, at gentler rates.
_SECOND_SHARES = (("general", 0.42), ("domain", 0.20), ("english", 0.10), ("ask", 0.28))


@dataclass(frozen=True, slots=True)
class Places:
    """Folders: text pairs, benchmark, what is kept between runs, where models are written, the project's own lines."""

    data: Path
    bench: Path
    cache: Path
    out: Path
    own: Path


def make_static(places: Places, seed: int) -> None:
    """Train the table and write its folder."""
    corpus, teacher = _read(places)
    rows = vocabulary.build(corpus, read_laws(places.data), _teacher_tokenizer(), _token_vectors())
    report = _reporter(places)

    def measured(table: NDArray[np.float32]) -> str:
        return report(lambda texts: _pooled_rows(rows.tokenizer, table, texts))

    table = static_table.train(corpus, teacher, rows.tokenizer, rows.rows, _EPOCHS, seed, measured)
    static_table.save(places.out / MODEL / "static", rows.tokenizer, table)


def make_graft(places: Places, seed: int, steps: int, start: Path | None) -> None:
    """Train the grafted encoder, from the teacher or from the checkpoint `start`, and write its folder."""
    corpus, teacher = _read(places)
    teacher.learn(p.en for p in joined_news(corpus))
    tokenizer, rows, english = _grafted_rows(places, corpus)
    static = places.out / MODEL / "static"
    if not (static / "model.safetensors").is_file():
        raise MissingData(f"{static} holds no table: run `scripts/train_model static` first.")
    table_tokenizer, table = static_table.load(static)
    if table_tokenizer.get_vocab() != tokenizer.get_vocab():
        raise MissingData(f"{static} has other tokens than {places.cache}: run `scripts/train_model static` again.")
    student = graft.Student(rows, english, table)
    plan = graft.Plan(steps=steps, seed=seed)
    if start is not None:
        if not start.is_file():
            raise MissingData(f"{start} is missing: name a checkpoint that an earlier round wrote, or leave --start out.")
        student.load_state_dict(torch.load(start, weights_only=True)["student"])
        plan = graft.Plan(
            steps=steps, seed=seed + 1, shares=_SECOND_SHARES, rows_rate=1e-3, english_rows_rate=3e-4, body_rate=7e-5
        )
    report = _reporter(places)

    def measured(trained: graft.Student) -> str:
        return report(lambda texts: _encode(trained, tokenizer, texts))

    folder = places.cache / ("graft" if start is None else "graft-second")
    graft.train(student, graft.Batches(corpus, teacher, tokenizer, plan), plan, folder, measured)
    write_graft(places.out / MODEL, student, tokenizer)


def write_graft(folder: Path, student: graft.Student, tokenizer: Tokenizer) -> None:
    """Quantise `student` and write what ships of it."""
    state = {name: tensor.detach().numpy() for name, tensor in student.body.state_dict().items()}
    layers = student.body.config.num_hidden_layers
    export.save(folder, export.quantised(student.table().detach().numpy(), state, layers), layers, graft.WORDS_WEIGHT)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _read(places: Places) -> tuple[Corpus, Teacher]:
    corpus = read_corpus(places.data, places.own)
    for name, digest in corpus.hashes.items():
        print(f"{digest}  {name}")
    counts = f"{len(corpus.general)} general pairs, {len(corpus.domain)} of the domain, {len(corpus.paraphrases)} paraphrases"
    print(counts, flush=True)
    teacher = Teacher(places.cache / "teacher")
    teacher.learn(corpus.english())
    return corpus, teacher


def _grafted_rows(places: Places, corpus: Corpus) -> tuple[Tokenizer, NDArray[np.float32], int]:
    """The tokenizer, the first rows and the number of English ones; kept, since a resumed run must find the same."""
    kept = places.cache / "graft-rows.npz"
    names = places.cache / "graft-tokenizer.json"
    if not (kept.is_file() and names.is_file()):
        weights = load_file(teacher_folder() / "model.safetensors")["embeddings.word_embeddings.weight"].float().numpy()
        built = vocabulary.build(corpus, read_laws(places.data), _teacher_tokenizer(), weights)
        built.tokenizer.save(str(names))
        np.savez(kept, rows=built.rows)
    tokenizer = Tokenizer.from_file(str(names))
    old = _teacher_tokenizer().get_vocab()
    tokens = sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])
    english = next(i for token, i in tokens if token not in old)
    with np.load(kept, allow_pickle=False) as file:
        return tokenizer, file["rows"], english


def _teacher_tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(teacher_folder() / "tokenizer.json"))


def _token_vectors() -> NDArray[np.float32]:
    """What the teacher says of each of its tokens alone: where the static table starts."""
    tokenizer, model = _teacher_tokenizer(), AutoModel.from_pretrained(teacher_folder()).eval()
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    out = []
    for ids in torch.arange(tokenizer.get_vocab_size()).split(1024):
        framed = torch.stack([torch.full_like(ids, first), ids, torch.full_like(ids, last)], 1)
        with torch.inference_mode():
            out.append(model(input_ids=framed).last_hidden_state.mean(1).numpy())
    return np.concatenate(out)


def _reporter(places: Places) -> Callable[[Encode], str]:
    """Turns an encoder into its three figures on the benchmark, or into nothing where that is not at hand."""
    if not (places.bench / "xquad.vi.json").is_file():
        return lambda _encode: f"not measured: {places.bench} holds no xquad.vi.json"
    benchmark = read_benchmark(places.bench)

    def figures(encode: Encode) -> str:
        found = measure(benchmark, encode, encode, unmarked)
        return json.dumps({kind: round(figure, 4) for kind, figure in found.items()}, ensure_ascii=False)

    return figures


def _pooled_rows(tokenizer: Tokenizer, table: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float32]:
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    means = np.stack([table[e.ids or [1]].mean(0) for e in encodings])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def _encode(student: graft.Student, tokenizer: Tokenizer, texts: Sequence[str]) -> NDArray[np.float32]:
    cut = Tokenizer.from_str(tokenizer.to_str())
    cut.enable_truncation(_MAX_TOKENS)
    ids = [e.ids for e in cut.encode_batch_fast(list(texts))]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    vectors = np.zeros((len(ids), student.new_rows.shape[1]), np.float32)
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        batch = graft.padded([ids[i] for i in part])
        with torch.inference_mode():
            vectors[part] = student(batch.ids, batch.mask).numpy()
    return vectors

