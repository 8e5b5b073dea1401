"""Numbers without a unit: the unit and the scale that they take from their neighbours.

"From 43 to 45 %", "2.3 and 0.5 bcm", "320,564 tonnes, 315,036 a year earlier", "June had seen 102.6 million".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.reading.discourse import Amount, State
from sverka.reading.kinds import AMOUNTS, COUNTED
from sverka.reading.periods import Expression
from sverka.reading.quantity import Quantity, neat
from sverka.reading.sentences import Sentence

_EQUALS = frozenset(["with", "from", "to", "against", "против", "—", "–", "(", "с", "до", "или", "or"])
_FROM = frozenset(["from", "с", "со"])
_TO = (["to"], ["до"])
_ENDS = frozenset(["", ".", ",", ";", "and", "и", ")"])
_PLACES = frozenset({"place_name", "place_city"})
LEAST_ALIKE = 10_000.0
_JOINERS = frozenset(["and", "и", ",", "or", "или"])


def with_units(
    sentence: Sentence, quantities: Sequence[Quantity], state: State, times: Sequence[Expression]
) -> tuple[Quantity, ...]:
    """The quantities, those without a unit with that of their neighbours where they stand as its equals."""
    known: list[Quantity] = []
    for quantity in _with_next(sentence, quantities):
        known.append(
            _from_before(sentence, quantity, known, times)
            or _from_discourse(sentence, quantity, quantities, state)
            or quantity
        )
    return tuple(known)


def _with_next(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, some with the unit of the next one; from the last on, since lists end in the unit."""
    found: list[Quantity] = []
    for quantity in reversed(quantities):
        found.append(_from_next(sentence, quantity, found[-1] if found else None) or quantity)
    return found[::-1]


def _from_next(sentence: Sentence, quantity: Quantity, following: Quantity | None) -> Quantity | None:
    """ "2.3 and 0.5 bcm", «со 160 млн до 320 млн долларов»: a number joined to the next one shares its unit."""
    if following is not None and quantity.kind == "bare" and _changes_to(sentence, quantity, following):
        return _like(quantity, following)
    if quantity.kind != "bare" or quantity.scaled or following is None:
        return None
    between = [sentence.low(at) for at in range(quantity.last, following.first)]
    joined = 0 < len(between) <= 2 and _JOINERS.issuperset(between)
    alike = "." in quantity.printed or quantity.value >= 1000 or bool(sentence.of_role("respectively"))
    return _like(quantity, following) if joined and alike and following.kind in (*AMOUNTS, "percent") else None


def _changes_to(sentence: Sentence, quantity: Quantity, following: Quantity) -> bool:
    """Whether one number is said to change to the next: "from 4.1 to 5.6 billion dollars"."""
    opened = {sentence.low(at) for at in (quantity.first - 1, quantity.first)} & _FROM
    leads = [sentence.low(at) for at in range(quantity.last, following.core_first)][:1]
    return bool(opened) and leads in _TO and following.kind in (*AMOUNTS, "percent")


def _from_before(
    sentence: Sentence, quantity: Quantity, known: Sequence[Quantity], times: Sequence[Expression]
) -> Quantity | None:
    """A scaled number is an amount like the one before it; one without a scale takes that one's unit and scale."""
    if quantity.kind != "bare":
        return None
    kinds = AMOUNTS if quantity.scaled else (*AMOUNTS, "percent", "fraction")
    source = next((q for q in reversed(known) if q.kind in kinds), None)
    if source is None:
        return None
    equal = _equal_standing(sentence, quantity) or _dated(quantity, times) or _ends_list(sentence, quantity, source)
    if quantity.scaled or source.unit == "%" or "." in quantity.printed or equal:
        return _like(quantity, source)
    return None


def _ends_list(sentence: Sentence, quantity: Quantity, source: Quantity) -> bool:
    """ "Japan bought 121,000 tonnes and the US 94,500": as large a number behind a name, which nothing counts."""
    behind = sentence.low(quantity.last)
    named = any(t.role in _PLACES and t.first >= source.last and t.last <= quantity.first for t in sentence.terms)
    alike = source.scale == 1.0 and quantity.value >= LEAST_ALIKE and source.value >= LEAST_ALIKE
    return named and alike and behind in _ENDS


def _like(quantity: Quantity, source: Quantity) -> Quantity:
    scale = 1.0 if quantity.scaled or source.unit == "%" else source.scale
    return replace(
        quantity,
        kind=source.kind,
        unit=source.unit,
        value=neat(quantity.value * scale),
        ambiguous_unit=source.ambiguous_unit,
        scaled=quantity.scaled or source.scaled,
    )


def _from_discourse(
    sentence: Sentence, quantity: Quantity, quantities: Sequence[Quantity], state: State
) -> Quantity | None:
    """The unit of the last figures, rather one that no other number here has; with decimals its scale too."""
    if quantity.kind != "bare":
        return None
    taken = {q.unit for q in quantities}
    free = [a for a in state.amounts if a.unit not in taken] or list(state.amounts)
    amount = free[0] if free else None
    if _counts_others(sentence, quantity) or any(
        q.last < quantity.first and _is_counted(sentence, q) for q in quantities
    ):
        return None
    alone = all(q.kind in ("bare", "rank") for q in quantities) and not sentence.of_role("unit")
    if amount is not None and (quantity.scaled or ("." in quantity.printed and alone)):
        scale = 1.0 if quantity.scaled else amount.scale
        return replace(quantity, kind=amount.kind, unit=amount.unit, value=neat(quantity.value * scale), scaled=True)
    if state.unit == "%" and (_equal_standing(sentence, quantity) or _after_change(sentence, quantity)):
        return replace(quantity, kind="percent", unit="%")
    return None


def _is_counted(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number has what it counts right behind it: "we are four million people and feed forty million"."""
    return quantity.kind == "bare" and any(t.value == COUNTED for t in sentence.beginning(quantity.last))


def _counts_others(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number without a unit is of people or the like: "jobs supported by exports: 1.1 million"."""
    return any(t.value == COUNTED and t.first in (0, quantity.last) for t in sentence.of_role("cue"))


def amounts_of(quantities: Sequence[Quantity]) -> tuple[Amount, ...]:
    """The kinds, units and scales of amounts, the last first."""
    return tuple(Amount(q.kind, q.unit, q.scale) for q in reversed(quantities) if q.kind in AMOUNTS)


def _dated(quantity: Quantity, times: Sequence[Expression]) -> bool:
    """Whether a comparison in time stands right behind: "46,000 the year before"."""
    return any(time.is_relative and time.first - quantity.last in (0, 1) for time in times)


def _after_change(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a verb of change stands in the number's clause: «экспорт прибавил поменьше, пять с половиной»."""
    return any(0 <= quantity.first - t.last <= 3 for t in sentence.of_role("change"))


def _equal_standing(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a bare number stands where a figure stands: after "from", «против», a dash, in brackets."""
    return sentence.low(quantity.first - 1) in _EQUALS
