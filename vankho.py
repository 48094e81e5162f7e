"""`scripts/vankho`: the three commands as one, and its completion for a shell.

scripts/vankho search "tỷ lệ hộ nghèo"       is    python -m search "tỷ lệ hộ nghèo"
eval "$(scripts/vankho completion bash)"     and the Tab key knows commands, options, places, terms
"""

import importlib
import sys

import click
from click.shell_completion import get_completion_class

from commandline import examples, run

_COMMANDS = {"indexer": "Build and look after the index.", "search": "Ask the archive.", "web": "Serve the site and the API."}
_NAME = "vankho"
_SHELLS = ("bash", "zsh", "fish")


class _Lazy(click.Group):
    """Imports a command when it is called, for they start in a tenth of a second and the site in a whole one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*_COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        command = importlib.import_module(f"{cmd_name}.__main__").cli
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [*_COMMANDS.items(), ("completion", "Print what makes a shell complete these commands.")]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("scripts/vankho search tỷ lệ hộ nghèo", "scripts/vankho indexer status", "scripts/vankho web --port 8080"),
)
def cli() -> None:
    """Văn Khố: build an index, ask it, serve it."""


@cli.command(epilog=examples('eval "$(scripts/vankho completion bash)"', "scripts/vankho completion fish | source"))
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> int:
    """Print a script that makes SHELL complete what is typed after vankho."""
    completer = get_completion_class(shell)
    assert completer is not None
    click.echo(completer(cli, {}, _NAME, f"_{_NAME.upper()}_COMPLETE").source())
    return 0


if __name__ == "__main__":
    sys.exit(run(cli, _NAME, typed=_NAME))
