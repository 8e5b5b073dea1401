"""Cubes of chance, made without a book: reporters, partners, goods, periods and values of every kind."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np

from sverka.measuring.book import Book, Cube
from sverka.measuring.cube import Block
from sverka.measuring.expression import AMOUNTS, NO_HS, TOTAL_GOODS, encode_code, encode_commodity
from sverka.measuring.series import MONTHS_OF, Definition, Series, SeriesKey
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.recording.about import about
from sverka.recording.rates import Rates
from sverka.reference.goods import all_goods
from sverka.reference.places import all_countries, all_places

COUNTRIES = tuple(sorted(all_countries()))
REGIONS = tuple(sorted(place.id for place in all_places() if place.kind == "region"))
NARROW = 3
"""Cubes with so many goods stay the narrow extracts that they are."""
EVERY_SECTION = "01 06 15 16 25 28 39 41 44 47 50 64 68 71 72 84 86 90 93 94 97".split()
OWN = ("m490", "x1a2b3c", "b995")
CODES = tuple(
    sorted({code.partition("-")[0] for one in all_goods() if one.kind == "goods" for code in one.hs if len(code) >= 2})
)
CURRENCIES = ("USD", "USD", "USD", "USD", "EUR", "RUB", "CNY", "BRL", "KZT")
FREQUENCIES = ("M", "M", "M", "A", "Q")
LAST_YEAR = 2024
NO_RATES = Rates.of(())


class Row(NamedTuple):
    """One group of a cube."""

    period: int
    partner: str
    commodity: str
    value: int


@dataclass(frozen=True)
class MadeBook:
    """What a cube needs of a book."""

    version: str = "1"
    rates: Rates = NO_RATES


def random_cube(seed: int) -> tuple[Cube, Period]:
    """A cube and a period to tell of, always the same for one seed."""
    dice = random.Random(seed)
    reporter = dice.choice(COUNTRIES if dice.random() < 0.6 else REGIONS)
    series = [_series(dice, reporter, source) for source in (("fts",) if dice.random() < 0.9 else ("fts", "comtrade"))]
    cube = Cube(cast(Book, MadeBook()), reporter, tuple(series), "")
    return cube, _period(dice, MONTHS_OF[series[0].key.frequency])


def _series(dice: random.Random, reporter: str, source: str) -> Series:
    frequency, currency = dice.choice(FREQUENCIES), dice.choice(CURRENCIES)
    years = range(LAST_YEAR - dice.choice((0, 1, 1, 2, 3, 5)), LAST_YEAR + 1)
    step = MONTHS_OF[frequency]
    months = [year * 12 + month for year in years for month in range(0, 12, step)]
    flows = dice.choice(((Flow.EXPORT, Flow.IMPORT),) * 7 + ((Flow.EXPORT,), (Flow.EXPORT,), (Flow.IMPORT,)))
    partners = _partners(dice, reporter)
    codes = _codes(dice)
    rows = {flow: _rows(dice, _kept(dice, months), _some(dice, partners), codes) for flow in flows}
    if len(codes) != NARROW and codes[0] != "TOTAL":
        rows = {flow: [*one, *_beside(one, reporter)] for flow, one in rows.items()}
    columns = {flow: _columns(one) for flow, one in rows.items()}
    blocks = {flow: Block(one["period"], one["partner"], one["commodity"], one) for flow, one in columns.items()}
    definitions = tuple(Definition(flow, years[0], years[-1], "HS2022", "FOB") for flow in blocks)
    return Series(SeriesKey(source, frequency, currency), about(source), blocks, columns, definitions)


def _beside(rows: Sequence[Row], reporter: str) -> Iterator[Row]:
    """Rows without value, of goods of every section and of more partners: so the records are no narrow extract."""
    partners = [code for code in ("CN", "DE", "KZ", "US", "JP") if code != reporter]
    for month in sorted({row.period for row in rows}):
        yield from (Row(month, partners[at % 4], code, 0) for at, code in enumerate(EVERY_SECTION))


def _partners(dice: random.Random, reporter: str) -> list[str]:
    found = dice.sample(COUNTRIES, dice.choice((1, 2, 3, 8, 25, 60)))
    found += [code for code in OWN if dice.random() < 0.15]
    return [code for code in found if code != reporter.partition("-")[0]] or ["CN"]


def _some(dice: random.Random, partners: Sequence[str]) -> list[str]:
    """The partners of one flow: most of all of them."""
    return [code for code in partners if dice.random() < 0.8] or list(partners[:1])


def _codes(dice: random.Random) -> list[str]:
    if dice.random() < 0.05:
        return ["TOTAL"]
    chosen = dice.sample(CODES, dice.choice((1, 3, 8, 20)))
    depth = dice.choice((2, 4, 6, 10))
    codes = [code[:depth] if dice.random() < 0.9 else code for code in chosen]
    return codes + (["other"] if dice.random() < 0.1 else [])


def _kept(dice: random.Random, months: Sequence[int]) -> list[int]:
    """All months, or some of them missing, or the last ones."""
    kind = dice.random()
    if kind < 0.75:
        return list(months)
    if kind < 0.9:
        return [month for month in months if dice.random() < 0.95] or list(months[:1])
    return list(months[: -dice.randrange(1, 6)]) or list(months)


def _rows(dice: random.Random, months: Sequence[int], partners: Sequence[str], codes: Sequence[str]) -> list[Row]:
    scale = 10 ** dice.uniform(1, 13)
    spread = dice.choice((0.1, 1.0, 2.5))
    even = dice.random() < 0.1
    rows: list[Row] = []
    for partner in partners:
        size = scale if even else scale * dice.lognormvariate(0, spread)
        for code in dice.sample(codes, min(len(codes), dice.choice((1, 2, 5)))):
            part = size * (1 if even else dice.lognormvariate(0, 1))
            chosen = months if len(months) * len(partners) < 900 else dice.sample(months, max(1, len(months) // 6))
            rows += [Row(month, partner, code, _value(dice, part, even)) for month in chosen]
    missing = set(months) - {row.period for row in rows}
    return rows + [Row(month, partners[0], codes[0], 0) for month in missing]


def _value(dice: random.Random, size: float, even: bool) -> int:
    kind = dice.random()
    if even:
        return int(size)
    return 0 if kind < 0.05 else -int(size / 50) if kind < 0.06 else int(size * dice.uniform(0.6, 1.5))


def _columns(rows: Sequence[Row]) -> dict[str, Any]:
    values = {name: np.zeros(len(rows), dtype=np.int64) for name in AMOUNTS}
    values["value"] = np.array([row.value for row in rows], dtype=np.int64)
    values["rows"] = np.ones(len(rows), dtype=np.int64)
    return {
        **values,
        "period": np.array([row.period for row in rows], dtype=np.int64),
        "partner": np.array([encode_code(row.partner) for row in rows], dtype=np.int64),
        "commodity": np.array([_number(row.commodity) for row in rows], dtype=np.int64),
        "unit": np.zeros(len(rows), dtype=np.int64),
    }


def _number(code: str) -> int:
    return {"other": NO_HS, "TOTAL": TOTAL_GOODS}.get(code) or encode_commodity(code)


def _period(dice: random.Random, step: int) -> Period:
    """A year, a quarter, a month, a run of months, twelve months across two years, or two years."""
    year = LAST_YEAR - dice.choice((0, 0, 1))
    kinds = {
        12: (Period.year(year), Period.year(year), Period.of(year - 1, 1, year, 12)),
        3: (Period.year(year), Period.of(year, 4, year, 6), Period.of(year, 1, year, 9)),
        1: (
            Period.year(year),
            Period.year(year),
            Period.of(year, 1, year, dice.randrange(2, 12)),
            Period.of(year, 4, year, 4),
            Period.of(year, 7, year, 9),
            Period.of(year, 1, year, 6),
            Period.of(year - 1, 7, year, 6),
        ),
    }
    return dice.choice(kinds[step])
