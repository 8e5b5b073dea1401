"""Rows that the key of a table does not tell apart, and the unread columns that do: which rows are to be taken.

Rows of detail (several posts, companies, declarations) are parts and add up. Rows that are the same trade counted
another way (adjusted and unadjusted, value and tonnes, all modes beside each) do not: a total by itself is taken where
every key has exactly one and the others are not more than it; anything else is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sverka.recording.drafting.columns import Column
from sverka.recording.drafting.roles import are_months
from sverka.recording.drafting.toml import flat, seen
from sverka.recording.drafting.words import flow_of, number_of, says, unit_in
from sverka.recording.lookup_sql import folded
from sverka.recording.total_names import beside_total
from sverka.recording.total_words import total_words

if TYPE_CHECKING:
    from sverka.recording.drafting.facts import Facts

FEW = 12
"""Up to so many values a column of a name that says nothing may be of another way to count."""
_TOLD_WAYS = ("another way", "measure column", "unit column", "detail column", "flow column", "goods", "currency")
"""Kinds of columns of which it is understood what they tell apart."""
_COUNTS = ("quantity", "of quantity", "weight", "number", "total")
"""Kinds of columns whose small numbers are no months."""
MAX_WHERE = 30
ROUNDING = 0.005
NEAR = 1.25
"""Two ways to count one trade are seldom farther apart."""


@dataclass(slots=True)
class Cuts:
    """By column the values whose rows are taken, why so, and what must be asked."""

    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)
    asked: dict[str, str] = field(default_factory=dict)


def cuts_of(facts: Facts) -> Cuts:
    """Which rows are taken, and what the file does not tell of them."""
    cut = _Cutter(facts)
    cut.flows()
    cut.measures()
    cut.months()
    cut.wholes()
    cut.doubts()
    return cut.cuts


def is_whole(text: str) -> bool:
    """Whether a value stands for all others of its column.

    >>> is_whole("All modes"), is_whole("Все виды транспорта"), is_whole("Allied"), is_whole("Sea")
    (True, True, False, False)
    >>> is_whole("Todos"), is_whole("Insgesamt"), is_whole("Alle Verkehrszweige"), is_whole("合计")
    (True, True, True, True)
    """
    known = folded(text) in total_words("partners") | total_words("goods")
    return known or says("total", text) or says("whole", text) or beside_total(text) is not None


class _Cutter:
    """Goes through the columns that are not in the key, with the rows that are still taken."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.cuts = facts, Cuts()
        roles = facts.roles
        parts = (roles.reporter, roles.partner, roles.period, roles.year, roles.month, roles.quarter, roles.goods)
        self.labels = [column.values for column in parts if column is not None]
        self.amounts = [
            [number_of(text, facts.decimal[0] or ".") for text in column.values] for column in _valued(facts)
        ]
        self.rows = list(range(len(facts.found.rows)))
        self.meanings: list[Sequence[str | None]] = []

    def flows(self) -> None:
        """Texts of the column of flows: those that mean one, and of several for one flow the whole, or a question."""
        column = self.facts.roles.flow
        if column is None:
            return
        by_flow: dict[str, list[str]] = {}
        for text, meant in column.flows.items():
            if meant is not None:
                by_flow.setdefault(meant, []).append(text)
        words = tuple(text for text, meant in column.flows.items() if meant is not None)
        if words and len(words) < len(column.flows):
            self._keep(column, words)
        self.meanings = [[flow_of(text) for text in column.values]]
        if self._units_differ(by_flow) or self._splits(column):
            self._of_one_flow(column, by_flow)

    def _units_differ(self, by_flow: dict[str, list[str]]) -> bool:
        return any(len({unit_in(text) for text in texts}) > 1 for texts in by_flow.values() if len(texts) > 1)

    def _of_one_flow(self, column: Column, by_flow: dict[str, list[str]]) -> None:
        kept = [texts if len(texts) == 1 else list(filter(is_whole, texts)) for texts in by_flow.values()]
        words = tuple(text for texts in kept for text in texts)
        if all(len(texts) == 1 for texts in kept) and self._adds_up(column, words, ()):
            self._keep_whole(column, words)
        else:
            self._ask(column)

    def measures(self) -> None:
        """Columns that say what a row measures: of several the one value of trade, or a question."""
        for column in self.facts.roles.left:
            if len(column.told) < 2 or not _measures(self.facts, column):
                continue
            money = [text for text in column.told if unit_in(text).currency or says("value", text)]
            if len(money) == 1 and not column.numeric:
                self._keep(column, (money[0],))
            elif len({unit_in(text) for text in column.told}) > 1 or column.numeric or self._splits(column):
                self._ask(column)

    def months(self) -> None:
        """Columns that may be the month of a year that is taken for the period."""
        period = self.facts.roles.period
        if period is None or not period.years:
            return
        known = {column.name for column in (*self.facts.values, *_valued(self.facts))}
        known |= {name for name, _ in self.facts.wide.dropped}
        numbers = (one for one in self.facts.amounts if one.name not in known and not _is_amount(one))
        for column in dict.fromkeys((*self.facts.roles.left, *numbers)):
            if len(column.told) > 1 and are_months(column) and column.name not in self.cuts.asked:
                self._ask(column)

    def wholes(self) -> None:
        """Totals among the values of other columns, each taken by itself where it holds what the others add up to."""
        while (open_ := self._open()) and (found := self._whole_among(open_)) is not None:
            self._keep_whole(*found)

    def _whole_among(self, open_: Sequence[Column]) -> tuple[Column, tuple[str, ...]] | None:
        for column in open_:
            wholes = tuple(filter(is_whole, column.told))
            others = [one for one in open_ if one is not column and not self._alike(one, column)]
            if len(wholes) == 1 and self._adds_up(column, wholes, others):
                return column, wholes
        return None

    def doubts(self) -> None:
        """A question on each column that may be of another way to count."""
        open_ = self._open()
        identified = any(column.named("detail column") and self._identifies(column) for column in open_)
        for column in open_:
            if column is self.facts.roles.goods_names:
                continue
            if _doubtful(column, identified) or self._outweighs(column):
                self._ask(column)

    def _open(self) -> list[Column]:
        """The columns that tell rows of one key apart, and are neither decided nor asked yet."""
        settled = {*self.cuts.kept, *self.cuts.asked}
        return [column for column in _unread(self.facts) if column.name not in settled and self._splits(column)]

    def _groups(self, *more: Column) -> list[list[int]]:
        by_key: dict[tuple[str | None, ...], list[int]] = {}
        labels = [*self.labels, *self.meanings, *(column.values for column in more)]
        for at in self.rows:
            by_key.setdefault(tuple(values[at] for values in labels), []).append(at)
        return list(by_key.values())

    def _splits(self, column: Column) -> bool:
        return any(len({column.values[at] for at in group}) > 1 for group in self._groups())

    def _identifies(self, column: Column) -> bool:
        return all(len(group) == 1 for group in self._groups(column))

    def _alike(self, one: Column, other: Column) -> bool:
        """Whether two columns say the same in other words, such as a code beside its name."""
        pairs = {(one.values[at], other.values[at]) for at in self.rows}
        return len(pairs) == len({text for text, _ in pairs}) == len({text for _, text in pairs})

    def _adds_up(self, column: Column, wholes: Sequence[str], others: Sequence[Column]) -> bool:
        """Whether every key has one row of the whole, and the others of the key are not more than it."""
        for group in self._groups(*others):
            whole = [at for at in group if column.values[at] in wholes]
            if len(whole) != 1:
                return False
            for numbers in self.amounts:
                total = numbers[whole[0]]
                parts = sum(numbers[at] or 0.0 for at in group if at != whole[0])
                if parts > (total or 0.0) * (1 + ROUNDING):
                    return False
        return True

    def _outweighs(self, column: Column) -> bool:
        """Whether a value that most keys have is near what the others of its key come to, in each: a total beside its
        parts, or one trade counted twice. Where there are many values, it must be the same as several others.
        """
        if column.named("place of detail"):
            return False
        few = len(column.told) <= FEW
        keys = [sums for group in self._groups() if len(sums := self._sums(column, group)) > 1]
        for text in dict.fromkeys(text for sums in keys for text in sums):
            held = [(sums[text], sum(sums.values()) - sums[text], len(sums) - 1) for sums in keys if text in sums]
            equal = all(abs(amount - others) <= ROUNDING * others for amount, others, _ in held)
            near = few and all(amount <= others * NEAR and others <= amount * NEAR for amount, others, _ in held)
            if 2 * len(held) > len(keys) and (near or (equal and max(parts for _, _, parts in held) > 1)):
                return True
        return False

    def _sums(self, column: Column, group: Sequence[int]) -> dict[str, float]:
        """The amounts of one key by the values of a column."""
        sums: dict[str, float] = {}
        for numbers in self.amounts[:1]:
            for at in group:
                sums[column.values[at]] = sums.get(column.values[at], 0.0) + (numbers[at] or 0.0)
        return sums

    def _keep(self, column: Column, words: tuple[str, ...]) -> None:
        self.cuts.kept[column.name] = words
        self.rows = [at for at in self.rows if column.values[at] in words]

    def _keep_whole(self, column: Column, words: tuple[str, ...]) -> None:
        self._keep(column, words)
        told = f"{flat(column.name)}: {seen(words)} is taken, of which the others are parts: every key has one such row"
        self.cuts.why.append(told)

    def _ask(self, column: Column) -> None:
        name = flat(column.name)
        said = f"the column {name} says {seen(column.told)}, which may be one trade told several ways"
        if not any(column.named(kind) for kind in _TOLD_WAYS) and not any(map(is_whole, column.told)):
            which = "where these are partners, periods, goods or values, name it in that section and take this line out"
            said = f"the column {name} says {seen(column.told)} and is not understood; {which}; else"
        self.cuts.asked[column.name] = f"{said}: rows of which of them are to be loaded?"


def _is_amount(column: Column) -> bool:
    """Whether the head of a column of numbers says what they are, were it the period that they are of."""
    return column.names_period or any(map(column.named, _COUNTS))


def _valued(facts: Facts) -> list[Column]:
    heads = [head.column for head, _ in facts.wide.says if head.measure == "primary_value"]
    value = facts.roles.value
    return heads or ([value] if value is not None else list(facts.roles.rivals))


def _unread(facts: Facts) -> list[Column]:
    """The columns that may tell rows apart and that the draft does not read."""
    names = [facts.roles.goods_names] if facts.roles.goods_names and facts.roles.goods is None else []
    currency = [facts.roles.currency] if facts.roles.currency else []
    used = {column.name for column in facts.values}
    coded = [
        column
        for column in facts.amounts
        if column.name not in used and (column.named("detail column") or column.named("another way"))
    ]
    columns = [*facts.roles.left, *names, *currency, *(column for column in coded if len(column.told) <= FEW)]
    return [column for column in columns if len({*column.values}) > 1 and not _of_quantity(column)]


def _of_quantity(column: Column) -> bool:
    return column.named("of quantity") and column.named("unit column")


def _measures(facts: Facts, column: Column) -> bool:
    """Whether a column says what a row measures, or in which unit, and not the unit of a quantity beside the value."""
    if column.named("of quantity") or not (column.named("measure column") or column.named("unit column")):
        return False
    other = facts.roles.quantity or facts.roles.weight
    money = any(unit_in(text).currency or unit_in(text).scale or says("value", text) for text in column.told)
    return other is None or money or column.named("scale column")


def _doubtful(column: Column, identified: bool) -> bool:
    """Whether a column that tells rows of one key apart may be of another way to count, and not of their parts."""
    few = len(column.told) <= MAX_WHERE
    if few and (column.named("another way") or any(says("another way", text) for text in column.told)):
        return True
    if any(map(is_whole, column.told)):
        return True
    return not (column.named("detail column") or identified) and len(column.told) <= FEW
