"""Findings: what becomes of a claim, and what several claims imply together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sverka.model.claims import Claim
from sverka.model.interval import Interval
from sverka.model.measures import Measure


class Verdict(StrEnum):
    """How a claim stands to what was recorded and to the other statements."""

    HOLDS = "holds"
    NEARLY_HOLDS = "nearly holds"
    HOLDS_OTHERWISE = "holds otherwise"
    FAILS = "fails"
    CONFLICTS = "conflicts"
    NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class ProofTerm:
    """One statement that a bound rests on, and the weight (dual value) that it has in the proof."""

    claim: str
    weight: float


@dataclass(frozen=True, slots=True)
class BoundSide:
    """One end of a bound: its value, the statements used, and the arithmetic in a sentence.

    `value` is `None` where nothing binds; `arithmetic` is a formula in numbers, `(1 − 0.45 − 0.3333) / (1 − 0.6)`.
    """

    value: float | None
    uses: tuple[str, ...] = ()
    terms: tuple[ProofTerm, ...] = ()
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The least and greatest value that a measure can have if all statements hold."""

    measure: Measure
    reporter: str | None
    unit: str
    low: BoundSide
    high: BoundSide
    period_assumed: str | None = None
    note: str | None = None

    @property
    def uses(self) -> tuple[str, ...]:
        """The statements that either end rests on, in order."""
        return tuple(dict.fromkeys([*self.low.uses, *self.high.uses]))


@dataclass(frozen=True, slots=True)
class Correction:
    """The least change of one statement that reconciles a conflict: from the interval stated to the nearest value."""

    claim: str
    stated: Interval
    to: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set of statements that cannot all be true, with the least change to each that would reconcile them.

    `resolved_by` names another sense of a word under which they can all hold, when there is one.
    """

    claims: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    arithmetic: str = ""
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """A statement that binds nothing, and why; `code` and `details` say the same to whoever words it otherwise."""

    claim: str
    reason: str
    code: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SenseNote:
    """What another sense of a word changes: `term` taken as `sense` instead of the plain one.

    `changes` are pairs of a bound in the plain sense and in the other; `resolves` the conflicts that it removes.
    """

    term: str
    sense: str
    effect: str
    changes: tuple[tuple[Bound, Bound], ...] = ()
    resolves: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What statements imply together.

    `corrections` are the minimal sets of statements whose removal reconciles the rest; where there are conflicts the
    bounds rest on all statements but those in `dropped`, the smallest such set. `notes` say what was capped.
    """

    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    consequences: tuple[Bound, ...] = ()
    idle: tuple[Idle, ...] = ()
    senses: tuple[SenseNote, ...] = ()
    corrections: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value with its lineage."""

    value: float
    unit: str
    rows: int
    source: str
    version: str
    query: str
    definition: str
    numerator: float | None = None
    denominator: float | None = None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about the document rather than one claim: a hedge that a headline dropped, what records cover."""

    kind: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with its verdict and the reasons for it."""

    claim: Claim
    verdict: Verdict
    reason: str
    figure: Figure | None = None
    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    period_assumed: str | None = None
