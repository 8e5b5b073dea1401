"""Rows in quarantine that belong, or may belong, to the scope of an answer: source, reporter, flow, period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sverka.measuring.answers import Answer, Remark
from sverka.measuring.asked import asked_slices
from sverka.measuring.series import Series
from sverka.measuring.slicing import FLOWS
from sverka.model.period import Period
from sverka.model.slices import Flow
from sverka.recording.unread import Unread


def quarantine_remarks(answer: Answer) -> tuple[Remark, ...]:
    """How many rows of the answer's scope are in quarantine, what they come to where that could be read, and why the
    first is there; and by itself how many rows of the source's files may belong to it, as their scope cannot be read.
    """
    if answer.series is None or not answer.series.unread:
        return ()
    return unread_remarks(answer.series, _asked(answer))


def unread_remarks(series: Series, asked: Iterable[tuple[Flow, Period]]) -> tuple[Remark, ...]:
    """The same of flows in periods."""
    wanted = list(asked)
    found = [
        one
        for one in series.unread
        if any(
            one.concerns(series.reporter, flow.value, period.first_month, period.last_month) for flow, period in wanted
        )
    ]
    sure, doubtful = [one for one in found if one.known], [one for one in found if not one.known]
    return (*_told(sure, series, ""), *_told(doubtful, series, "maybe"))


def _told(rows: list[Unread], series: Series, certainty: str) -> Iterator[Remark]:
    if not rows:
        return
    values = {
        "rows": str(sum(one.rows for one in rows)),
        "valued": str(sum(one.valued for one in rows)),
        "sum": repr(sum(one.value for one in rows)),
        "unit": series.key.currency,
        "reason": rows[0].reason,
        "file": rows[0].file,
    }
    yield Remark("quarantine", values | ({"maybe": certainty} if certainty else {}))


def _asked(answer: Answer) -> Iterator[tuple[Flow, Period]]:
    """The flows and periods of a measure, those that a change is measured from among them."""
    for cut, period in asked_slices(answer.measure, answer.assumed):
        for flow in FLOWS[cut.flow]:
            yield flow, period
