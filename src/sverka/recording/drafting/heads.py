"""Wide tables: which columns hold amounts whose heads say a period, a flow, a partner or goods."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sverka.recording.columns import WORLD
from sverka.recording.drafting.columns import Column
from sverka.recording.drafting.flow_parts import without_parts
from sverka.recording.drafting.running import REASON, Run, run_of, year_of
from sverka.recording.drafting.spans import QUESTION, is_odd_period, month_pairs, period_amid
from sverka.recording.drafting.toml import flat
from sverka.recording.drafting.words import (
    Unit,
    flow_in,
    goods_of,
    is_range,
    month_of,
    period_of,
    place_of,
    quarter_of,
    says,
    unit_in,
    years_in,
)
from sverka.recording.lookup_sql import folded
from sverka.recording.mapping_text import ASKED
from sverka.recording.total_words import total_words

_MARKED_YEAR = re.compile(r"(?:19|20)\d{2}[1-9]", re.ASCII)
_MONTHS = 12
AMONG = 2
"""So many heads of a kind make a table wide."""
_WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a column of amounts says; a period that a book does not hold is a question."""

    column: Column
    period: str | None = None
    month: int | None = None
    quarter: int | None = None
    flow: str | None = None
    partner: str | None = None
    goods: str | None = None
    measure: str = "primary_value"
    total: bool = False
    derived: bool = False
    turnover: bool = False
    unit: Unit = field(default_factory=Unit)


@dataclass(frozen=True, slots=True)
class Wide:
    """The wide columns with what each says; `dropped` are columns that are no rows, with why; `asked` questions."""

    says: tuple[tuple[Head, dict[str, str]], ...] = ()
    keys: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()
    declared: bool = False


def read_head(column: Column) -> Head:
    """What the parts of a head say."""
    told: dict[str, object] = {}
    for part in column.parts:
        for key, value in _part(_bare(part)).items():
            told.setdefault(key, value)
    name = column.name
    told |= _amid_period(column, told)
    measure = _measure(name)
    unit = unit_in(name)
    derived = says("derived", name) or (
        told.get("period") is None and "/" in name and re.search(r"(?:19|20)\d\d/(?:19|20)\d\d", name)
    )
    return Head(
        column,
        measure=measure,
        unit=unit,
        derived=bool(derived),
        turnover=says("turnover", name) or (says("export", name) and says("import", name)),
        **told,  # type: ignore[arg-type]
    )


def _amid_period(column: Column, told: Mapping[str, object]) -> dict[str, object]:
    """The period of a head that names it amid other words; a question where it is none that a book holds."""
    whole = " ".join(map(_bare, column.parts))
    if marked := next((part for part in column.parts if _MARKED_YEAR.fullmatch(part)), None):
        return {"period": f"{ASKED}the head {flat(whole)}: is it {marked[:4]} with the mark of a footnote?"}
    exact = any(period_of(_bare(part)) not in (None, *years_in(part)) for part in column.parts)
    if not years_in(whole) or exact:
        return {}
    if is_odd_period(whole):
        return {"period": f"{ASKED}the head {flat(whole)} {QUESTION}", "total": False}
    if "period" not in told or {"month", "quarter"} & set(told):
        return {}
    return {"period": period_amid(whole) or f"{ASKED}the head {flat(whole)}: of which year, quarter or month?"}


def _bare(part: str) -> str:
    """A part of a head without the mark of a footnote."""
    return re.sub(r"[*¹²³]+$", "", part).strip()


def _measure(name: str) -> str:
    if says("weight", name) or says("gross", name):
        return "net_weight"
    unit = unit_in(name)
    if unit.weight and not unit.currency and not says("value", name):
        return "net_weight"
    return "quantity" if says("quantity", name) and not unit.currency and not says("value", name) else "primary_value"


def _part(text: str) -> dict[str, object]:
    """What one part of a head says."""
    if is_range(text):
        whole = len(years_in(text)) == 1 and all(pair == (1, _MONTHS) for pair in month_pairs(text))
        return {"period": years_in(text)[0]} if whole else {"total": True}
    told: dict[str, object] = {}
    if (period := period_of(text)) is not None:
        told["period"] = period
        if goods := goods_of(text):
            told["goods"] = goods
        return told
    if (month := month_of(text)) is not None:
        return {"month": month}
    if (quarter := quarter_of(text)) is not None:
        return {"quarter": quarter}
    if folded(text) in total_words("partners") | total_words("goods"):
        return {"total": True, "partner": WORLD, "goods": "TOTAL"}
    if (place := place_of(text)) is not None:
        return {"partner": place}
    if (goods := goods_of(text)) is not None and not (years_in(goods) and _is_of_year(text[len(goods) :])):
        return {"goods": goods}
    if (flow := flow_in(text)) is not None:
        told["flow"] = flow
    years = years_in(text)
    if len(years) == 1:
        told["period"] = years[0]
    elif says("total", text):
        told["total"] = True
    return told


def _is_of_year(text: str) -> bool:
    """Whether words behind four digits speak of a year, and not of goods: 2023 (revised), 2023 exports."""
    words = ("year qualifier", "export", "import", "value", "weight", "quantity", "derived", "total", "turnover")
    unit = unit_in(text)
    return bool(unit.currency or unit.weight) or any(says(kind, text) for kind in words)


def wide_of(
    amounts: Sequence[Column], *, has_period: bool, has_year: bool, year: str | None, has_goods: bool, has_partner: bool
) -> Wide:
    """How columns of amounts are wide, given what other columns tell; no columns where the table is long.

    `year` is what the title tells of months without a year; `has_year` that a column of years tells it.
    """
    heads = [read_head(column) for column in amounts]
    dropped = [(one.column.name, "a share, change or price") for one in heads if one.derived]
    dropped += [(one.column.name, "exports and imports together") for one in heads if one.turnover and not one.derived]
    dropped += [(one.column.name, "gross weight") for one in heads if says("gross", one.column.name)]
    names = {name for name, _ in dropped}
    left = [one for one in heads if one.column.name not in names]
    run = run_of(left)
    if run is not None and run.taken is None:
        dropped += [(name, REASON) for name in run.ends]
        left = [one for one in left if one.column.name not in run.ends]
    keys = _keys(left, has_period=has_period, has_year=has_year, has_goods=has_goods, has_partner=has_partner)
    if run is not None and run.taken is not None and not (has_period or has_year):
        return _running(left, run, keys, dropped, year)
    if run is not None and run.taken is not None:  # of several years: the whole year alone is a value of each
        return Wide(dropped=(*dropped, *((name, REASON) for name, end in run.ends.items() if end != _WHOLE_YEAR)))
    if not keys:
        return Wide(dropped=tuple(dropped))
    told: list[tuple[Head, dict[str, str]]] = []
    declared = False
    for one in left:
        says_what = _says(one, keys, year if not has_year else None)
        if says_what is not None and not _sums(one, left, keys):
            told.append((one, says_what))
            declared = declared or WORLD in says_what.values() or "TOTAL" in says_what.values()
        else:
            dropped.append((one.column.name, "a sum of other columns" if one.total or one.period else "not told"))
    if "flow" in keys:
        told, parts = without_parts(told, heads)
        dropped += parts
    return Wide(tuple(told), _ordered(told), tuple(dropped), _questions(told, keys, has_year, year), declared)


def _running(
    heads: Sequence[Head], run: Run, keys: Sequence[str], dropped: list[tuple[str, str]], year: str | None
) -> Wide:
    """A series that runs up from January by itself: of it one column, with a question unless it is the whole year."""
    others = tuple(key for key in keys if key not in ("period", "month", "quarter"))
    told: list[tuple[Head, dict[str, str]]] = []
    for one in heads:
        name = one.column.name
        says_what = _says(one, others, None) if run.ends.get(name) == run.taken else None
        if says_what is None:
            dropped.append((name, REASON if name in run.ends else "not told"))
        else:
            told.append((one, {"period": run.question(year_of(name) or year), **says_what}))
    return Wide(tuple(told), ("period", *others), tuple(dropped), _questions(told, ("period",), False, year))


def _keys(
    heads: Sequence[Head], *, has_period: bool, has_year: bool, has_goods: bool, has_partner: bool
) -> tuple[str, ...]:
    """What the heads tell apart."""
    keys = []
    periods = {one.period for one in heads if one.period}
    months = {one.month for one in heads if one.month}
    if len(months) >= AMONG or (months and all(one.month for one in heads)):
        keys.append("month")
    elif len({one.quarter for one in heads if one.quarter}) >= AMONG:
        keys.append("quarter")
    elif periods and not has_period and not has_year:
        keys.append("period")
    if len({one.flow for one in heads if one.flow}) == AMONG:
        keys.append("flow")
    if len({one.partner for one in heads if one.partner and one.partner != WORLD}) >= AMONG and not has_partner:
        keys.append("partner")
    coded = {one.goods for one in heads if one.goods and one.goods != "TOTAL"}
    if len(coded) >= AMONG and not has_goods and "period" not in keys:
        keys.append("goods")
    return tuple(keys)


def _says(one: Head, keys: Sequence[str], year: str | None) -> dict[str, str] | None:
    """What a column says of the keys; `None` where it says nothing of one of them."""
    told: dict[str, str] = {}
    for key in keys:
        if key in ("month", "quarter"):
            part = one.month if key == "month" else one.quarter
            if part is None:
                return None
            own = one.period if one.period and re.fullmatch(r"\d{4}", one.period) else year
            told |= {"period": f"{own}-{part:02}" if key == "month" else f"{own}-Q{part}"} if own else {key: str(part)}
        elif key == "period":
            if one.period is None:
                return None
            told["period"] = one.period
        elif key == "flow":
            if one.flow is None:
                return None
            told["flow"] = one.flow
        elif key == "partner":
            name = one.column.parts[-1] if one.partner is None else _part_of(one, "partner")
            told["partner"] = WORLD if one.partner == WORLD else name
        elif one.goods is None:
            return None
        else:
            told["commodity"] = one.goods
    return told


def _part_of(one: Head, key: str) -> str:
    """The part of a head that says a key, as it stands."""
    return next(part for part in one.column.parts if _part(_bare(part)).get(key) is not None)


def _sums(one: Head, heads: Sequence[Head], keys: Sequence[str]) -> bool:
    """Whether a column is the sum of others: a total beside periods, a year beside its months or quarters."""
    if one.total and not {"partner", "goods"} & set(keys) and not ("flow" in keys and one.flow):
        return True
    if "period" not in keys or one.period is None:
        return False
    if one.period.startswith(ASKED):
        periods = [other.period for other in heads if other.period and "-" in other.period[:5]]
        return any(
            sum(period.startswith(f"{year}-") for period in periods) >= AMONG for year in years_in(one.column.name)
        )
    finer = {other.period for other in heads if other.period and other.period != one.period}
    year = re.fullmatch(r"\d{4}", one.period) is not None
    parts = [period for period in finer if period.startswith(f"{one.period[:4]}-")]
    if year:
        return len(parts) >= AMONG
    return "Q" in one.period and sum("Q" not in period for period in parts) >= AMONG


def _ordered(told: Sequence[tuple[Head, dict[str, str]]]) -> tuple[str, ...]:
    return tuple(told[0][1]) if told else ()


def _questions(
    told: Sequence[tuple[Head, dict[str, str]]], keys: Sequence[str], has_year: bool, year: str | None
) -> tuple[str, ...]:
    """What cannot be told of wide columns: the year of months, columns that say the same."""
    asked = []
    if (
        {"month", "quarter"} & set(keys)
        and not has_year
        and year is None
        and any("period" not in one for _, one in told)
    ):
        asked.append("year")
    seen: set[tuple[object, ...]] = set()
    for head, one in told:
        key = (head.measure, *sorted(one.items()))
        if key in seen:
            asked.append(f"same:{head.column.name}")
        seen.add(key)
    return tuple(asked)
