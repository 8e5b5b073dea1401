"""Likely causes of a miss: slips that turn the recorded figure into the stated one, named only if the arithmetic fits.

A slip fits when the value that it gives lies in what the stated number alone admits, its hedge left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sverka.checking.judging import bare_interval, within
from sverka.checking.ledger import Ledger, Question
from sverka.checking.senses.interpretation import in_period
from sverka.checking.telling import Teller
from sverka.checking.wording import Phrasebook
from sverka.measuring.answers import Answer
from sverka.model.claims import Claim
from sverka.model.findings import Cause
from sverka.model.measures import (
    Balance,
    Change,
    Growth,
    Level,
    Measure,
    Rank,
    Share,
    ShareChange,
    each_slice,
    measure_period,
    measure_slices,
)
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.reference.hedges import stated_intervals

MOST_CAUSES = 3
_SCALES = (("1,000", 1e3), ("0.001", 1e-3), ("1,000,000", 1e6), ("0.000001", 1e-6), ("10", 10.0), ("0.1", 0.1))


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that misses, with what is needed to try slips on it; `neighbours` are the claims before and after it."""

    claim: Claim
    question: Question
    answer: Answer
    ledger: Ledger
    neighbours: tuple[Claim, ...]

    @property
    def measure(self) -> Measure:
        """The plain question, every period said."""
        return self.question.measure

    def value(self, measure: Measure) -> float | None:
        """What the records answer to another measure of the same reporter."""
        return self.ledger.answer(replace(self.question, measure=measure)).value


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip would have given: its kind, the value to hold against the stated number, what it was made of."""

    kind: str
    value: float | None
    measure: Measure | None = None
    detail: str = ""


def likely_causes(case: Case, words: Phrasebook, teller: Teller) -> tuple[Cause, ...]:
    """The slips that fit, the plainest first; one of each kind."""
    stated = bare_interval(case.claim)
    found: dict[str, Cause] = {}
    for slip in _slips(case):
        if slip.value is None or slip.kind in found or not within(slip.value, stated):
            continue
        found[slip.kind] = Cause(slip.kind, _told(slip, words, teller), slip.value)
        if len(found) == MOST_CAUSES:
            break
    return tuple(found.values())


def _told(slip: Slip, words: Phrasebook, teller: Teller) -> str:
    named = teller.measure(slip.measure) if slip.measure is not None else ""
    return words.say(f"cause_{slip.kind}", measure=named, detail=slip.detail)


def _slips(case: Case) -> Iterator[Slip]:
    yield from _scale_slips(case)
    yield from _transposed(case)
    yield from _swapped_flows(case)
    yield from _swapped_neighbours(case)
    yield from _growth_slips(case)
    yield from _weight_for_value(case)
    yield from _other_periods(case)


def _scale_slips(case: Case) -> Iterator[Slip]:
    """Thousands for millions, a decimal mark that moved."""
    value = case.answer.value
    if value is None or not isinstance(case.measure, Level | Change | Balance):
        return
    for factor, size in _SCALES:
        yield Slip("scale", value * size, detail=factor)


def _transposed(case: Case) -> Iterator[Slip]:
    """Two neighbouring digits of the printed number changed places: read rightly, it would hold."""
    claim, value = case.claim, case.answer.value
    if value is None or claim.value is None or claim.value_hi is not None or not claim.printed:
        return
    for other in _transpositions(claim.printed):
        number, printed = float(other), float(claim.printed)
        if not printed or not number:
            continue
        meant = claim.value * number / printed
        if within(value, stated_intervals(meant, claim.unit, "exact", other)[0]):
            # The slip is on the side of the text: what the text should have said fits what is recorded.
            yield Slip("transposed", claim.value, detail=other)


def _transpositions(printed: str) -> Iterator[str]:
    """The number with two different neighbouring digits exchanged, the decimal mark left where it is."""
    places = [at for at, char in enumerate(printed) if char.isdecimal()]
    if not printed.replace(".", "", 1).isdecimal():
        return
    for one, two in pairwise(places):
        if printed[one] != printed[two]:
            chars = list(printed)
            chars[one], chars[two] = chars[two], chars[one]
            yield "".join(chars)


def _swapped_flows(case: Case) -> Iterator[Slip]:
    """The share of imports for that of exports; imports for exports; turnover for either."""
    measure = case.measure
    if isinstance(measure, Balance):
        yield Slip("sign", None if case.answer.value is None else -case.answer.value)
        return
    flows = {cut.flow for cut in measure_slices(measure)}
    if len(flows) != 1:
        return
    for flow in Flow:
        if flow not in flows:
            other = each_slice(measure, lambda cut, to=flow: replace(cut, flow=to))  # type: ignore[misc]
            yield Slip("other_flow", case.value(other), other)


def _swapped_neighbours(case: Case) -> Iterator[Slip]:
    """The figure of the partner, or goods, named before or after it in the list."""
    for partners, goods in dict.fromkeys(_named(case.neighbours)):
        for changed in _with_neighbour(case.measure, partners, goods):
            if changed != case.measure:
                yield Slip("neighbour", case.value(changed), changed)


def _named(claims: Iterable[Claim]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    for claim in claims:
        if claim.measure is not None:
            yield claim.partners, claim.products.group if claim.products else None


def _with_neighbour(measure: Measure, partners: tuple[str, ...], goods: str | None) -> Iterator[Measure]:
    if isinstance(measure, Rank):
        return
    part = measure_slices(measure)[0]
    if partners and part.partners.include and partners != part.partners.include:
        yield _with_part(measure, replace(part, partners=Members(partners)))
    if goods and part.goods.include and (goods,) != part.goods.include:
        yield _with_part(measure, replace(part, goods=Members.of(*goods.split("+"))))


def _with_part(measure: Measure, part: Slice) -> Measure:
    if isinstance(measure, Share):
        return replace(measure, part=part)
    if isinstance(measure, ShareChange):
        return replace(measure, share=replace(measure.share, part=part))
    return each_slice(measure, lambda cut: replace(cut, partners=part.partners, goods=part.goods))


def _growth_slips(case: Case) -> Iterator[Slip]:
    """A growth of the wrong base: measured on the later value, an index for a growth, points for per cent."""
    measure, now, before = case.measure, case.answer.numerator, case.answer.base
    if not isinstance(measure, Growth) or now is None or not before:
        return
    if now:
        yield Slip("later_base", 100 * (now - before) / now)
    yield Slip("index", 100 * now / before)
    period = measure.cut.period
    assert period is not None
    for years in (2, 3):
        based = replace(measure, base=period.shift(-12 * years))
        yield Slip("older_base", case.value(based), based)
    yield from _points(case, measure, period)


def _points(case: Case, measure: Growth, period: Period) -> Iterator[Slip]:
    """The change of the share in points, said as a growth in per cent."""
    cut = measure.cut
    if cut.partners.is_all and cut.goods.is_all:
        return
    whole = Slice(cut.flow, period=period)
    share = Share(cut, whole)
    now, then = case.value(share), case.value(in_period(share, measure.base or period.year_earlier()))
    if now is not None and then is not None:
        yield Slip("points", now - then, share)


def _weight_for_value(case: Case) -> Iterator[Slip]:
    """Tonnes said as money, or money as tonnes."""
    measure = case.measure
    if not isinstance(measure, Level):
        return
    for unit in ("t", "kg") if measure.unit not in ("t", "kg") else (None,):
        other = replace(measure, unit=unit)
        yield Slip("weight", case.value(other), other)


def _other_periods(case: Case) -> Iterator[Slip]:
    """The figure of another period: the year before or after, the year for the month, the last month for the year."""
    period = measure_period(case.measure)
    if period is None:
        return
    for kind, other in _periods_near(period):
        changed = in_period(case.measure, other)
        yield Slip(kind, case.value(changed), changed)


def _periods_near(period: Period) -> Iterator[tuple[str, Period]]:
    year = period.last_month // 12
    yield "other_year", period.shift(-12)
    yield "other_year", period.shift(12)
    if period.months > 1:
        yield "month_for_year", Period(period.last_month, period.last_month)
    if not period.is_year:
        yield "year_for_month", Period.year(year)
        if period.last_month % 12 and period.first_month % 12:
            yield "year_for_month", Period(year * 12, period.last_month)
