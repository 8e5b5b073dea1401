"""The fields of an entry → typed slots; what one cannot mean is told with what to write instead."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any, cast

from sverka.claims_in.entries import Entry, Fields
from sverka.claims_in.measured import handed_measure, slots_of
from sverka.claims_in.naming import WORLD, goods_id, place_id, unit_code
from sverka.model.claims import CLAIM_KINDS, HEDGES, WHOLES, Claim, ClaimKind, Hedge, Products, Whole
from sverka.model.errors import InputError
from sverka.model.measures import Balance, Change, Level, Measure, UnitValue, with_period
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.reference.goods import chapters, get_goods
from sverka.reference.slugs import slug

MAX_LENGTH = 4000
PLAN = "plan"
_LABEL = 200
_ORIGIN = re.compile(r"person|given|model \S[^\x00-\x1f\x7f]{0,78}")
_ID = re.compile(r"(?![abdfs]\d)[A-Za-z][A-Za-z0-9_.-]{0,39}")
_SAME_OF = ("flow", "period", "base", "of")
_UNSIGNED = frozenset({"level", "share", "rank", "count"})
_GAPS = frozenset({"deficit", "surplus"})
_ABSENT: tuple[object, ...] = (None, "", [], {})


def text_of(fields: Fields, name: str) -> str | None:
    """A field of text; `InputError` for another kind of value."""
    value = fields.get(name)
    if value in _ABSENT:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} is no text", "", f'write "{name}": "…"')
    if len(value) > MAX_LENGTH:
        raise InputError(f"{name} of more than {MAX_LENGTH} characters", "", "shorten it")
    return value.strip() or None


def number_of(fields: Fields, name: str) -> float | None:
    """A field with a finite number."""
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(
            f"{name} is no finite number", "", f'write "{name}" in digits, without unit or quotation marks'
        )
    return float(value)


def count_of(fields: Fields, name: str) -> int | None:
    """A field that counts from 1."""
    value = number_of(fields, name)
    if value is None:
        return None
    if value < 1 or value != int(value):
        raise InputError(f"{name} is no whole number from 1 on", "", f'write "{name}": 1, 2, …')
    return int(value)


def _word(fields: Fields, name: str, allowed: tuple[str, ...]) -> str | None:
    value = text_of(fields, name)
    if value is not None and value not in allowed:
        raise InputError(f"unknown {name} {value[:40]!r}", "", f"write one of {', '.join(allowed)}")
    return value


def _period(fields: Fields, name: str) -> str | None:
    value = text_of(fields, name)
    if value is None:
        return None
    try:
        return str(Period.parse(value))
    except ValueError:
        what = f"{name} {value[:40]!r} is no period"
        raise InputError(what, "", "write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08") from None


def _names(value: object, name: str) -> list[str]:
    """A list of names, or names joined by `+`."""
    if value in _ABSENT:
        return []
    found = value.split("+") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(one, str) and len(one) <= _LABEL for one in found):
        raise InputError(f"{name} is no list of ids", "", f'write "{name}": ["CN", "central-asia"]')
    return [one.strip() for one in found if one.strip()]


def _partners(fields: Fields, name: str) -> tuple[str, ...]:
    found = [place_id(one) for one in _names(fields.get(name), name)]
    return tuple(one for one in found if one != WORLD)


def products_of(value: object, name: str = "products") -> Products | None:
    """Goods by ids, codes or names, or as an object with label, hs and group; a label alone is kept as it is."""
    if not isinstance(value, dict):
        ids = [goods_id(one) for one in _names(value, name)]
        return goods_joined(tuple(ids)) if ids else None
    label, group = text_of(value, "label") or "", text_of(value, "group")
    hs = _names(value.get("hs"), f"{name}.hs")
    if not label and not group and not hs:
        return None
    if group and not (not hs and slug(label) == group) and any(get_goods(one) is None for one in group.split("+")):
        parts = group.split("+")
        known = [one if slug(part) == one else goods_id(one) for one, part in zip(parts, parts, strict=True)]
        return Products(label or group, tuple(hs), "+".join(known))
    if group:
        return Products(label or group, tuple(hs) or _chapters(tuple(group.split("+"))), group)
    if hs:
        ids_of_hs = tuple(goods_id(one) for one in hs)
        return Products(label or " + ".join(hs), _chapters(ids_of_hs), "+".join(ids_of_hs))
    return Products(label, (), slug(label))


def _chapters(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({code for one in ids for code in chapters(one)}))


def goods_joined(ids: tuple[str, ...]) -> Products | None:
    """Several goods as one set."""
    if not ids:
        return None
    known = [get_goods(one) for one in ids]
    label = " and ".join(goods.name_en if goods else one for goods, one in zip(known, ids, strict=True))
    return Products(label, _chapters(ids), "+".join(ids))


def origin_of(entry: Entry) -> str:
    """Who made a claim."""
    origin = entry.fields.get("origin", entry.origin)
    if not isinstance(origin, str) or not _ORIGIN.fullmatch(origin.strip()):
        raise InputError(f"unknown origin {str(origin)[:40]!r}", "", 'write "person" or "model NAME"')
    return origin.strip()


def is_claim_id(value: object) -> bool:
    """Whether a claim may bear this id: none that Sverka gives itself, nor one that would not print."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def id_of(fields: Fields) -> str | None:
    """The id that a claim brings."""
    given = text_of(fields, "id")
    if given is not None and not _ID.fullmatch(given):
        advice = "begin it with a letter, then letters, digits, - _ . up to 40; a1, b1, d2, f1 and s1 are Sverka's own"
        raise InputError(f"an id that cannot be used {given[:40]!r}", "", advice)
    return given


def claim_of(entry: Entry, reporter: str | None) -> Claim:
    """The claim that an entry states, its place in the text and its intervals aside; `InputError` for what is wrong."""
    fields = entry.fields
    said = _slots(fields)
    measure = _measure(fields, said)
    slots = said if measure is None else _merged(measure, said)
    kind, value = slots.get("kind"), number_of(fields, "value")
    if kind is None:
        advice = f"write a measure, or kind: one of {', '.join(CLAIM_KINDS)}"
        raise InputError("neither measure nor kind is said", "", advice)
    if value is None:
        raise InputError("the value is not said", "", 'write "value" in "unit": 3500000000 for $3.5 bn')
    unit = text_of(fields, "unit") or _unit_of(measure)
    if unit is None:
        raise InputError("the unit is not said", "", 'write "unit": "USD", "%", "t" …')
    measure = _in_unit(measure, unit_code(unit))
    _need_sign(str(kind), value, slots.get("aspect"))
    own = text_of(fields, "reporter")
    named = place_id(own) if own else reporter
    typed: dict[str, Any] = {
        name: slots.get(name)
        for name in ("flow", "partners", "products", "period", "base", "of", "of_partners", "of_products", "aspect")
    }
    return Claim(
        id="",
        kind=cast(ClaimKind, kind),
        value=value,
        unit=unit_code(unit),
        reporter=named,
        hedge=cast(Hedge, _word(fields, "hedge", HEDGES) or "exact"),
        value_hi=number_of(fields, "value_hi"),
        base_alt=_period(fields, "base_alt"),
        measured_in=slots.get("measured_in"),
        measure=measure,
        measure_reason=text_of(fields, "measure_reason") if measure is None else None,
        origin=origin_of(entry),
        **{name: one for name, one in typed.items() if one is not None},
    )


def _measure(fields: Fields, said: dict[str, Any]) -> Measure | None:
    """The measure that is written, of the period that its field says where it names none: no other claim's period may
    stand in for that.
    """
    text = text_of(fields, "measure")
    if text is None:
        return None
    measure = handed_measure(text, _kept(said.get("products")))
    return with_period(measure, Period.parse(said["period"])) if said.get("period") else measure


def _in_unit(measure: Measure | None, unit: str) -> Measure | None:
    """A measure of an amount in the unit of the value; `InputError` where it is asked in one and told in another."""
    if not isinstance(measure, Level | UnitValue | Change | Balance):
        return measure
    if measure.unit and measure.unit != unit:
        what = f"its measure is in {measure.unit}, its unit is {unit}"
        raise InputError(what, "", "write the value in the measure's unit")
    return replace(measure, unit=unit)


def _need_sign(kind: str, value: float, aspect: str | None) -> None:
    """Raise for a value below nothing of what cannot be: amounts, shares, ranks, counts."""
    if kind in _UNSIGNED and value < 0 and aspect not in _GAPS:
        what = f"the value of a {kind} is below zero"
        raise InputError(what, "", "write it without a sign, or kind growth, comparison or balance")


def _kept(products: object) -> frozenset[str]:
    """Goods that a claim names by a label alone: no list knows them, and its measure may have their name."""
    return frozenset((products.group or "").split("+")) if isinstance(products, Products) else frozenset()


def _unit_of(measure: Measure | None) -> str | None:
    """The unit of a value that its measure alone tells."""
    unit = getattr(measure, "unit", None)
    if measure is not None and slots_of(measure)["kind"] in ("level", "balance") and unit:
        return str(unit)
    return {"share": "%", "rank": "rank"}.get(slots_of(measure)["kind"]) if measure is not None else None


def _slots(fields: Fields) -> dict[str, Any]:
    """The slots that an entry says itself."""
    whole = fields.get("of")
    nested = whole if isinstance(whole, dict) else {}
    flow = "of" if not nested else "flow"
    slots: dict[str, Any] = {
        "kind": _word(fields, "kind", CLAIM_KINDS),
        "flow": _word(fields, "flow", tuple(flow.value for flow in Flow)),
        "partners": _partners(fields, "partners"),
        "products": products_of(fields.get("products", fields.get("goods"))),
        "period": _period(fields, "period"),
        "base": _period(fields, "base"),
        "of": cast("Whole | None", _word(nested or fields, flow, WHOLES)),
        "of_partners": _partners(nested, "partners") or _partners(fields, "of_partners"),
        "of_products": products_of(nested.get("products", fields.get("of_products"))),
        "aspect": text_of(fields, "aspect"),
    }
    return {name: value for name, value in slots.items() if value not in (None, ())}


def _merged(measure: Measure, said: dict[str, Any]) -> dict[str, Any]:
    """The slots of a measure, with what else is said; `InputError` where the two differ."""
    asked = slots_of(measure)
    for name in _SAME_OF:
        if said.get(name) and asked.get(name) and said[name] != asked[name]:
            what = f"its measure has the {name} {asked[name]}, its field {name} is {said[name]}"
            raise InputError(what, "", "write the same in both, or leave the field out")
    if said.get("partners") and asked["partners"] and set(said["partners"]) != set(asked["partners"]):
        what = f"its measure has the partners {'+'.join(asked['partners'])}, its field {'+'.join(said['partners'])}"
        raise InputError(what, "", "write the same in both, or leave the field out")
    slots = {name: value for name, value in asked.items() if name not in ("goods", "of_goods") and value}
    slots |= {name: said[name] for name in said if name not in slots or name in ("kind", "aspect", "partners")}
    slots.setdefault("products", goods_joined(asked.get("goods", ())))
    slots.setdefault("of_products", goods_joined(asked.get("of_goods", ())))
    if isinstance(measure, Balance):
        slots.pop("flow", None)
    return slots
