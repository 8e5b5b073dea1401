"""`sverka demo`: the example article from the page to the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files

import click

from sverka.checking.wording import Ui
from sverka.cli.inputs import Given, Page, bytes_page
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.claims import Claim
from sverka.writing.terminal import Screen

PUBLISHED = "2023-05-25"
REPORTER = "RU-TOM"


@click.command("demo")
@common_options
def command() -> None:
    """Read, weigh and check the example article; then load the records of an invented region, show its profile, hold an
    article on it against them, and write its brief and check that.

    The articles are in the language of the screens (--ui). The records are synthetic, and are written to a temporary
    folder that is gone afterwards.
    """
    ui = settings().ui
    page = _page(ui)
    name = page.document.source
    steps: tuple[tuple[str, str, Callable[[Page], str]], ...] = (
        ("page", f"cat {name}", _given),
        ("read", f"sverka read {name} --date {PUBLISHED}", _read),
        ("bounds", f"sverka bounds {name} --date {PUBLISHED} --exact", _bounds),
        ("check", f"sverka check {name} --date {PUBLISHED}", _check),
        ("what_if", f"sverka bounds {name} --date {PUBLISHED} --exact --with what_if.csv", _what_if),
    )
    for order, (step, line, answer) in enumerate(steps, 1):
        _tell(order, step, line, answer(page))
    _tell_of_records(len(steps) + 1)


def _tell(order: int, step: str, line: str, answer: str) -> None:
    screen = _screen()
    screen.say(screen.words.say(f"demo_{step}", order=order), style="bold")
    screen.say(f"$ {line}", style="cyan")
    write_answer(f"{screen.text()}\n{answer}\n")


def _tell_of_records(first: int) -> None:
    from sverka.cli.demo_records import BOOK, BRIEF, MEASURES, REPORTER, ROWS, SAID_ON, YEAR, records

    asked = " ".join(f"'{measure}'" for measure in MEASURES)
    with records() as made:
        steps: tuple[tuple[str, str, Callable[[], str]], ...] = (
            (
                "load",
                f"sverka sample sample --rows {ROWS}; sverka load sample/*.csv --book {BOOK}",
                lambda: made.loaded(0),
            ),
            ("restate", f"sverka load sample/later/*.csv --book {BOOK}", lambda: made.loaded(1)),
            ("measure", f"sverka measure {asked} --reporter {REPORTER} --book {BOOK}", made.measured),
            ("show", f"sverka show {REPORTER} --book {BOOK}", made.shown),
            ("article", f"cat {made.article}", made.given),
            ("held", f"sverka check {made.article} --book {BOOK} --date {SAID_ON}", made.held),
            ("brief", f"sverka brief {REPORTER} --period {YEAR} --length short --book {BOOK} -o {BRIEF}", made.brief),
            ("brief_held", f"sverka check {BRIEF} --book {BOOK}", made.brief_held),
        )
        for order, (step, line, answer) in enumerate(steps, first):
            _tell(order, step, line, answer())


def _example(name: str) -> bytes:
    return files("sverka").joinpath("examples", name).read_bytes()


def _page(ui: Ui) -> Page:
    name = f"article_{ui}.txt"
    return bytes_page(_example(name), name, Given(date=PUBLISHED))


def _screen() -> Screen:
    return Screen(settings().ui, screen_width(), use_color())


def _given(page: Page) -> str:
    return page.document.given


def _read(page: Page) -> str:
    from sverka.writing.text import reading_text

    return reading_text(page.reading, _screen())


def _bounds(page: Page) -> str:
    return _implied(page, ())


def _what_if(page: Page) -> str:
    from sverka.recording.statements import read_statements

    return _implied(page, read_statements(_example("what_if.csv"), source="what_if.csv", reporter=REPORTER))


def _implied(page: Page, said: Sequence[Claim]) -> str:
    from sverka.checking.weighing import weigh
    from sverka.writing.proofs import Prose
    from sverka.writing.text import bounds_text

    weighed = weigh([page.reading], said, exact=True)
    return bounds_text(weighed, Prose.about(weighed.claims, settings().ui, weighed.reporter), _screen(), asked=False)


def _check(page: Page) -> str:
    from sverka.checking.findings import check_readings
    from sverka.writing.proofs import Prose
    from sverka.writing.text import checked_text

    checked = check_readings([page.reading], ui=settings().ui)
    weighed = checked.weighed
    return checked_text(checked, Prose.about(weighed.claims, settings().ui, weighed.reporter), _screen())
