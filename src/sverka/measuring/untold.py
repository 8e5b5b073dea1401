"""What is recorded under secret and residual codes, and so is missing from the partners and goods that it is of.

Codes of goods that tell none (`XXXXXXXX`), or their chapter or heading alone (`27SSSSSS`, `9999AA`), and partners that
are not named (`untold_partners.csv`). All of it is in the total, and in its chapter where that is told.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from sverka.measuring.answers import Remark
from sverka.measuring.cube import ALL_GOODS, NO_CODE, goods_range
from sverka.measuring.expression import CENTS, COMMODITY_DIGITS
from sverka.measuring.naming import cells_of
from sverka.measuring.series import Series
from sverka.measuring.slicing import Place
from sverka.model.slices import ALL, Members, Slice

WORTH_TELLING = 0.01
"""From which part of the chapters or the total on it is told that codes hide so much of them."""
_CHAPTER = 2


@cache
def untold_partners() -> frozenset[str]:
    """Own codes of partners that are secret or not known."""
    text = files("sverka.measuring").joinpath("untold_partners.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(row["code"] for row in rows)


def secret_remarks(series: Series, cut: Slice, place: Place) -> tuple[Remark, ...]:
    """What of the chapters, the total or all partners around a slice is under codes that do not tell what it is of."""
    told = (_of_goods(series, cut, place), _of_partners(series, cut, place))
    return tuple(one for one in told if one is not None)


def _of_goods(series: Series, cut: Slice, place: Place) -> Remark | None:
    """Secret codes in the chapters of the goods asked, else in all goods."""
    block = series.blocks[place.flow]
    if cut.goods.is_all or not block.has_secrets:
        return None
    names = Members.of(*cut.goods.include, *cut.goods.exclude)
    chapters = sorted({int(code) // 10 ** (COMMODITY_DIGITS - _CHAPTER) for code, _ in cells_of(names)})
    step = 10 ** (COMMODITY_DIGITS - _CHAPTER)
    ranges = tuple(goods_range(one * step, (one + 1) * step) for one in chapters)
    of_chapters = Members.of(*(f"{one:02}" for one in chapters))
    for goods, hiding, around in ((ranges, ranges, of_chapters), ((ALL_GOODS,), (NO_CODE,), ALL)):
        value = block.sums(place.periods, place.partners, goods).value
        secret = block.sums(place.periods, place.partners, hiding).secret
        if secret > WORTH_TELLING * abs(value):
            return _remark(series, Slice(place.flow, cut.partners, around, cut.period), secret, value)
    return None


def _of_partners(series: Series, cut: Slice, place: Place) -> Remark | None:
    """Partners that are not named, beside those asked."""
    token = (place.flow, "untold")
    if token not in series._positions:
        series._positions[token] = series.partner_positions(place.flow, untold_partners())
    untold: Any = series._positions[token]
    if cut.partners.is_all or not len(untold):
        return None
    block = series.blocks[place.flow]
    hidden = block.sums(place.periods, untold, place.goods).value
    value = block.sums(place.periods, None, place.goods).value
    if hidden <= WORTH_TELLING * abs(value):
        return None
    return _remark(series, Slice(place.flow, ALL, cut.goods, cut.period), hidden, value)


def _remark(series: Series, around: Slice, hidden: int, value: int) -> Remark:
    told = {"amount": repr(hidden / CENTS), "whole": repr(value / CENTS), "unit": series.key.currency}
    return Remark("secret", {"cut": str(around), **told})
