"""One claim against the records: its interpretations answered, the verdict, and every reason for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sverka.checking.answered import unanswered
from sverka.checking.causes import Case, likely_causes
from sverka.checking.caveats import caveats_of, partner_caveats
from sverka.checking.figuring import figure_of, history_of
from sverka.checking.judging import EXACT_HEDGES, Fit, Judged, judged
from sverka.checking.ledger import Ledger, Question
from sverka.checking.readings.doubt import AGREEING, Doubt, Refuted, doubt_of, second_reading, strain_of
from sverka.checking.readings.partial import may_be_of_rest
from sverka.checking.reasons import Reasons
from sverka.checking.senses.combining import MOST, interpretations
from sverka.checking.senses.finer import RECORDED_PART, finer_senses
from sverka.checking.senses.interpretation import Interpretation, Setting
from sverka.checking.senses.sources import mirror_senses
from sverka.measuring.answers import Answer
from sverka.model.claims import Claim, Reading
from sverka.model.findings import Alternative, Cause, Finding, Verdict
from sverka.model.measures import Measure
from sverka.model.period import Period
from sverka.reconciling.resolving import LeftOutError, dated
from sverka.reference.told_units import as_measured, as_told

REACH = 3
"""The farthest interpretation under which a claim may hold otherwise; farther ones are only shown."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """An interpretation that the records answer, with its value held against the claim."""

    one: Interpretation
    value: float
    held: Judged

    @property
    def fits(self) -> bool:
        """Whether the value lies in what is stated."""
        return self.held.fit is Fit.HOLDS


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what its text gives around it.

    `assumed` is the period taken where it names none, `reading` the text that it stands in, `neighbours` the claims
    before and after it.
    """

    claim: Claim
    assumed: str | None = None
    published: str | None = None
    reading: Reading | None = None
    neighbours: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Examiner:
    """What holding claims against records needs; `most` is how many interpretations of each claim are tried.

    `charted` asks for the history of the figures, which costs as many questions as there are years.
    """

    ledger: Ledger
    reasons: Reasons
    exact: bool = False
    most: int = MOST
    charted: bool = True

    def finding(self, said: Said) -> Finding:
        """The verdict on one claim by the records alone; `not covered` with the reason where they do not answer."""
        asked, gap = self._asked(said)
        if asked is None:
            return Finding(said.claim, Verdict.NOT_COVERED, gap, period_assumed=said.assumed)
        question = Question(asked, said.claim.reporter or "")
        answer = self.ledger.answer(question)
        setting = Setting(said.claim, asked, said.claim.period is None, said.published, self.ledger)
        if unanswered(answer):
            return self._uncovered(said, question, answer, setting)
        return self._judged(said, question, self._tried(question, setting))

    def _asked(self, said: Said) -> tuple[Measure | None, str]:
        """The claim's measure with every period said, or why there is nothing to ask."""
        claim, words = said.claim, self.reasons.words
        if claim.measure is None:
            return None, self.reasons.not_measurable(claim)
        if claim.reporter is None:
            return None, words.say("no_reporter")
        if claim.value is None:
            return None, words.say("no_value")
        try:
            return dated(claim.measure, Period.parse(said.assumed) if said.assumed else None), ""
        except LeftOutError:
            return None, words.say("period_unknown")

    def _uncovered(self, said: Said, question: Question, answer: Answer, setting: Setting) -> Finding:
        """A claim that the reporter's own records do not answer; by coarser goods it may hold."""
        reason = self.reasons.not_recorded(said.claim, answer, said.assumed or "")
        others = self._in_coarser_goods(question, answer, setting)
        meant = _otherwise(others, said.claim)
        if meant is not None:
            return self._stood_in(said, question, others, meant, reason)
        for one in others:
            reason = f"{reason}; {self.reasons.sense_says(said.claim, one.one.senses, one.value)}"
        for other in mirror_senses(Interpretation(question), setting):
            theirs = self.ledger.answer(other.question)
            if theirs.value is not None and not unanswered(theirs):
                value = as_told(said.claim, theirs.value)
                reason = f"{reason}; {self.reasons.mirror(other.question.reporter, value, said.claim.unit)}"
        return Finding(
            said.claim,
            Verdict.NOT_COVERED,
            reason,
            period_assumed=said.assumed,
            asked=question.measure,
            alternatives=tuple(_alternative(one) for one in others),
        )

    def _in_coarser_goods(self, question: Question, answer: Answer, setting: Setting) -> tuple[Tried, ...]:
        """The part of the goods that is told apart, and the finest codes recorded that hold them all."""
        found: dict[bool, Tried] = {}
        for one in finer_senses(Interpretation(question), answer):
            other = self.ledger.answer(one.question)
            held_whole = one.senses[0].sense != RECORDED_PART
            if other.value is not None and not unanswered(other):
                held = judged(setting.claim, one.measure, other.value, exact=self.exact)
                found.setdefault(held_whole, Tried(one, other.value, held))
        return tuple(found.values())

    def _stood_in(self, said: Said, question: Question, others: Sequence[Tried], meant: Tried, reason: str) -> Finding:
        """A claim that holds only by coarser goods than those that it names."""
        told = self.reasons.stood_in(said.claim, meant.one.senses, meant.value, reason)
        found = self._found(said, question, meant, (Verdict.HOLDS_OTHERWISE, told), others)
        caveats = self._caveats(question, self.ledger.answer(meant.one.question), off=True)
        return replace(found, alternatives=tuple(_alternative(one) for one in others), caveats=caveats)

    def _found(
        self, said: Said, question: Question, chosen: Tried, verdict: tuple[Verdict, str], trial: Sequence[Tried]
    ) -> Finding:
        """What the records answer under one interpretation of those tried, with the verdict and its reason."""
        asked = chosen.one.question
        answer = self.ledger.answer(asked)
        return Finding(
            said.claim,
            *verdict,
            figure=figure_of(self.ledger, asked, answer, self.reasons.teller, self.reasons.words.ui),
            period_assumed=said.assumed,
            asked=question.measure,
            interpretation=chosen.one.senses,
            tried=len(trial),
            fit=sum(one.fits for one in trial),
            gap=chosen.held.gap,
            looseness=chosen.held.looseness,
            one_sided=chosen.held.one_sided,
            history=history_of(self.ledger, asked) if self.charted else (),
        )

    def _tried(self, question: Question, setting: Setting) -> tuple[Tried, ...]:
        """Every interpretation that the records answer, the plain one first."""
        found = []
        for one in interpretations(question, setting, most=self.most):
            answer = self.ledger.answer(one.question)
            if answer.value is not None and not unanswered(answer):
                held = judged(setting.claim, one.measure, answer.value, exact=self.exact)
                found.append(Tried(one, answer.value, held))
        return tuple(found)

    def _judged(self, said: Said, question: Question, trial: Sequence[Tried]) -> Finding:
        """The finding of a claim that the records answer."""
        plain = trial[0]
        chosen = plain if plain.held.fit is not Fit.OFF else _otherwise(trial[1:], said.claim) or plain
        verdict, reason = self._verdict(said.claim, plain, chosen, (len(trial), sum(one.fits for one in trial)))
        off = verdict is Verdict.FAILS
        answer = self.ledger.answer(chosen.one.question)
        found = replace(
            self._found(said, question, chosen, (verdict, reason), trial),
            wrong_direction=plain.held.wrong_direction and off,
            alternatives=shown(trial, off=verdict is not Verdict.HOLDS),
            caveats=self._caveats(question, answer, off=verdict in (Verdict.FAILS, Verdict.HOLDS_OTHERWISE)),
        )
        return self._accused(said, question, found, plain) if off else self._strained(said, question, found, chosen)

    def _strained(self, said: Said, question: Question, found: Finding, chosen: Tried) -> Finding:
        """A claim that holds; `unsure` where it is true by so far that it most likely says something else."""
        held = Refuted(said.claim, question, chosen.value, said.reading, said.assumed, self.exact)
        doubt = strain_of(held) if chosen.held.one_sided else Doubt("none")
        if doubt.kind == "none":
            readings = second_reading(held, found.verdict, self.ledger)
            return replace(found, readings=readings, sure=all(one.verdict in AGREEING for one in readings))
        reason = self.reasons.unsure(said.claim, doubt, chosen.value)
        return replace(found, verdict=Verdict.UNSURE, reason=reason, one_sided=None, caveats=(), sure=False)

    def _accused(self, said: Said, question: Question, found: Finding, plain: Tried) -> Finding:
        """A claim that fails, with its likely causes; `unsure` where the sentence may say something else."""
        refuted = Refuted(said.claim, question, plain.value, said.reading, said.assumed, self.exact)
        doubt = doubt_of(refuted, self.ledger)
        if doubt.kind == "none" and may_be_of_rest(refuted, self.ledger.answer(plain.one.question)):
            doubt = replace(doubt, kind="rest")
        counted = replace(found, readings=doubt.readings, tried=found.tried + doubt.tried, fit=found.fit + doubt.fit)
        if doubt.kind == "none":
            return replace(counted, causes=self._causes(said, question))
        reason = self.reasons.unsure(said.claim, doubt, plain.value, found.figure.scope if found.figure else "")
        return replace(counted, verdict=Verdict.UNSURE, reason=reason, wrong_direction=False, caveats=(), sure=False)

    def _verdict(self, claim: Claim, plain: Tried, chosen: Tried, counts: tuple[int, int]) -> tuple[Verdict, str]:
        if chosen is not plain:
            reason = self.reasons.otherwise(claim, chosen.one.senses, chosen.value, plain.value, counts)
            return Verdict.HOLDS_OTHERWISE, reason
        if plain.held.fit is Fit.HOLDS:
            return Verdict.HOLDS, self.reasons.holds(claim, plain.value, plain.held)
        if plain.held.fit is Fit.NEARLY:
            return Verdict.NEARLY_HOLDS, self.reasons.nearly(claim, plain.value, plain.held)
        return Verdict.FAILS, self.reasons.fails(claim, plain.value, plain.held)

    def _causes(self, said: Said, question: Question) -> tuple[Cause, ...]:
        case = Case(as_measured(said.claim), question, self.ledger.answer(question), self.ledger, said.neighbours)
        return likely_causes(case, self.reasons.words, self.reasons.teller)

    def _caveats(self, question: Question, answer: Answer, *, off: bool) -> tuple[str, ...]:
        """What is to be known of the figure; of one that holds, which partners are in no rank or count."""
        if not off:
            return partner_caveats(answer, self.reasons.teller)
        return caveats_of(answer, question.reporter, self.reasons.words, self.reasons.teller)


def _is_meant(tried: Tried, claim: Claim) -> bool:
    """Whether a claim may be meant so: within reach, and of a one-sided claim one near sense alone.

    "Not more than 15 bn" is true of anything small; so one that would be true by far is not meant so either.
    """
    if claim.hedge in EXACT_HEDGES:
        return tried.one.distance <= REACH
    return len(tried.one.senses) == 1 and tried.one.distance < REACH and not tried.held.one_sided


def _otherwise(others: Sequence[Tried], claim: Claim) -> Tried | None:
    """The nearest interpretation within reach under which the claim holds."""
    fitting = [one for one in others if one.fits and _is_meant(one, claim)]
    return min(fitting, key=lambda one: (one.one.distance, len(one.one.senses), abs(one.held.gap)), default=None)


def shown(trial: Sequence[Tried], *, off: bool) -> tuple[Alternative, ...]:
    """The plain question, then the senses that change the answer: for a miss those that come nearest to what is
    stated, else those that are nearest to the plain sense.
    """
    plain, others = trial[0], []
    seen = {plain.value}
    for one in sorted(trial[1:], key=lambda one: (abs(one.held.gap) if off else 0.0, one.one.distance)):
        if one.value not in seen:
            seen.add(one.value)
            others.append(one)
    return tuple(_alternative(one) for one in (plain, *others[:MOST_SHOWN]))


def _alternative(one: Tried) -> Alternative:
    return Alternative(one.one.senses, one.one.measure, one.value, one.held.gap, one.fits, one.one.distance)
