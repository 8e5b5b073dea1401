"""Periods that a text names only after the figure: "exports halved" in a headline, the months in the lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.model.period import Period
from sverka.reading.discourse import Filled
from sverka.reading.resolved import QUOTED, Resolved

_STANDING = frozenset({"share", "rank", "count"})
_RULE = "the first period that the text goes on to name"


def with_later_periods(found: Sequence[Resolved]) -> list[Resolved]:
    """The figures of a text; one that nothing before it dates takes the first period named after it.

    A share, a rank or a count told in the present tense is left undated: it may hold of no year in particular.
    """
    filled: list[Resolved] = []
    later: Filled | None = None
    for resolved in reversed(found):
        own = resolved.slots.get("period")
        if own is not None and own.origin != QUOTED:
            later = own
        waits = own is None and "days" not in resolved.slots and resolved.kind not in _STANDING
        filled.append(_filled(resolved, later) if waits and later is not None else resolved)
    return filled[::-1]


def _filled(resolved: Resolved, later: Filled) -> Resolved:
    period = replace(later, rule=_RULE, origin="document", confidence=round(0.5 * later.confidence, 3))
    slots = {**resolved.slots, "period": period}
    if resolved.kind in ("growth", "comparison") and "base" not in slots and isinstance(period.value, Period):
        rule = "unless stated, the same period a year earlier"
        slots["base"] = Filled(period.value.year_earlier(), rule, "default", 0.4)
    return replace(resolved, slots=slots)
