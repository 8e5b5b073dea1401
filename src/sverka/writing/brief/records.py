"""What a brief is made of: blocks of sentences, each with its figures and the measures that these answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sverka.checking.wording import Ui
from sverka.measuring.answers import Answer
from sverka.model.interval import Interval
from sverka.model.period import Period

Length = Literal["short", "full"]
Style = Literal["talking-points", "press", "table"]
BlockKind = Literal["headline", "heading", "paragraph", "item", "row", "note"]
LENGTHS: tuple[Length, ...] = ("short", "full")
STYLES: tuple[Style, ...] = ("talking-points", "press", "table")
CELL = "\t"
"""What parts the label of a row from its figure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a brief is wanted."""

    lang: Ui
    length: Length = "full"
    style: Style = "talking-points"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as it is put: `value` in the claim's unit, the digits printed, the hedge, and what they admit.

    The exact figure lies in `interval`. `number` is what is printed without the hedge; `fraction` marks a fraction
    word, `times` a growth told as so many times as much.
    """

    value: float
    unit: str
    hedge: str
    printed: str
    number: str
    interval: Interval
    fraction: bool = False
    times: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence: where it stands in it, what it answers and how it is stated."""

    start: int
    end: int
    text: str
    answer: Answer
    stated: Stated

    @property
    def measure(self) -> str:
        """The measure as text."""
        return str(self.answer.measure)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures, by offsets of the sentence; in a row, `CELL` parts the label from the figure."""

    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, a heading, a paragraph, an item of a list, a row of a table or a note."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of one reporter and period; `source` and `version` say whose records the figures are.

    `left_out` are the keys of facts that no way of putting them said so that they read back.
    """

    asked: Asked
    reporter: str
    period: Period
    name: str
    source: str
    version: str
    definition: str
    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in order."""
        return (sentence for block in self.blocks for sentence in block.sentences)

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure in order."""
        return (figure for sentence in self.sentences for figure in sentence.figures)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the records lack, in sentences."""
        return tuple(sentence.text for block in self.blocks if block.kind == "note" for sentence in block.sentences)
