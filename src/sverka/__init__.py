"""Sverka checks what is said about foreign trade against what was recorded.

>>> import sverka
>>> reading = sverka.read("В 2022 году экспорт Томской области вырос на 12 %.", date="2023-05-25")
>>> [str(claim.measure) for claim in reading.claims]
['growth(export[;; 2022])']
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext as _nullcontext
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from os import PathLike

    from sverka.checking.findings import Checked
    from sverka.checking.weighing import Weighed
    from sverka.measuring.answers import Answer as Answer
    from sverka.measuring.book import Book as Book
    from sverka.measuring.book import Cube as Cube
    from sverka.measuring.tables import Frame as Frame
    from sverka.model.claims import Claim, Reading
    from sverka.model.measures import Measure

__version__ = "0.1.0"
__all__ = ["__version__", "bounds", "check", "open_book", "read"]


def read(text: str, *, date: str | None = None, lang: str | None = None, reporter: str | None = None) -> Reading:
    """The trade figures that a text states; offsets count its characters.

    `date` is the day of publication (2023-05-25, 2023-05 or 2023), `lang` `ru` or `en` (recognised when left out),
    `reporter` whose trade it is where the text does not say (`RU-TOM`).
    """
    from sverka.reading import read_text

    return read_text(text, date=date, lang=lang, reporter=reporter)


def bounds(
    text: str | Sequence[str],
    *,
    measures: Sequence[str | Measure] = (),
    statements: Sequence[Claim] = (),
    date: str | None = None,
    lang: str | None = None,
    reporter: str | None = None,
    exact: bool = False,
) -> Weighed:
    """What one or several texts, and further statements, imply together.

    `measures` are questions such as `share(export, turnover)`; `exact` takes every stated value as a point. The
    result's `reconciliation` holds bounds, conflicts and consequences; its claims carry the ids that these name.
    """
    from sverka.checking.weighing import weigh
    from sverka.model.grammar import parse_measure

    asked = [parse_measure(measure) if isinstance(measure, str) else measure for measure in measures]
    readings = [read(one, date=date, lang=lang, reporter=reporter) for one in _several(text)]
    return weigh(readings, statements, measures=asked, reporter=reporter, exact=exact, date=date)


def check(
    text: str | Sequence[str],
    *,
    book: Book | str | PathLike[str] | None = None,
    statements: Sequence[Claim] = (),
    date: str | None = None,
    lang: str | None = None,
    reporter: str | None = None,
    exact: bool = False,
    ui: Literal["en", "ru"] = "en",
) -> Checked:
    """A finding for each figure of one or several texts, held against a book and weighed with further statements.

    `book` is an open book or the folder of one; without it the statements are weighed against each other alone. Each
    finding has its verdict, the figure with its lineage, the senses tried, and reasons in the language `ui`.
    """
    from sverka.checking.findings import check_readings
    from sverka.reading import read_text
    from sverka.writing.teller import ScreenTeller

    opened = open_book(book) if isinstance(book, str | os.PathLike) else _nullcontext(book)
    with opened as records:
        recorded = records.regions if records is not None else frozenset()
        readings = [
            read_text(one, date=date, lang=lang, reporter=reporter, recorded=recorded) for one in _several(text)
        ]
        return check_readings(
            readings, statements, book=records, exact=exact, date=date, ui=ui, teller=ScreenTeller(ui)
        )


def open_book(
    path: str | PathLike[str] | None = None, *, as_of: str | int | None = None, engine: str | None = None
) -> Book:
    """One version of the book of records in a folder (`None`: that of `SVERKA_BOOK`, else the platform's own).

    `as_of` is a version number or a day at whose end it was current (`2023-05-25`), `None` the newest one; `engine` is
    `duckdb`, `spark` or a Spark master, `None` the embedded one. `book.cube("BR-PR")` is one reporter's trade in
    memory, `cube.measure("level(export[CN;; 2023], USD)")` a figure of it. Raise `InputError` where there is no book.
    """
    from sverka.measuring.book import open_book as opened

    return opened(path, as_of=as_of, engine=engine)


def _several(text: str | Sequence[str]) -> Sequence[str]:
    return (text,) if isinstance(text, str) else text
