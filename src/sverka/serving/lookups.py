"""What names mean, and what the book holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sverka.model.period import Period
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields
from sverka.serving.recorded import checked_period, checked_reporter
from sverka.writing.objects import Object

if TYPE_CHECKING:
    from sverka.recording.book import Snapshot
    from sverka.recording.coverage import Coverage
    from sverka.reference.goods import Goods
    from sverka.reference.places import Place

MOST_HELD = 40
_STEPS = {"A": "years", "Q": "quarters", "M": "months"}


def find_place(desk: Desk, fields: Fields) -> Object:
    """The places that a name or a code stands for, with the members of a group in a period."""
    from sverka.writing.reference import place_object, places_meant

    name, when = fields.need_name("name"), checked_period(fields.name("period"), "period")
    found = places_meant(name)
    if fields.flag("details"):
        return {"places": [place_object(place, when) for place in found]}
    return {"places": [_place(place, when, desk, whole=len(found) == 1) for place in found]}


def _place(place: Place, when: Period | None, desk: Desk, *, whole: bool) -> Object:
    from sverka.reference.places import members, senses

    told: Object = {"id": place.id, "name": place.name(desk.ui), "kind": place.kind}
    if place.kind == "group" and whole:
        told["members"] = "+".join(sorted(members(place.id, when)))
        told["senses"] = [sense.name(desk.ui) for sense in senses(place.id, when) if not sense.is_plain]
    return told


def find_goods(desk: Desk, fields: Fields) -> Object:
    """The goods that a name, an id or an HS code stands for."""
    from sverka.writing.reference import goods_meant, goods_object

    found = goods_meant(fields.need_name("name"))
    if fields.flag("details"):
        return {"goods": [goods_object(goods) for goods in found]}
    return {"goods": [_goods(goods, desk) for goods in found]}


def _goods(goods: Goods, desk: Desk) -> Object:
    from sverka.reference.goods_senses import goods_senses

    others = [sense.name(desk.ui) for sense in goods_senses(goods.id) if not sense.is_plain]
    return {
        "id": goods.id,
        "name": goods.name_ru if desk.ui == "ru" else goods.name_en,
        "hs": list(goods.hs),
        **({"senses": others} if others else {}),
        **({"reason": goods.reason} if goods.reason else {}),
    }


def book_status(desk: Desk, fields: Fields) -> Object:
    """What the book holds: by reporter, source and flow the periods, the finest goods, the currency, the extract."""
    snapshot = desk.snapshot()
    if fields.flag("details"):
        from sverka.recording.status import holdings
        from sverka.recording.trouble import trouble_told
        from sverka.recording.unknowns import held_unknowns
        from sverka.writing.book_objects import book_object

        with trouble_told(desk.path, reading=True):
            return book_object(snapshot, holdings(snapshot), held_unknowns(snapshot))
    who = fields.name("reporter")
    return _status(snapshot, None if who is None else checked_reporter(who), desk)


def _status(snapshot: Snapshot, who: str | None, desk: Desk) -> Object:
    from sverka.recording.coverage import coverage
    from sverka.recording.trouble import trouble_told
    from sverka.writing.book_extents import book_extents
    from sverka.writing.scopes import scope_name

    with trouble_told(desk.path, reading=True):
        held = [one for one in coverage(snapshot) if who in (None, one.reporter)]
        extents = book_extents(snapshot, {one.source for one in held})
    names = {key: scope_name(extent, desk.ui) for key, extent in extents.items()}
    told: Object = {
        "version": str(snapshot.version),
        "date": snapshot.date,
        "holdings": [_holding(one, names.get((one.source, one.reporter)), desk) for one in held[:MOST_HELD]],
        "more": sorted({one.reporter for one in held[MOST_HELD:]}),
        "quarantined": snapshot.quarantined,
    }
    return {name: value for name, value in told.items() if value or name in ("version", "holdings")}


def _holding(one: Coverage, scope: str | None, desk: Desk) -> Object:
    from sverka.writing.slices import place_name

    return {
        "reporter": one.reporter,
        "name": place_name(one.reporter, desk.ui),
        "source": one.source,
        "flow": one.flow,
        "first": str(one.first),
        "last": str(one.last),
        "by": _STEPS.get(one.frequency, one.frequency),
        "digits": one.digits,
        "currency": one.currency,
        **({"scope": scope} if scope else {}),
    }


def definitions(desk: Desk) -> Iterator[str]:
    """What the figures of each source of the book mean, a paragraph each."""
    from sverka.measuring.lineage import classification_text, valuation_text
    from sverka.recording.about import about

    snapshot, lang = desk.snapshot(), desk.ui
    told = snapshot.about()
    for source in dict.fromkeys(file.shelf.source for file in snapshot.files):
        shelves = [file.shelf for file in snapshot.files if file.shelf.source == source]
        what = about(source, told.get(source))
        editions = dict.fromkeys(classification_text(one.classification, lang) for one in shelves)
        valued = dict.fromkeys(f"{one.flow} {valuation_text(one.valuation, lang)} {one.currency}" for one in shelves)
        words = [what.word(name, lang) for name in ("title", "system", "region", "partner", "reexports")]
        yield f"{source}: " + "; ".join(part for part in (*words, *editions, *valued, what.scope) if part)
