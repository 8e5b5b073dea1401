"""The values of single partners and of codes of goods in a slice, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.measuring.answers import Answer, NotRecorded, Remark
from sverka.measuring.depth import as_recorded
from sverka.measuring.expression import CENTS, GRAMS, decode_code
from sverka.measuring.gaps import gap_remarks
from sverka.measuring.series import Series
from sverka.measuring.slicing import Place, places, summed
from sverka.measuring.unlisted import WORTH_TELLING
from sverka.model.measures import Count
from sverka.model.slices import Slice
from sverka.recording.columns import WORLD
from sverka.reference.places import get_place

Values = dict[str, int]


def partner_values(series: Series, cut: Slice, amount: str = "value") -> Values:
    """The value of each single partner in a slice: the declared world left out, and groups and rests of others."""
    values = all_partner_values(series, cut, amount)
    return {code: value for code, value in values.items() if code not in series.many}


def all_partner_values(series: Series, cut: Slice, amount: str = "value") -> Values:
    """The same with groups and rests of others, which are partners in the source."""
    assert cut.period is not None
    values: Values = {}
    for place in places(series, cut, cut.period):
        block = series.blocks[place.flow]
        sums = block.by_partner(place.periods, place.goods, amount)
        chosen = range(len(sums)) if place.partners is None else place.partners
        for at in chosen:
            code = decode_code(int(block.partners[at]))
            if code != WORLD:
                values[code] = values.get(code, 0) + int(sums[at])
    if not values:
        raise NotRecorded("no_partners_recorded", 1)
    return values


def goods_values(series: Series, cut: Slice, digits: int, amount: str = "value") -> Values:
    """The value of each code at some number of digits in a slice; raise `NotRecorded` where goods are coarser."""
    assert cut.period is not None
    values: Values = {}
    for place in places(series, cut, cut.period):
        _check_depth(series, place, digits)
        block = series.blocks[place.flow]
        codes, sums = block.by_commodity(place.periods, place.partners, place.goods, digits, amount)
        for code, value in zip(codes, sums, strict=True):
            text = str(int(code)).zfill(digits)
            values[text] = values.get(text, 0) + int(value)
    return values


def _check_depth(series: Series, place: Place, digits: int) -> None:
    lengths = series.blocks[place.flow].lengths
    if not len(lengths):
        raise NotRecorded("no_goods_recorded", 1)
    if digits > lengths[-1]:
        raise NotRecorded("too_deep", 2, asked=str(digits), recorded=str(lengths[-1]), within="")


def count(series: Series, measure: Count) -> Answer:
    """How many partners, or codes at some number of digits, have a value above zero in a slice."""
    left: tuple[Remark, ...] = ()
    where, finer = as_recorded(series, measure.where)
    if measure.dimension == "partners":
        values = partner_values(series, where)
        left = many_left(series, where)
    else:
        values = goods_values(series, where, int(measure.dimension.partition("@")[2]))
    positive = [code for code, value in values.items() if value > 0]
    rows, gaps = slice_sums(series, where)
    own = no_countries(positive) if measure.dimension == "partners" else coarser_left(series, where, values)
    return Answer(measure, len(positive), "", rows, remarks=(*finer, *own, *left, *gaps))


def countries_of(series: Series, where: Slice, reporter: str, *, untraded: bool) -> int:
    """How many countries a slice has trade with, the reporter's own and what is no country left out; with `untraded`
    how many partners it has rows of, whatever they tell.
    """
    where, _ = as_recorded(series, where)
    if untraded:
        return sum(rows > 0 for rows in partner_values(series, where, "rows").values())
    own, values = reporter.partition("-")[0], partner_values(series, where)
    return sum(value > 0 and code != own and get_place(code) is not None for code, value in values.items())


def many_left(series: Series, cut: Slice, amount: str = "value", *, least: int = 0) -> tuple[Remark, ...]:
    """Say which partners of more than some value are groups or rests of others, and so neither ranked nor counted."""
    if not series.many:
        return ()
    values = all_partner_values(series, cut, amount)
    names = sorted(series.many[code] for code, value in values.items() if code in series.many and value > least)
    return (Remark("many_left", {"count": str(len(names)), "codes": ", ".join(names)}),) if names else ()


def coarser_left(series: Series, cut: Slice, values: Values, amount: str = "value") -> tuple[Remark, ...]:
    """Say what of a slice is told by fewer digits than the codes that are ranked or counted, where it is worth a word.

    What stands under secret codes, and what declared totals have beyond their parts, is told by itself.
    """
    assert cut.period is not None
    sums = summed(series, places(series, cut, cut.period))
    beyond = sums.remainder_weight if amount == "weight" else sums.remainder + sums.secret
    whole = sums.weight if amount == "weight" else sums.value
    left = whole - beyond - sum(values.values())
    if abs(left) <= WORTH_TELLING * abs(whole):
        return ()
    scale, unit = (GRAMS, "kg") if amount == "weight" else (CENTS, series.key.currency)
    told = {"cut": str(cut), "amount": repr(left / scale), "whole": repr(whole / scale), "unit": unit}
    return (Remark("coarser_left", told),)


def no_countries(codes: Sequence[str], *, above: bool = False) -> tuple[Remark, ...]:
    """Say how many of some partners are no countries (ships' stores, areas not specified)."""
    kind = "own_codes_above" if above else "own_codes_counted"
    own = sorted(code for code in codes if get_place(code) is None)
    return (Remark(kind, {"count": str(len(own)), "codes": ", ".join(own)}),) if own else ()


def slice_sums(series: Series, cut: Slice) -> tuple[int, tuple[Remark, ...]]:
    """The rows of a slice, and what declared totals have beyond the parts that are ranked or counted."""
    assert cut.period is not None
    sums = summed(series, places(series, cut, cut.period))
    return sums.rows, gap_remarks(series, cut, sums, series.key.currency) if sums.totals else ()


def ordered(values: Values) -> list[tuple[str, int]]:
    """Values from the largest to the smallest, equal ones by code."""
    return sorted(values.items(), key=lambda one: (-one[1], one[0]))
