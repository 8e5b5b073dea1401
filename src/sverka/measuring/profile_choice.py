"""Which source and which period a profile is of, and what is recorded around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sverka.measuring.frequencies import fuller_of
from sverka.measuring.profile_records import Coverage
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.model.measures import Level
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice

BOTH = (Flow.EXPORT, Flow.IMPORT)
POINTS_SHOWN = {"M": 24, "Q": 12, "A": 10}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A series, a period, and the flows that the series records in all of that period."""

    series: Series
    period: Period
    flows: tuple[Flow, ...]


def choose(candidates: Sequence[Series], asked: Period | None) -> Chosen | None:
    """The source and period of a profile; `None` where nothing of what is asked is recorded.

    Of several sources the first that records both flows of the whole period; else one flow; else a part of it.
    Without a period asked for, it is the last calendar year recorded in full in both flows where both are recorded,
    else in one; where no year is full, the last unbroken months of the last year.
    """
    best: tuple[int, Chosen] | None = None
    for series in candidates:
        found = _whole(series, asked) or _part(series, asked)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return _fuller(best[1], candidates) if best else None


def _fuller(chosen: Chosen, candidates: Sequence[Series]) -> Chosen:
    """The same of a coarser series of the source, where that lists partners in the period which this one lacks."""
    for flow in chosen.flows:
        level = Level(Slice(flow, period=chosen.period))
        other = fuller_of(chosen.series, candidates, level, chosen.period)
        if other is not None and all(recorded_in(other, one, chosen.period) for one in chosen.flows):
            return Chosen(other, chosen.period, chosen.flows)
    return chosen


def recorded_in(series: Series, flow: Flow, period: Period) -> bool:
    """Whether all of a period is recorded; of turnover, in both flows."""
    return all(series.positions(one, period) is not None for one in FLOWS[flow])


def _whole(series: Series, asked: Period | None) -> tuple[int, Chosen] | None:
    """A period recorded in full: better with both flows than with one."""
    period = asked or _last_year(series)
    if period is None:
        return None
    flows = tuple(flow for flow in BOTH if recorded_in(series, flow, period))
    return (10 + len(flows), Chosen(series, period, flows)) if flows else None


def _last_year(series: Series) -> Period | None:
    """The last full calendar year of the flows recorded together, else of any of them."""
    years = [set(series.whole_years(flow)) for flow in BOTH if flow in series.blocks]
    together = set.intersection(*years) if years else set()
    found = together or set().union(*years)
    return Period.year(max(found)) if found else None


def _part(series: Series, asked: Period | None) -> tuple[int, Chosen] | None:
    """The longest unbroken part of a period that is recorded; without one asked for, the last part of the last year."""
    for flows in (BOTH, (Flow.EXPORT,), (Flow.IMPORT,)):
        if not all(flow in series.blocks for flow in flows):
            continue
        together = set.intersection(*(set(series.recorded(flow)) for flow in flows))
        runs = spans(_within(together, asked), series.months)
        if runs:
            period = runs[-1] if asked is None else max(runs, key=lambda run: (run.months, -run.first_month))
            return len(flows), Chosen(series, period, flows)
    return None


def _within(months: set[int], asked: Period | None) -> list[int]:
    """The recorded periods within what is asked for; without that, within the last year recorded."""
    if asked is None:
        return sorted(month for month in months if month // 12 == max(months) // 12)
    return sorted(month for month in months if asked.first_month <= month <= asked.last_month)


def spans(months: Iterable[int], step: int) -> tuple[Period, ...]:
    """First months of periods, ascending, as unbroken runs.

    >>> [str(run) for run in spans([24276, 24277, 24280], 1)]
    ['2023-01/2023-02', '2023-05']
    """
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][1] == month:
            runs[-1][1] = month + step
        else:
            runs.append([month, month + step])
    return tuple(Period(low, high - 1) for low, high in runs)


def coverage(series: Series) -> tuple[Coverage, ...]:
    """What is recorded of each flow, and what is missing between its first and last period."""
    found = []
    for flow in BOTH:
        months = series.recorded(flow)
        if months:
            span = Period(months[0], months[-1] + series.months - 1)
            missing = spans(series.missing(flow, span), series.months)
            first, last = (Period(month, month + series.months - 1) for month in (months[0], months[-1]))
            found.append(Coverage(flow, first, last, missing))
    return tuple(found)


def later_months(series: Series, period: Period) -> Chosen | None:
    """The months of the last year recorded after a period, from January on, as far as its flows go together."""
    last = max(series.recorded(flow)[-1] for flow in series.blocks)
    january = last // 12 * 12
    if january <= period.last_month or series.months == 12:
        return None
    lengths = {}
    for flow in BOTH:
        have = set(series.recorded(flow))
        run = next((at for at in range(0, 13, series.months) if january + at not in have), 12)
        if run:
            lengths[flow] = min(run, 12)
    if not lengths:
        return None
    return Chosen(series, Period(january, january + min(lengths.values()) - 1), tuple(lengths))


def comparable_part(series: Series, flow: Flow, period: Period, base: Period) -> Period | None:
    """The longest part of a period that is recorded a year earlier too, where only some of it is."""
    have = [month for month in series.recorded(flow) if base.first_month <= month <= base.last_month]
    runs = spans(have, series.months)
    if not runs:
        return None
    return max(runs, key=lambda run: run.months).shift(period.first_month - base.first_month)


def shown_points(series: Series, period: Period, asked: Period | None) -> tuple[Period, ...]:
    """The periods of the run of values: the last two years up to what is recorded, or up to the period asked for."""
    months = sorted(set().union(*(series.recorded(flow) for flow in BOTH)))
    step = series.months
    end = months[-1] if asked is None else min(months[-1], period.last_month - step + 1)
    first = max(end - step * (POINTS_SHOWN[series.key.frequency] - 1), months[0])
    return tuple(Period(month, month + step - 1) for month in range(first, end + 1, step))
