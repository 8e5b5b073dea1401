"""From a claim's fields to the measure that it states, or the reason why the grammar of measures cannot say it."""

from __future__ import annotations

from collections.abc import Callable

from sverka.model.claims import Claim, Products
from sverka.model.grammar import is_goods_name, is_partner_name, is_unit_name
from sverka.model.measures import Balance, Change, Count, Growth, Level, Measure, Rank, Share, ShareChange, UnitValue
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice
from sverka.reference.goods import get_goods
from sverka.reference.slugs import slug
from sverka.reference.units import TIMES, price_parts, unit_kind

# A "commodity item" of the customs nomenclature (товарная позиция) is a heading of four digits.
_HEADING = "goods@4"
_GOODS_ASPECT = "goods"
_OF_PRICES = (None, "unit price", "an average")
_GAPS = ("surplus", "deficit")
_AMOUNTS = ("money", "mass", "quantity", None)


class _UnsayableError(Exception):
    """The reason why a claim has no measure; never leaves this module."""


def goods_members(products: Products | None) -> Members:
    """The goods of a measure: the products' group or HS codes joined by `+`; without one, a slug of the label."""
    if products is None:
        return ALL
    names = [name for name in (products.group or "").split("+") if is_goods_name(name)]
    if not names:
        names = [name for name in [slug(products.label)] if is_goods_name(name)]
    for name in names:
        known = get_goods(name)
        if known is not None and known.kind == "service":
            raise _UnsayableError(f"{known.name_en}: {known.reason}")
    if not names:
        raise _UnsayableError(f"the goods {products.label!r} have no name that a measure can use")
    return Members(tuple(names))


def _partners(names: tuple[str, ...]) -> Members:
    unknown = [name for name in names if not is_partner_name(name)]
    if unknown:
        raise _UnsayableError(f"{unknown[0]!r} is neither a country code nor the id of a group")
    return Members(tuple(name for name in names if name != "world"))


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    try:
        return Period.parse(text)
    except ValueError as error:
        raise _UnsayableError(str(error)) from None


def _flow(claim: Claim) -> Flow:
    if claim.flow is None:
        raise _UnsayableError("the flow is not said: export, import or turnover")
    return Flow(claim.flow)


def _slice(claim: Claim) -> Slice:
    return Slice(_flow(claim), _partners(claim.partners), goods_members(claim.products), _period(claim.period))


def _only_value(claim: Claim) -> None:
    """Raise for a claim of another aspect than value."""
    if claim.aspect is not None:
        raise _UnsayableError(f"it is of {claim.aspect}, which measures of trade do not have")


def _weight_unit(claim: Claim) -> str | None:
    """The unit of a ratio: `None` for one of value, `kg` for one of tonnage unless another unit is said."""
    if claim.aspect == "volume":
        return claim.measured_in or "kg"
    _only_value(claim)
    return None


def _amount_unit(claim: Claim) -> str:
    """The unit of an amount: a currency, mass or quantity."""
    if claim.aspect not in ("volume", *_GAPS):
        _only_value(claim)
    if "/" in claim.unit and unit_kind(claim.unit) is None:
        raise _UnsayableError(f"{claim.unit!r} is the unit of a price, not of an amount")
    if not is_unit_name(claim.unit) or unit_kind(claim.unit) not in _AMOUNTS:
        raise _UnsayableError(f"an amount of trade is not counted in {claim.unit!r}")
    return claim.unit


def _level(claim: Claim) -> Measure:
    if claim.aspect in _GAPS:
        return _balance(claim)
    if price_parts(claim.unit) is not None:
        return _unit_value(claim)
    unit = _amount_unit(claim)
    return Level(_slice(claim), unit)


def _unit_value(claim: Claim) -> Measure:
    """A price that is told of exports or imports is their unit value: the mean of all their rows."""
    if claim.aspect not in _OF_PRICES:
        _only_value(claim)
    if claim.flow == Flow.TURNOVER:
        raise _UnsayableError("a price is of exports or of imports, not of both together")
    return UnitValue(_slice(claim), claim.unit)


def _whole(claim: Claim) -> Slice:
    if claim.of is None:
        raise _UnsayableError("the whole of the share is not said")
    if claim.of in ("production", "other"):
        said = "of output" if claim.of == "production" else "of a whole outside this reporter's trade"
        raise _UnsayableError(f"it is a share {said}, which records of its trade do not hold")
    return Slice(Flow(claim.of), _partners(claim.of_partners), goods_members(claim.of_products), _period(claim.period))


def _in_percent(claim: Claim) -> None:
    """Raise for a share or growth that is not in per cent."""
    if claim.unit != "%":
        raise _UnsayableError(f"a {claim.kind} is in per cent, not in {claim.unit!r}")


def _share(claim: Claim) -> Measure:
    _in_percent(claim)
    return _share_of(claim)


def _share_of(claim: Claim) -> Share:
    """The share that a claim is of."""
    unit, whole = _weight_unit(claim), _whole(claim)
    flow = Flow(claim.flow) if claim.flow else whole.flow
    if whole.flow not in (flow, Flow.TURNOVER):
        raise _UnsayableError(f"{flow} cannot be a part of {whole.flow}")
    part = Slice(flow, _partners(claim.partners), goods_members(claim.products), whole.period)
    if part == whole:
        raise _UnsayableError("the part is not told from the whole")
    return Share(part, whole, unit)


def _growth(claim: Claim) -> Measure:
    """A relative change in per cent, or as a multiple of the base."""
    if claim.unit != TIMES:
        _in_percent(claim)
    unit = _weight_unit(claim)
    return Growth(_slice(claim), _period(claim.base), unit)


def _change(claim: Claim) -> Measure:
    if unit_kind(claim.unit) == "points":
        return _share_change(claim)
    if claim.aspect in _GAPS:
        raise _UnsayableError(f"it is of the {claim.aspect}, whose change one measure cannot say")
    unit = _amount_unit(claim)
    return Change(_slice(claim), unit, _period(claim.base))


def _share_change(claim: Claim) -> Measure:
    """Points are of a share, where its whole is said."""
    if claim.of is None:
        raise _UnsayableError("a change in points is of a share whose whole is not said, or of a growth")
    return ShareChange(_share_of(claim), _period(claim.base))


def _balance(claim: Claim) -> Measure:
    unit = _amount_unit(claim)
    return Balance(_partners(claim.partners), goods_members(claim.products), _period(claim.period), unit)


def _rank(claim: Claim) -> Measure:
    """The place of one partner among partners; with the aspect `goods`, of the goods named among goods.

    Without a partner it is the reporter that is ranked, among other reporters: one reporter's records do not hold it.
    """
    if claim.aspect == _GOODS_ASPECT:
        return _goods_rank(claim)
    unit = _weight_unit(claim)
    partners = _partners(claim.partners).include
    if not partners:
        raise _UnsayableError("it ranks the reporter among other reporters, which its own records do not hold")
    if len(partners) > 1 or partners[0].islower():
        raise _UnsayableError("a rank is of one single country; several together do not rank among single partners")
    among = Slice(_flow(claim), _partners(claim.of_partners), goods_members(claim.products), _period(claim.period))
    return Rank(partners[0], among, unit)


def _goods_rank(claim: Claim) -> Measure:
    names = goods_members(claim.products).include
    if len(names) != 1:
        raise _UnsayableError("a rank among goods is of one heading or group")
    among = Slice(_flow(claim), _partners(claim.partners), goods_members(claim.of_products), _period(claim.period))
    return Rank(names[0], among)


def _count(claim: Claim) -> Measure:
    _only_value(claim)
    dimension = {"countries": "partners", "products": _HEADING}.get(claim.unit)
    if dimension is None:
        raise _UnsayableError(f"records of trade by partners and goods do not count {claim.unit}")
    return Count(dimension, _slice(claim))


_KINDS: dict[str, Callable[[Claim], Measure]] = {
    "level": _level,
    "share": _share,
    "growth": _growth,
    "comparison": _change,
    "balance": _balance,
    "rank": _rank,
    "count": _count,
}


def formulate(claim: Claim) -> tuple[Measure | None, str | None]:
    """The measure that a claim's fields state, or `None` with the reason; exactly one of the two is `None`.

    Nothing is supplied that the fields do not say, save that a share's part takes the flow of its whole where it names
    none. A period left unsaid stays unsaid.

    >>> claim = Claim("c1", "share", 45.0, "%", flow="turnover", partners=("central-asia",), of="turnover")
    >>> str(formulate(claim)[0])
    'share(turnover[central-asia], turnover)'
    >>> formulate(Claim("c2", "level", 1069000.0, "m3"))
    (None, 'the flow is not said: export, import or turnover')
    """
    try:
        return _KINDS[claim.kind](claim), None
    except _UnsayableError as reason:
        return None, str(reason)
