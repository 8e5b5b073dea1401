"""Decisions that are kept beside a text: found, held against the text, told, and put in the place of what was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sverka.cli.failures import complain, error_line
from sverka.cli.inputs import Given, Page
from sverka.cli.outputs import write_bytes
from sverka.cli.settings import settings
from sverka.model.errors import InputError, UsageError

if TYPE_CHECKING:
    from sverka.checking.wording import Phrasebook
    from sverka.deciding.records import Decisions
    from sverka.model.claims import Rejected

F = TypeVar("F", bound=Callable[..., Any])
MOST_LINES = 20
"""How many decisions that cannot be taken are told on standard error."""
ASKED = ("unsure", "all", "again")


@dataclass(frozen=True, slots=True)
class Deciding:
    """What was said on the command line of decisions: which claims to ask about, the file, whether one is used."""

    ask: str | None = None
    file: str | None = None
    used: bool = True


def deciding_options(command: F) -> F:
    """`--ask`, `--decisions`, `--no-decisions`."""
    unused = click.option("--no-decisions", is_flag=True, help="Leave out the decisions that are kept beside a text.")
    file = click.option(
        "--decisions", metavar="FILE", help="Where decisions are kept; by default beside the text, SOURCE.sverka.json."
    )
    ask = click.option(
        "--ask",
        type=click.Choice(ASKED),
        is_flag=False,
        flag_value="unsure",
        help="After SOURCE: ask what figures are of; the unsure ones, all, or again those decided.",
    )
    return ask(file(unused(command)))


def checked_deciding(
    ask: str | None, file: str | None, unused: bool, sources: Sequence[str], *, each: bool
) -> Deciding:
    """The options of decisions; `UsageError` for those that cannot go together."""
    if unused and (ask or file):
        raise UsageError("two ways at once", f"{'--ask' if ask else '--decisions'} and --no-decisions", "choose one")
    if ask and each:
        raise UsageError("two ways at once", "--ask and --each", "choose one")
    if (ask or file) and len(sources) != 1:
        where = "--ask" if ask else "--decisions"
        raise UsageError("decisions are of one text", where, "name one source")
    if ask and sources[0] == "-":
        raise UsageError("standard input cannot be both the text and the keys", "--ask", "save the text as a file")
    return Deciding(ask, file, not unused)


def place_of(source: str, deciding: Deciding) -> str | None:
    """The file of decisions of a source."""
    from sverka.deciding.records import beside

    return deciding.file or beside(source)


def used_pages(pages: Sequence[Page], deciding: Deciding, given: Given, handed: Sequence[str] = ()) -> list[Page]:
    """The pages with the decisions that are kept of them, which is told; a file that cannot be used is told and left.

    Files that were `handed` over by name are not used a second time.
    """
    if not deciding.used:
        return list(pages)
    names = {os.path.realpath(name) for name in handed}
    return [_used(page, deciding, given, names) for page in pages]


def _used(page: Page, deciding: Deciding, given: Given, handed: set[str]) -> Page:
    name = place_of(page.document.source, deciding)
    if name is None or os.path.realpath(name) in handed:
        return page
    try:
        kept = load(name)
        if kept is None and deciding.file is not None:
            raise InputError("there is no such file", name, "check the path")
        now = kept and kept.of_text(_digest(page))
        if kept is None or now is None:
            return page
        if kept.made and not now.made:
            raise InputError("the text has changed since it was decided on", name, "go through it again with --ask")
        return applied(page, now, name, given) if now.made else page
    except InputError as error:
        complain(error_line(error, settings().ui))
        return page


def _digest(page: Page) -> str:
    from sverka.deciding.records import digest_of

    return digest_of(page.document.given)


def load(name: str) -> Decisions | None:
    """The decisions of a file, `None` where there is none; `InputError` for one that cannot be used."""
    from sverka.claims_in.entries import MAX_BYTES
    from sverka.deciding.kept_file import read_decisions

    path = Path(name)
    try:
        if not os.path.lexists(path):
            return None
        if not path.is_file():  # a pipe would be waited for, a device has no end
            raise InputError("no file of decisions", name, "move it away, or name another with --decisions FILE")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = error.strerror or "cannot be read"
        raise InputError(what, name, "name another file with --decisions FILE") from None
    return read_decisions(data, name)


def applied(page: Page, decisions: Decisions, name: str, given: Given, *, told: bool = True) -> Page:
    """A page with decisions in the place of what was read; what could not be taken of them is told, a line each."""
    decided, refused = held(page, decisions, name, given)
    if told:
        tell(refused, len(decisions.made), name)
    return decided


def held(page: Page, decisions: Decisions, name: str, given: Given) -> tuple[Page, tuple[Rejected, ...]]:
    """A page with decisions in the place of what was read, and those of them that the text does not bear out."""
    from sverka.claims_in import Text, read_claims_file
    from sverka.claims_in.taking import hold_claims
    from sverka.deciding.kept_file import decisions_text

    if not decisions.made:
        return page, ()
    file = read_claims_file(decisions_text(replace(decisions, earlier=())).encode(), name)
    text = hold_claims([file], [Text(page.document, page.reading)], published=given.date, reporter=given.reporter)[0]
    return Page(text.document, text.reading), text.reading.rejected[len(page.reading.rejected) :]


def tell(refused: Sequence[Rejected], made: int, name: str, *, used: bool = True) -> None:
    """Why decisions cannot be taken, and how many are `used`."""
    from sverka.claims_in.taking import refusal

    for one in refused[:MOST_LINES]:
        complain(error_line(refusal(one), settings().ui))
    if len(refused) > MOST_LINES:
        say(words().say("more_refused", number=len(refused) - MOST_LINES, file=name))
    if used and made > len(refused):
        say(words().say("used", decisions=words().count("n_decisions", made - len(refused)), file=name))


def words() -> Phrasebook:
    """The messages of these screens."""
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.cli", settings().ui)


def say(text: str) -> None:
    """Say something on standard error, unless it is to be quiet."""
    from sverka.cli.failures import one_line

    if not settings().quiet:
        complain(one_line(f"sverka: {text}"))


def need_room(name: str) -> None:
    """Raise where a file cannot be kept, before anybody answers in vain."""
    folder = Path(name).resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise InputError("decisions cannot be kept there", name, "name another file with --decisions FILE")


def store(decisions: Decisions, name: str) -> None:
    """Keep decisions, whole or not at all."""
    from sverka.deciding.kept_file import decisions_text

    try:
        write_bytes(decisions_text(decisions).encode(), name)
    except InputError as error:
        raise InputError(error.what, name, "name another file with --decisions FILE") from None
