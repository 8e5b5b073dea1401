"""A measure that was handed over: parsed, its names made ids, and what it says of each slot of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from sverka.claims_in.naming import WORLD, goods_id, place_id
from sverka.model.errors import InputError, MeasureError
from sverka.model.grammar import is_goods_name, is_partner_name, parse_measure
from sverka.model.measures import (
    Balance,
    Change,
    Count,
    Growth,
    Level,
    Measure,
    Rank,
    Ratio,
    Share,
    ShareChange,
    UnitValue,
    measure_slices,
)
from sverka.model.slices import ALL, Members, Slice
from sverka.reference.goods import get_goods, hs_title

Slots = dict[str, Any]
ToId = Callable[[str], str]
MAX_LENGTH = 1000
_YEAR = re.compile(r"(?:19|20)\d\d")
_SLICE = re.compile(r"\[([^\[\]]*)\]")
_KINDS: dict[type, str] = {
    Level: "level",
    UnitValue: "level",
    Share: "share",
    Growth: "growth",
    Change: "comparison",
    ShareChange: "comparison",
    Ratio: "growth",
    Balance: "balance",
    Rank: "rank",
    Count: "count",
}


def handed_measure(text: str, keep: frozenset[str] = frozenset()) -> Measure:
    """The measure that a text says, with ids for names; places and goods in `keep` stay as they are.

    `InputError` with what to write instead for a text that says none.

    >>> str(handed_measure("level( export[china;beef-and-pork;2023], USD)", frozenset({"beef-and-pork"})))
    'level(export[CN; beef-and-pork; 2023], USD)'
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"a measure of more than {MAX_LENGTH} characters", "", "write one measure")
    try:
        measure = parse_measure(with_ids(text))
    except MeasureError as error:
        _need_names(text)
        what = f"the measure {text[:80]!r} cannot be read, column {error.column}"
        raise InputError(what, "", f"write there {error.expected}") from None

    need_goods(measure)

    def kept(to_id: ToId) -> ToId:
        return lambda name: name if name in keep else to_id(name)

    resolved = cast(Measure, _resolved(measure, kept(place_id), kept(goods_id)))
    if isinstance(resolved, Rank) and get_goods(resolved.member) is None:
        resolved = replace(resolved, member=kept(place_id)(resolved.member))
    return resolved


def need_goods(measure: Measure) -> None:
    """Raise `InputError` for a year where goods stand: `export[CN; 2023]` has lost a semicolon, and is no heading."""
    for cut in measure_slices(measure):
        for code in cut.goods.include:
            if cut.period is None and _YEAR.fullmatch(code) and hs_title(code, "en") is None:
                what = f"{code} stands where goods stand, and is no heading"
                raise InputError(what, "", f"write the period third: {cut.flow}[partners; goods; {code}]")


def _need_names(text: str) -> None:
    """Raise `InputError` for the first name in a slice that is no id and no name of anything: what to write for it is
    more to the point than where the grammar stumbles over it.
    """
    for match in _SLICE.finditer(text):
        partners, *rest = match[1].split(";")
        for part, is_name, to_id in (
            (partners, is_partner_name, place_id),
            ("".join(rest[:1]), is_goods_name, goods_id),
        ):
            for name in part.split("+"):
                word = name.strip().lstrip("-")
                if word and not is_name(word) and all(one.isalpha() or one in " -’'" for one in word):
                    to_id(word)


def with_ids(text: str) -> str:
    """A measure whose slices name places and goods by words, with ids for what is known; the rest as it stands.

    >>> with_ids("level(export[United States+CN; Sawn timber; 2023], USD)")
    'level(export[US+CN;sawn-timber; 2023], USD)'
    """
    return _SLICE.sub(_slice_with_ids, text)


def _slice_with_ids(match: re.Match[str]) -> str:
    partners, *rest = match[1].split(";")
    told = [_ids(partners, is_partner_name, place_id)]
    told += [_ids(rest[0], is_goods_name, goods_id), *rest[1:]] if rest else []
    return f"[{';'.join(told)}]"


def _ids(part: str, is_name: Callable[[str], bool], to_id: ToId) -> str:
    return "+".join(name if is_name(name.strip().lstrip("-")) else _id(name, to_id) for name in part.split("+"))


def _id(name: str, to_id: ToId) -> str:
    try:
        return to_id(name) if name.strip() else name
    except InputError:
        return name


def _resolved(value: Any, place: ToId, goods: ToId) -> Any:
    """A measure, or a part of one, with its names of places and goods made ids."""
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, Members):
            changed[field.name] = _members(inner, place if field.name == "partners" else goods)
        elif isinstance(inner, Slice | Share):
            changed[field.name] = _resolved(inner, place, goods)
    return replace(value, **changed) if changed else value


def _members(members: Members, to_id: ToId) -> Members:
    include = [name for name in map(to_id, members.include) if name != WORLD]
    return ALL if members.include and not include else Members.of(*include, exclude=map(to_id, members.exclude))


def slots_of(measure: Measure) -> Slots:
    """The slots of a claim as a measure says them; what it leaves unsaid is `None` or empty."""
    kind: Slots = {"kind": _KINDS[type(measure)]}
    match measure:
        case Level(cut=cut) | UnitValue(cut=cut) | Count(where=cut) | Ratio(a=cut):
            return {**kind, **_cut(cut)}
        case Growth(cut=cut, base=base) | Change(cut=cut, base=base):
            return {**kind, **_cut(cut), **_based(base), **_weighed(getattr(measure, "unit", None), measure)}
        case Share():
            return {**kind, **_share(measure)}
        case ShareChange(share=share, base=base):
            return {**kind, **_share(share), **_based(base)}
        case Balance(partners=partners, goods=goods, period=period):
            return {**kind, "partners": partners.include, "goods": goods.include, **_dated(period)}
        case Rank():
            return {**kind, **_rank(measure)}


def _cut(cut: Slice) -> Slots:
    slots: Slots = {"flow": str(cut.flow), "partners": cut.partners.include, "goods": cut.goods.include}
    return {**slots, **_dated(cut.period)}


def _dated(period: object) -> Slots:
    return {"period": None if period is None else str(period)}


def _based(base: object) -> Slots:
    return {} if base is None else {"base": str(base)}


def _weighed(unit: str | None, measure: Measure) -> Slots:
    return {"aspect": "volume", "measured_in": unit} if unit and isinstance(measure, Growth) else {}


def _share(share: Share) -> Slots:
    part, whole = share.part, share.whole
    slots = {**_cut(part), "of": str(whole.flow), **_dated(part.period or whole.period)}
    slots |= {"of_partners": whole.partners.include, "of_goods": whole.goods.include}
    return {**slots, **({"aspect": "volume", "measured_in": share.unit} if share.unit else {})}


def _rank(rank: Rank) -> Slots:
    among = _cut(rank.among)
    weighed = {"aspect": "volume", "measured_in": rank.unit} if rank.unit else {}
    if get_goods(rank.member) is not None or rank.member[:1].isdigit():
        return {**among, "goods": (rank.member,), "of_goods": among["goods"], "aspect": "goods"}
    return {**among, "partners": (rank.member,), "of_partners": among["partners"], **weighed}
