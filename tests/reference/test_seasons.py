"""Seasons: every row of the table is of goods and countries that exist, and the nearest row counts."""

from __future__ import annotations

import pytest

from sverka.reference.goods import get_goods
from sverka.reference.places import get_place
from sverka.reference.seasons import season_start
from sverka.reference.tables_io import read_table


def test_rows_name_goods_countries_and_months_that_exist() -> None:
    rows = read_table("goods/marketing_years.csv")
    assert all(get_goods(row["hs"]) is not None for row in rows)
    assert all(row["country"] == "*" or get_place(row["country"]) is not None for row in rows)
    assert all(1 <= int(row["start_month"]) <= 12 and row["source"] for row in rows)
    assert len({(row["hs"], row["country"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("goods", "place", "month"),
    [
        ("soya-beans", "US", 9),
        ("soya-beans", "BR-PR", 2),
        ("wheat", "RU", 7),
        ("wheat", "DE", 7),
        ("grain", "UA", 7),
        ("sugar", None, 10),
        ("0901", "BR", 7),
        ("cars", "US", None),
        ("food", "RU", None),
    ],
)
def test_a_season_starts_by_the_nearest_row(goods: str, place: str | None, month: int | None) -> None:
    assert season_start([goods], place) == month


def test_goods_of_several_seasons_have_none() -> None:
    assert season_start(["wheat", "soya-beans"], "US") is None
