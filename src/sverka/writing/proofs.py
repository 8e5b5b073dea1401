"""Findings in sentences: what a claim says, what is bound and why, what conflicts and how it could be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sverka.checking.wording import Phrasebook, Ui, phrasebook
from sverka.model.claims import Claim
from sverka.model.findings import Bound, BoundSide, Conflict, Correction, Idle, SenseNote
from sverka.model.measures import Count, Growth, Level, Measure, Rank, Ratio, Share
from sverka.writing.measures import amount_sentence
from sverka.writing.numbers import quantity_text, range_text
from sverka.writing.slices import place_name, slice_text


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences in one language about the claims of one answer."""

    ui: Ui
    claims: Mapping[str, Claim]
    reporter: str | None = None

    @classmethod
    def about(cls, claims: Iterable[Claim], ui: Ui, reporter: str | None = None) -> Prose:
        """Sentences that name these claims; `reporter` goes without saying, any other is named."""
        return cls(ui, {claim.id: claim for claim in claims}, reporter)

    @property
    def words(self) -> Phrasebook:
        """The messages."""
        return phrasebook("sverka.writing", self.ui)

    def claim(self, claim: Claim) -> str:
        """What a claim says, in plain words: `Central Asia is almost 45 % of turnover`."""
        if claim.measure is None or claim.value is None:
            return self.words.say("unmeasured", quote=quote_of(claim))
        if isinstance(claim.measure, Growth):
            return self._change(claim, claim.measure) + self._whose(claim.reporter)
        return amount_sentence(claim.measure, self.stated(claim), self.ui) + self._whose(claim.reporter)

    def stated(self, claim: Claim) -> str:
        """The value with its hedge: `almost 45 %`."""
        value = self.amount(claim.value or 0.0, claim.unit)
        if claim.value_hi is not None and claim.value is not None:
            return range_text(claim.value, claim.value_hi, claim.unit, self.ui)
        return self.words.say(f"hedge_{claim.hedge}", value=value)

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit."""
        return quantity_text(value, unit, self.ui)

    def span(self, bound: Bound) -> str:
        """The ends of a bound in words, those that mean nothing left out."""
        return range_text(*telling_ends(bound), bound.unit, self.ui)

    def bound(self, bound: Bound) -> str:
        """The bounds of a measure in a sentence."""
        return amount_sentence(bound.measure, self.span(bound), self.ui) + self._whose(bound.reporter)

    def proof(self, bound: Bound) -> str:
        """Why: for each end the statements that it rests on, and the arithmetic."""
        low, high = telling_ends(bound)
        sides = [(bound.low, (low, None)), (bound.high, (None, high))]
        told = [
            self._because(side, range_text(*ends, bound.unit, self.ui))
            for side, ends in sides
            if side.value is not None and side.uses and ends != (None, None)
        ]
        return "; ".join(told) or self.words.say("nothing_binds")

    def conflict(self, conflict: Conflict) -> str:
        """What cannot all be true."""
        return self.words.say("conflict", reasons=self._reasons(conflict.claims))

    def correction(self, correction: Correction) -> str:
        """The least change of one statement that would reconcile a conflict."""
        claim = self.claims[correction.claim]
        if correction.to is None:
            return self.words.say("correction_none", claim=claim.id)
        to = self.amount(correction.to, claim.unit)
        return self.words.say("correction", claim=claim.id, stated=self.stated(claim), to=to)

    def idle(self, idle: Idle) -> str:
        """Why a statement binds nothing."""
        return idle.reason

    def sense(self, note: SenseNote) -> str:
        """What another sense of a word changes."""
        return self.words.say("sense", term=note.term, sense=note.sense, effect=note.effect)

    def _because(self, side: BoundSide, span: str) -> str:
        key = "because" if side.arithmetic else "because_plain"
        return self.words.say(key, range=span, reasons=self._reasons(side.uses), arithmetic=side.arithmetic)

    def _reasons(self, ids: Iterable[str]) -> str:
        return ", ".join(f"{self.claim(self.claims[name])} ({name})" for name in ids if name in self.claims)

    def _change(self, claim: Claim, measure: Growth) -> str:
        value = claim.value or 0.0
        by = self.words.say(f"by_{claim.hedge}", value=self.amount(abs(value), claim.unit))
        subject = slice_text(measure.cut, self.ui)
        return self.words.say("fell" if value < 0 else "rose", subject=subject, amount=by)

    def _whose(self, reporter: str | None) -> str:
        return f" ({place_name(reporter, self.ui)})" if reporter and reporter != self.reporter else ""


def telling_ends(bound: Bound) -> tuple[float | None, float | None]:
    """The ends of a bound without those that hold anyway: 0 and 100 % of a share, 0 of an amount."""
    low, high = bound.low.value, bound.high.value
    if low is not None and low <= least(bound.measure):
        low = None
    if isinstance(bound.measure, Share) and high is not None and high >= 100.0:
        high = None
    return low, high


def least(measure: Measure) -> float:
    """The value that a measure cannot go below."""
    if isinstance(measure, Growth):
        return -100.0
    if isinstance(measure, Rank):
        return 1.0
    return 0.0 if isinstance(measure, Level | Share | Ratio | Count) else float("-inf")


def quote_of(claim: Claim) -> str:
    """The words of a claim, on one line; those of a statement file are its source."""
    for mention in claim.mentions:
        if mention.block != "headline":
            return " ".join(mention.text.split())
    return " ".join(claim.mentions[0].text.split()) if claim.mentions else claim.source or claim.id
