"""Options that commands share, and what a run knows of its terminal and its reader."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from sverka.checking.wording import UIS, Ui

F = TypeVar("F", bound=Callable[..., Any])
MIN_WIDTH, MAX_WIDTH = 40, 110


@dataclass(slots=True)
class Settings:
    """The language of screens, and whether to keep quiet about progress; set by options before or after the command."""

    ui: Ui
    quiet: bool = False


def locale_ui() -> Ui:
    """The language of the locale: Russian where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def settings() -> Settings:
    """The settings of this run."""
    return click.get_current_context().ensure_object(Holder).settings


class Holder:
    """Holds the settings of a run; made before it, so that they are known when it has failed."""

    def __init__(self) -> None:
        self.settings = Settings(locale_ui())


def _set_ui(ctx: click.Context, param: click.Parameter, value: Ui | None) -> None:
    if value:
        ctx.ensure_object(Holder).settings.ui = value


def _set_quiet(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Holder).settings.quiet = True


def common_options(command: F) -> F:
    """`--ui` and `--quiet`, which stand before or after the command."""
    quiet = click.option(
        "--quiet", "-q", is_flag=True, expose_value=False, callback=_set_quiet, help="Say nothing but the answer."
    )
    ui = click.option(
        "--ui",
        type=click.Choice(UIS),
        expose_value=False,
        callback=_set_ui,
        help="Language of screens; by default that of the locale.",
    )
    return ui(quiet(command))


def reading_options(command: F) -> F:
    """`--date`, `--lang`, `--reporter`: what a text may leave unsaid."""
    reporter = click.option("--reporter", metavar="ID", help="Whose trade it is where the text does not say: RU-TOM.")
    lang = click.option("--lang", type=click.Choice(("ru", "en")), help="Language of the text; by default recognised.")
    date = click.option("--date", metavar="DATE", help="Date of publication: 2023-05-25, 2023-05 or 2023.")
    return date(lang(reporter(command)))


def with_option(command: F) -> F:
    """`--with`: files of statements."""
    return click.option(
        "--with",
        "with_files",
        multiple=True,
        metavar="FILE",
        help="Statements (CSV) to weigh as well; may be repeated.",
    )(command)


def exact_option(command: F) -> F:
    """`--exact`: stated values as points."""
    return click.option("--exact", is_flag=True, help="Take stated values as exact; one-sided hedges keep their side.")(
        command
    )


def schema_option(form: str) -> Callable[[F], F]:
    """`--schema`: print the JSON Schema of the answer and stop."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from sverka.writing.schemas import schema_text

            click.echo(schema_text(form), nl=False)
            ctx.exit()

    return click.option(
        "--schema",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help="Print the JSON Schema of --format json and stop.",
    )


def screen_width() -> int:
    """The width of the terminal within what reads well; 80 where there is none."""
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((80, 24)).columns))


def use_color() -> bool:
    """Whether standard output is a terminal that wants colour: not with `NO_COLOR`, not with TERM=dumb."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
