"""Senses of "trade": turnover, or the exports or imports alone that a text means by it; and of a share's whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, sense
from sverka.model.measures import Balance, Measure, Share, ShareChange, each_slice, measure_slices
from sverka.model.slices import ALL, Flow, Slice

# "Trade" is said of both flows together and of one of them; "turnover" and its kin are of both, but are said of
# exports loosely: farther off.
_LOOSE = re.compile(
    r"trad(?:e|es|ed|ing)|commerce|(?:trad(?:e|ing) )?partners?|торговл\w*|(?:торгов\w+ )?партн[её]р\w*"
)
_CLOSE, _FAR = 2, 3
_NAMES = {
    Flow.EXPORT: ("exports alone", "только экспорт"),
    Flow.IMPORT: ("imports alone", "только импорт"),
    Flow.TURNOVER: ("exports and imports together", "экспорт и импорт вместе"),
}


def flow_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """The other flows, where the word said may mean them or the flow was taken from elsewhere in the text."""
    flows = {cut.flow for cut in measure_slices(given.measure)}
    if isinstance(given.measure, Balance) or len(flows) != 1:
        return
    flow = flows.pop()
    for other, distance in _others(flow, setting):
        yield given.taken(sense("flow", flow.value, other.value, distance, _NAMES[other]), _in_flow(given, other))


def _others(flow: Flow, setting: Setting) -> Iterator[tuple[Flow, int]]:
    fill = setting.slot("flow")
    if fill is None:
        return
    if flow is Flow.TURNOVER:
        loose = _LOOSE.fullmatch(fill.text.casefold().strip()) is not None
        yield from ((other, _CLOSE if loose else _FAR) for other in (Flow.EXPORT, Flow.IMPORT))
    elif fill.origin in ("document", "default", "headline"):
        yield from ((other, _FAR) for other in Flow if other is not flow)


def _in_flow(given: Interpretation, flow: Flow) -> Measure:
    return each_slice(given.measure, lambda cut: replace(cut, flow=flow))


def whole_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """Other wholes of a share, where the text leaves the whole to be understood."""
    measure = given.measure
    share = measure.share if isinstance(measure, ShareChange) else measure
    if not isinstance(share, Share) or not _is_open(setting):
        return
    for whole, distance, words in _wholes(share):
        if whole not in (share.whole, share.part):
            name = "-".join(str(whole).lower().split())
            other = replace(share, whole=whole)
            changed = replace(measure, share=other) if isinstance(measure, ShareChange) else other
            yield given.taken(sense("whole", "share", name, distance, words), changed)


def _is_open(setting: Setting) -> bool:
    fill = setting.slot("of")
    return fill is None or fill.origin not in ("own clause",) or setting.is_carried("of")


def _wholes(measure: Share) -> Iterator[tuple[Slice, int, tuple[str, str]]]:
    part, whole = measure.part, measure.whole
    if not whole.goods.is_all:
        yield replace(whole, goods=ALL), 2, ("of all goods", "от всех товаров")
    if not whole.partners.is_all:
        yield replace(whole, partners=ALL), 2, ("of all partners", "от всех партнёров")
    if part.flow is not Flow.TURNOVER and whole.flow is part.flow:
        yield replace(whole, flow=Flow.TURNOVER), 2, ("of turnover", "от товарооборота")
    if part.flow is not whole.flow:
        yield replace(whole, flow=part.flow), 2, ("of its own flow", "от своего потока")
