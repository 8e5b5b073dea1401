"""What a number measures: the kind of claim, or the reason why it is none.

Each word near a number votes for a kind; the nearest and strongest wins, and the winning word is kept as the reason.
What is not foreign trade is recognised by its predicate or head noun: plans, prices, duties, output, finance, people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sverka.model.claims import ClaimKind
from sverka.reading.changing import CHANGE_NOUNS, MAX_TOKENS_TO_FLOW, goes_on, heading_change, parted_change
from sverka.reading.elsewhere import is_elsewhere, is_word_of_trade
from sverka.reading.excess import excess_of
from sverka.reading.lexicon import Term
from sverka.reading.morphology import russian_is_future
from sverka.reading.negating import DENIED, is_denied
from sverka.reading.quoting import changed_from, quoting_words
from sverka.reading.ranks import head_behind
from sverka.reading.unreal import unreal_reason
from sverka.reading.view import CLAUSE_COST, View

PLAN = "a plan, a target or a forecast"
PRICE = "a price, not an amount of trade"
COUNTED = "people, places or things counted, not trade"
BOXES = "boxes handled or held, not trade"
_THIS = frozenset({"этой", "всей", "этого", "всего", "той", "того", "указанной", "названной"})
_SUMS = frozenset({"суммы", "выручки", "величины", "стоимости", "объема", "объёма", "количества", "счета", "счёта"})
MARKET_SHARE = "a share of a market, not of trade"
_BOXES = frozenset({"containers", "teu"})
MAX_BOX_COST = 8
OUTPUT = "output, not trade"
_TIME_LEADS = frozenset({"в", "во", "за", "in", "for", "during"})
_AMID = frozenset(
    {"amid", "after", "despite", "on", "with", "при", "после", "на", "несмотря", "благодаря", "из-за", "of"}
)
_CAUSES = frozenset(
    ["because", "as", "on", "amid", "due", "thanks", "despite", "after", "с", "из", "из-за", "благодаря"]
)
OFF_TOPIC = frozenset({PRICE, "a tariff or a duty", "output, not trade", "finance or prices, not trade in goods"})
_INFINITIVES = ("ть", "ти", "ться", "чь")
TRADE_ROLES = ("flow_noun", "flow_verb", "balance")
AMOUNTS = frozenset({"money", "mass", "quantity"})
RATIOS = frozenset({"percent", "fraction", "points", "multiple"})


@dataclass(frozen=True, slots=True)
class Vote:
    """A word's vote for a kind."""

    kind: ClaimKind
    weight: float
    rule: str
    term: Term | None = None


def trap_reason(view: View) -> str | None:
    """Why a number is no figure of foreign trade, or `None`."""
    if what_is_traded(view) is not None:
        return None
    trade = min((view.cost(term) for term in view.near(*TRADE_ROLES)), default=200)
    for term in view.near("cue", right_cost=1, where=view.is_timeless):
        reason = _cue_reason(view, term, trade)
        if reason is not None:
            return reason
    if view.quantity.kind in ("percent", "fraction") and view.sentence.low(view.quantity.core_last) == "рынка":
        return MARKET_SHARE
    if view.quantity.unit in _BOXES and trade > MAX_BOX_COST:
        return BOXES
    if view.lang == "ru" and _future_verb(view):
        return PLAN
    return DENIED if is_denied(view) else unreal_reason(view)


def _cue_reason(view: View, term: Term, trade: int) -> str | None:
    behind = term.first - view.quantity.core_last
    if is_elsewhere(view, term, term.value) or is_word_of_trade(view, term):
        return None
    if term.value == COUNTED:
        counted = view.quantity.kind in ("bare", "count", "rank") or (0 <= behind <= 1 and term.value == COUNTED)
        return COUNTED if counted and 0 <= behind <= 2 and view.same_clause(term) else None
    if term.value == PLAN:
        near = view.same_clause(term) and view.cost(term, 0) <= (6 if behind >= 0 else CLAUSE_COST)
        return PLAN if near and not _of_next(view, term) else None
    if term.value == OUTPUT and _is_traded_output(view, term):
        return None
    if term.value == PRICE and behind >= 0 and (view.quantity.kind in RATIOS or _of_next(view, term)):
        return None  # "1.4% each", "5.46 billion, at a price of 335"
    if term.value == PRICE and view.quantity.kind == "rank":
        return None  # «стоит на втором месте» says no price
    if term.value == PRICE and 0 <= behind <= 4 and view.same_clause(term):
        between = {view.sentence.low(at) for at in range(view.quantity.core_last, term.first)}
        return None if between & _CAUSES else PRICE
    cost = view.cost(term, 1)
    return term.value if cost < trade and cost <= CLAUSE_COST and view.crossings(term) == 0 else None


def _of_next(view: View, term: Term) -> bool:
    """Whether a word behind the number is said of the next one: "was 5 bn, beating a forecast of 6"."""
    gap = view.right - term.last
    return view.quantity.core_last < term.first and view.right < len(view.sentence.tokens) and 0 <= gap <= 3


def _is_traded_output(view: View, term: Term) -> bool:
    """Whether a word of output is only a modifier of trade ("crop exports") or the whole of a share of it."""
    if any(t.first == term.last and t.role == "flow_noun" for t in view.sentence.terms):
        return True
    behind = [view.sentence.low(at) for at in range(view.quantity.core_last, term.first)]
    share = view.quantity.kind in ("percent", "fraction") and "of" in behind and len(behind) <= 4
    return share and bool(view.sentence.of_role(*TRADE_ROLES))


def _future_verb(view: View) -> bool:
    """Whether a Russian verb of the clause stands in the future: what it says has not been recorded.

    «Если сложить все страны, выйдет 22 %» only adds up what has.
    """
    lows = [view.sentence.low(at) for at in range(view.quantity.first)]
    counted = lows[lows.index("если") + 1 : lows.index("если") + 2] if "если" in lows else []
    if counted and counted[0].endswith(_INFINITIVES):
        return False
    for at in range(view.left, view.quantity.first):
        if (
            russian_is_future(view.sentence.low(at))
            and view.sentence.distance((at, at + 1), view.quantity.span) < CLAUSE_COST
        ):
            return True
    return False


def _weight(view: View, term: Term, base: float) -> float:
    return base - 0.25 * view.cost(term, right_cost=2)


def share_votes(view: View) -> Iterator[Vote]:
    """Votes of the words that make a percentage a share of something."""
    whole = view.after("flow_noun", "whole", "volume", within=6)
    if whole is not None and view.unparted(whole) and view.quantity.lead_in not in ("на", "by"):
        yield Vote("share", 6.0, "a share of the flow named right after", whole)
    followed = view.sentence.low(view.quantity.core_last) in ("of", "от") and view.quantity.lead_in != "by"
    if followed or _of_the_sum(view):
        yield Vote("share", 4.5 if followed else 6.0, "a share of what follows", None)
    if what_is_traded(view) is not None:
        yield Vote("share", 6.5, "a part of what is traded", what_is_traded(view))
    if view.quantity.kind == "percent" and _share_led(view):
        yield Vote("share", 6.0, "a share that changes to the number, or from it", None)
    if view.quantity.kind == "percent" and _dashed_from_share(view):
        yield Vote("share", 3.0, "a percentage behind a dash, the word of share before it", None)
    if view.quantity.kind == "percent" and not view.quantity.sign and _behind_goods(view):
        yield Vote("share", 1.2, "a percentage right behind goods", None)
    output = view.after("cue", within=3)
    if view.lang == "ru" and output is not None and output.value == OUTPUT and view.sentence.of_role(*TRADE_ROLES):
        yield Vote("share", 4.5, "a share of output", output)
    for term in view.near("share", within=20, right_cost=2)[:2]:
        yield Vote("share", _weight(view, term, 5.5), "a word of share", term)
    if view.quantity.kind == "percent" and not view.quantity.sign and _behind_place(view):
        yield Vote("share", 1.2, "a percentage right behind a place", None)
    within = view.before("flow_noun", within=3)
    if within is not None and view.quantity.lead_in == "":
        yield Vote("share", 2.0, "a percentage right behind a flow", within)
    if view.quantity.kind == "fraction":
        yield Vote("share", 1.5, "a fraction", None)
        if view.before("again", within=2):
            yield Vote("share", 3.0, "another part of the whole named before", view.before("again", within=2))


def _of_the_sum(view: View) -> bool:
    """«56 % этой суммы»; not «на 56 %: эта сумма»."""
    at = view.quantity.core_last
    said = view.sentence.low(at) in _THIS and view.sentence.low(at + 1) in _SUMS
    return said and view.quantity.lead_in != "на"


def _share_led(view: View) -> bool:
    """«Доля экспорта опустилась с 36 до 24 процентов»: both are shares, not changes."""
    nouns = [t for t in view.sentence.of_role("share") if t.value == "noun" and t.last <= view.quantity.first]
    led = view.quantity.lead_in in ("до", "to") or changed_from(view.sentence, view.quantity) is not None
    return led and any(view.sentence.distance(t, view.quantity.span) < CLAUSE_COST for t in nouns)


def _dashed_from_share(view: View) -> bool:
    """«Доля газа в экспорте, составившем 8 млрд, — 4 %»: the word of share stands far off, no share between."""
    nouns = [t for t in view.sentence.of_role("share") if t.value == "noun" and t.last <= view.quantity.first]
    if not nouns or view.quantity.sign or view.sentence.low(view.quantity.first - 1) not in ("—", "–"):
        return False
    return not any(nouns[-1].last <= q.first < view.quantity.first and q.unit == "%" for q in view.others)


def _behind_goods(view: View) -> bool:
    """«Металлы, 61,5 %»: in a list of goods bare percentages are shares."""
    at = view.quantity.first - (view.sentence.low(view.quantity.first - 1) in ("(", ",", "—", "–"))
    return any(t.last == at and t.role == "goods" for t in view.sentence.terms)


def what_is_traded(view: View) -> Term | None:
    """The verb of «половина того, что Китай экспортирует»: whatever covers it, the part is one of trade."""
    at = view.quantity.core_last
    if [view.sentence.low(at + k) for k in range(3)] != ["того", ",", "что"]:
        return None
    return next((t for t in view.sentence.of_role("flow_verb") if 0 <= t.first - at - 3 <= 4), None)


def _behind_place(view: View) -> bool:
    """ "China 24%, Spain 18%": in a list of places bare percentages are shares."""
    at = view.quantity.first - (view.sentence.low(view.quantity.first - 1) in ("(", ":", "—", "–"))
    return any(t.last == at and t.role == "place_name" for t in view.sentence.terms)


def growth_votes(view: View) -> Iterator[Vote]:
    """Votes of the words that make a percentage a change."""
    if view.quantity.sign:
        yield Vote("growth", 5.5, "a sign before the number")
    compare = view.compared(within=2)
    if compare is not None:
        yield Vote("growth", 5.8, "a comparison after the number", compare)
    if _leads_to_result(view):
        yield Vote("growth", 3.0, "a change with its result: so much percent to so much")
    joined = _joined_comparison(view)
    if joined is not None:
        yield Vote("growth", 4.0, "a comparison said of the next number as well", joined)
    if view.quantity.lead_in in ("на", "by"):
        yield Vote("growth", 3.5, "a difference led in by a preposition")
    for term in view.near("change", within=20, right_cost=3, where=lambda term: not _is_hedge(view, term))[:1]:
        yield Vote("growth", _weight(view, term, 5.0), "a verb or noun of change", term)


def _is_hedge(view: View, term: Term) -> bool:
    """Whether a word of change only hedges a share: «доля превысила 74 %», "the share exceeded 74 %"."""
    within = view.quantity.first <= term.first and term.last <= view.quantity.core_first
    return within and any(t.value == "noun" and t.first < term.first for t in view.sentence.of_role("share"))


def amount_votes(view: View) -> Iterator[Vote]:
    """Votes on what an amount of money, mass or pieces is: a level, a balance or an absolute change."""
    yield Vote("level", 2.0, "an amount")
    excess = excess_of(view)
    if excess is not None:
        yield Vote("balance", 6.0, excess.rule)
    flow = min((view.cost(t) for t in view.near("flow_noun", "flow_verb")), default=99)
    for term in view.near("balance", within=24)[:1]:
        if view.cost(term) < flow:
            yield Vote("balance", 4.0, "a word of balance", term)
    compare = view.compared(within=1)
    if compare is not None:
        yield Vote("comparison", 5.0, "a comparison after the amount", compare)
    joined = _joined_comparison(view)
    if joined is not None:
        yield Vote("comparison", 5.0, "a comparison after what it is said to be as well", joined)
    change = view.before("change", within=2) or _change_past_time(view)
    told = _change_told(view) or heading_change(view) or parted_change(view)
    if told is not None:
        yield Vote("comparison", 4.5, "a change of a flow, told by its amount", told)
    if (
        change is not None
        and view.quantity.lead_in in ("на", "by", "of", "")
        and not quoting_words(view.sentence, view.quantity)
    ):
        rule = "a change by an amount"
        if any(change.last <= t.first < view.quantity.core_first for t in view.sentence.of_role("again")):
            return  # "peppers added another $310 million": a further item, not a change
        if view.quantity.lead_in or (view.lang == "en" and view.quantity.kind == "money"):
            yield Vote("comparison", 4.5, rule, change)


def _change_told(view: View) -> Term | None:
    """A noun of change whose amount a verb of level tells: «рост экспорта составил 3 млн»."""
    low = view.sentence.low
    if view.quantity.lead_in in ("до", "to", "from", "с"):
        return None
    levels = [t.first for t in view.sentence.of_role("level") if view.left <= t.first < view.quantity.first]
    flows = [t.first for t in view.sentence.of_role("flow_noun", "balance") if view.left <= t.first]
    for term in view.sentence.of_role("change"):
        if term.first < view.left or not low(term.first).startswith(CHANGE_NOUNS):
            continue
        named = any(0 <= at - term.last <= MAX_TOKENS_TO_FLOW for at in flows)
        heads = any(
            low(at) == ":" for at in range(term.last, view.quantity.first)
        )  # "Growth in 2023: exports were 3 bn"
        if named and not heads and any(term.last < at for at in levels) and low(term.first - 1) not in _AMID:
            return term
    return None


def _change_past_time(view: View) -> Term | None:
    """A change that only words of time part from its amount: «вырос за квартал на 3 млн», "rose in May by $3m"."""
    if view.quantity.lead_in not in ("на", "by"):
        return None
    at = view.quantity.first
    for time in reversed(view.times):
        at = time.first if time.last == at else at
    while at > 0 and view.sentence.low(at - 1) in _TIME_LEADS:
        at -= 1
    return next((t for t in view.sentence.of_role("change") if t.last == at), None)


def _bracketed_behind(view: View) -> bool:
    """ "Canada: $1.2 billion (40 percent)"."""
    return view.sentence.low(view.quantity.first - 1) == "(" and view.quantity.first - 1 == view.left


def _leads_to_result(view: View) -> bool:
    """ "Imports 2.3 percent to 18.4 trillion": the verb may be left out, the result tells a change."""
    following = next((q for q in view.others if q.first == view.right), None)
    if following is None or following.kind not in AMOUNTS or view.right - view.quantity.last > 1:
        return False
    return following.lead_in in ("to", "до")


def _joined_comparison(view: View) -> Term | None:
    """ "2.1 billion or 27 percent more", "14% and 32% more": a comparison that is said of two numbers at once."""
    joiners = ("or", "или") if view.quantity.kind in AMOUNTS else ("or", "или", "and", "и")
    if view.sentence.low(view.quantity.core_last) not in joiners or view.right - view.quantity.core_last > 1:
        return None
    following = next((q for q in view.others if q.first == view.right), None)
    if following is None:
        return None
    return next(
        (t for t in view.sentence.of_role("compare") if 0 <= t.first - following.core_last <= 1),
        None,
    )


def decide_kind(view: View, inherited: ClaimKind | None, carried_kind: ClaimKind | None = None) -> Vote | None:
    """The kind with the strongest vote, or `None`.

    `inherited` is the kind of the number before in the same list, `carried_kind` that of the sentence before.
    """
    quantity = view.quantity
    if quantity.kind == "rank":
        return _rank_vote(view)
    if quantity.kind == "multiple":
        return Vote("growth", 5.0, "a multiple")
    if quantity.kind == "points":
        return Vote("comparison", 5.0, "percentage points")
    if quantity.kind == "count":
        return Vote("count", 5.0, "a number of what is counted")
    if _is_index(view):
        return Vote("growth", 6.0, "an index of another period")
    votes = list(amount_votes(view)) if quantity.kind in AMOUNTS else [*share_votes(view), *growth_votes(view)]
    told_again = _bracketed_behind(view) or _restates(view)
    if inherited == "level" and quantity.kind == "percent" and not quantity.sign and told_again:
        votes.append(Vote("share", 2.0, "a percentage in brackets right behind an amount"))
    if inherited == "rank" and quantity.kind not in AMOUNTS:
        votes.append(Vote("share", 2.0, "the share of whoever is ranked before it"))
    if inherited in ("share", "growth") and quantity.kind not in AMOUNTS:
        votes.append(Vote(inherited, 2.5, "as the figure before it in the list"))
    if quantity.kind in AMOUNTS and (goes_on(view, inherited) or (inherited == "growth" and _restates(view))):
        votes.append(Vote("comparison", 4.5, "a change like the one before it, as an amount"))
    if inherited == "balance" and quantity.kind in AMOUNTS and not _flow_between(view):
        votes.append(Vote("balance", 2.6, "as the balance before it"))
    if carried_kind == "balance" and quantity.kind in AMOUNTS and view.sentence.low(0) == "of" and view.left == 0:
        votes.append(Vote("balance", 2.6, "a part of the balance before it"))
    if carried_kind in ("share", "growth") and quantity.kind not in AMOUNTS and not votes:
        votes.append(Vote(carried_kind, 1.0, "as the last figure of the sentence before"))
    return max(votes, key=lambda vote: vote.weight, default=None)


def _restates(view: View) -> bool:
    """Whether only an "or" stands between the number before and this one: "down 8.9% or £537 million"."""
    return {view.sentence.low(at) for at in range(view.left, view.quantity.first)} in ({"or"}, {",", "or"}, {"или"})


def _is_index(view: View) -> bool:
    """ "156.5 % of the same period of last year": a percentage of a period is an index."""
    at = view.quantity.core_last
    if view.quantity.kind != "percent" or view.sentence.low(at) not in ("of", "от", "к"):
        return False
    if view.quantity.lead_in in ("на", "by"):
        return False  # «выросли на 121 % к 2020 году» is a change
    return any(time.first - at in (0, 1, 2) and (time.is_relative or time.is_base) for time in view.times)


def _flow_between(view: View) -> bool:
    """Whether a word of exports or imports stands between the number before and this one."""
    return any(view.left <= t.first < view.quantity.first for t in view.sentence.of_role("flow_noun", "flow_verb"))


def _rank_vote(view: View) -> Vote:
    return Vote("rank", 5.0, "a place in an order", head_behind(view.sentence, view.quantity.core_last))
