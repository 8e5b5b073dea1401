"""Whose trade a figure is of, and with whom."""

from __future__ import annotations

from dataclasses import replace

from sverka.reading.candidates import Candidate, belongs_to_next
from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame
from sverka.reading.kinds import AMOUNTS
from sverka.reading.lexicon import Term
from sverka.reading.pronouns import PRONOUN, has_pronoun_subject, points_at_figure, stands_for
from sverka.reading.resolved import LIST, Resolved, filled_from
from sverka.reading.view import CLAUSE_COST
from sverka.reading.wholes import told_out_of, whole_flow

FAR_COST = 2 * CLAUSE_COST
_CONTRASTS = frozenset(["while", "whereas", "but", "total", "overall", "а", "но", "тогда", "всего"])
_GIVEN_TO = frozenset({"ему", "ей"})
_WITH = frozenset({"у", "to", "from"})
_THEM = frozenset({"него", "нее", "неё", "it", "them"})
SPOKEN_OF = "the place that the text speaks of"


def add_places(
    slots: dict[str, Filled],
    frame: Frame,
    state: State,
    listed: Resolved | None,
    before: Resolved | None,
    reporter: str | None,
) -> None:
    """Add whose trade it is, and the partners where there are any."""
    owner = next((c for c in frame.reporter if c.near and (not listed or c.first >= frame.view.left)), None)
    if owner is None and frame.reporter and not listed:
        owner = frame.reporter[0]
    if owner is not None:
        slots["reporter"] = filled_from(frame, owner)
    elif before is not None and "reporter" in before.slots:
        slots["reporter"] = before.slots["reporter"]
    elif state.reporter is not None and _goes_on(frame):
        slots["reporter"] = state.reporter
    elif reporter is not None:
        slots["reporter"] = Filled(reporter, SPOKEN_OF, "document", 0.6)
    partners = _partners(frame, state, listed, before)
    if partners is not None and listed is not None and _is_self(partners, slots.get("reporter")):
        partners = listed.slots.get("partners")
    if partners is not None and not _is_self(partners, slots.get("reporter")):
        slots["partners"] = partners


def _goes_on(frame: Frame) -> bool:
    """Whether a sentence names neither a place nor a flow, so that it goes on about the trade of the one before."""
    return not (frame.partners or frame.reporter or frame.flow)


def _is_self(partners: Filled, reporter: Filled | None) -> bool:
    return reporter is not None and partners.value == (reporter.value,)


def _ids(candidate: Candidate) -> tuple[object, ...]:
    return candidate.value if isinstance(candidate.value, tuple) else ()


def _partners(frame: Frame, state: State, listed: Resolved | None, before: Resolved | None) -> Filled | None:
    own = next((c for c in frame.partners if c.near), None)
    if frame.kind == "count" and own is not None and not all(str(place).islower() for place in _ids(own)):
        return None  # a number of countries is counted within a group, not within a country
    if own is not None and (own.cost < 0 or listed is None or frame.view.crossings_of(own.first) == 0):
        return filled_from(frame, own)
    ranked = before.slots.get("partners") if before is not None and before.kind == "rank" else None
    if ranked is not None and frame.kind != "rank":
        return replace(ranked, rule="whoever is ranked before it", origin=LIST)
    if frame.kind == "count" or _is_whole(frame):
        return None
    between = _taker(frame) if listed is not None and frame.kind == "share" else None
    if between is not None:
        return filled_from(frame, between)
    if listed is not None:
        found = listed.slots.get("partners")
        return replace(found, rule="as the figure before it", origin=LIST) if found else None
    first = frame.partners[0] if frame.partners else None
    spoken = first is not None and not belongs_to_next(frame.view, first.first, first.last)
    if first is not None and spoken and first.cost < FAR_COST and frame.view.crossings_of(first.first) == 0:
        return filled_from(frame, first)
    return _carried(frame, state, before)


def _taker(frame: Frame) -> Candidate | None:
    """Who is named between the number before and a share of it: "and Oman drank, or unloaded, 41 % of it"."""
    view = frame.view
    if not any(
        view.quantity.core_last <= t.first <= view.quantity.core_last + 1 for t in view.sentence.of_role("of_it")
    ):
        return None
    own = (c for c in frame.partners if view.left <= c.first and c.last <= view.quantity.first)
    return next((c for c in own if c.cost < FAR_COST), None)


def _is_whole(frame: Frame) -> bool:
    """Whether a number is what another is part of: "58.9 percent of the total, which rose 27"."""
    view = frame.view
    for term in view.sentence.of_role("whole"):
        if view.left <= term.first < view.quantity.first and _speaks_of(frame, term):
            return True
    if whole_flow(view) is not None or told_out_of(view):
        return True
    between = {view.sentence.low(at) for at in range(view.left, view.quantity.core_first)}
    return view.left > 0 and view.quantity.kind in AMOUNTS and "of" in between and between <= {"of", "the", "all"}


def _speaks_of(frame: Frame, whole: Term) -> bool:
    """Whether a word of the whole is the subject of the number, not what the number before it is a share of."""
    view = frame.view
    relative = any(view.sentence.low(at) == "which" for at in range(whole.last, view.quantity.first))
    owned = any(view.sentence.low(at) == "of" for at in range(view.left, whole.first))
    return relative or (
        not owned and not any(view.sentence.breaks[at] >= 3 for at in range(whole.last, view.quantity.first))
    )


def _is_with_them(frame: Frame) -> bool:
    """Whether a pronoun beside a verb of trade is who it is with: «продали ему», «купили у неё», "bought from it"."""
    view, sentence = frame.view, frame.view.sentence
    verbs = [t for t in sentence.of_role("flow_verb") if view.left <= t.first < view.quantity.first]
    for verb in verbs:
        behind = [sentence.low(at) for at in range(verb.last, verb.last + 2)]
        if behind[0] in _GIVEN_TO or (behind[0] in _WITH and behind[1] in _THEM):
            return True
    return False


def _carried(frame: Frame, state: State, before: Resolved | None) -> Filled | None:
    """The partners of the figure before it where the talk of them goes on, else those that the text is about."""
    named = before.slots.get("partners") if before is not None else None
    sentence = frame.view.sentence
    meant = stands_for("partners", before, state) if has_pronoun_subject(frame) else None
    if meant is not None:
        return replace(meant, rule=PRONOUN)
    if named is None and points_at_figure(frame):
        pointed = stands_for("partners", None, state)
        return replace(pointed, rule=PRONOUN) if pointed is not None else None
    if state.label_partners is not None and named is None:
        return state.label_partners
    if sentence.of_role("anaphor") or _is_with_them(frame):
        return named or state.label_partners or state.partners or state.topic_partners
    if sentence.of_role("whole"):
        return None
    if before is None and _goes_on(frame) and state.topic_partners is not None:
        turned = _is_self(state.topic_partners, state.reporter)  # the sentence before took the partner's side
        return state.partners if turned else state.topic_partners
    if before is None:
        # what is sent abroad goes to all, unless the sentence says to whom
        return None if sentence.of_role("abroad") else state.topic_partners
    topic = state.topic_partners
    goes_on = topic is not None and named is not None and named.value == topic.value
    between = {sentence.low(at) for at in range(frame.view.left, frame.view.quantity.first)}
    return named if goes_on or not between & _CONTRASTS else None
