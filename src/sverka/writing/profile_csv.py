"""A profile as one flat table: a figure a line, exact, with its measure; what it covers stands in its first lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from sverka.checking.wording import Ui
from sverka.measuring.lineage import definition_text
from sverka.measuring.profile_records import Compared, Fact, Profile, Row, Table
from sverka.writing.book_objects import exact_number
from sverka.writing.profile_objects import notes_objects
from sverka.writing.profile_words import Wording
from sverka.writing.scopes import scope_name
from sverka.writing.terminal import clean

COLUMNS = ("section", "item", "code", "measure", "value", "unit", "figure", "formula")
_ROW_FIGURES = ("level", "before", "share", "growth", "contribution")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Line = tuple[str | float | int | None, ...]


def profile_csv(profile: Profile, ui: Ui) -> str:
    """What `show --format csv` prints: `section`, `item` (a name), `code`, `measure`, `value`, `unit`, and which
    `figure` of the item it is, with its `formula` where there is no measure for it.
    """
    wording = Wording(profile, ui)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in (*_about(wording), *_figures(wording)):
        writer.writerow(["" if cell is None else _plain(cell) for cell in line])
    return out.getvalue()


def _plain(cell: str | float) -> str | float:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _about(wording: Wording) -> Iterator[Line]:
    """What the figures are of."""
    profile = wording.profile
    told = {
        "reporter": profile.reporter,
        "period": str(profile.period),
        "base": str(profile.base),
        "source": profile.source,
        "version": profile.version,
        "currency": profile.currency,
        "definition": clean(definition_text(profile.series, profile.definitions, wording.ui)),
        "scope": scope_name(profile.extent, wording.ui),
        "synthetic": "yes" if profile.synthetic else "no",
    }
    for name, text in told.items():
        yield "about", name, None, None, text
    for one in profile.coverage:
        spans = (("first", str(one.first)), ("last", str(one.last)), ("missing", " ".join(map(str, one.missing))))
        for figure, text in spans:
            yield "coverage", wording.flow(one.flow), one.flow.value, None, text, None, figure
    for note in notes_objects(wording):
        yield "notes", note["kind"], None, None, clean(note["text"])


def _figures(wording: Wording) -> Iterator[Line]:
    profile = wording.profile
    yield from _totals("totals", profile.totals, wording)
    yield from _totals("weights", profile.weights, wording)
    if profile.so_far is not None:
        yield from _totals(f"so_far/{profile.so_far.period}", profile.so_far.totals, wording)
    for point in profile.points:
        for flow, fact in point.facts.items():
            yield _line("points", str(point.period), flow.value, "level", fact)
    for table in profile.tables:
        yield from _table(table, wording)
    for one in profile.concentration:
        named = (wording.flow(one.flow), one.flow.value)
        facts = {"partners": one.partners, "first": one.first, "first_five": one.first_five, "hhi": one.hhi}
        for figure, fact in facts.items():
            yield _line("concentration", *named, figure, fact)


def _line(section: str, item: str, code: str, figure: str, fact: Fact) -> Line:
    return section, item, code, fact.measure, exact_number(fact.value), fact.unit, figure, fact.formula


def _totals(section: str, totals: Sequence[Compared], wording: Wording) -> Iterator[Line]:
    for one in totals:
        facts = {"level": one.level, "before": one.before, "change": one.change, "growth": one.growth}
        for figure, fact in facts.items():
            if fact.measure or fact.formula:
                yield _line(section, wording.scoped(wording.flow(one.name)), one.name, figure, fact)


def _table(table: Table, wording: Wording) -> Iterator[Line]:
    section = f"{table.kind}/{table.flow.value}"
    yield from _rows(section, ((wording.name(table.kind, row.code), row.code, row) for row in table.rows))
    if table.rest is not None:
        yield from _rows(section, [(wording.say("rest", count=table.others), "rest", table.rest)])
    yield from _rows(section, [(wording.scoped(wording.say("whole")), "all", table.whole)])
    movers = ((wording.name(table.kind, row.code), row.code, row) for row in table.movers)
    yield from _rows(f"{section}/movers", movers)


def _rows(section: str, rows: Iterable[tuple[str, str, Row]]) -> Iterator[Line]:
    for item, code, row in rows:
        for figure in _ROW_FIGURES:
            yield _line(section, item, code, figure, getattr(row, figure))
