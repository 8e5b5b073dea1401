"""What the names in a slice stand for: codes of partners, cells of goods."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sverka.measuring.expression import COMMODITY_DIGITS
from sverka.model.period import Period
from sverka.model.slices import Members
from sverka.reference.goods import get_goods
from sverka.reference.places import get_place, members


def codes_of(names: Sequence[str], when: Period, own: frozenset[str]) -> frozenset[str]:
    """The codes that names stand for; an own code of the book stands for itself."""
    return frozenset().union(
        *({name} if get_place(name) is None and name in own else members(name, when) for name in names)
    )


@lru_cache(maxsize=4096)
def cells_of(goods: Members) -> Any:
    """The codes that included goods stand for: each filled up to ten digits, and its number of digits; all is 0, 0."""
    import numpy as np

    found: dict[tuple[int, int], None] = {}
    for name in goods.include:
        one = get_goods(name)
        for code in one.hs if one else ():
            first, _, last = code.partition("-")
            step = 10 ** (COMMODITY_DIGITS - len(first))
            found |= {(number * step, len(first)): None for number in range(int(first), int(last or first) + 1)}
    return np.array(list(found) or [(0, 0)], dtype=np.int64)
