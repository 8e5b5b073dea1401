"""What the other statements, and known figures, leave possible for a claim that no record answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sverka.checking.weighing import Weighed
from sverka.model.claims import Claim
from sverka.model.findings import Bound, Conflict, Finding, Reconciliation, Verdict
from sverka.model.measures import Measure


@dataclass(frozen=True, slots=True)
class Bounding:
    """Statements weighed together, the figures known from records, the claims that these refute, and those that they
    answer, in whose place they stand.
    """

    weighed: Weighed
    figures: Sequence[Claim] = ()
    refuted: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()

    def conflicts_of(self, claim: Claim) -> tuple[Conflict, ...]:
        """The conflicts that a claim is part of; one that a refuted claim explains is none."""
        found = tuple(
            conflict
            for conflict in self.weighed.reconciliation.conflicts
            if claim.id in conflict.claims and not self.refuted & set(conflict.claims)
        )
        return found or self._with_figures(claim)

    def _with_figures(self, claim: Claim) -> tuple[Conflict, ...]:
        """Conflicts of a claim with recorded figures alone."""
        if claim.measure is None or not self.figures:
            return ()
        from sverka.reconciling import Limits, reconcile

        own = tuple(one for one in self.figures if one.reporter == claim.reporter)
        if not own:
            return ()
        limits = Limits(targets=0, consequences=0, seconds=0.2)
        result = reconcile((claim, *own), assumed=self.weighed.assumed, exact=self.weighed.exact, limits=limits)
        return tuple(conflict for conflict in result.conflicts if claim.id in conflict.claims)

    def bounds_of(self, claim: Claim) -> tuple[Bound, ...]:
        """What the other statements that no record answers, and the figures, imply for a claim's own measure."""
        if claim.measure is None:
            return ()
        from sverka.reconciling import Limits, reconcile

        others = (one for one in self.weighed.claims if one.id != claim.id and one.id not in self.answered)
        result = reconcile(
            (*others, *self.figures),
            targets=((claim.measure, claim.reporter),),
            assumed=self.weighed.assumed,
            target_period=self.weighed.assumed.get(claim.id),
            exact=self.weighed.exact,
            limits=Limits(targets=0, consequences=0, seconds=0.0),
        )
        return tuple(bound for bound in result.bounds if bound.uses)

    def beside_records(self, findings: Iterable[Finding], answers: Callable[[Measure, str | None], bool]) -> Weighed:
        """The weighing as it stands beside records: what follows from claims that no record answers, with the figures
        known; nothing of a measure that the records answer themselves.
        """
        stated = self.weighed.reconciliation
        open_ones = {one.claim.id for one in findings if one.verdict in (Verdict.NOT_COVERED, Verdict.CONFLICTS)}
        measured = any(claim.id in open_ones and claim.measure is not None for claim in self.weighed.claims)
        result = self._reconciled() if measured else Reconciliation()
        joint = replace(
            result,
            bounds=tuple(one for one in result.bounds if open_ones & set(one.uses)),
            consequences=tuple(
                one
                for one in result.consequences
                if open_ones & set(one.uses) and not answers(one.measure, one.reporter)
            ),
            conflicts=stated.conflicts,
            corrections=stated.corrections,
            dropped=stated.dropped,
            idle=tuple(idle for idle in result.idle if idle.claim in open_ones),
        )
        return replace(self.weighed, reconciliation=joint)

    def _reconciled(self) -> Reconciliation:
        from sverka.reconciling import reconcile

        standing = (one for one in self.weighed.claims if one.id not in self.answered)
        return reconcile(
            (*standing, *self.figures),
            assumed=self.weighed.assumed,
            target_period=self.weighed.period,
            exact=self.weighed.exact,
        )
