"""The page on the command line, from click's own help."""

from __future__ import annotations

import click

from reference_pages.markdown import page
from sverka.cli.main import cli

WIDTH = 100
HEAD = """
`sverka --help` and `sverka COMMAND --help` print the same. Options that all commands share (`--ui`, `--quiet`) stand
before or after the command. Exit codes are in [errors](../errors.md), the JSON in [JSON](json.md), measures in
[measures](measures.md). `NO_COLOR` switches colours off.
"""


def help_text(command: click.Command, path: str) -> str:
    """What `--help` prints, at a fixed width."""
    parent = None if path == "sverka" else click.Context(cli, info_name="sverka")
    context = click.Context(
        command, info_name=path.rsplit(maxsplit=1)[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    context.help_option_names = ["-h", "--help"]
    return command.get_help(context).strip()


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it, the program itself first."""
    found: dict[str, click.Command] = {"sverka": cli}
    context = click.Context(cli, info_name="sverka")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is None:
            raise LookupError(f"the command {name} is listed and cannot be loaded")
        found[f"sverka {name}"] = command
    return found


def reference_page() -> str:
    """The page: one section a command."""
    sections = [f"## {path}\n\n```text\n{help_text(command, path)}\n```" for path, command in commands().items()]
    return page("Commands", HEAD, *sections)
