"""Statements that bind nothing, and why: no bound rests on them and no conflict needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sverka.model.findings import Idle
from sverka.model.measures import Change, Growth
from sverka.model.period import Period
from sverka.reconciling.blocks import Entry
from sverka.reconciling.bounds import tidy
from sverka.reconciling.deciding import Decider
from sverka.reconciling.exact import Extreme, Nothing
from sverka.reconciling.formula import decimal_number
from sverka.reconciling.solver import UndecidedError
from sverka.reconciling.weighed import Weighed

MOST_COMPARED = 12


def idle_claims(weighed: Weighed) -> list[Idle]:
    """The statements of a block that nothing rests on."""
    used = {claim for bound in weighed.worth for claim in bound.uses}
    used |= {claim for _, bound in weighed.answers for claim in bound.uses}
    used |= {claim for conflict in weighed.clashes.conflicts for claim in conflict}
    found = [_crowded_out(entry) for entry in weighed.crowded_out]
    loose = [entry for entry in weighed.block.entries if entry.claim.id not in used]
    speakers = _speakers(weighed.block.entries)
    for at, entry in enumerate(loose):
        reason = _lonely(entry, speakers)
        if reason is None and weighed.sure:
            reason = _repeated(entry, weighed.block.entries, used) or _loose(entry, weighed, at < MOST_COMPARED)
        if reason is not None:
            found.append(reason)
    return found


def _crowded_out(entry: Entry) -> Idle:
    reason = "it was left out: the other statements already divide trade into too many cells"
    return Idle(entry.claim.id, reason, "crowded-out")


def _speakers(entries: Iterable[Entry]) -> dict[Period, set[str]]:
    """Which statements speak of each period."""
    found: dict[Period, set[str]] = {}
    for entry in entries:
        for cut in entry.statement.cuts:
            found.setdefault(Period(cut.first_month, cut.last_month), set()).add(entry.claim.id)
    return found


def _lonely(entry: Entry, speakers: Mapping[Period, set[str]]) -> Idle | None:
    """A comparison one of whose periods no other statement speaks of."""
    measure = entry.measure
    if not isinstance(measure, Growth | Change) or measure.cut.period is None:
        return None
    period = measure.cut.period
    base = measure.base or period.year_earlier()
    for span in (base, period):
        if any(span.overlaps(other) and who != {entry.claim.id} for other, who in speakers.items()):
            continue
        what = f"the year before, {span}," if span.is_year and span == period.year_earlier() else f"{span}"
        return Idle(entry.claim.id, f"{what} appears in no other statement", "lonely-period", (str(span),))
    return None


def _repeated(entry: Entry, entries: Iterable[Entry], used: set[str]) -> Idle | None:
    """A statement of the same measure as another that bounds do rest on."""
    for other in entries:
        same = other.statement.question == entry.statement.question is not None
        if other is not entry and same and other.claim.id in used:
            return Idle(entry.claim.id, f"it adds nothing to {other.claim.id}", "repeats", (other.claim.id,))
    return None


def _loose(entry: Entry, weighed: Weighed, compare: bool) -> Idle:
    """A statement wider than what the others imply, with what they imply, or one that no measure asked rests on."""
    implied = _implied(entry, weighed) if compare else None
    if implied is None:
        return Idle(entry.claim.id, "none of the bounds rests on it", "unused")
    ends = tuple("" if end is None else f"{tidy(end):.6g}" for end in implied)
    return Idle(entry.claim.id, "the other statements imply as much", "implied", ends)


def _implied(entry: Entry, weighed: Weighed) -> tuple[Fraction | None, Fraction | None] | None:
    """What the others imply of a statement's measure, if that is no wider than the statement."""
    question, stated = entry.statement.question, entry.statement.stated
    if question is None:
        return None
    left_out = weighed.dropped | {entry.claim.id}
    others = [statement for statement in weighed.system.statements if statement.claim not in left_out]
    decider = Decider(weighed.system.of(others, [question]), positive=False)
    try:
        ends = [decider.extreme(question, greatest=greatest) for greatest in (False, True)]
    except UndecidedError:
        return None
    if any(isinstance(end, Nothing) for end in ends):
        return None
    low, high = (question.value(end.value) if isinstance(end, Extreme) else None for end in ends)
    above = stated.low is None or (low is not None and low >= decimal_number(stated.low))
    below = stated.high is None or (high is not None and high <= decimal_number(stated.high))
    return (low, high) if above and below else None
