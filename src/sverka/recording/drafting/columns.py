"""The columns of a table that was found, and what their values look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sverka.recording.drafting.running import end_of
from sverka.recording.drafting.sample import Found
from sverka.recording.drafting.spans import is_odd_period
from sverka.recording.drafting.words import (
    NO_NUMBERS,
    flow_of,
    goods_of,
    number_of,
    period_of,
    place_of,
    says,
    years_in,
)
from sverka.recording.shaping import JOINT

MAX_DISTINCT = 400
MOSTLY = 0.75
_SLIP = re.compile(
    r"#[^\W\d_]+[!?/]\S*|[(\[]?\s*[-+−–]?\s*(?:us)?[$€£¥₽₸₴₺₹]?\s*\d[\d\s\u00a0\u202f.,'’oо]*\s*[)\]*†‡¹²³%]*",
    re.IGNORECASE,
)
"""An error of a spreadsheet, or a number with a sign, letter or mark too many."""


@dataclass(frozen=True)
class Column:
    """One column: its place, name, and a value for each row, empty ones among them."""

    at: int
    name: str
    values: tuple[str, ...]

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The different values, the empty ones aside."""
        return tuple(dict.fromkeys(filter(None, self.values)))

    @cached_property
    def numeric(self) -> bool:
        """Whether the values are numbers, texts that stand for none aside; a column of such texts alone is none.

        A few cells that hold a slip (12О0, #REF!, 100,5*) do not change it: the load puts their rows in quarantine.
        """
        there = [text for text in self.told if text.lower() not in NO_NUMBERS]
        odd = [text for text in there if number_of(text) is None and number_of(text, ",") is None]
        slips, numbers = sum(_SLIP.fullmatch(text) is not None for text in odd), len(there) - len(odd)
        return 0 < numbers >= slips and numbers + slips >= MOSTLY * len(there)

    @cached_property
    def blank(self) -> bool:
        """Whether no value says anything."""
        return all(text.lower() in NO_NUMBERS for text in self.told)

    @cached_property
    def places(self) -> float:
        """The share of the different values that are places."""
        some = self.told[:MAX_DISTINCT]
        return sum(place_of(text) is not None for text in some) / len(some) if some else 0.0

    @cached_property
    def flows(self) -> dict[str, str | None]:
        """The flow that each value means."""
        return {text: flow_of(text) for text in self.told[:MAX_DISTINCT]}

    @cached_property
    def years(self) -> bool:
        """Whether every value is a year."""
        return bool(self.told) and all(re.fullmatch(r"(?:19|20)\d\d(?:\.0)?", text) for text in self.told)

    @cached_property
    def goods(self) -> float:
        """The share of the different values that are codes of goods."""
        some = self.told[:MAX_DISTINCT]
        coded = sum(
            goods_of(text) is not None or re.fullmatch(r"\d{1,10}|[\d.]{4,13}", text) is not None for text in some
        )
        return coded / len(some) if some else 0.0

    def named(self, kind: str) -> bool:
        """Whether the name has a word of a kind."""
        return says(kind, self.name)

    @cached_property
    def names_period(self) -> bool:
        """Whether the head names a period, so that the column holds what is of it."""
        told = end_of(self.name)[0] or any(period_of(part) for part in self.parts)
        return told or bool(years_in(self.name) and is_odd_period(self.name))

    @property
    def parts(self) -> list[str]:
        """The parts of a head of several lines."""
        return [part.strip() for part in self.name.split(JOINT)]


def columns_of(found: Found) -> tuple[Column, ...]:
    """Every column of a table that holds anything."""
    columns = (Column(at, name, tuple(fields[at] for _, fields in found.rows)) for at, name in enumerate(found.names))
    return tuple(column for column in columns if column.told or not column.name.startswith("column_"))


def is_amount(column: Column) -> bool:
    """Whether a column may hold amounts: numbers that are no code, year or running number."""
    if not (column.numeric or column.blank) or column.named("scale column"):
        return False
    if column.names_period:
        return True
    if column.named("flow") and not (column.named("export") or column.named("import")):
        return False
    if any(column.named(kind) for kind in ("value", "weight", "gross", "quantity", "export", "import", "currency")):
        return not column.named("code")
    labels = ("number", "goods", "country", "partner", "reporter", "code", "year", "period", "month", "quarter")
    return not any(column.named(kind) for kind in labels) and not column.years


def best(columns: Sequence[Column], least: float) -> Column | None:
    """The column whose values are places most often; names before codes, the first before others.

    A column of bare numbers comes last: offices number countries in ways of their own.
    """
    fit = [column for column in columns if (column.places >= least and not column.blank) or not column.told]
    fit = [column for column in fit if not column.numeric] or fit
    return max(fit, key=lambda column: (round(column.places, 1), not column.named("code"), -column.at), default=None)
