"""`python -m indexer`: build the index, add reports, tell what is indexed and whether it is whole, export it."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from commandline import DEFAULT_ARCHIVE, DEFAULT_INDEX, examples, run
from store.errors import ArchiveError, UnreadableReport, UsageFault

if TYPE_CHECKING:
    from indexer.build import Outcome

_PATH = click.Path(path_type=Path)

archive_option = click.option(
    "--archive", type=_PATH, default=DEFAULT_ARCHIVE, show_default="archive/", help="The folder that holds the reports."
)
index_option = click.option(
    "--index", type=_PATH, default=DEFAULT_INDEX, show_default="index/", help="The folder that holds the index."
)
model_option = click.option("--model", default=None, help="An embedding model by name or folder, instead of the bundled one.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("python -m indexer add bao-cao.docx", "python -m indexer build", "python -m indexer status"),
)
def cli() -> None:
    """Build and look after the index of the archive."""


@cli.command(
    epilog=examples(
        "python -m indexer build",
        "python -m indexer build --archive my-reports --index my-index",
        "python -m indexer build --model van-kho/static",
    )
)
@archive_option
@index_option
@model_option
@click.option("--rebuild", is_flag=True, help="Read every report anew.")
@json_option
def build(archive: Path, index: Path, model: str | None, rebuild: bool, as_json: bool) -> int:
    """Index new and changed reports, forget deleted ones.

    Exits 1 when a report could not be read; the others are indexed all the same.
    """
    outcome = _build(archive, index, model, rebuild)
    if as_json:
        click.echo(json.dumps(_told(outcome), ensure_ascii=False, indent=1))
    else:
        _tell_build(outcome, index)
    return int(bool(outcome.unreadable))


@cli.command(
    epilog=examples(
        "python -m indexer add bao-cao.docx nghi-quyet.pdf",
        "python -m indexer add --replace bao-cao.docx",
    )
)
@click.argument("files", nargs=-1, required=True, type=_PATH)
@archive_option
@index_option
@model_option
@click.option("--replace", is_flag=True, help="Put a file in the place of one of the same name.")
@json_option
def add(files: tuple[Path, ...], archive: Path, index: Path, model: str | None, replace: bool, as_json: bool) -> int:
    """Check reports and copy them into the archive, then build."""
    from indexer.archive import copy_in
    from indexer.isolation import read_files
    from store.records import shown

    for path in files:
        if not path.is_file():
            raise UsageFault(f"There is no file {shown(str(path))}: name the reports to be added.", "file")
    copied: list[str] = []
    already: list[str] = []
    refused: list[str] = []
    for path in files:
        try:
            for _, read in read_files(path.parent, [path.name]):
                if isinstance(read, UnreadableReport):
                    raise read
            file, is_new = copy_in(path, archive, replace=replace)
        except (UnreadableReport, UsageFault) as error:
            refused.append(shown(str(error)))
            click.echo(f"refused: {refused[-1]}", err=True)
        else:
            (copied if is_new else already).append(shown(file))
            if not as_json:
                click.echo(f"{shown(file)}: {'copied into' if is_new else 'is already, with the same content, in'} {archive}.")
    if not copied and not already:
        raise ArchiveError("Nothing was added.")
    outcome = _build(archive, index, model, rebuild=False)
    if as_json:
        told = {"copied": copied, "already": already, "refused": refused, **_told(outcome)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell_build(outcome, index)
    return int(bool(refused or outcome.unreadable))


@cli.command(epilog=examples("python -m indexer status", "python -m indexer status --json --index my-index"))
@index_option
@json_option
def status(index: Path, as_json: bool) -> int:
    """Tell what is indexed.

    Also what could not be read, and what was noticed in each report.
    """
    from store.generation import open_current
    from store.records import shown

    generation = open_current(index)
    manifest, counts = generation.manifest, generation.catalogue.counts()
    reports = [
        {**asdict(report), **asdict(counts[report.id]), "warnings": list(generation.catalogue.warnings(report.id))}
        for report in generation.catalogue.reports()
    ]
    if as_json:
        summary = {name: getattr(manifest, name) for name in ("name", "created", "archive", "model", "passages", "windows")}
        unreadable = [asdict(entry) for entry in manifest.unreadable]
        click.echo(json.dumps({**summary, "reports": reports, "unreadable": unreadable}, ensure_ascii=False, indent=1))
        return 0
    click.echo(f"generation {manifest.name}, built {manifest.created}; model {manifest.model.get('model', 'unknown')}")
    click.echo(f"{manifest.reports} reports, {manifest.passages} passages, {manifest.windows} vectors")
    for report in reports:
        _tell_report(report)
    for entry in manifest.unreadable:
        click.echo(f"not indexed: {shown(entry.file)}: {entry.reason}")
    return 0


@cli.command(epilog=examples("python -m indexer verify", "python -m indexer verify --json"))
@index_option
@json_option
def verify(index: Path, as_json: bool) -> int:
    """Compare every file of the index with what was written.

    Exits 1 and names each that is damaged or missing.
    """
    from store.generation import current_name, damages

    found = damages(index)
    if as_json:
        told = {"generation": current_name(index), "whole": not found, "damages": list(found)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(bool(found))
    for sentence in found:
        click.echo(sentence, err=True)
    if not found:
        click.echo(f"{index}: generation {current_name(index)} is whole.")
    return int(bool(found))


@cli.command(
    epilog=examples(
        "python -m indexer export > archive.jsonl",
        "python -m indexer export --source vinh-lach-1ccef8 > report.txt",
    )
)
@index_option
@click.option("--source", metavar="REPORT_ID", help="Print the source text of one report instead.")
def export(index: Path, source: str | None) -> int:
    """Print everything that is indexed as JSON Lines.

    One object a line: reports, sections, passages, footnotes and commitments.
    """
    from indexer.export import export_lines
    from store.generation import open_current

    catalogue = open_current(index).catalogue
    if source is not None:
        try:
            text = catalogue.source(source)
        except KeyError as error:
            raise UsageFault(f"There is no report {source!r}: `python -m indexer status` lists them.", "source") from error
        # The exact characters, on every system: no newline is added or translated.
        sys.stdout.buffer.write(text.encode("utf-8"))
        return 0
    for line in export_lines(catalogue):
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    return 0


def _build(archive: Path, index: Path, model: str | None, rebuild: bool) -> "Outcome":
    """Build with a progress bar; what could not be read is named at once, on standard error."""
    from indexer.build import build as build_index
    from language.embedding import load_encoder
    from store.records import shown

    with _Bar() as bar:
        outcome = build_index(archive, index, load_encoder(model), rebuild=rebuild, progress=bar.tell)
    for entry in outcome.unreadable:
        click.echo(f"not indexed: {shown(entry.file)}: {entry.reason}", err=True)
    return outcome


def _told(outcome: "Outcome") -> dict[str, Any]:
    """A build as JSON: the generation that is live now, and what the build did."""
    manifest = outcome.manifest
    held = {"generation": manifest.name, "reports": manifest.reports, "passages": manifest.passages}
    done = {name: getattr(outcome, name) for name in ("switched", "added", "changed", "removed", "remarks", "notices")}
    return {**held, **done, "unreadable": [asdict(entry) for entry in outcome.unreadable]}


def _tell_build(outcome: "Outcome", index: Path) -> None:
    from store.records import shown

    for sentence in (*outcome.remarks, *outcome.notices):
        click.echo(sentence)
    for word, files in (("added", outcome.added), ("changed", outcome.changed), ("removed", outcome.removed)):
        for file in files:
            click.echo(f"{word}: {shown(file)}")
    manifest = outcome.manifest
    held = f"{manifest.reports} reports, {manifest.passages} passages"
    click.echo(f"{index}: {held} in generation {manifest.name}." if outcome.switched else f"{index}: nothing changed; {held}.")


def _tell_report(report: dict[str, Any]) -> None:
    from store.records import shown

    facts = [report["kind"], report["place"] or "place unknown", report["term"] or report["date"] or "no term or date"]
    click.echo(f"\n{shown(report['file'])}\n  {report['id']}\n  {' · '.join(facts)}")
    unpaired = f", {report['unpaired']} of them unpaired" if report["unpaired"] else ""
    click.echo(f"  {report['sections']} sections, {report['passages']} passages, {report['footnotes']} footnotes{unpaired}")
    click.echo(f"  {report['targets']} targets, {report['results']} results")
    for warning in report["warnings"]:
        click.echo(f"  warning: {warning}")


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._stage = ""

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            if self._bar is not None:
                self._bar.close()
            # disable=None: tqdm then draws on a terminal only.
            self._bar, self._stage = tqdm(total=total, desc=stage, unit="report", disable=None), stage
        assert self._bar is not None
        self._bar.update(done - self._bar.n)


if __name__ == "__main__":
    sys.exit(run(cli, "indexer"))
