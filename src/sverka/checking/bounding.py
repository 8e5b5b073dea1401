"""What the other statements, and known figures, leave possible for a claim that no record answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sverka.checking.readings.firm import Firmness
from sverka.checking.weighing import Weighed
from sverka.model.claims import Claim
from sverka.model.findings import Bound, Conflict, Reconciliation
from sverka.model.measures import Measure


@dataclass(frozen=True)
class Bounding:
    """Statements, the figures known from records (`None`: no records were asked), and the claims that these answer, in
    whose place they stand.
    """

    weighed: Weighed
    figures: Sequence[Claim] | None = None
    answered: frozenset[str] = frozenset()

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """The statements that no record answers, weighed once with the figures."""
        if self.figures is None:
            return self.weighed.reconciliation
        standing = tuple(one for one in self.weighed.claims if one.id not in self.answered)
        if not any(one.measure is not None for one in standing):
            return Reconciliation()
        from sverka.reconciling import reconcile

        result = reconcile(
            (*standing, *self.figures),
            assumed=self.weighed.assumed,
            target_period=self.weighed.period,
            exact=self.weighed.exact,
        )
        return Firmness(self.weighed.readings, with_records=True).told(result)

    def doubted_with(self, claim: Claim) -> tuple[str, ...]:
        """What a claim, as it was read, cannot be true together with, though some of it can be read otherwise."""
        found = (one for one in self.reconciliation.doubtful if claim.id in one.claims)
        return tuple(dict.fromkeys(other for one in found for other in one.claims if other != claim.id))

    def conflicts_of(self, claim: Claim) -> tuple[Conflict, ...]:
        """The conflicts that a claim is part of, with other statements or with figures."""
        return tuple(one for one in self.reconciliation.conflicts if claim.id in one.claims)

    def bounds_of(self, claim: Claim) -> tuple[Bound, ...]:
        """What the other statements that no record answers, and the figures, imply for a claim's own measure."""
        if claim.measure is None:
            return ()
        from sverka.reconciling import Limits, reconcile

        others = (one for one in self.weighed.claims if one.id != claim.id and one.id not in self.answered)
        result = reconcile(
            (*others, *(self.figures or ())),
            targets=((claim.measure, claim.reporter),),
            assumed=self.weighed.assumed,
            target_period=self.weighed.assumed.get(claim.id),
            exact=self.weighed.exact,
            limits=Limits(targets=0, consequences=0, seconds=0.0),
        )
        return tuple(bound for bound in result.bounds if bound.uses)

    def beside_records(self, answers: Callable[[Measure, str | None], bool]) -> Weighed:
        """The weighing as it stands beside records: what follows from the claims that no record answers, with the
        figures; nothing of a measure that the records answer themselves.
        """
        result = self.reconciliation
        open_ones = {claim.id for claim in self.weighed.claims} - self.answered
        joint = replace(
            result,
            bounds=tuple(one for one in result.bounds if open_ones & set(one.uses)),
            consequences=tuple(
                one
                for one in result.consequences
                if open_ones & set(one.uses) and not answers(one.measure, one.reporter)
            ),
            idle=tuple(idle for idle in result.idle if idle.claim in open_ones),
        )
        return replace(self.weighed, reconciliation=joint)
