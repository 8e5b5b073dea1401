"""The records that claims are held against: one cube for each reporter, each question answered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sverka.measuring.amounts import amount
from sverka.measuring.answers import Answer, NotRecorded, Remark
from sverka.measuring.book import Book, Cube
from sverka.measuring.building import Tick
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.measuring.standings import countries_of
from sverka.model.errors import UsageError
from sverka.model.measures import Count, Level, Measure, measure_slices
from sverka.model.slices import Flow

CIF_OVER_FOB = 1.06
"""The factor of the IMF between the same imports with and without freight and insurance (SEMANTICS.md, section 4)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A measure asked of one reporter's records; of one `source` alone where it is named.

    `mirror_of` is the reporter that the claim speaks of where its partner's records are asked instead; with `fob` the
    recorded CIF value of imports is brought to FOB by the usual factor. `counting` is how partners are counted:
    `abroad` countries alone, without the reporter's own, `untraded` every partner that has a row, be it of no value.
    """

    measure: Measure
    reporter: str
    source: str | None = None
    mirror_of: str | None = None
    fob: bool = False
    counting: Literal["", "abroad", "untraded"] = ""


class Ledger:
    """One version of a book as checking sees it.

    Each reporter costs one scan, whatever is asked of it; every answer is kept.
    """

    def __init__(self, book: Book, tick: Tick | None = None) -> None:
        self.book = book
        self._tick = tick
        self._cubes: dict[str, Cube] = {}
        self._answers: dict[Question, Answer] = {}

    @property
    def scans(self) -> int:
        """How many cubes were built."""
        return len(self._cubes)

    @property
    def asked(self) -> int:
        """How many different questions were answered."""
        return len(self._answers)

    def cube(self, reporter: str) -> Cube:
        """The cube of one reporter."""
        if reporter not in self._cubes:
            self._cubes[reporter] = self.book.cube(reporter, tick=self._tick)
        return self._cubes[reporter]

    def answer(self, question: Question) -> Answer:
        """The answer to a question; what cannot be asked of records at all has no value and a remark that says why."""
        known = self._answers.get(question)
        if known is None:
            known = self._answers[question] = self._answered(question)
        return known

    def series(self, reporter: str, source: str | None = None) -> tuple[Series, ...]:
        """What the sources record of a reporter, in the order in which they answer."""
        return tuple(one for one in self.cube(reporter).series if source is None or one.key.source == source)

    def last_month(self, reporter: str, flow: Flow, before: int | None) -> int | None:
        """The last month that is recorded of a flow by months, of those before the month `before`."""
        months = [
            month
            for series in self.series(reporter)
            if series.months == 1
            for month in series.recorded(flow)
            if before is None or month < before
        ]
        return max(months, default=None)

    def _answered(self, question: Question) -> Answer:
        cube = self.cube(question.reporter)
        try:
            answer = cube.measure(question.measure, source=question.source)
        except UsageError as error:
            # A label that no table holds: goods or a place of the text's own.
            return Answer(question.measure, None, "", remarks=(Remark("unknown_name", {"what": error.what}),))
        except OverflowError:
            return Answer(question.measure, None, "", remarks=(Remark("too_large"),))
        if question.counting:
            return _counted(answer, question)
        return self._at_border(answer) if question.fob else answer

    def _at_border(self, answer: Answer) -> Answer:
        """The answer with imports brought from CIF to FOB; none where they are recorded FOB, or it is no level."""
        measure, series = answer.measure, answer.series
        if not isinstance(measure, Level) or answer.value is None or series is None:
            return replace(answer, value=None)
        cif = any(one.flow is Flow.IMPORT and one.valuation == "CIF" for one in series.definitions)
        if not cif or Flow.IMPORT not in FLOWS[measure.cut.flow]:
            return replace(answer, value=None)
        imports = self._imports(measure, series)
        return replace(answer, value=answer.value - imports + imports / CIF_OVER_FOB)

    def _imports(self, measure: Level, series: Series) -> float:
        cut = replace(measure.cut, flow=Flow.IMPORT)
        assert cut.period is not None
        try:
            return amount(series, cut, cut.period, measure.unit, self.book.rates).value
        except NotRecorded:
            return 0.0


def _counted(answer: Answer, question: Question) -> Answer:
    """The answer with its partners counted otherwise; none where it counts no partners."""
    measure, series = answer.measure, answer.series
    if not isinstance(measure, Count) or answer.value is None or series is None:
        return replace(answer, value=None)
    untraded = question.counting == "untraded"
    return replace(answer, value=countries_of(series, measure.where, question.reporter, untraded=untraded))


def asked_flows(measure: Measure) -> frozenset[Flow]:
    """The flows that records are asked for."""
    return frozenset(flow for cut in measure_slices(measure) for flow in FLOWS[cut.flow])
