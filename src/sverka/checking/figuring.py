"""From an answer of the records to a figure with its lineage, and the same question in other periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.ledger import Ledger, Question
from sverka.checking.senses.interpretation import in_period
from sverka.checking.telling import Teller
from sverka.checking.wording import Ui
from sverka.measuring.answers import Answer
from sverka.measuring.extent import SCOPE
from sverka.measuring.lineage import definition_text, query_text, used_definitions
from sverka.model.findings import Figure
from sverka.model.measures import Compared, Measure, measure_period
from sverka.model.period import Period

MOST_YEARS = 10


def figure_of(ledger: Ledger, question: Question, answer: Answer, teller: Teller, ui: Ui) -> Figure | None:
    """The figure that an answer gives; `None` where it has no value."""
    if answer.value is None or answer.series is None:
        return None
    cube = ledger.cube(question.reporter)
    narrow = [remark for remark in answer.remarks if remark.kind == SCOPE]
    return Figure(
        value=answer.value,
        unit=answer.unit,
        rows=answer.rows,
        source=answer.series.key.source,
        version=cube.version,
        query=query_text(cube, answer) or "",
        definition=definition_text(answer.series, used_definitions(answer), ui),
        numerator=answer.numerator,
        denominator=answer.denominator,
        base=answer.base,
        measure=str(answer.measure),
        reporter=question.reporter,
        notes=tuple(teller.remark(remark) for remark in answer.remarks),
        scope="; ".join(teller.scope(one) for one in narrow),
        scopes=tuple(teller.remark(one) for one in narrow),
    )


def history_of(ledger: Ledger, question: Question) -> tuple[tuple[str, float], ...]:
    """The same question in the same part of other years, oldest first, the years that are recorded; at most ten."""
    period = measure_period(question.measure)
    if period is None:
        return ()
    found = []
    for measure, other in _years(question.measure, period):
        answer = ledger.answer(replace(question, measure=measure))
        partial = any(remark.kind == "same_months" for remark in answer.remarks)
        if answer.value is not None and not partial:
            found.append((other, answer.value))
    nearest = sorted(found, key=lambda one: (abs(one[0].first_month - period.first_month), one[0]))[:MOST_YEARS]
    return tuple((str(other), value) for other, value in sorted(nearest))


def _years(measure: Measure, period: Period) -> Iterator[tuple[Measure, Period]]:
    """The measure in the same months of the years around; a base that is said moves along."""
    for years in range(-MOST_YEARS, MOST_YEARS + 1):
        months = 12 * years
        if period.first_month + months < 12:
            continue
        other = period.shift(months)
        moved = in_period(measure, other)
        if isinstance(moved, Compared) and isinstance(measure, Compared) and measure.base is not None:
            moved = replace(moved, base=measure.base.shift(months))
        yield moved, other
