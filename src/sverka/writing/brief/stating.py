"""How a figure is stated: digits, scale and hedge chosen so that what they admit contains the exact figure.

Rounding is half up, as in printed statistics. Two to three significant digits are enough for a reader; where no such
statement contains the figure, more are printed.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from sverka.measuring.answers import Answer
from sverka.model.measures import Balance, Change, Count, Growth, Level, Rank, Share
from sverka.reference.hedges import stated_intervals
from sverka.writing.brief.records import Stated

MOST_DIGITS = 17
HEDGED_ONE_IN = 3
"""Of so many figures that a hedge would fit, one gets it."""
NEAR = Decimal("0.012")
VERY_NEAR = Decimal("0.004")
"""How far from a round number, relatively, "almost" and "more than" are said, and "about"."""
NEAR_POINTS, VERY_NEAR_POINTS = Decimal("0.4"), Decimal("0.15")
"""The same for a growth, in points of a whole per cent; from `SMALL` on of a multiple of five."""
SMALL = 20
DOUBLED = 100
FRACTIONS = ((Decimal(100) / 3, "third"), (Decimal(50), "half"), (Decimal(25), "quarter"), (Decimal(75), "quarters"))
FRACTION_POINTS = Decimal("1.2")
_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
    (Decimal(1000), "thousand"),
)


def stated(answer: Answer, *, thousands: bool, hedged: bool = True) -> Stated | None:
    """How an answer is stated; `None` for what has no value or cannot be said (nothing, a change of nothing).

    `thousands` is whether the language counts thousands as it counts millions (12,3 тыс.), or prints them (12,300). A
    figure that is not to be `hedged` is a bare number.
    """
    value = answer.value
    if value is None or not value or not math.isfinite(value):
        return None
    return next((one for one in _ways(answer, Decimal(repr(value)), thousands, hedged) if _holds(one, value)), None)


def _holds(one: Stated, value: float) -> bool:
    """Whether the figure lies in what is stated, and the sign is that of the figure."""
    return value in one.interval and (one.value > 0) == (value > 0)


def _ways(answer: Answer, value: Decimal, thousands: bool, hedged: bool) -> Iterator[Stated]:
    """Statements of a value, the one to be preferred first."""
    measure = answer.measure
    turn = hedged and zlib.crc32(str(measure).encode()) % HEDGED_ONE_IN == 0
    match measure:
        case Level() | Change() | Balance():
            yield from _amounts(value, answer.unit, turn, thousands)
        case Share():
            yield from _shares(value, turn)
        case Growth():
            yield from _growths(value, turn)
        case Count() | Rank():
            yield _made(value, answer.unit, "exact", f"{value:.0f}", f"{value:.0f}")


def _made(value: Decimal, unit: str, hedge: str, printed: str, number: str, **more: bool) -> Stated:
    interval, _ = stated_intervals(float(value), unit, hedge, printed, fraction=more.get("fraction", False))
    return Stated(float(value), unit, hedge, printed, number, interval, **more)


def rounded(value: Decimal, digits: int) -> Decimal:
    """A value to so many significant digits, halves up; 9.996 to three is 10.0.

    >>> rounded(Decimal("9.996"), 3), rounded(Decimal("-8179.5"), 3), rounded(Decimal("0.0345"), 2)
    (Decimal('10.0'), Decimal('-8180'), Decimal('0.035'))
    """
    once = value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), ROUND_HALF_UP)
    again = once.quantize(Decimal(1).scaleb(once.adjusted() - digits + 1), ROUND_HALF_UP)
    return again if again.as_tuple().exponent <= 0 else again.quantize(Decimal(1))  # type: ignore[operator]


def _amounts(value: Decimal, unit: str, turn: bool, thousands: bool) -> Iterator[Stated]:
    if turn:
        round_number = rounded(value, 2)
        hedge = _hedge(abs(value), abs(round_number), NEAR * abs(value), VERY_NEAR * abs(value))
        if hedge:
            yield _amount(Decimal(f"{round_number.normalize():f}"), 0, unit, hedge, thousands)
    for digits in range(3, MOST_DIGITS):
        yield _amount(rounded(value, digits), digits, unit, "exact", thousands)


def _hedge(value: Decimal, number: Decimal, near: Decimal, very_near: Decimal) -> str | None:
    """The hedge for a value by a round number; none where it is the number, or far from it."""
    gap = abs(value - number)
    if not gap or gap > near:
        return None
    if gap <= very_near:
        return "about"
    return "almost" if value < number else "more_than"


def _amount(value: Decimal, digits: int, unit: str, hedge: str, thousands: bool) -> Stated:
    """An amount printed with so many digits, zeros included; 0 digits: as few as it has."""
    size = abs(value)
    scales = _SCALES if thousands else _SCALES[:-1]
    factor, scale = next((one for one in scales if size >= one[0]), (Decimal(1), ""))
    scaled = size / factor
    if digits:
        scaled = scaled.quantize(Decimal(1).scaleb(min(0, scaled.adjusted() - digits + 1)))
    printed = _plain(scaled)
    if factor == 1 and "." in printed:
        # Cents have two digits.
        printed = f"{size:.2f}" if size == round(size, 2) else printed
    return _made(value, unit, hedge, printed, f"{printed} {scale}".strip())


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _shares(value: Decimal, turn: bool) -> Iterator[Stated]:
    for size, word in FRACTIONS if turn else ():
        hedge = _hedge(value, size, FRACTION_POINTS, FRACTION_POINTS / 3)
        if hedge:
            yield _made(size, "%", hedge, "", word, fraction=True)
    yield from _percents(value)


def _growths(value: Decimal, turn: bool) -> Iterator[Stated]:
    if value >= DOUBLED:
        yield from _times(value)
    if turn and 5 <= abs(value) < DOUBLED - 1:
        step = 1 if abs(value) < SMALL else 5
        whole = (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        hedge = _hedge(abs(value), abs(whole), NEAR_POINTS, VERY_NEAR_POINTS)
        if hedge:
            yield _made(whole, "%", hedge, str(abs(whole)), str(abs(whole)))
    yield from _percents(value)


def _percents(value: Decimal) -> Iterator[Stated]:
    """One decimal; two significant digits below one per cent, more where a hundred would be said of less."""
    exponent = -1 if abs(value) >= 1 else min(value.adjusted() - 1, -2)
    for places in range(exponent, exponent - MOST_DIGITS, -1):
        shown = value.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
        if abs(shown) == DOUBLED and abs(value) != DOUBLED:
            continue
        yield _made(shown, "%", "exact", _plain(abs(shown)), _plain(abs(shown)))


def _times(value: Decimal) -> Iterator[Stated]:
    """So many times as much: a growth of 220 % is 3.2 times."""
    times = 1 + value / 100
    for digits in (2, 3, 4, 5, 6):
        shown = rounded(times, digits)
        printed = _plain(shown.normalize() if shown == shown.to_integral_value() else shown)
        yield _made((shown - 1) * 100, "%", "exact", printed, printed, times=True)


@cache
def steady(growth: float) -> bool:
    """Whether a growth is so small that one says that nothing changed."""
    return abs(growth) < 0.1
