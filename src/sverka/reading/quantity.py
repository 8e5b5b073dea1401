"""A number with its unit and hedge, as the text states it."""

from __future__ import annotations

from dataclasses import dataclass

from sverka.model.claims import Hedge


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and hedge.

    `kind` is `money`, `mass`, `quantity`, `percent`, `points`, `fraction`, `multiple`, `count`, `rank` or `bare`;
    `first`–`last` are the tokens with the hedge, `core_first`–`core_last` without; `sign` is −1, 0 or 1 as printed;
    `lead_in` is the preposition before the number (`на`, `до`, `by`, `to`), which tells a change from its result.
    """

    first: int
    last: int
    core_first: int
    core_last: int
    kind: str
    value: float
    unit: str
    printed: str = ""
    hedge: Hedge = "exact"
    scaled: bool = False
    sign: int = 0
    lead_in: str = ""
    value_hi: float | None = None
    ambiguous_unit: bool = False
    superlative: bool = False
    in_words: bool = False
    scale: float = 1.0

    @property
    def span(self) -> tuple[int, int]:
        """The tokens of the number without its hedge."""
        return self.core_first, self.core_last


def neat(value: float) -> float:
    """A product of decimals without the dust of binary fractions: 4.06 billion is 4060000000."""
    return float(f"{value:.12g}")
