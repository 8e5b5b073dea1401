"""Ranks of goods among goods: "soya was the top export", «сахар занял третье место в экспорте».

A rank is of goods where goods are its subject and what is ranked is an item of trade, no buyer, seller or country.
"""

from __future__ import annotations

from sverka.reading.lexicon import Term
from sverka.reading.ranks import head_of
from sverka.reading.resolved import Resolved
from sverka.reading.view import View

MAX_TOKENS_TO_ITEM = 2
MAX_TOKENS_TO_ITEMS = 8
MAX_TOKENS_TO_FLOW = 4
_AMONG = frozenset({"in", "among", "в", "во", "среди"})


def ranks_goods(resolved: Resolved) -> bool:
    """Whether a rank is of the goods named, among all goods of the flow."""
    view = resolved.frame.view
    goods = next((c for c in resolved.frame.goods if c.value == resolved.value("goods")), None)
    if resolved.kind != "rank" or goods is None:
        return False
    head = head_of(view.sentence, view.quantity.core_first, view.quantity.core_last)
    if head is None:
        return "partners" not in resolved.slots and _is_among_items(view)
    if not (_is_item(view, head) or _is_place_in_flow(view, head)):
        return False
    if view.quantity.core_last <= goods.first < head.first:
        return False  # "the largest soya export" is one of soya
    place = next((c for c in resolved.frame.partners if c.value == resolved.value("partners")), None)
    return place is None or place.first >= head.last


def _is_among_items(view: View) -> bool:
    """Whether a place is held among items of trade: "ranked fourth among the state of Paraná's export products"."""
    at = view.quantity.core_last
    items = [t.first for t in view.sentence.of_role("goods_head") if 0 <= t.first - at <= MAX_TOKENS_TO_ITEMS]
    return view.sentence.low(at) in _AMONG and bool(items)


def _is_item(view: View, head: Term) -> bool:
    """Whether what is ranked is an item of trade: "export", "export item", «статья экспорта»."""
    reach = range(head.first, head.last + MAX_TOKENS_TO_ITEM)
    return any(t.first in reach and view.sentence.breaks[t.first] < 3 for t in view.sentence.of_role("goods_head"))


def _is_place_in_flow(view: View, head: Term) -> bool:
    """Whether a place is held in a flow: «занял второе место в экспорте», "came third in exports"."""
    if head.value != "rank":
        return False
    flows = [t for t in view.sentence.of_role("flow_noun") if 0 <= t.first - head.last <= MAX_TOKENS_TO_FLOW]
    return any(_AMONG & {view.sentence.low(at) for at in range(head.last, t.first)} for t in flows)
