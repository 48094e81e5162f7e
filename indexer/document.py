"""One file of the archive → one `Document`: recognise its format, give its blocks structure, find its commitments.

    document = read_document(Path("archive"), "huyen/bao-cao.txt")
    document.report.title, len(document.passages), document.warnings

Pure apart from reading the file: the same bytes under the same path give the same document.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from indexer.commitments import commitments_of
from indexer.readers.formats import Refused, read_file
from indexer.structure.report import structure
from store.errors import UnreadableReport
from store.records import Document

READER_VERSION = 15  # raise it whenever the same file may come out differently, so that builds read it again


def read_document(archive: Path, file: str) -> Document:
    """The report at `file`, a path under `archive` with "/"; raises `UnreadableReport` with what to do about it."""
    path = archive / file
    try:
        found = read_file(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableReport(
            file, f"it cannot be opened ({error.strerror or error}); check that it is there and readable"
        ) from error
    except Refused as error:
        raise UnreadableReport(file, str(error), given_up=error.given_up) from error
    document = structure(found.source, found.reading, file, digest)
    warnings = document.warnings if found.remark is None else (found.remark, *document.warnings)
    return replace(document, warnings=warnings, commitments=commitments_of(document))
