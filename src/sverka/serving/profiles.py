"""Profiles and briefs of a region or country."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sverka.model.period import Period
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields, wrong
from sverka.serving.recorded import checked_period, checked_reporter, nothing_recorded
from sverka.serving.texts import LANGUAGES
from sverka.writing.objects import Object

if TYPE_CHECKING:
    from sverka.measuring.book import Book, Cube

MOST_ROWS = 1000
_ROWS, _SHORT_ROWS = 10, 5
_LENGTHS = ("short", "full")
_STYLES = ("talking-points", "press", "table")


def profile(desk: Desk, fields: Fields) -> Object:
    """What is recorded of a reporter in a period: totals, partners, goods; by default the last full year."""
    details = fields.flag("details")
    top = fields.count("top", _ROWS if details else _SHORT_ROWS, MOST_ROWS)
    with _cube(desk, fields) as (book, cube, period, source):
        from sverka.measuring.profile import profile_of

        found = profile_of(cube, period, top=top)
        if found is None:
            raise nothing_recorded(book, cube, period, source)
        if details:
            from sverka.writing.profile_objects import profile_object

            return profile_object(found, desk.ui)
        from sverka.serving.short.profile import short_profile

        return short_profile(found, desk.ui)


def brief(desk: Desk, fields: Fields) -> Object:
    """A brief in sentences, each figure of which holds."""
    lang = fields.choice("lang", LANGUAGES) or desk.ui
    length = fields.choice("length", _LENGTHS) or ("full" if fields.flag("details") else "short")
    style = fields.choice("style", _STYLES) or _STYLES[0]
    with _cube(desk, fields) as (book, cube, period, source):
        from sverka.writing.brief.building import brief_of
        from sverka.writing.brief.records import Asked

        if period is None:
            wrong("it is not said", "period", 'write "period": "2023"')
        made = brief_of(cube, period, Asked(lang, length, style))  # type: ignore[arg-type]
        if made is None:
            raise nothing_recorded(book, cube, period, source)
        from sverka import __version__
        from sverka.writing.brief.objects import brief_object

        told = brief_object(made, cube, __version__)
        if fields.flag("details"):
            return told
        from sverka.serving.short.profile import short_brief

        return short_brief(told, made, book.snapshot.date)


@contextmanager
def _cube(desk: Desk, fields: Fields) -> Iterator[tuple[Book, Cube, Period | None, str | None]]:
    """The cube that a request names, with its book, period and source."""
    period = checked_period(fields.name("period"), "period")
    who, source = checked_reporter(fields.need_name("reporter")), fields.name("source")
    with desk.book() as book:
        yield book, book.cube(who, sources=(source,) if source else ()), period, source
