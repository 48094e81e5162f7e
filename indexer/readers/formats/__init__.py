"""Any file of the archive → its source text and its blocks: the content says which format it is, the extension only helps.

    path = Path("archive/huyen/bao-cao.docx")
    reading = read_data(data_of(path), path.suffix)
    reading.source            the text that all spans point into, kept with the report
    reading.reading.blocks    what `indexer.structure` makes sections and passages of
    reading.remark            a sentence for whoever looks after the archive, or None

A format is a module with `recognise(data, suffix)` and `read(data)`, and a line in `FORMATS`; the first that recognises the bytes
reads them, and what none recognises is plain text, unless its extension says otherwise (`misfits`). Modules are imported when
first asked. What cannot be read raises `Refused`.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from indexer.readers.decoding import Binary, Undecodable, decode
from indexer.readers.formats.answer import FileReading, Refused
from indexer.readers.formats.misfits import damaged, misnamed, open_document, other_document
from indexer.readers.layouts import read_text

__all__ = ["FORMATS", "FileReading", "Refused", "data_of", "read_data"]

LARGEST_FILE = 200 * 1024 * 1024  # bytes; a report of text is a few hundred kilobytes, a scan some dozen megabytes


class Format(Protocol):
    def recognise(self, data: bytes, suffix: str) -> bool:
        """Whether the bytes are of this format; `suffix` is the file's extension in small letters, with its dot, or ""."""
        ...

    def read(self, data: bytes) -> FileReading:
        """The text and blocks of the file; raises `Refused` with one clear sentence."""
        ...


FORMATS: tuple[str, ...] = (
    "indexer.readers.formats.pdf",
    "indexer.readers.formats.docx",
    "indexer.readers.formats.odt",
    "indexer.readers.formats.office",
    "indexer.readers.formats.html",
)


def data_of(path: Path) -> bytes:
    """The file's bytes; raises `Refused` for more than a report may have, and OSError when it cannot be opened."""
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise Refused(f"it has {size // 2**20} MB, more than the {LARGEST_FILE // 2**20} MB that a report may have; split it")
    return path.read_bytes()


def read_data(data: bytes, suffix: str) -> FileReading:
    """The source text and blocks of a file that ends in `suffix`; raises `Refused` with one clear sentence."""
    suffix = suffix.lower()
    if reason := open_document(data):
        raise Refused(reason)
    for name in FORMATS:
        form = cast(Format, import_module(name))
        if form.recognise(data, suffix):
            return form.read(data)
    if reason := other_document(data):
        raise Refused(reason)
    try:
        source, remark = decode(data)
    except Undecodable as error:
        raise Refused((damaged(suffix) if isinstance(error, Binary) else None) or str(error)) from error
    if reason := misnamed(suffix):
        raise Refused(reason)
    return FileReading(source, read_text(source), remark)
