"""What the three commands share: the default folders, examples in their help, colours, one-line errors, exit statuses.

A usage fault exits 2, any other failure 1, an interruption 130; each prints one line on standard error.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from store.errors import ArchiveError

# Matrix products here are small: threads that wait for a busy core cost 20 to 50 ms a query and gain nothing. numpy reads this
# when it is first imported, so it is set before; who knows better sets it outside.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

ROOT = Path(__file__).resolve().parent
DEFAULT_ARCHIVE = ROOT / "archive"
DEFAULT_INDEX = ROOT / "index"


def examples(*lines: str) -> str:
    """The end of a command's help: what one may type, a line each, as it stands."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def coloured() -> bool:
    """Whether what is printed meets a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def completed(name: str) -> Completer:
    """Completes an option's value with those that the reports of the index have: their ids, places, terms, ….

    Without an index there is nothing to complete with, which is no fault.
    """

    def complete(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        from store.generation import open_current

        try:
            generation = open_current(Path(context.params.get("index") or DEFAULT_INDEX))
        except ArchiveError:
            return []
        with closing(generation):
            reports = generation.catalogue.reports()
        values = {report.id if name == "report" else getattr(report, name) for report in reports}
        return [CompletionItem(value) for value in sorted(filter(None, values)) if value.startswith(typed)]

    return complete


def run(command: click.Command, name: str, arguments: Sequence[str] | None = None, typed: str | None = None) -> int:
    """Run a click command and return its exit status; every expected fault becomes one line.

    `typed` is what people type for it, `python -m NAME` unless it is said.
    """
    typed = typed or f"python -m {name}"
    try:
        # click takes colours out of what goes to a file or a pipe.
        colour = None if coloured() else False
        result = command.main(args=arguments, prog_name=typed, standalone_mode=False, color=colour)
        # Written here, a full disk or a closed pipe is met inside the `try`, not by the interpreter at its end.
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _fault("interrupted; the index is as it was.", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        return _fault(f"{error.format_message()} (`{typed} --help` tells more.)", 2)
    except click.ClickException as error:
        return _fault(error.format_message(), error.exit_code)
    except ArchiveError as error:
        return _fault(str(error), error.exit_status)
    except BrokenPipeError:
        # The reader of a pipe, `head` say, has seen enough: no fault. Python would complain once more when it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fault(f"{error.filename or 'the system'}: {error.strerror or error}.", 1)


def _fault(sentence: str, status: int) -> int:
    click.echo(f"error: {' '.join(sentence.split())}", err=True)
    return status
