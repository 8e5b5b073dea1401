"""Texts that name no period but compare one: "imports dropped 16 %, from $14.2 billion to $11.9 billion".

The levels must not fall into one period. The later is of the year after the one that a change is measured from, else of
the last full year before the publication, as all that is undated; the level quoted is of the year before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.discourse import Filled
from sverka.reading.frames import expression_of
from sverka.reading.quoting import quoting_words
from sverka.reading.resolved import QUOTED, Resolved

_RULE = "unsaid in the whole text: the last full year before the publication"
_BACKWARD = frozenset({"year earlier"})


def with_default_periods(found: Sequence[Resolved], published_month: int | None) -> list[Resolved]:
    """The figures; where none has a period and one is quoted for comparison, each with the one that it is taken of."""
    levels = [one for one in found if one.kind == "level"]
    quoted = [one for one in levels if _is_quoted(one)]
    if any("period" in one.slots for one in found) or not 0 < len(quoted) < len(levels):
        return list(found)
    base = next((b for one in found if isinstance(b := one.value("base"), Period)), None)
    if base is None and published_month is None:
        return list(found)
    period = base.shift(12) if base is not None else Period.year((published_month or 0) // 12 - 1)
    return [_dated(one, period, one in quoted) for one in found]


def _is_quoted(level: Resolved) -> bool:
    view = level.frame.view
    back = any(c.near and expression_of(c).rule in _BACKWARD for c in level.frame.base)
    return back or quoting_words(view.sentence, view.quantity) is not None


def _dated(one: Resolved, period: Period, quoted: bool) -> Resolved:
    told = Filled(period.year_earlier() if quoted else period, _RULE, QUOTED if quoted else "default", 0.3)
    slots = {**one.slots, "period": told}
    if one.kind in ("growth", "comparison") and "base" not in slots:
        slots["base"] = Filled(period.year_earlier(), "unless stated, the same period a year earlier", "default", 0.3)
    return replace(one, slots=slots)
