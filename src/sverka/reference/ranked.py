"""What a rank is of, and what it is among: single partners, codes of as many digits, or names."""

from __future__ import annotations

from dataclasses import replace

from sverka.model.measures import Rank
from sverka.model.slices import Members, Slice
from sverka.reference.goods import get_goods
from sverka.reference.places import get_place


def is_goods(member: str) -> bool:
    """Whether what is ranked is goods: a code, a range, or a group of goods that is no place."""
    return member[:1].isdigit() or (get_place(member) is None and get_goods(member) is not None)


def named_with(measure: Rank) -> tuple[str, ...]:
    """The names that a member ranks among, itself one of them; none where it ranks among single ones."""
    among, member = measure.among, measure.member
    names = among.goods.include if is_goods(member) else among.partners.include
    return names if member in names and any(_is_group(name) for name in names) and len(names) > 1 else ()


def ranked_code(member: str) -> str | None:
    """The one code by which goods rank among codes; `None` for what stands for several."""
    if member.isdigit():
        return member
    goods = get_goods(member)
    codes = goods.hs if goods else ()
    return codes[0] if len(codes) == 1 and "-" not in codes[0] else None


def _is_group(name: str) -> bool:
    """Whether a name is of several members: a range, a group of goods or of countries."""
    place = get_place(name)
    return not name.isdigit() and (is_goods(name) or (place is not None and place.kind == "group"))


def cut_of_name(measure: Rank, name: str) -> Slice:
    """The slice of one name that a member ranks among."""
    among = measure.among
    if is_goods(measure.member):
        return replace(among, goods=Members((name,), among.goods.exclude))
    return replace(among, partners=Members((name,), among.partners.exclude))
