"""What names of places and goods mean, as text and as objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.reference.goods import (
    Goods,
    all_goods,
    chapters,
    find_goods,
    get_goods,
    goods_names,
    hs_title,
    search_goods,
)
from sverka.reference.goods_senses import goods_senses
from sverka.reference.places import (
    Membership,
    Place,
    all_places,
    describe_place,
    get_place,
    members,
    place_names,
    places_called,
    search_places,
    senses,
)
from sverka.writing.objects import Object
from sverka.writing.terminal import Screen

_MOST_FOUND = 12


def places_meant(text: str) -> tuple[Place, ...]:
    """The places that a name or id stands for; without one every group. `UsageError` with advice for none."""
    if not text:
        return tuple(place for place in all_places() if place.kind == "group")
    place = get_place(text) or get_place(text.upper())
    found = (place,) if place else places_called(text) or search_places(text)[:_MOST_FOUND]
    if not found:
        near = _nearest(text, {name.text: name.id for lang in ("en", "ru") for name in place_names(lang)})
        other = "try a name or a code: CN, RU-TOM, eaeu; sverka places lists groups"
        raise UsageError("unknown place", repr(text), near or other)
    return found


def goods_meant(text: str) -> tuple[Goods, ...]:
    """The goods that a name, id or HS code stands for; without one every group. `UsageError` with advice for none."""
    if not text:
        return all_goods()
    goods = find_goods(text)
    found = (goods,) if goods else search_goods(text)[:_MOST_FOUND]
    if not found:
        near = _nearest(text, {name.text: name.id for lang in ("en", "ru") for name in goods_names(lang)})
        other = "try an HS code such as 27, or a name; sverka goods lists groups"
        raise UsageError("unknown goods", repr(text), near or other)
    return found


def _nearest(text: str, known: Mapping[str, str]) -> str:
    """Advice with the names most like what was typed; nothing where none is like it."""
    close = get_close_matches(text.lower(), {name.lower(): None for name in known}, n=3, cutoff=0.75)
    ids = {name.lower(): id_ for name, id_ in known.items()}
    return f"did you mean {', '.join(f'{name} ({ids[name]})' for name in close)}?" if close else ""


def groups_text(places: Sequence[Place], screen: Screen) -> str:
    """Groups, one a line."""
    for place in places:
        screen.item(place.id, place.name(screen.ui), width=26)
    return screen.text()


def place_text(places: Sequence[Place], when: Period | None, screen: Screen) -> str:
    """Each place with its members, dates, senses and source; several finds are only listed."""
    if len(places) > 1:
        screen.say(screen.words.say("several_places"))
        return groups_text(places, screen)
    _describe(places[0], when, screen)
    return screen.text()


def _describe(place: Place, when: Period | None, screen: Screen) -> None:
    told = describe_place(place.id, when)
    screen.say(f"{place.name(screen.ui)} ({place.id})", style="bold")
    screen.say(place.source, style="dim")
    if place.kind == "group":
        names = sorted(_named(code, screen) for code in told.members)
        screen.heading(screen.words.say("members", count=len(names)))
        screen.say(", ".join(names), indent=2)
    _dated(screen.words.say("dated_members"), [row for row in told.memberships if row.since or row.until], True, screen)
    others = [sense for sense in told.senses if not sense.is_plain]
    if others:
        screen.heading(screen.words.say("other_senses"))
    for sense in others:
        added = ", ".join(f"+{_named(code, screen)}" for code in sorted(sense.added))
        removed = ", ".join(f"−{_named(code, screen)}" for code in sorted(sense.removed))
        change = "; ".join(part for part in (added, removed) if part)
        screen.say(f"• {sense.name(screen.ui)} ({sense.id}): {change} · {sense.source}", indent=2, hang=2)
    _dated(screen.words.say("belongs_to"), told.belongs_to, False, screen)


def _dated(title: str, rows: Sequence[Membership], show_member: bool, screen: Screen) -> None:
    """Memberships with their dates and sources."""
    if not rows:
        return
    screen.heading(title)
    for row in rows:
        name = _named(row.member if show_member else row.group, screen)
        dates = f"{row.since or '…'} – {row.until or '…'}" if row.since or row.until else ""
        screen.say(" · ".join(part for part in (name, dates, row.source) if part), indent=2, hang=2)


def _named(code: str, screen: Screen) -> str:
    place = get_place(code)
    return f"{place.name(screen.ui)} ({code})" if place else code


def place_object(place: Place, when: Period | None) -> Object:
    """A place as JSON."""
    told = describe_place(place.id, when)
    return {
        "id": place.id,
        "kind": place.kind,
        "name_en": place.name_en,
        "name_ru": place.name_ru,
        "members": sorted(members(place.id, when)),
        "memberships": [_membership_object(row) for row in told.memberships],
        "senses": [
            {
                "id": sense.id,
                "name_en": sense.name_en,
                "name_ru": sense.name_ru,
                "distance": sense.distance,
                "added": sorted(sense.added),
                "removed": sorted(sense.removed),
                "source": sense.source,
            }
            for sense in senses(place.id, when)
        ],
        "belongs_to": [_membership_object(row) for row in told.belongs_to],
        "source": place.source,
    }


def _membership_object(row: Membership) -> Object:
    return {"group": row.group, "member": row.member, "since": row.since, "until": row.until, "source": row.source}


def goods_text(goods: Sequence[Goods], screen: Screen, *, brief: bool) -> str:
    """Goods with their HS codes; `brief` is one line each."""
    for item in goods:
        codes = ", ".join(item.hs) or screen.words.say(f"goods_{item.kind}")
        if brief or len(goods) > 1:
            screen.item(item.id, f"{_goods_name(item, screen)}: {codes}", width=30)
        else:
            _describe_goods(item, screen)
    return screen.text()


def _describe_goods(item: Goods, screen: Screen) -> None:
    screen.say(f"{_goods_name(item, screen)} ({item.id})", style="bold")
    screen.say(item.source, style="dim")
    screen.blank()
    for code in item.hs:
        named = get_goods(code)
        screen.item(code, _goods_name(named, screen) if named else "", width=max(10, len(code) + 2))
    within = [code for code in chapters(item.id) if code not in item.hs]
    if within:
        titles = ", ".join(f"{code} {hs_title(code, screen.ui) or ''}".strip() for code in within)
        screen.say(screen.words.say("in_chapters", chapters=titles), indent=2, hang=2)
    if item.reason:
        screen.say(item.reason, indent=2)
    others = [sense for sense in goods_senses(item.id) if not sense.is_plain]
    if others:
        screen.heading(screen.words.say("other_senses"))
    for sense in others:
        codes = ", ".join((*sense.include, *(f"−{code}" for code in sense.exclude)))
        screen.say(f"• {sense.name(screen.ui)} ({sense.id}): {codes} · {sense.source}", indent=2, hang=2)


def _goods_name(item: Goods, screen: Screen) -> str:
    return item.name_ru if screen.ui == "ru" else item.name_en


def goods_object(item: Goods) -> Object:
    """Goods as JSON."""
    return {
        "id": item.id,
        "kind": item.kind,
        "name_en": item.name_en,
        "name_ru": item.name_ru,
        "hs": list(item.hs),
        "chapters": list(chapters(item.id)),
        "reason": item.reason or None,
        "senses": [
            {
                "id": sense.id,
                "name_en": sense.name_en,
                "name_ru": sense.name_ru,
                "include": list(sense.include),
                "exclude": list(sense.exclude),
                "distance": sense.distance,
                "made": sense.made,
                "source": sense.source,
            }
            for sense in goods_senses(item.id)
        ],
        "source": item.source,
    }
