"""What a text is about as a whole, and what a sentence without a figure opens for those that follow.

The topic is taken from the headline and the first sentences about trade: one partner named there, or one kind of goods,
is meant until another is named. A sentence without a figure opens its flow and its period ("Customs results of 2015").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.asides import is_topic_aside
from sverka.reading.discourse import Filled, State
from sverka.reading.goods_topics import goods_filled, topic_goods
from sverka.reading.partnering import WORLD
from sverka.reading.periods import TimeFrame
from sverka.reading.placing import ROUTE_PREPOSITIONS, PlaceTerm, find_places
from sverka.reading.sentences import Sentence
from sverka.reading.timewords import read_times
from sverka.reading.tokens import TokenKind

_OPENING_SENTENCES = 3
_REASONS = frozenset(["as", "because", "while", "after"])
_OF_TRADE = ("flow_noun", "flow_verb", "balance")
MAX_TOKENS_TO_RANK = 6
MAX_LEADING_TOKENS = 2
MAX_QUESTION_TOKENS = 12
_PREPOSITIONS = frozenset({"in", "during", "for", "over", "the", "в", "во", "за"})
_TOLD_FROM_NOW = frozenset(
    {"first months", "quarter", "half", "code", "last month", "this month", "relative year", "year to date"}
)


def open_topics(sentences: Sequence[Sentence], lang: str, reporter: str | None) -> State:
    """The state of the discourse before the first sentence."""
    opening = _opening(sentences)
    return State(
        # a region trades with many: one partner in its headline is no topic
        topic_partners=_topic_partners(opening, lang, reporter)
        if reporter is None or len(reporter) == 2 or _trades_with(opening)
        else None,
        topic_goods=topic_goods(opening),
        unopened=not any(s.of_role(*_OF_TRADE) for s in opening),
    )


def _trades_with(opening: Sequence[Sentence]) -> bool:
    """Whether the headline itself is of trade with somebody: «Торговля Бурятии с Монголией»."""
    headline = next((s for s in opening if s.block.kind == "headline"), None)
    if headline is None or not any(t.value == "turnover" for t in headline.of_role("flow_noun")):
        return False
    return any(p.preposition in ("с", "со", "with") for p in find_places(headline, "ru"))


def _opening(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Headline and first sentences, up to the first that states trade."""
    found: list[Sentence] = []
    for sentence in sentences[:_OPENING_SENTENCES]:
        found.append(sentence)
        if sentence.block.kind != "headline" and sentence.of_role("flow_noun", "flow_verb"):
            break
    return found


def _topic_partners(opening: Sequence[Sentence], lang: str, reporter: str | None) -> Filled | None:
    """The one place besides the reporter that the headline, else the first such sentence, names; never several."""
    for sentence in opening:
        found: dict[str, Filled] = {}
        for place in find_places(sentence, lang, frozenset({reporter or ""})):
            late = lang == "en" and _is_aside(sentence, place)
            away = not is_home(place.id, reporter) and not place.owns and place.preposition not in ROUTE_PREPOSITIONS
            late = late or is_topic_aside(sentence, place.first)
            if away and not late and place.id != WORLD:
                start, end = sentence.tokens[place.first].start, sentence.tokens[place.last - 1].end
                rule = "the one partner that the text opens with"
                found.setdefault(place.id, Filled((place.id,), rule, _origin(sentence), 0.6, start, end))
        if len(found) == 1:
            named, topic = next(iter(found.items()))
            return topic if sentence is opening[-1] or _goes_on(opening[-1], named, lang, reporter) else None
    return None


def _goes_on(sentence: Sentence, place: str, lang: str, reporter: str | None) -> bool:
    """Whether the first sentence about trade goes on with the headline's partner; a text on all partners does not."""
    if lang == "ru" or not any(t.kind is TokenKind.NUMBER for t in sentence.tokens):
        return True
    likely = frozenset({reporter or ""})
    return bool(sentence.of_role("anaphor")) or any(p.id == place for p in find_places(sentence, lang, likely))


def _is_aside(sentence: Sentence, place: PlaceTerm) -> bool:
    """Whether a place is named only behind the figures of its sentence, where it opens none, or is ranked there."""
    if sentence.block.kind == "headline" or all(t.kind is not TokenKind.NUMBER for t in sentence.tokens[: place.first]):
        return False
    ranked = any(0 <= t.first - place.last <= MAX_TOKENS_TO_RANK for t in sentence.of_role("superlative", "ordinal"))
    acting = any(0 <= t.first - place.last <= 1 for t in sentence.of_role("flow_verb", "share"))
    if any(sentence.low(at - 1) == "," and sentence.low(at) in _REASONS for at in range(1, place.first)):
        return True  # "exports rose 14 percent, as shipments to the United States eased"
    return ranked or acting or place.preposition not in ("to", "with", "from", "between")


def _origin(sentence: Sentence) -> str:
    return "headline" if sentence.block.kind == "headline" else "earlier sentence"


def is_home(place: str, reporter: str | None) -> bool:
    """Whether a place is the reporter, lies in it or holds it."""
    return reporter is not None and (
        place == reporter or reporter.startswith(place + "-") or place.startswith(reporter + "-")
    )


def year_hint(sentences: Sequence[Sentence], lang: str, published_month: int | None) -> int | None:
    """The year that months without one are of, where the text is not about the time of its publication.

    It is the first year that the text names, unless months without a year come before it.
    """
    for sentence in sentences:
        for time in read_times(sentence, lang):
            said = time.group("y") or ""
            if said.isdigit() and not time.is_base and time.rule != "since":
                recent = published_month is not None and int(said) >= published_month // 12 - 1
                return None if recent else int(said)
            if (time.group("m2") or time.rule in _TOLD_FROM_NOW) and not said.isdigit():
                return None
    return None


def at_new_block(state: State, *, is_item: bool) -> State:
    """The discourse at the start of a paragraph: from parts and earlier periods back to that stated first."""
    outer = (state.list_period or state.period) if is_item else None
    state = replace(state, block_period=None, list_period=outer)
    if state.asked:
        return state
    if is_item and outer is not None and state.period is not outer and _is_beneath(state.period, outer):
        return replace(state, period=outer)
    talk, topic = (filled.value if filled is not None else None for filled in (state.period, state.topic_period))
    if not isinstance(talk, Period) or not isinstance(topic, Period) or talk == topic:
        return state
    returns = topic.contains(talk) or talk.last_month < topic.first_month
    return replace(state, period=state.topic_period) if returns and not is_item else state


def _is_beneath(talk: Filled | None, main: Filled) -> bool:
    """Whether a period is a part of another, or lies before it."""
    if talk is None or not isinstance(talk.value, Period) or not isinstance(main.value, Period):
        return False
    return talk.value != main.value and (
        main.value.contains(talk.value) or talk.value.last_month < main.value.first_month
    )


def leads_in(sentence: Sentence, period: Filled | None) -> bool:
    """Whether a sentence opens with a preposition and the period: "In June", «А в июне»; not with it as subject."""
    at = next(
        (k for k, t in enumerate(sentence.tokens[: MAX_LEADING_TOKENS + 1]) if period and t.start == period.start), 0
    )
    return at > 0 and sentence.low(at - 1) in _PREPOSITIONS


def gone_on(state: State) -> State:
    """The discourse at a further sentence of a paragraph: from a part back in the whole that the paragraph opened with.

    "Exports came to 330,000 tonnes in January–July. July was the strongest month, with 52,000. Pakistan took 40 %."
    A sentence that opens with a part, "In June they reached 9 bn", goes on in it.
    """
    talk, opened = (filled.value if filled is not None else None for filled in (state.period, state.block_period))
    if not isinstance(talk, Period) or not isinstance(opened, Period) or talk == opened:
        return state
    returns = talk.last_month < opened.first_month or (opened.contains(talk) and not state.period_leads)
    return replace(state, period=state.block_period) if returns else state


def opened_by(sentence: Sentence, state: State, lang: str, frame: TimeFrame) -> State:
    """The discourse after a sentence that states no figure of trade."""
    origin = _origin(sentence)
    flows = sentence.of_role("flow_noun")
    if flows:
        start, end = sentence.tokens[flows[-1].first].start, sentence.tokens[flows[-1].last - 1].end
        state = replace(state, flow=Filled(flows[-1].value, "a noun of trade", origin, 0.6, start, end))
    verbs = sentence.of_role("flow_verb") if lang == "ru" and not flows and state.flow is None else ()
    if verbs:
        start, end = sentence.tokens[verbs[0].first].start, sentence.tokens[verbs[0].last - 1].end
        state = replace(state, flow=Filled(verbs[0].value, "a verb of trade", origin, 0.5, start, end))
    named = {term.value: term for term in sentence.of_role("goods")}
    if named:
        state = replace(state, goods=goods_filled(sentence, tuple(named.values())) if len(named) == 1 else None)
    state = replace(state, subject=None)
    subject = next((t for t in sentence.of_role("goods") if t.first <= 1), None)
    opening = state.topic_flow is None and sentence.block.kind == "headline"  # its topic is known by now
    alone = state.label_goods is None and not flows and not opening
    if lang == "en" and subject is not None and alone:  # "Tea was to blame."
        state = replace(state, topic_goods=goods_filled(sentence, (subject,)))
    past = lang == "en" and any(token.low == "had" for token in sentence.tokens)  # "it had been deeper in 2022"
    for time in read_times(sentence, lang) if not past else ():
        period = None if time.is_base or time.is_relative else time.resolve(frame)
        if period is not None and _may_open(period, sentence, state, frame):
            start, end = sentence.tokens[time.first].start, sentence.tokens[time.last - 1].end
            asked = period if _asks(sentence) else state.base  # "And 2019?": "then" points at it
            filled = Filled(period, f"words of time: {time.rule}", origin, 0.6, start, end)
            return replace(state, period=filled, base=asked, asked=_asks(sentence))
    return state


def _may_open(period: Period, sentence: Sentence, state: State, frame: TimeFrame) -> bool:
    """A past period opens the talk where the sentence speaks of trade, heads a list, or nothing is open yet."""
    if frame.published_month is not None and period.first_month > frame.published_month:
        return False
    if sentence.of_role("flow_noun", "flow_verb") or sentence.block.kind == "headline" or state.period is None:
        return True
    return _heads_list(sentence) or _asks(sentence)


def _asks(sentence: Sentence) -> bool:
    """Whether a short question names what the answer is about: "And the first quarter?"."""
    return sentence.low(len(sentence.tokens) - 1) == "?" and len(sentence.tokens) <= MAX_QUESTION_TOKENS


def _heads_list(sentence: Sentence) -> bool:
    """Whether a line leads the items below it in: "Main destinations, January–June 2023:"."""
    last = sentence.low(len(sentence.tokens) - 1)
    return last == ":" or (last not in (".", "!", "?") and bool(sentence.of_role("rank_head")))
