"""A region's profile in words, form apart: a head that says what is covered, then sections of lines and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sverka.checking.wording import Ui
from sverka.measuring.lineage import definition_text
from sverka.measuring.profile_records import BALANCE, Compared, Coverage, Profile, Row, Table
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.writing.numbers import fixed_text
from sverka.writing.profile_words import DASH, MANIFOLD, Wording
from sverka.writing.scopes import scope_name
from sverka.writing.slices import period_text
from sverka.writing.terminal import clean

BARS = "▁▂▃▄▅▆▇█"
GAP = "·"
_LEAST_SHOWN = 0.05
"""A contribution below this would be shown as nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title in at most two lines, one for tables that have no room for two; numbers stand at the right.

    An `extra` column is left out where there is little room.
    """

    title: str
    full: str = ""
    number: bool = True
    extra: bool = False

    @property
    def whole_title(self) -> str:
        """The title on one line."""
        return self.full or self.title.replace("\n", " ").strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells; the last `totals` rows are sums and set apart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0

    @classmethod
    def of(cls, columns: Sequence[Column], rows: Sequence[tuple[str, ...]], totals: int = 0) -> Grid:
        """A table without the columns that have nothing to tell."""
        told = [at for at, one in enumerate(columns) if not one.number or any(row[at] != DASH for row in rows)]
        return cls(tuple(columns[at] for at in told), tuple(tuple(row[at] for at in told) for row in rows), totals)


@dataclass(frozen=True, slots=True)
class Spark:
    """The run of values of a flow as bars, with a line of years above and what it says below."""

    label: str
    years: str
    bars: str
    told: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, or runs of values, and lines below."""

    title: str
    grid: Grid | None = None
    sparks: tuple[Spark, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole profile in words."""

    title: str
    warning: str
    head: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    legend: tuple[str, ...]
    words: Wording


def profile_sheet(profile: Profile, ui: Ui) -> Sheet:
    """A profile in the words of one language."""
    wording = Wording(profile, ui)
    name, code = clean(wording.place(profile.reporter)), profile.reporter
    named = code if name == code else f"{name} ({code})"
    return Sheet(
        title=_title(named, wording),
        warning=wording.say("synthetic") if profile.synthetic else "",
        head=tuple(_head(wording)),
        notes=tuple(clean(note) for note in wording.notes),
        sections=tuple(_sections(wording)),
        legend=tuple(_legend(wording)),
        words=wording,
    )


def _title(named: str, wording: Wording) -> str:
    """Whose trade, of which period; of a narrow extract it says what it holds, never that it is all foreign trade."""
    period = wording.profile.period
    if not wording.profile.extent.is_narrow:
        return wording.say("title", name=named, period=period_text(period, wording.ui))
    scope = _capital(scope_name(wording.profile.extent, wording.ui))
    return wording.say("title_scope", scope=scope, name=named, period=wording.period(period))


def _head(wording: Wording) -> Iterator[tuple[str, str]]:
    """Coverage: where the figures are from, what is recorded, what period this is, which version of the book."""
    profile = wording.profile
    yield wording.say("source"), clean(definition_text(profile.series, profile.definitions, wording.ui))
    yield wording.say("recorded"), _recorded(wording)
    yield wording.say("period"), _period_told(wording)
    date = profile.version_date
    book = wording.say("version", version=profile.version)
    yield wording.say("book"), book + (wording.say("version_date", date=_date(date, wording.ui)) if date else "")


def _recorded(wording: Wording) -> str:
    """The first and last month of each flow, what is missing between; said once where flows are alike."""
    spans: dict[tuple[Period, Period, tuple[Period, ...]], list[Coverage]] = {}
    for one in wording.profile.coverage:
        spans.setdefault((one.first, one.last, one.missing), []).append(one)
    told = []
    for (first, last, missing), flows in spans.items():
        named = wording.flows([one.flow.value for one in flows])
        if first == last:
            told.append(wording.say("recorded_once", flows=named, period=wording.period(first)))
            continue
        span = wording.say("recorded_flow", flows=named, first=wording.period(first), last=wording.period(last))
        told.append(span + (wording.say("missing", periods=wording.periods(missing)) if missing else ""))
    is_whole = not any(missing for _, _, missing in spans) and any(first != last for first, last, _ in spans)
    return "; ".join([*told, *([wording.say("no_missing")] if is_whole else [])])


def _period_told(wording: Wording) -> str:
    profile = wording.profile
    period, base = wording.period(profile.period), wording.period(profile.base)
    taken = "period_full" if profile.period.is_year else "period_latest"
    why = wording.say(taken) if profile.asked is None else ""
    compared = any(one.before.value is not None for one in profile.totals)
    key = "compared_year" if profile.base.is_year else "compared"
    return period + why + (wording.say(key, base=base) if compared else "")


def _date(date: str, ui: Ui) -> str:
    year, month, day = date.split("-")
    return f"{day}.{month}.{year}" if ui == "ru" else date


def _sections(wording: Wording) -> Iterator[Section]:
    profile = wording.profile
    yield _totals(wording)
    yield from _runs(wording)
    for table in profile.tables_of("partners"):
        yield _table(table, wording)
    yield from _groups(wording)
    if profile.concentration:
        yield _concentration(wording)
    for kind in ("goods@2", "goods@4"):
        for table in profile.tables_of(kind):
            # What is bought and what is sold are different goods: their sum tells little on a screen.
            if table.flow is not Flow.TURNOVER:
                yield _table(table, wording)


def _totals(wording: Wording) -> Section:
    profile = wording.profile
    columns = (
        Column("", number=False),
        Column(wording.period(profile.period)),
        Column(wording.period(profile.base)),
        Column(wording.say("column_change")),
        Column(_two_lines(wording.say("column_growth"))),
    )
    rows = [_total_row(one, wording) for one in profile.totals]
    rows += [_total_row(one, wording, weight=True) for one in profile.weights]
    lines = (_so_far(wording),) if profile.so_far else ()
    return Section(wording.say("totals", unit=wording.titled_unit), Grid.of(columns, rows), lines=lines)


def _total_row(one: Compared, wording: Wording, weight: bool = False) -> tuple[str, ...]:
    shown = wording.weight if weight else wording.money
    growth = one.growth.value
    name = wording.scoped(_capital(wording.flow(one.name)))
    level = wording.say("not_recorded") if one.level.value is None else shown(one.level.value)
    grown = DASH if growth is None else _grown(growth, wording)
    return (
        wording.say("weight", flow=name, unit=wording.weight_unit) if weight else name,
        level,
        shown(one.before.value) if one.level.value is not None else DASH,
        shown(one.change.value, signed=True),
        grown,
    )


def _grown(growth: float, wording: Wording) -> str:
    return wording.manifold(growth) if growth >= MANIFOLD else fixed_text(growth, wording.ui, signed=True)


def _so_far(wording: Wording) -> str:
    so_far = wording.profile.so_far
    assert so_far is not None
    told = []
    for one in so_far.totals:
        if one.level.value is None or one.name == BALANCE:
            continue
        growth = "" if one.growth.value is None else f" ({wording.points(one.growth.value)} %)"
        told.append(f"{wording.scoped(wording.flow(one.name))} {wording.money(one.level.value)}{growth}")
    compared = any(one.growth.value is not None for one in so_far.totals)
    against = wording.say("so_far_base", base=wording.period(so_far.base)) if compared else ""
    return wording.say("so_far", period=wording.period(so_far.period), base=against, totals=", ".join(told))


def _runs(wording: Wording) -> Iterator[Section]:
    """The runs of values, where there is more than one value to be compared."""
    points = wording.profile.points
    flows = [flow for flow in (Flow.EXPORT, Flow.IMPORT) if any(flow in point.facts for point in points)]
    sparks = tuple(spark for flow in flows for spark in _spark(flow, wording))
    if sparks:
        frequency = wording.profile.series.key.frequency
        legend = (wording.say("gap", gap=GAP),) if any(GAP in spark.bars for spark in sparks) else ()
        yield Section(wording.say(f"runs_{frequency}", unit=wording.titled_unit), sparks=sparks, lines=legend)


def _spark(flow: Flow, wording: Wording) -> Iterator[Spark]:
    points = wording.profile.points
    values = [point.facts[flow].value if flow in point.facts else None for point in points]
    known = [(value, point.period) for value, point in zip(values, points, strict=True) if value is not None]
    if len(known) < 2:
        return
    by_value = [sorted(known, key=lambda one: (sign * one[0], one[1]))[0] for sign in (1, -1)]
    ends = {"low": by_value[0], "high": by_value[1], "last": known[-1]}
    told = {key: wording.money(value) for key, (value, _) in ends.items()}
    told |= {f"{key}_at": wording.period(period) for key, (_, period) in ends.items()}
    label = _capital(wording.flow(flow))
    yield Spark(label, _years([point.period for point in points]), bars(values), wording.say("run", **told))


def bars(values: Sequence[float | None]) -> str:
    """Values as bars whose height goes from zero to the largest; `·` where there is none.

    >>> bars([1, 8, None, 4, 0])
    '▁█·▄▁'
    """
    largest = max((value for value in values if value is not None), default=0.0)
    shown = []
    for value in values:
        if value is None:
            shown.append(GAP)
        else:
            height = round(len(BARS) * value / largest) if largest > 0 else 0
            shown.append(BARS[min(max(height, 1), len(BARS)) - 1])
    return "".join(shown)


def _years(periods: Sequence[Period]) -> str:
    """A line of years, each above its first period, where it fits."""
    line, written = "", -1
    for at, period in enumerate(periods):
        year = period.first_month // 12
        # A year that has but one month left at the beginning would push the next one aside.
        room = at == 0 or len(line) < at
        if year != written and room and (period.first_month % 12 == 0 or at == 0):
            ahead = sum(one.first_month // 12 == year for one in periods)
            if at or ahead > 4 or ahead == len(periods):
                line = line.ljust(at) + f"{year}"
                written = year
    return line


def _table(table: Table, wording: Wording) -> Section:
    """The largest partners or goods, the rest, and the whole."""
    profile = wording.profile
    columns = (
        Column("№" if wording.ui == "ru" else "#"),
        Column("", wording.say("column_code"), number=False),
        Column("", wording.say(f"column_{table.kind.partition('@')[0]}"), number=False),
        Column(wording.period(profile.period)),
        Column(wording.period(profile.base), extra=True),
        *(Column(_two_lines(wording.say(f"column_{name}"))) for name in ("share", "growth", "contribution")),
    )
    rows = [
        (f"{at}", row.code, wording.name(table.kind, row.code), *_cells(row, wording))
        for at, row in enumerate(table.rows, 1)
    ]
    if table.rest is not None:
        rest = wording.say("rest", count=table.others) if table.others else wording.say("rest_unlisted")
        rows.append(("", "", rest, *_cells(table.rest, wording)))
    rows.append(("", "", wording.scoped(wording.say("whole")), *_cells(table.whole, wording)))
    title = wording.say(f"{table.kind.replace('@', '_')}_{table.flow.value}", unit=wording.titled_unit)
    sums = 1 if table.rest is None else 2
    return Section(title, Grid.of(columns, rows, sums), lines=tuple(_movers(table, wording)))


def _cells(row: Row, wording: Wording) -> tuple[str, ...]:
    return (
        wording.money(row.level.value),
        wording.money(row.before.value),
        wording.percent(row.share.value),
        wording.growth(row),
        wording.points(row.contribution.value),
    )


def _movers(table: Table, wording: Wording) -> Iterator[str]:
    """Those outside the list that moved the whole most, as far as it shows."""
    told = [
        f"{wording.name(table.kind, row.code)} ({row.code}) {wording.points(row.contribution.value)}"
        for row in table.movers
        if abs(row.contribution.value or 0.0) >= _LEAST_SHOWN
    ]
    if told:
        yield wording.say("movers", list="; ".join(told))


def _groups(wording: Wording) -> Iterator[Section]:
    """Groups of countries: with both flows the shares and growth of each side by side."""
    tables = [table for table in wording.profile.tables_of("groups") if table.rows]
    if not tables:
        return
    columns = [Column("", wording.say("column_groups"), number=False)]
    flow = wording.say(f"column_{tables[0].flow.value}")
    columns.append(Column(f"{flow}\n{wording.period(wording.profile.period)}", extra=len(tables) > 1))
    for table in tables:
        flow = wording.say(f"column_{table.flow.value}")
        for name in ("share", "growth"):
            title = wording.say(f"column_{name}")
            above = flow if name == "share" else ""
            columns.append(Column(f"{above}\n{_two_lines(title)}", f"{flow}: {title}"))
    lines = (wording.say("groups_overlap", period=wording.period(wording.profile.period)),)
    grid = Grid.of(columns, list(_group_rows(tables, wording)))
    yield Section(wording.say("groups", unit=wording.titled_unit), grid, lines=lines)


def _group_rows(tables: Sequence[Table], wording: Wording) -> Iterator[tuple[str, ...]]:
    by_flow = [{row.code: row for row in table.rows} for table in tables]
    for code, first in by_flow[0].items():
        cells: list[str] = []
        for rows in by_flow:
            row = rows.get(code)
            cells += [wording.percent(row.share.value), wording.growth(row)] if row else [DASH, DASH]
        yield wording.name("groups", code), wording.money(first.level.value), *cells


def _concentration(wording: Wording) -> Section:
    columns = [Column("", wording.say("column_flow"), number=False)]
    columns += [
        Column(wording.say(f"column_{name}").replace("|", "\n")) for name in ("partners_count", "first", "five")
    ]
    columns.append(Column(wording.say("column_hhi")))
    rows = tuple(
        (
            _capital(wording.flow(one.flow)),
            fixed_text(one.partners.value or 0, wording.ui, 0),
            wording.percent(one.first.value),
            wording.percent(one.first_five.value),
            DASH if one.hhi.value is None else fixed_text(one.hhi.value, wording.ui, 0),
        )
        for one in wording.profile.concentration
    )
    return Section(wording.scoped(wording.say("concentration")), Grid.of(columns, rows), lines=(wording.say("hhi"),))


def _legend(wording: Wording) -> Iterator[str]:
    """How the columns are to be read; only of what was shown."""
    rows = [row for table in wording.profile.tables for row in (*table.rows, *table.movers)]
    grown = [row for table in wording.profile.tables for row in table.rows]
    if any(row.contribution.value is not None for row in rows):
        yield wording.say("legend_contribution")
    if any((row.growth.value or 0) >= MANIFOLD for row in grown):
        yield wording.say("legend_manifold", example=wording.manifold(1100))
    if any(row.growth.value is None and row.before.value == 0 and row.level.value for row in grown):
        yield wording.say("legend_new", new=wording.say("new"))
    yield wording.say("legend_exact")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _two_lines(title: str) -> str:
    """The title of a narrow column, its unit below: `share,` over `%`."""
    name, comma, unit = title.partition(", ")
    return f"{name},\n{unit}" if comma else title
