"""What a profile says of partners that come to more than the whole, and of those that are no single partners."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.measuring.answers import NotRecorded, Remark
from sverka.measuring.expression import CENTS
from sverka.measuring.profile_parts import FIRST, Window, is_over
from sverka.measuring.standings import many_left, ordered, partner_values
from sverka.model.slices import Flow, Slice


def partner_doubts(window: Window, flow: Flow) -> Iterator[Remark]:
    """That the largest partners of a flow come to more than it, so that no rest and no share of them is told; and which
    partners are groups or rests of others, and so not shown among them.
    """
    cut = Slice(flow, period=window.period)
    try:
        values = partner_values(window.series, cut)
    except NotRecorded:
        return
    whole = window.amount(flow, window.period)
    parts = sum(value for _, value in ordered(values)[:FIRST])
    if whole is not None and is_over(parts, whole.whole):
        told = {"flow": flow.value, "unit": window.currency}
        yield Remark("partners_over", {**told, "parts": repr(parts / CENTS), "declared": repr(whole.value)})
    for remark in many_left(window.series, cut):
        yield Remark(remark.kind, {**remark.values, "flow": flow.value})
