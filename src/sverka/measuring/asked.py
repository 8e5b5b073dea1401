"""What a measure asks of the records: each of its slices in its period, and those that a change is measured from."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.model.measures import Measure, base_period, measure_slices
from sverka.model.period import Period
from sverka.model.slices import Slice


def asked_slices(measure: Measure, assumed: Period | None = None) -> Iterator[tuple[Slice, Period]]:
    """Each slice with its period, else the assumed one, and then with that of the base; those without any left out."""
    for cut in measure_slices(measure):
        period = cut.period or assumed
        if period is None:
            continue
        yield cut, period
        base = base_period(measure, period)
        if base is not None:
            yield cut, base
