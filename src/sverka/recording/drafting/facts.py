"""What a draft rests on: the table that was found, its columns with their roles, and what is told around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sverka.recording.columns import WORLD
from sverka.recording.drafting.columns import Column, columns_of, is_amount
from sverka.recording.drafting.cuts import Cuts, cuts_of
from sverka.recording.drafting.heads import Wide, wide_of
from sverka.recording.drafting.roles import MOST_FLOWS, Roles, roles_of, values_of
from sverka.recording.drafting.sample import Found
from sverka.recording.drafting.telling import unit_told, year_told
from sverka.recording.drafting.units import Beside, shared_unit, unit_beside, unit_choices
from sverka.recording.drafting.words import DASHES, Unit, decimal_of, goods_of, number_of, place_of, unit_in
from sverka.recording.group_totals import is_group, totals_among
from sverka.recording.intake.files import shown_name
from sverka.recording.total_names import beside_total, may_be_total

ROUNDING = 0.005
_NOTHING = Column(0, "", ())


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user said of the table: whose trade it is, its flow, the unit of its values."""

    reporter: str | None = None
    flow: str | None = None
    unit: Unit = field(default_factory=Unit)


@dataclass(frozen=True)
class Facts:
    """All that is known of a table before its draft is written."""

    found: Found
    wishes: Wishes

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that hold anything."""
        return columns_of(self.found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the sheet and the file are called."""
        sheet = (self.found.sample.sheet,) if self.found.sample.sheet else ()
        return (*sheet, shown_name(self.found.sample.file))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Titles and notes, then the names of sheet and file."""
        return (*self.found.texts, *self.names)

    @cached_property
    def amounts(self) -> list[Column]:
        """The columns that may hold amounts."""
        # One column with a code for its name holds codes; several hold amounts of these goods.
        coded = [one for one in self.columns if one.numeric and any(goods_of(part) for part in one.parts)]
        return [column for column in self.columns if is_amount(column) or (len(coded) > 1 and column in coded)]

    @cached_property
    def roles(self) -> Roles:
        """Which column is what."""
        roles = roles_of([column for column in self.columns if column not in self.amounts])
        if not self.wide.says:
            dropped = {name for name, _ in self.wide.dropped}
            amounts = [column for column in self.amounts if column.name not in dropped]
            values_of(roles, amounts, self.wishes.unit.currency)
        return roles

    @cached_property
    def wide(self) -> Wide:
        """How the table is wide."""
        roles = roles_of([column for column in self.columns if column not in self.amounts])
        return wide_of(
            self.amounts,
            has_period=roles.period is not None and not roles.period.years,
            has_year=roles.year is not None or (roles.period is not None and roles.period.years),
            year=year_told(self.found.above) or year_told(self.names),
            has_goods=roles.goods is not None,
            has_partner=roles.partner is not None,
        )

    @cached_property
    def values(self) -> list[Column]:
        """The columns of values, weights and quantities that are read."""
        roles = self.roles
        of_roles = [column for column in (roles.value, roles.weight, roles.quantity, *roles.rivals) if column]
        return [head.column for head, _ in self.wide.says] or of_roles

    @cached_property
    def decimal(self) -> tuple[str | None, str | None]:
        """The decimal mark, and a number that leaves it open; cells that a workbook keeps as numbers leave nothing."""
        told = [decimal_of(column.told) for column in self.values]
        marks = {mark for mark, _ in told if mark is not None and any(mark in text for text in self._all_values)}
        doubt = next((doubt for _, doubt in told if doubt), None)
        if len(marks) == 1 and not any(mark is None and doubt == "1.5 beside 1,5" for mark, doubt in told):
            return marks.pop(), None
        if self.found.sample.sheet is not None and not any("," in text for text in self._all_values):
            return ".", None
        return (None, doubt) if doubt or len(marks) > 1 else (".", None)

    @cached_property
    def _all_values(self) -> list[str]:
        return [text for column in self.values for text in column.told if any(sign.isdigit() for sign in text)]

    @cached_property
    def dashes(self) -> tuple[str, ...]:
        """The dashes that stand in columns of amounts for nothing."""
        told = (text for column in self.values for text in column.told if text in DASHES)
        return tuple(dict.fromkeys(told))

    @cached_property
    def unit(self) -> tuple[Unit, str]:
        """The unit of the values, and where it is said, empty where nothing says it; the user's word goes first."""
        own = [head.unit for head, _ in self.wide.says if head.measure == "primary_value"]
        own = own or ([unit_in(self.roles.value.name)] if self.roles.value else [])
        choices = unit_choices(self)
        own = [shared_unit(choices.values())] if choices else own
        unit, where = (
            (own[0], "the head") if own and own[0].currency else (Unit(scale=own[0].scale if own else None), "")
        )
        where = "each of those among which to choose" if where and choices else where
        beside = self.beside
        if beside.names and unit.filled(beside.unit) != unit:
            where = " and ".join(filter(None, [where, f"the column {', '.join(beside.names)}"]))
            unit = unit.filled(beside.unit)
        if not unit.currency and (told := unit_told(self.found.texts, self.names)) is not None and told[0].currency:
            unit, where = unit.filled(told[0]), f"“{told[1]}”"
        if self.wishes.unit.currency or self.wishes.unit.scale:
            return self.wishes.unit.filled(unit), "--unit"
        return unit, where

    @cached_property
    def beside(self) -> Beside:
        """What columns of units say of the values."""
        return unit_beside(self)

    @cached_property
    def cuts(self) -> Cuts:
        """Which rows are taken of those that the key does not tell apart."""
        return cuts_of(self)

    @cached_property
    def weight_only(self) -> bool:
        """Whether the amounts are weights, and no value stands beside them."""
        if self.wishes.unit.weight and not self.wishes.unit.currency:
            return True
        if self.wide.says and any(head.measure != "primary_value" for head, _ in self.wide.says):
            return all(head.measure == "net_weight" for head, _ in self.wide.says)
        if not self.wide.says and self.roles.value is None and not self.roles.rivals:
            return self.roles.weight is not None
        told = unit_told(self.found.texts, self.names)
        bare = not any(unit_in(column.name).currency for column in self.values)
        return bare and told is not None and told[0].weight is not None and told[0].currency is None

    @cached_property
    def units_differ(self) -> bool:
        """Whether the heads of wide columns of values name several units."""
        units = {(head.unit.currency, head.unit.scale) for head, _ in self.wide.says if head.measure == "primary_value"}
        return len(units) > 1

    @cached_property
    def totals(self) -> str:
        """What stands among the rows that is a total of others, in words; empty where nothing is."""
        if self.wide.declared:
            return "a column of totals stands beside its parts"
        if self.partner_totals:
            return f"{self.partner_totals[0]} stands beside partners that are part of it"
        if self.partner_worlds:
            return f"{next(iter(self.partner_worlds))} stands among the partners"
        if self.roles.partner and any(place_of(text) == WORLD for text in self.roles.partner.told):
            return "World stands among the partners"
        if self.roles.goods and any(goods_of(text) == "TOTAL" for text in self.roles.goods.told):
            return "TOTAL stands among the goods"
        if (self.roles.partner and self.blank(self.roles.partner)) or (
            self.roles.goods and self.blank(self.roles.goods)
        ):
            return "rows with an empty cell are totals"
        codes = {text.replace(" ", "").replace(".", "") for text in (self.roles.goods.told if self.roles.goods else ())}
        if any(code[:size] in codes for code in codes for size in (2, 4, 6) if size < len(code)):
            return "shorter codes stand beside the longer ones below them"
        return ""

    @cached_property
    def partner_worlds(self) -> dict[str, str]:
        """Names that no table knows and that are of all partners: words of a total, with a flow or the reporter's own
        name.
        """
        own = {self.wishes.reporter} | {place_of(text) for text in (self.roles.reporter or _NOTHING).told}
        own = own - {None} if len(own - {None}) == 1 else set()
        found = {}
        for text in self.roles.partner.told if self.roles.partner else ():
            rest = beside_total(text) if place_of(text) is None else None
            if rest == "" or (rest and place_of(rest) in own):
                found[text] = WORLD
        return found

    @cached_property
    def partner_doubts(self) -> tuple[str, ...]:
        """Names that no table knows and that may be of a total."""
        told = self.roles.partner.told if self.roles.partner else ()
        settled = {*self.partner_worlds, *self.partner_totals}
        unknown = (text for text in told if place_of(text) is None and text not in settled and not is_group(text))
        return tuple(filter(may_be_total, unknown))

    @cached_property
    def unread_flow(self) -> Column | None:
        """A column that is named for flows and says several, none of them in a way that is known."""
        fit = (
            column for column in self.roles.left if column.named("flow column") and 2 <= len(column.told) <= MOST_FLOWS
        )
        return next(fit, None)

    @cached_property
    def partner_totals(self) -> tuple[str, ...]:
        """The partners, in rows or heads, that are totals of others."""
        heads = [told["partner"] for _, told in self.wide.says if "partner" in told]
        return totals_among(heads or (self.roles.partner.told if self.roles.partner else ()))

    def blank(self, column: Column) -> bool:
        """Whether rows with an empty cell of a column are totals: each has what the others of its kind add up to."""
        groups = self._groups(column)
        there = [(blank, parts) for blank, parts in groups if blank]
        if not there or any(len(blank) > 1 for blank, _ in there) or not all(len(parts) > 1 for _, parts in there):
            return False
        return all(abs(sum(parts) - blank[0]) <= ROUNDING * abs(blank[0]) for blank, parts in there)

    def _groups(self, column: Column) -> list[tuple[list[float], list[float]]]:
        """By all other labels, the values of rows with an empty cell of the column, and those of the others."""
        roles = self.roles
        others = [
            roles.reporter,
            roles.partner,
            roles.flow,
            roles.period,
            roles.year,
            roles.month,
            roles.quarter,
            roles.goods,
        ]
        keys = [one for one in others if one is not None and one is not column]
        value = self.values[0] if self.values else None
        groups: dict[tuple[str, ...], tuple[list[float], list[float]]] = {}
        for at, text in enumerate(column.values):
            number = number_of(value.values[at], self.decimal[0] or ".") if value else None
            if number is not None:
                sides = groups.setdefault(tuple(key.values[at] for key in keys), ([], []))
                sides[bool(text)].append(number)
        return list(groups.values())
