"""Changes told by an amount that stands apart from the word of change.

"Rose most, by $3.2 billion", "and those to Vietnam by $310 million", "Increase in exports in 2023: $3.2 billion".
"""

from __future__ import annotations

from sverka.model.claims import ClaimKind
from sverka.reading.lexicon import Term
from sverka.reading.view import View

CHANGE_NOUNS: tuple[str, ...] = (
    "рост",
    "прирост",
    "увеличени",
    "снижени",
    "сокращени",
    "падени",
    "уменьшени",
    "rise",
    "increase",
    "growth",
)
CHANGE_NOUNS += ("fall", "decline", "drop", "decrease", "gain", "reduction", "contraction")
MAX_TOKENS_TO_FLOW = 3
MAX_TOKENS_TO_HEAD = 3
_DASHES = frozenset({"—", "–"})
_VERBS = ("flow_verb", "level", "share")
_NAMES = ("flow_noun", "balance", "goods", "place_name", "place_city", "change", "anaphor")
_DEGREES = frozenset({"most", "least", "fastest", "further", "again", "more"})
_OPENING = frozenset({"|", "a", "an", "the", "annual", "total"})
_ENDS = frozenset({"", ".", "|"})
_BROKEN = 3


def goes_on(view: View, inherited: ClaimKind | None) -> bool:
    """Whether an amount is a difference like the change before it, whose verb it leaves out: "that to Peru by $3 m".

    «На» leads amounts of goods as well («пшеницы — на 310 млн»): behind a percentage it takes the dash of an ellipsis
    or a bracket, in a list behind a colon it says nothing for certain.
    """
    start, end = view.left, view.quantity.first
    if inherited not in ("growth", "comparison") or not _is_led(view) or _has_verb(view, start, end):
        return False
    if view.quantity.lead_in == "by" or inherited == "comparison":
        return True
    listed = any(view.sentence.low(at) == ":" for at in range(start, end))
    return view.sentence.low(end - 1) in (*_DASHES, "(") and not listed


def parted_change(view: View) -> Term | None:
    """The word of change that a boundary or other words part from its amount: «вырос экспорт в Китай — на 3 млрд»."""
    end = view.quantity.first
    changes = [t for t in view.sentence.of_role("change") if view.left <= t.first and t.last <= end]
    changes = [t for t in changes if t.value in ("up", "down")]
    if not changes or not _is_led(view) or _has_verb(view, changes[-1].last, end):
        return None
    apart = view.sentence.low(end - 1) in (",", *_DASHES)
    noun = view.sentence.low(changes[-1].first).startswith(CHANGE_NOUNS) and _names_flow(view, changes[-1])
    return changes[-1] if apart or noun or view.quantity.lead_in == "by" else None


def _is_led(view: View) -> bool:
    """Whether a preposition leads a difference in, and no word of its own: "helped by $3 billion" tells none."""
    low, before = view.sentence.low, view.quantity.first - 1
    if view.quantity.lead_in == "на":
        behind = range(view.quantity.core_last, view.right)
        sold = [t.first for t in view.sentence.of_role("flow_verb") if t.first in behind]
        return not any(all(view.sentence.breaks[at] < _BROKEN for at in behind if at <= verb) for verb in sold)
    plain = low(before) in (",", "(", *_DASHES, *_DEGREES) or low(before).endswith("ly")
    times = any(time.last == before + 1 for time in view.times)
    known = times or any(t.last == before + 1 and t.role in _NAMES for t in view.sentence.terms)
    return view.quantity.lead_in == "by" and (plain or known)


def _has_verb(view: View, start: int, end: int) -> bool:
    """Whether a verb of trade, level or share stands there; a word that may be a noun of trade is none."""
    nouns = {t.first for t in view.sentence.of_role("flow_noun")}
    return any(start <= t.first < end and t.first not in nouns for t in view.sentence.of_role(*_VERBS))


def heading_change(view: View) -> Term | None:
    """The noun of change that heads the amounts of a line or of a row: «Прирост экспорта в 2023 году: 3,2 млрд»."""
    if view.quantity.lead_in not in ("", "of") or view.quantity.sign:
        return None
    for noun in view.sentence.of_role("change"):
        heads = noun.first <= MAX_TOKENS_TO_HEAD and noun.last <= view.quantity.first
        if heads and view.sentence.low(noun.first).startswith(CHANGE_NOUNS) and _names_flow(view, noun):
            return noun if _is_opening(view, noun) and _ends_heading(view, noun) else None
    return None


def _names_flow(view: View, noun: Term) -> bool:
    """Whether the change is one of a flow named with it: "growth of exports", "export growth"."""
    flows = view.sentence.of_role("flow_noun", "balance")
    return any(0 <= t.first - noun.last <= MAX_TOKENS_TO_FLOW or t.last == noun.first for t in flows)


def _is_opening(view: View, noun: Term) -> bool:
    """Whether only what the noun is told by stands before it; "after growth of exports" is no heading."""
    known = {at for t in view.sentence.of_role("flow_noun", "average") for at in range(t.first, t.last)}
    return all(at in known or view.sentence.low(at) in _OPENING for at in range(noun.first))


def _ends_heading(view: View, noun: Term) -> bool:
    """Whether a colon, a dash or a cell's edge ends the heading, and no verb makes a sentence of it."""
    low, end = view.sentence.low, view.quantity.first
    if _has_verb(view, noun.last, end):
        return False
    colon = next((at for at in range(noun.last, end) if low(at) in (":", "|")), None)
    if colon is not None:
        return not any(colon < t.first < end for t in view.sentence.of_role("flow_noun", "balance"))
    if view.left:
        return False
    return view.quantity.lead_in == "of" or low(end - 1) in _DASHES or low(view.quantity.core_last) in _ENDS
