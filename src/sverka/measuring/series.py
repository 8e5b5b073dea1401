"""Series: what one source records of a reporter, with what its totals mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from sverka.measuring.cube import Block
from sverka.measuring.declared import last_place, quantity_remainders
from sverka.measuring.expression import decode_code, encode_code
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.recording.about import About
from sverka.recording.columns import HS_BASED
from sverka.recording.unread import Unread

MONTHS_OF = {"A": 12, "Q": 3, "M": 1}
HS = "HS"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a flow's figures of some years are: the classification and its edition, the valuation."""

    flow: Flow
    first_year: int
    last_year: int
    classification: str
    valuation: str
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """One source at one frequency in one currency."""

    source: str
    frequency: str
    currency: str

    def __str__(self) -> str:
        return f"{self.source}/{self.frequency}/{self.currency}"


@dataclass(frozen=True)
class Series:
    """What one source records of one reporter; `blocks` has the flows that are recorded.

    `columns` are the recorded parts, `declared` the declared totals of the flows that have any beside parts,
    `contested` the rows of totals that are declared with different values. `many` names the partners that are several
    or none, by own code: they are in every sum, and never ranked or counted. `telling(column)` is the series of those
    rows alone that have a value in a column.
    """

    key: SeriesKey
    about: About
    blocks: Mapping[Flow, Block]
    columns: Mapping[Flow, Mapping[str, Any]]
    definitions: tuple[Definition, ...]
    declared: Mapping[Flow, Mapping[str, Any]] = field(default_factory=dict)
    contested: Mapping[Flow, Mapping[str, Any]] = field(default_factory=dict)
    reporter: str = ""
    unread: tuple[Unread, ...] = ()
    many: Mapping[str, str] = field(default_factory=dict)
    telling: Callable[[str], Series | None] | None = field(default=None, repr=False, compare=False)
    _positions: dict[tuple[Flow, str], Any] = field(default_factory=dict, repr=False)

    @property
    def months(self) -> int:
        """How many months each recorded period has."""
        return MONTHS_OF[self.key.frequency]

    @property
    def is_hs(self) -> bool:
        """Whether goods can be asked for by HS code."""
        return all(one.classification.startswith(HS_BASED) for one in self.definitions)

    @cached_property
    def depths(self) -> Mapping[Flow, int]:
        """How many digits the finest goods of each flow have; of turnover those of the coarser flow. 0: no codes."""
        finest = {flow: block.lengths for flow, block in self.blocks.items()} if self.is_hs else {}
        found = {flow: int(lengths[-1]) for flow, lengths in finest.items() if len(lengths)}
        least = min(found.values(), default=0)
        return {Flow.EXPORT: 0, Flow.IMPORT: 0, **found, Flow.TURNOVER: least}

    def recorded(self, flow: Flow) -> tuple[int, ...]:
        """The first months of the recorded periods of a flow, ascending."""
        block = self.blocks.get(flow)
        return () if block is None else tuple(int(month) for month in block.periods)

    def positions(self, flow: Flow, period: Period) -> list[int] | None:
        """Where in the block the periods lie that make up `period`; `None` where some of it is not recorded."""
        block = self.blocks.get(flow)
        if block is None or period.months % self.months or (period.first_month % self.months):
            return None
        wanted = np.arange(period.first_month, period.last_month + 1, self.months)
        at = np.searchsorted(block.periods, wanted)
        if at[-1] >= len(block.periods) or not (block.periods[at] == wanted).all():
            return None
        return [int(one) for one in at]

    def missing(self, flow: Flow, period: Period) -> tuple[int, ...]:
        """The first months of the parts of a period that are not recorded."""
        have = set(self.recorded(flow))
        return tuple(m for m in range(period.first_month, period.last_month + 1, self.months) if m not in have)

    def whole_years(self, flow: Flow) -> tuple[int, ...]:
        """The calendar years of which every month is recorded."""
        have = set(self.recorded(flow))
        years = sorted({month // 12 for month in have})
        return tuple(y for y in years if all(y * 12 + m in have for m in range(0, 12, self.months)))

    def partner_positions(self, flow: Flow, codes: frozenset[str]) -> Any:
        """Where in the block the partners with these codes lie; those that it does not have are left out."""
        block = self.blocks[flow]
        wanted = np.array(sorted(encode_code(code) for code in codes), dtype=np.int64)
        at = np.searchsorted(block.partners, wanted)
        inside = at < len(block.partners)
        found = inside & (block.partners[np.minimum(at, len(block.partners) - 1)] == wanted)
        return at[found]

    def partner_codes(self, flow: Flow) -> tuple[str, ...]:
        """The codes of the partners of a flow, in the order of the block."""
        block = self.blocks.get(flow)
        return () if block is None else tuple(decode_code(int(number)) for number in block.partners)

    @cached_property
    def last_places(self) -> Mapping[Flow, int]:
        """For each flow with declared totals, the last decimal place of its values, in hundredths."""
        return {
            flow: last_place(np.concatenate([self.columns[flow]["value"], totals["value"]]))
            for flow, totals in self.declared.items()
        }

    @cached_property
    def units(self) -> Mapping[Flow, Mapping[str, Block]]:
        """For each flow and supplementary unit, the block of the rows that are counted in it.

        Under the empty name it has that of all rows, where declared totals have quantities.
        """
        return {flow: dict(self._units(flow)) for flow in self.columns}

    def _units(self, flow: Flow) -> Iterator[tuple[str, Block]]:
        parts, totals = self.columns[flow], self.declared.get(flow)
        told = None if totals is None else {name: values[totals["unit"] != 0] for name, values in totals.items()}
        found = set(np.unique(parts["unit"]).tolist()) - {0}
        if told is None or not len(told["unit"]):
            for number in found:
                yield decode_code(number), _block({name: one[parts["unit"] == number] for name, one in parts.items()})
            return
        for number in sorted(found | set(told["unit"].tolist())):
            chosen = {name: one[parts["unit"] == number] for name, one in parts.items()}
            yield decode_code(number), _block(chosen, quantity_remainders(chosen, told, number))
        yield "", _block(parts, quantity_remainders(parts, told, None))


def _block(columns: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> Block:
    rows = columns if more is None else {name: np.concatenate([columns[name], more[name]]) for name in more}
    return Block(rows["period"], rows["partner"], rows["commodity"], rows)
