"""Cells of tables → frames: a figure with what the heads of its row and column, the corner and the caption say.

Each slot takes the nearest head that fills it, so a row's goods come before those of the caption. Whose head was not
understood is left: a figure of "other countries", or of goods that no table knows, must not pass for one of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sverka.model.period import Period
from sverka.reading.candidates import Candidate
from sverka.reading.cell_heads import Head, HeadReader, Joined, joined
from sverka.reading.cell_kinds import Kind, kind_of, second_kind, series_of
from sverka.reading.cell_slots import (
    Found,
    flow_of,
    goods_of,
    is_of_other_goods,
    owner_of,
    partners_of,
    periods_of,
    trap_of,
)
from sverka.reading.cell_units import joined_unit, with_head_unit
from sverka.reading.discourse import Filled, State
from sverka.reading.document import Cell, Table
from sverka.reading.frames import Frame
from sverka.reading.heads import opens_with, says
from sverka.reading.kinds import AMOUNTS, COUNTED, PRICE
from sverka.reading.quantities import find_quantities
from sverka.reading.quantity import Quantity
from sverka.reading.resolved import Resolved
from sverka.reading.sentences import Sentence
from sverka.reading.table_facts import TableFacts, facts_of, weighed_by
from sverka.reading.view import View
from sverka.reference.goods import goods_hold

OTHERS = "a row of all that the table does not name"
PART = "a part of the row above, of another kind than the table's rows"
UNKNOWN_HEAD = "the head of its row or column was not understood"
BRACKETED = "a number in brackets, which may be a fall or a note"
NO_UNIT = "a number without a unit, and nothing to inherit one from"
OF_TABLE = "the total of a table on what the text is about"
TOTAL_SHARE = "the share of a total in itself"
_READ = frozenset({*AMOUNTS, "bare", "percent", "points", "multiple", "count"})
MONTHS = 12
_SECOND = frozenset({"percent", "multiple"})  # "$510m (+3%)"
_ORDER = ("heading", "caption", "corner", "column", "row", "figure")
_NO_SERIES = series_of(())


@dataclass(frozen=True, slots=True)
class CellReading:
    """A figure of a cell: the sentence of its heads, the number, and its frame or the reason why it has none."""

    sentence: Sentence
    quantity: Quantity
    frame: Frame | str
    column: int
    is_total: bool = False
    trades: bool = False


@dataclass(slots=True)
class TableReader:
    """Reads the cells of one table."""

    table: Table
    heads: HeadReader
    lang: str
    reporter: str | None
    facts: TableFacts = field(init=False)

    def __post_init__(self) -> None:
        self.facts = facts_of(self.table, self.heads, self.lang, self.reporter)

    def completed(self, resolved: Resolved, cell: CellReading, state: State, published_month: int | None) -> Resolved:
        """A figure with what the whole table tells: what totals are of, what shares and changes are measured in."""
        if cell.is_total:
            resolved = self._of_total(resolved, state)
        latest = max(self.facts.years, default=0)
        if published_month is not None and latest * MONTHS + MONTHS - 1 > published_month:
            resolved = self._to_date(resolved, state)
        unit = weighed_by(self.table, self.heads, cell.column) if resolved.kind in ("growth", "share") else None
        if unit is None or "measured_in" in resolved.slots:
            return resolved
        told = Filled(unit, "as the amounts beside it in the table", "own sentence", 0.6)
        return replace(resolved, slots={**resolved.slots, "measured_in": told})

    def _to_date(self, resolved: Resolved, state: State) -> Resolved:
        """A figure of a table over a year that was not over: it is of the months that the text is about.

        So is the year before, where the table has these two alone.
        """
        latest = max(self.facts.years)
        short = {latest, latest - 1} if len(self.facts.years) <= 2 else {latest}
        topic = next((f.value for f in (state.topic_period, state.period) if f is not None), None)
        if not isinstance(topic, Period) or topic.months >= MONTHS or topic.first_month % MONTHS:
            return resolved
        if topic.first_month // MONTHS != latest:
            return resolved
        slots = dict(resolved.slots)
        for name in ("period", "base"):
            told = slots[name].value if name in slots else None
            if isinstance(told, Period) and told.is_year and told.first_month // MONTHS in short:
                slots[name] = replace(slots[name], value=topic.shift(told.first_month - topic.first_month))
        return replace(resolved, slots=slots)

    def _of_total(self, resolved: Resolved, state: State) -> Resolved:
        """A figure of a row of totals: of what the text is about, where the table does not take that apart.

        Goods of the text are those of the total where they hold all goods of the table; so are its partners, where no
        row or column is of places.
        """
        slots = dict(resolved.slots)
        balance = ":" in str(resolved.value("flow"))
        topic = state.topic_goods if not balance else None
        if topic is not None and all(goods_hold(str(topic.value), one) for one in self.facts.goods):
            slots.setdefault("goods", replace(topic, rule=OF_TABLE))
        if state.topic_partners is not None and not self.facts.names_places:
            slots.setdefault("partners", replace(state.topic_partners, rule=OF_TABLE))
        return replace(resolved, slots=slots)

    def read(self) -> Iterator[CellReading]:
        """Each figure of the table, in order."""
        for cell in self.table.cells:
            figure = self.heads.sentence((cell.start, cell.end))
            found = find_quantities(figure, (), self.lang) if figure is not None else ()
            if figure is None or not found or found[0].kind not in _READ:
                continue
            heads = self.heads.of_cell(self.table, cell)
            total = any(head.where == "row" and says(head.sentence, self.lang, "total") for head in heads)
            trades = any(head.sentence.of_role("flow_noun", "balance") for head in heads)
            yield self._reading(_Cell(self, cell, figure, heads, total), found[0], trades)
            for quantity in found[1:]:
                if quantity.kind in _SECOND:
                    yield self._reading(_Cell(self, cell, figure, heads, total, is_second=True), quantity, trades)

    def _reading(self, cell: _Cell, quantity: Quantity, trades: bool) -> CellReading:
        read = cell.frame(quantity)
        if isinstance(read, str):
            return CellReading(cell.figure, quantity, read, cell.cell.column, cell.is_total, trades)
        return CellReading(read.view.sentence, read.view.quantity, read, cell.cell.column, cell.is_total, trades)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One figure with its heads, nearest first."""

    table: TableReader
    cell: Cell
    figure: Sentence
    heads: tuple[Head, ...]
    is_total: bool
    is_second: bool = False

    def frame(self, quantity: Quantity) -> Frame | str:
        """The frame of the figure, or the reason why it has none."""
        told = self._told(quantity)
        if isinstance(told, str):
            return told
        measured, teller = told
        flow = self._flow(measured, teller)
        reason = flow if isinstance(flow, str) else self._unread(flow is not None, teller)
        if reason is not None or isinstance(flow, str):
            return reason or UNKNOWN_HEAD
        series = self.table.facts.series.get(teller.span, _NO_SERIES) if teller is not None else _NO_SERIES
        second = second_kind(measured) if self.is_second else None
        kind = second or kind_of(measured, self.heads, teller, series, self.table.lang)
        if isinstance(kind, str):
            return kind
        if kind.vote.kind == "share" and self.is_total:
            return TOTAL_SHARE
        if flow is not None and ":" in str(flow.value) and kind.vote.kind == "level":
            kind = replace(kind, vote=replace(kind.vote, kind="balance", rule="a word of balance in a head"))
        return self._frame(kind, flow)

    def _flow(self, measured: Quantity, teller: Head | None) -> Found | str | None:
        """The flow; of a number of destinations or suppliers, unless one is named, the exports or the imports."""
        flow = flow_of(self.heads, self.table.lang)
        heads = teller.sentence.of_role("rank_head") if measured.kind == "count" and teller is not None else ()
        narrow = next((t for t in heads if t.value in ("export", "import")), None)
        if teller is None or narrow is None or (isinstance(flow, Found) and flow.value != "turnover"):
            return flow
        return Found(teller, narrow.value, "what is counted", narrow.first, narrow.last)

    def _told(self, quantity: Quantity) -> tuple[Quantity, Head | None] | str:
        """The figure with the unit of its heads, and the head that tells it."""
        trap = trap_of(self.heads)
        if trap is not None:
            return trap
        unit = joined_unit([head.unit for head in self.heads if head.unit is not None])
        if unit is not None and unit.is_ratio:
            return PRICE
        if self.figure.low(quantity.core_first - 1) == "(" and quantity.core_first == 1:
            return BRACKETED
        counted = next((head for head in self.heads if self._counts(head)), None) if quantity.kind == "bare" else None
        if counted is not None:
            return self._counted(quantity, counted)
        measured = with_head_unit(quantity, unit)
        if measured.kind == "bare":
            return NO_UNIT
        teller = next(
            (head for head in self.heads if head.unit is not None and head.unit.kind == measured.kind),
            None,
        )
        return measured, teller if quantity.kind == "bare" else None

    def _counts(self, head: Head) -> bool:
        """Whether a row or a column says of what it is the number, and in no unit: "Number of destinations"."""
        near = head.where in ("row", "column") and head.unit is None
        return near and says(head.sentence, self.table.lang, "number")

    def _counted(self, quantity: Quantity, head: Head) -> tuple[Quantity, Head | None] | str:
        heads = head.sentence.of_role("count_head")
        return (replace(quantity, kind="count", unit=heads[0].value), head) if heads else COUNTED

    def _unread(self, flows: bool, teller: Head | None) -> str | None:
        """Why the heads do not tell what the figure is of: a row of others, words that nothing is known of."""
        lang = self.table.lang
        rows = [head for head in self.heads if head.where == "row"]
        if rows and all(head.is_unit_alone for head in rows):
            return UNKNOWN_HEAD
        for head in self.heads:
            if head.where == "row" and opens_with(head.sentence, lang, "others"):
                return OTHERS
            if head.where == "row" and opens_with(head.sentence, lang, "part") and self._is_of_other_kind(head):
                return PART
            if head.where == "row" and is_of_other_goods(head, lang):
                return UNKNOWN_HEAD
            far = head.where not in ("row", "column") and (flows or head is not teller)
            if head.is_unknown and not far and not self._names(head):
                return UNKNOWN_HEAD
        return None

    def _is_of_other_kind(self, head: Head) -> bool:
        return bool(goods_of(head)) == self.table.facts.of_places and bool(head.places) != self.table.facts.of_places

    def _names(self, head: Head) -> bool:
        named = bool(head.times or head.sentence.of_role("flow_noun", "balance") or goods_of(head))
        named = named or (bool(head.places) and head.where != "row")
        told = head.where != "row" and head.sentence.of_role("share", "change")
        return named or bool(told) or says(head.sentence, self.table.lang, "total")

    def _frame(self, kind: Kind, flow: Found | None) -> Frame:
        reporter = self.table.reporter
        goods = next((found for head in self.heads if (found := goods_of(head))), None)
        owner = next(
            (f for head in self.heads if (f := owner_of(head, reporter, rows_trade=self.table.facts.rows_trade))), None
        )
        partner = next((found for head in self.heads if (found := partners_of(head, reporter))), None)
        if partner is not None and owner is not None and partner.head is owner.head and self.table.facts.rows_trade:
            partner = None
        beside = tuple(self.table.heads.of_columns(self.table.table, self.cell.column))
        if not any(head.periods for head in beside):
            beside = self.table.facts.dated_rows
        periods, bases = periods_of(self.heads, beside, changes=kind.vote.kind in ("growth", "comparison"))
        slots = [flow, goods, owner, partner, *periods, *bases]
        used = [found.head for found in slots if found is not None]
        chosen = _in_order([*used, *(head for head in self.heads if head.where == "row")])
        whole, at = joined(chosen, self.figure)
        tokens = len(whole.sentence.tokens)
        view = View(whole.sentence, _shifted(kind.quantity, at), 0, tokens, whole.times, (), self.table.lang)
        return Frame(
            view,
            kind.vote,
            None,
            flow=_candidates(whole, flow),
            partners=_candidates(whole, partner),
            reporter=_candidates(whole, owner),
            goods=_candidates(whole, goods),
            period=_candidates(whole, *periods),
            base=_candidates(whole, *bases),
            direction=kind.direction,
        )


def _candidates(whole: Joined, *found: Found | None) -> tuple[Candidate, ...]:
    return tuple(one.candidate(whole, cost) for cost, one in enumerate(found) if one is not None)


def _in_order(heads: Sequence[Head]) -> list[Head]:
    """Heads each once, from the caption to the row, as a sentence would tell them."""
    unique = {id(head): head for head in heads}
    return sorted(unique.values(), key=lambda head: _ORDER.index(head.where))


def _shifted(quantity: Quantity, at: int) -> Quantity:
    return replace(
        quantity,
        first=quantity.first + at,
        last=quantity.last + at,
        core_first=quantity.core_first + at,
        core_last=quantity.core_last + at,
    )
