"""Facts on partners: who moved a flow, who is first, and which groups of countries matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.measuring.answers import Answer, NotRecorded
from sverka.measuring.profile import shown_groups
from sverka.measuring.standings import Values, ordered, partner_values
from sverka.model.measures import Change, Count, Growth, Level, Rank, Share
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.reference.places import get_place
from sverka.writing.brief.facts import Asker, Fact, Part, Word, direction, flow_word, joined

GROUPS_SHOWN = 3
FEWEST_COUNTED = 4
NOTABLE, NEARLY_ALL = 3.0, 97.0
"""From which share on, in per cent, a group is worth a word, and up to which."""
ONE_PARTNER = 0.9
"""A group of which one partner has so much is that partner."""
MOSTLY, NESTED = 0.8, 0.6
"""A group that lies mostly in another is told beside it only where it has less than this part of its value."""
WORTH_A_WORD = 0.05
"""A change is told where it is at least this part of the flow's own change."""
AGAINST = 0.2
"""A change the other way is told where it is at least this part of the largest along."""


def partner_values_of(asker: Asker, flow: Flow) -> Values | None:
    """The value of each partner in the period; `None` where partners are not told apart."""
    try:
        return partner_values(asker.series, Slice(flow, period=asker.period))
    except NotRecorded:
        return None


def driver_facts(asker: Asker, flow: Flow) -> Iterator[Fact]:
    """The partners that moved a flow the way it went, and the one that moved most against it."""
    now = partner_values_of(asker, flow)
    if now is None or not asker.window.compares(flow) or asker.extent.partners:
        return
    before = partner_values(asker.series, Slice(flow, period=asker.window.base))
    moved = {code: now.get(code, 0) - before.get(code, 0) for code in now.keys() | before}
    whole = _whole(asker, flow, asker.period) - _whole(asker, flow, asker.window.base)
    along = {code: abs(change) for code, change in moved.items() if change * whole > 0}
    counter = {code: abs(change) for code, change in moved.items() if change * whole < 0}
    least = WORTH_A_WORD * abs(whole)
    way = "up" if whole > 0 else "down"
    most = ordered(along)
    if most and get_place(most[0][0]) and [value for _, value in most].count(most[0][1]) == 1:
        yield from _changes(asker, flow, f"driver.{way}", _named(most, least)[:2])
    against = _named(ordered(counter), max(least, AGAINST * max(along.values(), default=0)))
    yield from _changes(asker, flow, f"against.{'down' if whole > 0 else 'up'}", against[:1])


def _whole(asker: Asker, flow: Flow, period: Period) -> int:
    """What a flow comes to, declared or summed."""
    total = asker.window.amount(flow, period)
    return total.whole if total is not None else 0


def _named(changes: Sequence[tuple[str, int]], least: float) -> list[str]:
    return [code for code, change in changes if change and change >= least and get_place(code)]


def _changes(asker: Asker, flow: Flow, key: str, codes: Sequence[str]) -> Iterator[Fact]:
    asked = [(code, asker.ask(Change(asker.cut(flow, code), asker.unit))) for code in codes]
    told = [(code, change) for code, change in asked if change is not None and change.value]
    if told:
        yield joined(key, "drivers", flow, [_part(code, change=change) for code, change in told])


def _part(code: str, **figures: Answer) -> Part:
    return Part("partner", Word("place", code), figures)


def partner_facts(asker: Asker, flow: Flow) -> Iterator[Fact]:
    """The largest partners of a flow, their number, and groups."""
    now = partner_values_of(asker, flow)
    if now is None or asker.extent.partners:
        return
    ranked = [(code, value) for code, value in ordered(now) if value > 0]
    if ranked:
        yield from _first(asker, flow, ranked)
        yield from _next(asker, flow, ranked)
    yield from _number(asker, flow)
    yield from _groups(asker, flow, now)


def _words(flow: Flow, code: str) -> dict[str, Word]:
    return {**flow_word(flow), "partner": Word("place", code)}


def _first(asker: Asker, flow: Flow, ranked: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    """The largest partner with its rank, level, share and growth; a rank that two share is not told."""
    code = ranked[0][0]
    if get_place(code) is None:
        return
    cut, whole = asker.cut(flow, code), asker.cut(flow)
    share, level, rank = asker.ask(Share(cut, whole)), asker.ask(Level(cut, asker.unit)), asker.ask(Rank(code, whole))
    place = 3 if flow is Flow.EXPORT else 7
    if share is None or level is None or (share.value or 0) >= 100:
        return
    if rank is None or rank.value != 1 or _tied(ranked, 0):
        yield Fact("partner_share", "partners", {"share": share}, _words(flow, code), place)
        return
    told_alone = Fact("partner_share", "partners", {"share": share}, _words(flow, code), place, short_only=True)
    yield told_alone
    figures = {"rank": rank, "level": level, "share": share}
    growth = asker.ask(Growth(cut))
    way = direction(growth)
    ungrown = Fact("partner", "partners", figures, _words(flow, code), instead=(told_alone,))
    if growth is not None and way in ("up", "down", "times"):
        more = {**figures, "growth": growth}
        yield Fact(f"partner.{way}", "partners", more, _words(flow, code), instead=(ungrown, told_alone))
    else:
        yield ungrown


def _tied(ranked: Sequence[tuple[str, int]], at: int) -> bool:
    return [value for _, value in ranked].count(ranked[at][1]) > 1


def _next(asker: Asker, flow: Flow, ranked: Sequence[tuple[str, int]]) -> Iterator[Fact]:
    """The second and third partner."""
    whole = asker.cut(flow)
    told = []
    for at, (code, _) in enumerate(ranked[1:3], 1):
        if get_place(code) is None:
            break
        level, rank = asker.ask(Level(asker.cut(flow, code), asker.unit)), asker.ask(Rank(code, whole))
        if level is None or rank is None or _tied(ranked, at):
            break
        told.append((code, level, rank))
    if told:
        parts = [_part(code, rank=rank, level=level) for code, level, rank in told]
        yield joined("partner_next", "partners", flow, parts)


def _number(asker: Asker, flow: Flow) -> Iterator[Fact]:
    count = asker.ask(Count("partners", asker.cut(flow)))
    if count is not None and (count.value or 0) >= FEWEST_COUNTED:
        yield Fact(f"count.{flow.value}", "partners", {"count": count}, flow_word(flow))


def _groups(asker: Asker, flow: Flow, now: Values) -> Iterator[Fact]:
    """The groups with the largest shares that are neither nearly everything nor one partner nor nearly another."""
    told: list[tuple[int, frozenset[str]]] = []
    parts: list[Part] = []
    for value, group, codes in _notable(asker, flow, now):
        share = asker.ask(Share(asker.cut(flow, group), asker.cut(flow)))
        if share is not None and len(told) < GROUPS_SHOWN and not any(_repeats(value, codes, one) for one in told):
            told.append((value, codes))
            parts.append(_part(group, share=share))
    if parts:
        place = 5 if flow is Flow.EXPORT and len(parts) == 1 else None
        yield joined(f"groups.{flow.value}", "partners", flow, parts, place)


def _notable(asker: Asker, flow: Flow, now: Values) -> list[tuple[int, str, frozenset[str]]]:
    """Groups with their value and members, the largest first."""
    total = _whole(asker, flow, asker.period)
    found: list[tuple[int, str, frozenset[str]]] = []
    for group, codes in shown_groups(asker.cube.reporter, asker.period):
        values = [now[code] for code in codes if now.get(code, 0) > 0]
        value = sum(values)
        if total > 0 and NOTABLE <= 100 * value / total <= NEARLY_ALL and max(values) < ONE_PARTNER * value:
            found.append((value, group, codes))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _repeats(value: int, codes: frozenset[str], other: tuple[int, frozenset[str]]) -> bool:
    """Whether a group is nearly another that is told already."""
    common = len(codes & other[1])
    return common >= MOSTLY * len(codes) and value >= NESTED * other[0]
