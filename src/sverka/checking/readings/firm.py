"""Which conflicts accuse: those whose every statement can only be read as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sverka.checking.readings.options import PARAGRAPH, SENTENCE, Surroundings
from sverka.checking.readings.plausible import OtherReading, plausible
from sverka.model.claims import Claim, Reading, SlotFill
from sverka.model.findings import Conflict, Reconciliation

OWN_SENTENCE = ("own clause", "own sentence", "quoted for comparison")


class Firmness:
    """Which claims of texts have a plausible reading beside their own.

    Where records were asked, and answer nothing to a claim, any value named around it makes it doubtful: it was most
    likely misread. Where there are none, only one named in its own sentence does, for a slot that was filled from
    another one, since all that is left is the text.
    """

    def __init__(self, readings: Iterable[Reading], *, with_records: bool) -> None:
        self._of: Mapping[str, Reading] = {claim.id: reading for reading in readings for claim in reading.claims}
        self._claims = {claim.id: claim for reading in self._of.values() for claim in reading.claims}
        self._reach = PARAGRAPH if with_records else SENTENCE
        self._known: dict[str, bool] = {}

    def is_firm(self, name: str) -> bool:
        """Whether a claim can be read in one way alone; statements of files and recorded figures always can."""
        if name not in self._of:
            return True
        if name not in self._known:
            self._known[name] = not self._has_other(self._claims[name])
        return self._known[name]

    def _has_other(self, claim: Claim) -> bool:
        if claim.measure is None or claim.origin is not None:
            return claim.measure is None
        found = (other for other in plausible(claim, self._of[claim.id]) if other.leans and other.cost <= self._reach)
        return any(self._reach > SENTENCE or not self._is_settled(claim, other) for other in found)

    def _is_settled(self, claim: Claim, other: OtherReading) -> bool:
        """Whether the claim's own sentence filled the slots, or the words that would fill them otherwise are spent."""
        spent = [fill for one in self._of[claim.id].claims for fill in one.slots if fill.start is not None]
        return _is_filled_there(claim, other) or all(
            any(_is_same_word(fill, one) for one in spent) or self._is_of_another(claim, fill) for fill in other.changes
        )

    def _is_of_another(self, claim: Claim, fill: SlotFill) -> bool:
        """Whether a value is that of another figure of the same sentence, as a year that a figure is compared with."""
        around = Surroundings(claim, self._of[claim.id])
        beside = (one for one in self._of[claim.id].claims if Surroundings(one, around.reading).at == around.at)
        return any((one.slot, one.value) == (fill.slot, fill.value) for it in beside for one in it.slots if it != claim)

    def accuses(self, conflict: Conflict) -> bool:
        """Whether each statement of a conflict is firm."""
        return all(self.is_firm(name) for name in conflict.claims)

    def told(self, result: Reconciliation) -> Reconciliation:
        """A reconciliation with the conflicts that accuse nobody set apart."""
        firm = tuple(one for one in result.conflicts if self.accuses(one))
        doubtful = tuple(one for one in result.conflicts if one not in firm)
        return replace(result, conflicts=firm, doubtful=doubtful, corrections=result.corrections if firm else ())


def _is_filled_there(claim: Claim, other: OtherReading) -> bool:
    """Whether the slots that a reading changes were filled by the claim's own sentence."""
    own = {fill.slot for fill in claim.slots if fill.origin in OWN_SENTENCE}
    return all(fill.slot in own for fill in other.changes)


def _is_same_word(one: SlotFill, other: SlotFill) -> bool:
    """Whether two fills come from words that overlap."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
