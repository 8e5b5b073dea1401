"""Goods named outright that go beyond narrow records: not covered, since the part that is there is no figure of them.

What names no goods is the total of the records, and is answered with its scope.
"""

from __future__ import annotations

from sverka.measuring.answers import NotRecorded
from sverka.measuring.asked import asked_slices
from sverka.measuring.extent import extent_of
from sverka.measuring.series import Series
from sverka.model.measures import Measure


def check_within(series: Series, measure: Measure) -> None:
    """Raise `NotRecorded` where a measure, its periods said, names goods beyond those that a narrow extract holds."""
    for cut, _ in asked_slices(measure):
        if cut.goods.include:
            held = extent_of(series)
            names = held.beyond(cut.goods)
            if names:
                raise NotRecorded("beyond_scope", 3, asked="+".join(names), goods="+".join(held.goods))
