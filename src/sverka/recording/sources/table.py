"""Any table by a mapping file (`sverka.recording.mapping`): its columns are named there, its places recognised here.

Places are recognised for every row by ISO 3166-1 and ISO 3166-2 codes, UN M49 numbers, and names as agencies write
them (`sverka.recording.naming`); the mapping's own `codes` come first. A name that nobody knows is kept under an own
code, `x` and 6 digits of a sum of the name, and never dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from sverka.model.errors import InputError
from sverka.recording.aggregates import EVEN_CODES, PARTNERS
from sverka.recording.columns import TOTAL
from sverka.recording.group_totals import totals_among
from sverka.recording.lookup_sql import Lookup, case_sql, folded, folded_sql, in_list, own_name_sql
from sverka.recording.mapping import Amount, Area, Flow, Mapping, Money, PeriodRule, mapping_of
from sverka.recording.naming import country_codes, country_names, place_lookup, place_sql, region_names, world_words
from sverka.recording.number_sql import decimal_mark, scaled, wide_number
from sverka.recording.period_sql import FORMS
from sverka.recording.period_words import month_number_sql
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.recording.total_words import total_words
from sverka.reference.units import all_currencies

DIGITS = (("NCM", 8), ("CN", 8), ("TNVED", 10))
"""Digits of a whole code, where the classification fixes them."""
FORMED = "[0-9]{2,10}|[0-9]{2,8}[A-Z]{2,8}|[0-9]{2}[A-Z]{3}[0-9]{3}"
"""Codes: digits, or letters of secret and residual goods behind the digits (27SSSSSS, 9999AA, 99RRR100)."""
MOST_DIGITS = 10
FIRST_YEAR, LAST_YEAR = 1900, 2100
UNSTATED_PARTNER = "x000000"


def _recognise(header: Header) -> bool:
    """Never: a table is what the user says it is."""
    del header
    return False


def _plan(header: Header, asked: Asked) -> Plan:
    """The plan of a table by its mapping; `InputError` where there is none, or where it names a column that is not."""
    if asked.mapping is None:
        raise InputError("no mapping is given", header.file, "draft one with `sverka map FILE` and load with --mapping")
    mapping = mapping_of(asked.mapping, "the mapping")
    _check_columns(header, mapping)
    return _Table(header, mapping).plan()


def _check_columns(header: Header, mapping: Mapping) -> None:
    for key, column in mapping.columns():
        if not header.has(column):
            near = get_close_matches(column, header.columns, 1, 0.5)
            advice = f"did you mean {near[0]!r}?" if near else f"its columns are {', '.join(header.columns)[:200]}"
            raise InputError(f"no column {column!r}, which {key} of the mapping names", header.file, advice)


SCALE_UNSAID = "scale not stated in the file: figures are taken as single units"


class _Table:
    """One header under one mapping."""

    def __init__(self, header: Header, mapping: Mapping) -> None:
        self.header = header
        self.mapping = mapping
        numbers = [amount.column for amount in (mapping.primary_value, mapping.net_weight, mapping.quantity) if amount]
        self.decimal = mapping.decimal or decimal_mark(header, numbers)
        self.fixed = {"source": mapping.source}
        self.select: dict[str, str] = {}
        self.checks: list[Check] = []
        self.raw: dict[str, RawColumn] = {}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, str] = {}

    def plan(self) -> Plan:
        mapping = self.mapping
        self._area("reporter", mapping.reporter, places_known(regions=True))
        self._area("partner", mapping.partner, places_known(regions=False))
        totals = self._partner_totals(mapping.partner)
        self._flow(mapping.flow)
        self._period(mapping.period)
        self._goods()
        self._money(mapping.primary_value)
        self._weight(mapping.net_weight)
        self._quantity(mapping.quantity)
        return Plan(
            columns=tuple(self.raw.values()),
            fixed=self.fixed,
            select=self.select,
            checks=tuple(self.checks),
            lists=self.lists,
            decimal=self.decimal,
            missing=mapping.missing,
            decimal_told=mapping.decimal is not None,
            hierarchical=mapping.hierarchical,
            notes=self._notes(totals),
            about=mapping.about,
            names=self.names,
        )

    def _column(self, name: str, kind: RawKind = "text", *, required: bool = True) -> str:
        """The SQL of a column, noted among those that are read; two roles that share one need it as text."""
        exact = self.header.exact(name)
        before = self.raw.get(exact)
        kind = kind if before is None or before.kind == kind else "text"
        required = required or (before is not None and before.required)
        self.raw[exact] = self._code_column(exact, required) if kind == "code" else RawColumn(exact, kind, required)
        return quoted(exact)

    def _code_column(self, exact: str, required: bool) -> RawColumn:
        goods = self.mapping.commodity
        fixed = next((n for start, n in DIGITS if goods.classification.upper().startswith(start)), 0)
        told = goods.width is not None
        return RawColumn(
            exact, "code", required, width=goods.width or fixed, width_told=told, chapters=self._is_even() and not told
        )

    def _check(self, bad: str, reason: str, column: str) -> None:
        self.checks.append(Check(bad, reason, self.header.exact(column)))

    def _area(self, role: str, area: Area, known: dict[str, str]) -> None:
        if area.column is None:
            self.fixed[role] = area.value or ""
            return
        places = place_lookup(f"table_{role}", known, area.codes)
        self.lists |= places.lists
        column = self._column(area.column, required=role == "reporter" and area.blank is None)
        self.names[role] = column
        self.select[role] = _place_sql(column, places, area.blank or (UNSTATED_PARTNER if role == "partner" else None))

    def _partner_totals(self, area: Area) -> tuple[str, ...]:
        """Partners that are totals of others, marked; where the mapping does not say, those of a hierarchical table."""
        if area.column is None:
            return ()
        totals = area.totals
        if totals is None:
            totals = totals_among(self.header.values(area.column)) if self.mapping.hierarchical else ()
        if totals:
            listed = in_list(sorted({folded(name) for name in totals}))
            name = folded_sql(quoted(self.header.exact(area.column)))
            self.select["aggregate"] = f"CASE WHEN {name} IN ({listed}) THEN {literal(PARTNERS)} END"
        return totals

    def _flow(self, flow: Flow) -> None:
        if flow.column is None:
            self.fixed["flow"] = flow.value or ""
            return
        words = dict.fromkeys(flow.exports, "export") | dict.fromkeys(flow.imports, "import")
        folded_words = {word.strip().lower(): meant for word, meant in words.items()}
        self.select["flow"] = case_sql(f"lower(trim({self._column(flow.column)}))", folded_words)
        self._check(f"({self.select['flow']}) IS NULL", "neither of the texts for export nor for import", flow.column)

    def _period(self, rule: PeriodRule) -> None:
        if rule.column is not None:
            self._period_column(rule, rule.column)
        elif rule.value is not None and (rule.month or rule.quarter):
            self.fixed["year"] = rule.value
            self._part_of_year(rule)
        elif rule.value is not None:
            self._one_period(rule.value)
        elif rule.year is not None:
            self.select["year"] = self._column(rule.year, "integer")
            self._check(f"{self.select['year']} NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", "not a year", rule.year)
            self._part_of_year(rule)

    def _period_column(self, rule: PeriodRule, name: str) -> None:
        column = self._column(name)
        coded = case_sql(f"lower(trim({column}))", {text.strip().lower(): told for text, told in rule.codes.items()})
        form = FORMS[rule.form or "any"]
        if rule.codes:
            # What the codes say is of the form that any period has.
            form, column = FORMS["any"], f"coalesce({coded}, {column})" if rule.form else f"({coded})"
        chosen = form.select(column)
        self.fixed |= {} if "frequency" in chosen else {"frequency": form.frequency}
        self.select |= chosen
        unformed = "not a period that the mapping has a code for" if rule.codes else "not a period"
        reason = f"not a period of the form {rule.form}" if rule.form else unformed
        self._check(f"({form.bad(column)}) IS NOT FALSE", reason, name)

    def _one_period(self, value: str) -> None:
        year, _, part = value.partition("-")
        self.fixed |= {"year": year, "frequency": "Q" if part.startswith("Q") else "M" if part else "A"}
        if part:
            self.fixed["month"] = str(int(part[1:]) * 3 - 2 if part.startswith("Q") else int(part))

    def _part_of_year(self, rule: PeriodRule) -> None:
        """Month or quarter of a column, by number or name; neither makes the data annual."""
        self.fixed["frequency"] = "M" if rule.month else "Q" if rule.quarter else "A"
        if rule.month:
            column = self._column(rule.month)
            self.select["month"] = f"coalesce(TRY_CAST(trim({column}) AS INTEGER), {month_number_sql(column)})"
            self._check(
                f"({self.select['month']} BETWEEN 1 AND 12) IS NOT TRUE", "not a month from 1 to 12", rule.month
            )
        elif rule.quarter:
            quarter = f"TRY_CAST(regexp_extract({self._column(rule.quarter)}, '[1-4]') AS INTEGER)"
            self.select["month"] = f"{quarter} * 3 - 2"
            whole = f"regexp_full_match(trim({quoted(self.header.exact(rule.quarter))}), '[QqКк]?[1-4]')"
            self._check(f"({whole}) IS NOT TRUE", "not a quarter from 1 to 4", rule.quarter)

    def _notes(self, totals: Sequence[str]) -> tuple[str, ...]:
        apart = (f"totals of other partners, kept apart: {', '.join(totals)[:200]}",) if totals else ()
        money = self.mapping.primary_value
        return apart if money.scale_said or not money.column else (*apart, SCALE_UNSAID)

    def _goods(self) -> None:
        goods = self.mapping.commodity
        self.fixed["classification"] = goods.classification
        if goods.column is None:
            self.fixed["commodity"] = goods.value or TOTAL
            return
        column = self._column(goods.column, "code", required=goods.blank is None)
        code = f"replace(replace({column}, ' ', ''), '.', '')"
        total = f"lower(trim({column})) IN ({in_list(sorted(total_words('goods')))})"
        blank = f"WHEN {column} IS NULL THEN {literal(goods.blank)} " if goods.blank else ""
        self.select["commodity"] = f"CASE {blank}WHEN {total} THEN '{TOTAL}' ELSE {code} END"
        formed = f"(regexp_full_match({code}, '{FORMED}') AND length({code}) <= {MOST_DIGITS})"
        self._check(f"NOT {formed} AND NOT {total}", "not a code of goods of 2 to 10 characters", goods.column)
        if goods.width is not None:
            short = f"regexp_full_match({code}, '[0-9]{{{goods.width - 1}}}') AND NOT {total}"
            self._check(short, f"a code of fewer digits than the {goods.width} of the mapping", goods.column)
        if self._is_even():
            odd = f"length({code}) % 2 = 1 AND regexp_full_match({code}, '[0-9]+') AND NOT {total}"
            self._check(odd, "a code of an odd number of digits: a leading zero was lost", goods.column)

    def _is_even(self) -> bool:
        return self.mapping.commodity.classification.upper().startswith(EVEN_CODES)

    def _money(self, money: Money) -> None:
        self._valuation(money)
        # A table of weights alone: nothing is said of values, in no currency, so that no sum of money can come of it.
        value = self._amount(money.column, money.scale, required=True) if money.column else "0"
        self.select["primary_value"] = value
        if money.currency is not None:
            self.fixed["currency"] = money.currency
        elif money.currency_column is not None:
            code = f"upper(trim({self._column(money.currency_column)}))"
            self.select["currency"] = code
            known = in_list(currency.code for currency in all_currencies())
            self._check(f"{code} NOT IN ({known})", "not a currency of ISO 4217", money.currency_column)

    def _valuation(self, money: Money) -> None:
        """One valuation, or that of each flow; the flow is told before."""
        flow = self.fixed.get("flow")
        if flow is not None or not money.valuations:
            self.fixed["valuation"] = money.valuations[flow] if flow and money.valuations else money.valuation
        else:
            self.select["valuation"] = case_sql(f"({self.select['flow']})", money.valuations)

    def _amount(self, column: str, scale: int, *, required: bool = False) -> str:
        """A number of a column; one that is scaled is read as text, lest its digits be lost."""
        name = self._column(column, "number" if scale == 1 else "wide", required=required)
        amount = scaled(name, scale, self.decimal)
        if scale != 1:
            self._check(f"trim({name}) <> '' AND {wide_number(name, self.decimal)} IS NULL", "not a number", column)
        self._check(f"{amount} < 0", "below 0", column)
        return amount

    def _weight(self, weight: Amount | None) -> None:
        if weight is not None:
            scale = weight.scale * (1000 if weight.unit == "t" else 1)
            alone = not self.mapping.primary_value.column
            self.select["net_weight_kg"] = self._amount(weight.column, scale, required=alone)

    def _quantity(self, quantity: Amount | None) -> None:
        if quantity is None:
            return
        amount = self._amount(quantity.column, 1)
        self.select["quantity"] = amount
        if quantity.unit is not None:
            self.select["quantity_unit"] = f"CASE WHEN {amount} IS NOT NULL THEN {literal(quantity.unit)} END"
        elif quantity.unit_column is not None:
            self.select["quantity_unit"] = f"trim({self._column(quantity.unit_column, required=False)})"


def _place_sql(column: str, places: Lookup, blank: str | None) -> str:
    """What the lookup knows, else an own code; an empty one is what `blank` says."""
    told = f"coalesce({place_sql(places, column)}, {own_name_sql(folded_sql(column))})"
    return f"CASE WHEN {column} IS NULL THEN {literal(blank)} ELSE {told} END" if blank else told


def places_known(*, regions: bool) -> dict[str, str]:
    """By name or code the id of a country, of a region where they are asked for, else of the world; countries go
    first.
    """
    before = region_names() if regions else world_words()
    return {**before, **country_names(), **country_codes()}


TABLE = Source("table", _recognise, _plan)
