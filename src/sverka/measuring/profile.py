"""The profile of a region: what an analyst looks at first, computed from its cube; figures alone, no words.

Everything in a profile is of one source. Growth compares a period with the same months of the year before, and has no
value where some of those are not recorded.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sverka.measuring.answers import Remark
from sverka.measuring.extent import common_extent, shown_extents
from sverka.measuring.lineage import definitions_of
from sverka.measuring.profile_choice import (
    Chosen,
    choose,
    comparable_part,
    coverage,
    later_months,
    shown_points,
)
from sverka.measuring.profile_doubts import partner_doubts
from sverka.measuring.profile_parts import (
    Window,
    concentration,
    goods_tables,
    partner_tables,
    points,
    totals,
    weights,
)
from sverka.measuring.profile_records import Profile, SoFar, Table
from sverka.measuring.series import Series
from sverka.measuring.unread_rows import unread_remarks
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.reference.places import get_place, members

if TYPE_CHECKING:
    from sverka.measuring.book import Cube
    from sverka.recording.book import Snapshot

TOP = 10
HS_DIGITS = (2, 4)


def profile_of(
    cube: Cube, period: Period | None = None, *, source: str | None = None, top: int = TOP
) -> Profile | None:
    """The profile of a cube's reporter in a period; `None` where nothing of it is recorded.

    Without a period it is of the last full calendar year, with a line on the months since. `top` bounds the tables of
    partners and goods.
    """
    candidates = [series for series in cube.series if source is None or series.key.source == source]
    chosen = choose(candidates, period)
    if chosen is None:
        return None
    window = Window.of(chosen)
    series = window.series
    weighed, unweighed = weights(window)
    tables = tuple(_tables(window, cube.reporter, top))
    snapshot = cube.book.snapshot
    return Profile(
        reporter=cube.reporter,
        version=cube.version,
        version_date=snapshot.date,
        series=series,
        definitions=definitions_of(series, set(chosen.flows), _years(window)),
        asked=period,
        period=window.period,
        base=window.base,
        coverage=coverage(series),
        totals=totals(window),
        weights=weighed,
        so_far=_so_far(series, window.period) if period is None else None,
        tables=tables,
        concentration=tuple(concentration(window)),
        points=tuple(points(series, shown_points(series, window.period, period))),
        notes=(*_narrow(window), *_notes(window, period, tables), *unweighed, *_other_sources(cube, series)),
        names=_own_names(snapshot, tables),
        extent=common_extent(series, window.flows, window.period),
    )


def _years(window: Window) -> tuple[int, int]:
    """The years that the figures are of, those that they are compared with included."""
    first = window.base if any(window.compares(flow) for flow in window.flows) else window.period
    return first.first_month // 12, window.period.last_month // 12


def _tables(window: Window, reporter: str, top: int) -> Iterator[Table]:
    yield from partner_tables(window, shown_groups(reporter, window.period), top)
    if window.series.is_hs:
        for digits in HS_DIGITS:
            yield from goods_tables(window, digits, top)


def shown_groups(reporter: str, period: Period) -> tuple[tuple[str, frozenset[str]], ...]:
    """The groups of countries that a reporter's profile shows, with their members on the last day of a period."""
    country = reporter.partition("-")[0]
    return tuple(
        (group, members(group, period)) for group, seen_by in _groups() if not seen_by or country in members(seen_by)
    )


@cache
def _groups() -> tuple[tuple[str, str], ...]:
    """The id of each group, and the place whose countries and regions see it."""
    text = files("sverka.measuring").joinpath("profile_groups.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple((row["id"], row["reporters"]) for row in rows)


def _so_far(series: Series, period: Period) -> SoFar | None:
    later: Chosen | None = later_months(series, period)
    if later is None:
        return None
    window = Window.of(later)
    return SoFar(window.period, window.base, totals(window))


def _narrow(window: Window) -> Iterator[Remark]:
    """What the records hold where they are a narrow extract, and what they hold of a period that is narrower still."""
    told: dict[tuple[tuple[str, str], ...], None] = {}
    compared = [flow for flow in window.flows if window.compares(flow)]
    for flows, period in ((window.flows, window.period), (compared, window.base)):
        for one in shown_extents(window.series, flows, period):
            told[tuple(one.values().items())] = None
    for values in told:
        yield Remark("scope", dict(values))


def _notes(window: Window, asked: Period | None, tables: tuple[Table, ...]) -> Iterator[Remark]:
    """What a reader has to know of the figures."""
    yield from unread_remarks(window.series, [(flow, window.period) for flow in window.flows])
    if asked is not None and asked != window.period:
        yield Remark("narrowed", {"asked": str(asked), "period": str(window.period)})
    for flow in (Flow.EXPORT, Flow.IMPORT):
        if flow not in window.series.blocks:
            yield Remark("no_flow", {"flow": flow.value})
        elif flow not in window.flows:
            yield Remark("no_period", {"flow": flow.value, "period": str(window.period)})
        elif not window.compares(flow):
            yield _no_base(window, flow)
    for flow in (one for one in (Flow.EXPORT, Flow.IMPORT) if one in window.flows):
        yield from _gaps(window, flow)
        yield from partner_doubts(window, flow)
    if not any(table.kind == "partners" for table in tables):
        yield Remark("no_partners")
    if not window.series.is_hs:
        yield Remark("not_hs", {"classification": window.series.definitions[0].classification})
    elif not any(table.kind == "goods@2" for table in tables):
        yield Remark("no_goods")


def _gaps(window: Window, flow: Flow) -> Iterator[Remark]:
    """What a flow's declared total has beyond its recorded parts, or with which values it is declared."""
    total = window.amount(flow, window.period)
    for one in total.remarks if total else ():
        if one.kind == "contested":
            yield one
        if one.kind == "gap":
            told = {name: one.values[name] for name in ("declared", "parts", "unit")}
            yield Remark("gap", {**told, "flow": flow.value})


def _no_base(window: Window, flow: Flow) -> Remark:
    """Why a flow is not compared, and the part of the period that could be."""
    values = {"flow": flow.value, "base": str(window.base)}
    part = comparable_part(window.series, flow, window.period, window.base)
    if part is None:
        return Remark("no_base", values)
    return Remark("partial_base", {**values, "period": str(part)})


def _other_sources(cube: Cube, series: Series) -> Iterator[Remark]:
    """Other sources that record the reporter: they are never added up; and that the records are of its regions."""
    if cube.regions is not None:
        yield cube.regions.remark
    others = sorted({one.key.source for one in cube.series} - {series.key.source})
    if others:
        yield Remark("other_sources", {"sources": ", ".join(others)})


def _own_names(snapshot: Snapshot, tables: tuple[Table, ...]) -> dict[str, str]:
    """What the loaded files call the partners that no table of places knows."""
    shown = {row.code for table in tables if table.kind == "partners" for row in (*table.rows, *table.movers)}
    own = {code for code in shown if get_place(code) is None}
    if not own:
        return {}
    told = (one for _, entry in snapshot.entries for one in entry.unknown if one.code in own)
    return {one.code: one.name for one in told if one.name and one.name != one.code}


__all__ = ["Profile", "profile_of", "shown_groups"]
