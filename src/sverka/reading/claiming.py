"""Resolved frames → claims: normalised values, intervals, measures, and one claim for what is said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.claims import Claim, Hedge, Mention, Products, SlotFill, Whole
from sverka.model.period import Period
from sverka.reading.discourse import Filled
from sverka.reading.document import Document
from sverka.reading.quantity import Quantity
from sverka.reading.resolved import Resolved
from sverka.reference.formulate import formulate
from sverka.reference.goods import chapters, get_goods
from sverka.reference.hedges import stated_intervals
from sverka.reference.units import resolve_currency

_WHOLES: dict[str, Whole] = {w: w for w in ("turnover", "export", "import", "production", "other")}
_SAID_PRECISELY = ("точн", "именно", "строго", "exact", "precise")
_NEGATIVE = ("отрицательн", "пассивн")
_PRINTED_SLOTS = ("flow", "partners", "reporter", "goods", "period", "base", "of")


def make_claim(resolved: Resolved, document: Document) -> Claim:
    """The claim of a resolved frame; its id is given when all are known."""
    quantity = resolved.frame.view.quantity
    value, value_hi, unit = _value(resolved)
    flow = str(resolved.value("flow"))
    claim = Claim(
        id="",
        kind=resolved.kind,
        value=value,
        unit=unit,
        flow=None if _is_balance(resolved) else flow.partition(":")[0],
        reporter=_text(resolved, "reporter"),
        partners=_partners(resolved),
        products=_products(resolved.value("goods")),
        period=_text(resolved, "period"),
        base=_text(resolved, "base"),
        hedge=_hedge(resolved),
        value_hi=value_hi,
        of=_of(resolved),
        aspect=_aspect(resolved),
        measured_in=_text(resolved, "measured_in"),
        printed=quantity.printed,
        mentions=(_mention(resolved, document),),
        slots=_slots(resolved, document),
    )
    return finished(_narrowed(claim, resolved), fraction=quantity.kind == "fraction" or (quantity.kind == "multiple" and not quantity.printed))


def finished(claim: Claim, *, fraction: bool = False) -> Claim:
    """The claim with its measure and its intervals."""
    measure, reason = formulate(claim)
    narrow, wide = stated_intervals(
        claim.value or 0.0, claim.unit, claim.hedge, claim.printed, value_hi=claim.value_hi, fraction=fraction
    )
    return replace(claim, measure=measure, measure_reason=reason, interval=narrow, interval_wide=wide)


def _hedge(resolved: Resolved) -> Hedge:
    """The hedge said; «до N» behind a verb of change or of level is the result, not a limit."""
    view = resolved.frame.view
    if view.quantity.hedge != "up_to" or view.sentence.low(view.quantity.first) != "до":
        return view.quantity.hedge
    verbs = [t for t in view.sentence.of_role("change", "level", "flow_verb", "multiple") if t.first < view.quantity.first]
    return "exact" if verbs else "up_to"


def _is_balance(resolved: Resolved) -> bool:
    return resolved.kind == "balance" or ":" in str(resolved.value("flow"))


def _text(resolved: Resolved, slot: str) -> str | None:
    value = resolved.value(slot)
    return None if value is None else str(value)


def _partners(resolved: Resolved) -> tuple[str, ...]:
    value = resolved.value("partners")
    return tuple(str(p) for p in value) if isinstance(value, tuple) else ()


def _products(value: object) -> Products | None:
    if value is None:
        return None
    goods = get_goods(str(value))
    return Products(goods.name_en if goods else str(value), chapters(str(value)), str(value))


def _of(resolved: Resolved) -> Whole | None:
    if resolved.kind != "share":
        return None
    return _WHOLES.get(str(resolved.value("of")).partition(":")[0], "other")


def _aspect(resolved: Resolved) -> str | None:
    flow = str(resolved.value("flow"))
    if resolved.kind in ("growth", "comparison") and flow.startswith("balance:"):
        return flow.removeprefix("balance:")
    return "volume" if "measured_in" in resolved.slots else None


def _value(resolved: Resolved) -> tuple[float, float | None, str]:
    """Value, upper value and unit as the corpus has them: falls and deficits negative, multiples as growth."""
    quantity, sign = resolved.frame.view.quantity, resolved.direction or 1
    if quantity.kind == "rank":
        return quantity.value, None, "rank"
    if quantity.kind == "multiple":
        return _growth_of_multiple(quantity, sign), None, "%"
    unit = _unit(resolved)
    if resolved.kind == "balance":
        sign = -1 if "deficit" in str(resolved.value("flow")) or quantity.sign < 0 or _is_negative(resolved) else 1
    elif resolved.kind == "growth" and _is_index(resolved):
        return round(quantity.value - 100.0, 10), None, "%"
    elif resolved.kind not in ("growth", "comparison"):
        sign = 1
    high = None if quantity.value_hi is None else sign * quantity.value_hi
    return sign * quantity.value, high, unit


def _is_negative(resolved: Resolved) -> bool:
    """«Сальдо сложилось отрицательным — 6,8 млрд»: a balance whose sign stands apart from it."""
    view = resolved.frame.view
    return any(view.sentence.low(at).startswith(_NEGATIVE) for at in range(view.left, view.quantity.first))


def _growth_of_multiple(quantity: Quantity, sign: int) -> float:
    """ "2.1 times" up is growth of 110 %; "halved", or «в 2 раза меньше», a fall of 50 %."""
    factor = 1.0 / quantity.value if sign < 0 and quantity.value > 1 else quantity.value
    return round((factor - 1.0) * 100.0, 10)


def _is_index(resolved: Resolved) -> bool:
    """An index: "156.5 % of the same period of last year"."""
    view = resolved.frame.view
    behind = [t for t in view.times if 0 <= t.first - view.quantity.core_last <= 2]
    return bool(behind) and view.quantity.value > 50 and view.sentence.low(view.quantity.core_last) in ("of", "от", "к")


def _unit(resolved: Resolved) -> str:
    quantity = resolved.frame.view.quantity
    if quantity.kind == "money" and quantity.ambiguous_unit:
        return resolve_currency(quantity.unit, _text(resolved, "reporter"))
    return quantity.unit


def _mention(resolved: Resolved, document: Document) -> Mention:
    view = resolved.frame.view
    tokens = view.sentence.tokens
    start, end = document.span(tokens[view.quantity.first].start, tokens[view.quantity.last - 1].end)
    return Mention(start, end, document.given[start:end], view.sentence.block.kind, _hedge(resolved))


def _narrowed(claim: Claim, resolved: Resolved) -> Claim:
    """A share whose whole is narrower than the total: of the exports of those goods, or to those partners."""
    if claim.kind != "share" or claim.of not in ("export", "import", "turnover"):
        return claim
    narrower, partners = resolved.value("of_goods"), resolved.value("of_partners")
    if isinstance(partners, tuple):
        claim = replace(claim, of_partners=tuple(str(place) for place in partners))
    if narrower is not None:
        return replace(claim, of_products=_products(narrower))
    if claim.products is not None and claim.partners:
        return replace(claim, of_products=claim.products)
    return claim


def _slots(resolved: Resolved, document: Document) -> tuple[SlotFill, ...]:
    quantity = resolved.frame.view.quantity
    tokens = resolved.frame.view.sentence.tokens
    vote = resolved.frame.vote
    fills = [_kind_slot(resolved, document)] if vote else []
    number = document.span(tokens[quantity.core_first].start, tokens[quantity.core_last - 1].end)
    fills.append(
        SlotFill(
            "value",
            quantity.printed or f"{quantity.value:g}",
            "number",
            f"a number of kind {quantity.kind}",
            1.0,
            *number,
            document.given[number[0] : number[1]],
        )
    )
    fills.extend(_fill(name, resolved.slots[name], document) for name in _PRINTED_SLOTS if name in resolved.slots)
    return tuple(fills)


def _kind_slot(resolved: Resolved, document: Document) -> SlotFill:
    vote = resolved.frame.vote
    tokens = resolved.frame.view.sentence.tokens
    if vote is None or vote.term is None:
        return SlotFill("kind", resolved.kind, "number", vote.rule if vote else "", 0.9)
    start, end = document.span(tokens[vote.term.first].start, tokens[vote.term.last - 1].end)
    confidence = round(min(1.0, 0.5 + vote.weight / 12), 3)
    return SlotFill("kind", resolved.kind, "own clause", vote.rule, confidence, start, end, document.given[start:end])


def _fill(slot: str, filled: Filled, document: Document) -> SlotFill:
    value = "+".join(map(str, filled.value)) if isinstance(filled.value, tuple) else str(filled.value)
    if filled.start is None or filled.end is None:
        return SlotFill(slot, value, filled.origin, filled.rule, filled.confidence)
    start, end = document.span(filled.start, filled.end)
    return SlotFill(slot, value, filled.origin, filled.rule, filled.confidence, start, end, document.given[start:end])


def merged(claims: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """One claim for each figure asserted: a repetition is a further mention of the claim that says it best.

    A headline's figure without its hedge ("60 %" for "almost 60 %"), or rounded, is a mention of the body's; so is a
    figure said again more finely in the same breath ("just under half, 47.8 %"). Each mention keeps its own hedge.
    """
    kept: list[Claim] = []
    for claim in claims:
        at = next((k for k, other in enumerate(kept) if _same(other, claim) or _restated(other, claim, text)), None)
        if at is None:
            kept.append(claim)
        else:
            kept[at] = _joined(kept[at], claim)
    ordered = sorted(kept, key=lambda claim: claim.mentions[0].start)
    return tuple(replace(claim, id=f"c{k}") for k, claim in enumerate(ordered, 1))


def _same(a: Claim, b: Claim) -> bool:
    """The same question with the same answer, what a headline leaves unsaid or rounds aside."""
    if (a.kind, a.unit, a.of) != (b.kind, b.unit, b.of) or a.value is None or b.value is None:
        return False
    if a.kind == "rank" and a.partners != b.partners:
        return False
    headline = _in_headline(a) != _in_headline(b)
    equal = abs(a.value - b.value) <= 1e-9 * max(1.0, abs(a.value))
    if not equal and not (headline and _rounds(a, b)):
        return False
    pairs = [(a.flow, b.flow), (a.partners, b.partners), (a.period, b.period), (a.reporter, b.reporter)]
    goods = (a.products.group if a.products else None, b.products.group if b.products else None)
    return all(x == y or (headline and (not x or not y)) for x, y in (*pairs, goods))


def _rounds(a: Claim, b: Claim) -> bool:
    """Whether one of two figures is the other, rounded or hedged: it lies in what readers admit for it."""
    if a.value is None or b.value is None:
        return False
    fraction = not a.printed or not b.printed
    near = fraction and abs(a.value - b.value) <= 0.25 * max(abs(a.value), abs(b.value))
    return near or a.value in b.interval_wide or b.value in a.interval_wide


def _restated(a: Claim, b: Claim, text: str) -> bool:
    """Whether a figure says again, more finely and in the same breath, what the one before it said."""
    slots = (a.kind, a.unit, a.flow, a.of, a.period) == (b.kind, b.unit, b.flow, b.of, b.period)
    if not slots or a.kind in ("rank", "count") or a.value == b.value or not b.printed:
        return False
    between = text[a.mentions[-1].end : b.mentions[0].start]
    if not 0 < len(between) <= 45 or any(mark in between for mark in ".;!?\n"):
        return False
    finer = a.hedge != "exact" or any(word in between for word in _SAID_PRECISELY)
    return (not a.partners or not b.partners or a.partners == b.partners) and finer and _rounds(a, b)


def _joined(a: Claim, b: Claim) -> Claim:
    """Both mentions on the claim that says it best: the body's before a headline's, the finer before the coarser."""
    first = _in_headline(a) and not _in_headline(b)
    finer = not _in_headline(b) and a.value != b.value and bool(b.printed)
    best, other = (b, a) if first or finer else (a, b)
    mentions = sorted(
        (*best.mentions, *other.mentions), key=lambda m: (m.block == "headline", m not in best.mentions, m.start)
    )
    filled = replace(best, partners=best.partners or other.partners, products=best.products or other.products)
    joined = replace(filled, mentions=tuple(dict.fromkeys(mentions)))
    return joined if filled == best else finished(joined, fraction=not best.printed)


def _in_headline(claim: Claim) -> bool:
    return all(mention.block == "headline" for mention in claim.mentions)


def main_period(claims: Sequence[Claim], published: str | None) -> str | None:
    """The period that most dated claims have, else the last full year before the date of publication."""
    dated = [claim.period for claim in claims if claim.period]
    if dated:
        return max(dict.fromkeys(dated), key=dated.count)
    return str(Period.year(int(published[:4]) - 1)) if published else None
