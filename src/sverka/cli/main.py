"""The command line: `sverka COMMAND …`. Commands are loaded only when they are run."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from sverka.cli.failures import exit_code_of, is_unexpected, stopped_by
from sverka.cli.settings import Holder, common_options
from sverka.cli.streams import settle_streams
from sverka.recording.stopping import stoppable

COMMANDS = {
    "read": "Read the trade figures that a text states.",
    "bounds": "Say what statements, taken together, imply.",
    "check": "Give a finding for each figure of a text.",
    "prompt": "Write a request for an assistant, whose answer --claims takes.",
    "mcp": "Serve an assistant over the Model Context Protocol.",
    "load": "Load records into the book.",
    "book": "Show what the book holds.",
    "measure": "Answer measures from records.",
    "show": "Show the profile of a region or country.",
    "brief": "Write the brief of a region or country, each figure of which holds.",
    "map": "Draft how a table is to be read.",
    "fetch": "Download public records that need no key.",
    "sample": "Write synthetic files of an invented region.",
    "places": "Show what the name of a place means.",
    "goods": "Show what the name of goods means.",
    "schema": "Print the JSON Schema of an answer, or of a file of claims.",
    "demo": "Read, weigh and check the example article.",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own, `sverka.cli.NAME`, imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of their work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sverka.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from sverka import __version__

        click.echo(f"sverka {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Print the version."
)
@common_options
def cli(**_: Any) -> None:
    """Check what is said about foreign trade.

    SOURCE is a file (plain text, Markdown, HTML), a URL, or - for standard input.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code.

    Errors are one line on standard error: `sverka: what: where: what next`.
    """
    settle_streams()
    holder = Holder()
    with stoppable() as stop:
        try:
            outcome = _run(list(sys.argv[1:] if arguments is None else arguments), holder)
            sys.stdout.flush()
        except BaseException as failure:  # the outermost place: every failure becomes an exit code
            told = stopped_by(failure, stop.number)
            if os.environ.get("SVERKA_DEBUG") == "1" and is_unexpected(told):
                raise
            return exit_code_of(told, holder.settings.ui)
    return outcome if isinstance(outcome, int) else 0


def _run(arguments: list[str], holder: Holder) -> object:
    """What a command returns; failures are left to `main`, which words them in one way."""
    if "_SVERKA_COMPLETE" in os.environ:
        return cli.main(args=arguments, prog_name="sverka", standalone_mode=False)
    with cli.make_context("sverka", arguments, obj=holder) as context:
        return cli.invoke(context)
