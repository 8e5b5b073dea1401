"""Rows in quarantine by what they are of, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.model.slices import Flow
from sverka.recording.unread import Unread
from sverka.writing.numbers import counted, number_text
from sverka.writing.own_names import place_label
from sverka.writing.slices import flow_text
from sverka.writing.terminal import Screen

MOST_SCOPES = 12


def unread_lines(left: Sequence[Unread], screen: Screen) -> Iterator[str]:
    """How many rows are still in quarantine, then by source, reporter, flow, period; none that a later load cured."""
    if not left:
        return
    words = screen.words
    yield words.say("book_quarantined", rows=counted("n_rows", sum(one.rows for one in left), screen.ui))
    by_scope: dict[tuple[str, str], int] = {}
    for one in left:
        key = (one.source, _scope(one, screen))
        by_scope[key] = by_scope.get(key, 0) + one.rows
    for (source, scope), rows in list(by_scope.items())[:MOST_SCOPES]:
        yield words.say("book_quarantined_of", source=source, scope=scope, rows=counted("n_rows", rows, screen.ui))
    if len(by_scope) > MOST_SCOPES:
        yield words.say("book_more_scopes", count=number_text(len(by_scope) - MOST_SCOPES, screen.ui, 0))


def _scope(one: Unread, screen: Screen) -> str:
    """`Paraná (BR-PR) · exports · 2023-05`; of rows that do not tell it, what they tell, and their file."""
    period = "" if one.year is None else str(one.year) if one.month is None else f"{one.year}-{one.month:02d}"
    told = [
        place_label(one.reporter, screen.ui, screen.names) if one.reporter else "",
        flow_text(Flow(one.flow), screen.ui) if one.flow else "",
        period,
        "" if one.known else screen.words.say("book_quarantined_untold", file=one.file),
    ]
    return " · ".join(filter(None, told))
