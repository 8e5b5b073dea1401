"""The unit of values as columns beside them say it: UOM, SCALAR_FACTOR, UNIT_MULT, «единица», a measure by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sverka.recording.drafting.columns import Column
from sverka.recording.drafting.toml import flat, seen
from sverka.recording.drafting.words import Unit, unit_in

if TYPE_CHECKING:
    from sverka.recording.drafting.facts import Facts

ONES = re.compile(r"(?:units?|ones?|1(?:\.0)?|единиц[аы]?|ед\.?)", re.IGNORECASE)
SCALES = frozenset({1, 1_000, 1_000_000, 1_000_000_000})
MAX_POWER = 9


@dataclass(frozen=True, slots=True)
class Beside:
    """The unit that columns say, which columns, and by key what they say that cannot be read."""

    unit: Unit
    names: tuple[str, ...]
    asked: dict[str, str]


def unit_beside(facts: Facts) -> Beside:
    """What the columns of units say of the rows that are taken; rows of several units are asked as rows."""
    unit, asked = Unit(), dict[str, str]()
    names: list[str] = []
    flow = [facts.roles.flow] if facts.roles.flow else []
    for column in [*facts.roles.left, *flow]:
        if column.named("of quantity") or column.name in facts.cuts.asked or column.named("number"):
            continue
        told = {_unit_of(column, text) for text in facts.cuts.kept.get(column.name, column.told)}
        one = told.pop() if len(told) == 1 else None
        if one is not None and _says(one) and (column.named("measure column") or _of_units(column) or column in flow):
            unit, names = unit.filled(one), [*names, column.name]
        if column.named("scale column") and (one is None or one.scale is None):
            asked["scale"] = f"the column {flat(column.name)} says {seen(column.told)}: of how many units is one?"
        elif _is_no_money(facts, column, one):
            question = f"the column {flat(column.name)} says {seen(column.told)}: in which currency are the values"
            asked["currency"] = f"{question} (of weights draft with --unit kg or t)?"
    return Beside(unit, tuple(names), asked)


def unit_choices(facts: Facts) -> dict[str, Unit]:
    """The columns or rows among which an open question lets the user choose, with the unit that each says."""
    heads = [head for head, _ in facts.wide.says if head.measure == "primary_value"]
    if facts.units_differ:
        return {head.column.name: head.unit for head in heads}
    if facts.roles.rivals:
        return {column.name: unit_in(column.name) for column in facts.roles.rivals}
    found: dict[str, Unit] = {}
    for column in (*facts.roles.left, *filter(None, [facts.roles.flow, facts.roles.currency])):
        units = {text: _unit_of(column, text) for text in column.told} if column.name in facts.cuts.asked else {}
        if any(map(_says, units.values())):
            found |= {text: unit for text, unit in units.items() if not unit.weight}
    return found


def shared_unit(choices: Iterable[Unit]) -> Unit:
    """What all choices say alike."""
    there = tuple(choices)
    currencies, scales = {one.currency for one in there}, {one.scale for one in there}
    currency = currencies.pop() if len(currencies) == 1 else None
    return Unit(currency, scale=scales.pop() if len(scales) == 1 else None)


def _says(unit: Unit) -> bool:
    return bool(unit.currency or unit.scale)


def _of_units(column: Column) -> bool:
    return column.named("unit column") or column.named("scale column")


def _is_no_money(facts: Facts, column: Column, unit: Unit | None) -> bool:
    """Whether a column of units says something that is no currency, and nothing but the values is there to be meant."""
    other = facts.roles.quantity or facts.roles.weight or facts.roles.currency
    plain = column.named("unit column") and not column.named("scale column")
    return plain and other is None and bool(column.told) and (unit is None or not _says(unit))


def _unit_of(column: Column, text: str) -> Unit:
    """The unit that a cell of a column says; numbers of a column of scales are powers of ten, or the scale itself."""
    if not column.named("scale column"):
        return unit_in(text)
    if re.fullmatch(r"\d+(?:\.0)?", text):
        number = int(float(text))
        if number in SCALES and (number > 1 or "factor" in column.name.lower()):
            return Unit(scale=number)
        return Unit(scale=10**number) if number <= MAX_POWER else Unit()
    return Unit(scale=1) if ONES.fullmatch(text) else unit_in(text)
