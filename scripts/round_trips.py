"""Measures what becomes of reports on their way through other formats: written by another program, read back, and scored.

A report whose structure is known is written as .odt, .docx, .doc, .rtf, .html and .pdf by LibreOffice, or printed as pictures of
pages (`scan`), in one or several looks. Each file is read as a build reads it and held against what is known of the report:
a structure made by hand where there is one (tests/samples_truth.json, structure_*.json in --truth), else the report as it was
read from its text.

    format look      files  outline       parents       footnotes     anchors       letters
    docx   named        12  1.000 (1.000) 1.000 (1.000) 1.000 (1.000) 1.000 (1.000) 1.000 (1.000)      mean (lowest)
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import click

from commandline import DEFAULT_ARCHIVE, ROOT, run
from indexer.archive import archived_files
from indexer.document import read_document
from indexer.isolation import read_files
from scripts.flat_odt import Style, flat_odt
from scripts.office_writer import FILTERS, scan_of, written
from store.errors import UnreadableReport, UsageFault
from store.records import Document
from tests.indexer.formats.agreement import Known, agreement, known_of, letters_kept

_SHARED = ROOT.parent / "shared"
FORMATS = (*FILTERS, "scan")
MEASURES = ("outline", "parents", "footnotes", "anchors", "letters")
LOOKS = {
    "named": Style(named=True),  # headings in heading styles
    "typed": Style(),  # headings known by their typed labels alone
    "foot": Style(indent=0, space=10, align="start", number_at="foot", head="Báo cáo mẫu lưu hành nội bộ", restart=True),
    "columns": Style(size=12, columns=2, note_size=9, indent=0.6, space=3),
    "close": Style(space=0, leading=100, note_size=12, restart=True, size=13),
}
_OFFICE_LOOKS, _PDF_LOOKS, _SCAN_LOOKS = ("named", "typed"), ("typed", "foot", "columns", "close"), ("typed",)
_OCR_LIKENESS = 0.9  # of a note that OCR has read to what it says


@dataclass(frozen=True, slots=True)
class Report:
    """A report whose structure is known."""

    name: str
    document: Document  # as it is read from its text
    known: Known
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Trip:
    """One report in one format and look, and how much of it came back: the values of MEASURES, or why it was not read."""

    report: str
    form: str
    look: str
    values: tuple[float, ...]
    failure: str | None = None


def known_reports(archive: Path, reports: Path, truth: Path) -> Iterator[Report]:
    """The text reports of the archive, and of the folder `reports` where there is one."""
    hand = {known["file"]: known for known in json.loads((ROOT / "tests/samples_truth.json").read_text(encoding="utf-8"))}
    for path in sorted(truth.glob("structure_*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        hand[known["file"]] = known
    for folder in (archive, reports):
        files, _ = archived_files(folder) if folder.is_dir() else ([], [])
        for entry in files:
            if entry.file.endswith((".txt", ".md")):
                document = read_document(folder, entry.file)
                name = entry.file.replace("/", "_").rsplit(".", 1)[0]
                yield Report(name, document, hand.get(entry.file) or known_of(document), entry.file in hand)


def trips(reports: Sequence[Report], forms: Sequence[str], looks: Sequence[str], folder: Path) -> Iterator[Trip]:
    """Write all reports in each format and look below `folder`, read them back and score them."""
    for look in LOOKS:
        here = [form for form in forms if look in (looks or _looks_of(form))]
        if not here:
            continue
        sources = [_put(folder / "written" / look, report, LOOKS[look]) for report in reports]
        for form in here:
            target = folder / "archive" / f"{form}-{look}"
            files = _written(sources, form, target)
            for report, (_, read) in zip(reports, read_files(target, files), strict=True):
                yield _scored(report, form, look, read)


def _looks_of(form: str) -> tuple[str, ...]:
    return {"pdf": _PDF_LOOKS, "scan": _SCAN_LOOKS}.get(form, _OFFICE_LOOKS)


def _put(folder: Path, report: Report, look: Style) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.name}.fodt"
    path.write_text(flat_odt(report.document, look), encoding="utf-8")
    return path


def _written(sources: Sequence[Path], form: str, folder: Path) -> list[str]:
    """The names of the files in `folder` that hold the sources in the format."""
    if form != "scan":
        return [path.name for path in written(sources, form, folder)]
    typeset = written(sources, "pdf", folder.parent.parent / "typeset" / folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    for path in typeset:
        scan_of(path, folder / path.name)
    return [path.name for path in typeset]


def _scored(report: Report, form: str, look: str, read: Document | UnreadableReport) -> Trip:
    if isinstance(read, UnreadableReport):
        return Trip(report.name, form, look, (0.0,) * len(MEASURES), read.reason)
    figures = agreement(read, report.known, likeness=_OCR_LIKENESS if form == "scan" else 1.0)
    figures["letters"] = letters_kept(report.document, read)
    return Trip(report.name, form, look, tuple(figures[name] for name in MEASURES))


def table(made: Sequence[Trip]) -> str:
    """A line for each format and look: the mean of each measure over the reports, and in brackets the lowest."""
    lines = [f"{'format':7}{'look':9}{'files':>5}  " + "".join(f"{name:14}" for name in MEASURES).rstrip()]
    for form, look in dict.fromkeys((trip.form, trip.look) for trip in made):
        rows = [trip.values for trip in made if (trip.form, trip.look) == (form, look)]
        cells = "".join(f"{mean(column):.3f} ({min(column):.3f}) " for column in zip(*rows, strict=True))
        lines.append(f"{form:7}{look:9}{len(rows):5}  {cells.rstrip()}")
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--formats", default=",".join(FILTERS), show_default=True, help=f"Some of {','.join(FORMATS)}.")
@click.option("--looks", default="", help=f"Some of {','.join(LOOKS)}; each format has its own where none is named.")
@click.option("--archive", type=click.Path(path_type=Path), default=DEFAULT_ARCHIVE, help="Where the sample reports are.")
@click.option("--reports", type=click.Path(path_type=Path), default=_SHARED / "reports", help="A folder of more text reports.")
@click.option("--truth", type=click.Path(path_type=Path), default=_SHARED / "gold", help="Where structure_*.json are.")
@click.option("--only", multiple=True, help="Reports with this in their name; may be given more than once.")
@click.option("--keep", type=click.Path(path_type=Path), help="Write the files into this folder and leave them there.")
@click.option("--show", is_flag=True, help="Also one line for each file.")
def cli(
    formats: str, looks: str, archive: Path, reports: Path, truth: Path, only: tuple[str, ...], keep: Path | None, show: bool
) -> int:
    """Measure what comes back of reports that another program has written in another format."""
    forms, chosen = _chosen(formats, FORMATS, "formats"), _chosen(looks, tuple(LOOKS), "looks")
    known = [report for report in known_reports(archive, reports, truth) if any(part in report.name for part in only or [""])]
    if not known:
        raise UsageFault("no text report has such a name.", "only")
    _tell_what_is_missing(known, reports, truth)
    with tempfile.TemporaryDirectory(prefix="van-kho-") as temporary:
        made = []
        for trip in trips(known, forms, chosen, keep or Path(temporary)):
            made.append(trip)
            if show or trip.failure:
                values = " ".join(f"{name}={value:.3f}" for name, value in zip(MEASURES, trip.values, strict=True))
                click.echo(f"{trip.form:5} {trip.look:8} {trip.report}: {trip.failure or values}")
    click.echo(table(made))
    return 0


def _chosen(text: str, choices: Sequence[str], parameter: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if wrong := [name for name in names if name not in choices]:
        raise UsageFault(f"{parameter} knows no {wrong[0]!r}; choose from {', '.join(choices)}.", parameter)
    return names


def _tell_what_is_missing(known: Sequence[Report], reports: Path, truth: Path) -> None:
    if not reports.is_dir():
        click.echo(f"note: there is no {reports}: the samples of the archive alone are tried.", err=True)
    if named := [report.name for report in known if not report.by_hand]:
        names = ", ".join(named)
        click.echo(f"note: {truth} has no structure made by hand of {names}: held against its own reading as text.", err=True)


if __name__ == "__main__":
    raise SystemExit(run(cli, "scripts.round_trips"))
