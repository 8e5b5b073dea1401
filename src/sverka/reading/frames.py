"""Frames: a number, its kind, and every candidate for its slots that its own sentence gives.

Nothing is decided here but the kind: a slot keeps all candidates, nearest first, each with its words and its cost
(tokens and boundaries between, more for what stands behind the number or beyond another number). `resolve` picks among
them and what was carried from before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sverka.model.claims import ClaimKind
from sverka.reading.asides import is_aside
from sverka.reading.candidates import NEXT_COST, Candidate, belongs_to_next, cost_of
from sverka.reading.excess import excess_of
from sverka.reading.goods_terms import goods_terms, joint_goods
from sverka.reading.kinds import Vote, decide_kind, trap_reason
from sverka.reading.lexicon import Term
from sverka.reading.partnering import WORLD, partner_candidates, world_ranked_in
from sverka.reading.periods import Expression
from sverka.reading.placing import PlaceTerm, past_apposition
from sverka.reading.quantity import Quantity
from sverka.reading.quoting import quoting_words
from sverka.reading.ranks import head_of
from sverka.reading.view import View

_FROM, _TO = frozenset(["из", "from"]), frozenset(["в", "во", "на", "to", "into"])
MAX_TOKENS_TO_BUYER = 4
MAX_TOKENS_TO_WHOLE = 6
_IN_WORDS = frozenset(["в", "во", "in", "of", "от", "из"])
MAX_TOKENS_TO_TIME = 12
MAX_TOKENS_TO_YEARS = 4
MAX_TOKENS_BEHIND = 3
_RECORDS = ("record", "high", "low", "first", "time", "рекорд", "минимум", "впервые", "макс", "самы", "наи")
MAX_TOKENS_LED = 2  # "from 811 million in the first half of 2022"


@dataclass(frozen=True, slots=True)
class Frame:
    """A number with its kind and the candidates for its slots, cheapest first."""

    view: View
    vote: Vote | None
    trap: str | None
    flow: tuple[Candidate, ...] = ()
    partners: tuple[Candidate, ...] = ()
    reporter: tuple[Candidate, ...] = ()
    goods: tuple[Candidate, ...] = ()
    period: tuple[Candidate, ...] = ()
    base: tuple[Candidate, ...] = ()
    whole: tuple[Candidate, ...] = ()
    direction: int = 0
    direction_term: Term | None = None
    fresh: bool = True

    @property
    def kind(self) -> ClaimKind | None:
        """What the number measures."""
        return self.vote.kind if self.vote else None


def make_frame(
    view: View,
    places: Sequence[PlaceTerm],
    reporter: str | None,
    inherited: ClaimKind | None,
    carried_kind: ClaimKind | None = None,
) -> Frame:
    """The frame of one number."""
    trap = trap_reason(view)
    vote = decide_kind(view, inherited, carried_kind)
    kind = vote.kind if vote else None
    direction, direction_term = _direction(view)
    if kind in ("growth", "comparison") or (kind in ("level", "balance", "share") and direction_term is not None):
        view = _with_ends(view)
    owners = _sorted(_reporters(view, places, reporter))
    owner = str(owners[0].value) if owners and owners[0].near else reporter
    return Frame(
        view,
        vote,
        trap,
        flow=_sorted(_flows(view, kind, places, reporter)),
        partners=_sorted(partner_candidates(view, places, owner)),
        reporter=owners,
        goods=_sorted(_goods(view)),
        period=_sorted(_periods(view)),
        base=_sorted(_bases(view)),
        whole=_sorted(_wholes(view, places, reporter)),
        direction=direction,
        direction_term=direction_term,
        fresh=_is_fresh(view),
    )


def _with_ends(view: View) -> View:
    """The view of a change, spans of years told as the year that it is measured from and the year that it is of."""
    times = [ends for time in view.times for ends in (time.ends() or (time,))]
    return view if len(times) == len(view.times) else replace(view, times=tuple(times))


def with_partner(frame: Frame, place: PlaceTerm | None) -> Frame:
    """The frame with the one partner that a parallel list gives it."""
    if place is None:
        return frame
    rule = "the place of the same number in a parallel list"
    return replace(frame, partners=(Candidate((place.id,), rule, -1, place.first, place.last),))


def with_time(frame: Frame, time: Expression | None) -> Frame:
    """The frame with the one period that a parallel list gives it."""
    if time is None:
        return frame
    rule = "the period of the same number in a parallel list"
    return replace(frame, period=(Candidate(time, rule, -1, time.first, time.last),))


def _sorted(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda c: (c.cost, -c.first)))


def _is_fresh(view: View) -> bool:
    """Whether new words of trade stand between the number before and this one: it is no further item of a list."""
    roles = ("flow_noun", "flow_verb", "balance")
    return any(view.left <= t.first < view.quantity.first for t in view.sentence.of_role(*roles))


def _flows(
    view: View, kind: ClaimKind | None, places: Sequence[PlaceTerm], reporter: str | None
) -> Iterator[Candidate]:
    head = head_of(view.sentence, view.quantity.core_first, view.quantity.core_last) if kind == "rank" else None
    if head is not None and head.value in ("export", "import", "turnover"):
        bought = _supplied(head, places, reporter) or _is_buyer(view, head, places, reporter)
        value = "export" if head.value == "import" and bought else head.value
        yield Candidate(value, "what is ranked", 0, head.first, head.last)
    excess = excess_of(view) if kind == "balance" else None
    if excess is not None:
        yield excess
    for term in view.sentence.of_role("flow_noun", "flow_verb", "balance"):
        if view.overlaps(term) or _is_of_the_world(term, places):
            continue
        behind = 1 if kind in ("share", "rank") else 6
        cost = cost_of(
            view, term.first, term.last, behind=behind, crossing=4 if term.last <= view.quantity.first else 10
        )
        noun = term.role == "flow_noun"
        if noun and view.quantity.lead_in == "of" and term.last == view.quantity.first:
            cost = -1  # "exports of $8 billion covered imports of 7 billion"
        value = term.value if term.role != "balance" else f"balance:{term.value}"
        if not noun and value == "export" and view.sentence.low(term.last) == "нам":
            value = "import"  # «Белград продал нам»
        yield Candidate(
            value, "a noun of trade" if noun else "a verb of trade", cost + (0 if noun else 1), term.first, term.last
        )


def _is_of_the_world(flow: Term, places: Sequence[PlaceTerm]) -> bool:
    """Whether a noun of trade is of the world's trade, "45% of world trade": what is traded there is told elsewhere."""
    return flow.value == "turnover" and any(p.id == WORLD and p.last == flow.first for p in places)


def _supplied(head: Term, places: Sequence[PlaceTerm], reporter: str | None) -> bool:
    """Whether suppliers are ranked in another's purchases: «первое место среди поставщиков нефти в КНР» is export."""
    served = next((p for p in places if 0 <= p.first - head.last <= MAX_TOKENS_TO_BUYER and p.preposition in _TO), None)
    home = any(p.id == reporter and p.last <= head.first for p in places)
    return served is not None and home and served.id != reporter


def _is_buyer(view: View, head: Term, places: Sequence[PlaceTerm], reporter: str | None) -> bool:
    """Whether an importer buys from the one spoken for: "the third-largest importer of our beef"."""
    if not view.sentence.low(head.last - 1).startswith("import") or view.sentence.low(head.last) != "of":
        return False
    ours = [t.first for t in view.sentence.of_role("we")] + [p.first for p in places if p.id == reporter]
    return any(0 <= at - head.last <= MAX_TOKENS_TO_BUYER for at in ours)


def _reporters(view: View, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Candidate]:
    if world_ranked_in(view, places) is not None:
        subject = next((p for p in reversed(places) if p.last <= view.quantity.first and p.id != WORLD), None)
        if subject is not None:
            yield Candidate(subject.id, "who is ranked in the whole world", -1, subject.first, subject.last)
    for place in places:
        if (place.owns and not place.id.islower()) or place.id == reporter:
            cost = cost_of(view, place.first, place.last, behind=2)
            yield Candidate(place.id, "the place whose trade it is", cost, place.first, place.last)
    yield from _origins(view, places, reporter)


def _origins(view: View, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Candidate]:
    """ "Shipments from China to Russia" are China's exports, whoever the text speaks for."""
    for origin, target in pairwise(places):
        ordered = origin.preposition in _FROM and target.preposition in _TO and target.first - origin.last <= 3
        exported = any(
            t.value == "export" and t.first < origin.first for t in view.sentence.of_role("flow_noun", "flow_verb")
        )
        if ordered and exported and origin.id != reporter:
            cost = max(0, cost_of(view, origin.first, origin.last, behind=2) - 3)
            yield Candidate(origin.id, "where the exports come from", cost, origin.first, origin.last)


def _goods(view: View) -> Iterator[Candidate]:
    ranked = view.quantity.kind == "rank"
    terms = [t for t in goods_terms(view.sentence) if not view.overlaps(t)]
    terms = [t for t in terms if not (ranked and view.sentence.at(t.first, "goods_head"))]
    for first, last, value in joint_goods(view.sentence, terms):
        if is_aside(view, first):
            continue
        adjacent = 0 <= first - view.quantity.core_last <= 1
        end = past_apposition(view.sentence, last)
        end = end if end <= view.quantity.core_first else last  # "Tea, the top earner, fetched"
        cost = cost_of(view, first, end, behind=0 if adjacent else 3)
        yield Candidate(value, "goods named", cost, first, last)


def _periods(view: View) -> Iterator[Candidate]:
    for time in view.times:
        if not time.is_base and not time.is_relative and not _quoted_with(view, time):
            cost = cost_of(view, time.first, time.last, behind=3, crossing=3)
            yield Candidate(time, f"words of time: {time.rule}", cost, time.first, time.last)


def _quoted_with(view: View, time: Expression) -> bool:
    """Whether words of time behind another figure belong to that one, which is quoted from them: "up from 5 in May"."""
    told = [
        q
        for q in view.others
        if q.core_last <= time.first <= q.core_last + MAX_TOKENS_LED and q.core_last <= view.quantity.first
    ]
    if told and quoting_words(view.sentence, told[-1]) is not None:
        return True  # "to $953 million from $811 million in 2022, an increase of 17 %"
    earlier = [q for q in view.others if q.core_last <= time.first and q.core_first >= view.quantity.core_last]
    if not earlier or time.first - earlier[-1].core_last > MAX_TOKENS_TO_TIME:
        return False
    if _compares_with(view, earlier[-1]):
        return True
    if quoting_words(view.sentence, earlier[-1]) is not None:
        return True
    joined = len(earlier) > 1 and earlier[-1].first - earlier[-2].core_last <= MAX_TOKENS_LED + MAX_TOKENS_BEHIND
    return joined and quoting_words(view.sentence, earlier[-2]) is not None  # "against 3.3 bn and 2.9 bn in 2021"


def _compares_with(view: View, figure: Quantity) -> bool:
    """Whether the number is said to be so much above or below another: "34.7% below the 656,483 tonnes of June"."""
    behind = view.quantity.core_last
    leads = [t for t in view.sentence.of_role("compare") if behind <= t.first <= behind + 1]
    return view.quantity.kind == "percent" and any(0 <= figure.core_first - t.last <= 1 for t in leads)


def _bases(view: View) -> Iterator[Candidate]:
    for time in view.times:
        if (time.is_base or time.is_relative) and not (
            time.rule in ("over years", "since") and _is_best_of(view, time)
        ):
            cost = cost_of(view, time.first, time.last, behind=0, crossing=8) + _of_the_figure_before(view, time)
            if time.is_base and 0 <= time.first - view.quantity.core_last <= MAX_TOKENS_BEHIND and cost >= NEXT_COST:
                cost -= NEXT_COST  # "5 % against November and 2 % against October": each has its own
            yield Candidate(time, f"words of comparison in time: {time.rule}", cost, time.first, time.last)


def _of_the_figure_before(view: View, time: Expression) -> int:
    """More for words right behind the figure before: "8 % up on a year ago and 20 % up on 2022"."""
    behind = bool(view.left) and view.left <= time.first <= view.left + MAX_TOKENS_BEHIND
    parted = any(view.sentence.breaks[at] for at in range(time.last, view.quantity.first))
    return NEXT_COST if behind and parted else 0


def _is_best_of(view: View, time: Expression) -> bool:
    """Whether years only say of how many something is the best: "the largest rise in five years"."""
    said = view.sentence.of_role("superlative")
    before = [view.sentence.low(at) for at in range(max(0, time.first - MAX_TOKENS_TO_YEARS), time.first)]
    named = any(0 <= time.first - t.last <= MAX_TOKENS_TO_YEARS for t in said)
    return named or any(low.startswith(_RECORDS) or (low.isascii() and low.endswith("est")) for low in before)


def _wholes(view: View, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Candidate]:
    """What a share is a share of: the flow right behind the number, or «в товарообороте», "of exports" before it."""
    for term in view.sentence.of_role("flow_noun"):
        behind = term.first - view.quantity.core_last
        if 0 <= behind <= MAX_TOKENS_TO_WHOLE and view.same_clause(term) and view.unparted(term):
            value = _owned(view, term, places, reporter)
            yield Candidate(value, "the flow named right after the number", behind, term.first, term.last)
        elif behind < 0 and _led_in(view, term):
            value = _owned(view, term, places, reporter)
            yield Candidate(
                value, "the flow that it is a share in", cost_of(view, term.first, term.last), term.first, term.last
            )
    output = view.after("cue", within=3)
    if output is not None and output.value == "output, not trade":
        yield Candidate("production", "a share of output", 0, output.first, output.last)


def _owned(view: View, term: Term, places: Sequence[PlaceTerm], reporter: str | None) -> str:
    """`other` where the whole is somebody else's: a region's share of its country's exports."""
    for place in places:
        owner = 0 <= term.first - place.last <= 2 or 0 <= place.first - term.last <= 1
        foreign = reporter is not None and place.id != reporter and reporter.startswith(place.id + "-")
        if owner and (foreign or place.id == "world"):
            return "other"
    return term.value


def _led_in(view: View, term: Term) -> bool:
    """Whether a word of share comes before and a preposition leads the flow in: «доля Китая в экспорте»."""
    shares = [s for s in view.sentence.of_role("share") if s.value == "noun" and s.last <= term.first]
    if not shares:
        return False
    return any(view.sentence.low(at) in _IN_WORDS for at in range(max(shares[-1].last, term.first - 3), term.first))


def _direction(view: View) -> tuple[int, Term | None]:
    """−1 for a fall, 1 for a rise, 0 where no word says it."""
    if view.quantity.sign:
        return view.quantity.sign, None
    compare = view.compared(within=2)
    if compare is not None:
        return (1 if compare.value == "more" else -1), compare
    less = view.before("compare", within=1)
    if less is not None and view.quantity.lead_in == "by":
        return (1 if less.value == "more" else -1), less  # "imports were less by 14 percent"
    for term in view.near("change", within=24, right_cost=3):
        if belongs_to_next(view, term.first, term.last):
            continue
        if term.value in ("up", "down") and view.crossings(term) <= 1:
            return (1 if term.value == "up" else -1), term
    return _direction_restated(view)


def _direction_restated(view: View) -> tuple[int, Term | None]:
    """ "Decreased from 2.0 to 1.8 billion, or by 10 %": the change said before both levels."""
    at = view.quantity.core_first - 1
    at -= view.sentence.low(at) in ("by", "на")
    if not view.left or view.sentence.low(at) not in ("or", "или"):
        return 0, None
    changes = [t for t in view.sentence.of_role("change") if t.last <= view.left and t.value in ("up", "down")]
    return ((1 if changes[-1].value == "up" else -1), changes[-1]) if changes else (0, None)


def expression_of(candidate: Candidate) -> Expression:
    """The words of time of a period candidate."""
    if not isinstance(candidate.value, Expression):
        raise TypeError(candidate.value)
    return candidate.value
