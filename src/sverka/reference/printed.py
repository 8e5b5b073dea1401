"""Numbers as printed: what their digits say of how finely they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_PLAIN = re.compile(r"[0-9]{1,400}(?:\.[0-9]{1,400})?")
_ROUND_MULTIPLIERS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, slots=True)
class Printed:
    """A number without sign, as printed: `81.2`, `1069000`. Distances are in the unit that is printed.

    >>> [float(distance) for distance in (Printed("81.2").granularity, Printed("60").granularity, Printed("60").grain)]
    [0.1, 1.0, 10.0]
    """

    text: str

    def __post_init__(self) -> None:
        if not _PLAIN.fullmatch(self.text):
            raise ValueError(f"not a printed number: {self.text!r}; write it with a dot and without separators")

    @property
    def number(self) -> Decimal:
        """Its value."""
        return Decimal(self.text)

    @property
    def is_integer(self) -> bool:
        """Whether no decimals are printed."""
        return "." not in self.text

    @property
    def significant(self) -> str:
        """The digits from the first to the last non-zero one; empty for zero."""
        return self.text.replace(".", "").strip("0")

    @property
    def granularity(self) -> Decimal:
        """The unit of the last printed decimal; of an integer, that of its last non-zero digit, yet never coarser
        than its second significant digit nor finer than 1 (`docs/semantics.md`).
        """
        if not self.is_integer:
            return Decimal(1).scaleb(self.number.as_tuple().exponent)  # type: ignore[arg-type]
        if not self.significant:
            return Decimal(1)
        second_digit = Decimal(1).scaleb(self.number.adjusted() - 1)
        return max(Decimal(1), min(self.grain, second_digit))

    @property
    def grain(self) -> Decimal:
        """The unit of the last non-zero digit: 10 in 60, 1 in 45, 0.1 in 81.2; of zero, its granularity."""
        if not self.significant:
            return self.granularity
        places = self.number.adjusted() - (len(self.significant) - 1)
        return Decimal(1).scaleb(places)

    @property
    def digits(self) -> str:
        """The class of the measured table: `one`, `two_last_5`, `two` or `more` significant digits."""
        if len(self.significant) <= 1:
            return "one"
        if len(self.significant) > 2:
            return "more"
        return "two_last_5" if self.significant[-1] == "5" else "two"

    @property
    def is_round(self) -> bool:
        """Whether it is an integer ending in 0 or 5 k · (1…9) · 10ⁿ, k = 1, 2, 2½, 5 (Jansen & Pollmann 2001)."""
        if not self.is_integer or self.number < 10 or self.text[-1] not in "05":
            return False
        leading = (self.number / k for k in _ROUND_MULTIPLIERS)
        return any(len(f"{number.normalize():f}".replace(".", "").strip("0")) == 1 for number in leading)


def printed_number(text: str) -> Printed | None:
    """The printed number that `text` is, or `None` if it is not one in plain form."""
    return Printed(text) if _PLAIN.fullmatch(text) else None


def printed_value(value: float) -> Printed:
    """A value's shortest digits, for a number whose printed form is not known; `45.0` counts as the integer 45."""
    text = f"{abs(Decimal(repr(float(value)))):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Printed(text or "0")
