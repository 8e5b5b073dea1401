"""Doubt: whether a claim that the records refute as it was read may have been read wrongly.

An accusation needs certainty. So a claim fails only where no plausible reading of its sentence holds, and where the
records are not so far off that something else is likelier meant; else it is unsure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sverka.checking.answered import unanswered
from sverka.checking.judging import Fit, judged
from sverka.checking.ledger import Ledger, Question
from sverka.checking.readings.chance import is_beyond_chance, is_far
from sverka.checking.readings.plausible import OtherReading, plausible
from sverka.model.claims import Claim, Reading
from sverka.model.findings import ClaimReading, Verdict
from sverka.model.measures import Measure
from sverka.model.period import Period
from sverka.reconciling.resolving import LeftOutError, dated

MOST_SHOWN = 5
DoubtKind = Literal["none", "reading", "far", "rest"]
AGREEING = frozenset({Verdict.HOLDS, Verdict.NEARLY_HOLDS, Verdict.HOLDS_OTHERWISE})
"""Verdicts that come to the same for whoever asks whether a figure is true."""
_VERDICTS = {Fit.HOLDS: Verdict.HOLDS, Fit.NEARLY: Verdict.NEARLY_HOLDS, Fit.OFF: Verdict.FAILS}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What else a claim may say, its own reading first, and why it is doubted.

    `reading`: the first other reading holds; `far`: none does, and the records are too far off to be what is meant;
    `rest`: the records hold a part alone of what is asked, and the rest may make it true.
    `tried` and `fit` count the other readings that the records answer, and those that fit.
    """

    kind: DoubtKind
    readings: tuple[ClaimReading, ...] = ()
    tried: int = 0
    fit: int = 0


@dataclass(frozen=True, slots=True)
class Refuted:
    """A claim whose own reading fails: the question, what the records answer, the text, the period that was taken."""

    claim: Claim
    question: Question
    value: float
    reading: Reading | None
    assumed: str | None = None
    exact: bool = False


def doubt_of(refuted: Refuted, ledger: Ledger) -> Doubt:
    """Whether a refuted claim is doubted, with the readings to show."""
    if refuted.reading is None:
        return Doubt("none")
    others = plausible(refuted.claim, refuted.reading)
    answered = list(_answered(refuted, others, ledger))
    fitting = [one for one in answered if one.verdict is Verdict.HOLDS]
    first = answered.index(fitting[0]) if fitting else -1
    meant = fitting[:1] if fitting and is_beyond_chance(refuted.claim, first + 1) else []
    leans = refuted.claim.origin is None and any(one.leans for one in others)
    far = leans and is_far(refuted.claim, refuted.value)
    kind: DoubtKind = "reading" if meant else "far" if far else "none"
    shown = [*meant, *(one for one in answered if one not in meant)][:MOST_SHOWN]
    own = ClaimReading(refuted.question.measure, refuted.question.reporter, (), Verdict.FAILS, refuted.value)
    # Far off and no other reading answered: what is told is the own one.
    return Doubt(kind, (own, *shown) if shown or far else (), len(answered), len(fitting))


def strain_of(refuted: Refuted) -> Doubt:
    """Whether a one-sided figure that is true by far may be of something else: "up to 6 m" of what came to 0.7 m."""
    claim, reading = refuted.claim, refuted.reading
    if claim.origin is not None or reading is None or not is_far(claim, refuted.value):
        return Doubt("none")
    leans = any(other.leans for other in plausible(claim, reading))
    own = ClaimReading(refuted.question.measure, refuted.question.reporter, (), Verdict.HOLDS, refuted.value)
    return Doubt("far", (own,)) if leans else Doubt("none")


def second_reading(held: Refuted, verdict: Verdict, ledger: Ledger) -> tuple[ClaimReading, ...]:
    """Of a claim that a model handed over, and that holds, itself and Sverka's own reading where the two differ."""
    if held.reading is None or held.claim.origin is None:
        return ()
    others = tuple(_answered(held, plausible(held.claim, held.reading), ledger))
    own = ClaimReading(held.question.measure, held.question.reporter, (), verdict, held.value)
    return (own, *others) if others else ()


def _answered(refuted: Refuted, others: Sequence[OtherReading], ledger: Ledger) -> Iterator[ClaimReading]:
    """The other readings that the records answer, each with its verdict by the plain sense of its words."""
    for other in others:
        measure = _dated(other.measure, refuted.assumed)
        if measure is None or other.claim.reporter is None:
            continue
        answer = ledger.answer(Question(measure, other.claim.reporter))
        if answer.value is not None and not unanswered(answer):
            fit = judged(other.claim, measure, answer.value, exact=refuted.exact).fit
            yield ClaimReading(measure, other.claim.reporter, other.changes, _VERDICTS[fit], answer.value)


def _dated(measure: Measure, assumed: str | None) -> Measure | None:
    try:
        return dated(measure, Period.parse(assumed) if assumed else None)
    except LeftOutError:
        return None
