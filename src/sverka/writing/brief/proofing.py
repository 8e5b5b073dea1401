"""Proofreading: a brief is read back before it is let out, and a sentence that is not read as meant is put otherwise.

So the promise of a brief, that reading gives back its measures and nothing else, is kept for every name of a country or
of goods, even one that the reader would take for another. A fact that no way of putting it survives is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sverka.model.claims import Claim, Reading
from sverka.model.interval import Interval
from sverka.reading import read_text
from sverka.reading.apart import REASON as NOT_TOLD_APART
from sverka.writing.brief.plain import plain_spans
from sverka.writing.brief.records import Block, BlockKind, Figure, Sentence


@dataclass
class Draft:
    """One sentence in the making: every way of putting it; `at` is the one that stands now."""

    key: str
    ways: tuple[Sentence, ...]
    at: int = 0

    @property
    def sentence(self) -> Sentence | None:
        """The way that stands, `None` when all are spent."""
        return self.ways[self.at] if self.at < len(self.ways) else None


@dataclass
class DraftBlock:
    """A block in the making."""

    kind: BlockKind
    drafts: list[Draft]


def proofread(blocks: Sequence[DraftBlock], reporter: str, lang: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks that read back as meant, and the keys of what had to be left out."""
    while faulty := _faulty(_current(blocks), reporter, lang):
        for draft in faulty:
            draft.at += 1
    left = tuple(draft.key for block in blocks for draft in block.drafts if draft.sentence is None)
    kept = tuple(Block(block.kind, tuple(d.sentence for d in block.drafts if d.sentence)) for block in blocks)
    return tuple(block for block in kept if block.sentences), left


def _current(blocks: Sequence[DraftBlock]) -> list[tuple[DraftBlock, list[Draft]]]:
    told = [(block, [draft for draft in block.drafts if draft.sentence is not None]) for block in blocks]
    return [(block, drafts) for block, drafts in told if drafts]


def _faulty(current: Sequence[tuple[DraftBlock, list[Draft]]], reporter: str, lang: str) -> list[Draft]:
    """The sentences that are not read as meant, in either form of the text."""
    blocks = [Block(block.kind, tuple(d.sentence for d in drafts if d.sentence)) for block, drafts in current]
    drafts = [draft for _, one in current for draft in one]
    text, spans = plain_spans(blocks)
    reading = read_text(text, reporter=reporter, lang=lang)
    faulty = [
        (draft, span)
        for draft, span in zip(drafts, spans, strict=True)
        if draft.sentence and not is_read_as_meant(draft.sentence, span, reading, reporter)
    ]
    guilty = [draft for draft, span in faulty if not _is_bystander(span, reading)]
    return guilty or [draft for draft, _ in faulty]


def _is_bystander(span: tuple[int, int], reading: Reading) -> bool:
    """Whether a sentence has a claim that only another one, misread as the same question, keeps from its measure."""
    return any(
        claim.measure_reason == NOT_TOLD_APART and span[0] <= mention.start < span[1]
        for claim in reading.claims
        for mention in claim.mentions
    )


def is_read_as_meant(sentence: Sentence, span: tuple[int, int], reading: Reading, reporter: str) -> bool:
    """Whether every figure of a sentence is read as one mention of its measure, and nothing else is read in it."""
    start, end = span
    inside = [
        (mention.start - start, mention.end - start, claim)
        for claim in reading.claims
        for mention in claim.mentions
        if start <= mention.start < end
    ]
    if any(start <= unread.start < end for unread in reading.unread) or len(inside) != len(sentence.figures):
        return False
    if any(start <= m.start < end for one in reading.assertions for m in one.mentions):
        return False
    return all(_matches(figure, inside, reporter) for figure in sentence.figures)


def _matches(figure: Figure, inside: Sequence[tuple[int, int, Claim]], reporter: str) -> bool:
    found = [claim for first, last, claim in inside if first < figure.end and figure.start < last]
    if len(found) != 1:
        return False
    claim = found[0]
    return (
        str(claim.measure) == figure.measure
        and claim.reporter == reporter
        and same_interval(claim.interval, figure.stated.interval)
    )


def same_interval(a: Interval, b: Interval) -> bool:
    """Whether two intervals are the same but for the last digit of floating point."""
    ends = ((a.low, b.low), (a.high, b.high))
    alike = all(
        (x is None and y is None) or (x is not None and y is not None and math.isclose(x, y, rel_tol=1e-9))
        for x, y in ends
    )
    return alike and (a.low_open, a.high_open) == (b.low_open, b.high_open)
