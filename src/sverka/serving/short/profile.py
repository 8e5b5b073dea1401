"""Profiles and briefs in few characters: one source, one definition, the largest partners and goods."""

from __future__ import annotations

from sverka.checking.wording import Ui
from sverka.measuring.lineage import definition_text
from sverka.measuring.profile_records import Compared, Profile, Row, Table
from sverka.serving.short.figures import release, short_number
from sverka.writing.brief.records import Brief
from sverka.writing.objects import Object
from sverka.writing.profile_words import Wording
from sverka.writing.scopes import scope_name

_KINDS = {"partners": "partners", "goods@2": "chapters", "goods@4": "headings"}
_FLOWS = ("export", "import")


def short_profile(profile: Profile, ui: Ui) -> Object:
    """Totals with their growth, and of exports and imports the largest partners, chapters and headings."""
    wording = Wording(profile, ui)
    told: Object = {
        "reporter": profile.reporter,
        "name": wording.name("partners", profile.reporter),
        "period": str(profile.period),
        "unit": profile.currency,
        "release": release(profile.source, profile.version, profile.version_date),
        "definition": definition_text(profile.series, profile.definitions, ui),
        "scope": scope_name(profile.extent, ui) if profile.extent.is_narrow else None,
        "recorded": [f"{one.flow} {one.first}–{one.last}" for one in profile.coverage],
        "notes": list(wording.notes),
        "totals": {one.name: _total(one) for one in profile.totals},
        **{flow: _tables(profile, flow, wording) for flow in _FLOWS},
    }
    return {name: value for name, value in told.items() if value}


def _total(one: Compared) -> Object:
    growth = {"growth": short_number(one.growth.value, "%")} if one.growth.measure else {}
    return {"value": short_number(one.level.value, one.level.unit), **growth}


def _tables(profile: Profile, flow: str, wording: Wording) -> Object:
    tables = [one for one in profile.tables if one.flow == flow and one.kind in _KINDS]
    return {_KINDS[one.kind]: [_row(row, one, wording) for row in one.rows] for one in tables if one.rows}


def _row(row: Row, table: Table, wording: Wording) -> Object:
    facts = {
        "value": short_number(row.level.value, row.level.unit),
        "share": short_number(row.share.value, "%"),
        "growth": short_number(row.growth.value, "%"),
    }
    named = {"code": row.code, "name": wording.name(table.kind, row.code)}
    return {**named, **{name: value for name, value in facts.items() if value is not None}}


def short_brief(told: Object, brief: Brief, date: str | None) -> Object:
    """The text, and whose records and definition all its figures are of."""
    figures = [figure for sentence in told["sentences"] for figure in sentence["figures"]]
    source = figures[0]["source"] if figures else brief.source
    return {
        "reporter": brief.reporter,
        "period": str(brief.period),
        "text": told["text"],
        "release": release(source, brief.version, date),
        "definition": brief.definition,
        **({"notes": list(brief.notes)} if brief.notes else {}),
    }
