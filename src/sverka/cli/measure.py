"""`sverka measure`: figures from records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from sverka.cli.booking import (
    as_of_option,
    book_option,
    checked_reporter,
    engine_option,
    opened_book,
    progress,
    source_option,
    summing_step,
)
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, screen_width, settings, use_color
from sverka.model.errors import NotCoveredError, UsageError
from sverka.serving.asked import check_names, checked_measures

if TYPE_CHECKING:
    from sverka.measuring.answers import Answer
    from sverka.measuring.book import Cube
    from sverka.model.measures import Measure


class Told(NamedTuple):
    """An answer, whose cube gave it, and what tells it from others to the same measure."""

    label: str
    answer: Answer
    cube: Cube


@click.command("measure")
@click.argument("measures", metavar="M...", nargs=-1, required=True)
@click.option("--reporter", required=True, metavar="ID", help="Whose trade: BR-PR, KZ, or a name.")
@book_option
@as_of_option
@engine_option
@source_option
@click.option("--each-source", is_flag=True, help="Answer from each source by itself, to be compared.")
@click.option("--mirror", is_flag=True, help="Beside each level, what its partners record of the same trade.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "csv")), default="text", help="Form of the answer."
)
@common_options
def command(
    *,
    measures: tuple[str, ...],
    reporter: str,
    book: str | None,
    as_of: str | None,
    engine: str | None,
    source: str | None,
    each_source: bool,
    mirror: bool,
    form: str,
) -> int:
    """Answer measures from the book, in the order asked, each with its source, version, rows, query and definition.

    M is a measure as text: 'level(export[CN;; 2023], USD)', 'share(export[asia;; 2023], export[;; 2023])'. Several
    sources of one trade are never added up: one answers, by a stated rule, the others can be asked for.
    """
    asked = checked_measures(measures)
    who = checked_reporter(reporter)
    if source and each_source:
        raise UsageError("two ways at once", "--source and --each-source", "choose one")
    with opened_book(book, as_of, engine) as opened:
        with progress() as shown:
            shown.step(summing_step(who))
            cube = opened.cube(who, sources=(source,) if source else (), tick=shown.tick)
        _check_known(measures, asked, cube)
        answers = [answer for measure in asked for answer in _answers(cube, measure, each_source, mirror)]
        _write(answers, cube, form)
    if all(one.answer.value is None for one in answers):
        raise _nothing(cube)
    return 0


def _check_known(texts: Sequence[str], asked: Sequence[Measure], cube: Cube) -> None:
    """Refuse a misspelt name; the book's own codes of partners and units of quantity are known."""
    own = {code for series in cube.series for flow in series.blocks for code in series.partner_codes(flow)}
    check_names(texts, asked, (), own)


def _answers(cube: Cube, measure: Measure, each_source: bool, mirror: bool) -> list[Told]:
    if each_source:
        each = [Told(source, answer, cube) for source, answer in cube.measure_each(measure).items()]
        return each or [Told("", cube.measure(measure), cube)]
    own = [Told("", cube.measure(measure), cube)]
    if mirror:
        from sverka.measuring.mirrors import mirrored

        # A mirror comes from its partner's cube, and so does the query that its figure rests on.
        own += [
            Told(f"mirror: {partner}", answer, cube.book.cube(partner)) for partner, answer in mirrored(cube, measure)
        ]
    return own


def _write(answers: Sequence[Told], cube: Cube, form: str) -> None:
    from sverka.writing.book_objects import answer_object
    from sverka.writing.figures_text import answers_csv, answers_text
    from sverka.writing.objects import dump
    from sverka.writing.terminal import Screen

    labelled = [(one.label, one.answer) for one in answers]
    if form == "json":
        told = [
            {**answer_object(one.answer, one.cube), **({"label": one.label} if one.label else {})} for one in answers
        ]
        write_answer(dump(told))
    elif form == "csv":
        write_answer(answers_csv(labelled, cube))
    else:
        write_answer(answers_text(labelled, cube, Screen(settings().ui, screen_width(), use_color())))


def _nothing(cube: Cube) -> NotCoveredError:
    from sverka.writing.remarks import remark_text

    reason = remark_text(cube.measure("level(export)").remarks[0], "en") if not cube.series else ""
    where = f"{cube.reporter}, version {cube.version}"
    return NotCoveredError("nothing that was asked is covered", where, reason or "`sverka book` shows what is recorded")
