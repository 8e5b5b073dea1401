"""Which column is what in a long table, or beside the wide columns of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sverka.recording.drafting.columns import MOSTLY, Column, best
from sverka.recording.drafting.words import month_of, says
from sverka.recording.period_sql import form_of

LEAST_PLACES = 0.3
MOST_FLOWS = 12


@dataclass(slots=True)
class Roles:
    """The columns that play a role; `rivals` are those among which only the user can choose."""

    reporter: Column | None = None
    partner: Column | None = None
    flow: Column | None = None
    period: Column | None = None
    year: Column | None = None
    month: Column | None = None
    quarter: Column | None = None
    goods: Column | None = None
    goods_names: Column | None = None
    value: Column | None = None
    weight: Column | None = None
    quantity: Column | None = None
    currency: Column | None = None
    rivals: tuple[Column, ...] = ()
    left: list[Column] = field(default_factory=list)

    def taken(self) -> list[Column]:
        """Every column that plays a role."""
        roles: tuple[Column | None, ...] = (
            self.reporter,
            self.partner,
            self.flow,
            self.period,
            self.year,
            self.month,
            self.quarter,
        )
        roles += (self.goods, self.goods_names, self.value, self.weight, self.quantity, self.currency)
        return [column for column in roles if column is not None]


def roles_of(labels: Sequence[Column]) -> Roles:
    """The roles of columns that hold no amounts."""
    roles = Roles()
    left = [column for column in labels if not column.named("number")]
    roles.goods = _goods(left)
    left = _without(left, roles.goods)
    _periods(roles, left)
    left = _without(left, roles.period, roles.year, roles.month, roles.quarter)
    roles.flow = _flow(left)
    left = _without(left, roles.flow)
    roles.currency = next((column for column in left if _is_currency(column)), None)
    left = _without(left, roles.currency)
    _areas(roles, left)
    left = _without(left, roles.reporter, roles.partner)
    roles.goods_names = next((column for column in left if column.named("goods") and column.goods < 0.5), None)
    roles.left = _without(left, roles.goods_names)
    return roles


def _without(columns: Sequence[Column], *gone: Column | None) -> list[Column]:
    return [column for column in columns if column not in gone]


def _is_currency(column: Column) -> bool:
    named = re.search(r"currency|валют", column.name, re.IGNORECASE)
    return bool(named) and all(re.fullmatch(r"[A-Za-z]{3}", text) for text in column.told)


def _goods(columns: Sequence[Column]) -> Column | None:
    """The column of codes of goods: by its name, with values that are codes more often than in others so named."""
    named = [
        column for column in columns if column.named("goods") and not column.named("month") and column.goods >= 0.5
    ]
    named = [column for column in named if column.numeric or column.goods >= column.places]
    return max(named, key=lambda column: (round(column.goods, 1), column.named("code"), -column.at), default=None)


def _periods(roles: Roles, columns: Sequence[Column]) -> None:
    """The column of periods, or those of the year and its part."""
    years = [column for column in columns if column.years]
    named = [column for column in columns if column.named("period") or column.named("year")]
    months = [column for column in columns if column.named("month") and are_months(column)]
    quarters = [column for column in columns if column.named("quarter") and _are_quarters(column)]
    year = next((column for column in years if column.named("year") or column in named), None)
    if year is None and (months or quarters) and len(years) == 1:
        year = years[0]
    whole = [column for column in named if column not in (*years, *months, *quarters)]
    finer = next((column for column in whole if form_of(column.told) is not None), None)
    if year is not None and (months or quarters):
        roles.year, roles.month = year, next(iter(months), None)
        roles.quarter = None if roles.month else quarters[0]
    elif finer is not None:
        roles.period = finer
    elif year is not None:
        roles.period = year
    elif whole and any(re.search(r"\d", text) for text in whole[0].told):
        roles.period = whole[0]
    else:
        roles.period = next(iter(years), None)


def are_months(column: Column) -> bool:
    """Whether most rows hold months; those with a slip (a month 13) go to quarantine."""
    months = {text for text in column.told if re.fullmatch(r"0?[1-9]|1[0-2]", text) or month_of(text)}
    rows = list(filter(None, column.values))
    return bool(months) and sum(text in months for text in rows) >= MOSTLY * len(rows)


def _are_quarters(column: Column) -> bool:
    return bool(column.told) and all(re.fullmatch(r"[QqКк]?[1-4]", text) for text in column.told)


def _flow(columns: Sequence[Column]) -> Column | None:
    named = [column for column in columns if column.named("flow") and any(column.flows.values())]
    named = named or [column for column in columns if column.flows and all(column.flows.values()) and not column.places]
    few = [column for column in named if len(column.told) <= MOST_FLOWS]
    return max(
        few,
        key=lambda column: (sum(map(bool, column.flows.values())), not column.named("code"), -column.at),
        default=None,
    )


def _areas(roles: Roles, columns: Sequence[Column]) -> None:
    """Reporter and partner: of several columns of one kind, that whose values are places most often."""
    partners = [column for column in columns if column.named("partner")]
    countries = [column for column in columns if column.named("country") and column not in partners]
    reporters = [column for column in columns if column.named("reporter") and column not in (*partners, *countries)]
    exporters = [column for column in columns if column.named("exporter")]
    importers = [column for column in columns if column.named("importer")]
    if exporters and importers:
        partners, reporters = importers, exporters
    if partners and not reporters:
        reporters = countries
    roles.reporter = best(reporters, 0.5)
    pool = partners or [column for column in countries if column not in reporters]
    roles.partner = best(pool, LEAST_PLACES) or next((column for column in pool if not column.numeric), None)
    if roles.partner is None:
        free = [column for column in columns if column is not roles.reporter and column not in reporters]
        numbers = [column for column in free if column.numeric and column.named("code") and len(column.told) > 1]
        roles.partner = best([column for column in free if column.told and not column.numeric], 0.5) or best(
            numbers, MOSTLY
        )


def values_of(roles: Roles, amounts: Sequence[Column], currency: str | None) -> None:
    """Value, weight and quantity among columns of amounts; where several may be the value, they are rivals."""
    weights = [column for column in amounts if says("weight", column.name) and not column.named("gross")]
    values = [column for column in amounts if _rank(column) is not None]
    roles.weight = next((column for column in weights if column not in values), None)
    quantities = [column for column in amounts if column.named("quantity") and column not in (*values, *weights)]
    roles.quantity = next(iter(quantities), None)
    other = [column for column in amounts if column not in (*values, *weights, *quantities)]
    values = values or [column for column in other if not column.named("derived") and not column.named("gross")]
    ranked = [column for column in values if _rank(column) == min(_rank(one) or 9 for one in values)] or values
    if len(ranked) > 1 and currency is not None:
        from sverka.recording.drafting.words import unit_in

        ranked = [column for column in ranked if unit_in(column.name).currency == currency] or ranked
    roles.value = ranked[0] if len(ranked) == 1 else None
    roles.rivals = tuple(ranked) if len(ranked) > 1 else ()


def _rank(column: Column) -> int | None:
    """How surely a column is the value by its name, from 1; `None` where nothing says so."""
    from sverka.recording.drafting.words import unit_in

    if column.named("derived") or column.named("weight") or column.named("gross"):
        return None
    unit = unit_in(column.name)
    if column.named("quantity") and not unit.currency and not column.named("value"):
        return None
    if unit.weight and not unit.currency and not column.named("value"):
        return None
    for rank, kind in enumerate(("primary", "trade value"), start=1):
        if column.named(kind):
            return rank
    if column.named("value") or unit.currency or column.named("export") or column.named("import"):
        return 3
    return None
