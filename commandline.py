"""What the three commands share: the default folders, one-line errors, exit statuses.

A usage fault exits 2, any other failure 1, an interruption 130; each prints one line on standard error.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from store.errors import ArchiveError

# Matrix products here are small: threads that wait for a busy core cost 20 to 50 ms a query and gain nothing. numpy reads this
# when it is first imported, so it is set before; who knows better sets it outside.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent
DEFAULT_ARCHIVE = ROOT / "archive"
DEFAULT_INDEX = ROOT / "index"


def run(command: click.Command, name: str, arguments: Sequence[str] | None = None) -> int:
    """Run a click command and return its exit status; every expected fault becomes one line."""
    try:
        result = command.main(args=arguments, prog_name=f"python -m {name}", standalone_mode=False)
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
        return _fault(f"{error.format_message()} (`python -m {name} --help` tells more.)", 2)
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
