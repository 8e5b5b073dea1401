"""What the records lack, as facts without figures."""

from __future__ import annotations

from collections.abc import Iterator

from sverka.measuring.answers import NotRecorded
from sverka.measuring.standings import goods_values, partner_values
from sverka.measuring.unread_rows import unread_remarks
from sverka.model.slices import Flow, Slice
from sverka.writing.brief.facts import Asker, Fact, Word, flow_word


def lacking_facts(asker: Asker) -> Iterator[Fact]:
    """Notes in the order in which they matter."""
    if asker.extent.is_narrow:
        yield _note("scope")
    if asker.asked != asker.period:
        yield _note("narrowed", period=Word("period", str(asker.period)))
    if asker.series.about.synthetic:
        yield _note("synthetic")
    if Flow.TURNOVER in asker.window.flows and not any(
        asker.window.compares(flow) for flow in (Flow.EXPORT, Flow.IMPORT)
    ):
        yield _note("no_bases")
    else:
        for flow in (Flow.EXPORT, Flow.IMPORT):
            yield from _flow(asker, flow)
    for flow in (Flow.EXPORT, Flow.IMPORT):
        yield from _gap(asker, flow)
    yield from _unread(asker)
    yield from _goods(asker)
    if asker.cube.regions is not None:
        yield _note("sum_of_regions")
    if len({one.key.source for one in asker.cube.series}) > 1:
        yield _note("other_sources")


def _note(kind: str, **words: Word) -> Fact:
    return Fact(f"note.{kind}", "lacking", {}, words)


def _flow(asker: Asker, flow: Flow) -> Iterator[Fact]:
    if flow not in asker.series.blocks:
        yield _note("no_flow", **flow_word(flow))
    elif flow not in asker.window.flows:
        yield _note("no_period", **flow_word(flow))
    elif not asker.window.compares(flow):
        yield _note("no_base", **flow_word(flow))


def _gap(asker: Asker, flow: Flow) -> Iterator[Fact]:
    """That a declared total is not what its recorded parts add up to, or is declared with different values."""
    total = asker.window.amount(flow, asker.period) if flow in asker.window.flows else None
    if total is not None and any(remark.kind == "gap" for remark in total.remarks):
        yield _note("gap", **flow_word(flow))
    if total is not None and any(remark.kind == "contested" for remark in total.remarks):
        yield _note("contested", **flow_word(flow))


def _unread(asker: Asker) -> Iterator[Fact]:
    """That rows of the period, or rows that may be of it, are in quarantine."""
    maybe = False
    for flow in (one for one in (Flow.EXPORT, Flow.IMPORT) if one in asker.window.flows):
        told = unread_remarks(asker.series, [(flow, asker.period)])
        if any("maybe" not in remark.values for remark in told):
            yield _note("quarantine", **flow_word(flow))
        maybe |= any("maybe" in remark.values for remark in told)
    if maybe:
        yield _note("quarantine_maybe")


def _goods(asker: Asker) -> Iterator[Fact]:
    flow = next(one for one in (Flow.EXPORT, Flow.IMPORT) if one in asker.window.flows)
    try:
        partner_values(asker.series, Slice(flow, period=asker.period))
    except NotRecorded:
        yield _note("no_partners")
    if not asker.series.is_hs:
        yield _note("not_hs")
        return
    if not _tells_goods(asker):
        yield _note("no_goods")


def _tells_goods(asker: Asker) -> bool:
    """Whether goods are told apart in the period."""
    try:
        for flow in (one for one in (Flow.EXPORT, Flow.IMPORT) if one in asker.window.flows):
            goods_values(asker.series, Slice(flow, period=asker.period), 2)
    except NotRecorded:
        return False
    return True
