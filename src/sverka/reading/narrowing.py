"""What the whole of a share is narrowed by where both a place and goods are named beside the flow.

"Soya took 5 % of exports to Asia" is a share in the exports to Asia, "Asia took 5 % of soya exports" one in the exports
of soya: whatever stands with the flow that is the whole belongs to the whole, and the other is the part.
"""

from __future__ import annotations

from sverka.reading.candidates import Candidate
from sverka.reading.discourse import LABEL
from sverka.reading.resolved import Resolved
from sverka.reading.tokens import TokenKind
from sverka.reading.view import View

_LEADS = frozenset({"to", "into", "from", "with", "for", "в", "во", "на", "из", "с", "со"})
_STOPS = ("level", "share", "change", "flow_verb", "verb_plain", "compare")
MAX_TOKENS_TO_GOODS = 3
MAX_TOKENS_TO_PLACE = 12


def is_within_partners(resolved: Resolved) -> bool:
    """Whether a share of goods is one in the trade with the partners named: "soya made up 5 % of exports to Asia"."""
    view, whole = resolved.frame.view, _whole(resolved)
    partners = resolved.value("partners")
    named = {partners, *(partners if isinstance(partners, tuple) else ())}
    place = next((c for c in (*resolved.frame.partners, *resolved.frame.reporter) if c.value in named), None)
    goods = next((c for c in resolved.frame.goods if c.value == resolved.value("goods")), None)
    if goods is not None and resolved.slots["partners"].rule == LABEL:
        return goods.first < view.quantity.first  # «• Индия. Масло составило 97 % её закупок»
    if whole is None or place is None or goods is None:
        return False
    return _is_led_from(view, whole, place) and not _stands_with(view, whole, goods)


def _whole(resolved: Resolved) -> Candidate | None:
    """The noun of trade that is the whole of a share: the one found for it, else the one that its flow comes from."""
    start = resolved.slots["of"].start if "of" in resolved.slots else None
    tokens = resolved.frame.view.sentence.tokens
    nouns = [c for c in (*resolved.frame.whole, *resolved.frame.flow) if c.rule != "a verb of trade"]
    return next((c for c in nouns if tokens[c.first].start == start), None)


def _is_led_from(view: View, whole: Candidate, place: Candidate) -> bool:
    """Whether a preposition leads from the flow to a place, no verb, number or boundary between."""
    led = view.sentence.low(whole.last - 1) in _LEADS  # "sales to" is one noun of trade
    between = range(whole.last - led, place.first)
    if not 0 < len(between) <= MAX_TOKENS_TO_PLACE or not any(view.sentence.low(at) in _LEADS for at in between):
        return False
    if any(view.sentence.tokens[at].kind is TokenKind.NUMBER or view.sentence.breaks[at] >= 3 for at in between):
        return False
    return not any(term.first in between for term in view.sentence.of_role(*_STOPS))


def _stands_with(view: View, whole: Candidate, goods: Candidate) -> bool:
    """Whether goods stand right before the flow or right behind it: "soya exports", "exports of soya"."""
    if goods.last <= whole.first:
        return goods.last == whole.first
    between = [view.sentence.low(at) for at in range(whole.last, goods.first)]
    return len(between) <= MAX_TOKENS_TO_GOODS and set(between) <= {"of", "the", "its", "their"}
