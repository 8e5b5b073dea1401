"""What statements imply together: bounds, consequences, conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sverka import __version__
from sverka.model.claims import Claim, Reading
from sverka.serving.asking import known_measure
from sverka.serving.checks import CLAIMS, STATEMENTS, handed_readings, no_book_line, statements_of
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields, wrong
from sverka.serving.given import statement_reporter
from sverka.serving.short.figures import short_number
from sverka.serving.texts import given_beside, page_of
from sverka.serving.weighing import Wanted
from sverka.writing.objects import Object
from sverka.writing.proofs import Prose

if TYPE_CHECKING:
    from sverka.checking.weighing import Weighed
    from sverka.model.findings import Bound, Reconciliation

MOST_CONSEQUENCES = 12


def bounds(desk: Desk, fields: Fields) -> Object:
    """What the statements of a text, of claims or of a table imply, with what the book records around them."""
    if not (fields.has("text") or fields.has(CLAIMS) or fields.has(STATEMENTS)):
        wrong("nothing to weigh", "text", 'write "text": "…", "claims": […] or "with": "kind,flow,…"')
    given = given_beside(desk, fields)
    readings: list[Reading] = []
    names: Mapping[str, object] = {}
    if fields.has(CLAIMS):
        readings, names = handed_readings(fields, given)
    elif fields.has("text"):
        readings = [page_of(fields, given).reading]
    statements = statements_of(fields, statement_reporter(given, readings))
    said = [*(claim for reading in readings for claim in reading.claims), *statements]
    asked = [known_measure(text, _names(said)) for text in fields.measures()]
    wanted = Wanted(readings, statements, asked, given.reporter, fields.flag("exact"), given.date)
    with desk.book_if_any() as book:
        weighed = wanted.weighed() if book is None else wanted.beside(book)
    told = {**_told(weighed, desk, fields), **({"ids": dict(names)} if names else {})}
    return told if book is not None else {**told, "no_book": no_book_line(desk)}


def _names(said: list[Claim]) -> frozenset[str]:
    """The places and goods that statements name, be they in the tables or not."""
    from sverka.model.measures import measure_slices

    slices = [cut for claim in said if claim.measure for cut in measure_slices(claim.measure)]
    return frozenset(name for cut in slices for name in (*cut.partners.include, *cut.goods.include))


def _told(weighed: Weighed, desk: Desk, fields: Fields) -> Object:
    prose = Prose.about(weighed.claims, desk.ui, weighed.reporter)
    if fields.flag("details"):
        from sverka.writing.found_objects import bounds_object

        return bounds_object(weighed, prose, __version__)
    return _short(weighed, weighed.reconciliation, prose)


def _short(weighed: Weighed, found: Reconciliation, prose: Prose) -> Object:
    used = {name for bound in (*found.bounds, *found.consequences) for name in bound.uses}
    used |= {name for conflict in found.conflicts for name in conflict.claims}
    told: Object = {
        "reporter": weighed.reporter,
        "bounds": [{**_bound(one), "why": prose.proof(one)} for one in found.bounds],
        "conflicts": [{"claims": list(one.claims), "text": prose.conflict(one)} for one in found.conflicts],
        "consequences": [{**_bound(one), "text": prose.bound(one)} for one in found.consequences[:MOST_CONSEQUENCES]],
        "statements": {claim.id: prose.claim(claim) for claim in weighed.claims if claim.id in used},
        "idle": {one.claim: prose.idle(one) for one in found.idle},
        "assumed": dict(weighed.assumed),
    }
    return {name: value for name, value in told.items() if value or name in ("bounds", "conflicts", "consequences")}


def _bound(one: Bound) -> Object:
    ends = {"low": short_number(one.low.value, one.unit), "high": short_number(one.high.value, one.unit)}
    return {"measure": str(one.measure), **ends, "unit": one.unit}
