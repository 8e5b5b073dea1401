"""Declared totals answer where they are declared, parts where they are not, whatever tree of both there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sverka.measuring.building import LegPlan, build_series
from sverka.measuring.cube import OF_TOTALS
from sverka.measuring.expression import NO_HS, TOLD, TOTAL_GOODS, encode_code, encode_commodity
from sverka.measuring.series import Series, SeriesKey
from sverka.measuring.slicing import Place, goods_of, summed
from sverka.model.slices import Flow, Members

MONTH = 2023 * 12
PARTNERS = ("CN", "RU", "KZ")
TREE = {
    "TOTAL": ("27", "74", "other"),
    "27": ("2709", "2710"),
    "2709": ("270900",),
    "2710": ("271012", "271019"),
    "74": ("740311",),
}
CODES = ("TOTAL", "27", "74", "other", "2709", "2710", "270900", "271012", "271019", "740311")
AMOUNT = st.integers(-(10**9), 10**12)
Cell = tuple[str, str]


@dataclass(frozen=True)
class Model:
    """Parts and declared totals of one month by partner and code, and by plain recursion what each cell comes to."""

    parts: dict[Cell, int]
    declared: dict[Cell, int]

    def of_partner(self, partner: str, code: str) -> int:
        """A partner's cell: what is declared, else its own part and the cells below."""
        if (partner, code) in self.declared:
            return self.declared[partner, code]
        below = sum(self.of_partner(partner, child) for child in TREE.get(code, ()))
        return self.parts.get((partner, code), 0) + below

    def of_all(self, code: str) -> int:
        """The cell of the world: what is declared, else its partners, corrected by the world's finer cells."""
        if ("world", code) in self.declared:
            return self.declared["world", code]
        more = sum(self.of_all(child) - self.of_partners(child) for child in TREE.get(code, ()))
        return self.of_partners(code) + more

    def of_partners(self, code: str) -> int:
        return sum(self.of_partner(partner, code) for partner in PARTNERS)


CELLS = st.dictionaries(st.tuples(st.sampled_from(PARTNERS), st.sampled_from(CODES)), AMOUNT, max_size=12)
DECLARED = st.dictionaries(
    st.tuples(st.sampled_from((*PARTNERS, "world")), st.sampled_from([one for one in CODES if one != "other"])),
    AMOUNT,
    max_size=12,
)
MODELS = st.builds(Model, CELLS.filter(bool), DECLARED)


def number_of(code: str) -> int:
    return {"other": NO_HS, "TOTAL": TOTAL_GOODS}.get(code) or encode_commodity(code)


def rows_of(cells: dict[Cell, int], told: Callable[[Cell], int]) -> list[tuple[int, ...]]:
    return [
        (0, MONTH, encode_code(who), number_of(code), 0, value, 0, 0, 0, 1, told((who, code)))
        for (who, code), value in cells.items()
    ]


def series_of(model: Model) -> Series:
    """The series of a model, as a query of the engine would bring it."""
    names = ("leg", "period", "partner", "commodity", "unit", "value", "weight", "weighed", "quantity", "rows", TOLD)
    rows = rows_of(model.parts, lambda _: 0) + rows_of(model.declared, lambda cell: -1 if cell[0] == "world" else 1)
    columns = {name: np.array([row[at] for row in rows], dtype=np.int64) for at, name in enumerate(names)}
    leg = LegPlan(SeriesKey("comtrade", "A", "USD"), Flow.EXPORT, "HS2017", "FOB", frozenset(), (), False)
    (series,) = build_series(_NoSources(), [leg], columns, "KZ")  # type: ignore[arg-type]
    return series


class _NoSources:
    unread = entries = ()

    def about(self) -> dict[str, Any]:
        return {}


def total(series: Series, partners: Iterable[str] | None, *goods: str, without: Iterable[str] = ()) -> int:
    """What the cube says of a slice, whether or not anything is recorded of it."""
    from sverka.measuring.slicing import ALL_GOODS, _keys

    members = Members.of(*goods, exclude=tuple(without))
    ranges = (ALL_GOODS,) if members.is_all else _keys(members)
    chosen = None if partners is None else series.partner_positions(Flow.EXPORT, frozenset(partners))
    return summed(series, [Place(Flow.EXPORT, (0,), chosen, ranges)]).value


@given(MODELS)
def test_each_cell_comes_to_what_is_declared_or_to_its_parts(model: Model) -> None:
    series = series_of(model)
    for code in CODES:
        goods = () if code == "TOTAL" else (code,)
        if code != "other":
            assert total(series, None, *goods) == model.of_all(code)
            for partner in PARTNERS:
                assert total(series, [partner], *goods) == model.of_partner(partner, code)
    for cell, value in model.declared.items():
        whose = None if cell[0] == "world" else [cell[0]]
        assert total(series, whose, *(() if cell[1] == "TOTAL" else (cell[1],))) == value


@given(MODELS, st.sampled_from(PARTNERS), st.sampled_from(["27", "74", "2709", "271012"]))
def test_slices_that_are_apart_add_up(model: Model, partner: str, code: str) -> None:
    series = series_of(model)
    others = {"world", *PARTNERS} - {partner}
    assert total(series, others) == model.of_all("TOTAL") - model.of_partner(partner, "TOTAL")
    assert total(series, None, without=[code]) == model.of_all("TOTAL") - model.of_all(code)
    assert total(series, [partner], without=[code]) + total(series, [partner], code) == total(series, [partner])
    assert total(series, None, "27", "74") == total(series, None, "27-74") == model.of_all("27") + model.of_all("74")


@given(CELLS.filter(bool))
def test_without_declared_totals_there_is_nothing_of_them(parts: dict[Cell, int]) -> None:
    series = series_of(Model(parts, {}))
    block = series.blocks[Flow.EXPORT]
    assert (block.has_totals, dict(series.declared), block.size) == (False, {}, len(parts))
    assert not set(block.groups()) & set(OF_TOTALS)


@given(MODELS)
def test_totals_by_code_and_partner_are_those_of_their_slices(model: Model) -> None:
    series = series_of(model)
    block = series.blocks[Flow.EXPORT]
    everything = goods_of(series, Flow.EXPORT, Members.of())
    by_partner = dict(zip(series.partner_codes(Flow.EXPORT), block.by_partner((0,), everything), strict=True))
    for partner in PARTNERS:
        assert by_partner.get(partner, 0) == model.of_partner(partner, "TOTAL")
    codes, sums = block.by_commodity((0,), None, everything, 2)
    found = {str(code): int(value) for code, value in zip(codes, sums, strict=True)}
    for code in ("27", "74"):
        assert found.get(code, 0) == model.of_all(code)
