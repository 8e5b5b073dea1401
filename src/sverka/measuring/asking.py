"""Answering measures from the series of a cube: which source answers, and the arithmetic of each kind of measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sverka.measuring.amounts import amount
from sverka.measuring.answers import Amount, Answer, NotRecorded, Remark, joined
from sverka.measuring.beyond import check_within
from sverka.measuring.depth import is_partial
from sverka.measuring.frequencies import fuller_of
from sverka.measuring.ranking import rank
from sverka.measuring.series import Series
from sverka.measuring.slicing import ABSENT, FLOWS
from sverka.measuring.standings import count
from sverka.measuring.unit_values import unit_value
from sverka.model.measures import (
    Balance,
    Change,
    Compared,
    Count,
    Growth,
    Level,
    Measure,
    Rank,
    Ratio,
    Share,
    ShareChange,
    UnitValue,
    base_period,
    measure_slices,
    with_period,
)
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.recording.rates import Rates

PERCENT = "%"


def answered(measure: Measure, candidates: Sequence[Series], rates: Rates, assumed: Period | None = None) -> Answer:
    """The answer of the first series that records all that the measure needs, all of it from that one series.

    Where none tells all its goods apart, that of the first that tells some. Where none answers, the answer has no value
    and the remark of the series that came nearest. A measure without a period
    is taken of `assumed`, else of the last full year that the series records.
    """
    best: NotRecorded | None = None
    partial: Answer | None = None
    for at, series in enumerate(candidates):
        try:
            found = _from(series, measure, rates, assumed)
            fuller = fuller_of(series, candidates[at + 1 :], measure, found.assumed)
            if fuller is not None:
                found = _from(fuller, measure, rates, assumed or found.assumed)
            answer = _with_others(found, candidates[at + 1 :])
            if not is_partial(answer):
                return answer
            partial = partial or answer
        except NotRecorded as gap:
            if best is None or gap.rank > best.rank:
                best = gap
    if partial is not None:
        return partial
    remark = best.remark if best else Remark("no_records")
    return Answer(measure, None, _unit(measure, None), remarks=(remark,))


def _with_others(answer: Answer, others: Sequence[Series]) -> Answer:
    """The answer with a remark on which other sources record its flows and period, so that they can be compared."""
    if answer.series is None or not others:
        return answer
    cuts = measure_slices(answer.measure)
    periods = [(flow, cut.period or answer.assumed) for cut in cuts for flow in FLOWS[cut.flow]]
    found = {
        other.key.source
        for other in others
        if other.key.source != answer.series.key.source
        and all(period is not None and other.positions(flow, period) is not None for flow, period in periods)
    }
    if not found:
        return answer
    return replace(answer, remarks=(*answer.remarks, Remark("other_sources", {"sources": ", ".join(sorted(found))})))


def _from(series: Series, measure: Measure, rates: Rates, assumed: Period | None) -> Answer:
    dated, taken = _dated(measure, series, assumed)
    check_within(series, dated)
    answer = _KINDS[type(dated)](_Question(series, rates), dated)
    remarks = answer.remarks
    if taken is not None:
        remarks = (Remark("period_assumed", {"period": str(taken)}), *remarks)
    return replace(answer, measure=measure, unit=_unit(measure, series), series=series, remarks=remarks, assumed=taken)


def _dated(measure: Measure, series: Series, assumed: Period | None) -> tuple[Measure, Period | None]:
    """The measure with each period said, and the period that had to be taken, if one had."""
    cuts = measure_slices(measure)
    if all(cut.period is not None for cut in cuts):
        return measure, None
    said = [cut.period for cut in cuts if cut.period is not None]
    period = said[0] if said else assumed or _last_full_year(series, cuts)
    return with_period(measure, period), None if said else period


def _last_full_year(series: Series, cuts: Sequence[Slice]) -> Period:
    flows = {flow for cut in cuts for flow in FLOWS[cut.flow]}
    years = set.intersection(*(set(series.whole_years(flow)) for flow in flows))
    if not years:
        raise NotRecorded("no_full_year", 2)
    return Period.year(max(years))


def _unit(measure: Measure, series: Series | None) -> str:
    """The unit of the answer."""
    match measure:
        case Share() | Growth():
            return PERCENT
        case ShareChange():
            return "pp"
        case Ratio():
            return "ratio"
        case Rank():
            return "rank"
        case Count(dimension=dimension):
            return "countries" if dimension == "partners" else "products"
        case UnitValue(unit=unit):
            return unit or (f"{series.key.currency}/{measure.measured_in}" if series else "")
        case Level(unit=unit) | Change(unit=unit) | Balance(unit=unit):
            return unit or (series.key.currency if series else "")


class _Question:
    """What the arithmetic of a measure needs: amounts of one series."""

    def __init__(self, series: Series, rates: Rates) -> None:
        self.series = series
        self.rates = rates

    def amount(self, cut: Slice, period: Period | None, unit: str | None, members_at: Period | None = None) -> Amount:
        """A slice's amount in a period."""
        assert period is not None
        return amount(self.series, cut, period, unit, self.rates, members_at)


def _level(question: _Question, measure: Level) -> Answer:
    found = question.amount(measure.cut, measure.cut.period, measure.unit)
    return Answer(measure, found.value, "", found.rows, remarks=found.remarks)


def _unit_value(question: _Question, measure: UnitValue) -> Answer:
    return unit_value(question.series, measure, question.rates)


def _balance(question: _Question, measure: Balance) -> Answer:
    out, back = _sides(question, measure)
    value = (out.whole * back.scale - back.whole * out.scale) / (out.scale * back.scale)
    return Answer(
        measure,
        value,
        "",
        out.rows + back.rows,
        numerator=out.value,
        denominator=back.value,
        remarks=joined(out, back),
    )


def _sides(question: _Question, measure: Balance) -> list[Amount]:
    """Exports and imports; a partner, or goods, that only one of the two has are none in the other."""
    found: list[Amount] = []
    absent: NotRecorded | None = None
    for flow in (Flow.EXPORT, Flow.IMPORT):
        try:
            found.append(question.amount(measure.slice_of(flow), measure.period, measure.unit))
        except NotRecorded as gap:
            if gap.remark.kind not in ABSENT or absent is not None:
                raise
            absent = gap
            found.append(Amount(0, 1, 0))
    return found


def _quotient(question: _Question, measure: Share | Ratio, part: Slice, whole: Slice, factor: int) -> Answer:
    a = question.amount(part, part.period, measure.unit)
    b = question.amount(whole, whole.period, measure.unit)
    if not b.whole:
        raise NotRecorded("zero_denominator", 5)
    return Answer(
        measure,
        factor * a.whole / b.whole,
        "",
        a.rows + b.rows,
        numerator=a.value,
        denominator=b.value,
        remarks=joined(a, b),
    )


def _share(question: _Question, measure: Share) -> Answer:
    return _quotient(question, measure, measure.part, measure.whole, 100)


def _ratio(question: _Question, measure: Ratio) -> Answer:
    return _quotient(question, measure, measure.a, measure.b, 1)


def _growth(question: _Question, measure: Growth) -> Answer:
    (now,), (before,), remarks = _compared(question, measure)
    if before.whole <= 0:
        # Corrections can leave less than nothing, from which a fall would look like growth.
        raise NotRecorded("zero_base", 5)
    return Answer(
        measure,
        100 * (now.whole - before.whole) / before.whole,
        "",
        now.rows + before.rows,
        numerator=now.value,
        base=before.value,
        remarks=(*remarks, *joined(now, before)),
    )


def _change(question: _Question, measure: Change) -> Answer:
    (now,), (before,), remarks = _compared(question, measure)
    return Answer(
        measure,
        (now.whole - before.whole) / now.scale,
        "",
        now.rows + before.rows,
        numerator=now.value,
        base=before.value,
        remarks=(*remarks, *joined(now, before)),
    )


def _share_change(question: _Question, measure: ShareChange) -> Answer:
    """The share less that of the base, in points; both are given in per cent."""
    (part, whole), (part_before, whole_before), remarks = _compared(question, measure)
    if not whole.whole or not whole_before.whole:
        raise NotRecorded("zero_denominator", 5)
    apart = part.whole * whole_before.whole - part_before.whole * whole.whole
    return Answer(
        measure,
        100 * apart / (whole.whole * whole_before.whole),
        "",
        part.rows + whole.rows + part_before.rows + whole_before.rows,
        numerator=100 * part.whole / whole.whole,
        base=100 * part_before.whole / whole_before.whole,
        remarks=(*remarks, *joined(part, whole, part_before, whole_before)),
    )


def _compared(question: _Question, measure: Compared) -> tuple[list[Amount], list[Amount], tuple[Remark, ...]]:
    """The amounts of a measure's slices in its period and in its base, like with like: groups as they are at the later
    time, and where a month of either is not recorded, the months that both have.
    """
    cuts = measure_slices(measure)
    try:
        return _in_both(question, measure, cuts)
    except NotRecorded as gap:
        after = cuts[0].period
        before = after and base_period(measure, after)
        alike = all(cut.period == after for cut in cuts)
        if gap.remark.kind != "incomplete" or not alike or after is None or before is None:
            raise
        same = _same_months(question.series, cuts, after, before) if after.months == before.months else None
        if same is None:
            raise
    now, earlier = ([question.amount(cut, one, measure.unit, after) for cut in cuts] for one in same)
    remark = Remark("same_months", {"period": str(same[0]), "base": str(same[1]), "asked": str(after)})
    return now, earlier, (remark,)


def _in_both(
    question: _Question, measure: Compared, cuts: Sequence[Slice]
) -> tuple[list[Amount], list[Amount], tuple[Remark, ...]]:
    now, before = [], []
    for cut in cuts:
        assert cut.period is not None
        now.append(question.amount(cut, cut.period, measure.unit, cut.period))
        before.append(question.amount(cut, base_period(measure, cut.period), measure.unit, cut.period))
    return now, before, ()


def _same_months(series: Series, cuts: Sequence[Slice], after: Period, before: Period) -> tuple[Period, Period] | None:
    """The part of two periods, from their beginning on, that every flow records in both."""
    missing = [
        month - period.first_month
        for flow in {flow for cut in cuts for flow in FLOWS[cut.flow]}
        for period in (after, before)
        for month in series.missing(flow, period)
    ]
    length = min(missing)
    if length <= 0:
        return None
    return tuple(Period(one.first_month, one.first_month + length - 1) for one in (after, before))  # type: ignore[return-value]


def _rank(question: _Question, measure: Rank) -> Answer:
    return rank(question.series, measure)


def _count(question: _Question, measure: Count) -> Answer:
    return count(question.series, measure)


_KINDS: dict[type, Callable[[_Question, Any], Answer]] = {
    Level: _level,
    UnitValue: _unit_value,
    Share: _share,
    Growth: _growth,
    Change: _change,
    ShareChange: _share_change,
    Ratio: _ratio,
    Balance: _balance,
    Rank: _rank,
    Count: _count,
}
