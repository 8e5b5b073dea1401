"""Resolved frames → claims: normalised values, intervals, measures, and one claim for what is said twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.claims import Claim, Hedge, Mention, Products, SlotFill, Whole
from sverka.model.period import Period
from sverka.reading.companies import COMPANY, is_of_company
from sverka.reading.comparing import TWO_THINGS, compares_things
from sverka.reading.discourse import Filled
from sverka.reading.document import Document
from sverka.reading.goods_ranks import ranks_goods
from sverka.reading.group_ranks import group_ranked_in
from sverka.reading.leaving_out import ALL_BUT, is_all_but
from sverka.reading.narrowing import is_within_partners
from sverka.reading.other_traders import other_trader
from sverka.reading.quantity import Quantity
from sverka.reading.resolved import Resolved
from sverka.reading.saying import is_said
from sverka.reading.strangers import STRANGER, is_of_stranger
from sverka.reference.formulate import formulate
from sverka.reference.goods import chapters, get_goods
from sverka.reference.hedges import stated_intervals
from sverka.reference.slugs import slug
from sverka.reference.units import resolve_currency

_WHOLES: dict[str, Whole] = {w: w for w in ("turnover", "export", "import", "production", "other")}
HEADING_DIGITS = 4
AVERAGE = "an average"
_COMPARED = frozenset({"growth", "comparison", "share"})
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
        products=_ranked_goods(resolved) or _products(resolved.value("goods")),
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
    in_words = quantity.kind == "multiple" and not quantity.printed
    return finished(_narrowed(claim, resolved), fraction=quantity.kind == "fraction" or in_words)


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
    verbs = view.sentence.of_role("change", "level", "flow_verb", "multiple")
    return "exact" if any(t.first < view.quantity.first for t in verbs) else "up_to"


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
    ids = str(value).split("+")
    known = [get_goods(one) for one in ids]
    label = " and ".join(goods.name_en if goods else one for goods, one in zip(known, ids, strict=True))
    group = "+".join(one if goods else slug(one) or one for goods, one in zip(known, ids, strict=True))
    return Products(label, tuple(sorted({code for one in ids for code in chapters(one)})), group)


def _ranked_goods(resolved: Resolved) -> Products | None:
    """Goods ranked among goods, by their HS heading: headings are what goods are ranked among."""
    goods = get_goods(str(resolved.value("goods"))) if ranks_goods(resolved) else None
    if goods is None or len(goods.hs) != 1 or len(goods.hs[0]) != HEADING_DIGITS:
        return None
    return Products(goods.name_en, chapters(goods.id), goods.hs[0])


def _of(resolved: Resolved) -> Whole | None:
    if resolved.kind != "share" and "of" not in resolved.slots:
        return None
    return _WHOLES.get(str(resolved.value("of")).partition(":")[0], "other")


def _aspect(resolved: Resolved) -> str | None:
    flow = str(resolved.value("flow"))
    if resolved.kind in ("growth", "comparison") and flow.startswith("balance:"):
        return flow.removeprefix("balance:")
    trader = _trader(resolved)
    if trader is not None:
        return trader
    if "days" in resolved.slots:
        return str(resolved.value("days"))
    if _is_average(resolved):
        return AVERAGE
    if resolved.kind in _COMPARED and compares_things(resolved.frame.view):
        return TWO_THINGS
    if is_all_but(resolved):
        return ALL_BUT
    if ranks_goods(resolved):
        return "goods"
    return "volume" if "measured_in" in resolved.slots else None


def _trader(resolved: Resolved) -> str | None:
    """Who trades, where it is not the reporter: a company, one whom no table knows, another place."""
    if is_of_company(resolved.frame):
        return COMPANY
    return STRANGER if is_of_stranger(resolved.frame.view) else other_trader(resolved)


def _is_average(resolved: Resolved) -> bool:
    """Whether an amount is an average: so much a month, or for each inhabitant, of the period told."""
    view = resolved.frame.view
    said = [t for t in view.sentence.of_role("average") if view.left <= t.first < view.right]
    return resolved.kind in ("level", "balance") and bool(said)


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
    if view.quantity.lead_in in ("на", "by"):
        return False
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
    """A share or a rank within less than the total: of the exports of those goods, or to those partners."""
    group = group_ranked_in(resolved)
    if group is not None:
        return replace(claim, of_partners=(group,))
    if claim.of not in ("export", "import", "turnover"):
        return claim
    narrower, partners = resolved.value("of_goods"), resolved.value("of_partners")
    if isinstance(partners, tuple):
        claim = replace(claim, of_partners=tuple(str(place) for place in partners))
    if narrower is not None:
        return replace(claim, of_products=_products(narrower))
    if claim.products is not None and claim.partners:
        if not isinstance(partners, tuple) and is_within_partners(resolved):
            return replace(claim, of_partners=claim.partners)
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
    for name in _PRINTED_SLOTS:
        if name in resolved.slots:
            fill = _fill(name, resolved.slots[name], document)
            fills.append(replace(fill, said=is_said(name, resolved.slots[name], resolved)))
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


def main_period(claims: Sequence[Claim], published: str | None) -> str | None:
    """The period that most dated claims have, else the last full year before the date of publication."""
    dated = [claim.period for claim in claims if claim.period]
    if dated:
        return max(dict.fromkeys(dated), key=dated.count)
    return str(Period.year(int(published[:4]) - 1)) if published else None
