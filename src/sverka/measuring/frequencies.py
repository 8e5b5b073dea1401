"""One source that tells a period both by months and as a whole: which of the two lists all partners that are asked for.

A table may have months for some partners and a year alone for others. The finer rows answer first; where the coarser
ones list a partner that they lack, they would be short of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sverka.measuring.asked import asked_slices
from sverka.measuring.extent import held_of
from sverka.measuring.naming import codes_of
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.model.measures import Measure
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice


def fuller_of(series: Series, candidates: Sequence[Series], measure: Measure, assumed: Period | None) -> Series | None:
    """The first coarser series of the same source that lists partners of a measure which this one lacks."""
    for other in candidates:
        if _coarser(other, series) and any(
            lacks(series, other, cut, period) for cut, period in asked_slices(measure, assumed)
        ):
            return other
    return None


def _coarser(other: Series, series: Series) -> bool:
    same = (other.key.source, other.key.currency) == (series.key.source, series.key.currency)
    return same and other.months > series.months


def lacks(series: Series, other: Series, cut: Slice, period: Period) -> bool:
    """Whether another series lists a partner of a slice in a period of which this one has no row."""
    for flow in FLOWS[cut.flow]:
        if series.positions(flow, period) is None or other.positions(flow, period) is None:
            continue
        own, whole = _partners(series, flow, period)
        if not whole and _wanted(cut, _partners(other, flow, period)[0], period) - own:
            return True
    return False


def _partners(series: Series, flow: Flow, period: Period) -> tuple[frozenset[str], bool]:
    """The partners with a row in a period, and whether the world is declared in all of it."""
    held = held_of(series, flow)
    months = [month for month in series.recorded(flow) if period.first_month <= month <= period.last_month]
    return frozenset[str]().union(*(held.partners.get(month, ()) for month in months)), held.worlds.issuperset(months)


def _wanted(cut: Slice, partners: frozenset[str], period: Period) -> frozenset[str]:
    wanted = codes_of(cut.partners.include, period, partners) & partners if cut.partners.include else partners
    return wanted - codes_of(cut.partners.exclude, period, partners)
