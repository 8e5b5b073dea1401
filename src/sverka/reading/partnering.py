"""Partners of a figure: places that trade goes to, comes from or is with, and places that only look so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.asides import is_aside
from sverka.reading.candidates import Candidate, cost_of
from sverka.reading.placing import ROUTE_PREPOSITIONS, PlaceTerm, past_apposition
from sverka.reading.ranks import is_rival
from sverka.reading.view import View
from sverka.reference.places import members

WORLD = "world"
_TO_PLACE = frozenset({"в", "во", "на", "to"})
_AMONG = frozenset({"в", "во", "среди", "in", "among", "из"})
_WAYS = (_TO_PLACE, frozenset({"из", "с", "со", "from"}))
"""Prepositions that lead one way: «в Гамбию и на Кубу», "from Chile and from Peru"."""
_JOINERS = frozenset([",", "и", "and", "with", "с", "&", "плюс", "the"])


def partner_candidates(view: View, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Candidate]:
    """The groups of places that may be partners; none where the number ranks somebody in the whole world."""
    world = world_ranked_in(view, places)
    if world is not None:
        yield Candidate((), "ranked in the whole world", -1, world.first, world.last)
    kept = [
        p
        for p in places
        if _may_partner(p, reporter)
        and not _is_rival(view, p)
        and not _is_included(view, p, places)
        and not (_behind_rank(view, p) and _holds(p, places))
        and not (view.quantity.kind == "rank" and _holds(p, places, before=False))
    ]
    for group in _joined(view, kept):
        if is_aside(view, group[0].first):
            continue
        cost = cost_of(view, group[0].first, _reach(view, group[-1]), behind=1) + _beyond(view, group[0].first)
        ids = tuple(dict.fromkeys(p.id for p in group if p.id != WORLD))
        yield Candidate(ids, "a place that trade goes to, comes from or is with", cost, group[0].first, group[-1].last)


def world_ranked_in(view: View, places: Sequence[PlaceTerm]) -> PlaceTerm | None:
    """The world that a rank is in: "the world's largest exporter"."""
    if view.quantity.kind != "rank":
        return None
    return next((p for p in places if p.id == WORLD and 0 <= view.quantity.first - p.last <= 1), None)


def _reach(view: View, place: PlaceTerm) -> int:
    """Where a subject ends, with what is said of it between commas: "China, which used to be first, takes"."""
    end = place.last if place.preposition else past_apposition(view.sentence, place.last)
    return end if end <= view.quantity.core_first else place.last


def _is_rival(view: View, place: PlaceTerm) -> bool:
    """Whether a place is only what another is measured by: "second only to", "more than from China", "passes China"."""
    quantity = view.quantity
    if quantity.kind == "rank" and place.first >= quantity.core_last:
        return is_rival(view.sentence, quantity.core_last, place.first)
    if view.sentence.low(place.last) == "(" and place.last + 1 == quantity.first:
        return False  # "more than the United States (9 million)": the number is the rival's own
    before = [t for t in view.sentence.terms if 0 <= place.first - t.last <= 1]
    if any(
        t.role == "overtake" and view.sentence.low(t.last) in ("the", view.sentence.low(place.first)) for t in before
    ):
        return True
    return any(
        t.role in ("compare", "hedge_pre", "quotes_base") and view.sentence.low(t.last - 1) == "than" for t in before
    )


def _is_included(view: View, place: PlaceTerm, places: Sequence[PlaceTerm]) -> bool:
    """Whether a place is only said to be part of the one before: "Europe including the UK"."""
    for other in places:
        if not 0 < place.first - other.last <= 3:
            continue
        between = [view.sentence.low(at) for at in range(other.last, place.first)]
        if "including" in between or "включая" in between:
            return True
    return False


def _may_partner(place: PlaceTerm, reporter: str | None) -> bool:
    """A place that owns no trade here, is not home, and is no mere route («самарское направление», "via Suez")."""
    route = place.preposition in ROUTE_PREPOSITIONS or (
        place.form == "adjective" and "-" in place.id and place.id.isupper()
    )
    return not is_home(place, reporter) and not place.owns and not route


def _beyond(view: View, first: int) -> int:
    """More for what stands behind the number beyond a boundary: in a list each name comes before its figure."""
    span = view.quantity.span
    if _dashed(view, first):
        return -sum(view.sentence.breaks[span[1] : first + 1])
    return sum(view.sentence.breaks[span[1] : first + 1]) if first >= span[1] else 0


def _dashed(view: View, first: int) -> bool:
    """Whether a dash and a preposition lead from the number to a place: «1,4 тыс. — в Азербайджан»."""
    at = view.quantity.last
    return view.sentence.low(at) in ("—", "–") and first == at + 2 and view.sentence.low(at + 1) in _TO_PLACE


def _behind_rank(view: View, place: PlaceTerm) -> bool:
    """Whether a place stands behind what is ranked: «крупнейший партнёр в АСЕАН»."""
    return any(0 <= place.first - t.last <= 1 for t in view.sentence.of_role("rank_head"))


def _holds(place: PlaceTerm, places: Sequence[PlaceTerm], *, before: bool = True) -> bool:
    """Whether a group only says among whom another place stands, named `before` it: "our largest partner in ASEAN"."""
    if place.id.isupper() or place.preposition not in _AMONG or place.id == WORLD:
        return False
    named = (other for other in places if not before or other.first < place.first)
    return any(other.id in members(place.id) for other in named)


def is_home(place: PlaceTerm, reporter: str | None) -> bool:
    """Whether a place is the reporter itself, the country that it lies in, or a part of it."""
    if reporter is None:
        return False
    return place.id == reporter or reporter.startswith(place.id + "-") or place.id.startswith(reporter + "-")


def _joined(view: View, places: Sequence[PlaceTerm]) -> Iterator[list[PlaceTerm]]:
    """Places said in one breath, "China and Mongolia", as one group; a number between them parts them."""
    group: list[PlaceTerm] = []
    for place in places:
        if group and not _joins(view, group[-1], place):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _joins(view: View, one: PlaceTerm, other: PlaceTerm) -> bool:
    between = [view.sentence.low(at) for at in range(one.last, other.first)]
    if any(one.preposition in way and other.preposition in way for way in _WAYS):
        between = [word for word in between if word != other.preposition] or between
    return len(between) <= 2 and all(word in _JOINERS for word in between)
