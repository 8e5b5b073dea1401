"""The section of a draft on the value of trade: which column, in which currency, how many units one is, how valued."""

from __future__ import annotations

import re

from sverka.recording.drafting.beside_money import scale_doubt
from sverka.recording.drafting.facts import Facts
from sverka.recording.drafting.toml import ask, flat, line, quoted, seen
from sverka.recording.drafting.units import unit_choices
from sverka.recording.drafting.words import Unit

NO_CURRENCY = "XXX"
"""ISO 4217: no currency is involved."""
_EXAMPLES = {"currency": quoted("USD"), "scale": "1000"}
_STEMS = {"export": ("export", "экспорт", "вывоз"), "import": ("import", "импорт", "ввоз")}


def money_section(facts: Facts) -> list[str]:
    """The value of trade, or that there is none; a unit that goes with an open question is asked beside it."""
    if facts.weight_only:
        return [
            "[primary_value]  # the table tells weights alone",
            line("currency", quoted(NO_CURRENCY), "no values are told"),
            line("valuation", quoted("none")),
        ]
    return ["[primary_value]", *_column(facts), *_units(facts), _valuation(facts)]


def _column(facts: Facts) -> list[str]:
    roles = facts.roles
    if facts.wide.says:
        return ["# its columns are told under [table]", *_same_heads(facts)[:1]]
    if roles.rivals:
        names = ", ".join(flat(column.name) for column in roles.rivals)
        return [ask("column", f"which column is the value of trade: {names}?", quoted(roles.rivals[0].name))]
    if roles.value is not None:
        return [line("column", quoted(roles.value.name), f"holds {seen(roles.value.told)}")]
    return [ask("column", "which column is the value of trade? none is called so", quoted("Value"))]


def _same_heads(facts: Facts) -> list[str]:
    """A question where wide columns say the same, or are of several units."""
    same = [flat(one.partition(":")[2]) for one in facts.wide.asked if one.startswith("same:")]
    asked = []
    if same:
        todo = "take one of them out of wide, and this line"
        asked.append(ask("column", f"the head {same[0]} says what another says: which of them counts?", todo=todo))
    if facts.units_differ:
        todo = "keep the columns of one unit in wide, and take this line out"
        asked.append(ask("column", "the heads name several units: which of them counts?", todo=todo))
    return asked


def _units(facts: Facts) -> list[str]:
    """The lines of currency and scale: told, taken for want of anything said, or asked."""
    asked = _asked(facts)
    unit, where = facts.unit
    column = facts.roles.currency
    if column is not None and where != "--unit":
        asked.pop("currency", None)
        currency = line("currency_column", quoted(column.name), f"holds {seen(column.told)}")
    elif unit.currency is not None:
        currency = line("currency", quoted(unit.currency), f"told by {where}")
    else:
        unsaid = "NOT SAID in the file: US dollars are taken; correct it, or give --unit"
        currency = line("currency", quoted("USD"), unsaid)
    told = {"currency": currency, "scale": _scale(unit, where)}
    return [ask(key, asked[key], _EXAMPLES[key]) if key in asked else given for key, given in told.items()]


def _scale(unit: Unit, where: str) -> str:
    """The line of the scale; none is set where nothing says it, so that loads say so too."""
    if unit.scale or where == "--unit":
        return line("scale", str(unit.scale or 1), f"told by {where}" if where else "")
    unsaid = "NOT SAID in the file: figures are taken as single units; say 1000 where they are in thousands"
    return f"# {line('scale', '1', unsaid)}"


def _asked(facts: Facts) -> dict[str, str]:
    """What must be asked of currency and scale: a column says it in an unknown way, or it goes with another answer.

    Where one of the two is asked and nothing says the other, both are: an answer to one alone would leave a guess.
    """
    unit, where = facts.unit
    if where == "--unit":
        return {}
    asked = dict(facts.beside.asked)
    if unit.currency:
        asked.pop("currency", None)
    beside = facts.beside.unit.scale
    if beside is not None and unit.scale not in (None, beside):
        told = f"the head says one is {unit.scale:,}, the column {', '.join(facts.beside.names)} {beside:,}"
        asked["scale"] = f"{told}: which of them is it?"
    if not unit.scale and (doubt := scale_doubt(facts)):
        asked["scale"] = doubt
    asked |= _with_choice(facts)
    if asked and not unit.scale:
        asked.setdefault("scale", "nothing says of how many units one is: 1, 1000, 1000000?")
    if asked and not unit.currency:
        asked.setdefault("currency", "nothing says in which currency the values are: USD, EUR, RUB, or another?")
    return asked


def _with_choice(facts: Facts) -> dict[str, str]:
    """Questions on what differs among the columns or rows of which the user must choose."""
    choices = unit_choices(facts)
    currencies = {name: unit.currency or "?" for name, unit in choices.items()}
    scales = {name: f"{unit.scale or 1}" for name, unit in choices.items()}
    asked = {}
    for key, what, told in (
        ("currency", "which currency goes with your choice", currencies),
        ("scale", "of how many units is one with your choice", scales),
    ):
        if len({*told.values()}) > 1:
            listed = ", ".join(f"{text} for “{flat(name)}”" for name, text in told.items() if text != "?")
            asked[key] = f"{what}: {listed}?"
    return asked


def _valuation(facts: Facts) -> str:
    """The valuation of each flow that heads and titles name, else none that is stated."""
    texts_of = [*(column.name for column in facts.values), *facts.texts]
    by_flow: dict[str, str] = {}
    told: list[str] = []
    for text in texts_of:
        for found in re.finditer(r"\b(fob|cif|фоб|сиф)\b", text.replace("_", " "), re.IGNORECASE):
            word = {"фоб": "FOB", "сиф": "CIF"}.get(found[1].lower(), found[1].upper())
            told.append(word)
            before = text[: found.start()].lower()
            flows = {flow: max(before.rfind(stem) for stem in stems) for flow, stems in _STEMS.items()}
            near = max(flows, key=lambda flow: flows[flow])
            if flows[near] >= 0:
                by_flow.setdefault(near, word)
    if len(by_flow) == 2:
        return f"valuation = {{ export = {quoted(by_flow['export'])}, import = {quoted(by_flow['import'])} }}"
    if len(set(told)) == 1:
        return line("valuation", quoted(told[0]), "FOB, CIF, or what else the source says")
    return line("valuation", quoted("not stated"), 'FOB, CIF, or { export = "FOB", import = "CIF" }')
