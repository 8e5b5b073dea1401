"""Whether the records are a narrow extract that a reader would take for all trade."""

from __future__ import annotations

from sverka.measuring.answers import Answer, Remark


def extent_remarks(_answer: Answer) -> tuple[Remark, ...]:
    """What is to be said of an answer in this respect."""
    return ()
