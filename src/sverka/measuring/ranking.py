"""Ranks: where a member stands among single partners, among codes of as many digits, or among those named with it.

- A country, or an own code of the source, ranks among the single partners of the slice; a code of goods among all codes
  of as many digits; a group of goods that stands for one code as that code.
- Where the slice names the member itself, and a group among its names, each name is one, and the member ranks among
  them: `rank(soya-beans, export[; soya-beans+maize+poultry-meat; 2023])`, `rank(asean, export[asean+eu+CN;; 2023])`.
"""

from __future__ import annotations

from dataclasses import replace

from sverka.measuring.amounts import amount
from sverka.measuring.answers import Amount, Answer, NotRecorded, Remark, joined
from sverka.measuring.depth import as_recorded
from sverka.measuring.expression import CENTS, GRAMS
from sverka.measuring.series import Series
from sverka.measuring.slicing import ABSENT, FLOWS, goods_of
from sverka.measuring.standings import (
    Values,
    coarser_left,
    goods_values,
    many_left,
    no_countries,
    partner_values,
    slice_sums,
)
from sverka.model.measures import Rank
from sverka.model.slices import Members, Slice
from sverka.recording.rates import Rates
from sverka.reference.places import get_place
from sverka.reference.ranked import cut_of_name, is_goods, named_with, ranked_code
from sverka.reference.units import MASS_IN_KG

NO_RATES = Rates.of(())


def rank(series: Series, measure: Rank) -> Answer:
    """The place of a member by value (or weight), 1 the largest; equal ones share the better place."""
    if measure.unit not in (None, series.key.currency) and measure.unit not in MASS_IN_KG:
        raise NotRecorded("rank_unit", 2, unit=str(measure.unit))
    names = named_with(measure)
    if names:
        return _among_names(series, measure, names)
    return _among_codes(series, measure) if is_goods(measure.member) else _among_partners(series, measure)


def _among_partners(series: Series, measure: Rank) -> Answer:
    what = "weight" if measure.unit in MASS_IN_KG else "value"
    member = measure.member
    among, finer = as_recorded(series, measure.among)
    values = partner_values(series, among, what)
    if values.get(member, 0) <= 0:
        place = get_place(member)
        group = member in series.many or (place is not None and place.kind == "group")
        kind = "rank_of_group" if group else "not_among"
        raise NotRecorded(kind, 4, member=member)
    larger = [code for code, value in values.items() if value > values[member]]
    left = many_left(series, among, what, least=values[member])
    answer = _placed(series, measure, among, values, member)
    return replace(answer, remarks=(*finer, *answer.remarks, *no_countries(larger, above=True), *left))


def _among_codes(series: Series, measure: Rank) -> Answer:
    what = "weight" if measure.unit in MASS_IN_KG else "value"
    code = ranked_code(measure.member)
    if code is None:
        raise NotRecorded("rank_of_goods", 4, member=measure.member)
    among, finer = as_recorded(series, measure.among)
    _check_recorded(series, among, code)
    values = goods_values(series, among, len(code), what)
    if values.get(code, 0) <= 0:
        raise NotRecorded("not_among", 4, member=measure.member)
    told = () if code == measure.member else (Remark("ranked_as", {"member": measure.member, "code": code}),)
    answer = _placed(series, measure, among, values, code)
    return replace(answer, remarks=(*told, *finer, *answer.remarks, *coarser_left(series, among, values, what)))


def _check_recorded(series: Series, among: Slice, code: str) -> None:
    """Raise `NotRecorded` where no flow of a slice has any row of a code."""
    gaps = []
    flows = [flow for flow in FLOWS[among.flow] if flow in series.blocks]
    for flow in flows:
        try:
            goods_of(series, flow, Members.of(code))
        except NotRecorded as gap:
            gaps.append(gap)
    if gaps and len(gaps) == len(flows):
        raise gaps[0]


def _placed(series: Series, measure: Rank, among: Slice, values: Values, own: str) -> Answer:
    """The answer of a member among values, with the gaps of its slice."""
    scale = GRAMS * int(MASS_IN_KG[measure.unit]) if measure.unit in MASS_IN_KG else CENTS
    rows, gaps = slice_sums(series, among)
    place = 1 + sum(value > values[own] for value in values.values())
    count = sum(value > 0 for value in values.values())
    return Answer(measure, place, "", rows, None, values[own] / scale, count, remarks=gaps)


def _among_names(series: Series, measure: Rank, names: tuple[str, ...]) -> Answer:
    """The place of a name among the names of its slice; one that is not recorded at all has nothing."""
    found: dict[str, Amount] = {}
    absent: NotRecorded | None = None
    for name in names:
        cut = cut_of_name(measure, name)
        assert cut.period is not None
        try:
            found[name] = amount(series, cut, cut.period, measure.unit, NO_RATES)
        except NotRecorded as gap:
            if gap.remark.kind not in ABSENT:
                raise
            absent = gap
    own = found.get(measure.member)
    if own is None and absent is not None and not found:
        raise absent
    if own is None or own.whole <= 0:
        raise NotRecorded("not_among", 4, member=measure.member)
    rows = sum(one.rows for one in found.values())
    place = 1 + sum(one.whole > own.whole for one in found.values())
    count = sum(one.whole > 0 for one in found.values())
    return Answer(measure, place, "", rows, None, own.value, count, remarks=joined(*found.values()))
