"""`sverka places`: what the name of a place means."""

from __future__ import annotations

import click

from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.errors import UsageError
from sverka.model.period import Period


@click.command("places")
@click.argument("name", nargs=-1)
@click.option("--period", metavar="P", help="The members of that time: 2022 or 2022-06; by default the newest.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the answer.")
@common_options
def command(*, name: tuple[str, ...], period: str | None, form: str) -> None:
    """Show what the name of a place means: its code, members with their dates, other senses, and the source.

    Without NAME the groups are listed.
    """
    from sverka.writing.reference import groups_text, place_object, place_text, places_meant
    from sverka.writing.terminal import Screen

    asked, when = " ".join(name), checked_period(period)
    screen = Screen(settings().ui, screen_width(), use_color())
    found = places_meant(asked)
    if form == "json":
        from sverka.writing.objects import dump

        write_answer(dump({"places": [place_object(place, when) for place in found]}))
    elif asked:
        write_answer(place_text(found, when, screen))
    else:
        write_answer(groups_text(found, screen))


def checked_period(text: str | None) -> Period | None:
    """A period as text, or none."""
    try:
        return Period.parse(text) if text else None
    except ValueError:
        raise UsageError("not a period", f"--period {text!r}", "write 2022, 2022-Q1 or 2022-06") from None
