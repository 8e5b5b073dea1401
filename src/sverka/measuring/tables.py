"""Tables of a cube: any two of partner, goods, flow, year, quarter, month against each other, as data frames.

>>> frame = Frame(("partner", "2023"), {"partner": ["CN", "AR"], "2023": [8178163776.0, 10.5]}, "USD", ())
>>> frame.columns, frame.to_rows()[0]
(('partner', '2023'), {'partner': 'CN', '2023': 8178163776.0})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sverka.measuring.answers import NotRecorded
from sverka.measuring.cube import SHIFT
from sverka.measuring.expression import CENTS, GRAMS, decode_code
from sverka.measuring.series import Series
from sverka.measuring.slicing import ABSENT, FLOWS, goods_of, partners_of, runs
from sverka.model.errors import NotCoveredError, UsageError
from sverka.model.grammar import parse_measure
from sverka.model.measures import Level
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.recording.columns import WORLD

if TYPE_CHECKING:
    from sverka.measuring.book import Cube

_GOODS = re.compile(r"goods@(10|[2-9])|hs(10|[2-9])")
TIMES = {"year": 12, "quarter": 3, "month": 1}
NOT_BROKEN_DOWN = "not broken down"
"""The line of what a declared World has beyond its partners, so that the lines add up to it."""
UNITS = {"value": None, "net_weight_kg": "kg"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A table by column: the first holds the labels of rows, the others amounts in `unit`; 0 is no trade recorded.

    A label such as `2025-01/2025-10` says that no more of the year is recorded. `notes` say what the cells are.
    """

    columns: tuple[str, ...]
    data: Mapping[str, list[Any]]
    unit: str
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.data[self.columns[0]])

    def to_rows(self) -> list[dict[str, Any]]:
        """One dict a row."""
        return [{name: self.data[name][at] for name in self.columns} for at in range(len(self))]

    def to_pandas(self) -> Any:
        """A pandas frame with the labels as its index."""
        import pandas

        return pandas.DataFrame(dict(self.data)).set_index(self.columns[0])

    def to_polars(self) -> Any:
        """A polars frame; `UsageError` where polars is not installed."""
        try:
            import polars
        except ImportError:
            raise UsageError("polars is not installed", "", "pip install polars") from None
        return polars.DataFrame(dict(self.data))

    def to_arrow(self) -> Any:
        """An Arrow table."""
        import pyarrow

        return pyarrow.table(dict(self.data))

    def __repr__(self) -> str:
        return f"Frame({len(self)} rows × {', '.join(self.columns)}; {self.unit})"

    def _repr_html_(self) -> str:
        html: str = self.to_pandas().to_html(escape=True)
        return html


@dataclass(frozen=True, slots=True)
class _Axis:
    """One side of a table: numbers for groups, and the label of each number."""

    numbers: Callable[[Flow, Mapping[str, Any]], Any]
    label: Callable[[int], str]


def tabled(
    cube: Cube,
    rows: str,
    columns: str | None = None,
    *,
    cut: str | Slice = "export",
    values: str = "value",
    source: str | None = None,
    top: int | None = None,
) -> Frame:
    """What a slice comes to by `rows` and `columns`: `partner`, `goods@N`, `flow`, `year`, `quarter`, `month`.

    `cut` is a slice as text or value, `turnover[asia; 02; 2020/2023]`; without a period all that is recorded. A note
    says which periods are; those of a turnover are the ones that both flows have. `values` is `value` or
    `net_weight_kg`. Rows are in descending order of their sum, times in order; `top` keeps the largest. Raise
    `NotCoveredError` where no source records the slice, `UsageError` for an unknown side.
    """
    asked = _slice(cut)
    series = _chosen(cube, asked, source)
    if values not in UNITS:
        raise UsageError("unknown values", repr(values), f"write one of {', '.join(UNITS)}")
    groups = _groups(series, asked)
    sides = [_axis(series, name, groups) for name in (rows, *([columns] if columns else []))]
    cells = _cells(groups, sides, "value" if values == "value" else "weight")
    unit = UNITS[values] or series.key.currency
    frame = _framed(cells, sides, (rows, columns), CENTS if values == "value" else GRAMS, unit)
    notes = (*_notes(series, asked, unit), *_beyond(groups, unit))
    return replace(frame, notes=notes) if top is None else replace(_top(frame, top), notes=notes)


def _notes(series: Series, cut: Slice, unit: str) -> tuple[str, ...]:
    """What the cells are: source, flow and unit, the periods that are recorded, and whether all of it is invented."""
    recorded = runs(_common(series, cut), series.months)
    invented = ("synthetic data, an invented region",) if series.about.synthetic else ()
    return (f"{series.about.title_en}; {cut.flow} in {unit}", f"recorded: {recorded}", *invented)


def _beyond(groups: Sequence[tuple[Flow, Mapping[str, Any]]], unit: str) -> tuple[str, ...]:
    """What the cells have that declared totals have beyond their recorded parts."""
    name, scale = ("remainder_weight", GRAMS) if unit == UNITS["net_weight_kg"] else ("remainder", CENTS)
    amount = sum(int(one[name].sum()) for _, one in groups if name in one)
    return (f"declared totals answer: {amount / scale:,.2f} {unit} beyond their recorded parts",) if amount else ()


def _slice(cut: str | Slice) -> Slice:
    if isinstance(cut, Slice):
        return cut
    level = parse_measure(f"level({cut})")
    assert isinstance(level, Level)
    return level.cut


def _chosen(cube: Cube, cut: Slice, source: str | None) -> Series:
    for series in cube.series:
        flows = all(flow in series.blocks for flow in FLOWS[cut.flow])
        if flows and (source is None or series.key.source == source) and _common(series, cut):
            return series
    raise NotCoveredError("nothing of it is recorded", f"{cut} of {cube.reporter}", "`sverka book` shows what is")


def _common(series: Series, cut: Slice) -> list[int]:
    """The first months of the recorded periods that lie within a slice's, in every flow of it, ascending."""
    common = set.intersection(*(set(series.recorded(flow)) for flow in FLOWS[cut.flow]))
    period = cut.period
    return sorted(m for m in common if period is None or period.contains(Period(m, m + series.months - 1)))


def _groups(series: Series, cut: Slice) -> list[tuple[Flow, dict[str, Any]]]:
    """The groups of each flow of a slice, in the periods that every flow records: a turnover is of both."""
    import numpy as np

    common = _common(series, cut)
    found = []
    for flow in FLOWS[cut.flow]:
        groups = series.blocks[flow].groups()
        keep = np.isin(groups["period"], common) & _inside(series, flow, cut, common[-1], groups)
        if series.blocks[flow].has_totals:
            keep &= (groups["totals"] == 0) | (groups["value"] != 0) | (groups["weight"] != 0)
        found.append((flow, {name: values[keep] for name, values in groups.items()}))
    return found


def _inside(series: Series, flow: Flow, cut: Slice, last: int, groups: Mapping[str, Any]) -> Any:
    """Which groups are of the slice's partners and goods; none where the flow never had them."""
    import numpy as np

    inside = np.ones(len(groups["rows"]), dtype=bool)
    try:
        chosen = partners_of(series, flow, cut.partners, cut.period or Period(last, last))
        ranges = goods_of(series, flow, cut.goods)
    except NotRecorded as gap:
        if gap.remark.kind in ABSENT:
            return ~inside
        raise NotCoveredError("not recorded in that detail", str(cut), "`sverka measure` says what lacks") from None
    if chosen is not None:
        inside &= np.isin(groups["partner"], series.blocks[flow].partners[chosen])
    if not cut.goods.is_all:
        shifted = groups["commodity"] + SHIFT
        inside &= np.any([(shifted >= low) & (shifted < high) for low, high in ranges], axis=0)
    return inside


def _axis(series: Series, name: str, groups: Sequence[tuple[Flow, Mapping[str, Any]]]) -> _Axis:
    import numpy as np

    goods = _GOODS.fullmatch(name)
    if name == "partner":
        alone = all(series.partner_codes(flow) == (WORLD,) for flow, _ in groups)
        return _Axis(lambda _, one: one["partner"], decode_code if alone else _partner_label)
    if name == "flow":
        order = list(Flow)
        return _Axis(lambda flow, one: np.full(len(one["rows"]), order.index(flow)), lambda at: order[at].value)
    if name in TIMES:
        step = TIMES[name]
        if series.months > step:
            raise UsageError(f"no {name}s are recorded", series.key.source, "ask for years")
        return _Axis(lambda _, one: one["period"] // step * step, _time_label(series, groups, step))
    if goods:
        digits = int(goods[1] or goods[2])
        return _Axis(lambda _, one: _coded(one["commodity"], digits), lambda code: _code_label(code, digits))
    raise UsageError("unknown side of a table", repr(name), "write partner, goods@2, flow, year, quarter or month")


def _partner_label(number: int) -> str:
    """The code of a partner; of what the world has beyond its partners, that it is not broken down."""
    code = decode_code(number)
    return NOT_BROKEN_DOWN if code == WORLD else code


def _coded(commodity: Any, digits: int) -> Any:
    """Codes cut to some digits; −1 for those that are coarser or no codes of digits."""
    import numpy as np

    deep = (commodity >= 0) & ((commodity & 15) >= digits)
    return np.where(deep, (commodity >> 4) // 10 ** (10 - digits), -1)


def _code_label(code: int, digits: int) -> str:
    return "other" if code < 0 else str(code).zfill(digits)


def _time_label(series: Series, groups: Sequence[tuple[Flow, Mapping[str, Any]]], step: int) -> Callable[[int], str]:
    """The label of a time: its period, or as much of it as every flow records."""
    recorded = [set(series.recorded(flow)) for flow, _ in groups]
    common = set.intersection(*recorded) if recorded else set()

    def label(first: int) -> str:
        have = [month for month in range(first, first + step, series.months) if month in common]
        whole = len(have) * series.months == step
        return str(Period(first, first + step - 1)) if whole or not have else runs(have, series.months)

    return label


def _cells(
    groups: Sequence[tuple[Flow, Mapping[str, Any]]], sides: Sequence[_Axis], amount: str
) -> dict[tuple[int, ...], int]:
    """The sum of each pair of row and column."""
    import numpy as np

    sums: dict[tuple[int, ...], int] = {}
    for flow, one in groups:
        keys = np.stack([side.numbers(flow, one) for side in sides])
        found, where = np.unique(keys, axis=1, return_inverse=True)
        totals = np.zeros(found.shape[1], dtype=np.int64)
        np.add.at(totals, where.ravel(), one[amount])
        for at in range(found.shape[1]):
            key = tuple(int(number) for number in found[:, at])
            sums[key] = sums.get(key, 0) + int(totals[at])
    return sums


def _framed(
    cells: Mapping[tuple[int, ...], int], sides: Sequence[_Axis], names: tuple[str, str | None], scale: int, unit: str
) -> Frame:
    across = sorted({key[1] for key in cells}) if len(sides) > 1 else []
    sums: dict[int, int] = {}
    for key, value in cells.items():
        sums[key[0]] = sums.get(key[0], 0) + value
    timed = names[0] in TIMES or names[0] == "flow"
    order = sorted(sums, key=lambda row: (0 if timed else -sums[row], row))
    data: dict[str, list[Any]] = {names[0]: [sides[0].label(row) for row in order]}
    if len(sides) == 1:
        data[unit] = [sums[row] / scale for row in order]
    for column in across:
        data[sides[1].label(column)] = [cells.get((row, column), 0) / scale for row in order]
    return Frame(tuple(data), data, unit, ())


def _top(frame: Frame, top: int) -> Frame:
    return replace(frame, data={name: values[:top] for name, values in frame.data.items()})
