"""`sverka goods`: what the name of goods means."""

from __future__ import annotations

import click

from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color


@click.command("goods")
@click.argument("name", nargs=-1)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the answer.")
@common_options
def command(*, name: tuple[str, ...], form: str) -> None:
    """Show what the name of goods means: the HS codes that it stands for, what they leave out, and the source.

    Without NAME the product groups are listed.
    """
    from sverka.writing.reference import goods_meant, goods_object, goods_text
    from sverka.writing.terminal import Screen

    found = goods_meant(" ".join(name))
    if form == "json":
        from sverka.writing.objects import dump

        write_answer(dump({"goods": [goods_object(goods) for goods in found]}))
    else:
        write_answer(goods_text(found, Screen(settings().ui, screen_width(), use_color()), brief=not name))
