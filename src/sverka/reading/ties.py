"""Figures that speak of one thing: an amount, and the share, growth or rank said of it in the same breath.

"China took 19.6 bn of that, or 27 percent": the share is of what the amount is, its whole the amount named before.
A growth, share or rank said of a tonnage is one of tonnage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.reading.discourse import Filled, Slots, State
from sverka.reading.kinds import AMOUNTS
from sverka.reading.quantity import Quantity
from sverka.reading.resolved import LIST, QUOTED, Resolved
from sverka.reading.tokens import TokenKind
from sverka.reading.wholes import whole_flow
from sverka.reference.goods import hs_ranges, ranges_hold
from sverka.reference.places import members

MAX_TOKENS_BETWEEN = 6
MAX_TOKENS_TO_WHOLE = 4
_OPENING = frozenset([",", "(", "or", "или", "—", "–"])
_NEW_THINGS = frozenset(
    {"flow_noun", "flow_verb", "balance", "place_name", "place_adjective", "goods", "change", "again"}
)
_RATIOS = frozenset({"growth", "share", "rank"})
_PART_SLOTS = ("partners", "goods", "period", "reporter")


def tied(found: Sequence[Resolved], state: State) -> tuple[Resolved, ...]:
    """The figures of a sentence with what those that speak of one thing give each other."""
    figures = list(found)
    for k, figure in enumerate(figures):
        if figure.kind != "share":
            continue
        amount = figures[k - 1] if k and _restates(figures[k - 1], figure) else None
        whole = _whole_before(figures[: k - 1 if amount else k], amount or figure, state)
        if amount is not None:
            figures[k - 1], figures[k] = _joined(amount, figure, whole)
        elif whole is not None and _points_at_whole(figure):
            figures[k] = replace(figure, slots=_of_whole({**whole, **figure.slots}, whole))
    return tuple(_weighed(figures, k, state) for k in range(len(figures)))


def level_named(found: Sequence[Resolved], state: State) -> Slots | None:
    """The amount that later shares may be of: the first of the sentence that is no part of the one named before."""
    first = next((one for one in found if one.kind == "level" and not _is_quoted(one)), None)
    if first is None or (state.level is not None and _is_part(first.slots, state.level)):
        return state.level
    unit = _physical(first.frame.view.quantity)
    if unit is None:
        return first.slots
    return {**first.slots, "measured_in": Filled(unit, "as the amount named before", LIST, 0.6)}


def _is_quoted(figure: Resolved) -> bool:
    return "period" in figure.slots and figure.slots["period"].origin == QUOTED


def _restates(amount: Resolved, share: Resolved) -> bool:
    """Whether a share only says an amount again: "$3.4 billion, or 35 percent", «166 млн, это 64 %»."""
    sentence = amount.frame.view.sentence
    start, end = amount.frame.view.quantity.last, share.frame.view.quantity.first
    start += sentence.low(start) == "."  # «330 млн долл., или 25 %»
    if amount.kind != "level" or not 0 < end - start <= MAX_TOKENS_BETWEEN or sentence.low(start) not in _OPENING:
        return False
    if whole_flow(amount.frame.view) is not None:
        return False  # «доля газа в общем экспорте, составившем 8 млрд, — 4 %»
    between = range(start, end)
    if any(sentence.low(at) in ("and", "и", ";") or sentence.tokens[at].kind is TokenKind.NUMBER for at in between):
        return False
    return not any(term.role in _NEW_THINGS for term in sentence.terms if start <= term.first < end)


def _joined(amount: Resolved, share: Resolved, whole: Slots | None) -> tuple[Resolved, Resolved]:
    """The amount and the share with the same part."""
    part = {name: amount.slots.get(name) or share.slots.get(name) for name in _PART_SLOTS}
    part["flow"] = amount.slots["flow"]
    rule = "as the amount that it restates"
    known = {name: replace(filled, rule=rule, origin=LIST) for name, filled in part.items() if filled}
    named = next((c for c in share.frame.whole if c.near), None)
    slots = {**share.slots, **known}
    if named is not None:
        slots = _of_mutual(slots, share)
    elif whole is not None:
        slots = _of_whole(slots, whole)
    elif "of" in slots:
        slots["of"] = replace(slots["of"], value=str(amount.value("flow")))
    given = {name: filled for name, filled in part.items() if filled and name not in amount.slots}
    return replace(amount, slots={**amount.slots, **given}), replace(share, slots=slots)


def _of_whole(slots: Slots, whole: Slots) -> Slots:
    """A share's slots with an amount named before as its whole."""
    of = {"of": whole["flow"], "of_partners": whole.get("partners"), "of_goods": whole.get("goods")}
    of["measured_in"] = whole.get("measured_in")
    rule = "the amount named before"
    return {**slots, **{name: replace(filled, rule=rule) for name, filled in of.items() if filled}}


def _of_mutual(slots: Slots, share: Resolved) -> Slots:
    """A share of mutual trade is of the trade with that partner."""
    mutual = share.frame.view.sentence.of_role("mutual")
    behind = any(0 <= term.first - share.frame.view.quantity.core_last <= MAX_TOKENS_TO_WHOLE for term in mutual)
    return {**slots, "of_partners": slots["partners"]} if behind and "partners" in slots else slots


def _whole_before(earlier: Sequence[Resolved], part: Resolved, state: State) -> Slots | None:
    """The last amount, of this sentence or before it, that a figure may be a part of."""
    named = [one.slots for one in reversed(earlier) if one.kind == "level" and not _is_quoted(one)]
    wholes = [*named, *([state.level] if state.level else [])]
    return next((whole for whole in wholes if _is_part(part.slots, whole)), None)


def _value(slots: Slots, name: str) -> object:
    return slots[name].value if name in slots else None


def _is_part(part: Slots, whole: Slots) -> bool:
    """Whether one cut may lie in another: of its flow or in turnover, of its period, and not the same."""
    flows = (_value(part, "flow"), "turnover")
    if _value(whole, "flow") not in flows or _value(part, "period") != _value(whole, "period"):
        return False
    kept = ("reporter", "flow", "partners", "goods")
    if not _may_hold(whole, part):
        return False  # Japan is no part of China, nor barley of wheat
    return any(_value(part, name) != _value(whole, name) for name in kept)


def _may_hold(whole: Slots, part: Slots) -> bool:
    """Whether the places and the goods of a whole may hold those of a part, as far as both name some."""
    outer, inner = _value(whole, "partners"), _value(part, "partners")
    everywhere = outer == ()  # "to the world"
    if (
        isinstance(outer, tuple)
        and isinstance(inner, tuple)
        and not everywhere
        and not _covered(outer) >= _covered(inner)
    ):
        return False
    goods = [hs_ranges(str(value)) for value in (_value(whole, "goods"), _value(part, "goods")) if value is not None]
    wide, narrow = goods if len(goods) == 2 else (None, None)
    if wide is None or narrow is None:
        return True
    return ranges_hold(wide, narrow)


def _covered(places: Sequence[str]) -> frozenset[str]:
    """The countries that places stand for, and the places themselves."""
    return frozenset(places).union(*(members(place) for place in places))


def _points_at_whole(share: Resolved) -> bool:
    """Whether words such as "of this", «из которых» lead the share back to the amount before."""
    view = share.frame.view
    return any(view.left <= term.first < view.right for term in view.sentence.of_role("of_it"))


def _weighed(figures: Sequence[Resolved], at: int, state: State) -> Resolved:
    """The figure with the physical unit that it is of, where the amount beside it is in one."""
    figure = figures[at]
    if figure.kind not in _RATIOS:
        return figure
    said = _unit_said(figure)
    unit = said or _physical_unit(figures, at) or _unit_spoken_of(figures, at, state)
    if unit is None:
        return figure
    rule = "words of tonnage" if said else "as the amount beside it"
    return replace(figure, slots={**figure.slots, "measured_in": Filled(unit, rule, LIST, 0.7)})


def _unit_said(figure: Resolved) -> str | None:
    """The unit that words say a ratio is of: "up 5 % by volume", «в натуральном выражении»; none beyond a number."""
    view = figure.frame.view
    said = [t for t in view.sentence.of_role("tonnage") if view.left <= t.first and t.last <= view.right]
    return said[0].value if said else None


def _physical_unit(figures: Sequence[Resolved], at: int) -> str | None:
    """The unit of the amount right before, else right behind, that no new words of trade part from the figure."""
    beside = [figures[at - 1]] if at and not figures[at].frame.fresh else []
    if at + 1 < len(figures) and not figures[at + 1].frame.fresh:
        beside.append(figures[at + 1])
    quantity = next((one.frame.view.quantity for one in beside if one.frame.view.quantity.kind in AMOUNTS), None)
    return _physical(quantity) if quantity else None


def _unit_spoken_of(figures: Sequence[Resolved], at: int, state: State) -> str | None:
    """The unit of the sentence before, where a change only goes on from its amount: "That was 20 percent more"."""
    amounts = [one.frame.view.quantity for one in figures if one.frame.view.quantity.kind in AMOUNTS]
    if figures[at].kind != "growth" or figures[at].frame.fresh or not state.amounts:
        return None
    units = {*(amount.unit for amount in state.amounts), *(amount.unit for amount in amounts)}
    last = state.amounts[0]
    if len(units) > 1 or last.kind == "money":
        return None
    return "kg" if last.kind == "mass" else last.unit


def _physical(quantity: Quantity) -> str | None:
    """The unit of a tonnage or another quantity; `None` for money."""
    if quantity.kind not in AMOUNTS or quantity.kind == "money":
        return None
    return "kg" if quantity.kind == "mass" else quantity.unit
