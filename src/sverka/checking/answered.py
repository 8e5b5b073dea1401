"""Whether the records answer a question at all."""

from __future__ import annotations

from sverka.measuring.answers import Answer

_PARTIAL = ("same_months", "finer_left")


def unanswered(answer: Answer) -> bool:
    """Whether an answer has no value, or one for fewer months, or a part of the goods, than were asked: none stands for
    another.
    """
    return answer.value is None or any(remark.kind in _PARTIAL for remark in answer.remarks)
