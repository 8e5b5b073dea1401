"""Facts on goods: those that have a name of their own and stand for exactly one cut of the HS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.measuring.answers import Answer, NotRecorded
from sverka.measuring.standings import goods_values
from sverka.model.measures import Change, Growth, Level, Share
from sverka.model.slices import Flow, Slice
from sverka.reference.goods import all_goods, chapters, hs_ranges
from sverka.writing.brief.facts import Asker, Fact, Part, Word, direction, flow_word, joined

SHOWN = {Flow.EXPORT: 4, Flow.IMPORT: 3}

MOST_OF_IT = 0.6
"""Finer goods that make up so much of coarser ones are told in their place."""
NOTABLE = 1.0


def goods_facts(asker: Asker, flow: Flow) -> Iterator[Fact]:
    """The largest goods of a flow with level and share, and one that grew or fell notably."""
    if not asker.series.is_hs:
        return
    chosen = _chosen(asker, flow)
    if asker.extent.is_narrow:
        yield from _of_extent(asker, flow, chosen)
        return
    told = [(goods, level, share) for goods, level in chosen if (share := _share(asker, flow, goods)) is not None]
    for goods, level, share in told[:1]:
        yield from _first(asker, flow, goods, {"level": level, "share": share})
    more = told[1 : SHOWN[flow]]
    if more:
        parts = [Part("goods", Word("goods", goods), {"share": share}) for goods, _, share in more]
        yield joined("goods_more", "goods", flow, parts)
    yield from _grown(asker, flow, [(goods, level) for goods, level, _ in told[1:]])


def _of_extent(asker: Asker, flow: Flow, chosen: list[tuple[str, Answer]]) -> Iterator[Fact]:
    """The largest goods of a narrow extract with level and growth: no text has words for their share of it."""
    for at, (goods, level) in enumerate(chosen[: SHOWN[flow]]):
        words, place = _words(flow, goods), (4 if flow is Flow.EXPORT else 8) if not at else None
        alone = Fact("goods_level", "goods", {"level": level}, words, place)
        growth = asker.ask(Growth(asker.cut(flow, goods=goods)))
        if growth is None or not _moves(growth):
            yield alone
            continue
        yield replace(alone, short_only=True)
        way = f"goods_grown.{direction(growth)}"
        yield Fact(way, "goods", {"growth": growth, "level": level}, words, instead=(replace(alone, place=None),))


def _first(asker: Asker, flow: Flow, goods: str, figures: dict[str, Answer]) -> Iterator[Fact]:
    """The largest goods; their growth in a full brief alone."""
    words = _words(flow, goods)
    share = {"share": figures["share"]}
    yield Fact("goods_more.1", "goods", share, words, 4 if flow is Flow.EXPORT else 8, short_only=True)
    ungrown = Fact("goods", "goods", figures, words)
    growth = asker.ask(Growth(asker.cut(flow, goods=goods)))
    if growth is not None and _moves(growth):
        key = f"goods.{direction(growth)}"
        yield Fact(key, "goods", {**figures, "growth": growth}, words, instead=(ungrown,))
    else:
        yield ungrown


def _share(asker: Asker, flow: Flow, goods: str) -> Answer | None:
    share = asker.ask(Share(asker.cut(flow, goods=goods), Slice(flow, period=asker.period)))
    return share if share is not None and NOTABLE <= (share.value or 0) < 100 else None


def _words(flow: Flow, goods: str) -> dict[str, Word]:
    return {**flow_word(flow), "goods": Word("goods", goods)}


def _chosen(asker: Asker, flow: Flow) -> list[tuple[str, Answer]]:
    """Goods by value, none a part of another; where fine ones make up most of coarse ones, the fine."""
    found = sorted(_valued(asker, flow), key=lambda one: (-(one[1].value or 0), _width(one[0]), one[0]))
    kept: list[tuple[str, Answer]] = []
    for goods, level in found:
        finer = [one for one in found if one[0] != goods and _within(one[0], goods)]
        replaced = any((one[1].value or 0) >= MOST_OF_IT * (level.value or 0) for one in finer)
        if not replaced and not any(_overlap(goods, one) for one, _ in kept):
            kept.append((goods, level))
    return kept


def _valued(asker: Asker, flow: Flow) -> Iterator[tuple[str, Answer]]:
    """Named goods within one chapter that have a value."""
    held = _chapters(asker, flow)
    for goods in all_goods():
        if goods.kind == "goods" and len(chapters(goods.id)) == 1 and chapters(goods.id)[0] in held:
            level = asker.ask(Level(asker.cut(flow, goods=goods.id), asker.unit))
            if level is not None and (level.value or 0) > 0:
                yield goods.id, level


def _chapters(asker: Asker, flow: Flow) -> set[str]:
    """The chapters of which the flow has a value; none where goods are not told apart."""
    try:
        values = goods_values(asker.series, Slice(flow, period=asker.period), 2)
    except NotRecorded:
        return set()
    return {chapter for chapter, value in values.items() if value}


def _width(goods: str) -> int:
    return sum(high - low for low, high in hs_ranges(goods) or ())


def _overlap(a: str, b: str) -> bool:
    return any(
        low < other_high and other_low < high
        for low, high in hs_ranges(a) or ()
        for other_low, other_high in hs_ranges(b) or ()
    )


def _within(fine: str, coarse: str) -> bool:
    """Whether goods are a true part of others."""
    return _width(fine) < _width(coarse) and all(
        any(low <= first and last <= high for low, high in hs_ranges(coarse) or ())
        for first, last in hs_ranges(fine) or ()
    )


def goods_driver_facts(asker: Asker, flow: Flow) -> Iterator[Fact]:
    """The two goods whose exports or imports changed most, in money."""
    if not asker.series.is_hs or not asker.window.compares(flow):
        return
    asked = [(goods, asker.ask(Change(asker.cut(flow, goods=goods), asker.unit))) for goods, _ in _chosen(asker, flow)]
    told = [(goods, change) for goods, change in asked if change is not None and change.value]
    told.sort(key=lambda one: (-abs(one[1].value or 0), one[0]))
    if told:
        parts = [
            Part("goods", Word("goods", goods), {"change": change}, "up" if (change.value or 0) > 0 else "down")
            for goods, change in told[:2]
        ]
        yield joined("goods_driver", "drivers", flow, parts)


def _grown(asker: Asker, flow: Flow, told: list[tuple[str, Answer]]) -> Iterator[Fact]:
    """The notable goods whose growth or fall is the largest."""
    asked = [(goods, level, asker.ask(Growth(asker.cut(flow, goods=goods)))) for goods, level in told]
    moved = [(goods, level, growth) for goods, level, growth in asked if growth is not None and _moves(growth)]
    for goods, level, growth in sorted(moved, key=lambda one: (-abs(one[2].value or 0), one[0]))[:1]:
        figures, words, way = {"growth": growth, "level": level}, _words(flow, goods), direction(growth)
        alone = Fact(f"goods_growth.{way}", "goods", {"growth": growth}, words)
        yield Fact(f"goods_grown.{way}", "goods", figures, words, instead=(alone,))


def _moves(growth: Answer) -> bool:
    return direction(growth) in ("up", "down", "times")
