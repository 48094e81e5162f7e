"""`python -m search QUERY`: one query, answered on the command line; with `--similar FILE`, the precedents of a draft; with
`--cite`, passages cited, or a collection as a file.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commandline import DEFAULT_INDEX, coloured, completed, examples, run
from search.answers import MODES, Answer, Filters, Mode, Request, Result
from search.citations import STYLES, Style
from search.citations.compiled import FILE_FORMATS, FileFormat
from search.scope import KIND_NAMES, PASSAGE_KIND_VALUES
from store.errors import UsageFault

if TYPE_CHECKING:
    from search.searcher import Searcher

SITE = "http://127.0.0.1:8000"  # where `python -m web` serves unless told otherwise


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "python -m search tỷ lệ hộ nghèo",
        'python -m search "poverty rate targets" --size 5',
        "python -m search 'thu ngân sách in:footnote' --term 2020-2025 --json",
        "python -m search --similar draft.txt",
        "python -m search --cite collection.json --style apa --format docx --out quotations.docx",
        "python -m search --mode keyword --explain -- -cận nghèo",
    ),
)
@click.argument("query", nargs=-1)
@click.option(
    "--index",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    show_default="index/",
    help="The folder that holds the index.",
)
@click.option(
    "--similar", metavar="FILE", help="Instead of a query: the precedents of the draft in FILE, or - for standard input."
)
@click.option(
    "--cite",
    metavar="ID_OR_FILE",
    multiple=True,
    help="Instead of a query: cite a passage, or a collection saved from the site.",
)
@click.option("--style", type=click.Choice(STYLES), default=STYLES[0], show_default=True, help="With --cite: the style.")
@click.option(
    "--format", "form", type=click.Choice(FILE_FORMATS), default="plain", show_default=True, help="With --cite: the format."
)
@click.option("--site", metavar="URL", default=SITE, show_default=True, help="With --cite: what addresses begin with.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="With --cite: the file to write.")
@click.option("--size", type=click.IntRange(1, 100), show_default="20", help="Results a page; with --similar, a sentence (5).")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page.")
@click.option("--mode", type=click.Choice(MODES), default="hybrid", show_default=True, help="How to rank.")
@click.option("--report", multiple=True, shell_complete=completed("report"), help="Only this report, by its id.")
@click.option("--place", multiple=True, shell_complete=completed("place"), help="Only this place.")
@click.option("--province", multiple=True, shell_complete=completed("province"), help="Only this province.")
@click.option("--kind", multiple=True, shell_complete=completed("kind"), help="Only this kind of report.")
@click.option("--term", multiple=True, shell_complete=completed("term"), help="Only this term of office.")
@click.option("--passage-kind", multiple=True, help=f"Only this kind of passage: {', '.join(PASSAGE_KIND_VALUES)}.")
@click.option("--as-typed", is_flag=True, help="Only what is typed: no other names, no translation, no short form written out.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, in the form of the API.")
@click.option("--explain", is_flag=True, help="Also tell how the answer came about.")
def cli(
    query: tuple[str, ...],
    similar: str | None,
    cite: tuple[str, ...],
    style: Style,
    form: FileFormat,
    site: str,
    out: Path | None,
    index: Path,
    size: int | None,
    page: int,
    mode: Mode,
    report: tuple[str, ...],
    place: tuple[str, ...],
    province: tuple[str, ...],
    kind: tuple[str, ...],
    term: tuple[str, ...],
    passage_kind: tuple[str, ...],
    as_typed: bool,
    as_json: bool,
    explain: bool,
) -> int:
    """Search the archive for QUERY and list the passages that answer, best first.

    A query that begins with a minus sign stands after `--`.
    """
    from search.searcher import Searcher
    from search.wire import answer

    if sum(map(bool, (query, similar, cite))) != 1:
        raise UsageFault("Give either a query, a draft or passages: QUERY, --similar FILE, or --cite ID.", "query")
    filters = Filters(report, place, province, kind, term, passage_kind)
    if cite:
        _cite(Searcher(index), cite, style, form, site, out, as_json)
        return 0
    if similar:
        click.echo(_similar(Searcher(index), similar, filters, size, as_json))
        return 0
    found = Searcher(index).search(Request(" ".join(query), mode, filters, size or 20, page, expand=not as_typed))
    if as_json:
        click.echo(json.dumps(answer(found), ensure_ascii=False, indent=1))
    else:
        click.echo(_listing(found))
    if explain:
        for step, what, milliseconds in found.trace.steps:
            click.echo(f"{step}: {what} ({milliseconds:.1f} ms)", err=True)
    return 0


def _cite(
    searcher: "Searcher", named: tuple[str, ...], style: Style, form: FileFormat, site: str, out: Path | None, as_json: bool
) -> None:
    from search.citations import wire
    from search.citations.collection import gathered
    from search.citations.command import collection_named
    from search.citations.compiled import compiled

    asked = collection_named(named)
    found = gathered(searcher.library, asked, site)
    if as_json:
        told = wire.collection(asked, found, searcher.library.generation())
        data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    else:
        data = compiled(asked.title, found, style, form)
    if out:
        out.write_bytes(data)
    elif form == "docx" and not as_json and sys.stdout.isatty():
        raise UsageFault("A .docx is nothing for a terminal: name a file with --out.", "out")
    else:
        click.echo(data, nl=False)


def _similar(searcher: "Searcher", name: str, filters: Filters, size: int | None, as_json: bool) -> str:
    from search.precedent import PRECEDENTS, Draft, precedents, wire
    from search.precedent.listing import listing

    held = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageFault(f"{name} is no text in UTF-8: save it as such, or paste the draft.", "similar") from error
    found = precedents(searcher, Draft(text, filters, size or PRECEDENTS))
    return json.dumps(wire.precedents(found), ensure_ascii=False, indent=1) if as_json else listing(found)


def _listing(found: Answer) -> str:
    first = (found.request.page - 1) * found.request.size + 1
    mended = [f"Có phải bạn muốn tìm: {found.did_you_mean}"] if found.did_you_mean else []
    head = [found.reading, *mended, *found.remarks, f"{found.total} đoạn, {found.took_ms:.0f} ms"]
    return "\n".join([*head, *(_entry(n, each) for n, each in enumerate(found.results, first))])


def _entry(n: int, found: Result) -> str:
    report, passage = found.report, found.passage
    source = " · ".join(part for part in (report.place, report.term, KIND_NAMES[report.kind]) if part)
    path = " › ".join(" ".join(part for part in (s.label, s.title) if part) for s in found.section_path)
    page = f", trang {label}" if (label := report.page_label(passage.page)) else ""
    why = ", ".join(found.matched)
    lines = ["", f"{click.style(f'{n}. {source}', bold=True)}  [{found.score:.2f} {why}]", f"   {path or report.title}{page}"]
    lines.append(f"   {_marked(found)}" + (f"  (và {found.copies} đoạn giống hệt)" if found.copies else ""))
    for note in found.notes:
        if passage.kind == "footnote" and note.anchor and note.anchor_sentence:
            start, end = note.anchor_sentence
            lines.append(f"   chú thích {note.footnote.number} của: {note.anchor.text[start:end]}")
        elif passage.kind != "footnote" and note.body:
            lines.append(f"   chú thích {note.footnote.number}: {note.body.text}")
    lines.append(click.style(f"   {report.file}  {passage.id}", dim=True))
    return "\n".join(lines)


def _marked(found: Result) -> str:
    """The snippet with what matched set off: bold and underlined on a terminal, between angle marks elsewhere."""
    start, end = found.snippet
    text, parts, place = found.passage.text, [], start
    for a, b in found.highlights:
        if start <= a and b <= end:
            parts += [text[place:a], _set_off(text[a:b])]
            place = b
    return ("… " if start else "") + "".join([*parts, text[place:end]]) + (" …" if end < len(text) else "")


def _set_off(words: str) -> str:
    return click.style(words, bold=True, underline=True) if coloured() else f"«{words}»"


if __name__ == "__main__":
    sys.exit(run(cli, "search"))
