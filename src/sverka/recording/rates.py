"""Exchange rates: mean rates of periods, loaded beside the records (`sverka load rates FILE`).

    period,currency,rate,source
    2023,RUB,85.16,Bank of Russia
    2023-04,BRL,5.02,Banco Central do Brasil

`rate` is how many units of `currency` one US dollar buys, on average over the period; a column `base` names another
currency than the dollar.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sverka.model.errors import InputError
from sverka.model.period import Period
from sverka.reference.units import get_currency

BASE = "USD"
COLUMNS = ("period", "currency", "rate")
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)
MAX_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class RateRow:
    """One mean rate: `rate` units of `currency` for one of `base`."""

    period: Period
    currency: str
    base: str
    rate: float
    source: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A factor from one currency to another; `exact` where it is of the very period asked, not of one around it."""

    factor: float
    period: Period
    exact: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """A table of mean rates; later rows replace earlier ones of the same period and pair."""

    by_pair: dict[tuple[str, str], dict[Period, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[RateRow]) -> Rates:
        """The table of some rows."""
        table: dict[tuple[str, str], dict[Period, float]] = {}
        for row in rows:
            table.setdefault((row.base, row.currency), {})[row.period] = row.rate
            table.setdefault((row.currency, row.base), {})[row.period] = 1 / row.rate
        return cls(table)

    def rate(self, from_currency: str, to_currency: str, period: Period) -> Rate | None:
        """The factor for amounts of a period: of that period, else of the shortest one that holds it; by way of the
        dollar where the pair has none of its own.
        """
        direct = self._direct(from_currency, to_currency, period)
        if direct or BASE in (from_currency, to_currency):
            return direct
        first = self._direct(from_currency, BASE, period)
        second = self._direct(BASE, to_currency, period)
        if first is None or second is None:
            return None
        coarser = max(first.period, second.period, key=lambda one: one.months)
        return Rate(first.factor * second.factor, coarser, first.exact and second.exact)

    def _direct(self, from_currency: str, to_currency: str, period: Period) -> Rate | None:
        if from_currency == to_currency:
            return Rate(1.0, period, True)
        known = self.by_pair.get((from_currency, to_currency), {})
        if period in known:
            return Rate(known[period], period, True)
        around = [one for one in known if one.contains(period)]
        if not around:
            return None
        nearest = min(around, key=lambda one: one.months)
        return Rate(known[nearest], nearest, False)


def read_rates(data: bytes, file: str) -> tuple[RateRow, ...]:
    """The rows of a rates file; `InputError` with line and column for one that cannot be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("a rates file that is not UTF-8", file, "save it as UTF-8") from None
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise InputError(
            f"a rates file without the column {missing[0]}", f"{file}, line 1", "begin it with period,currency,rate"
        )
    rows: list[RateRow] = []
    for line, row in _lines(reader, file):
        if len(rows) >= MAX_ROWS:
            raise InputError(f"more than {MAX_ROWS} rates", file, "split the file")
        fields = {name: (value or "").strip() for name, value in row.items() if name}
        rows.append(_row(fields, f"{file}, line {line}"))
    return tuple(rows)


def _lines(reader: csv.DictReader[str], file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the lines that they end at."""
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        what = f"a line that is no row of a table ({error})"
        raise InputError(what, f"{file}, line {reader.line_num + 1}", "correct this line") from None


def _row(row: dict[str, str], place: str) -> RateRow:
    base = row.get("base") or BASE
    for column, code in (("currency", row["currency"]), ("base", base)):
        if get_currency(code) is None:
            raise InputError(
                f"unknown currency {code[:20]!r}", f"{place}, column {column}", "write an ISO 4217 code such as RUB"
            )
    try:
        period = Period.parse(row["period"])
    except ValueError:
        raise InputError(
            f"not a period: {row['period'][:20]!r}", f"{place}, column period", "write 2023, 2023-Q1 or 2023-04"
        ) from None
    if not _NUMBER.fullmatch(row["rate"]) or not float(row["rate"].replace(",", ".")):
        raise InputError(
            f"not a rate: {row['rate'][:20]!r}", f"{place}, column rate", "write how many units one dollar buys"
        )
    return RateRow(period, row["currency"], base, float(row["rate"].replace(",", ".")), row.get("source", ""))
