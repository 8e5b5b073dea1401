"""A brief as plain text, with the place of every sentence in it."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.writing.brief.records import Block

Span = tuple[int, int]
APART = ("headline", "heading", "paragraph")
"""Blocks that stand apart by an empty line; items, rows and notes follow one another."""


def plain_spans(blocks: Sequence[Block]) -> tuple[str, list[Span]]:
    """The text, and where each sentence begins and ends."""
    text, spans, before = "", [], None
    for block in blocks:
        if before is not None:
            text += "\n\n" if block.kind in APART or block.kind != before else "\n"
        before = block.kind
        for at, sentence in enumerate(block.sentences):
            text += " " if at else ""
            spans.append((len(text), len(text) + len(sentence.text)))
            text += sentence.text
    return text + "\n", spans
