"""How checking names numbers, measures and places in its sentences: a way to tell that the floors above supply.

Checking decides what is to be said, and in which order; `sverka.writing` knows how a number, a measure or a place is
written in a language. `PlainTeller` writes them as the contract's JSON does, for programs and tests.
"""

from __future__ import annotations

from typing import Protocol

from sverka.measuring.answers import Remark
from sverka.model.measures import Measure


class Teller(Protocol):
    """What sentences about records are made of, in the language of the reader."""

    def quantity(self, value: float, unit: str) -> str:
        """A number with its unit."""
        ...

    def measure(self, measure: Measure) -> str:
        """A measure as a noun phrase."""
        ...

    def remark(self, remark: Remark) -> str:
        """What is to be known of an answer, without a full stop."""
        ...

    def scope(self, remark: Remark) -> str:
        """What a remark of kind `scope` says that the records hold, in short."""
        ...

    def place(self, code: str) -> str:
        """A place by name."""
        ...

    def goods(self, code: str) -> str:
        """Goods by name."""
        ...


class PlainTeller:
    """Codes and plain numbers, the same in every language."""

    def quantity(self, value: float, unit: str) -> str:
        """A number of at most twelve digits with its unit as it is."""
        return f"{value:,.12g} {unit}".rstrip()

    def measure(self, measure: Measure) -> str:
        """A measure as its text."""
        return str(measure)

    def remark(self, remark: Remark) -> str:
        """The kind of a remark and its values."""
        values = ", ".join(f"{name} {value}" for name, value in remark.values.items())
        return f"{remark.kind}: {values}" if values else remark.kind

    def scope(self, remark: Remark) -> str:
        """The codes of what is held."""
        return ", ".join(remark.values.values())

    def place(self, code: str) -> str:
        """The code itself."""
        return code

    def goods(self, code: str) -> str:
        """The code itself."""
        return code
