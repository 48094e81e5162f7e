"""One file of the archive → one `Document`: recognise its format, give its blocks structure, find its commitments.

    document = read_document(Path("archive"), "huyen/bao-cao.txt")
    document.report.title, len(document.passages), document.warnings

Pure apart from reading the file: the same bytes under the same path give the same document.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from indexer.commitments import commitments_of
from indexer.readers.formats import Refused, data_of, read_data
from indexer.structure.report import structure
from store.errors import UnreadableReport
from store.records import Document

READER_VERSION = 16  # raise it whenever the same file may come out differently, so that builds read it again


def read_document(archive: Path, file: str) -> Document:
    """The report at `file`, a path under `archive` with "/"; raises `UnreadableReport` with what to do about it."""
    path = archive / file
    try:
        data = data_of(path)  # once: the hash must be that of the bytes which were read, whoever replaces the file meanwhile
        found = read_data(data, path.suffix)
    except OSError as error:
        raise UnreadableReport(
            file, f"it cannot be opened ({error.strerror or error}); check that it is there and readable"
        ) from error
    except Refused as error:
        raise UnreadableReport(file, str(error), given_up=error.given_up) from error
    document = structure(found.source, found.reading, file, hashlib.sha256(data).hexdigest())
    warnings = document.warnings if found.remark is None else (found.remark, *document.warnings)
    return replace(document, warnings=warnings, commitments=commitments_of(document))
