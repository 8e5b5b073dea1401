"""Balances told by comparing flows: "imports exceeded exports by $600 million", «экспорт на 8 млрд больше импорта»."""

from __future__ import annotations

from itertools import pairwise

from sverka.reading.candidates import Candidate
from sverka.reading.lexicon import Term
from sverka.reading.view import View

MAX_TOKENS_TO_NUMBER = 10
MAX_TOKENS_TO_COMPARED = 3
_NOUNS = ("превышени", "excess")


def excess_of(view: View) -> Candidate | None:
    """The balance, surplus or deficit, where an amount says by how much one flow is larger than the other."""
    if view.quantity.kind != "money" or not view.sentence.of_role("excess"):
        return None
    flows = [t for t in view.sentence.of_role("flow_noun") if t.value in ("export", "import") and not view.overlaps(t)]
    for larger, smaller in pairwise(flows):
        word = _compared(view, larger, smaller)
        if word is not None and larger.value != smaller.value:
            surplus = (larger.value == "export") == (word.value == "more")
            first, last = min(word.first, larger.first), max(word.last, smaller.last)
            return Candidate(
                f"balance:{'surplus' if surplus else 'deficit'}", "one flow exceeds the other", -1, first, last
            )
    return None


def _compared(view: View, first: Term, second: Term) -> Term | None:
    """The word that compares two flows by the amount: between them, or a noun right before both."""
    start, end = view.quantity.first, view.quantity.core_last
    for word in view.sentence.of_role("excess"):
        noun = view.sentence.low(word.first).startswith(_NOUNS)
        if noun and 0 <= first.first - word.last <= 1 and _is_told_behind(view, second):
            return word
        if not first.last <= word.first < word.last <= second.first or noun:
            continue
        led = view.quantity.lead_in in ("на", "by") and _is_told_behind(view, second)
        # "Exports of $8 billion outpaced imports" tells the exports themselves.
        apart = view.sentence.low(view.quantity.core_first - 1) != "of"
        between = (
            first.last <= start and 0 <= word.first - end <= 1 and second.first - word.last <= MAX_TOKENS_TO_COMPARED
        )
        if led or (between and apart):
            return word
    return None


def _is_told_behind(view: View, flow: Term) -> bool:
    """Whether the amount stands behind the flow with no other figure's words between."""
    gap = view.quantity.first - flow.last
    terms = view.sentence.of_role("flow_noun", "change", "flow_verb")
    return 0 <= gap <= MAX_TOKENS_TO_NUMBER and not any(flow.last <= t.first < view.quantity.first for t in terms)
