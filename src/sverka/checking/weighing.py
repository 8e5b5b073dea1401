"""Weighing statements together: documents and statement files, joined, with the periods that they leave unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sverka.checking.assumed import assume_periods, joint_period, main_period
from sverka.checking.joint import number_jointly
from sverka.checking.readings.firm import Firmness
from sverka.model.claims import Claim, Reading
from sverka.model.findings import Reconciliation
from sverka.model.measures import Measure


@dataclass(frozen=True, slots=True)
class Weighed:
    """Documents and statements with joint ids, what was assumed of them, and what they imply together."""

    readings: tuple[Reading, ...]
    statements: tuple[Claim, ...]
    assumed: Mapping[str, str]
    reporter: str | None
    period: str | None
    reconciliation: Reconciliation
    exact: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that were weighed, documents first."""
        return (*(claim for reading in self.readings for claim in reading.claims), *self.statements)


def weigh(
    readings: Sequence[Reading],
    statements: Sequence[Claim] = (),
    *,
    measures: Sequence[Measure] = (),
    reporter: str | None = None,
    exact: bool = False,
    date: str | None = None,
) -> Weighed:
    """What documents and statements imply together, and the bounds of `measures` asked of one reporter.

    Without `measures` the bounds are of what is worth asking of these statements. `reporter` is whose trade the
    measures are about, by default the one that most claims speak of; `exact` takes every value as a point; `date` is
    when statements were published that do not say so.
    """
    from sverka.reconciling import reconcile

    given = gather(readings, statements, reporter=reporter, exact=exact, date=date)
    asked = tuple((measure, given.reporter) for measure in measures)
    result = reconcile(given.claims, targets=asked, assumed=given.assumed, target_period=given.period, exact=exact)
    firmness = Firmness(given.readings, with_records=False)
    return replace(given, reconciliation=firmness.told(result))


def gather(
    readings: Sequence[Reading],
    statements: Sequence[Claim] = (),
    *,
    reporter: str | None = None,
    exact: bool = False,
    date: str | None = None,
) -> Weighed:
    """Documents and statements with joint ids and the periods assumed of them, not weighed yet."""
    numbered = number_jointly(readings)
    claims = (*(claim for reading in numbered for claim in reading.claims), *statements)
    about = reporter or main_reporter(readings, claims)
    period = joint_period(readings) or main_period(statements, date)
    assumed = assume_periods(numbered, statements, date)
    return Weighed(numbered, tuple(statements), assumed, about, period, Reconciliation(), exact)


def main_reporter(readings: Sequence[Reading], claims: Sequence[Claim]) -> str | None:
    """Whose trade most claims are about; without claims, whom the first document speaks of."""
    counts = Counter(claim.reporter for claim in claims if claim.reporter)
    if counts:
        return counts.most_common(1)[0][0]
    return next((reading.reporter for reading in readings if reading.reporter), None)
