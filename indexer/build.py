"""From the archive to a new generation: read what is new or changed, keep what is not, forget what is gone, switch.

    plan    which files to read, which reports to keep, which to forget
    read    each file → a Document; one that cannot be read is named and left out
    write   catalogue, keyword index and vectors of the new generation, beside the live one
    switch  CURRENT names the new generation
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from indexer.archive import ArchivedFile, archived_files
from indexer.document import READER_VERSION, read_document
from language.embedding import Encoder, windows
from store.catalogue import Catalogue, CatalogueWriter
from store.errors import ArchiveError, DamagedIndex, NoIndex, OtherVersion, UnreadableReport
from store.generation import (
    CATALOGUE_FILE,
    KEYWORD_FOLDER,
    Generation,
    Manifest,
    Unreadable,
    build_lock,
    complete,
    discard,
    new_folder,
    open_current,
)
from store.keyword import KeywordWriter
from store.records import Document, Passage, Report, Section
from store.vectors import write_vectors

_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `manifest` is that of the generation that is live at its end."""

    manifest: Manifest
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    unreadable: tuple[Unreadable, ...] = ()
    remarks: tuple[str, ...] = ()
    switched: bool = True  # whether a new generation was made


@dataclass(frozen=True, slots=True)
class _Plan:
    read: tuple[ArchivedFile, ...]
    keep: tuple[Report, ...]
    forget: tuple[Report, ...]  # gone from the archive; a changed report is forgotten only once it has been read anew
    before: Generation | None
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Windows:
    """The vectors gathered for the new generation."""

    vectors: list[np.ndarray] = field(default_factory=list)
    owners: list[np.ndarray] = field(default_factory=list)


def build(archive: Path, index: Path, encoder: Encoder, *, rebuild: bool = False, progress: Progress | None = None) -> Outcome:
    """Bring the index up to date with the archive.

    Raises UsageFault for an archive that is no folder; BuildRunning while another build holds the index; ArchiveError when
    the archive is empty or nothing in it can be read. Whatever is raised, the live generation stays as it was.
    """
    tell = progress or (lambda *_: None)
    with build_lock(index), _open_before(index, encoder, rebuild) as (before, remarks):
        files, refused = archived_files(archive)
        if not files and not refused:
            raise ArchiveError(f"The archive {archive} holds no reports: put some in. The index is left as it was.")
        plan = _plan(files, before, remarks)
        unopened = tuple(Unreadable(error.file, "", error.reason) for error in refused)
        documents, failed = _read(archive, plan.read, tell)
        unreadable = tuple(sorted((*unopened, *failed), key=lambda u: u.file))
        if before and not (documents or plan.forget or remarks) and unreadable == before.manifest.unreadable:
            return Outcome(before.manifest, kept=len(plan.keep), unreadable=unreadable, switched=False)
        if not documents and not _stays(plan, documents):
            first = unreadable[0]
            raise ArchiveError(f"No report of {archive} can be read ({first.file}: {first.reason}). The index is left as it was.")
        return _write(archive, index, plan, documents, unreadable, encoder, tell)


@contextmanager
def _open_before(index: Path, encoder: Encoder, rebuild: bool) -> Iterator[tuple[Generation | None, tuple[str, ...]]]:
    """The live generation where it can be built upon, and else a remark that says why all is read anew."""
    before, remarks = None, []
    try:
        before = open_current(index)
    except NoIndex:
        pass
    except OtherVersion:
        remarks.append("The index was written by another version of the program: every report is read anew.")
    except DamagedIndex as error:
        remarks.append(f"The index is damaged ({error}) Every report is read anew.")
    try:
        usable = before
        if before and before.manifest.reader != READER_VERSION:
            remarks.append("The reading of reports has changed since the index was built: every report is read anew.")
            usable = None
        elif before and before.manifest.model != encoder.fingerprint:
            remarks.append("The index was made with another embedding model: every report is read anew.")
            usable = None
        if rebuild:
            remarks.append("Every report is read anew, as asked.")
            usable = None
        yield usable, tuple(remarks)
    finally:
        if before:
            before.close()


def _plan(files: tuple[ArchivedFile, ...], before: Generation | None, remarks: tuple[str, ...]) -> _Plan:
    known = {report.file: report for report in before.catalogue.reports()} if before else {}
    present = {entry.file for entry in files}
    same = {entry.file for entry in files if entry.file in known and known[entry.file].sha256 == entry.sha256}
    return _Plan(
        read=tuple(entry for entry in files if entry.file not in same),
        keep=tuple(report for file, report in known.items() if file in same),
        forget=tuple(report for file, report in known.items() if file not in present),
        before=before,
        remarks=remarks,
    )


def _stays(plan: _Plan, documents: list[Document]) -> bool:
    """Whether a report of the generation before is in the new one: unchanged, or changed into what cannot be read."""
    read = {document.report.file for document in documents}
    return bool(plan.keep) or bool(plan.before and any(e.file not in read and _known(plan, e.file) for e in plan.read))


def _known(plan: _Plan, file: str) -> Report | None:
    if plan.before is None:
        return None
    return next((report for report in plan.before.catalogue.reports() if report.file == file), None)


def _read(archive: Path, files: tuple[ArchivedFile, ...], tell: Progress) -> tuple[list[Document], list[Unreadable]]:
    documents, failed = [], []
    for n, entry in enumerate(files):
        tell("reading", n, len(files))
        try:
            documents.append(read_document(archive, entry.file))
        except UnreadableReport as error:
            failed.append(Unreadable(entry.file, entry.sha256, error.reason))
        except Exception as error:  # noqa: BLE001 - a reader's own fault must cost this one file, never the build
            _log.debug("%s", entry.file, exc_info=True)
            failed.append(Unreadable(entry.file, entry.sha256, f"the reader failed on it ({type(error).__name__}: {error})."))
    tell("reading", len(files), len(files))
    return documents, failed


def _write(
    archive: Path,
    index: Path,
    plan: _Plan,
    documents: list[Document],
    unreadable: tuple[Unreadable, ...],
    encoder: Encoder,
    tell: Progress,
) -> Outcome:
    folder = new_folder(index)
    try:
        known = {document.report.file: report for document in documents if (report := _known(plan, document.report.file))}
        leave = (*plan.forget, *known.values())
        if plan.before:
            shutil.copyfile(plan.before.folder / CATALOGUE_FILE, folder / CATALOGUE_FILE)
            shutil.copytree(plan.before.folder / KEYWORD_FOLDER, folder / KEYWORD_FOLDER)
        gathered = _kept_windows(plan.before, leave)
        catalogue = CatalogueWriter(folder / CATALOGUE_FILE)
        keyword = KeywordWriter(folder / KEYWORD_FOLDER)
        try:
            for report in leave:
                catalogue.remove(report.id)
                keyword.remove(report.id)
            for n, document in enumerate(documents):
                tell("indexing", n, len(documents))
                _add(document, catalogue, keyword, encoder, gathered)
            tell("indexing", len(documents), len(documents))
        except BaseException:  # an unfinished writer holds files open, and these are to be removed
            keyword.cancel()
            raise
        finally:
            catalogue.seal()
        keyword.commit()
        vectors = np.concatenate(gathered.vectors) if gathered.vectors else np.empty((0, encoder.dimension), np.float32)
        owners = np.concatenate(gathered.owners) if gathered.owners else np.empty(0, np.int32)
        write_vectors(folder, vectors, owners)
        manifest = complete(index, folder, _manifest(archive, folder, unreadable, encoder, len(owners)))
    except BaseException:  # an interrupted build too must leave nothing behind
        discard(folder)
        raise
    return Outcome(
        manifest,
        added=tuple(d.report.file for d in documents if d.report.file not in known),
        changed=tuple(known),
        removed=tuple(report.file for report in plan.forget),
        kept=manifest.reports - len(documents),
        unreadable=unreadable,
        remarks=plan.remarks,
    )


def _add(document: Document, catalogue: CatalogueWriter, keyword: KeywordWriter, encoder: Encoder, gathered: _Windows) -> None:
    rows = catalogue.add(document)
    sections = {section.id: section for section in document.sections}
    texts: list[str] = []
    owners: list[int] = []
    for passage in document.passages:
        keyword.add(rows[passage.id], passage, _headings(passage, sections), document.report)
        if passage.kind != "furniture":
            parts = windows(passage.text)
            texts += parts
            owners += [rows[passage.id]] * len(parts)
    if texts:
        gathered.vectors.append(encoder.encode_document(texts))
        gathered.owners.append(np.array(owners, np.int32))


def _headings(passage: Passage, sections: dict[str, Section]) -> list[str]:
    """The titles above a passage, outermost first."""
    titles: list[str] = []
    above = sections[passage.section] if passage.section else None
    while above:
        titles.append(above.title)
        above = sections[above.parent] if above.parent else None
    return titles[::-1]


def _kept_windows(before: Generation | None, leave: tuple[Report, ...]) -> _Windows:
    """The vectors of the generation before, less those of the reports that leave."""
    gathered = _Windows()
    if before:
        gone = [row for report in leave for row in before.catalogue.rows_of_report(report.id).values()]
        stay = ~np.isin(before.vectors.owners, gone)
        gathered.vectors.append(np.asarray(before.vectors.vectors[stay]))
        gathered.owners.append(np.asarray(before.vectors.owners[stay]))
    return gathered


def _manifest(archive: Path, folder: Path, unreadable: tuple[Unreadable, ...], encoder: Encoder, n_windows: int) -> Manifest:
    catalogue = Catalogue(folder / CATALOGUE_FILE)
    counts = catalogue.counts()
    catalogue.close()
    return Manifest(
        name=folder.name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        archive=str(archive),
        reader=READER_VERSION,
        model=encoder.fingerprint,
        reports=len(counts),
        passages=sum(count.passages for count in counts.values()),
        windows=n_windows,
        unreadable=unreadable,
    )
