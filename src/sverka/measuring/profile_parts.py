"""The parts of a profile, computed from one series: totals, tables of partners, goods and groups, concentration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sverka.measuring.amounts import amount
from sverka.measuring.answers import Amount, NotRecorded, Remark
from sverka.measuring.expression import CENTS
from sverka.measuring.profile_choice import Chosen, recorded_in
from sverka.measuring.profile_records import (
    BALANCE,
    FLOW_ORDER,
    HHI,
    PERCENT,
    POINTS,
    TONNES,
    Compared,
    Concentration,
    Fact,
    Point,
    Row,
    Table,
)
from sverka.measuring.series import Series
from sverka.measuring.standings import Values, goods_values, ordered, partner_values
from sverka.measuring.unlisted import openings_of
from sverka.model.measures import Balance, Change, Count, Growth, Level, Share
from sverka.model.period import Period
from sverka.model.slices import ALL, Flow, Members, Slice
from sverka.recording.rates import Rates

MOVERS = 3
FIRST = 5
OVER = 0.001
"""From which part of a whole on its parts are more than it, and not rounded."""
NO_RATES = Rates.of(())
CutOf = Callable[[str, Period], Slice]


@dataclass(frozen=True, slots=True)
class Window:
    """What the parts are computed of: a series, a period and the one a year earlier, the flows recorded in the first.

    A flow is compared only where all of the earlier period is recorded too.
    """

    series: Series
    period: Period
    base: Period
    flows: tuple[Flow, ...]

    @classmethod
    def of(cls, chosen: Chosen) -> Window:
        """The window of a chosen period, with turnover where both flows are recorded."""
        flows = tuple(flow for flow in FLOW_ORDER if recorded_in(chosen.series, flow, chosen.period))
        told = tuple(flow for flow in flows if flow is Flow.TURNOVER or flow in chosen.flows)
        return cls(chosen.series, chosen.period, chosen.period.year_earlier(), told)

    @property
    def currency(self) -> str:
        """The currency of values."""
        return self.series.key.currency

    def compares(self, flow: Flow) -> bool:
        """Whether a flow is recorded in all of the earlier period."""
        return recorded_in(self.series, flow, self.base)

    def amount(self, flow: Flow, period: Period, unit: str | None = None) -> Amount | None:
        """What a flow comes to, `None` where it is not recorded in that unit."""
        try:
            return amount(self.series, Slice(flow, period=period), period, unit, NO_RATES)
        except NotRecorded:
            return None


def totals(window: Window) -> tuple[Compared, ...]:
    """Turnover, exports, imports and the balance; what is not recorded has no value."""
    return (*(_total(window, flow, window.currency) for flow in FLOW_ORDER), _balance(window))


def weights(window: Window) -> tuple[tuple[Compared, ...], tuple[Remark, ...]]:
    """Exports and imports in tonnes where weights are recorded, and how many rows lack one."""
    found, remarks = [], []
    for flow in (Flow.EXPORT, Flow.IMPORT):
        weight = window.amount(flow, window.period, TONNES) if flow in window.flows else None
        if weight is not None and weight.whole:
            found.append(_total(window, flow, TONNES))
            remarks += [Remark(one.kind, {**one.values, "flow": flow.value}) for one in weight.remarks]
    return tuple(found), tuple(remarks)


def _total(window: Window, flow: Flow, unit: str) -> Compared:
    now = window.amount(flow, window.period, unit) if flow in window.flows else None
    before = window.amount(flow, window.base, unit) if window.compares(flow) else None
    cut, earlier = Slice(flow, period=window.period), Slice(flow, period=window.base)
    weighed = unit if unit == TONNES else None
    return Compared(
        flow.value,
        Fact(str(Level(cut, unit)), now.value if now else None, unit),
        Fact(str(Level(earlier, unit)), before.value if before else None, unit),
        Fact(str(Change(cut, unit)), (now.whole - before.whole) / now.scale if now and before else None, unit),
        Fact(str(Growth(cut, unit=weighed)), _growth(now.whole, before.whole) if now and before else None, PERCENT),
    )


def _balance(window: Window) -> Compared:
    """Exports less imports; a growth of it would mean nothing, as it may change its sign."""
    wholes = []
    for period in (window.period, window.base):
        pair = [window.amount(flow, period) for flow in (Flow.EXPORT, Flow.IMPORT)]
        wholes.append(pair[0].whole - pair[1].whole if pair[0] and pair[1] else None)
    now, before = wholes
    unit = window.currency
    names = [str(Balance(period=period, unit=unit)) for period in (window.period, window.base)]
    change = None if now is None or before is None else now - before
    return Compared(
        BALANCE,
        Fact(names[0], _money(now), unit),
        Fact(names[1], _money(before), unit),
        Fact(None, _money(change), unit, f"{names[0]} - {names[1]}"),
        Fact(None, None, PERCENT),
    )


def _money(whole: int | None) -> float | None:
    return None if whole is None else whole / CENTS


def _growth(now: int, before: int) -> float | None:
    return 100 * (now - before) / before if before else None


def _percent(part: int, whole: int) -> float | None:
    """A share, `None` of nothing, and where it would be less than nothing or more than all."""
    return 100 * part / whole if whole and not is_over(part, whole) and part >= 0 else None


def _share(part: int | None, whole: int) -> float | None:
    return None if part is None else _percent(part, whole)


def is_over(part: int, whole: int) -> bool:
    """Whether what should be a part is more than its whole, by more than rounding: the rows count something twice."""
    return part > whole * (1 + OVER)


@dataclass(frozen=True, slots=True)
class _Made:
    """What rows of one table are made from: values now and a year earlier (`None`: not comparable), and the wholes."""

    window: Window
    flow: Flow
    now: Values
    before: Values | None
    wholes: tuple[int, int | None]
    cut_of: CutOf
    fixed: bool = True
    """Whether a code means the same in both periods; a group's members are those of the later one."""

    def row(self, code: str) -> Row:
        """The row of a code."""
        before = None if self.before is None else self.before.get(code, 0)
        return self._row(code, self.now.get(code, 0), before, self.cut_of)

    def whole(self) -> Row:
        """The row of the whole flow."""
        now, before = self.wholes
        return self._row("", now, before, lambda _, period: Slice(self.flow, period=period))

    def rest(self, codes: list[str]) -> Row:
        """What some codes leave of the whole."""
        now, before = self.wholes
        listed = sum(self.now[code] for code in codes)
        over = is_over(listed, now)
        now -= listed
        if before is not None and self.before is not None:
            earlier = sum(self.before.get(code, 0) for code in codes)
            before = None if is_over(earlier, before) else before - earlier
        return self._row("", None if over else now, before, None)

    def _row(self, code: str, now: int | None, before: int | None, cut_of: CutOf | None) -> Row:
        window, unit = self.window, self.window.currency
        whole_now, whole_before = self.wholes
        growth = None if before is None or now is None else _growth(now, before)
        part = None if before is None or now is None or not whole_before else 100 * (now - before) / whole_before
        if cut_of is None:
            told = f"level({Slice(self.flow, period=window.period)}, {unit}) less the rows above"
            values = ((_money(now), unit), (_money(before), unit), (_share(now, whole_now), PERCENT))
            facts = [Fact(None, value, of, told) for value, of in (*values, (growth, PERCENT), (part, POINTS))]
            return Row(code, *facts)
        cut, earlier = cut_of(code, window.period), cut_of(code, window.base)
        all_now, all_before = (Slice(self.flow, period=period) for period in (window.period, window.base))
        then = str(Level(earlier, unit))
        return Row(
            code,
            Fact(str(Level(cut, unit)), _money(now), unit),
            Fact(then, _money(before), unit) if self.fixed else _as_later(then, _money(before), unit, window.period),
            Fact(str(Share(cut, all_now)), _share(now, whole_now), PERCENT),
            Fact(str(Growth(cut)), growth, PERCENT),
            Fact(None, part, POINTS, f"100 * {Change(cut, unit)} / {Level(all_before, unit)}"),
        )


def _as_later(measure: str, value: float | None, unit: str, period: Period) -> Fact:
    return Fact(None, value, unit, f"{measure} of the members of {period}")


def _table(kind: str, made: _Made, top: int) -> Table:
    """The largest codes, the rest, and those outside that moved the whole most."""
    listed = [code for code, value in ordered(made.now)[:top] if value > 0]
    others = sum(value > 0 for value in made.now.values()) - len(listed)
    whole, rest = made.whole(), made.rest(listed)
    has_rest = bool(rest.level.value or rest.before.value or rest.level.value is None)
    rows = tuple(made.row(code) for code in listed)
    return Table(kind, made.flow, rows, rest if has_rest else None, whole, others, _movers(made, set(listed)))


def _movers(made: _Made, listed: set[str]) -> tuple[Row, ...]:
    """Codes outside the list whose change is the largest, up or down.

    Where not all is listed, one that only one of the periods lists has not come or gone.
    """
    if made.before is None:
        return ()
    codes = (made.now.keys() | made.before) - listed
    if openings_of(made.window.series, made.flow) is not None:
        codes = {code for code in codes if made.now.get(code) and made.before.get(code)}
    changes = {code: made.now.get(code, 0) - made.before.get(code, 0) for code in codes}
    largest = sorted(changes.items(), key=lambda one: (-abs(one[1]), one[0]))[:MOVERS]
    return tuple(made.row(code) for code, change in largest if change)


def partner_tables(window: Window, groups: tuple[tuple[str, frozenset[str]], ...], top: int) -> Iterator[Table]:
    """The largest partners of each flow, and groups of countries with a value; none where partners are not told."""
    for flow in window.flows:
        try:
            made = _by_partner(window, flow)
        except NotRecorded:
            continue
        yield _table("partners", made, top)
        yield _group_table(made, groups)


def _by_partner(window: Window, flow: Flow) -> _Made:
    now = partner_values(window.series, Slice(flow, period=window.period))
    before = partner_values(window.series, Slice(flow, period=window.base)) if window.compares(flow) else None
    wholes = _wholes(window, flow)
    return _Made(window, flow, now, before, wholes, lambda code, period: Slice(flow, Members.of(code), ALL, period))


def _group_table(made: _Made, groups: tuple[tuple[str, frozenset[str]], ...]) -> Table:
    """Groups as they are composed in the later period, so that both periods are of the same countries."""
    now = {group: sum(made.now.get(code, 0) for code in codes) for group, codes in groups}
    before = None
    if made.before is not None:
        before = {group: sum(made.before.get(code, 0) for code in codes) for group, codes in groups}
    summed = _Made(made.window, made.flow, now, before, made.wholes, made.cut_of, fixed=False)
    shown = [group for group, _ in groups if now[group] or (before or {}).get(group)]
    return Table("groups", made.flow, tuple(summed.row(group) for group in shown), None, made.whole())


def goods_tables(window: Window, digits: int, top: int) -> Iterator[Table]:
    """The largest goods of each flow at some number of HS digits; none where goods are not told so finely."""
    for flow in window.flows:
        try:
            made = _by_goods(window, flow, digits)
        except NotRecorded:
            continue
        if any(value > 0 for value in made.now.values()):
            yield _table(f"goods@{digits}", made, top)


def _by_goods(window: Window, flow: Flow, digits: int) -> _Made:
    now = goods_values(window.series, Slice(flow, period=window.period), digits)
    before = goods_values(window.series, Slice(flow, period=window.base), digits) if window.compares(flow) else None
    wholes = _wholes(window, flow)
    return _Made(window, flow, now, before, wholes, lambda code, period: Slice(flow, ALL, Members.of(code), period))


def _wholes(window: Window, flow: Flow) -> tuple[int, int | None]:
    """What a flow comes to, and came to a year earlier where that can be compared."""
    now, before = window.amount(flow, window.period), window.amount(flow, window.base)
    return now.whole if now else 0, before.whole if before else None


def concentration(window: Window) -> Iterator[Concentration]:
    """How concentrated each flow is on single partners."""
    for flow in window.flows:
        try:
            values = partner_values(window.series, Slice(flow, period=window.period))
        except NotRecorded:
            continue
        whole = window.amount(flow, window.period)
        ranked = [(code, value) for code, value in ordered(values) if value > 0]
        if whole is not None and whole.whole and ranked:
            yield _concentrated(Slice(flow, period=window.period), ranked, whole.whole)


def _concentrated(cut: Slice, ranked: list[tuple[str, int]], whole: int) -> Concentration:
    shares = [100 * value / whole for _, value in ranked]
    over = is_over(sum(value for _, value in ranked[:FIRST]), whole)

    def together(count: int) -> Fact:
        part = Slice(cut.flow, Members.of(*(code for code, _ in ranked[:count])), ALL, cut.period)
        share = 100 * sum(value for _, value in ranked[:count]) / whole
        return Fact(str(Share(part, cut)), None if over else share, PERCENT)

    told = f"sum of share(partner, {cut})^2"
    squares = Fact(None, None if over else sum(share * share for share in shares), HHI, told)
    return Concentration(
        cut.flow, Fact(str(Count("partners", cut)), len(ranked), "countries"), together(1), together(FIRST), squares
    )


def points(series: Series, periods: tuple[Period, ...]) -> Iterator[Point]:
    """The value of each flow in each period."""
    for period in periods:
        facts: Mapping[Flow, Fact] = {
            flow: Fact(
                str(Level(Slice(flow, period=period), series.key.currency)),
                _point(series, flow, period),
                series.key.currency,
            )
            for flow in (Flow.EXPORT, Flow.IMPORT)
            if flow in series.blocks
        }
        yield Point(period, facts)


def _point(series: Series, flow: Flow, period: Period) -> float | None:
    try:
        return amount(series, Slice(flow, period=period), period, None, NO_RATES).value
    except NotRecorded:
        return None
