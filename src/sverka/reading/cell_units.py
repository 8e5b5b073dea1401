"""Units in the heads of tables, and cells that take them: "US$ million", «тыс. т», "'000 tonnes", "%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.reading.kinds import AMOUNTS
from sverka.reading.lexicon import Term
from sverka.reading.periods import Expression
from sverka.reading.quantity import Quantity, neat
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_DELIMITERS = frozenset({"(", ",", ":", ";", "in", "в", "[", "—", "–", "-"})
_THOUSANDS = frozenset({"000", "1000", "1,000", "1.000", "1 000"})
_QUOTES = frozenset({"'", "’", "‘"})
_SKIPPED = frozenset({".", "of", "-"}) | _QUOTES
_RATIOS = frozenset({"/", "per", "за"})
_MEASURED = AMOUNTS | {"percent"}
MAX_SCALE_TOKENS = 2


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """What a head says of the unit of its figures; `kind` is empty where it says a scale alone («млн»)."""

    kind: str
    name: str
    scale: float
    is_scaled: bool
    is_ambiguous: bool
    is_ratio: bool
    first: int
    last: int


def head_unit(sentence: Sentence, times: Sequence[Expression]) -> HeadUnit | None:
    """The unit of a head, the last one where it has several; one within its words ("bags of tea") is none."""
    timed = {at for time in times for at in range(time.first, time.last)}
    units = [
        term
        for term in sentence.of_role("unit")
        if term.first not in timed and term.value.split(":")[0] in _MEASURED and _is_set_off(sentence, term)
    ]
    if not units:
        return _scale_alone(sentence)
    term = max(units, key=lambda t: (t.value.startswith("percent"), t.first, t.last))
    kind, name, factor, mark = term.value.split(":")
    scale, first = _scale_beside(sentence, term)
    is_ratio = any(sentence.low(t.last + (sentence.low(t.last) == ".")) in _RATIOS for t in units)
    return HeadUnit(kind, name, scale * float(factor), scale > 1.0, bool(mark), is_ratio, first, term.last)


def _is_set_off(sentence: Sentence, term: Term) -> bool:
    """Whether a unit opens or ends its head, or stands behind a comma or a bracket, its scale aside."""
    _, first = _scale_beside(sentence, term)
    if sentence.low(term.last) == "." and sentence.low(term.last + 1) == "ч":
        return False  # «в т. ч.»
    ends = all(sentence.tokens[at].kind is TokenKind.MARK for at in range(term.last, len(sentence.tokens)))
    scaled = any(t.first == term.last for t in sentence.of_role("num_scale"))
    return first == 0 or ends or scaled or sentence.low(first - 1) in _DELIMITERS


def _scale_beside(sentence: Sentence, term: Term) -> tuple[float, int]:
    """The scale before a unit or behind it, and the first token of both."""
    before = term.first - 1
    while sentence.low(before) in _SKIPPED:
        before -= 1
    scales = {t.last: t for t in sentence.of_role("num_scale")}
    found = scales.get(before + 1) or scales.get(term.first)
    if found is not None and (len(sentence.low(found.first)) > 1 or term.value.startswith("money")):
        return float(found.value), found.first
    if sentence.low(before) in _THOUSANDS:
        return 1e3, before - (sentence.low(before - 1) in _QUOTES)
    return _scale_behind(sentence, term), term.first


def _scale_behind(sentence: Sentence, term: Term) -> float:
    for at in range(term.last, min(term.last + MAX_SCALE_TOKENS + 1, len(sentence.tokens))):
        for scale in sentence.at(at, "num_scale"):
            if len(sentence.low(at)) > 1 or term.value.startswith("money"):
                return float(scale.value)
        if sentence.low(at) in _THOUSANDS:
            return 1e3
        if sentence.tokens[at].kind is not TokenKind.MARK:
            break
    return 1.0


def _scale_alone(sentence: Sentence) -> HeadUnit | None:
    scales = [t for t in sentence.of_role("num_scale") if len(sentence.low(t.first)) > 1]
    if len(scales) != 1:
        return None
    return HeadUnit("", "", float(scales[0].value), True, False, False, scales[0].first, scales[0].last)


def joined_unit(units: Sequence[HeadUnit]) -> HeadUnit | None:
    """The first unit of several heads, nearest first, with the scale that a nearer head says alone."""
    unit = next((one for one in units if one.kind), None)
    alone = next((one for one in units if not one.kind), None)
    if (
        unit is None
        or alone is None
        or unit.is_scaled
        or unit.kind == "percent"
        or units.index(alone) > units.index(unit)
    ):
        return unit
    return replace(unit, scale=unit.scale * alone.scale, is_scaled=True)


def with_head_unit(quantity: Quantity, unit: HeadUnit | None) -> Quantity:
    """A number without a unit with that of its heads; one with a currency of its own takes their scale alone."""
    if unit is None:
        return quantity
    if quantity.kind == "bare" and unit.kind:
        scale = 1.0 if quantity.scaled and unit.is_scaled else unit.scale
        value = neat(quantity.value * scale)
        high = None if quantity.value_hi is None else neat(quantity.value_hi * scale)
        return replace(
            quantity,
            kind=unit.kind,
            unit=unit.name,
            value=value,
            value_hi=high,
            scaled=unit.is_scaled,
            scale=scale,
            ambiguous_unit=unit.is_ambiguous,
        )
    if unit.kind == "percent" and quantity.unit == "RUB":
        return replace(quantity, kind="multiple", unit="x")  # «2,1 р.»: so many times
    if quantity.kind == "money" and unit.kind == "money" and unit.is_scaled and not quantity.scaled:
        return replace(quantity, value=neat(quantity.value * unit.scale), scaled=True, scale=unit.scale)
    return quantity
