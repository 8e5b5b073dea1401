"""Assertions against records: whether what is said to be supplied was, and whether a key partner is one."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.checking.answered import unanswered
from sverka.checking.figuring import figure_of
from sverka.checking.ledger import Ledger, Question
from sverka.checking.reasons import Reasons
from sverka.checking.wording import in_language
from sverka.measuring.answers import Answer
from sverka.model.claims import Assertion
from sverka.model.errors import UsageError
from sverka.model.findings import AssertionFinding, Figure, Verdict
from sverka.model.measures import Count, Level, Measure, Rank, Share
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.reference.places import get_place, members

KEY_RANK = 10
"""A key partner is among the first ten by turnover, or, of groups, has a tenth of it: `docs/checking.md`."""
KEY_SHARE = 10.0
MOST_MEMBERS = 40


@dataclass(frozen=True, slots=True)
class AssertionExaminer:
    """Holds assertions against the records of one period: the document's, else the last full year recorded before."""

    ledger: Ledger
    reasons: Reasons

    def finding(self, one: Assertion, period: str | None) -> AssertionFinding:
        """The verdict on one assertion."""
        words = self.reasons.words
        if one.kind == "plan":
            return AssertionFinding(one, Verdict.NOT_COVERED, words.say("assertion_plan"))
        if not one.covered:
            return AssertionFinding(one, Verdict.NOT_COVERED, in_language(one.reason or "", words.ui))
        if one.reporter is None:
            return AssertionFinding(one, Verdict.NOT_COVERED, words.say("no_reporter"))
        if period is None:
            return AssertionFinding(one, Verdict.NOT_COVERED, words.say("period_unknown"))
        when = Period.parse(period)
        return self._supplies(one, when) if one.kind == "supplies" else self._key(one, when)

    def _supplies(self, one: Assertion, when: Period) -> AssertionFinding:
        """Exports of the goods to each partner: a group holds where any of its members has rows."""
        goods = Members(tuple(one.goods or one.hs))
        if not one.partners:
            return self._told(one, when, [("", self._ask(Slice(Flow.EXPORT, goods=goods, period=when), one))])
        asked = [
            (partner, self._ask(Slice(Flow.EXPORT, Members.of(partner), goods, when), one))
            for name in one.partners
            for partner in _members(name, when)
        ]
        return self._told(one, when, asked)

    def _told(self, one: Assertion, when: Period, asked: list[tuple[str, Answer]]) -> AssertionFinding:
        """The verdict by which partners have a recorded value; what the book does not record decides nothing."""
        words, teller = self.reasons.words, self.reasons.teller
        with_rows = [(partner, answer) for partner, answer in asked if (answer.value or 0) > 0]
        without = [partner for partner, answer in asked if _is_absent(answer)]
        if not with_rows:
            if without and len(without) == len(asked) and self._records_flow(one, when):
                return AssertionFinding(one, Verdict.FAILS, words.say("assertion_none", period=str(when)))
            reason = self.reasons.words.say("not_recorded", reason=self._why(asked))
            return AssertionFinding(one, Verdict.NOT_COVERED, reason)
        values = ", ".join(self._value(partner, answer) for partner, answer in with_rows)
        missing = ", ".join(teller.place(partner) for partner in without)
        key = "assertion_partly" if missing else "assertion_supplied"
        reason = words.say(key, period=str(when), values=values, missing=missing)
        return AssertionFinding(one, Verdict.HOLDS, reason, self._figures(one, [answer for _, answer in with_rows]))

    def _why(self, asked: list[tuple[str, Answer]]) -> str:
        remarks = dict.fromkeys(self.reasons.teller.remark(remark) for _, one in asked for remark in one.remarks)
        return "; ".join(list(remarks)[:2])

    def _value(self, partner: str, answer: Answer) -> str:
        told = self.reasons.teller.quantity(answer.value or 0.0, answer.unit)
        return f"{self.reasons.teller.place(partner)} {told}" if partner else told

    def _records_flow(self, one: Assertion, when: Period) -> bool:
        """Whether the book records exports of these goods at all in the period, so that none is none."""
        goods = Members(tuple(one.goods or one.hs))
        return not unanswered(self._ask(Slice(Flow.EXPORT, goods=goods, period=when), one))

    def _key(self, one: Assertion, when: Period) -> AssertionFinding:
        """The rank of a country, the share of a group, by turnover."""
        if len(one.partners) != 1:
            share = Share(Slice(Flow.TURNOVER, Members(one.partners), period=when), Slice(Flow.TURNOVER, period=when))
            return self._key_group(one, share, when)
        place = get_place(one.partners[0])
        if place is not None and place.kind == "group":
            part = Slice(Flow.TURNOVER, Members.of(one.partners[0]), period=when)
            return self._key_group(one, Share(part, Slice(Flow.TURNOVER, period=when)), when)
        whole = Slice(Flow.TURNOVER, period=when)
        rank = self._asked(Rank(one.partners[0], whole), one)
        if unanswered(rank):
            return self._not_recorded(one, rank)
        count = self._asked(Count("partners", whole), one)
        reason = self.reasons.words.say(
            "assertion_key", period=str(when), rank=f"{rank.value:.0f}", count=f"{count.value or 0:.0f}"
        )
        verdict = Verdict.HOLDS if (rank.value or 0) <= KEY_RANK else Verdict.FAILS
        return AssertionFinding(one, verdict, reason, self._figures(one, [rank]))

    def _key_group(self, one: Assertion, share: Share, when: Period) -> AssertionFinding:
        answer = self._asked(share, one)
        if unanswered(answer):
            return self._not_recorded(one, answer)
        told = self.reasons.teller.quantity(answer.value or 0.0, "%")
        reason = self.reasons.words.say("assertion_groups", period=str(when), share=told)
        verdict = Verdict.HOLDS if (answer.value or 0) >= KEY_SHARE else Verdict.FAILS
        return AssertionFinding(one, verdict, reason, self._figures(one, [answer]))

    def _not_recorded(self, one: Assertion, answer: Answer) -> AssertionFinding:
        reason = self.reasons.words.say("not_recorded", reason=self._why([("", answer)]))
        return AssertionFinding(one, Verdict.NOT_COVERED, reason)

    def _ask(self, cut: Slice, one: Assertion) -> Answer:
        return self._asked(Level(cut), one)

    def _asked(self, measure: Measure, one: Assertion) -> Answer:
        return self.ledger.answer(Question(measure, one.reporter or ""))

    def _figures(self, one: Assertion, answers: list[Answer]) -> tuple[Figure, ...]:
        made = (
            figure_of(
                self.ledger,
                Question(answer.measure, one.reporter or ""),
                answer,
                self.reasons.teller,
                self.reasons.words.ui,
            )
            for answer in answers
        )
        return tuple(figure for figure in made if figure is not None)


def _is_absent(answer: Answer) -> bool:
    """Whether the book records the flow and the period and has nothing of the slice."""
    return answer.value == 0 or any(one.kind in ("no_such_partner", "no_such_goods") for one in answer.remarks)


def _members(name: str, when: Period) -> tuple[str, ...]:
    """A country itself, a group's members while they are few enough to be told one by one."""
    try:
        codes = tuple(sorted(members(name, when)))
    except UsageError:
        return (name,)
    return codes if len(codes) <= MOST_MEMBERS else (name,)
