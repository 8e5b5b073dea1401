"""Ranks within a group of countries: "our biggest customer in the European Union" is first among its members alone."""

from __future__ import annotations

from sverka.reading.partnering import WORLD
from sverka.reading.placing import find_places
from sverka.reading.resolved import Resolved
from sverka.reference.places import members

_AMONG = frozenset({"in", "within", "among", "of", "в", "во", "среди", "из"})
MAX_TOKENS_BETWEEN = 2


def group_ranked_in(resolved: Resolved) -> str | None:
    """The group of places that a partner is ranked within, where the words around the rank name one."""
    partners, view = resolved.value("partners"), resolved.frame.view
    if resolved.kind != "rank" or not isinstance(partners, tuple) or len(partners) != 1:
        return None
    for place in find_places(view.sentence, view.lang):
        group = place.id.islower() and place.id != WORLD and partners[0] in members(place.id)
        leading = range(max(place.first - MAX_TOKENS_BETWEEN, 0), place.first)
        led = any(view.sentence.low(at) in _AMONG for at in leading)
        if group and led and view.left <= place.first < view.right:
            return place.id
    return None
