"""Sales told from the buyer's side: "China bought…" in a text on somebody's exports is that one's export to China."""

from __future__ import annotations

from dataclasses import replace

from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Filled, Slots, State
from sverka.reading.flow_ends import is_region
from sverka.reading.frames import Frame
from sverka.reading.morphology import russian_cases, russian_is_plural
from sverka.reading.placing import is_given_to
from sverka.reading.resolved import Resolved
from sverka.reading.sentences import Sentence

_AND = frozenset({"and", "but", "и"})
NOUN, VERB, RANKED = "a noun of trade", "a verb of trade", "what is ranked"
SOLD = "bought from the one whose trade it is"
_EARNING = ("earn", "fetch", "зараб", "принес")
"""What goods earn somebody is sold by that one, not sent to it."""
BROUGHT = "sent to the one that is spoken for"
_ORIGINS = frozenset({"from", "из"})
_SELLERS = frozenset({"from", "из", "у", "в", "во"})
_VERB_ENDINGS = ("ed", "ing")
MAX_TOKENS_TO_BUYER = 3
MAX_TOKENS_OF_ROUTE = 8
_ALL_GOODS = ("товар", "продукц", "продукт")
_FLOWS = ("flow_noun", "flow_verb")
_DELIVERIES = ("постав", "отгруз", "deliver", "suppl")
_ABROAD = ("export", "экспорт", "вывез")
_POSSESSIVES = frozenset({"their", "its", "свои", "свою", "их", "его", "ее"})
_INTO = frozenset({"в", "во", "to", "into"})
MAX_TOKENS_TO_ORIGIN = 2


def is_sale(frame: Frame, verb: Candidate, state: State, before: Resolved | None) -> bool:
    """Whether a verb of buying tells of a sale by the one whose trade the text speaks of.

    It does where what is bought comes from that one ("imported Swiss watches"), and where exports are spoken of, unless
    that one buys itself.
    """
    if verb.rule == RANKED:
        return False  # "the largest source of Chile's imports" supplies them
    buyer = _has_buyer(frame, verb) or (before is not None and _is_ranked_buyer(before))
    buyer = buyer or state.label_partners is not None  # «• Индия. 97 % её закупок»
    buyer = buyer or _has_buyer_before(frame, verb)
    bought = bool(frame.view.sentence.at(verb.first, "buying")) and buyer
    if verb.value != "import" or not (bought or _is_verb(frame, verb)):
        return False
    owners = [owner for owner in frame.reporter if 0 <= owner.first - verb.last <= MAX_TOKENS_TO_ORIGIN]
    if any(not _is_buyer_behind(frame, verb, owner) for owner in owners):
        return True
    if _has_buyer(frame, verb) and _is_sold_at_home(frame, verb):
        return True
    if frame.view.sentence.low(verb.first - 1) in _AND:
        return False  # "exported 60 billion and imported 69": the doer is the same
    if _bought_elsewhere(frame, verb) or not _has_partner(frame, verb, state, before):
        return False
    return _exports_are_spoken_of(frame, verb, state, before) and not _buys_itself(frame, verb)


def _has_partner(frame: Frame, verb: Candidate, state: State, before: Resolved | None) -> bool:
    """Whether anybody is spoken of who may have bought: "so they imported 75,000 tonnes" tells of those at home."""
    told = (state.subject or {}).get("partners") or state.label_partners or state.topic_partners
    listed = before is not None and "partners" in before.slots
    heads = frame.view.sentence.of_role("count_head", "rank_head")
    return bool(frame.partners or told or listed) or any(t.first != verb.first for t in heads)


def _is_ranked_buyer(before: Resolved) -> bool:
    """Whether the figure before ranks a buyer: "China is the main market, with purchases of 5 bn"."""
    return before.kind == "rank" and before.value("flow") == "export" and "partners" in before.slots


def _is_buyer_behind(frame: Frame, verb: Candidate, owner: Candidate) -> bool:
    """Whether who is named behind a verb of buying buys: «пшеницу купила Парана», «ввезено в Парану»."""
    sentence = frame.view.sentence
    if sentence.low(owner.first - 1) in _INTO:
        return True
    if frame.view.lang != "ru" or not sentence.at(owner.first, "place_name"):
        return False
    cases = russian_cases(sentence.low(owner.first)).get("NOUN", frozenset())
    return "nomn" in cases and ("gent" not in cases or owner.first == verb.last)


def _is_sold_at_home(frame: Frame, verb: Candidate) -> bool:
    """Whether what is bought comes from the one spoken for: "from the state", "Peru's goods", «купил у региона»."""
    sentence = frame.view.sentence
    homes = [t for t in sentence.of_role("subject_region", "subject_country", "we") if t.first >= verb.last]
    spans = [(t.first, t.last) for t in homes] + [(o.first, o.last) for o in frame.reporter if o.first >= verb.last]
    spans = [span for span in spans if not _is_target(sentence, span[0])]
    if any({sentence.low(first - 1), sentence.low(first - 2)} & _SELLERS for first, _ in spans):
        return True
    return any(_owns_goods(frame, first, last) for first, last in spans)


def _is_target(sentence: Sentence, at: int) -> bool:
    """Whether goods go to a Russian name by its case: «в Парану», not «в Паране»."""
    cases = russian_cases(sentence.low(at)).get("NOUN", frozenset())
    return sentence.low(at - 1) in _INTO and cases == {"accs"}


def _owns_goods(frame: Frame, first: int, last: int) -> bool:
    """Whether goods behind a verb of buying are somebody's: "Peru's products", «продукцию Чили»."""
    sentence = frame.view.sentence
    if frame.view.lang == "en":
        mine = sentence.low(last - 1).endswith("'s") or sentence.low(first) == "our"
        flows = {t.first for t in sentence.of_role("flow_noun")}
        return mine and not flows & set(range(last, last + 1 + MAX_TOKENS_TO_ORIGIN))
    cases = russian_cases(sentence.low(last - 1)).get("NOUN", frozenset())
    return "gent" in cases and _is_goods(frame, first - 1)


def _is_goods(frame: Frame, at: int) -> bool:
    """Whether goods, or a word for them all, stand at a token."""
    sentence = frame.view.sentence
    named = any(t.last == at + 1 and t.role in ("goods", "count_head") for t in sentence.terms)
    return named or sentence.low(at).startswith(_ALL_GOODS)


def _bought_elsewhere(frame: Frame, verb: Candidate) -> bool:
    """Whether what is bought comes from a third place: "imported 85 % of its soybeans from Brazil"."""
    low = frame.view.sentence.low
    return any(low(c.first - 1) in _ORIGINS for c in frame.partners)


def _is_verb(frame: Frame, term: Candidate) -> bool:
    """Whether a word of trade is a verb; "imported" is one though the noun has the same stem."""
    rules = {flow.rule for flow in frame.flow if flow.first == term.first}
    return VERB in rules and (NOUN not in rules or frame.view.sentence.low(term.first).endswith(_VERB_ENDINGS))


def _exports_are_spoken_of(frame: Frame, verb: Candidate, state: State, before: Resolved | None) -> bool:
    said = any(flow.value == "export" and flow.rule == NOUN and flow.first < verb.first for flow in frame.flow)
    ranked = before is not None and before.kind == "rank" and before.value("flow") == "export"
    return (
        said or ranked or "export" in {filled.value for filled in (state.flow, state.topic_flow) if filled is not None}
    )


def _has_buyer(frame: Frame, verb: Candidate) -> bool:
    """Whether a partner stands right before, "Germany buys", "the United States, with purchases of"."""
    return any(0 <= _apart(frame, buyer.last, verb.first) <= MAX_TOKENS_TO_BUYER for buyer in frame.partners)


def _apart(frame: Frame, first: int, last: int) -> int:
    """How many tokens stand between, words of time left out: «Мексика с июня по август удвоила закупки»."""
    timed = {at for time in frame.view.times for at in range(time.first - 1, time.last)}
    return last - first - len(timed & set(range(first, last)))


def _has_buyer_before(frame: Frame, noun: Candidate) -> bool:
    """Whether a noun of buying is that of a partner before: "the Dutch … their purchases"."""
    sentence = frame.view.sentence
    buyers = [
        c
        for c in frame.partners
        if c.last <= noun.first and not any(c.first < f.first < noun.first for f in frame.flow)
    ]
    if not buyers or any(sentence.low(c.first - 1) in _ORIGINS for c in buyers):
        return False
    lows = [sentence.low(at) for at in range(max(0, noun.first - MAX_TOKENS_TO_BUYER), noun.first)]
    return bool(_POSSESSIVES.intersection(lows)) or _is_sold_at_home(frame, noun)


def _buys_itself(frame: Frame, verb: Candidate) -> bool:
    """Whether the subject of the verb is the owner of the trade, its country, or who sold in the same breath."""
    if _has_buyer(frame, verb):
        return False
    sold = any(flow.value == "export" and flow.first < verb.first and _is_verb(frame, flow) for flow in frame.flow)
    near = [t for t in frame.view.sentence.of_role("we") if 0 <= verb.first - t.last <= MAX_TOKENS_TO_BUYER]
    nouns = [flow.first for flow in frame.flow if flow.rule == NOUN]
    owners = [o for o in frame.reporter if o.near and not any(o.first < noun < verb.first for noun in nouns)]
    return sold or bool(near or owners)


def seen_from_home(slots: Slots, frame: Frame, state: State, home: str | None) -> Slots:
    """Another place's exports in a text on the imports of the one that it speaks for are its imports from there.

    «Край импортировал на 1,1 млрд; китайские поставки заняли 38 %»: the share is of the region's imports from China.
    """
    owner, partners = slots.get("reporter"), slots.get("partners")
    if home is not None and slots["flow"].value == "export" and _comes_home(frame, slots["flow"], home):
        return _brought(slots, home)
    if home is not None and owner is not None and partners is None and _buys_from_region(frame, slots, state, home):
        return _turned(slots, "export", owner, home, "bought from the one whose trade it is")
    imports = state.flow is not None and state.flow.value == "import"
    if imports and partners is not None and slots["flow"].value == "export" and _is_supplied(slots["flow"], frame):
        return {**slots, "flow": replace(slots["flow"], value="import", rule="supplied to the one that imports")}
    if home is None or owner is None or owner.value == home or slots["flow"].value != "export":
        return slots
    if not imports and not (partners is None and _sells_to_region(frame, slots["flow"], owner, home)):
        return slots
    if partners is not None and partners.value != (home,) and not _is_behind(partners, frame):
        return slots
    return _turned(slots, "import", owner, home, "exports to the one whose imports are spoken of")


def _turned(slots: Slots, flow: str, owner: Filled, home: str, rule: str) -> Slots:
    """The slots of another's trade, seen from the one that is spoken for: the other is its partner."""
    return {
        **slots,
        "flow": replace(slots["flow"], value=flow, rule=rule),
        "reporter": replace(owner, value=home, rule=rule),
        "partners": replace(owner, value=(owner.value,), rule=rule),
    }


def _buys_from_region(frame: Frame, slots: Slots, state: State, home: str) -> bool:
    """Whether a country's purchases are named in a text on a region's exports: "Chinese purchases of chicken fell"."""
    sentence, buyer = frame.view.sentence, str(slots["reporter"].value)
    abroad = is_region(home) and not is_region(buyer) and not home.startswith(buyer)
    exports = state.topic_flow is not None and state.topic_flow.value == "export"
    bought = [t for t in sentence.of_role("buying") if sentence.tokens[t.first].start == slots["flow"].start]
    names = [t.last for t in sentence.of_role("place_adjective", "place_name") if t.value == buyer]
    return abroad and exports and any(0 <= term.first - at <= 1 for term in bought for at in names)


def _sells_to_region(frame: Frame, flow: Filled, owner: Filled, home: str) -> bool:
    """Whether a country sells in a text on a region of another one, and nobody else is named: "Paraguay sold grain"."""
    sentence, seller = frame.view.sentence, str(owner.value)
    abroad = is_region(home) and not is_region(seller) and not home.startswith(seller)
    verbs = [t for t in sentence.of_role("flow_verb") if sentence.tokens[t.first].start == flow.start]
    sold = [t for t in verbs if not sentence.low(t.first).startswith(_ABROAD)]  # a rival exports to the whole world
    names = [t.last for t in sentence.of_role("place_name") if t.value == seller]
    return abroad and any(0 <= verb.first - at <= 1 for verb in sold for at in names)


def _brought(slots: Slots, home: str) -> Slots:
    """The slots of what comes to the one that is spoken for: its imports from whoever sends it."""
    owner = slots.get("reporter")
    if owner is None or owner.value == home:
        return {**slots, "flow": replace(slots["flow"], value="import", rule=BROUGHT)}
    return _turned(slots, "import", owner, home, BROUGHT)


def _comes_home(frame: Frame, flow: Filled, home: str) -> bool:
    """Whether a delivery ends with the one spoken for: "supplied the state with", «поставки из Чили в область»."""
    sentence = frame.view.sentence
    words = [t for t in sentence.terms if sentence.tokens[t.first].start == flow.start and t.role in _FLOWS]
    done = any(sentence.low(t.first).endswith("ed") for t in words)  # "exported" is a verb, though it is a noun too
    at = next((t for t in words if t.role == "flow_verb" or not done), None)
    if at is None or at.value != "export" or sentence.low(at.first).startswith(_EARNING):
        return False
    homes = [t.first for t in sentence.of_role("subject_region")]
    homes += [owner.first for owner in frame.reporter if owner.value == home]
    homes += [t.first for t in sentence.of_role("we") if not russian_is_plural(sentence.low(t.first))]
    if _is_supplied(flow, frame):
        return any(0 <= first - at.last <= MAX_TOKENS_TO_ORIGIN for first in homes)
    if at.role == "flow_verb" and is_region(home):
        ends = [first for first in homes if 0 <= first - at.last <= MAX_TOKENS_OF_ROUTE]
        sent = any({sentence.low(first - 1), sentence.low(first - 2)} & _INTO for first in ends)
        sent = sent or any(is_given_to(sentence, first, at.last) for first in ends)
        return sent and not any(first < at.first for first in homes)
    if not is_region(home) or not sentence.low(at.last - 1).startswith(_DELIVERIES):
        return False  # between countries whoever sends may be spoken for as well
    route = range(at.last, min(at.last + MAX_TOKENS_OF_ROUTE, len(sentence.tokens)))
    origin = next((k for k in route if sentence.low(k) in _ORIGINS), None)
    if origin is None or any(0 < first - origin <= MAX_TOKENS_TO_ORIGIN for first in homes):
        return False
    ends = [first for first in homes if 0 < first - origin <= MAX_TOKENS_OF_ROUTE]
    return any({sentence.low(first - 1), sentence.low(first - 2)} & _INTO for first in ends)


def _is_supplied(flow: Filled, frame: Frame) -> bool:
    """Whether the flow is a verb of supplying: whose trade it is depends on whom the text speaks for."""
    tokens = frame.view.sentence.tokens
    return any(tokens[term.first].start == flow.start for term in frame.view.sentence.of_role("supplying"))


def _is_behind(place: Filled, frame: Frame) -> bool:
    """Whether a place stands behind the number and so goes with the next: the owner of the trade stands before."""
    return place.start is not None and place.start > frame.view.sentence.tokens[frame.view.quantity.core_first].start
