"""What every format answers with, and how it says that it cannot."""

from dataclasses import dataclass

from indexer.readers.blocks import Reading


class Refused(ValueError):
    """The file cannot be read; `str(error)` is one sentence that says why and what to do, without the file's name.

    `given_up`: it took longer than reading may take, and would so again.
    """

    def __init__(self, reason: str, *, given_up: bool = False) -> None:
        super().__init__(reason)
        self.given_up = given_up


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file's text, and that text cut into blocks and notes; all offsets point into `source`."""

    source: str
    reading: Reading
    remark: str | None = None  # a sentence for whoever looks after the archive
