"""A generation in the making: its folder, its writers, its vectors so far; it is switched to, or it leaves no trace."""

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from indexer.document import READER_VERSION
from language.embedding import Encoder, windows
from store.catalogue import Catalogue
from store.catalogue_writing import CatalogueWriter
from store.generation import CATALOGUE_FILE, KEYWORD_FOLDER, Generation, Manifest, Unreadable, complete, discard, new_folder
from store.keyword import KeywordWriter
from store.ledger import remember
from store.records import Document, Passage, Report, Section
from store.shingles import Shingles, joined, shingles_of, write_shingles
from store.vectors import write_vectors


class Draft:
    """Begins with a copy of the generation `before`, or with nothing; a context manager that removes what was not completed."""

    def __init__(self, index: Path, before: Generation | None, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder
        self._vectors: list[NDArray[np.float32]] = []
        self._owners: list[NDArray[np.int32]] = []
        self._shingles: list[Shingles] = []
        self._gone: list[int] = []
        self.folder = new_folder(index)
        self._completed = False
        try:
            if before:
                shutil.copyfile(before.folder / CATALOGUE_FILE, self.folder / CATALOGUE_FILE)
                shutil.copytree(before.folder / KEYWORD_FOLDER, self.folder / KEYWORD_FOLDER)
                self._vectors.append(np.asarray(before.vectors.vectors))
                self._owners.append(np.asarray(before.vectors.owners))
                self._shingles.append(before.shingles.all)
            self._before = before
            self._catalogue = CatalogueWriter(self.folder / CATALOGUE_FILE)
            self._keyword = KeywordWriter(self.folder / KEYWORD_FOLDER)
        except BaseException:
            discard(self.folder)
            raise

    def __enter__(self) -> "Draft":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._completed:
            # An unfinished writer holds files open, and these are to be removed; one that has failed may not close any more.
            for close in (self._keyword.cancel, self._catalogue.seal):
                with contextlib.suppress(Exception):
                    close()
            discard(self.folder)

    def remove(self, report: Report) -> None:
        """Forget a report of the generation before."""
        if self._before:
            self._gone += self._before.catalogue.rows_of_report(report.id).values()
        self._catalogue.remove(report.id)
        self._keyword.remove(report.id)

    def add(self, document: Document) -> None:
        """Put one report in: its rows, its words, its vectors, its shingles."""
        rows = self._catalogue.add(document)
        sections = {section.id: section for section in document.sections}
        texts: list[str] = []
        owners: list[int] = []
        for passage in document.passages:
            self._keyword.add(rows[passage.id], passage, _headings(passage, sections), document.report)
            if passage.kind != "furniture":
                self._shingles.append(shingles_of(passage.text, rows[passage.id]))
                parts = windows(passage.text)
                texts += parts
                owners += [rows[passage.id]] * len(parts)
        if texts:
            self._vectors.append(self._encoder.encode_document(texts))
            self._owners.append(np.array(owners, np.int32))

    def complete(self, archive: Path, unreadable: tuple[Unreadable, ...], corrections: dict[str, str]) -> Manifest:
        """Write what is left to write and make this the live generation."""
        vectors = np.concatenate([np.empty((0, self._encoder.dimension), np.float32), *self._vectors])
        owners = np.concatenate([np.empty(0, np.int32), *self._owners])
        stay = ~np.isin(owners, self._gone)
        write_vectors(self.folder, vectors[stay], owners[stay])
        write_shingles(self.folder, joined(self._shingles), self._gone)
        self._catalogue.seal()
        manifest = self._manifest(archive, int(stay.sum()), unreadable, corrections)
        self._keyword.commit()
        remember(self._index, self.folder)
        manifest = complete(self._index, self.folder, manifest)
        self._completed = True
        return manifest

    def _manifest(self, archive: Path, windows: int, unreadable: tuple[Unreadable, ...], corrections: dict[str, str]) -> Manifest:
        catalogue = Catalogue(self.folder / CATALOGUE_FILE)
        counts = catalogue.counts()
        catalogue.close()
        return Manifest(
            name=self.folder.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            archive=str(archive),
            reader=READER_VERSION,
            model=dict(self._encoder.fingerprint),
            reports=len(counts),
            passages=sum(count.passages for count in counts.values()),
            windows=windows,
            unreadable=unreadable,
            corrections=corrections,
        )


def _headings(passage: Passage, sections: dict[str, Section]) -> list[str]:
    """The titles above a passage, outermost first."""
    titles: list[str] = []
    above = sections[passage.section] if passage.section else None
    while above:
        titles.append(above.title)
        above = sections[above.parent] if above.parent else None
    return titles[::-1]
