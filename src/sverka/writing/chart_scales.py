"""What an axis needs: round ticks, the scale of large amounts, periods as labels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from sverka.checking.wording import Ui, phrasebook
from sverka.model.period import Period
from sverka.writing.numbers import COUNTED_IN_NAME, fixed_text, percent_sign, unit_text

_SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_PLAIN_UNITS = (*COUNTED_IN_NAME, "rank", "ratio", "1", "", "%", "pp", "companies")
_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_STEPS = 60
"""The longest run of periods that is drawn with its gaps; a longer one shows the recorded periods alone."""


def amount_scale(unit: str, values: Sequence[float]) -> tuple[float, str]:
    """What amounts of a unit are divided by, and the word for it; shares, ranks and counts are left as they are.

    >>> amount_scale("USD", [2e9, 3e7]), amount_scale("%", [5e3])
    ((1000000000.0, 'billion'), (1.0, ''))
    """
    largest = 0.0 if unit in _PLAIN_UNITS else max((abs(value) for value in values), default=0.0)
    return next(((factor, word) for factor, word in _SCALES if largest >= factor), (1.0, ""))


def axis_unit(unit: str, scale: str, ui: Ui) -> str:
    """The unit that stands over an axis: `USD billion`, `млн долл. США`, `%`; nothing for ranks and ratios."""
    words = phrasebook("sverka.writing", ui)
    if unit == "%":
        return percent_sign(ui).strip()
    if unit in ("", "1", "ratio"):
        return ""
    if unit in (*COUNTED_IN_NAME, "rank"):
        return words.messages.get(f"chart_unit_{unit}", unit)
    currency = words.messages.get(f"show_money_{unit}")
    if currency is None and unit.isupper() and len(unit) == 3:
        currency = unit
    if currency is None:
        return f"{words.say(f'show_scale_{scale}')} {unit_text(unit, ui)}" if scale else unit_text(unit, ui)
    return words.say("show_money", scale=words.say(f"show_scale_{scale}"), currency=currency) if scale else currency


def round_ticks(low: float, high: float, wanted: int = 4, *, whole: bool = False) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about so many; `whole` where others mean nothing.

    >>> round_ticks(0, 47.3), round_ticks(-12, 31)
    ([0.0, 20.0, 40.0, 60.0], [-20.0, 0.0, 20.0, 40.0])
    """
    largest = max(abs(low), abs(high))
    if high - low <= max(largest, 1.0) * 1e-6:
        # What is one value to the eye has room about it, or the axis has no length.
        room = largest * 0.1 if largest > 1e-6 else 1.0
        low, high = low - room, high + room
    step = _round_step((high - low) / wanted)
    if whole:
        step = max(1.0, math.ceil(step))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def _round_step(least: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(one * power for one in _ROUND_STEPS if one * power >= least * (1 - 1e-9))


def tick_texts(ticks: Sequence[float], ui: Ui) -> list[str]:
    """Ticks as text, all with the decimals that tell them apart."""
    step = ticks[1] - ticks[0]
    decimals = next((number for number in range(9) if abs(round(step, number) - step) <= step * 1e-6), 9)
    return [fixed_text(tick, ui, decimals) for tick in ticks]


def period_label(period: Period, ui: Ui) -> str:
    """A period for an axis: `2025`, `Q1 2025`, `Jan–Oct 2025`."""
    words = phrasebook("sverka.writing", ui)
    (year, month), (last_year, last) = divmod(period.first_month, 12), divmod(period.last_month, 12)
    months = words.say("show_months").split("|")
    if period.is_year:
        return f"{year}"
    if period.months == 1:
        return f"{months[month]} {year}"
    if period.months == 3 and month % 3 == 0:
        ordinal = words.say("ordinals").split("|")[month // 3] if ui == "ru" else str(month // 3 + 1)
        return words.say("show_quarter", number=ordinal, year=year)
    if month == 0 and last == 11:
        return f"{year}–{last_year}"
    if year == last_year:
        return f"{months[month]}–{months[last]} {year}"
    return f"{months[month]} {year} – {months[last]} {last_year}"


def run_of(periods: Sequence[Period]) -> list[Period]:
    """The periods with those between them that are missing, so that a gap is seen as one."""
    ordered = sorted(set(periods))
    lengths = {period.months for period in ordered}
    starts = [period.first_month for period in ordered]
    step = math.gcd(*(later - earlier for earlier, later in pairwise(starts))) or 1
    count = (starts[-1] - starts[0]) // step + 1
    if len(lengths) > 1 or count > MOST_STEPS:
        return ordered
    return [ordered[0].shift(step * number) for number in range(count)]
