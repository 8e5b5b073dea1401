"""Plausible readings: a claim with one or two of its slots filled otherwise, as questions to the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sverka.checking.readings.options import PARAGRAPH, Option, Surroundings, options
from sverka.model.claims import Claim, Reading, SlotFill
from sverka.model.measures import Measure, each_slice, measure_slices
from sverka.reference.formulate import formulate

MOST = 120
"""How many readings of one claim are tried, the nearest first."""
MOST_CHANGES = 2
PERSON = "person"


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What the sentence of a claim may ask instead: the claim so read, the slots filled otherwise, how far off."""

    claim: Claim
    measure: Measure
    changes: tuple[SlotFill, ...]
    cost: int

    @property
    def leans(self) -> bool:
        """Whether it takes words that stand in or before the sentence for slots that it leaves open."""
        return self.cost <= PARAGRAPH and all(fill.start is not None for fill in self.changes)


def plausible(claim: Claim, reading: Reading, most: int = MOST) -> tuple[OtherReading, ...]:
    """The other readings of a claim, the nearest first; none where its own words say all.

    A claim that was handed over is taken as given: the one other reading of it is Sverka's own, where that differs, and
    none of what a person decided.
    """
    if claim.origin is not None:
        return _of_second_reader(claim, reading)
    found: dict[tuple[str | None, Measure], OtherReading] = {}
    own = (claim.reporter, claim.measure)
    every = list(options(Surroundings(claim, reading)))
    for chosen in sorted(_combined(every), key=_cost):
        changed = _changed(claim, chosen)
        measure, _ = formulate(changed)
        key = (changed.reporter, measure)
        if measure is None or key == own or key in found or _only_dates(claim.measure, measure):
            continue
        found[changed.reporter, measure] = OtherReading(changed, measure, tuple(o.fill for o in chosen), _cost(chosen))
        if len(found) >= most:
            break
    return tuple(found.values())


def _of_second_reader(claim: Claim, reading: Reading) -> tuple[OtherReading, ...]:
    own = reading.second_of(claim.id)
    if own is None or own.measure is None or claim.origin == PERSON:
        return ()
    if (own.reporter, own.measure) == (claim.reporter, claim.measure) or own.kind != claim.kind:
        return ()
    changed = replace(own, value=claim.value, interval=claim.interval, interval_wide=claim.interval_wide)
    return (OtherReading(changed, own.measure, own.slots, 1),)


def _only_dates(own: Measure | None, other: Measure) -> bool:
    """Whether a reading only says the period that the own one leaves unsaid: one is taken for it anyway."""
    if own is None or any(cut.period is not None for cut in measure_slices(own)):
        return False
    return own == each_slice(other, lambda cut: replace(cut, period=None))


def _cost(chosen: Sequence[Option]) -> int:
    return sum(option.cost for option in chosen) + (len(chosen) - 1)


def _changed(claim: Claim, chosen: Sequence[Option]) -> Claim:
    """The claim with its slots filled otherwise; the goods of a share's whole go with those of its part."""
    changed = replace(claim, **dict(field for option in chosen for field in option.fields))  # type: ignore[arg-type]
    slots = {option.slot for option in chosen}
    if claim.kind == "share" and "of" not in slots and claim.of_products is not None and "goods" in slots:
        changed = replace(changed, of_products=changed.products if changed.partners else None)
    return changed


def _combined(every: Sequence[Option]) -> Iterator[tuple[Option, ...]]:
    yield from ((one,) for one in every)
    if MOST_CHANGES > 1:
        yield from (pair for pair in combinations(every, 2) if pair[0].slot != pair[1].slot)
