"""Intervals: what a stated value admits, each end closed, open or absent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; `None` is an absent end; `low_open`, `high_open` exclude the end itself.

    >>> 45 in Interval(40, 45), 75 in Interval(75, None, low_open=True)
    (True, False)
    """

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval must not end below its beginning: {self.low} > {self.high}")

    @classmethod
    def point(cls, value: float) -> Interval:
        """The interval that holds one value."""
        return cls(value, value)

    def __contains__(self, value: float) -> bool:
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below

    def mirrored(self) -> Interval:
        """The interval of the negated value: a fall for a rise, a deficit for a surplus."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_open, self.low_open)

    def as_pair(self) -> list[float | None]:
        """`[low, high]` as the JSON of the contract has it."""
        return [self.low, self.high]
