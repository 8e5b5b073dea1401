"""Senses of what a text leaves to its surroundings: goods, partners and periods that were taken from elsewhere in it.

A headline may speak of soya where the list below it is of all goods. So a claim whose goods, partners or period stand
in another sentence is also tried without them, or in another period that the text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.checking.senses.interpretation import Interpretation, Setting, in_period, sense
from sverka.model.measures import Measure, Rank, Share, ShareChange, each_slice, measure_period
from sverka.model.period import Period
from sverka.model.slices import ALL, Slice

_DISTANCE = 2
_OTHER = ("another period of the text", "другой период из текста")
_WITHOUT = {
    "goods": ("all goods: none are named in its sentence", "все товары: в самой фразе они не названы"),
    "partners": ("all partners: none are named in its sentence", "все партнёры: в самой фразе они не названы"),
}


def carried_senses(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    """The question without the goods or partners that were carried to it, and in the other periods of the text."""
    for slot, words in _WITHOUT.items():
        fill = setting.slot(slot)
        if fill is None or not setting.is_carried(slot):
            continue
        changed = _without(given.measure, slot)
        if changed is not None:
            yield given.taken(sense("carried", fill.value, f"all-{slot}", _DISTANCE, words), changed)
    yield from _in_other_periods(given, setting)


def _without(measure: Measure, slot: str) -> Measure | None:
    """The measure with all goods, or partners; of a share its part alone, where it still is one."""

    def wide(cut: Slice) -> Slice:
        return replace(cut, goods=ALL) if slot == "goods" else replace(cut, partners=ALL)

    if isinstance(measure, Rank):
        named = measure.member in measure.among.goods.include
        return None if slot == "partners" or named else each_slice(measure, wide)
    changed = each_slice(measure, wide)
    share = changed.share if isinstance(changed, ShareChange) else changed
    if changed == measure or (isinstance(share, Share) and share.part == share.whole):
        return None
    return changed


def _in_other_periods(given: Interpretation, setting: Setting) -> Iterator[Interpretation]:
    plain = measure_period(given.measure)
    if plain is None or not setting.is_carried("period"):
        return
    for text in setting.periods:
        try:
            period = Period.parse(text)
        except ValueError:
            continue
        if period != plain:
            told = (f"{_OTHER[0]}: {period}", f"{_OTHER[1]}: {period}")
            use = sense("carried", str(plain), "other-period", _DISTANCE, told)
            yield given.taken(use, in_period(given.measure, period))
