"""Reads reports in a process of its own, asked and answering in JSON lines, so that a hostile file can harm nothing else.

    asked      {"archive": "archive", "file": "a.txt"}
    says       {"alive": "started"}           once, before it is asked
    answers    {"alive": "page 3"}            as often as there is progress to tell
               {"document": {…}}              or {"reason": "it is empty; …", "given_up": false}

`python -m indexer.reading_process` is started by `indexer.isolation` and by nobody else.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from indexer.document import read_document
from indexer.readers.progress import listening
from store.errors import UnreadableReport
from store.records import Commitment, Document, Footnote, Passage, Report, Section, Span

_BETWEEN = 0.5  # seconds between signs of life


def document_of(values: dict[str, Any]) -> Document:
    """The document whose fields, by `asdict` and through JSON, are `values`."""
    return Document(
        report=Report(**{**values["report"], "page_labels": tuple(values["report"]["page_labels"])}),
        source=values["source"],
        sections=tuple(
            Section(**{**v, **{name: _spans(v[name]) for name in ("heading_spans", "doubtful")}}) for v in values["sections"]
        ),
        passages=tuple(
            Passage(**{**v, "spans": _spans(v["spans"]), "doubtful": _spans(v["doubtful"])}) for v in values["passages"]
        ),
        footnotes=tuple(Footnote(**{**v, "mark_spans": _spans(v["mark_spans"])}) for v in values["footnotes"]),
        warnings=tuple(values["warnings"]),
        commitments=tuple(Commitment(**{**v, "spans": _spans(v["spans"])}) for v in values["commitments"]),
    )


def _spans(values: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in values)


def answer(archive: Path, file: str) -> dict[str, Any]:
    """What reading one file came to; never raises for anything that the file holds."""
    try:
        return {"document": asdict(read_document(archive, file))}
    except UnreadableReport as error:
        return {"reason": error.reason, "given_up": error.given_up}
    except MemoryError:
        return {"reason": "it takes more memory than reading a report may.", "given_up": True}
    except RecursionError:
        return {"reason": "it is nested too deeply."}
    except Exception as error:  # noqa: BLE001 - a reader's own fault must cost this one file, never the build
        return {"reason": f"the reader failed on it ({type(error).__name__}: {error})."}


def main() -> None:
    # Libraries that print would spoil the answers: they get standard error in the place of standard output.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        serve(sys.stdin, answers)


def serve(questions: TextIO, answers: TextIO) -> None:
    def say(values: dict[str, Any]) -> None:
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    say({"alive": "started"})
    said = 0.0

    def tell(what: str) -> None:
        nonlocal said
        if time.monotonic() - said > _BETWEEN:  # a report of 2,000 pages would say so 2,000 times
            said = time.monotonic()
            say({"alive": what})

    with listening(tell):
        for line in questions:
            question = json.loads(line)
            say(answer(Path(question["archive"]), question["file"]))


if __name__ == "__main__":
    main()
