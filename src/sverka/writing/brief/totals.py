"""The first facts of a brief: turnover, exports, imports, their growth, and the balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sverka.measuring.answers import Answer
from sverka.model.measures import Balance, Growth, Level
from sverka.model.slices import Flow
from sverka.writing.brief.facts import Asker, Fact, direction, flow_word


def total_facts(asker: Asker) -> Iterator[Fact]:
    """Each flow that is recorded, the balance where both are."""
    flows = asker.window.flows
    for at, flow in enumerate(flows):
        level = asker.ask(Level(asker.cut(flow), asker.unit))
        if level is None or (level.value or 0) <= 0:
            continue
        opening = "total" if at else "opening" if flow is Flow.TURNOVER else "opening_one"
        yield _total(asker, flow, level, opening, place=0 if not at else 1 if flow is Flow.EXPORT else 6)
    yield from _balance(asker)


def _total(asker: Asker, flow: Flow, level: Answer, key: str, place: int) -> Fact:
    growth = asker.ask(Growth(asker.cut(flow))) if asker.window.compares(flow) else None
    way = direction(growth)
    figures = {"level": level}
    if growth is not None and way not in ("flat", "alone"):
        figures["growth"] = growth
    return Fact(f"{key}.{way}", "totals", figures, flow_word(flow), place)


def _balance(asker: Asker) -> Iterator[Fact]:
    """The balance, beside that of a year earlier; of a narrow extract alone, as two are not read apart."""
    if Flow.TURNOVER not in asker.window.flows:
        return
    of = asker.cut(Flow.TURNOVER)
    now = asker.ask(Balance(of.partners, of.goods, asker.period, asker.unit))
    if now is None or not now.value:
        return
    before = asker.ask(Balance(of.partners, of.goods, asker.window.base, asker.unit))
    alone = Fact(f"balance.{_side(now)}", "totals", {"level": now}, {}, 2)
    if before is None or not before.value or asker.extent.is_narrow:
        yield alone
    else:
        yield replace(alone, short_only=True)
        yield Fact(f"{alone.key}.{_side(before)}", "totals", {"level": now, "before": before}, instead=(alone,))


def _side(balance: Answer) -> str:
    return "surplus" if (balance.value or 0) > 0 else "deficit"
