"""Where declared totals and their recorded parts differ."""

from __future__ import annotations

from sverka.measuring.answers import Answer, Remark


def gap_remarks(_answer: Answer) -> tuple[Remark, ...]:
    """What is to be said of an answer in this respect."""
    return ()
