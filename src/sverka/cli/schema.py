"""`sverka schema`: the JSON Schemas of answers and of what is handed over."""

from __future__ import annotations

import click

from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options


@click.command("schema")
@click.argument("name", metavar="NAME")
@common_options
def command(*, name: str) -> None:
    """Print the JSON Schema of what a command answers (read, check), of a file for --claims (claims, decisions)."""
    from sverka.writing.schemas import schema_text

    write_answer(schema_text(name))
