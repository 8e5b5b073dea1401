"""Frames → resolved frames: each open slot takes its nearest candidate or what the discourse carries, and says which.

Order of preference: the number's own clause, the figure before it in the same list, its own sentence, the sentence
before, the topic of the text (headline and first sentence about trade), the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.claims import ClaimKind
from sverka.model.period import Period
from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Compared, Filled, Slots, State
from sverka.reading.frames import Frame
from sverka.reading.inheriting import amounts_of
from sverka.reading.labels import of_soya
from sverka.reading.periods import TimeFrame
from sverka.reading.possessives import goods_possessed
from sverka.reading.pronouns import UNKNOWN_GOODS, goods_meant, has_unknown_goods, is_of_all_again
from sverka.reading.quoted_periods import own_period
from sverka.reading.resolve_periods import (
    add_base,
    days_of,
    in_passing,
    is_aside,
    is_before_past,
    period_of,
)
from sverka.reading.resolve_places import add_places
from sverka.reading.resolved import LIST, QUOTED, Resolved, filled_from
from sverka.reading.sales import BROUGHT, SOLD, is_sale, seen_from_home
from sverka.reading.view import View
from sverka.reading.wholes import changes_share, past_whole, told_out_of, whole_flow, without_parts

MAX_COST_TO_BALANCE = 4
FIRST_GOODS = "the goods of the first figure of a text that begins with people"
MAX_WORDS_TO_FLOW = 3
_OF_BALANCE = frozenset(
    "in of for with trade trading goods в во по внешней торговли торговле торговлей товарами".split()
)
"""Words between a balance and the goods that it is of."""


def resolve(
    frame: Frame, state: State, before: Resolved | None, time: TimeFrame, reporter: str | None
) -> Resolved | str:
    """The frame with its slots filled, or the reason why it cannot be a claim.

    `before` is the figure before it in the same sentence, `state` the discourse before the sentence.
    """
    kind = frame.kind
    if kind is None:
        return "nothing near says what it measures"
    if has_unknown_goods(frame, state):
        return UNKNOWN_GOODS
    frame, state = without_parts(frame, state)
    frame = past_whole(frame, before)
    listed = before if before is not None and not frame.fresh else None
    flow = _flow(frame, state, listed, before, kind)
    if flow is None:
        return "no word of exports, imports or trade near"
    slots = {"flow": flow}
    period = period_of(frame, state, before, time)
    days = days_of(frame, period, before)
    _add(slots, "days", days)
    if period is not None and (days is None or period.start == days.start):
        slots["period"] = period
    add_places(slots, frame, state, listed, before, reporter)
    slots = seen_from_home(slots, frame, state, reporter)
    _add(slots, "goods", of_soya(_goods(frame, state, listed, before, flow), state))
    if kind == "share" or changes_share(frame, before):
        again = before if kind == "comparison" and before is not None and before.kind == "share" else listed
        slots["of"] = _told(_whole(frame, state, again, slots["flow"]), slots, before, state)
    add_base(slots, frame, kind, time, compared([before]) if before is not None else state.compared)
    open_period = period
    if period is not None and (period.origin == QUOTED or in_passing(frame, period)):
        own = own_period(frame, time)
        open_period = before.open_period if before is not None and before.open_period else _gone_on(own, period, state)
    return Resolved(frame, kind, slots, _direction(frame, state, listed), open_period)


def _gone_on(own: Filled | None, period: Filled, state: State) -> Filled | None:
    """The period that the talk goes on in behind a figure quoted, or said in passing, as the first of its sentence."""
    return own or state.period if period.origin == QUOTED else state.period or own


def _add(slots: dict[str, Filled], slot: str, found: Filled | None) -> None:
    if found is not None:
        slots[slot] = found


def _flow(
    frame: Frame, state: State, listed: Resolved | None, before: Resolved | None, kind: ClaimKind
) -> Filled | None:
    own = _own_flow(frame, kind)
    if own is not None and is_sale(frame, own, state, before):
        return replace(filled_from(frame, own, "export"), rule=SOLD)
    if own is not None and before is not None and _leads_rank(own, before):
        return replace(before.slots["flow"], rule="of whoever is ranked before it", origin=LIST)
    if own is not None and own.near and not _shares_word(frame, own, listed):
        return filled_from(frame, own)
    ranked = listed is not None and listed.kind == "rank" and own is not None  # a rank in passing opens no flow
    if listed is not None and not ranked:
        return replace(listed.slots["flow"], rule="as the figure before it", origin=LIST)
    if own is not None:
        return filled_from(frame, own)
    if before is not None:
        return _carried_flow(replace(before.slots["flow"], rule="as the figure before it", origin=LIST), state, kind)
    return _carried_flow(state.flow or state.topic_flow, state, kind)


def _leads_rank(own: Candidate, rank: Resolved) -> bool:
    """Whether words of trade stand before a rank that has its own: the figure behind it speaks of what is ranked."""
    if rank.kind != "rank" or "partners" not in rank.slots:
        return False
    return rank.slots["flow"].rule == "what is ranked" and own.last <= rank.frame.view.quantity.core_first


def _carried_flow(flow: Filled | None, state: State, kind: ClaimKind) -> Filled | None:
    """A balance is carried to balances and their changes; a level, a share or a rank after it is of all trade."""
    if flow is None or ":" not in str(flow.value) or kind in ("balance", "growth", "comparison"):
        return flow
    topic = state.topic_flow
    return topic if topic is not None and ":" not in str(topic.value) else replace(flow, value="turnover")


def _shares_word(frame: Frame, own: Candidate, listed: Resolved | None) -> bool:
    """Whether the nearest word of trade is that of the figure before: "Switzerland supplied 5 %, Poland 4 %"."""
    return listed is not None and listed.slots["flow"].start == frame.view.sentence.tokens[own.first].start


def _own_flow(frame: Frame, kind: ClaimKind) -> Candidate | None:
    candidates = [c for c in frame.flow if kind in ("balance", "growth", "comparison") or ":" not in str(c.value)]
    if kind == "balance":
        candidates = [c for c in candidates if ":" in str(c.value)]
    if kind == "share" and frame.whole and candidates and candidates[0].rule == "a verb of trade":
        whole = next((c for c in candidates if c.first == frame.whole[0].first and c.near), None)
        if whole is not None:
            return whole  # "China bought 38 percent of Australian exports": exports they are
    if kind == "share" and len(candidates) > 1 and frame.whole and frame.whole[0].first == candidates[0].first:
        part = next(
            (
                c
                for c in candidates[1:]
                if c.near and c.value != candidates[0].value and _is_part(c, candidates[0], frame.view)
            ),
            None,
        )
        if part is not None:
            return part
    return candidates[0] if candidates else None


def _goods(frame: Frame, state: State, listed: Resolved | None, before: Resolved | None, flow: Filled) -> Filled | None:
    balance = frame.kind == "balance" or ":" in str(flow.value)
    own = next((c for c in frame.goods if c.near), None)
    if own is not None and (not balance or own.cost <= MAX_COST_TO_BALANCE):
        return filled_from(frame, own)
    far = _balanced(frame) if frame.kind == "balance" else _flowing(frame, flow) if listed is None else None
    far = far or _labelled(frame)
    if far is not None:
        return filled_from(frame, far)
    if balance or (listed is None and frame.view.lang == "en" and _other_way(flow, state.topic_flow)):
        return None
    if frame.kind == "share" and listed is not None and listed.kind != "share":
        subject = _shared(frame)
        if subject is not None:
            return filled_from(frame, subject)
    meant = goods_meant(frame, before, state) or goods_possessed(frame, state)
    if meant is not None:
        return meant
    if _is_of_whole(frame, before, state):
        return None
    if listed is not None:
        found = listed.slots.get("goods")
        return replace(found, rule="as the figure before it", origin=LIST) if found else None
    return None if frame.view.sentence.of_role("whole") or _is_of_all(frame) else state.label_goods or state.topic_goods


def _balanced(frame: Frame) -> Candidate | None:
    """The goods that a balance is said to be of, however far from its figure: «сальдо торговли мясом в марте — …»."""
    sentence = frame.view.sentence
    said = [t for t in sentence.of_role("balance") if t.last <= frame.view.quantity.first]
    behind = (c for c in frame.goods if said and said[-1].last <= c.first)
    return next(
        (c for c in behind if all(sentence.low(at) in _OF_BALANCE for at in range(said[-1].last, c.first))), None
    )


def _flowing(frame: Frame, flow: Filled) -> Candidate | None:
    """The goods right behind the figure's own noun of trade, however far from it: "imports of pork from … came to"."""
    sentence = frame.view.sentence
    if frame.kind not in ("level", "growth", "comparison"):
        return None
    noun = next((c for c in frame.flow if sentence.tokens[c.first].start == flow.start), None)
    if noun is None or noun.rule != "a noun of trade" or noun.last > frame.view.quantity.first:
        return None
    at = noun.last + (sentence.low(noun.last) == "of")
    return next((c for c in frame.goods if c.first == at), None)


def _labelled(frame: Frame) -> Candidate | None:
    """The goods that a line is headed by, however long it is: "Fish fillets: of every hundred dollars, 99 came …"."""
    sentence = frame.view.sentence
    headed = sentence.block.kind == "item" and len({c.first for c in frame.goods}) == 1
    return next((c for c in frame.goods if headed and c.first == 0 and sentence.low(c.last) == ":"), None)


def _shared(frame: Frame) -> Candidate | None:
    """The goods right behind the word of share: «доля газа в экспорте, составившем 8 млрд, — 4 %»."""
    nouns = [t for t in frame.view.sentence.of_role("share") if t.value == "noun" and t.last <= frame.view.left]
    return next((c for c in frame.goods if any(0 <= c.first - noun.last <= 1 for noun in nouns)), None)


def _other_way(flow: Filled, topic: Filled | None) -> bool:
    """Whether a flow goes against that of the text: its goods are not the topic's."""
    return topic is not None and {flow.value, topic.value} == {"export", "import"}


def _is_of_all(frame: Frame) -> bool:
    """Whether the figure's flow is said to be the whole of it: "all its exports", «весь российский экспорт»."""
    flow = next((c for c in frame.flow if c.rule == "a noun of trade"), None)
    quantifiers = frame.view.sentence.of_role("all")
    return flow is not None and any(0 <= flow.first - term.last <= MAX_WORDS_TO_FLOW for term in quantifiers)


def _is_of_whole(frame: Frame, before: Resolved | None, state: State) -> bool:
    """Whether a figure is of a flow as a whole, whatever goods the text is about."""
    told = told_out_of(frame.view) or whole_flow(frame.view) is not None
    return told or _says_all_goods(frame) or is_of_all_again(frame, before, state)


def _says_all_goods(frame: Frame) -> bool:
    """Whether the figure's clause says that it is of goods of every kind, which no topic narrows: «всех товаров»."""
    return any(frame.view.same_clause(term) for term in frame.view.sentence.of_role("all_goods"))


def _whole(frame: Frame, state: State, listed: Resolved | None, flow: Filled) -> Filled:
    own = next((c for c in frame.whole if c.near), None)
    if own is not None and flow.rule in (BROUGHT, SOLD):
        return replace(flow, rule="the flow that it is a share in")
    if own is not None:
        return filled_from(frame, own)
    if listed is not None and "of" in listed.slots:
        return replace(listed.slots["of"], rule="as the figure before it", origin=LIST)
    again = frame.view.before("again", within=2)
    if again is not None and state.whole is not None:
        return replace(state.whole, rule="another part of the whole named before")
    return replace(flow, rule="the flow spoken of")


def _told(of: Filled, slots: Slots, before: Resolved | None, state: State) -> Filled:
    """The whole of a share; exports are no part of themselves, but of the turnover that was the whole before."""
    if of.value != slots["flow"].value or "partners" in slots or "goods" in slots:
        return of
    named = (before.slots.get("of") if before is not None else None) or state.whole
    if named is None or named.value != "turnover":
        return of
    return replace(named, rule="the other flow of the turnover named before")


def _direction(frame: Frame, state: State, listed: Resolved | None) -> int:
    if frame.direction_term is not None or frame.view.quantity.sign:
        return frame.direction
    if listed is not None and listed.kind in ("growth", "comparison"):
        return listed.direction
    return state.direction or 1


def _is_part(part: Candidate, whole: Candidate, view: View) -> bool:
    """Whether a noun of trade before the whole is what the share is; "a third of imports" has the imports alone."""
    another = view.left > 0 and {"of", "the"} >= {view.sentence.low(at) for at in range(view.left, part.first)}
    return part.first < whole.first and part.rule == "a noun of trade" and not (another and part.first > view.left)


def carried(state: State, found: Sequence[Resolved], headline: bool) -> State:
    """The discourse after a sentence, from the figures that it gave."""
    if not found:
        return state
    last = found[-1]
    origin = "headline" if headline else "earlier sentence"
    slots = {name: filled.carried(origin) for name, filled in found[0].slots.items()}
    period = _main_period(found, state) or state.period
    topics = (
        state
        if state.topic_flow is not None
        else replace(state, topic_flow=slots.get("flow"), topic_period=slots.get("period"))
    )
    topics = _with_first_goods(topics, found)
    sentence = last.frame.view.sentence
    of_all = bool(sentence.of_role("abroad")) or any(t.first == 0 for t in sentence.of_role("whole"))
    if of_all and not any("partners" in r.slots for r in found):
        topics = replace(topics, topic_partners=None)  # all that goes abroad is spoken of from here on
    amounts = amounts_of([r.frame.view.quantity for r in found])
    return replace(
        topics,
        flow=_flow_after(found, state).carried(origin),
        period=period.carried(origin) if period else None,
        partners=slots.get("partners", state.partners),
        goods=slots.get("goods", state.goods),
        whole=last.slots["of"].carried(origin) if "of" in last.slots else state.whole,
        kind=last.kind,
        unit=last.frame.view.quantity.unit or state.unit,
        amounts=amounts or state.amounts,
        base=_last_base(found) or state.base,
        compared=compared(found) or state.compared,
        reporter=slots.get("reporter"),
        direction=0,
        asked=False,
        subject=slots,
    )


def _with_first_goods(state: State, found: Sequence[Resolved]) -> State:
    """The topics, with the goods of the first figure where a text begins with people, until it speaks of all goods."""
    goods = found[0].slots.get("goods")
    told = state.topic_goods is not None and state.topic_goods.rule == FIRST_GOODS
    if told and any(one.kind == "level" and "goods" not in one.slots for one in found):
        return replace(state, topic_goods=None)
    if not state.unopened:
        return state
    named = goods is not None and found[0].kind == "level" and any(c.near for c in found[0].frame.goods)
    topic = replace(goods, rule=FIRST_GOODS) if named and goods is not None and state.topic_goods is None else None
    return replace(state, unopened=False, topic_goods=topic or state.topic_goods)


def compared(found: Sequence[Resolved]) -> Compared | None:
    """The period and the base said of the last change."""
    for one in reversed(found):
        period, base = one.value("period"), one.value("base")
        if isinstance(period, Period) and isinstance(base, Period):
            return period, base
    return None


def _last_base(found: Sequence[Resolved]) -> Period | None:
    """What the last change of a sentence was measured from, else the period that its last figure was quoted for."""
    bases = [r.value("base") or (r.value("period") if _is_quoted(r) else None) for r in reversed(found)]
    return next((base for base in bases if isinstance(base, Period)), None)


def _is_quoted(figure: Resolved) -> bool:
    return "period" in figure.slots and figure.slots["period"].origin == QUOTED


def _flow_after(found: Sequence[Resolved], state: State) -> Filled:
    """The flow that a sentence leaves open: of its last figure; a rank in passing leaves the one before."""
    told = next((r for r in reversed(found) if r.kind != "rank"), None)
    if told is None and state.flow is not None:
        return state.flow
    return (told or found[-1]).slots["flow"]


def _main_period(found: Sequence[Resolved], state: State) -> Filled | None:
    """The period that a sentence leaves open: the last one neither quoted nor said in passing.

    One that the talk was in before is gone on with, whatever other period is named beside it, and so it is where
    several of its parts are told in turn; of new ones the latest, and of a period and its part the whole.
    """
    past = [r for r in reversed(found) if r.open_period is not None and not is_aside(r)]
    opened = [r.open_period for r in past if r.open_period and not (state.period is not None and is_before_past(r))]
    before = state.period.value if state.period is not None else None
    if len({str(period.value) for period in opened}) > 1 and all(_is_within(one.value, before) for one in opened):
        return state.period
    whole = [one for one in opened if not any(_is_within(one.value, other.value) for other in opened)]
    latest = max(whole, key=_end, default=None)
    return next((period for period in opened if period.value == before), latest)


def _is_within(part: object, whole: object) -> bool:
    """Whether a period is a part of another: June, or the second quarter, of January to June."""
    if not isinstance(part, Period) or not isinstance(whole, Period) or part == whole:
        return False
    return whole.first_month <= part.first_month and part.last_month <= whole.last_month


def _end(period: Filled) -> int:
    return period.value.last_month if isinstance(period.value, Period) else 0
