"""Findings: what becomes of a claim, and what several claims imply together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sverka.model.claims import Assertion, Claim, SlotFill
from sverka.model.interval import Interval
from sverka.model.measures import Measure


class Verdict(StrEnum):
    """How a claim stands to what was recorded and to the other statements."""

    HOLDS = "holds"
    NEARLY_HOLDS = "nearly holds"
    HOLDS_OTHERWISE = "holds otherwise"
    FAILS = "fails"
    CONFLICTS = "conflicts"
    UNSURE = "unsure"
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
    """The least and greatest value that a measure can have if all statements hold.

    `undefined`: it has none, for what it divides by can only be nothing; both sides then say by which statements.
    """

    measure: Measure
    reporter: str | None
    unit: str
    low: BoundSide
    high: BoundSide
    period_assumed: str | None = None
    note: str | None = None
    undefined: bool = False

    @property
    def uses(self) -> tuple[str, ...]:
        """The statements that either end rests on, in order."""
        return tuple(dict.fromkeys([*self.low.uses, *self.high.uses]))


@dataclass(frozen=True, slots=True)
class Correction:
    """The least change of one statement that reconciles a conflict: from the interval stated to the nearest value.

    `side` says where the values lie that the others allow: `above` or `below` the nearest. With `open` the nearest is a
    limit: values as near to it as one likes reconcile, it does not itself. `to` is `None` where no value does.
    """

    claim: str
    stated: Interval
    to: float | None
    side: Literal["above", "below"] | None = None
    open: bool = False


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


LimitKind = Literal[
    "conflicts", "changes", "corrections", "left out", "cells", "time", "measures", "far apart", "undecided"
]


@dataclass(frozen=True, slots=True)
class LimitMet:
    """A limit at which the search stopped, so that the answer may not be all there is: which, how much, in words.

    `conflicts`: there may be more of them. `changes`: some have no least changes. `corrections`: there are more.
    `left out`: fewer statements than those may do. `cells`: statements were not weighed. `time`, `measures`: not all
    measures worth asking were bounded. `far apart`: bounds may be wider than need be. `undecided`: it is not known
    whether the statements can all hold.
    """

    kind: LimitKind
    text: str
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What statements imply together.

    `corrections` are the minimal sets of statements whose removal reconciles the rest; where there are conflicts the
    bounds rest on all statements but those in `dropped`, the smallest such set. `limits` are those that were met.
    `doubtful` are the conflicts in which some statement can be read otherwise: they accuse nobody.
    """

    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    doubtful: tuple[Conflict, ...] = ()
    consequences: tuple[Bound, ...] = ()
    idle: tuple[Idle, ...] = ()
    senses: tuple[SenseNote, ...] = ()
    corrections: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[str, ...] = ()
    limits: tuple[LimitMet, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value with its lineage.

    `numerator`, `denominator` and `base` are the amounts that a ratio or a growth was made of; `measure` is the
    question that was asked of the records, `reporter` whose records answered, `notes` what is to be known of it. Where
    the records are a narrow extract and the question goes beyond it, `scope` is what they hold, in short, and `scopes`
    says so in sentences.
    """

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
    measure: str = ""
    reporter: str = ""
    notes: tuple[str, ...] = ()
    scope: str = ""
    scopes: tuple[str, ...] = ()


SenseKind = Literal[
    "partners",
    "goods",
    "flow",
    "period",
    "base",
    "aspect",
    "currency",
    "source",
    "mirror",
    "valuation",
    "counting",
    "whole",
    "carried",
]


@dataclass(frozen=True, slots=True)
class SenseUse:
    """One term taken in one sense: `term` is the word or slot that has several, `sense` the id of the one taken.

    `distance` is how far the sense is from the plain one (0); names are in English and Russian.
    """

    kind: SenseKind
    term: str
    sense: str
    distance: int
    name_en: str
    name_ru: str

    def name(self, lang: str) -> str:
        """The name in Russian for `ru`, else in English."""
        return self.name_ru if lang == "ru" else self.name_en


@dataclass(frozen=True, slots=True)
class Alternative:
    """A claim's question in other senses, and what the records answer; `senses` empty is the plain question.

    `gap` is recorded less stated, in the claim's unit; `fits` says whether the value lies in the stated interval.
    """

    senses: tuple[SenseUse, ...]
    measure: Measure
    value: float
    gap: float
    fits: bool
    distance: int


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """One question that the sentence of a claim may ask, of whose trade, and what becomes of the claim if it does.

    `changes` are the slots filled otherwise than in the claim's own reading, whose `changes` are empty. `value` is what
    the records answer, `None` where they do not.
    """

    measure: Measure
    reporter: str | None
    changes: tuple[SlotFill, ...] = ()
    verdict: Verdict | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause of a miss whose arithmetic fits: its `kind`, a sentence, and the value that it leads to."""

    kind: str
    text: str
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about the document rather than one claim: a hedge that a headline dropped, what records cover."""

    kind: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with its verdict and the reasons for it.

    `figure` is what the records answer: to the plain question, or to the one in the senses of `interpretation` where
    the claim holds only otherwise. `asked` is that question with every period said. `tried` and `fit` count the
    interpretations that the records answered and that fit. `gap` is recorded less stated. `looseness` says in what way
    a claim nearly holds (`cut off`, `rounded loosely`, `hedge stretched`), `wrong_direction` that the records go the
    other way, `one_sided` that a true hedge `understates` or `overstates`. `alternatives` are the plain question and
    the next-nearest senses; of goods finer than the records the coarser ones that hold them. `history` is the same
    question in earlier and later periods, oldest first. `caveats` say what the source's definition leaves open.
    `readings` are what the sentence may say, the claim's own first, where it may say several things and the own one
    fails; `sure` is whether the verdict is the same whichever is meant.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    figure: Figure | None = None
    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    period_assumed: str | None = None
    asked: Measure | None = None
    interpretation: tuple[SenseUse, ...] = ()
    tried: int = 0
    fit: int = 0
    gap: float | None = None
    looseness: str | None = None
    wrong_direction: bool = False
    one_sided: str | None = None
    causes: tuple[Cause, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    history: tuple[tuple[str, float], ...] = ()
    caveats: tuple[str, ...] = ()
    readings: tuple[ClaimReading, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class AssertionFinding:
    """A statement without a figure, held against the records: its verdict, why, and the figures that tell.

    The verdict is `holds`, `fails` or `not covered`; a supply to several partners names those without records of it in
    the reason.
    """

    assertion: Assertion
    verdict: Verdict
    reason: str
    figures: tuple[Figure, ...] = ()
