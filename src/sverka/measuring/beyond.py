"""Goods named outright that go beyond narrow records: not covered, since the part that is there is no figure of them.

What names no goods is the total of the records, and is answered with its scope.
"""

from __future__ import annotations

from sverka.measuring.answers import NotRecorded
from sverka.measuring.extent import extent_of
from sverka.measuring.series import Series
from sverka.model.measures import Measure, Rank, measure_slices
from sverka.model.slices import ALL, Members
from sverka.reference.ranked import is_goods


def check_within(series: Series, measure: Measure) -> None:
    """Raise `NotRecorded` where a measure, its periods said, names goods beyond those that a narrow extract holds."""
    held = extent_of(series)
    if not held.goods:
        return
    ranked = Members.of(measure.member) if isinstance(measure, Rank) and is_goods(measure.member) else ALL
    for cut in measure_slices(measure):
        names = held.beyond(cut.goods) or held.beyond(ranked)
        if names:
            raise NotRecorded("beyond_scope", 3, asked="+".join(names), goods="+".join(held.goods))
