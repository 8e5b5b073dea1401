"""Groups of Arrow tables as numbers, in the order of a block, whatever comes."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from sverka.measuring.cube import Block
from sverka.measuring.engines.arrow_groups import numbered_groups
from sverka.measuring.expression import AMOUNTS, number_of_code, number_of_commodity
from sverka.model.errors import InputError

CODES = ["CN", "DE", "m490", "world", "KZ"]


def table(rows: int, goods: int, seed: int = 1, months: int = 3) -> pa.Table:
    chance = random.Random(seed)
    return pa.table(
        {
            "leg": pa.array([chance.randrange(2) for _ in range(rows)], pa.int64()),
            "period": pa.array([24240 + chance.randrange(months) for _ in range(rows)], pa.int32()),
            "partner": pa.array([chance.choice(CODES) for _ in range(rows)], pa.string()),
            "commodity": pa.array([f"{chance.randrange(goods):06d}" for _ in range(rows)], pa.string()),
            "value": pa.array(
                [Decimal(chance.randrange(-(10**17), 10**17)).scaleb(-2) for _ in range(rows)], pa.decimal128(38, 2)
            ),
            "rows": pa.array([1] * rows, pa.int64()),
        }
    )


@pytest.mark.parametrize(("rows", "goods", "months"), [(0, 5, 1), (1, 5, 1), (500, 20, 3), (70_000, 999_983, 200)])
def test_rows_come_whole_and_in_order(rows: int, goods: int, months: int) -> None:
    given = table(rows, goods, months=months)
    found = numbered_groups(given)
    plain = given.to_pydict()
    expected = [
        (leg, period, number_of_code(partner), number_of_commodity(commodity), int(value.scaleb(2)), 1)
        for leg, period, partner, commodity, value, _ in zip(*plain.values(), strict=True)
    ]
    names = ("leg", "period", "partner", "commodity", "value", "rows")
    got = list(zip(*(found[name].tolist() for name in names), strict=True))
    assert sorted(got) == sorted(expected)
    assert [row[:4] for row in got] == sorted(row[:4] for row in expected)
    assert not any(found[name].any() for name in ("unit", "weight", "weighed", "quantity"))
    assert {str(values.dtype) for values in found.values()} == {"int64"}


@pytest.mark.parametrize("value", ["92233720368547758.08", "-92233720368547758.09", "1e30"])
def test_what_64_bits_do_not_hold_is_an_error(value: str) -> None:
    given = table(3, 5).set_column(4, "value", pa.array([Decimal(value)] * 3, pa.decimal128(38, 2)))
    with pytest.raises(InputError, match="out of range"):
        numbered_groups(given)


@pytest.mark.parametrize("value", ["92233720368547758.07", "-92233720368547758.08", "-0.01", "0"])
def test_what_64_bits_hold_comes_whole(value: str) -> None:
    given = table(3, 5).set_column(4, "value", pa.array([Decimal(value)] * 3, pa.decimal128(38, 2)))
    assert numbered_groups(given)["value"].tolist() == [int(Decimal(value).scaleb(2))] * 3
    sliced = pa.concat_tables([given.slice(1, 1), given.slice(2, 1)])
    assert numbered_groups(sliced)["value"].tolist() == [int(Decimal(value).scaleb(2))] * 2


def test_a_block_is_the_same_of_rows_in_order_and_in_none() -> None:
    found = dict(numbered_groups(table(500, 20)))
    mixed = np.random.default_rng(1).permutation(500)
    one, other = (
        Block(*(rows[name] for name in ("period", "partner", "commodity")), {name: rows[name] for name in AMOUNTS})
        for rows in (found, {name: values[mixed] for name, values in found.items()})
    )
    assert one.periods.tolist() == other.periods.tolist() == sorted(set(found["period"].tolist()))
    assert one.partners.tolist() == other.partners.tolist() == sorted(set(found["partner"].tolist()))
    everyone = range(len(one.partners))
    for goods in ((0, 1 << 38), (number_of_commodity("000005") + 2, number_of_commodity("000011") + 2)):
        for chosen in (None, np.array(everyone), np.array([1])):
            assert one.sums([0, 2], chosen, [goods]) == other.sums([0, 2], chosen, [goods])
