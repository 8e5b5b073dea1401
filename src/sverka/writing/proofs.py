"""Findings in sentences: what a claim says, what is bound and why, what conflicts and how it could be mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sverka.checking.quotes import plain_quote
from sverka.checking.wording import Phrasebook, Ui, in_language, phrasebook
from sverka.model.claims import Claim
from sverka.model.findings import Bound, BoundSide, Conflict, Correction, Idle, SenseNote
from sverka.model.measures import Count, Growth, Level, Measure, Rank, Ratio, Share, UnitValue
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.reference.units import TIMES
from sverka.writing.measures import against, amount_sentence, measure_name
from sverka.writing.numbers import number_text, quantity_text, range_text, telling_decimals
from sverka.writing.slices import goods_name, listed, place_name, slice_text

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


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
            return self._unmeasured(claim)
        if isinstance(claim.measure, Growth):
            return self._change(claim, claim.measure) + self._whose(claim.reporter)
        return amount_sentence(claim.measure, self.stated(claim), self.ui) + self._whose(claim.reporter)

    def _unmeasured(self, claim: Claim) -> str:
        """A claim that no measure says: what it is about as far as its slots tell, and its value."""
        if claim.value is None or claim.flow is None:
            return self.words.say("unmeasured", quote=quote_of(claim))
        goods = f" ({goods_name(claim.products.group or claim.products.label, self.ui)})" if claim.products else ""
        cut = Slice(Flow(claim.flow), Members(claim.partners), period=parsed_period(claim.period))
        return f"{slice_text(cut, self.ui)}{goods}: {self.stated(claim)}{self._whose(claim.reporter)}"

    def stated(self, claim: Claim) -> str:
        """The value with its hedge: `almost 45 %`."""
        value = self._printed(claim, claim.value or 0.0)
        if claim.value_hi is not None and claim.value is not None:
            return range_text(claim.value, claim.value_hi, claim.unit, self.ui)
        hedge = "exact" if claim.hedge == "about" and _fraction(claim, self.words) else claim.hedge
        return self.words.say(f"hedge_{hedge}", value=value)

    def _printed(self, claim: Claim, value: float) -> str:
        """The number with its unit as it was printed: `20.0 billion` keeps its nought, "a third" its word."""
        fraction = _fraction(claim, self.words)
        if fraction:
            return fraction
        told = self.amount(value, claim.unit)
        kept = claim.printed.rstrip("0").rstrip(".") if "." in claim.printed else claim.printed
        if kept == claim.printed:
            return told
        short, full = (text.replace(".", ",") if self.ui == "ru" else text for text in (kept, claim.printed))
        return re.sub(rf"(?<!\d){re.escape(short)}(?![\d.,]*\d)", full, told, count=1)

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit."""
        return quantity_text(value, unit, self.ui, telling_decimals(value))

    def span(self, bound: Bound) -> str:
        """The ends of a bound in words, those that mean nothing left out."""
        return range_text(*telling_ends(bound), bound.unit, self.ui)

    def bound(self, bound: Bound) -> str:
        """The bounds of a measure in a sentence."""
        if bound.undefined:
            key = f"undefined_{type(bound.measure).__name__.lower()}"
            return self.words.say(key, name=measure_name(bound.measure, self.ui)) + self._whose(bound.reporter)
        if telling_ends(bound) == (None, None):
            free = self.words.say("free", name=measure_name(bound.measure, self.ui))
            return free + self._whose(bound.reporter)
        return amount_sentence(bound.measure, self.span(bound), self.ui) + self._whose(bound.reporter)

    def proof(self, bound: Bound) -> str:
        """Why: the statements that the ends rest on, and for each end its arithmetic."""
        if bound.undefined:
            return self._of_nothing(bound.low)
        ends = [(bound.low, "range_low"), (bound.high, "range_high")]
        telling = [end is not None for end in telling_ends(bound)]
        told = [(side, key) for (side, key), tells in zip(ends, telling, strict=True) if tells and side.uses]
        if not told:
            return self.words.say("nothing_binds")
        uses = dict.fromkeys(name for side, _ in told for name in side.uses)
        sums = "; ".join(self._sum(side, key, bound.unit) for side, key in told)
        return self.words.say("because", reasons=self._reasons(uses), sums=sums)

    def _of_nothing(self, side: BoundSide) -> str:
        """Why a measure is not defined: the computation by which it would be divided by nothing."""
        if not side.uses:
            return ""
        formula = self.arithmetic(side.arithmetic)
        sums = self.words.say("divided_by", formula=formula if formula in ("", "0") else f"{formula} = 0")
        return self.words.say("because", reasons=self._reasons(side.uses), sums=sums)

    def _sum(self, side: BoundSide, key: str, unit: str) -> str:
        """One end with its arithmetic: `at least 0.45 + 0.3333 = 78.33 %`."""
        value = self.amount(side.value or 0.0, unit)
        end = f"{self.arithmetic(side.arithmetic)} = {value}" if side.arithmetic else value
        return self.words.say(key, end=end)

    def arithmetic(self, formula: str) -> str:
        """A formula with numbers of readable length, in the decimals of the language."""
        return _NUMBER.sub(self._short_number, formula)

    def _short_number(self, match: re.Match[str]) -> str:
        value = float(match[0])
        return number_text(value, self.ui, telling_decimals(value, 4 if value < 1000 else 2))

    def conflict(self, conflict: Conflict) -> str:
        """What cannot all be true."""
        return self.words.say("conflict", reasons=self._reasons(conflict.claims))

    def correction(self, correction: Correction) -> str:
        """The least change of one statement that would reconcile a conflict."""
        claim = self.claims[correction.claim]
        if correction.to is None:
            return self.words.say("correction_none", claim=claim.id)
        to = self.amount(correction.to, claim.unit)
        key = f"correction_{correction.side}" if correction.open else "correction"
        return self.words.say(key, claim=claim.id, stated=self.stated(claim), to=to)

    def idle(self, idle: Idle) -> str:
        """Why a statement binds nothing."""
        return in_language(idle.reason, self.ui)

    def sense(self, note: SenseNote) -> str:
        """What another sense of a word changes."""
        return f"{self.sense_title([note])}: {'; '.join(self.sense_effects(note))}"

    def sense_title(self, notes: Sequence[SenseNote]) -> str:
        """The word and the senses that have one effect: `“Asia” as “without the CIS”`."""
        names = listed([self.words.say("unmeasured", quote=self._sense_name(note)) for note in notes], self.ui, "or")
        return self.words.say("sense", term=place_name(notes[0].term, self.ui), senses=names)

    def sense_effects(self, note: SenseNote) -> tuple[str, ...]:
        """What a sense changes: the conflicts that go and the bounds that move."""
        gone = [self.words.say("can_hold", claims=", ".join(claims)) for claims in note.resolves]
        moved = {
            self.words.say("instead_of", sentence=self.bound(other), before=self.span(plain)): None
            for plain, other in note.changes
        }
        return (*gone, *moved)

    def resolved_by(self, sense: str) -> str:
        """A sense in which a conflict goes, written as `term=sense`."""
        term, _, name = sense.partition("=")
        return self.words.say("resolved_by", sense=self.sense_title([SenseNote(term, name, "")]))

    def _sense_name(self, note: SenseNote) -> str:
        from sverka.reference.places import get_place, senses

        known = senses(note.term) if get_place(note.term) else ()
        return next((sense.name(self.ui) for sense in known if sense.id == note.sense), note.sense)

    def _reasons(self, ids: Iterable[str]) -> str:
        used = set(ids)
        return ", ".join(f"{self.claim(claim)} ({name})" for name, claim in self.claims.items() if name in used)

    def _change(self, claim: Claim, measure: Growth) -> str:
        value = claim.value or 0.0
        subject = slice_text(measure.cut, self.ui)
        if claim.unit == TIMES:
            return self._times(claim, subject) + against(measure.base, self.ui)
        by = self._by(claim, abs(value))
        return self.words.say("fell" if value < 0 else "rose", subject=subject, amount=by) + against(
            measure.base, self.ui
        )

    def _times(self, claim: Claim, subject: str) -> str:
        """A growth as a multiple: `exports rose almost 3 times`; what fell came to so much of what it was."""
        value = claim.value or 0.0
        if value < 1 or claim.value_hi is not None:
            amount = range_text(value, value if claim.value_hi is None else claim.value_hi, "", self.ui)
            return self.words.say("came_to_times", subject=subject, amount=amount)
        told = self.words.say(f"times_{claim.hedge}", value=self._printed(claim, value))
        return self.words.say("rose", subject=subject, amount=told)

    def _by(self, claim: Claim, size: float) -> str:
        key = "by_exact" if claim.hedge == "about" and _fraction(claim, self.words) else f"by_{claim.hedge}"
        return self.words.say(key, value=self._printed(claim, size))

    def _whose(self, reporter: str | None) -> str:
        return f" ({place_name(reporter, self.ui)})" if reporter and reporter != self.reporter else ""


def _fraction(claim: Claim, words: Phrasebook) -> str | None:
    """A fraction that a word says, `a third`; Russian hedges want cases that these words do not have here."""
    if claim.printed or claim.unit != "%" or claim.value is None or (words.ui == "ru" and claim.hedge != "about"):
        return None
    key = f"fraction_{round(abs(claim.value))}"
    return words.messages.get(key)


def parsed_period(text: str | None) -> Period | None:
    """A period as text, `None` where it is none."""
    try:
        return Period.parse(text) if text else None
    except ValueError:
        return None


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
    return 0.0 if isinstance(measure, Level | UnitValue | Share | Ratio | Count) else float("-inf")


def quote_of(claim: Claim) -> str:
    """The words of a claim, on one line; those of a statement file are its source."""
    said = [mention for mention in claim.mentions if mention.block != "headline"] or claim.mentions
    return plain_quote(said[0].text) if said else claim.source or claim.id
