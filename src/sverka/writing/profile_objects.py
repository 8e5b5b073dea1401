"""A profile as the plain object of the JSON contract: exact figures, each with its measure."""

from __future__ import annotations

from collections.abc import Sequence

from sverka.checking.wording import Ui
from sverka.measuring.lineage import definition_text
from sverka.measuring.profile_records import (
    Compared,
    Concentration,
    Coverage,
    Fact,
    Point,
    Profile,
    Row,
    SoFar,
    Table,
)
from sverka.writing.book_objects import exact_number
from sverka.writing.objects import Object
from sverka.writing.profile_words import Wording
from sverka.writing.scopes import scope_object


def profile_object(profile: Profile, ui: Ui) -> Object:
    """What `show --format json` prints; only names, the definition and the words of notes depend on the language."""
    wording = Wording(profile, ui)
    return {
        "reporter": {"id": profile.reporter, "name": wording.name("partners", profile.reporter)},
        "period": str(profile.period),
        "base": str(profile.base),
        "asked": None if profile.asked is None else str(profile.asked),
        "source": profile.source,
        "version": profile.version,
        "version_date": profile.version_date,
        "currency": profile.currency,
        "definition": definition_text(profile.series, profile.definitions, ui),
        "scope": scope_object(profile.extent, ui),
        "synthetic": profile.synthetic,
        "coverage": [_coverage(one) for one in profile.coverage],
        "notes": notes_objects(wording),
        "totals": [_compared(one) for one in profile.totals],
        "weights": [_compared(one) for one in profile.weights],
        "so_far": _so_far(profile.so_far),
        "points": [_point(one) for one in profile.points],
        "tables": [_table(one, wording) for one in profile.tables],
        "concentration": [_concentration(one) for one in profile.concentration],
    }


def notes_objects(wording: Wording) -> list[Object]:
    """The notes, each with its kind and its words."""
    kinds = dict.fromkeys(
        (remark.kind, tuple((key, value) for key, value in remark.values.items() if key != "flow"))
        for remark in wording.profile.notes
    )
    return [{"kind": kind, "text": text} for (kind, _), text in zip(kinds, wording.notes, strict=True)]


def fact_object(fact: Fact) -> Object:
    """One figure; `formula` stands where the grammar of measures has no word for it."""
    told: Object = {"measure": fact.measure, "value": exact_number(fact.value), "unit": fact.unit}
    return told if fact.formula is None else {**told, "formula": fact.formula}


def _facts(**facts: Fact) -> Object:
    return {name: fact_object(fact) for name, fact in facts.items()}


def _coverage(one: Coverage) -> Object:
    missing = [str(period) for period in one.missing]
    return {"flow": one.flow.value, "first": str(one.first), "last": str(one.last), "missing": missing}


def _compared(one: Compared) -> Object:
    told = _facts(level=one.level, before=one.before, change=one.change)
    # A balance has no growth: it may change its sign.
    return {"name": one.name, **told, **(_facts(growth=one.growth) if one.growth.measure else {})}


def _so_far(one: SoFar | None) -> Object | None:
    if one is None:
        return None
    return {"period": str(one.period), "base": str(one.base), "totals": [_compared(total) for total in one.totals]}


def _point(one: Point) -> Object:
    return {"period": str(one.period), **{flow.value: fact_object(fact) for flow, fact in one.facts.items()}}


def _table(table: Table, wording: Wording) -> Object:
    return {
        "kind": table.kind,
        "flow": table.flow.value,
        "rows": _rows(table, table.rows, wording),
        "rest": None if table.rest is None else {"count": table.others, **_row(table.rest)},
        "whole": _row(table.whole),
        "movers": _rows(table, table.movers, wording),
    }


def _rows(table: Table, rows: Sequence[Row], wording: Wording) -> list[Object]:
    return [{"code": row.code, "name": wording.name(table.kind, row.code), **_row(row)} for row in rows]


def _row(row: Row) -> Object:
    return _facts(level=row.level, before=row.before, share=row.share, growth=row.growth, contribution=row.contribution)


def _concentration(one: Concentration) -> Object:
    facts = _facts(partners=one.partners, first=one.first, first_five=one.first_five, hhi=one.hhi)
    return {"flow": one.flow.value, **facts}
