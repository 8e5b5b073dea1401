"""Hedged numbers: the two intervals that a stated value admits.

The rules are those of `docs/semantics.md`; the measured distances stand in `tables/hedges/distances.csv`, from the
answers of Ferson et al. 2015. All distances apply to the magnitude: "fell by almost 18 %" is a fall of at most 18.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from sverka.model.interval import Interval
from sverka.reference.printed import Printed, printed_number, printed_value
from sverka.reference.tables_io import read_table
from sverka.reference.units import unit_kind

_MATCH = Decimal("1e-6")
_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_HALF, _DOUBLED = 50.0, 100.0


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a hedge does: its row of distances, whether it excludes the number, its slack on the closed side."""

    row: str
    strict: bool
    wide_beyond: Decimal


@dataclass(frozen=True, slots=True)
class _Said:
    """One number as said: its magnitude in the claim's unit, its printed form, and the scale from one to the other."""

    magnitude: Decimal
    printed: Printed
    scale: Decimal
    line: str | None

    @property
    def granularity(self) -> Decimal:
        return self.printed.granularity * self.scale

    def distances(self, row: str, side: str) -> tuple[Decimal, Decimal]:
        """How far from the number half, and a quarter, of the readers still admit a value."""
        line = self.line if self.line and (row, side, self.line) in _distances() else self.printed.digits
        measure, near, far = _distances()[row, side, line]
        unit = self.printed.grain * self.scale if measure == "grain" else Decimal(1)
        if far is None:
            return near * unit, self._unmeasured(row, side)
        return near * unit, far * unit

    def _unmeasured(self, row: str, side: str) -> Decimal:
        """The far distance where a percentage line lacks it: of the plain digits, 60 % counted as six tens."""
        digits, grain = ("one", Decimal(10)) if self.line == "percent_0" else (self.printed.digits, self.printed.grain)
        far = _distances()[row, side, digits][2]
        return (far or _ZERO) * grain


@cache
def _distances() -> dict[tuple[str, str, str], tuple[str, Decimal, Decimal | None]]:
    """(row, side, digits) → (measure, d50, d25)."""
    return {
        (row["row"], row["side"], row["digits"]): (
            row["measure"],
            Decimal(row["d50"]),
            Decimal(row["d25"]) if row["d25"] else None,
        )
        for row in read_table("hedges/distances.csv")
    }


@cache
def _rules() -> dict[str, _Rule]:
    return {
        row["hedge"]: _Rule(row["row"], row["strict"] == "yes", Decimal(row["wide_beyond"]))
        for row in read_table("hedges/hedges.csv")
    }


def granularity(printed: str) -> float:
    """The unit of the last printed decimal of a number; for integers see `docs/semantics.md`.

    >>> granularity("81.2"), granularity("60"), granularity("130"), granularity("9.0")
    (0.1, 1.0, 10.0, 0.1)
    """
    return float(Printed(printed).granularity)


def grain(printed: str) -> float:
    """The unit of a number's last non-zero digit, in which the measured distances are counted.

    >>> grain("60"), grain("45"), grain("81.2")
    (10.0, 1.0, 0.1)
    """
    return float(Printed(printed).grain)


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _MATCH * max(Decimal(1), abs(b))


def _percent_scale(magnitude: Decimal, number: Decimal) -> Decimal | None:
    """Points in one printed unit of a percentage: 1 for 45 % and for an index (117 %), 100 for "1.5 times"; `None`
    where the printed number gives no such value.
    """
    if _close(magnitude, number) or _close(magnitude, abs(number - _HUNDRED)):
        return Decimal(1)
    if _close(magnitude, abs(number - 1) * _HUNDRED) or _close(magnitude, number * _HUNDRED):
        return _HUNDRED
    if number and _close(magnitude, abs(1 - 1 / number) * _HUNDRED):
        return _HUNDRED / number**2
    return None


def _scale(magnitude: Decimal, printed: Printed, unit: str) -> Decimal | None:
    """The claim's units in one unit of the printed number: 1,000,000 for "81.2 mln"; `None` where they do not fit."""
    if unit == "%":
        return _percent_scale(magnitude, printed.number)
    return magnitude / printed.number if magnitude and printed.number else None


def _percent_line(printed: Printed, scale: Decimal, unit: str, fraction: bool) -> str | None:
    """The line of the table that overrides that of the plain digits, if any."""
    if unit != "%":
        return None
    if fraction:
        return "fraction"
    if scale != 1 or not printed.is_integer or printed.number < 10:
        return None
    return {"0": "percent_0", "5": "percent_5"}.get(printed.text[-1])


def _said(value: float, unit: str, text: str, fraction: bool) -> _Said:
    """The number as said; from its value where the printed form is missing or does not fit it."""
    if not math.isfinite(value):
        raise ValueError(f"a stated value must be a finite number: {value}")
    magnitude = abs(Decimal(repr(float(value))))
    printed = printed_number(text)
    scale = _scale(magnitude, printed, unit) if printed else None
    if printed is None or scale is None:
        printed, scale = printed_value(value), Decimal(1)
    if fraction:
        printed, scale = Printed("1"), Decimal(1)
    return _Said(magnitude, printed, scale, _percent_line(printed, scale, unit, fraction))


def _end(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _interval(
    low: Decimal | None, high: Decimal | None, *, low_open: bool = False, high_open: bool = False
) -> Interval:
    return Interval(_end(low), _end(high), low_open, high_open)


def _around(said: _Said, below: Decimal, above: Decimal) -> Interval:
    """From the magnitude less `below` to it and `above`; a hedge never changes the sign of what is said."""
    low = said.magnitude - below
    return _interval(max(low, _ZERO) if said.magnitude else low, said.magnitude + above)


def _bare(said: _Said) -> tuple[Interval, Interval]:
    g = said.granularity
    return _around(said, g / 2, g / 2), _around(said, g, g)


def _about(said: _Said) -> tuple[Interval, Interval]:
    below, above = said.distances("about", "below"), said.distances("about", "above")
    return _around(said, below[0], above[0]), _around(said, below[1], above[1])


def _almost(said: _Said, rule: _Rule) -> tuple[Interval, Interval]:
    near, far = said.distances(rule.row, "below")
    return _around(said, near, _ZERO), _around(said, far, said.granularity * rule.wide_beyond)


def _from(said: _Said, rule: _Rule) -> tuple[Interval, Interval]:
    interval = _interval(said.magnitude, None, low_open=rule.strict)
    return interval, interval


def _to(said: _Said, rule: _Rule, exact: bool) -> tuple[Interval, Interval]:
    # A strict "less than 0" admits no magnitude at all: the end is then kept.
    interval = _interval(_ZERO, said.magnitude, high_open=rule.strict and said.magnitude > 0)
    if exact or not rule.wide_beyond:
        return interval, interval
    return interval, _interval(_ZERO, said.magnitude + said.granularity * rule.wide_beyond)


def _point(said: _Said) -> tuple[Interval, Interval]:
    point = _interval(said.magnitude, said.magnitude)
    return point, point


def _one(said: _Said, hedge: str, *, counted: bool, exact: bool, round_numbers: bool) -> tuple[Interval, Interval]:
    """The two intervals of one magnitude under one hedge."""
    rule = _rules()[hedge]
    if rule.row == "over":
        return _from(said, rule)
    if rule.row == "below":
        return _to(said, rule, exact)
    if exact or (not rule.row and counted):
        return _point(said)
    if rule.row == "almost":
        return _almost(said, rule)
    loose = said.line == "fraction" or (round_numbers and said.printed.is_round)
    return _about(said) if rule.row or loose else _bare(said)


def _range(ends: tuple[_Said, _Said], hedge: str, *, counted: bool, exact: bool) -> tuple[Interval, Interval]:
    """From what the lower end admits to what the upper end does; the hedge counts only if it is `about`."""
    each = [
        _one(end, hedge if hedge == "about" else "exact", counted=counted, exact=exact, round_numbers=False)
        for end in ends
    ]
    narrow, wide = (Interval(each[0][side].low, each[1][side].high) for side in (0, 1))
    return narrow, wide


def _range_ends(value: float, value_hi: float, unit: str, printed: str) -> tuple[_Said, _Said]:
    """Both ends in order of magnitude; `printed` is that of the first, or of both joined by a hyphen."""
    first, _, second = printed.replace("–", "-").partition("-")
    low, high = _said(value, unit, first, False), _said(value_hi, unit, second, False)
    if not second and low.scale and unit != "%":
        shown = printed_value(float(high.magnitude / low.scale))
        high = _Said(high.magnitude, _like(shown, low.printed), low.scale, None)
    return (low, high) if low.magnitude <= high.magnitude else (high, low)


def _like(number: Printed, other: Printed) -> Printed:
    """A number printed with as many decimals as another, where it has fewer."""
    whole, _, decimals = number.text.partition(".")
    wanted = len(other.text.partition(".")[2])
    return Printed(f"{whole}.{decimals.ljust(wanted, '0')}") if wanted else number


def stated_intervals(
    value: float,
    unit: str,
    hedge: str,
    printed: str = "",
    *,
    value_hi: float | None = None,
    fraction: bool = False,
    exact: bool = False,
    round_numbers: bool = False,
) -> tuple[Interval, Interval]:
    """The interval in which a stated value *holds* (half of readers admit it) and *nearly holds* (a quarter do).

    `value` is in the claim's `unit`, scaled and signed; `printed` is the number as printed, with a dot and without
    separators ("81.2" for 81200000), which gives the granularity; where it is empty or does not fit, the digits of the
    value are taken. `fraction` marks a fraction word (a third) or a multiple said in a word (a growth of 100 or more);
    `exact` reads bare, about and almost numbers as points; `round_numbers` lets a bare round number stand for about.
    The second interval contains the first, and the value lies in both or on their excluded end. Raise `ValueError` for
    an unknown hedge or a value that is not finite.

    >>> [interval.as_pair() for interval in stated_intervals(45, "%", "almost", "45")]
    [[42.25, 45.0], [40.0, 45.5]]
    """
    if hedge not in _rules():
        raise ValueError(f"unknown hedge {hedge!r}; one of {', '.join(_rules())}")
    counted = unit_kind(unit) == "count"
    if value_hi is not None:
        return _signed_range(value, value_hi, unit, hedge, printed, counted=counted, exact=exact)
    if fraction and unit == "%" and value >= _DOUBLED:
        return _multiplied(value, hedge, exact=exact)
    said = _said(value, unit, printed, fraction and unit == "%")
    narrow, wide = _one(said, hedge, counted=counted, exact=exact, round_numbers=round_numbers)
    return (narrow.mirrored(), wide.mirrored()) if value < 0 else (narrow, wide)


def _multiplied(growth: float, hedge: str, *, exact: bool) -> tuple[Interval, Interval]:
    """The intervals of a multiple said in a word ("doubled"): as loose, for its size, as "a half" is."""
    times = (1 + growth / 100) / _HALF

    def grown(share: float | None) -> float | None:
        # a hedge never changes the sign of what is said
        return None if share is None else max(0.0, round((share * times - 1) * 100, 9))

    half = stated_intervals(_HALF, "%", hedge, fraction=True, exact=exact)
    narrow, wide = (Interval(grown(one.low), grown(one.high), one.low_open, one.high_open) for one in half)
    return narrow, wide


def _signed_range(
    value: float, value_hi: float, unit: str, hedge: str, printed: str, *, counted: bool, exact: bool
) -> tuple[Interval, Interval]:
    if value * value_hi < 0:
        return _crossing_range(min(value, value_hi), max(value, value_hi), unit, exact=exact or counted)
    ends = _range_ends(value, value_hi, unit, printed)
    narrow, wide = _range(ends, hedge, counted=counted, exact=exact)
    return (narrow.mirrored(), wide.mirrored()) if min(value, value_hi) < 0 else (narrow, wide)


def _crossing_range(low: float, high: float, unit: str, *, exact: bool) -> tuple[Interval, Interval]:
    """A range from a fall to a rise: each end with its own granularity."""
    if exact:
        return Interval(low, high), Interval(low, high)
    below, above = (_bare(_said(end, unit, "", False)) for end in (low, high))
    return Interval(below[0].mirrored().low, above[0].high), Interval(below[1].mirrored().low, above[1].high)


def understates_beyond(
    value: float, unit: str, hedge: str, printed: str = "", *, fraction: bool = False
) -> float | None:
    """The value past which a one-sided statement is true but understates (over, at least) or overstates (below, at
    most, up to): the limit that a quarter of readers still admit. `None` for hedges of two sides.

    >>> understates_beyond(60, "%", "more_than", "60"), understates_beyond(45, "%", "at_most", "45")
    (75.0, 40.0)
    """
    row = _rules()[hedge].row
    if row not in ("over", "below"):
        return None
    said = _said(value, unit, printed, fraction and unit == "%")
    far = said.distances(row, "above" if row == "over" else "below")[1]
    limit = float(said.magnitude + far if row == "over" else max(said.magnitude - far, _ZERO))
    return -limit if value < 0 else limit
