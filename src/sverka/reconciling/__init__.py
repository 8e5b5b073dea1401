"""Claims to bounds, conflicts and consequences, by linear programming.

Importing this package is light; the solver is loaded by the first call of `reconcile`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sverka.model.claims import Claim
from sverka.model.findings import Reconciliation
from sverka.model.measures import Measure
from sverka.reconciling.limits import Limits
from sverka.reconciling.meaning import Meaning

__all__ = ["Limits", "Meaning", "reconcile"]


def reconcile(
    claims: Sequence[Claim],
    *,
    targets: Sequence[tuple[Measure, str | None]] = (),
    assumed: Mapping[str, str] | None = None,
    target_period: str | None = None,
    exact: bool = False,
    meaning: Meaning | None = None,
    limits: Limits | None = None,
) -> Reconciliation:
    """What the claims imply together: bounds, minimal conflicts, consequences, and which claims bind nothing.

    `targets` are the measures to bound, each with its reporter (`None`: the one reporter of the claims); without them
    the measures worth asking are bounded. `assumed` gives for a claim's id the period to take where its measure leaves
    it unsaid, `target_period` the same for targets (left out: the one most claims are assumed to be of). Claims are
    weighed by their wide intervals; with `exact` bare, about and almost numbers are points. Per cents are in per cent,
    amounts in the unit of the measure. `meaning` says what names stand for (the reference tables).

    Raise `UsageError` for a period that cannot be read.
    """
    from sverka.reconciling.weighing import Request, weigh

    request = Request(tuple(claims), tuple(targets), dict(assumed or {}), target_period, exact)
    return weigh(request, meaning, limits or Limits())
