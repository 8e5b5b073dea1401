"""Any table by a mapping file (`sverka.recording.mapping`): its columns are named there, its places recognised here.

Places are recognised for every row by ISO 3166-1 and ISO 3166-2 codes, UN M49 numbers, and names as agencies write
them (`sverka.recording.naming`); the mapping's own `codes` come first. A name that nobody knows is kept under an own
code, `x` and 6 digits of a sum of the name, and never dropped.
"""

from __future__ import annotations

from difflib import get_close_matches

from sverka.model.errors import InputError
from sverka.recording.columns import TOTAL
from sverka.recording.lookup_sql import Lookup, case_sql, folded_sql, in_list, own_name_sql
from sverka.recording.mapping import Amount, Area, Flow, Mapping, Money, PeriodRule, mapping_of
from sverka.recording.naming import country_codes, country_names, place_lookup, place_sql, region_names, world_words
from sverka.recording.number_sql import decimal_mark, scaled, wide_number
from sverka.recording.period_sql import FORMS
from sverka.recording.source import Asked, Check, Header, Plan, RawColumn, RawKind, Source, literal, quoted
from sverka.reference.units import all_currencies

TOTAL_WORDS = ("total", "all", "all goods", "всего", "итого")
EVEN_CODES = ("HS", "CN", "TNVED", "NCM", "HTS")
"""Classifications whose codes have an even number of digits, so that a lost zero shows."""
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

    def plan(self) -> Plan:
        mapping = self.mapping
        self._area("reporter", mapping.reporter, places_known(regions=True))
        self._area("partner", mapping.partner, places_known(regions=False))
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
            hierarchical=mapping.hierarchical,
            about=mapping.about,
        )

    def _column(self, name: str, kind: RawKind = "text", *, required: bool = True) -> str:
        """The SQL of a column, noted among those that are read; two roles that share one need it as text."""
        exact = self.header.exact(name)
        before = self.raw.get(exact)
        kind = kind if before is None or before.kind == kind else "text"
        self.raw[exact] = RawColumn(exact, kind, required or (before is not None and before.required))
        return quoted(exact)

    def _check(self, bad: str, reason: str, column: str) -> None:
        self.checks.append(Check(bad, reason, self.header.exact(column)))

    def _area(self, role: str, area: Area, known: dict[str, str]) -> None:
        if area.column is None:
            self.fixed[role] = area.value or ""
            return
        places = place_lookup(f"table_{role}", known, area.codes)
        self.lists |= places.lists
        column = self._column(area.column, required=role == "reporter")
        self.select[role] = _place_sql(column, places, role)

    def _flow(self, flow: Flow) -> None:
        if flow.column is None:
            self.fixed["flow"] = flow.value or ""
            return
        words = dict.fromkeys(flow.exports, "export") | dict.fromkeys(flow.imports, "import")
        folded_words = {word.strip().lower(): meant for word, meant in words.items()}
        self.select["flow"] = case_sql(f"lower(trim({self._column(flow.column)}))", folded_words)
        self._check(f"({self.select['flow']}) IS NULL", "neither of the texts for export nor for import", flow.column)

    def _period(self, rule: PeriodRule) -> None:
        if rule.value is not None:
            self._one_period(rule.value)
        elif rule.column is not None and rule.form is not None:
            form = FORMS[rule.form]
            column = self._column(rule.column)
            self.fixed["frequency"] = form.frequency
            self.select |= form.select(column)
            self._check(form.bad(column), f"not a period of the form {rule.form}", rule.column)
        elif rule.year is not None:
            self._year_and_month(rule.year, rule.month)

    def _one_period(self, value: str) -> None:
        year, _, part = value.partition("-")
        self.fixed |= {"year": year, "frequency": "Q" if part.startswith("Q") else "M" if part else "A"}
        if part:
            self.fixed["month"] = str(int(part[1:]) * 3 - 2 if part.startswith("Q") else int(part))

    def _year_and_month(self, year: str, month: str | None) -> None:
        self.fixed["frequency"] = "M" if month else "A"
        self.select["year"] = self._column(year, "integer")
        self._check(f"{self.select['year']} NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", "not a year", year)
        if month:
            self.select["month"] = self._column(month, "integer")
            self._check(f"{self.select['month']} NOT BETWEEN 1 AND 12", "not a month from 1 to 12", month)

    def _goods(self) -> None:
        goods = self.mapping.commodity
        self.fixed["classification"] = goods.classification
        if goods.column is None:
            self.fixed["commodity"] = goods.value or TOTAL
            return
        code = f"upper(replace(replace({self._column(goods.column)}, ' ', ''), '.', ''))"
        total = f"lower(trim({quoted(self.header.exact(goods.column))})) IN ({in_list(TOTAL_WORDS)})"
        self.select["commodity"] = f"CASE WHEN {total} THEN '{TOTAL}' ELSE {code} END"
        formed = f"regexp_full_match({code}, '[0-9A-Z]{{2,10}}')"
        self._check(f"NOT {formed} AND NOT {total}", "not a code of goods of 2 to 10 characters", goods.column)
        if goods.classification.upper().startswith(EVEN_CODES):
            odd = f"length({code}) % 2 = 1 AND regexp_full_match({code}, '[0-9]+')"
            self._check(odd, "a code of an odd number of digits: a leading zero was lost", goods.column)

    def _money(self, money: Money) -> None:
        self.fixed["valuation"] = money.valuation
        self.select["primary_value"] = self._amount(money.column, money.scale, required=True)
        if money.currency is not None:
            self.fixed["currency"] = money.currency
        elif money.currency_column is not None:
            code = f"upper(trim({self._column(money.currency_column)}))"
            self.select["currency"] = code
            known = in_list(currency.code for currency in all_currencies())
            self._check(f"{code} NOT IN ({known})", "not a currency of ISO 4217", money.currency_column)

    def _amount(self, column: str, scale: int, *, required: bool = False) -> str:
        """A number of a column; one that is scaled is read as text, lest its digits be lost."""
        name = self._column(column, "number" if scale == 1 else "text", required=required)
        amount = scaled(name, scale, self.decimal)
        if scale != 1:
            self._check(f"trim({name}) <> '' AND {wide_number(name, self.decimal)} IS NULL", "not a number", column)
        self._check(f"{amount} < 0", "below 0", column)
        return amount

    def _weight(self, weight: Amount | None) -> None:
        if weight is not None:
            self.select["net_weight_kg"] = self._amount(weight.column, 1000 if weight.unit == "t" else 1)

    def _quantity(self, quantity: Amount | None) -> None:
        if quantity is None:
            return
        amount = self._amount(quantity.column, 1)
        self.select["quantity"] = amount
        if quantity.unit is not None:
            self.select["quantity_unit"] = f"CASE WHEN {amount} IS NOT NULL THEN {literal(quantity.unit)} END"
        elif quantity.unit_column is not None:
            self.select["quantity_unit"] = f"trim({self._column(quantity.unit_column, required=False)})"


def _place_sql(column: str, places: Lookup, role: str) -> str:
    """What the lookup knows, else an own code; a partner that is empty is one unknown partner."""
    told = f"coalesce({place_sql(places, column)}, {own_name_sql(folded_sql(column))})"
    return f"CASE WHEN {column} IS NULL THEN '{UNSTATED_PARTNER}' ELSE {told} END" if role == "partner" else told


def places_known(*, regions: bool) -> dict[str, str]:
    """By name or code the id of a country, of a region where they are asked for, else of the world; countries go
    first.
    """
    before = region_names() if regions else world_words()
    return {**before, **country_names(), **country_codes()}


TABLE = Source("table", _recognise, _plan)
