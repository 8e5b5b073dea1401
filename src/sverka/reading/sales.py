"""Sales told from the buyer's side: "China bought…" in a text on somebody's exports is that one's export to China."""

from __future__ import annotations

from dataclasses import replace

from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Filled, Slots, State
from sverka.reading.frames import Frame
from sverka.reading.resolved import Resolved

_AND = frozenset({"and", "but", "и"})
NOUN, VERB = "a noun of trade", "a verb of trade"
_ORIGINS = frozenset({"from", "из"})
_VERB_ENDINGS = ("ed", "ing")
MAX_TOKENS_TO_BUYER = 3
MAX_TOKENS_TO_ORIGIN = 2


def is_sale(frame: Frame, verb: Candidate, state: State, before: Resolved | None) -> bool:
    """Whether a verb of buying tells of a sale by the one whose trade the text speaks of.

    It does where what is bought comes from that one ("imported Swiss watches"), and where exports are spoken of, unless
    that one buys itself.
    """
    bought = bool(frame.view.sentence.at(verb.first, "buying")) and _has_buyer(frame, verb)
    if verb.value != "import" or not (bought or _is_verb(frame, verb)):
        return False
    if any(0 <= owner.first - verb.last <= MAX_TOKENS_TO_ORIGIN for owner in frame.reporter):
        return True
    sellers = frame.view.sentence.of_role("subject_region", "subject_country", "we")
    if frame.view.sentence.low(verb.last) == "у" and any(t.first == verb.last + 1 for t in sellers):
        return True  # «Китай купил у региона»
    if frame.view.sentence.low(verb.first - 1) in _AND:
        return False  # "exported 60 billion and imported 69": the doer is the same
    if _bought_elsewhere(frame, verb):
        return False
    return _exports_are_spoken_of(frame, verb, state, before) and not _buys_itself(frame, verb)


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
    return any(0 <= verb.first - buyer.last <= MAX_TOKENS_TO_BUYER for buyer in frame.partners)


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
    imports = state.flow is not None and state.flow.value == "import"
    if imports and partners is not None and slots["flow"].value == "export" and _is_supplied(slots["flow"], frame):
        return {**slots, "flow": replace(slots["flow"], value="import", rule="supplied to the one that imports")}
    if home is None or owner is None or owner.value == home or not imports or slots["flow"].value != "export":
        return slots
    if partners is not None and partners.value != (home,) and not _is_behind(partners, frame):
        return slots
    rule = "exports to the one whose imports are spoken of"
    turned = {
        "flow": replace(slots["flow"], value="import", rule=rule),
        "reporter": replace(owner, value=home, rule=rule),
    }
    return {**slots, **turned, "partners": replace(owner, value=(owner.value,), rule=rule)}


def _is_supplied(flow: Filled, frame: Frame) -> bool:
    """Whether the flow is a verb of supplying: whose trade it is depends on whom the text speaks for."""
    tokens = frame.view.sentence.tokens
    return any(tokens[term.first].start == flow.start for term in frame.view.sentence.of_role("supplying"))


def _is_behind(place: Filled, frame: Frame) -> bool:
    """Whether a place stands behind the number and so goes with the next: the owner of the trade stands before."""
    return place.start is not None and place.start > frame.view.sentence.tokens[frame.view.quantity.core_first].start
