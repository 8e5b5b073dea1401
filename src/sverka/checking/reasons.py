"""Reasons of verdicts from records, in sentences of one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sverka.checking.gaps import gap_reason
from sverka.checking.judging import Judged
from sverka.checking.readings.doubt import Doubt
from sverka.checking.telling import Teller
from sverka.checking.wording import Phrasebook, in_language
from sverka.measuring.answers import Answer, Remark
from sverka.model.claims import Claim
from sverka.model.findings import ClaimReading, SenseUse
from sverka.reference.told_units import as_told
from sverka.reference.units import TIMES

_PLACES = ("rank",)
_FAR_OFF = 1000.0
"""Per cent beyond which a gap is told by its size alone."""
_OF_GOODS = ("too_deep", "finer_left", "beyond_scope")
"""Remarks on a period that is recorded, if not of these goods."""
_OWN_WORDS = ("unknown_name", "too_large")
"""Remarks of checking itself, which its own table words."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Sentences about one claim and the records."""

    words: Phrasebook
    teller: Teller

    def holds(self, claim: Claim, value: float, held: Judged) -> str:
        """A claim that the records bear out; a one-sided hedge may be true and still mislead."""
        said = self.words.say("records_say", value=self._value(claim, value))
        return f"{said}: {self.words.say(held.one_sided)}" if held.one_sided else said

    def nearly(self, claim: Claim, value: float, held: Judged) -> str:
        """A claim that is outside what half of readers admit."""
        key = "nearly_" + (held.looseness or "rounded loosely").replace(" ", "_")
        hedge = self.words.say(f"hedge_{claim.hedge}")
        return self.words.say(key, value=self._value(claim, value), hedge=hedge)

    def otherwise(
        self, claim: Claim, senses: Sequence[SenseUse], value: float, plain: float, counts: tuple[int, int]
    ) -> str:
        """A claim that holds only in other senses; of how many that were tried, so that chance can be judged."""
        return self.words.say(
            "otherwise",
            sense=self.senses(senses),
            value=self._value(claim, value),
            plain=self._value(claim, plain),
            tried=counts[0],
            fit=counts[1],
        )

    def stood_in(self, claim: Claim, senses: Sequence[SenseUse], value: float, reason: str) -> str:
        """A claim that the records do not answer in the plain sense, and that holds in another."""
        return self.words.say("stood_in", sense=self.senses(senses), value=self._value(claim, value), reason=reason)

    def sense_says(self, claim: Claim, senses: Sequence[SenseUse], value: float) -> str:
        """What the records say in another sense, where they do not answer in the plain one."""
        return self.words.say("sense_says", sense=self.senses(senses), value=self._value(claim, value))

    def senses(self, senses: Sequence[SenseUse]) -> str:
        """Senses by name: `“Asia” (without Turkey), by weight`."""
        return ", ".join(self._sense(one) for one in senses)

    def _sense(self, one: SenseUse) -> str:
        name = one.name(self.words.ui)
        if one.kind not in ("partners", "goods"):
            return name
        term = self.teller.place(one.term) if one.kind == "partners" else self.teller.goods(one.term)
        return f"{self.words.say('quoted', quote=term)} ({name})"

    def fails(self, claim: Claim, value: float, held: Judged) -> str:
        """A claim that the records contradict: what they say, how far off, and loudest where they go the other way."""
        key = "fails_direction" if held.wrong_direction else "fails"
        told = self._value(claim, value)
        if held.wrong_direction and value > 0 and claim.unit != TIMES:
            told = f"+{told}"
        return self.words.say(key, value=told, off=self._off(claim, held.gap))

    def unsure(self, claim: Claim, doubt: Doubt, value: float, scope: str = "") -> str:
        """A claim that fails as it was read and may say something else: which of the readings is meant, or what; or
        that asks for more than the records hold, which is `scope`.
        """
        told = self._value(claim, value)
        if doubt.kind == "rest":
            return self.words.say("unsure_rest", value=told, scope=scope)
        if doubt.kind == "far":
            return self.words.say("unsure_far", value=told, question=self._question(doubt.readings[0], doubt))
        meant = doubt.readings[1]
        return self.words.say(
            "unsure_reading",
            own=self._question(doubt.readings[0], doubt),
            value=told,
            other=self._question(meant, doubt),
            theirs=self._value(claim, meant.value or 0.0),
        )

    def _question(self, one: ClaimReading, doubt: Doubt) -> str:
        """A reading as a noun phrase; of whose trade, where the readings differ in that."""
        named = self.teller.measure(one.measure)
        if one.reporter and len({other.reporter for other in doubt.readings}) > 1:
            return f"{named} ({self.teller.place(one.reporter)})"
        return named

    def _value(self, claim: Claim, value: float) -> str:
        """A recorded value in the claim's unit."""
        value = as_told(claim, value)
        if claim.unit in _PLACES:
            return self.words.say("place_number", place=f"{value:.0f}")
        return self.teller.quantity(value, claim.unit)

    def _off(self, claim: Claim, gap: float) -> str:
        if claim.unit in _PLACES:
            return self.words.say("off_places")
        return self.words.say("off_more" if gap > 0 else "off_less", gap=self._size(claim, gap))

    def _size(self, claim: Claim, gap: float) -> str:
        """How far off: points for per cent, per cent for a multiple, else the amount and its part of what is stated."""
        if claim.unit in ("%", "pp"):
            return self.teller.quantity(abs(gap), "pp")
        size = self.teller.quantity(abs(gap), claim.unit)
        if not claim.value:
            return size
        part = 100 * abs(gap / claim.value)
        if claim.unit == TIMES:
            return self.teller.quantity(round(part, 1), "%")  # "0.5 times more" would be read as half as much again
        return size if part > _FAR_OFF else f"{size} ({self.teller.quantity(round(part, 1), '%')})"

    def not_recorded(self, claim: Claim, answer: Answer, period: str) -> str:
        """Why the book does not answer: that nothing is published, where that is known, else what it lacks."""
        of_goods = any(one.kind in _OF_GOODS for one in answer.remarks)
        gap = None if of_goods else gap_reason(claim.reporter, claim.period or period or None, self.words.ui)
        told = self.words.say("not_recorded", reason="; ".join(self._remark(one) for one in answer.remarks))
        return f"{told}; {gap}" if gap else told

    def _remark(self, remark: Remark) -> str:
        if remark.kind in _OWN_WORDS:
            return self.words.say(remark.kind, **remark.values)
        return self.teller.remark(remark)

    def not_measurable(self, claim: Claim) -> str:
        """Why a claim is no question to records."""
        return self.words.say("not_measurable", reason=in_language(claim.measure_reason or "", self.words.ui))

    def mirror(self, partner: str, value: float, unit: str) -> str:
        """What the partner's records say where the reporter's own are lacking."""
        told = self.teller.quantity(value, unit)
        return self.words.say("mirror_only", partner=self.teller.place(partner), value=told)
