"""What is to be known of every answer: narrow extracts, rows in quarantine.

One place where they are joined, so that a figure carries the same cautions at every door. Each is told by a module of
its own. Gaps below declared totals come with the amounts themselves (`sverka.measuring.gaps`).
"""

from __future__ import annotations

from dataclasses import replace

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.extent import extent_remarks
from sverka.measuring.unread_rows import quarantine_remarks


def cautioned(answer: Answer) -> Answer:
    """The answer with its cautions after its own remarks, each once; one that no series gave stays as it is."""
    if answer.series is None:
        return answer
    told: list[Remark] = [*answer.remarks]
    for remark in (*extent_remarks(answer), *quarantine_remarks(answer)):
        if remark not in told:
            told.append(remark)
    return replace(answer, remarks=tuple(told))
