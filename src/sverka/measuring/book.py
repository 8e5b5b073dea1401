"""The reader's side of a book: one version of it, and cubes of its reporters."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from os import PathLike, environ
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sverka.measuring.answers import Answer
from sverka.measuring.asking import answered
from sverka.measuring.building import Compiled, Tick, build_series, chosen_files, compile_cube
from sverka.measuring.cautions import cautioned
from sverka.measuring.engines import Engine, open_engine
from sverka.measuring.leasing import EngineHolder
from sverka.measuring.once import Once
from sverka.measuring.other_asia import with_other_asia
from sverka.measuring.regional import Regions, regions_held, told_of_regions
from sverka.measuring.series import Series, SeriesKey
from sverka.model.grammar import parse_measure
from sverka.model.measures import Measure
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.recording.book import BookStore, Snapshot
from sverka.recording.rates import Rates, read_rates
from sverka.recording.whereabouts import book_path

if TYPE_CHECKING:
    from sverka.measuring.tables import Frame

MOST_CUBES = 16
"""How many cubes an open book keeps; the oldest goes first."""


def open_book(
    path: str | PathLike[str] | None = None, *, as_of: str | int | None = None, engine: str | None = None
) -> Book:
    """One version of the book in a folder (`None`: that of `SVERKA_BOOK`, else the platform's own).

    `as_of` is a version number or a day; `engine` is `duckdb` or a Spark connection string. Raise `InputError` where
    there is no book, `DamagedError` where a file of it is missing or altered.
    """
    store = BookStore.open(book_path(None if path is None else str(path), environ))
    return Book(store.snapshot(as_of), engine)


_parsed = lru_cache(maxsize=4096)(parse_measure)


class Book:
    """One version of a book, open for measuring; a context manager that lets go of the engine at its end.

    One book serves any number of threads: each cube is built once, cubes of different reporters at the same time.
    """

    def __init__(self, snapshot: Snapshot, engine: str | None = None) -> None:
        self.snapshot = snapshot
        self._holder = EngineHolder(lambda: open_engine(engine))
        self._cubes: Once[tuple[str, tuple[str, ...]], Cube] = Once(MOST_CUBES)
        self._compiled: Once[tuple[Engine, tuple[str, ...]], Compiled] = Once()

    @property
    def version(self) -> str:
        """The number of the version, as text."""
        return str(self.snapshot.version)

    @property
    def engine(self) -> Engine:
        """The engine, started when it is first needed."""
        return self._holder.engine

    def working(self) -> AbstractContextManager[Engine]:
        """The engine for some work, which `close` stops and waits for; `UsageError` to whoever is stopped."""
        return self._holder.working()

    @cached_property
    def rates(self) -> Rates:
        """The exchange rates loaded so far."""
        files = self.snapshot.side_files("rates")
        return Rates.of(row for file in files for row in read_rates(file.read_bytes(), file.name))

    @cached_property
    def regions(self) -> frozenset[str]:
        """The regions of countries whose trade is recorded, by their codes."""
        from sverka.measuring.reporters import book_regions

        return book_regions(self)

    def cube(self, reporter: str, *, sources: Sequence[str] = (), tick: Tick | None = None) -> Cube:
        """The cube of one reporter, of all sources or of those named; kept while the book is open."""
        key = (reporter, tuple(sorted(sources)))
        return self._cubes.get(key, lambda: self._build(reporter, key[1], tick))

    def _build(self, reporter: str, sources: tuple[str, ...], tick: Tick | None) -> Cube:
        self.snapshot.verify()  # again: an open book may be old, and a figure is never of a file that has changed since
        files = chosen_files(self.snapshot, sources)
        if not files:
            return Cube(self, reporter, (), "")
        with self.working() as engine:
            compiled = self._compiled.get((engine, sources), lambda: compile_cube(files, engine))
            query = compiled.for_reporter(reporter)
            columns = engine.fetch_groups(query, tick)
            series = build_series(self.snapshot, compiled.legs, columns, reporter)
            regions = None if series else regions_held(reporter, files, engine)
            if regions is not None and regions.whole:
                compiled = compile_cube(regions.whole, engine, regions.all)
                query = compiled.query
                series = build_series(self.snapshot, compiled.legs, engine.fetch_groups(query, tick), reporter)
        return Cube(self, reporter, series, query, compiled, regions)

    def close(self) -> None:
        """Let go of the engine and of the cubes; whoever is being answered in another thread gets a `UsageError`.

        A book that is asked again opens again.
        """
        self._holder.close()
        self._cubes.clear()
        self._compiled.clear()

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Cube:
    """One reporter's trade in memory: exports where it exports, imports where it imports.

    `series` are what the sources record of it, in the order in which they answer; `query` built it. `regions` is there
    where nothing is recorded of a country itself, but of its regions.
    """

    def __init__(
        self,
        book: Book,
        reporter: str,
        series: tuple[Series, ...],
        query: str,
        compiled: Compiled | None = None,
        regions: Regions | None = None,
    ) -> None:
        self.book = book
        self.reporter = reporter
        again = _ReadAgain(book, reporter if regions is None else regions.all, reporter, compiled)
        self.series = tuple(replace(one, telling=partial(again.series, one.key)) for one in series)
        self.query = query
        self.regions = regions
        self._compiled = compiled
        self._queries: dict[tuple[object, ...], str] = {}

    @property
    def version(self) -> str:
        """The version of the book that the figures are from."""
        return self.book.version

    def measure(self, measure: str | Measure, *, source: str | None = None, assumed: Period | None = None) -> Answer:
        """The answer to one measure, whole from one source: the first that records all that it needs, or `source`.

        A measure that names no period is answered for `assumed`, else for the last full year recorded. What is not
        covered has the value `None` and says why. Raise `MeasureError` for a text that is no measure.
        """
        asked = _parsed(measure) if isinstance(measure, str) else measure
        candidates = self._of(source)
        answer = cautioned(answered(asked, candidates, self.book.rates, assumed), candidates)
        answer = with_other_asia(answer, candidates)
        return told_of_regions(answer, self.regions)

    def measure_each(self, measure: str | Measure) -> dict[str, Answer]:
        """The answer of each source by itself, to be compared and never added up."""
        sources = dict.fromkeys(series.key.source for series in self.series)
        return {source: self.measure(measure, source=source) for source in sources}

    def table(self, *, rows: str, columns: str | None = None, **options: Any) -> Frame:
        """A table of the cube; see `sverka.measuring.tables.tabled`."""
        from sverka.measuring.tables import tabled

        return tabled(self, rows, columns, **options)

    def query_of(
        self,
        series: Series,
        flows: frozenset[Flow],
        years: tuple[int, int] | None = None,
        *,
        declared: bool = False,
        telling: str | None = None,
    ) -> str:
        """The query that gave some flows of a series, of some years where they are named: what its figures sum, for a
        person to read and run again; the recorded parts, or with them the `declared` totals. `telling` leaves
        those rows alone that have a value in a column.
        """
        key = (series.key, flows, years, declared, telling)
        if key not in self._queries and self._compiled is not None:
            with self.book.working() as engine:
                readable = self._compiled.readable
                who = self.regions.all if self.regions else self.reporter
                told = readable(engine, who, series.key, flows, years, declared=declared, telling=telling)
                self._queries[key] = told
        return self._queries.get(key, self.query)

    def _of(self, source: str | None) -> tuple[Series, ...]:
        return tuple(one for one in self.series if source is None or one.key.source == source)


class _ReadAgain:
    """Reads a cube's files again for those rows alone that have a value in a column, once for each column.

    It knows nothing of the cube, so that a cube that nobody holds is let go of at once.
    """

    def __init__(self, book: Book, who: str | Sequence[str], reporter: str, compiled: Compiled | None) -> None:
        self._book, self._who, self._reporter, self._compiled = book, who, reporter, compiled
        self._told: Once[str, tuple[Series, ...]] = Once()

    def series(self, key: SeriesKey, column: str) -> Series | None:
        """What one source then has; `None` where no file of it has the column."""
        found = self._told.get(column, lambda: self._read(column))
        return next((one for one in found if one.key == key), None)

    def _read(self, column: str) -> tuple[Series, ...]:
        legs = self._compiled.legs if self._compiled is not None else ()
        files = tuple(dict.fromkeys(file for leg in legs for file in leg.files if column in file.columns))
        if not files:
            return ()
        with self._book.working() as engine:
            compiled = compile_cube(files, engine, self._who, telling=column)
            return build_series(self._book.snapshot, compiled.legs, engine.fetch_groups(compiled.query), self._reporter)
