"""The query of one figure: SQL that anyone can run over the book's files and that gives its very parts.

The groups are those of the cube's own query, of the flows and years that the figure needs; around them stand the sums
that the figure is made of. What declared totals have beyond the recorded parts no sum over rows gives: it is written
out, period by period and cell by cell, and added to the groups, so that the figure is seen to be made of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sverka.measuring.answers import Answer
from sverka.measuring.depth import as_recorded
from sverka.measuring.expression import COMMODITY_DIGITS, decode_code, decode_commodity
from sverka.measuring.naming import codes_of
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS, code_ranges, first_digits
from sverka.model.measures import (
    Balance,
    Change,
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
from sverka.model.slices import Flow, Members, Slice
from sverka.recording.columns import WORLD
from sverka.reference.ranked import cut_of_name, is_goods, named_with, ranked_code
from sverka.reference.units import MASS_IN_KG

_LAST = 10**COMMODITY_DIGITS
MOST_REMAINDERS = 200
"""How many cells with more than their parts a query has room for."""


def figure_sql(answer: Answer, groups: Mapping[Flow, str], years: tuple[int, int] | None = None) -> str | None:
    """The query of an answer around the queries of its groups by flow, of some years where they are named.

    `None` for a figure that a plain sum does not give: one in another currency, of a supplementary quantity, of fewer
    months than were asked, or with more than `MOST_REMAINDERS` cells that have more than their parts.
    """
    series, measure = answer.series, answer.measure
    if series is None or not _is_plain(answer, series):
        return None
    # A slice without a period is of that of the other, where one is said.
    said = [cut.period for cut in measure_slices(measure) if cut.period is not None]
    period = answer.assumed or next(iter(said), None)
    if period is not None:
        measure = with_period(measure, period)
    beyond = {flow: _beyond_parts(series, flow, years) for flow in groups}
    if any(len(cells) > MOST_REMAINDERS for cells in beyond.values()):
        return None
    tables = ", ".join(f'"{flow.value}" AS ({sql}{_written(series, beyond[flow])})' for flow, sql in groups.items())
    return f"WITH {tables} {_KINDS[type(measure)](_Sums(series), measure)}"


def _beyond_parts(series: Series, flow: Flow, years: tuple[int, int] | None) -> list[tuple[int, str, str, int, int]]:
    """What declared cells have beyond their parts: first month, partner, code, value and weight, where it is not 0."""
    if flow not in series.declared:
        return []
    groups = series.blocks[flow].groups()
    year = groups["period"] // 12
    keep = (groups["remainder"] != 0) | (groups["remainder_weight"] != 0)
    if years is not None:
        keep &= (year >= years[0]) & (year <= years[1])
    columns = (groups[name][keep] for name in ("period", "partner", "commodity", "remainder", "remainder_weight"))
    return [
        (int(period), decode_code(int(partner)), decode_commodity(int(code)), int(value), int(weight))
        for period, partner, code, value, weight in zip(*columns, strict=True)
    ]


def _written(series: Series, cells: Sequence[tuple[int, str, str, int, int]]) -> str:
    """The cells as rows beside the groups."""
    if not cells:
        return ""
    rows = ", ".join(
        f"({period // 12}, {period % 12 + 1}, '{partner}', '{code}', {Decimal(value).scaleb(-2)}, "
        f"{Decimal(weight).scaleb(-3)})"
        for period, partner, code, value, weight in cells
    )
    month = '"month", ' if series.months < 12 else ""
    return (
        f' UNION ALL BY NAME SELECT "year", {month}"partner", "commodity", "value", "weight" FROM (VALUES {rows}) '
        f'AS "declared_beyond_parts"("year", "month", "partner", "commodity", "value", "weight")'
    )


def _is_plain(answer: Answer, series: Series) -> bool:
    unit = getattr(answer.measure, "unit", None)
    if isinstance(answer.measure, UnitValue):
        return answer.measure.currency in (None, series.key.currency) and answer.measure.measured_in in MASS_IN_KG
    partial = any(remark.kind == "same_months" for remark in answer.remarks)
    return not partial and (unit is None or unit == series.key.currency or unit in MASS_IN_KG)


class _Sums:
    """Sums of slices of one series as SQL."""

    def __init__(self, series: Series) -> None:
        self.series = series

    def total(self, cut: Slice, unit: str | None, members_at: Period | None = None) -> str:
        """The sum of a slice over its flows, in the unit."""
        column = '"weight"' if unit in MASS_IN_KG else '"value"'
        scale = f" / {int(MASS_IN_KG[unit])}" if unit in MASS_IN_KG and MASS_IN_KG[unit] != 1 else ""
        parts = [
            f'(SELECT COALESCE(SUM({column}), 0) FROM "{flow.value}"{self.where(flow, cut, members_at)})'
            for flow in FLOWS[cut.flow]
        ]
        joined = " + ".join(parts)
        return f"({joined}){scale}" if scale and len(parts) > 1 else f"{joined}{scale}"

    def by(self, key: str, cut: Slice, unit: str | None = None) -> str:
        """The sums of a slice by partner or code, the largest first."""
        column = '"weight"' if unit in MASS_IN_KG else '"value"'
        rows = " UNION ALL ".join(
            f'SELECT {key} AS "member", {column} AS "value" FROM "{flow.value}"{self.where(flow, cut)}'
            for flow in FLOWS[cut.flow]
        )
        return f'SELECT "member", SUM("value") AS "value" FROM ({rows}) AS "parts" GROUP BY "member"'

    def where(self, flow: Flow, cut: Slice, members_at: Period | None = None) -> str:
        """The condition of a slice on the groups of one flow."""
        cut, _ = as_recorded(self.series, cut)
        assert cut.period is not None
        told = [self._months(cut.period), self._partners(flow, cut.partners, members_at or cut.period)]
        found = [part for part in (*told, _goods(cut.goods, self.series.blocks[flow].has_secrets)) if part]
        return f" WHERE {' AND '.join(found)}"

    def _months(self, period: Period) -> str:
        (first_year, first), (last_year, last) = divmod(period.first_month, 12), divmod(period.last_month, 12)
        if self.series.months == 12:
            return f'"year" BETWEEN {first_year} AND {last_year}'
        last = last - last % self.series.months
        return f'"year" * 100 + "month" BETWEEN {first_year * 100 + first + 1} AND {last_year * 100 + last + 1}'

    def _partners(self, flow: Flow, partners: Members, when: Period) -> str:
        if partners.is_all:
            return ""
        known = frozenset().union(*(self.series.partner_codes(one) for one in self.series.blocks))
        without = codes_of(partners.exclude, when, known)
        if not partners.include:
            return f'"partner" NOT IN ({_quoted(sorted(without))})' if without else ""
        recorded = set(self.series.partner_codes(flow))
        codes = sorted((codes_of(partners.include, when, known) - without) & recorded)
        return f'"partner" IN ({_quoted(codes)})' if codes else "FALSE"


def _goods(goods: Members, lettered: bool) -> str:
    """The condition of goods on recorded codes, each filled up to ten digits; of secret ones the digits that they tell.

    All goods but some are also those without a code of digits.
    """
    if goods.is_all:
        return ""
    code = _DIGITS if lettered else '"commodity"'
    if not goods.include:
        return f"NOT {_ranges(Members(goods.exclude), code)}"
    return _ranges(goods, code)


_DIGITS = "REGEXP_EXTRACT(\"commodity\", '^[0-9]*')"


def _ranges(goods: Members, code: str) -> str:
    starts = first_digits(goods.include)
    filled = f"RPAD({code}, {COMMODITY_DIGITS}, '0')"
    parts = []
    for low, high in code_ranges(goods):
        told = f"{filled} BETWEEN '{low:010d}' AND '{min(high, _LAST) - 1:010d}'"
        deep = starts.get(low, 0)
        parts.append(f"{told} AND LENGTH({code}) >= {deep}" if deep else told)
    return f"({' OR '.join(parts)})" if parts else "FALSE"


def _quoted(codes: Sequence[str]) -> str:
    return ", ".join("'" + code.replace("'", "''") + "'" for code in codes)


def _level(sums: _Sums, measure: Level) -> str:
    return f'SELECT {sums.total(measure.cut, measure.unit)} AS "value"'


def _price(sums: _Sums, measure: UnitValue) -> str:
    """Value and weight; the groups are those of rows with a weight alone."""
    value, weight = sums.total(measure.cut, None), sums.total(measure.cut, measure.measured_in)
    return f'SELECT {value} AS "numerator", {weight} AS "denominator"'


def _pair(sums: _Sums, a: Slice, b: Slice, unit: str | None) -> str:
    return f'SELECT {sums.total(a, unit)} AS "numerator", {sums.total(b, unit)} AS "denominator"'


def _against_base(sums: _Sums, measure: Growth | Change) -> str:
    cut = measure.cut
    assert cut.period is not None
    before = replace(cut, period=measure.base or cut.period.year_earlier())
    now, then = sums.total(cut, measure.unit), sums.total(before, measure.unit, cut.period)
    return f'SELECT {now} AS "numerator", {then} AS "base"'


def _shares(sums: _Sums, measure: ShareChange) -> str:
    """The share in both periods, in per cent."""
    share, told = measure.share, []
    for name in ("numerator", "base"):
        parts = [_in_time(sums, measure, cut, earlier=name == "base") for cut in (share.part, share.whole)]
        told.append(f'100 * CAST({parts[0]} AS DOUBLE) / ({parts[1]}) AS "{name}"')
    return f"SELECT {', '.join(told)}"


def _in_time(sums: _Sums, measure: ShareChange, cut: Slice, *, earlier: bool) -> str:
    assert cut.period is not None
    period = base_period(measure, cut.period) if earlier else cut.period
    return sums.total(replace(cut, period=period), measure.unit, cut.period)


def _balance(sums: _Sums, measure: Balance) -> str:
    return _pair(sums, measure.slice_of(Flow.EXPORT), measure.slice_of(Flow.IMPORT), measure.unit)


def _rank(sums: _Sums, measure: Rank) -> str:
    member = measure.member
    names = named_with(measure)
    if names:
        cuts = [(name, sums.total(cut_of_name(measure, name), measure.unit)) for name in names]
        return " UNION ALL ".join(f'SELECT \'{name}\' AS "member", {sql} AS "value"' for name, sql in cuts) + (
            ' ORDER BY "value" DESC'
        )
    code = ranked_code(member) if is_goods(member) else None
    key = _PARTNER if code is None else _code_of(len(code))
    return f'{sums.by(key, measure.among, measure.unit)} HAVING "member" IS NOT NULL ORDER BY "value" DESC'


def _count(sums: _Sums, measure: Count) -> str:
    digits = measure.dimension.partition("@")[2]
    key = _code_of(int(digits)) if digits else _PARTNER
    members = f'{sums.by(key, measure.where)} HAVING "member" IS NOT NULL AND SUM("value") > 0'
    return f'SELECT COUNT(*) AS "value" FROM ({members}) AS "members"'


_PARTNER = f"NULLIF(\"partner\", '{WORLD}')"
"""The world is no partner."""


def _code_of(digits: int) -> str:
    """The code cut to some digits; null for one that is shorter, or not of digits."""
    return f"NULLIF(REGEXP_EXTRACT(\"commodity\", '^([0-9]{{{digits}}})[0-9]*[A-Z]*$', 1), '')"


_KINDS: dict[type[Measure], Callable[[_Sums, Any], str]] = {  # type: ignore[type-arg,unused-ignore]
    Level: _level,
    UnitValue: _price,
    Share: lambda sums, measure: _pair(sums, measure.part, measure.whole, measure.unit),
    Ratio: lambda sums, measure: _pair(sums, measure.a, measure.b, measure.unit),
    Growth: _against_base,
    Change: _against_base,
    ShareChange: _shares,
    Balance: _balance,
    Rank: _rank,
    Count: _count,
}
