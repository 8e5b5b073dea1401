"""`check --assist`: texts read by a model that a server runs, claims held against the text like those of --claims."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from sverka.cli.booking import Progress
from sverka.cli.failures import complain, error_line, one_line
from sverka.cli.inputs import Given, Page
from sverka.cli.settings import settings
from sverka.model.errors import UsageError

if TYPE_CHECKING:
    from sverka.assisting import Assistant, Server, Watch
    from sverka.measuring.book import Book
    from sverka.recording.coverage import Coverage

F = TypeVar("F", bound=Callable[..., Any])
LONGEST_S = 3600.0
MOST_LINES = 20
"""How many refused claims of a text are told on standard error."""


@dataclass(frozen=True, slots=True)
class Assist:
    """A model to ask, its server and key already checked."""

    server: Server
    model: str
    key: str | None
    seconds: float
    fresh: bool


def assist_options(command: F) -> F:
    """`--assist`, `--assist-model`, `--assist-timeout`, `--assist-fresh`; the command gets one `assist`."""

    @functools.wraps(command)
    def with_assist(**options: Any) -> Any:
        names = ("assist", "assist_model", "assist_timeout", "assist_fresh")
        return command(assist=_checked(*(options.pop(name) for name in names)), **options)

    for option in (
        click.option("--assist-fresh", is_flag=True, help="Ask the model anew where its answer is known."),
        click.option(
            "--assist-timeout",
            type=click.FloatRange(1, LONGEST_S),
            default=120.0,
            metavar="S",
            help="Seconds that the model has for each text; by default 120.",
        ),
        click.option("--assist-model", metavar="NAME", help="The model that --assist asks for."),
        click.option(
            "--assist",
            metavar="URL",
            help="A server (OpenAI's form) whose model lists the claims, http(s)://host/v1; the text is sent there.",
        ),
    ):
        option(with_assist)
    return cast(F, with_assist)


def _checked(url: str | None, model: str | None, seconds: float, fresh: bool) -> Assist | None:
    if url is None and model is None and not fresh:
        return None
    if url is None or model is None:
        lacking = "assist" if url is None else "assist-model"
        raise UsageError(f"--{lacking} is missing", "sverka check", "it takes --assist URL and --assist-model NAME")
    from sverka.assisting import checked_key, checked_model, server_of
    from sverka.assisting.address import KEY_VARIABLE

    key = checked_key(os.environ.get(KEY_VARIABLE))
    return Assist(server_of(url, has_key=key is not None), checked_model(model), key, seconds, fresh)


class Reader:
    """Reads pages by the model that was asked for."""

    def __init__(self, assist: Assist, given: Given, book: Book | None) -> None:
        from sverka.recording.coverage import coverage

        self._assist, self._given = assist, given
        self._held: Sequence[Coverage] | None = None if book is None else coverage(book.snapshot)
        self._assistant = _assistant(assist)

    def pages(self, pages: Sequence[Page]) -> list[Page]:
        """The pages with the claims of the model; where there are none, as they were, and a line says why."""
        return [self._page(page) for page in pages]

    def _page(self, page: Page) -> Page:
        from sverka.claims_in import Text
        from sverka.writing.prompting import known_of, prompt_text

        given = self._given
        about = known_of(
            page.document, date=given.date, lang=given.lang, reporter=given.reporter, recorded=given.recorded
        )
        request = prompt_text(page.document, about, self._held)
        found = self._assistant.read(Text(page.document, page.reading), request)
        _tell(found)
        return Page(found.document, found.reading)


def _assistant(assist: Assist) -> Assistant:
    from sverka.assisting import Assistant, Cache, cache_folder
    from sverka.writing.claims_schema import answer_schema

    return Assistant(
        assist.server,
        assist.model,
        assist.key,
        answer_schema(),
        seconds=assist.seconds,
        cache=Cache(cache_folder(os.environ, sys.platform)),
        fresh=assist.fresh,
        watch=_watch(assist),
    )


def _watch(assist: Assist) -> Watch:
    from sverka.assisting import Watch

    class Told(Watch):
        """Says what leaves the machine, with --quiet too, and how long the answer is waited for."""

        def __init__(self) -> None:
            self._shown = Progress()

        def leaves(self, source: str, characters: int, *, again: bool) -> None:
            self._shown.done()
            host = assist.server.host + ("" if _is_safe(assist.server) else _say("assist_unprotected"))
            key = "assist_leaves_again" if again else "assist_leaves"
            complain(one_line(_say(key, characters=characters, host=host, model=assist.model, source=source)))
            sys.stderr.flush()
            self._shown = Progress()
            self._shown.step(_say("assist_waits", model=assist.model, host=assist.server.host))

        def waits(self) -> None:
            self._shown.tick(None)

        def ends(self) -> None:
            self._shown.done()

    return Told()


def _is_safe(server: Server) -> bool:
    return server.is_protected or server.is_loopback


def _tell(found: Any) -> None:
    """Which claims were refused, a line each, and why the model did not help."""
    from sverka.claims_in.taking import refusal
    from sverka.writing.assisted_objects import assist_sentence
    from sverka.writing.proofs import Prose

    reading = found.reading
    told = reading.assisted
    for one in reading.rejected[:MOST_LINES]:
        complain(error_line(refusal(one), settings().ui))
    if told.rejected > MOST_LINES:
        complain(_say("assist_more", count=told.rejected - MOST_LINES))
    if told.note:
        complain(one_line(f"sverka: {reading.source}: {assist_sentence(told, Prose.about((), settings().ui))}"))


def _say(key: str, **values: object) -> str:
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.writing", settings().ui).say(key, **values)
