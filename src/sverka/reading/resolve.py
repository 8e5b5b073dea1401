"""Frames → resolved frames: each open slot takes its nearest candidate or what the discourse carries, and says which.

Order of preference: the number's own clause, the figure before it in the same list, its own sentence, the sentence
before, the topic of the text (headline and first sentence about trade), the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.model.claims import ClaimKind
from sverka.model.period import Period
from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame, expression_of
from sverka.reading.inheriting import amounts_of
from sverka.reading.periods import TimeFrame
from sverka.reading.quoting import quoting_words, tells_when
from sverka.reading.view import CLAUSE_COST

OWN_CLAUSE, OWN_SENTENCE, LIST = "own clause", "own sentence", "own sentence"
QUOTED = "quoted for comparison"
_BRACKET_TOKENS = 6
FAR_COST = 2 * CLAUSE_COST
_OPENERS = frozenset(["(", "—", "–", ":", "-"])


@dataclass(frozen=True, slots=True)
class Resolved:
    """A frame whose slots are filled as far as the text fills them."""

    frame: Frame
    kind: ClaimKind
    slots: dict[str, Filled]
    direction: int
    open_period: Filled | None = None
    restates: Resolved | None = None

    def value(self, slot: str) -> object:
        """The value of a slot, or `None`."""
        found = self.slots.get(slot)
        return found.value if found else None


def _filled(frame: Frame, candidate: Candidate, value: object | None = None) -> Filled:
    tokens = frame.view.sentence.tokens
    origin = OWN_CLAUSE if candidate.near else OWN_SENTENCE
    confidence = round(max(0.3, 1.0 - 0.02 * candidate.cost), 3)
    kept = candidate.value if value is None else value
    return Filled(
        kept, candidate.rule, origin, confidence, tokens[candidate.first].start, tokens[candidate.last - 1].end
    )


def resolve(
    frame: Frame, state: State, before: Resolved | None, time: TimeFrame, reporter: str | None
) -> Resolved | str:
    """The frame with its slots filled, or the reason why it cannot be a claim.

    `before` is the figure before it in the same sentence, `state` the discourse before the sentence.
    """
    kind = frame.kind
    if kind is None:
        return "nothing near says what it measures"
    listed = before if before is not None and not frame.fresh else None
    flow = _flow(frame, state, listed, before, kind)
    if flow is None:
        return "no word of exports, imports or trade near"
    slots = {"flow": flow}
    period = _period(frame, state, before, time)
    if period is not None:
        slots["period"] = period
    _add_places(slots, frame, state, listed, before, reporter)
    _add(slots, "goods", _goods(frame, state, listed, before))
    if kind == "share":
        slots["of"] = _whole(frame, state, listed, flow)
    _add_base(slots, frame, kind, time)
    open_period = period
    if period is not None and (period.origin == QUOTED or _in_passing(frame, period)):
        own = _own_period(frame, time)
        open_period = before.open_period if before is not None and before.open_period else own or state.period
    return Resolved(frame, kind, slots, _direction(frame, state, listed), open_period)


def _in_passing(frame: Frame, period: Filled) -> bool:
    """Whether the words of time stand right before a bracket with the number, "only June (17 kt) was lower", or in it."""
    tokens, first = frame.view.sentence.tokens, frame.view.quantity.first
    if first >= 2 and tokens[first - 1].low == "(" and period.end == tokens[first - 2].end:
        return True
    opening = next((at for at in range(first - 1, max(first - _BRACKET_TOKENS, -1), -1) if tokens[at].low == "("), None)
    inside = opening is not None and period.start is not None and tokens[opening].end <= period.start
    return inside and period.start is not None and period.start < tokens[first].start


def _own_period(frame: Frame, time: TimeFrame) -> Filled | None:
    """The nearest period that the sentence itself names."""
    for candidate in frame.period:
        period = expression_of(candidate).resolve(time)
        if period is not None:
            return _filled(frame, candidate, period)
    return None


def _own_spoken(frame: Frame, time: TimeFrame) -> Period | None:
    own = _own_period(frame, time)
    return own.value if own is not None and isinstance(own.value, Period) else time.spoken


def _open_period(before: Resolved | None, state: State) -> Filled | None:
    """The period that the talk goes on in: that of the figure before, not the one a figure was quoted for."""
    return before.open_period if before is not None and before.open_period is not None else state.period


def _add(slots: dict[str, Filled], slot: str, found: Filled | None) -> None:
    if found is not None:
        slots[slot] = found


def _flow(
    frame: Frame, state: State, listed: Resolved | None, before: Resolved | None, kind: ClaimKind
) -> Filled | None:
    own = _own_flow(frame, kind)
    if own is not None and _is_sale(frame, own, state):
        return state.flow or state.topic_flow
    if own is not None and own.near:
        return _filled(frame, own)
    if listed is not None:
        return replace(listed.slots["flow"], rule="as the figure before it", origin=LIST)
    if own is not None:
        return _filled(frame, own)
    if before is not None:
        return replace(before.slots["flow"], rule="as the figure before it", origin=LIST)
    if state.flow is not None:
        return state.flow
    return state.topic_flow


def _is_sale(frame: Frame, own: Candidate, state: State) -> bool:
    """ "China bought…" in a text on somebody's exports is a sale to China: the buyer is the partner."""
    selling = (state.flow or state.topic_flow) is not None and "export" in {
        filled.value for filled in (state.flow, state.topic_flow) if filled is not None
    }
    verb = own.value == "import" and own.rule == "a verb of trade"
    owner = frame.reporter[0].near if frame.reporter else False
    return verb and selling and not owner


def _own_flow(frame: Frame, kind: ClaimKind) -> Candidate | None:
    candidates = [c for c in frame.flow if kind in ("balance", "growth", "comparison") or ":" not in str(c.value)]
    if kind == "balance":
        candidates = [c for c in candidates if ":" in str(c.value)]
    if kind == "share" and len(candidates) > 1 and frame.whole and frame.whole[0].first == candidates[0].first:
        part = next(
            (c for c in candidates[1:] if c.near and c.value != candidates[0].value and c.first < candidates[0].first),
            None,
        )
        if part is not None:
            return part
    return candidates[0] if candidates else None


def _period(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    quoted = _quoted_period(frame, state, before, time)
    if quoted is not None:
        return quoted
    for candidate in frame.period:
        if before is not None and not frame.fresh and not candidate.near:
            break
        if not candidate.near and _behind_another_flow(frame, candidate):
            continue
        period = expression_of(candidate).resolve(time)
        if period is not None:
            return _filled(frame, candidate, period)
    same = _same_months(frame, time)
    if same is not None:
        return same
    if before is not None and before.open_period is not None:
        return replace(before.open_period, rule="as the figure before it", origin=LIST)
    return state.period or state.topic_period


def _same_months(frame: Frame, time: TimeFrame) -> Filled | None:
    """ "Compared with January–September of 2009 the same months of this year": the months of the base, this year's."""
    spoken = next((expression_of(c).resolve(time) for c in frame.base if not expression_of(c).is_relative), None)
    for candidate in frame.base:
        expression = expression_of(candidate)
        if expression.rule == "same period" and expression.group("y") == "T" and spoken is not None:
            return _filled(frame, candidate, expression.resolve(replace(time, spoken=spoken)))
    return None


def _behind_another_flow(frame: Frame, candidate: Candidate) -> bool:
    """Whether words of time behind the number belong to another clause, which has a flow of its own."""
    flows = [c for c in frame.flow if c.first > candidate.first]
    return candidate.first >= frame.view.quantity.core_last and bool(flows)


def _quoted_period(frame: Frame, state: State, before: Resolved | None, time: TimeFrame) -> Filled | None:
    """A level quoted for comparison, "against 3.4 bn a year earlier", is of the period that it is quoted for."""
    quantity = frame.view.quantity
    led = quoting_words(frame.view.sentence, quantity)
    if frame.kind not in ("level", "balance", "growth") or (frame.kind == "growth" and (led is None or before is None)):
        return None
    opened = _open_period(before, state) if before is not None or not frame.period else None
    spoken = opened.value if opened else _own_spoken(frame, time)
    told = replace(time, spoken=spoken if isinstance(spoken, Period) else time.spoken)
    for candidate in frame.base:
        behind = candidate.first - quantity.core_last
        telling = tells_when(frame.view.sentence, quantity, expression_of(candidate), frame.view.others)
        if 0 <= behind <= 2 or (candidate.near and led is not None) or telling or _leads_to(frame, candidate):
            period = expression_of(candidate).resolve(told)
            return replace(_filled(frame, candidate, period), origin=QUOTED) if period else None
    if led is not None and before is not None and isinstance(spoken, Period):
        tokens = frame.view.sentence.tokens
        own = next((c for c in frame.period if c.cost <= 5 and c.first >= led.last), None)
        if own is None and frame.kind == "growth":
            return None
        period = expression_of(own).resolve(told) if own else spoken.year_earlier()
        return Filled(
            period, "a figure quoted for comparison", QUOTED, 0.8, tokens[led.first].start, tokens[led.last - 1].end
        )
    return None


def _leads_to(frame: Frame, candidate: Candidate) -> bool:
    """Whether only a bracket or a dash stands between words of comparison and the number: "last year's level (25 bn)"."""
    quantity = frame.view.quantity
    last = candidate.last
    between = [frame.view.sentence.low(at) for at in range(last, quantity.first)]
    if frame.view.left and candidate.first <= frame.view.left + 1 and not between:
        return False  # it stands right behind the figure before, and is that one's
    return last <= quantity.first and len(between) <= 3 and all(low in _OPENERS or low == "уровню" for low in between)


def _add_places(
    slots: dict[str, Filled],
    frame: Frame,
    state: State,
    listed: Resolved | None,
    before: Resolved | None,
    reporter: str | None,
) -> None:
    owner = next((c for c in frame.reporter if c.near and (not listed or c.first >= frame.view.left)), None)
    if owner is None and frame.reporter and not listed:
        owner = frame.reporter[0]
    if owner is not None:
        slots["reporter"] = _filled(frame, owner)
    elif before is not None and "reporter" in before.slots:
        slots["reporter"] = before.slots["reporter"]
    elif state.reporter is not None and state.reporter.origin != "document":
        slots["reporter"] = state.reporter
    elif reporter is not None:
        slots["reporter"] = Filled(reporter, "the place that the text speaks of", "document", 0.6)
    partners = _partners(frame, state, listed, before)
    if partners is not None and not _is_self(partners, slots.get("reporter")):
        slots["partners"] = partners


def _is_self(partners: Filled, reporter: Filled | None) -> bool:
    return reporter is not None and partners.value == (reporter.value,)


def _ids(candidate: Candidate) -> tuple[object, ...]:
    return candidate.value if isinstance(candidate.value, tuple) else ()


def _partners(frame: Frame, state: State, listed: Resolved | None, before: Resolved | None) -> Filled | None:
    own = next((c for c in frame.partners if c.near), None)
    if frame.kind == "count" and own is not None and not all(str(place).islower() for place in _ids(own)):
        return None  # a number of countries is counted within a group, not within a country
    if own is not None and (own.cost < 0 or listed is None or frame.view.crossings_of(own.first) == 0):
        return _filled(frame, own)
    ranked = before.slots.get("partners") if before is not None and before.kind == "rank" else None
    if ranked is not None and frame.kind != "rank":
        return replace(ranked, rule="whoever is ranked before it", origin=LIST)
    if listed is not None:
        found = listed.slots.get("partners")
        return replace(found, rule="as the figure before it", origin=LIST) if found else None
    if frame.kind == "count":
        return None
    first = frame.partners[0] if frame.partners else None
    if first is not None and first.cost < FAR_COST and frame.view.crossings_of(first.first) == 0:
        return _filled(frame, first)
    if frame.view.sentence.of_role("whole") and not frame.view.sentence.of_role("anaphor"):
        return None
    if frame.view.sentence.of_role("anaphor"):
        named = before.slots.get("partners") if before is not None else None
        return named or state.partners or state.topic_partners
    if before is not None:
        return before.slots.get("partners") if before.slots.get("partners") == state.topic_partners else None
    return state.topic_partners


def _goods(frame: Frame, state: State, listed: Resolved | None, before: Resolved | None) -> Filled | None:
    own = next((c for c in frame.goods if c.near), None)
    if own is not None:
        return _filled(frame, own)
    if listed is not None:
        found = listed.slots.get("goods")
        return replace(found, rule="as the figure before it", origin=LIST) if found else None
    if frame.view.sentence.of_role("whole"):
        return None
    return state.topic_goods


def _whole(frame: Frame, state: State, listed: Resolved | None, flow: Filled) -> Filled:
    own = next((c for c in frame.whole if c.near), None)
    if own is not None:
        return _filled(frame, own)
    if listed is not None and "of" in listed.slots:
        return replace(listed.slots["of"], rule="as the figure before it", origin=LIST)
    again = frame.view.before("again", within=2)
    if again is not None and state.whole is not None:
        return replace(state.whole, rule="another part of the whole named before")
    return replace(flow, rule="the flow spoken of")


def _add_base(slots: dict[str, Filled], frame: Frame, kind: ClaimKind, time: TimeFrame) -> None:
    if kind not in ("growth", "comparison"):
        return
    period = slots["period"].value if "period" in slots else None
    told = replace(time, spoken=period if isinstance(period, Period) else None)
    for candidate in frame.base:
        if candidate.cost >= CLAUSE_COST + 4:
            break
        base = expression_of(candidate).resolve(replace(told, year_hint=None) if candidate.cost else told)
        if base is not None and base != period:
            slots["base"] = _filled(frame, candidate, base)
            return
    if isinstance(period, Period):
        slots["base"] = Filled(period.year_earlier(), "unless stated, the same period a year earlier", "default", 0.7)


def _direction(frame: Frame, state: State, listed: Resolved | None) -> int:
    if frame.direction_term is not None or frame.view.quantity.sign:
        return frame.direction
    if listed is not None and listed.kind in ("growth", "comparison"):
        return listed.direction
    return state.direction or 1


def carried(state: State, found: Sequence[Resolved], index: int, headline: bool) -> State:
    """The discourse after a sentence, from the figures that it gave."""
    if not found:
        return state
    last = found[-1]
    origin = "headline" if headline else "earlier sentence"
    slots = {name: filled.carried(origin) for name, filled in found[0].slots.items()}
    period = _main_period(found) or state.period
    topics = (
        state
        if state.topic_flow is not None
        else replace(state, topic_flow=slots.get("flow"), topic_period=slots.get("period"))
    )
    amounts = amounts_of([r.frame.view.quantity for r in found])
    return replace(
        topics,
        flow=last.slots["flow"].carried(origin),
        period=period.carried(origin) if period else None,
        partners=slots.get("partners", state.partners),
        goods=slots.get("goods", state.goods),
        whole=last.slots["of"].carried(origin) if "of" in last.slots else state.whole,
        kind=last.kind,
        unit=last.frame.view.quantity.unit or state.unit,
        amounts=amounts or state.amounts,
        direction=0,
        sentence_index=index,
    )


def _main_period(found: Sequence[Resolved]) -> Filled | None:
    """The period that a sentence leaves open: that of its last figure not quoted for comparison."""
    return next((r.open_period for r in reversed(found) if r.open_period is not None), None)
