"""What is to be known of every answer: narrow extracts, rows in quarantine.

One place where they are joined, so that a figure carries the same cautions at every door. Each is told by a module of
its own. Gaps below declared totals come with the amounts themselves (`sverka.measuring.gaps`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.extent import extent_remarks
from sverka.measuring.series import Series
from sverka.measuring.unread_rows import quarantine_remarks

_NO_ROW = ("no_such_goods", "no_such_partner", "not_listed", "beyond_scope")
"""Refusals that say that there is no row, or none of goods, which is true of those alone that could be read."""


def cautioned(answer: Answer, candidates: Sequence[Series] = ()) -> Answer:
    """The answer with its cautions after its own remarks, each once; one that no series gave with the rows in
    quarantine that may hold what is not covered.
    """
    if answer.series is None:
        return _not_covered(answer, candidates)
    told: list[Remark] = [*answer.remarks]
    for remark in (*extent_remarks(answer), *quarantine_remarks(answer)):
        if remark not in told:
            told.append(remark)
    return replace(answer, remarks=tuple(told))


def _not_covered(answer: Answer, candidates: Sequence[Series]) -> Answer:
    """A refusal with what each source has in quarantine of its scope."""
    unread: list[Remark] = []
    sources: set[str] = set()
    for series in candidates:
        if series.key.source not in sources:
            sources.add(series.key.source)
            unread += quarantine_remarks(replace(answer, series=series))
    if not unread:
        return answer
    told = [
        replace(one, values={**one.values, "unread": "yes"}) if one.kind in _NO_ROW else one for one in answer.remarks
    ]
    return replace(answer, remarks=(*told, *unread))
