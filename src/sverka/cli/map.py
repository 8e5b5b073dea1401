"""`sverka map`: a draft of how a table's columns are to be read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options


@click.command("map")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", metavar="TOML", help="Write the draft to a file, whole or not at all.")
@common_options
def command(*, file: str, output: str | None) -> None:
    """Draft the mapping of a CSV, XLSX or Parquet file from its header, for you to correct.

    Then: sverka load table FILE --mapping TOML
    """
    from sverka.recording.intake import open_table
    from sverka.recording.mapping import draft_mapping

    with tempfile.TemporaryDirectory(prefix="sverka-") as work:
        table = open_table(Path(file), Path(work))
        write_answer(draft_mapping(table.header), output)
