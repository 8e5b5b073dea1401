"""Resolved frames: the slots of a figure filled as far as the text fills them."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.model.claims import ClaimKind
from sverka.reading.candidates import Candidate
from sverka.reading.discourse import Filled
from sverka.reading.frames import Frame

OWN_CLAUSE, OWN_SENTENCE, LIST = "own clause", "own sentence", "own sentence"
QUOTED = "quoted for comparison"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A frame whose slots are filled as far as the text fills them."""

    frame: Frame
    kind: ClaimKind
    slots: dict[str, Filled]
    direction: int
    open_period: Filled | None = None

    def value(self, slot: str) -> object:
        """The value of a slot, or `None`."""
        found = self.slots.get(slot)
        return found.value if found else None


def filled_from(frame: Frame, candidate: Candidate, value: object | None = None) -> Filled:
    """A slot filled with a candidate of the sentence, or with what the candidate stands for."""
    tokens = frame.view.sentence.tokens
    origin = OWN_CLAUSE if candidate.near else OWN_SENTENCE
    confidence = round(max(0.3, 1.0 - 0.02 * candidate.cost), 3)
    kept = candidate.value if value is None else value
    return Filled(
        kept, candidate.rule, origin, confidence, tokens[candidate.first].start, tokens[candidate.last - 1].end
    )
