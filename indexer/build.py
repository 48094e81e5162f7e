"""From the archive to a new generation: read what is new or changed, keep what is not, forget what is gone, switch.

plan    which files to read, which reports to keep, which to forget; one whose reading was given up is not tried again
read    each file → a Document; one that cannot be read is named and left out
write   catalogue, keyword index and vectors of the new generation, beside the live one
switch  CURRENT names the new generation
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.archive import ArchivedFile, archived_files, copies
from indexer.corrections import Correction, corrections, unused
from indexer.document import READER_VERSION
from indexer.draft import Draft
from indexer.isolation import MEMORY, read_files
from language.embedding import Encoder
from language.normalise import nfc
from store.errors import ArchiveError, DamagedIndex, NoIndex, OtherVersion, UnreadableReport
from store.generation import Generation, Manifest, Unreadable, build_lock, changed_files, open_current
from store.records import Document, Report, shown

_NOT_AGAIN = "It is not tried again until the file changes; `build --rebuild` tries it."
Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `manifest` is that of the generation that is live at its end."""

    manifest: Manifest
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    remarks: tuple[str, ...] = ()  # why all was read anew
    notices: tuple[str, ...] = ()  # what in archive.toml is of no use, which files are copies of others
    switched: bool = True  # whether a new generation was made


@dataclass(frozen=True, slots=True)
class _Plan:
    read: tuple[ArchivedFile, ...]
    forget: tuple[Report, ...]  # gone from the archive; a changed report is forgotten only once it has been read anew
    known: dict[str, Report]  # of the generation before, by file
    corrected: dict[str, Correction]  # what archive.toml says of the files that are there
    notices: tuple[str, ...]  # what archive.toml says of files that are not, which files are copies of others
    refused: tuple[Unreadable, ...]  # files that cannot be opened, or whose reading was given up before


def build(
    archive: Path,
    index: Path,
    encoder: Encoder,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    memory: int = MEMORY,
) -> Outcome:
    """Bring the index up to date with the archive; reading one file may take `memory` bytes.

    Raises UsageFault for an archive that is no folder or an archive.toml that is wrong; BuildRunning while another build holds
    the index; ArchiveError when the archive is empty or nothing in it can be read. Whatever is raised, the live generation
    stays as it was.
    """
    with build_lock(index), _open_live(index) as (live, remark):
        before = live
        if live and not remark:
            remark = _outdated(live, encoder, rebuild)
        if remark:
            before = None
        plan = _plan(archive, before)
        if before and not plan.read and not plan.forget and plan.refused == before.manifest.unreadable:
            return Outcome(before.manifest, unreadable=plan.refused, notices=plan.notices, switched=False)
        if before and (damaged := changed_files(before.folder, before.manifest)):
            # Copied into the new generation, damage would be hashed anew and pass for whole.
            before, remark = None, f"The index is damaged ({damaged[0]}) Every report is read anew."
            plan = _plan(archive, None)
        try:
            with Draft(index, before, encoder) as draft:
                return _fill(draft, archive, before, live, plan, remark, progress or (lambda *_: None), memory)
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)[:200]
            raise ArchiveError(f"{index} cannot be written to ({reason}). The index is left as it was.") from error


@contextmanager
def _open_live(index: Path) -> Iterator[tuple[Generation | None, str | None]]:
    """The live generation where there is one that can be opened, and else a remark that says why all is read anew."""
    live, remark = None, None
    try:
        live = open_current(index)
    except NoIndex:
        pass
    except OtherVersion:
        remark = "The index was written by another version of the program: every report is read anew."
    except DamagedIndex as error:
        remark = f"The index is damaged ({error}) Every report is read anew."
    try:
        yield live, remark
    finally:
        if live:
            live.close()


def _outdated(live: Generation, encoder: Encoder, rebuild: bool) -> str | None:
    """Why a whole generation cannot be built upon, or None."""
    if rebuild:
        return "Every report is read anew, as asked."
    if live.manifest.reader != READER_VERSION:
        return "The reading of reports has changed since the index was built: every report is read anew."
    if live.manifest.model != encoder.fingerprint:
        return "The index was made with another embedding model: every report is read anew."
    return None


def _plan(archive: Path, before: Generation | None) -> _Plan:
    files, refused = archived_files(archive)
    if not files and not refused:
        raise ArchiveError(f"The archive {archive} holds no reports: put some in. The index is left as it was.")
    known = {report.file: report for report in before.catalogue.reports()} if before else {}
    present = {entry.file for entry in files} | {error.file for error in refused}
    unlisted = tuple(error.file for error in refused if error.file.endswith("/"))
    said = corrections(archive)
    corrected = {file: said[nfc(file)] for file in present if nfc(file) in said}
    applied = before.manifest.corrections if before else {}
    failed_before = {entry.file for entry in before.manifest.unreadable} if before else set()
    given_up = {entry.sha256: entry for entry in before.manifest.unreadable if entry.given_up} if before else {}

    def stays(entry: ArchivedFile) -> bool:
        fingerprint = corrected[entry.file].fingerprint if entry.file in corrected else None
        same = entry.file in known and known[entry.file].sha256 == entry.sha256 and applied.get(entry.file) == fingerprint
        return same and entry.file not in failed_before  # it was kept as it was, and may be readable again

    unopened = [Unreadable(error.file, "", error.reason) for error in refused]
    hopeless = [replace(given_up[entry.sha256], file=entry.file) for entry in files if entry.sha256 in given_up]
    return _Plan(
        read=tuple(entry for entry in files if not stays(entry) and entry.sha256 not in given_up),
        forget=tuple(report for file, report in known.items() if file not in present and not file.startswith(unlisted)),
        known=known,
        corrected=corrected,
        notices=(*unused(said, {nfc(file) for file in present}), *copies(files)),
        refused=tuple(sorted([*unopened, *hopeless], key=lambda entry: entry.file)),
    )


def _fill(
    draft: Draft,
    archive: Path,
    before: Generation | None,
    live: Generation | None,
    plan: _Plan,
    remark: str | None,
    tell: Progress,
    memory: int,
) -> Outcome:
    """Read and write; a generation is completed only when it differs from the one before."""
    for report in plan.forget:
        draft.remove(report)
    digests = {entry.file: entry.sha256 for entry in plan.read}
    failed = list(plan.refused)
    added: list[str] = []
    changed: list[str] = []
    for n, (file, read) in enumerate(read_files(archive, list(digests), memory=memory)):
        tell("indexing", n, len(digests))
        if isinstance(read, UnreadableReport):
            # What was indexed of this file before, if anything was, stays: nothing that was indexed is lost to a bad copy.
            failed.append(_unread(file, digests[file], read))
            continue
        if file in plan.known:
            draft.remove(plan.known[file])
        draft.add(plan.corrected[file].apply(read) if file in plan.corrected else read)
        (changed if file in plan.known else added).append(file)
        tell("indexing", n + 1, len(digests))
    unreadable = tuple(sorted(failed, key=lambda entry: entry.file))
    carried = _carried(live, unreadable) if before is None else ()
    for document in carried:
        draft.add(document)
    if before and not (added or changed or plan.forget) and unreadable == before.manifest.unreadable:
        return Outcome(before.manifest, unreadable=unreadable, notices=plan.notices, switched=False)
    if len(plan.known) - len(plan.forget) + len(added) + len(carried) == 0:
        first = unreadable[0]
        raise ArchiveError(
            f"No report of {archive} can be read ({shown(first.file)}: {first.reason}) The index is left as it was."
        )
    # A correction counts as applied only where the report was read with it: a file that failed is tried again anyway.
    done = {file: correction.fingerprint for file, correction in plan.corrected.items()}
    manifest = draft.complete(archive, unreadable, done)
    removed = tuple(report.file for report in plan.forget)
    return Outcome(manifest, tuple(added), tuple(changed), removed, unreadable, (remark,) if remark else (), plan.notices)


def _unread(file: str, digest: str, error: UnreadableReport) -> Unreadable:
    reason = f"{error.reason} {_NOT_AGAIN}" if error.given_up else error.reason
    return Unreadable(file, digest, reason, error.given_up)


def _carried(live: Generation | None, unreadable: tuple[Unreadable, ...]) -> tuple[Document, ...]:
    """What was indexed of files that cannot be read just now: where all is read anew, they are kept as they were."""
    if live is None:
        return ()
    gone = tuple(entry.file for entry in unreadable)
    folders = tuple(file for file in gone if file.endswith("/"))
    kept = [report for report in live.catalogue.reports() if report.file in gone or report.file.startswith(folders)]
    return tuple(live.catalogue.document(report.id) for report in kept)
