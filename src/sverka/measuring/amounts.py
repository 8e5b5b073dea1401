"""Amounts: what a slice comes to in a unit of money, weight or quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.measuring.answers import Amount, NotRecorded, Remark
from sverka.measuring.contested import contested_remarks
from sverka.measuring.cube import Sums
from sverka.measuring.depth import as_recorded
from sverka.measuring.expression import CENTS, GRAMS
from sverka.measuring.gaps import gap_remarks
from sverka.measuring.series import Series
from sverka.measuring.slicing import Place, listed_remarks, places, summed
from sverka.measuring.unlisted import openings_of
from sverka.measuring.untold import secret_remarks
from sverka.model.period import Period
from sverka.model.slices import Slice
from sverka.recording.rates import Rates
from sverka.reference.units import MASS_IN_KG, unit_kind


def amount(
    series: Series, cut: Slice, period: Period, unit: str | None, rates: Rates, members_at: Period | None = None
) -> Amount:
    """A slice's amount in a unit (`None`: the currency of the series); raise `NotRecorded` where it has none."""
    cut, left = as_recorded(series, cut)
    found = places(series, cut, period, members_at)
    wanted = unit or series.key.currency
    sums = summed(series, found)
    told = left + cautions(series, replace(cut, period=period), found, sums, wanted, members_at or period)
    if wanted in MASS_IN_KG:
        one = _weight(sums, wanted)
    elif wanted == series.key.currency:
        one = Amount(sums.value, CENTS, sums.rows)
    elif unit_kind(wanted) == "money":
        one = converted(series, found, wanted, rates)
    else:
        one = _quantity(series, found, sums, wanted)
    return replace(one, remarks=(*one.remarks, *told)) if told else one


def cautions(
    series: Series, cut: Slice, found: Sequence[Place], sums: Sums, unit: str, when: Period
) -> tuple[Remark, ...]:
    """What declared totals say of a slice beside its sum: a gap, and that not all of it is listed.

    Raise `NotRecorded` where nothing of it is listed, and totals that are not broken down may hold it.
    """
    told = gap_remarks(series, cut, sums, unit) if sums.totals else ()
    told += tuple(one for place in found for one in contested_remarks(series, cut, place))
    if any(openings_of(series, place.flow, coarse=not cut.goods.is_all) is not None for place in found):
        told += listed_remarks(series, cut, found, when)
    if cut.partners.is_all and cut.goods.is_all:
        return told
    return (*told, *(remark for place in found for remark in secret_remarks(series, cut, place)))


def _weight(sums: Sums, unit: str) -> Amount:
    """Net weight; rows without one are said, and a slice without any has none."""
    if sums.rows and not sums.weighed:
        raise NotRecorded("no_weight", 3)
    lacking = sums.unweighed
    remarks = (Remark("weight_missing", {"rows": str(lacking), "of": str(sums.rows)}),) if lacking else ()
    return Amount(sums.weight, GRAMS * int(MASS_IN_KG[unit]), sums.rows, remarks)


def _quantity(series: Series, found: Sequence[Place], sums: Sums, unit: str) -> Amount:
    """The quantity in the supplementary unit; only where every row of the slice is counted in it.

    Declared totals with a quantity answer for the rows below them, others say nothing of it.
    """
    rows, counted, quantity = sums.rows - sums.totals, 0, 0
    for place in found:
        if unit in series.units.get(place.flow, {}):
            part = _in_unit(series, place, unit)
            counted, quantity = counted + part.rows, quantity + part.quantity
        if "" in series.units.get(place.flow, {}):
            whole = series.blocks[place.flow].sums(place.periods, place.partners, place.goods)
            rows += _in_unit(series, place, "").rows - (whole.rows - whole.totals)
    if not counted and not quantity:
        raise NotRecorded("no_quantity", 2, unit=unit)
    if counted != rows:
        raise NotRecorded("mixed_units", 3, unit=unit, rows=str(counted), of=str(rows))
    return Amount(quantity, GRAMS, sums.rows)


def _in_unit(series: Series, place: Place, unit: str) -> Sums:
    """The sums of a place over the rows counted in a unit, whose block numbers periods and partners in its own way."""
    import numpy as np

    whole, block = series.blocks[place.flow], series.units[place.flow][unit]
    periods = np.flatnonzero(np.isin(block.periods, whole.periods[list(place.periods)]))
    if place.partners is None:
        return block.sums([int(at) for at in periods], None, place.goods)
    partners = np.flatnonzero(np.isin(block.partners, whole.partners[place.partners]))
    return block.sums([int(at) for at in periods], partners, place.goods)


def converted(series: Series, found: Sequence[Place], currency: str, rates: Rates) -> Amount:
    """The value in another currency, each recorded period at the mean rate of that period."""
    total, rows = 0.0, 0
    yearly: set[str] = set()
    for place in found:
        block = series.blocks[place.flow]
        for at in place.periods:
            first = int(block.periods[at])
            period = Period(first, first + series.months - 1)
            rate = rates.rate(series.key.currency, currency, period)
            if rate is None:
                raise NotRecorded("no_rate", 3, currency=currency, period=str(period))
            if not rate.exact:
                yearly.add(str(rate.period))
            sums = block.sums((at,), place.partners, place.goods)
            total, rows = total + sums.value * rate.factor, rows + sums.rows
    remarks = [Remark("converted", {"currency": currency, "from": series.key.currency})]
    if yearly:
        remarks.append(Remark("coarser_rate", {"periods": ", ".join(sorted(yearly))}))
    return Amount(round(total), CENTS, rows, tuple(remarks))
