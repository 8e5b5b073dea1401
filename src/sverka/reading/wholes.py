"""An amount that another is said to be part of: what is named for the part is none of its own.

"Of the $25 billion spent on imports $6.5 billion went to Russia", «вывезено на 34 млрд, из них нефти — на 17,4 млрд»:
Russia and oil are of the second figure alone, even where the text opened with them.
"""

from __future__ import annotations

from dataclasses import replace

from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame
from sverka.reading.kinds import AMOUNTS
from sverka.reading.lexicon import Term
from sverka.reading.resolved import Resolved
from sverka.reading.view import View

_OF, _ARTICLES = frozenset({"of", "из", "от"}), frozenset({"the", "this", "that", "these", "those", "всех", "этих"})
_LEADS = frozenset({"на", "в", "to", "on"})
_TELLING = ("составивш", "составлявш", "достигш", "равн", "котор", "which", "worth", "amounting")
_SAYING_AGAIN = frozenset({",", "(", "or", "или", "—", "–"})
_NEW_WORDS = frozenset({"flow_noun", "flow_verb", "balance", "goods", "place_name", "change", "level", "again"})
_RELATIVE = ("котор", "which", "that", "whose")
_INCLUDING = frozenset({"including", "включая"})


def without_parts(frame: Frame, state: State) -> tuple[Frame, State]:
    """The frame of a whole and the topics that it is read under, both without what its part is named by."""
    state = _closed(frame, state)
    flow = whole_flow(frame.view)
    if flow is not None:
        goods = tuple(c for c in frame.goods if c.first >= flow.first)
        return replace(frame, goods=goods), replace(state, topic_goods=None)
    edge = _edge(frame.view)
    if edge is None:
        return frame, state
    leads = _LEADS if edge == frame.view.right and _is_opening(frame.view) else frozenset()
    partners = tuple(c for c in frame.partners if not _is_of_part(frame.view, c, edge, leads))
    goods = tuple(c for c in frame.goods if not _is_of_part(frame.view, c, edge, leads))
    taken = {c.value for c in (*frame.partners, *frame.goods)} - {c.value for c in (*partners, *goods)}
    state = replace(
        state, topic_partners=_kept(state.topic_partners, taken), topic_goods=_kept(state.topic_goods, taken)
    )
    return replace(frame, partners=partners, goods=goods), state


def _closed(frame: Frame, state: State) -> State:
    """The topics, no partner among them where the amount opens with "In total", or the next one names it anew."""
    view = frame.view
    if view.quantity.kind not in AMOUNTS or state.topic_partners is None or view.left:
        return state
    opened = any(term.first == 0 for term in view.sentence.of_role("opening_whole")) or _opens_with_all(view)
    named = any(c.value == state.topic_partners.value and c.first >= view.right for c in frame.partners)
    own = any(c.value == state.topic_partners.value and c.first < view.right for c in frame.partners)
    anew = named and not own and bool(frame.flow) and frame.fresh
    return replace(state, topic_partners=None, partners=None) if opened or anew else state


def _opens_with_all(view: View) -> bool:
    """Whether the sentence opens with the whole flow: "Total exports amounted to", «Весь экспорт составил»."""
    flow = next(iter(view.sentence.of_role("flow_noun")), None)
    opening = [t for t in view.sentence.of_role("all") if t.first <= 1]
    return flow is not None and any(0 <= flow.first - t.last <= 2 or t.last == flow.last for t in opening)


def _kept(topic: Filled | None, taken: set[object]) -> Filled | None:
    return None if topic is not None and topic.value in taken else topic


def _edge(view: View) -> int | None:
    """Where the words of the part begin: at "of which", «в том числе», else at the next number behind "of so much"."""
    if view.quantity.kind not in AMOUNTS or view.right == len(view.sentence.tokens):
        return None
    pointing = [t.first for t in view.sentence.of_role("of_it") if view.quantity.core_last <= t.first < view.right]
    including = [at for at in range(view.quantity.core_last, view.right) if view.sentence.low(at) in _INCLUDING]
    if pointing or including:
        return min((*pointing, *including))
    return view.right if _is_opening(view) else None


def _is_opening(view: View) -> bool:
    """Whether a clause opens with the number as what something is taken out of: "Of the 25 billion"."""
    at = view.quantity.first - 1
    while at > view.left and view.sentence.low(at) in _ARTICLES:
        at -= 1
    if at < 0 or view.sentence.low(at) not in _OF:
        return False
    return at == 0 or view.sentence.breaks[at] >= 1 or view.sentence.low(at - 1) in (",", ":", ";")


def _is_of_part(view: View, candidate: Candidate, edge: int, leads: frozenset[str]) -> bool:
    """Whether a name stands behind the edge, or just before it and led in: "on metals fall 900 million"."""
    if candidate.first < view.quantity.core_last:
        return False
    return candidate.first >= edge or view.sentence.low(candidate.first - 1) in leads or candidate.first >= view.right


def whole_flow(view: View) -> Term | None:
    """The flow that an amount tells all of: "30 % of all imports, which were 5 bn", «в общем экспорте, составившем»."""
    if view.quantity.kind not in AMOUNTS:
        return None
    nouns = [t for t in view.sentence.of_role("flow_noun") if view.left <= t.first and t.last <= view.quantity.first]
    if not nouns or not any(0 <= nouns[-1].first - t.last <= 2 for t in view.sentence.of_role("all", "whole")):
        return None
    told = any(view.sentence.low(at).startswith(_TELLING) for at in range(nouns[-1].last, view.quantity.first))
    return nouns[-1] if told else None


def told_out_of(view: View) -> bool:
    """Whether the number before is taken out of this one: "350 billion out of 925 billion", "of a total of 4"."""
    leading = [view.sentence.low(at) for at in range(max(view.left, view.quantity.first - 4), view.quantity.core_first)]
    if not view.left or view.quantity.kind not in AMOUNTS or "of" not in leading:
        return False
    return leading[leading.index("of") - 1 :][:1] == ["out"] or "total" in leading


def changes_share(frame: Frame, before: Resolved | None) -> bool:
    """Whether points are those of a share: its word stands in their clause, or they follow a share in one breath."""
    view = frame.view
    if frame.kind != "comparison" or view.quantity.kind != "points":
        return False
    if any(t.value == "noun" and view.same_clause(t) for t in view.sentence.of_role("share")):
        return True
    return before is not None and before.kind == "share" and not _change_between(view, before)


def _change_between(view: View, before: Resolved) -> bool:
    """Whether a word of change stands between two numbers and opens another thought."""
    spoken = view.sentence.of_role("change")
    return any(before.frame.view.quantity.core_last <= t.first < view.quantity.first for t in spoken)


def past_whole(frame: Frame, before: Resolved | None) -> Frame:
    """The frame of a change behind a share that says an amount again, without the whole of that share.

    "Imports of grain were $330 million, or 25 % of all imports, 45 % less than a year earlier": the grain fell.
    """
    whole = _whole_of_restated(frame, before)
    if whole is None:
        return frame
    flow = tuple(c for c in frame.flow if c.first != whole.first)
    return replace(frame, flow=flow, fresh=False)


def _whole_of_restated(frame: Frame, before: Resolved | None) -> Candidate | None:
    """The whole of the share right before a change, where no other words of trade stand between the two."""
    view = frame.view
    if before is None or before.kind != "share" or frame.kind not in ("growth", "comparison"):
        return None
    between = range(view.left, view.quantity.first)
    flows = {t.first for t in view.sentence.of_role("flow_noun", "flow_verb", "balance") if t.first in between}
    whole = next((c for c in before.frame.whole if c.near and flows == {c.first}), None)
    if whole is None or not _says_again(before.frame.view):
        return None
    told = any(view.sentence.low(at).startswith(_RELATIVE) for at in between if at >= whole.last)
    return None if told else whole


def _says_again(share: View) -> bool:
    """Whether a share follows an amount as the same thing said again: "$330 million in 2023, or 25 %"."""
    amount = next((q for q in reversed(share.others) if q.last <= share.left), None)
    if amount is None or share.left - amount.last > 1 or amount.kind not in AMOUNTS:
        return False
    between = range(share.left, share.quantity.first)
    named = any(t.first in between and t.role in _NEW_WORDS for t in share.sentence.terms)
    return not named and share.sentence.low(share.quantity.first - 1) in _SAYING_AGAIN
