"""`sverka map`: a draft of how a table's columns are to be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, settings
from sverka.model.errors import UsageError

if TYPE_CHECKING:
    from sverka.recording.drafting.words import Unit


@click.command("map")
@click.argument("file", metavar="FILE")
@click.option("--reporter", metavar="ID", help="Whose trade it is, where the file does not tell: KZ, RU-TOM.")
@click.option("--flow", type=click.Choice(("export", "import")), help="The flow, where the file does not tell.")
@click.option("--unit", metavar="UNIT", help="The unit of the amounts: USD, 'thousand EUR', kg, 't'.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; else the first that holds a table.")
@click.option("-o", "--output", metavar="TOML", help="Write the draft to a file, whole or not at all.")
@common_options
def command(
    *, file: str, reporter: str | None, flow: str | None, unit: str | None, sheet: str | None, output: str | None
) -> None:
    """Draft the mapping of a CSV, workbook or Parquet file from what it holds.

    A draft that needs no answer loads as it stands; what could not be told is asked in it,
    and standard error says how many questions there are:
    sverka load table FILE --mapping TOML
    """
    from sverka.cli.inputs import checked_given
    from sverka.recording.drafting import Wishes, draft_of_file
    from sverka.recording.drafting.words import Unit
    from sverka.writing.retold_draft import retold_draft

    checked_given(None, None, reporter)
    wishes = Wishes(reporter, flow, _unit(unit) if unit else Unit())
    draft = retold_draft(draft_of_file(Path(file), wishes, sheet), settings().ui)
    write_answer(draft, output)
    _tell_questions(draft)


def _tell_questions(draft: str) -> None:
    """Say on standard error how many questions a draft holds: it does not load until they are answered."""
    from sverka.checking.wording import phrasebook
    from sverka.cli.failures import complain
    from sverka.recording.drafting.toml import asked_lines

    asked = asked_lines(draft)
    if asked and not settings().quiet:
        words = phrasebook("sverka.writing", settings().ui)
        lines = ", ".join(map(str, dict.fromkeys(asked)))
        complain(words.say("map_asked", count=words.count("map_questions", len(asked)), lines=lines))


def _unit(text: str) -> Unit:
    from sverka.recording.drafting.words import unit_in

    unit = unit_in(text)
    if unit.currency is None and unit.weight is None:
        raise UsageError(f"not a unit: {text!r}", "--unit", "write a currency or weight, as 'thousand USD', EUR, kg, t")
    return unit
