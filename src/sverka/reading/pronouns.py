"""Pronouns that stand for what the figure before was of: "they rose by 65 %", «её вывезли на 6 млрд».

A pronoun as the subject of a change or an amount stands for the trade told last, with its partners and its goods; one
that a verb of trade governs stands for goods.
"""

from __future__ import annotations

from dataclasses import replace

from sverka.reading.discourse import Filled, State
from sverka.reading.frames import Frame
from sverka.reading.resolved import Resolved

PRONOUN = "what a pronoun stands for"
UNKNOWN_GOODS = "a pronoun stands for goods that could not be told"
MAX_TOKENS_TO_VERB = 2
_SUBJECTS = frozenset({"they", "it", "он", "она", "они", "оно"})
_POINTING = frozenset({"that", "this", "it", "это"})
_GIVING = frozenset({"gives", "gave", "makes", "even", "still", "only", "почти", "лишь", "всего", "уже"})
_SINGULAR = frozenset({"ее", "его"})
_OBJECTS = _SINGULAR | {"их"}
_KINDS = frozenset({"growth", "comparison", "level"})
_PREDICATES = ("change", "level", "multiple")
_TRADE = ("flow_noun", "flow_verb", "balance")


def has_pronoun_subject(frame: Frame) -> bool:
    """Whether a pronoun is the subject of a figure, no word of trade behind it: "in tonnes they dropped 28 %"."""
    view, sentence = frame.view, frame.view.sentence
    if frame.kind not in _KINDS:
        return False
    for at in range(view.quantity.first - 1, view.left - 1, -1):
        if any(t.first == at and t.role in _TRADE for t in sentence.terms):
            return False
        if sentence.low(at) in _SUBJECTS:
            if any(view.left <= t.first < at for t in sentence.of_role(*_TRADE)):
                return False  # "exports to China grew most: they rose by": what it stands for is beside it
            reach = range(at + 1, at + 2 + MAX_TOKENS_TO_VERB)
            return any(t.first in reach for t in sentence.of_role(*_PREDICATES))
    return False


def goods_meant(frame: Frame, before: Resolved | None, state: State) -> Filled | None:
    """The goods that a pronoun stands for; `None` where there is no such pronoun, or it stands for all goods."""
    if has_pronoun_object(frame) or _has_owner(frame):
        label, last = state.label_goods, state.goods
        since = label is None or (last is not None and (last.start or 0) > (label.start or 0))
        meant = last if since else label
    else:
        meant = stands_for("goods", before, state) if has_pronoun_subject(frame) else None
    return replace(meant, rule=PRONOUN) if meant is not None else None


def is_of_all_again(frame: Frame, before: Resolved | None, state: State) -> bool:
    """Whether a pronoun stands for a figure of all goods, which the topic of the text does not narrow then either."""
    slots = before.slots if before is not None else state.subject
    return slots is not None and "goods" not in slots and has_pronoun_subject(frame)


def _has_owner(frame: Frame) -> bool:
    """Whether a pronoun behind the flow owns it, «вывоз её удвоился»; one before it may as well stand for a country."""
    view, sentence = frame.view, frame.view.sentence
    flows = [t for t in sentence.of_role("flow_noun") if view.left <= t.first < view.quantity.first]
    return view.lang == "ru" and any(sentence.low(flow.last) in _SINGULAR for flow in flows)


def points_at_figure(frame: Frame) -> bool:
    """Whether a share is said of the figure in the sentence before: "That gives you 19 % of", «Это 19 % экспорта»."""
    view, sentence = frame.view, frame.view.sentence
    if frame.kind != "share" or view.left or sentence.low(0) not in _POINTING:
        return False
    verb = any(t.first == 1 for t in sentence.of_role("level", "share", "verb_plain")) or sentence.low(1) in _GIVING
    return verb or view.quantity.first == 1


def stands_for(slot: str, before: Resolved | None, state: State) -> Filled | None:
    """What a pronoun takes from the figure before it, else from the first one of the sentence before."""
    slots = before.slots if before is not None else (state.subject or {})
    return slots.get(slot)


def has_unknown_goods(frame: Frame, state: State) -> bool:
    """Whether a pronoun stands for goods that nothing tells; «их» may be all goods, where those were traded before."""
    if frame.goods or state.goods is not None:
        return False
    whole = state.subject is not None and "goods" not in state.subject
    return has_pronoun_object(frame, _SINGULAR if whole else _OBJECTS)


def has_pronoun_object(frame: Frame, pronouns: frozenset[str] = _OBJECTS) -> bool:
    """Whether goods are told by a pronoun beside a Russian verb of trade: «в 2024 году её вывезли на 6 млрд»."""
    view, sentence = frame.view, frame.view.sentence
    verbs = [t for t in sentence.of_role("flow_verb") if view.left <= t.first < view.quantity.first]
    beside = [at for verb in verbs for at in (verb.first - 1, verb.last) if at >= 0]
    return view.lang == "ru" and any(sentence.low(at) in pronouns and not _owns(frame, at) for at in beside)


def _owns(frame: Frame, at: int) -> bool:
    """Whether a pronoun only owns the noun behind it: «продала её товары»."""
    return any(t.first == at + 1 and t.role in ("goods", "flow_noun") for t in frame.view.sentence.terms)
