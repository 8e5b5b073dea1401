"""Trade without a part of it: "exports excluding oil", "to all countries except China", «без учёта сои».

What is named there is left out, so that the figure is not of it.
"""

from __future__ import annotations

from sverka.reading.candidates import Candidate
from sverka.reading.resolved import Resolved

ALL_BUT = "all but what is named"
MAX_TOKENS_BETWEEN = 2
_SLOTS = ("partners", "goods")


def is_all_but(resolved: Resolved) -> bool:
    """Whether the partners or the goods of a figure are those that it leaves out."""
    frame = resolved.frame
    named = {"partners": frame.partners, "goods": frame.goods}
    chosen = [c for slot in _SLOTS for c in named[slot] if slot in resolved.slots and c.value == resolved.value(slot)]
    return any(_is_left_out(resolved, candidate) for candidate in chosen)


def _is_left_out(resolved: Resolved, candidate: Candidate) -> bool:
    """Whether a word of leaving out stands right before a name, no boundary between."""
    sentence = resolved.frame.view.sentence
    words = [t for t in sentence.of_role("leaving_out") if 0 <= candidate.first - t.last <= MAX_TOKENS_BETWEEN]
    return any(not any(sentence.breaks[at] >= 3 for at in range(t.last, candidate.first)) for t in words)
