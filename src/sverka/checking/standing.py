"""The standing book of statements: what was published before on the same reporters and periods, weighed as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sverka.measuring.book import Book
from sverka.model.claims import Claim, Reading
from sverka.model.period import Period
from sverka.recording.statements import read_statements

MOST = 300
"""How many statements of the book are weighed with one text: those nearest in time."""


def standing_statements(book: Book, readings: Sequence[Reading], given: Sequence[Claim]) -> tuple[Claim, ...]:
    """The statements of the book on the reporters and periods that the texts and the given statements speak of.

    They have the ids `b1`, `b2`, …. A statement of a period that shares no year with a claim's period
    or base is left out; one without a period is left out too, for it would be taken to be of the text's own.
    """
    claims = [*(claim for reading in readings for claim in reading.claims), *given]
    spoken = {(claim.reporter, year) for claim in claims for year in _years(claim, readings)}
    found = [one for one in _all(book) if any((one.reporter, year) in spoken for year in _own_years(one))]
    taken = {claim.id for claim in claims}
    numbers = (f"b{at}" for at in range(1, len(found) + len(taken) + 1))
    names = [name for name in numbers if name not in taken]
    return tuple(replace(one, id=name) for one, name in zip(found[:MOST], names, strict=False))


def _all(book: Book) -> Iterable[Claim]:
    for file in book.snapshot.side_files("statements"):
        yield from read_statements(file.read_bytes(), source=file.name)


def _own_years(claim: Claim) -> frozenset[int]:
    return frozenset(year for text in (claim.period,) for year in _span(text))


def _years(claim: Claim, readings: Sequence[Reading]) -> frozenset[int]:
    """The years that a claim speaks of: its period's and its base's; without a period those of the documents."""
    said = [claim.period] if claim.period else [reading.main_period for reading in readings]
    years = {year for text in (*said, claim.base) for year in _span(text)}
    return frozenset(years)


def _span(text: str | None) -> range:
    try:
        period = Period.parse(text) if text else None
    except ValueError:
        period = None
    return range(period.first_month // 12, period.last_month // 12 + 1) if period else range(0)
