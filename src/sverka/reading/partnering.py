"""Partners of a figure: places that trade goes to, comes from or is with, and places that only look so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.reading.candidates import Candidate, cost_of
from sverka.reading.placing import ROUTE_PREPOSITIONS, PlaceTerm
from sverka.reading.view import View

_JOINERS = frozenset([",", "и", "and", "with", "с", "&", "плюс", "the"])


def partner_candidates(view: View, places: Sequence[PlaceTerm], reporter: str | None) -> Iterator[Candidate]:
    for group in _joined(view, [p for p in places if _may_partner(p, reporter)]):
        cost = cost_of(view, group[0].first, group[-1].last, behind=1) + _beyond(view, group[0].first)
        ids = tuple(dict.fromkeys(p.id for p in group))
        yield Candidate(ids, "a place that trade goes to, comes from or is with", cost, group[0].first, group[-1].last)


def _may_partner(place: PlaceTerm, reporter: str | None) -> bool:
    """A place that owns no trade here, is not home, and is no mere route («самарское направление», "via Suez")."""
    route = place.preposition in ROUTE_PREPOSITIONS or (
        place.form == "adjective" and "-" in place.id and place.id.isupper()
    )
    return not is_home(place, reporter) and not place.owns and not route


def _beyond(view: View, first: int) -> int:
    """More for what stands behind the number beyond a boundary: in a list each name comes before its figure."""
    span = view.quantity.span
    return sum(view.sentence.breaks[span[1] : first + 1]) if first >= span[1] else 0


def is_home(place: PlaceTerm, reporter: str | None) -> bool:
    """Whether a place is the reporter itself, the country that it lies in, or a part of it."""
    if reporter is None:
        return False
    return place.id == reporter or reporter.startswith(place.id + "-") or place.id.startswith(reporter + "-")


def _joined(view: View, places: Sequence[PlaceTerm]) -> Iterator[list[PlaceTerm]]:
    """Places said in one breath, "China and Mongolia", as one group; a number between them parts them."""
    group: list[PlaceTerm] = []
    for place in places:
        if group and not _joins(view, group[-1].last, place.first):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _joins(view: View, first: int, last: int) -> bool:
    return last - first <= 2 and all(view.sentence.low(at) in _JOINERS for at in range(first, last))
