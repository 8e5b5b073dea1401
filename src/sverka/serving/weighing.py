"""Statements weighed together, alone or with what a book records around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sverka.model.claims import Claim, Reading
from sverka.model.measures import Measure

if TYPE_CHECKING:
    from sverka.checking.weighing import Weighed
    from sverka.measuring.book import Book
    from sverka.writing.book_extents import Extents


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be weighed, and what is asked of it."""

    readings: Sequence[Reading]
    statements: Sequence[Claim]
    measures: Sequence[Measure]
    reporter: str | None
    exact: bool
    date: str | None

    def weighed(self) -> Weighed:
        """The statements by themselves."""
        from sverka.checking.weighing import weigh

        return weigh(
            self.readings,
            self.statements,
            measures=self.measures,
            reporter=self.reporter,
            exact=self.exact,
            date=self.date,
        )

    def beside(self, book: Book) -> Weighed:
        """The statements with what a book records around them."""
        from sverka.checking.known import with_figures

        figures = with_figures(self.weighed(), book, self.measures)
        return replace(self, statements=(*self.statements, *figures)).weighed()


def extents_of(weighed: Weighed, book: Book) -> Extents:
    """The narrow extracts of the reporters that statements are of: what is recorded there is not all their trade."""
    from sverka.writing.book_extents import book_extents

    reporters = {weighed.reporter, *(claim.reporter for claim in weighed.claims)}
    sources = {file.shelf.source for file in book.snapshot.files}
    return {key: extent for key, extent in book_extents(book.snapshot, sources).items() if key[1] in reporters}
