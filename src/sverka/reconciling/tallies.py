"""Places, numbers of things, prices, changes of shares: no sum of trade bounds them; what is stated of one stands
against the rest said of it.

Two statements of one such measure that share no value conflict. Intervals on a line have a value in common as soon
as each two of them do, so every minimal conflict is a pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from sverka.model.claims import Claim
from sverka.model.findings import Bound, BoundSide, Conflict, Correction
from sverka.model.interval import Interval
from sverka.model.measures import Count, Measure, Rank, ShareChange, UnitValue
from sverka.model.period import Period
from sverka.reconciling.resolving import LeftOutError, dated, stated_interval

Tallied = Rank | Count | ShareChange | UnitValue
"""Measures that no sum of trade bounds."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one claim states of a measure that no sum bounds."""

    claim: str
    reporter: str | None
    measure: Measure
    stated: Interval


def tallies(claims: Iterable[Claim], assumed: Mapping[str, Period], *, exact: bool) -> list[Tally]:
    """The claims of such measures, those whose period is neither stated nor assumed aside."""
    found = []
    for claim in claims:
        if not isinstance(claim.measure, Tallied):
            continue
        try:
            measure = dated(claim.measure, assumed.get(claim.id))
        except LeftOutError:
            continue
        found.append(Tally(claim.id, claim.reporter, measure, stated_interval(claim, exact)))
    return found


def tally_conflicts(stated: Sequence[Tally], most: int) -> tuple[Conflict, ...]:
    """Each two that say the same measure otherwise, at most so many."""
    found: list[Conflict] = []
    for same in _alike(stated):
        for a, b in combinations(same, 2):
            if len(found) == most:
                return tuple(found)
            if not _meet(a.stated, b.stated):
                corrections = (_correction(a, b), _correction(b, a))
                found.append(Conflict((a.claim, b.claim), corrections))
    return tuple(found)


def tally_corrections(stated: Sequence[Tally]) -> list[tuple[frozenset[str], ...]]:
    """For each measure that is said otherwise, the minimal sets of claims whose removal reconciles the rest."""
    found = []
    for same in _alike(stated):
        outside = {frozenset(tally.claim for tally in same if point not in tally.stated) for point in _points(same)}
        minimal = (one for one in outside if not any(other < one for other in outside))
        least = sorted(minimal, key=lambda one: (len(one), sorted(one)))
        if least and least[0]:
            found.append(tuple(least))
    return found


def tally_bound(
    measure: Measure, reporter: str | None, period: Period | None, stated: Sequence[Tally], dropped: Iterable[str]
) -> Bound | None:
    """What is said of such a measure that is asked for; nothing where nothing is said of it."""
    if not isinstance(measure, Tallied):
        return None
    try:
        full = dated(measure, period)
    except LeftOutError:
        return None
    left = set(dropped)
    same = [t for t in stated if t.measure == full and t.reporter == reporter and t.claim not in left]
    if not same:
        return None
    low = _end([(t.stated.low, t.claim) for t in same], greatest=True)
    high = _end([(t.stated.high, t.claim) for t in same], greatest=False)
    unit = "pp" if isinstance(measure, ShareChange) else getattr(measure, "unit", None) or ""
    return Bound(measure, reporter, unit, low, high, str(period) if full != measure and period else None)


def _alike(stated: Sequence[Tally]) -> list[list[Tally]]:
    """The tallies of one reporter and measure together."""
    groups: dict[tuple[str | None, Measure], list[Tally]] = {}
    for tally in stated:
        groups.setdefault((tally.reporter, tally.measure), []).append(tally)
    return list(groups.values())


def _points(same: Sequence[Tally]) -> list[float]:
    """A value at each stated end, between each two, and beyond the outermost: all that the intervals can tell apart."""
    ends = sorted({end for tally in same for end in (tally.stated.low, tally.stated.high) if end is not None})
    between = [(a + b) / 2 for a, b in pairwise(ends)]
    return [*ends, *between, *(ends[:1] and [ends[0] - 1, ends[-1] + 1])]


def _meet(a: Interval, b: Interval) -> bool:
    """Whether some value lies in both."""
    low = max((end for end in (a.low, b.low) if end is not None), default=float("-inf"))
    high = min((end for end in (a.high, b.high) if end is not None), default=float("inf"))
    return low < high or (low == high and low in a and low in b)


def _correction(tally: Tally, other: Tally) -> Correction:
    """The nearest value that the other statement admits."""
    low, high = other.stated.low, other.stated.high
    below = low is not None and tally.stated.high is not None and tally.stated.high <= low
    return Correction(tally.claim, tally.stated, low if below else high)


def _end(ends: Sequence[tuple[float | None, str]], *, greatest: bool) -> BoundSide:
    """The tightest of the stated ends, with whose it is."""
    known = [(end, claim) for end, claim in ends if end is not None]
    if not known:
        return BoundSide(None)
    value = (max if greatest else min)(end for end, _ in known)
    return BoundSide(value, (next(claim for end, claim in known if end == value),))
