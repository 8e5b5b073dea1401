"""The words of a text with its figures and assertions marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sverka.model.claims import Mention, Reading
from sverka.reading.document import Block, Document
from sverka.writing.safe_html import attribute, text_node


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of `Document.text` that say a claim or an assertion; the `anchor` of each is its own.

    `tone` is that of its verdict: `good`, `doubtful`, `bad`, or empty.
    """

    name: str
    anchor: str
    start: int
    end: int
    is_claim: bool
    tone: str = ""


_NO_TONES: Mapping[str, str] = {}


def text_marks(document: Document, reading: Reading, tones: Mapping[str, str] = _NO_TONES) -> tuple[Mark, ...]:
    """Every mention of every claim and assertion, claims first, by offsets of the text without markup.

    `tones` are those of verdicts, by claim.
    """
    marks: list[Mark] = []
    for claim in reading.claims:
        marks += _marks_of(document, claim.id, claim.mentions, True, tones.get(claim.id, ""))
    for item in reading.assertions:
        marks += _marks_of(document, item.id, item.mentions, False, "")
    return tuple(marks)


def _marks_of(document: Document, name: str, mentions: Sequence[Mention], is_claim: bool, tone: str) -> Iterator[Mark]:
    for order, mention in enumerate(mentions):
        start, end = _in_text(document, mention.start), _in_text(document, mention.end)
        yield Mark(name, name if order == 0 else f"{name}-{order + 1}", start, end, is_claim, tone)


def _in_text(document: Document, offset: int) -> int:
    """The character of the text that stands for one of the source as given."""
    return offset if document.origin is None else bisect_left(document.origin, offset)


def marks_by_block(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[Mark]]:
    """For each block the marks that touch it, in their order."""
    touching: list[list[Mark]] = [[] for _ in blocks]
    ends = [block.end for block in blocks]
    for mark in marks:
        for number in range(bisect_right(ends, mark.start), len(blocks)):
            if blocks[number].start >= mark.end:
                break
            touching[number].append(mark)
    return touching


def marked_text(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """A stretch of text as HTML; where marks overlap, the words belong to the first of them."""
    edges = sorted({start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)})
    parts: list[str] = []
    anchored = {mark.anchor for mark in marks if mark.start < start}
    for left, right in pairwise(edges):
        mark = next((mark for mark in marks if mark.start <= left and right <= mark.end), None)
        words = text_node(text[left:right])
        if mark is not None:
            words = _marked(mark, words, is_first=mark.anchor not in anchored)
            anchored.add(mark.anchor)
        parts.append(words)
    return "".join(parts)


def _marked(mark: Mark, words: str, *, is_first: bool) -> str:
    anchor = f' id="{attribute(mark.anchor)}"' if is_first else ""
    if mark.is_claim:
        tone = f' class="{attribute(mark.tone)}"' if mark.tone else ""
        way = f'<a href="#f-{attribute(mark.name)}" data-id="{attribute(mark.name)}">{words}</a>'
        return f"<mark{tone}{anchor}>{way}</mark>"
    return f'<span class="said"{anchor}>{words}</span>'
