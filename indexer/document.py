"""One file of the archive → one `Document`: decode, recognise the layout, give its blocks structure, find its commitments.

    document = read_document(Path("archive"), "huyen/bao-cao.txt")
    document.report.title, len(document.passages), document.warnings

Pure apart from reading the file: the same bytes under the same path give the same document.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from indexer.commitments import commitments_of
from indexer.readers.decoding import Undecodable, decode
from indexer.readers.layouts import read_text
from indexer.structure.report import structure
from store.errors import UnreadableReport
from store.records import Document

READER_VERSION = 6  # raise it whenever the same file may come out differently, so that builds read it again


def read_document(archive: Path, file: str) -> Document:
    """The report at `file`, a path under `archive` with "/"; raises `UnreadableReport` with what to do about it."""
    try:
        data = (archive / file).read_bytes()
    except OSError as error:
        raise UnreadableReport(
            file, f"it cannot be opened ({error.strerror or error}); check that it is there and readable"
        ) from error
    try:
        source, remark = decode(data)
    except Undecodable as error:
        raise UnreadableReport(file, str(error)) from error
    reading = read_text(source)
    document = structure(source, reading, file, hashlib.sha256(data).hexdigest())
    warnings = document.warnings if remark is None else (remark, *document.warnings)
    return replace(document, warnings=warnings, commitments=commitments_of(document))
