"""What narrow records hold, in words: as titles name it, and as columns and labels do."""

from __future__ import annotations

from collections.abc import Mapping

from sverka.checking.wording import Ui, phrasebook
from sverka.measuring.answers import Remark
from sverka.measuring.extent import Extent
from sverka.model.slices import Members
from sverka.reference.extents import codes_text, extent_name
from sverka.writing.objects import Object
from sverka.writing.slices import with_partners
from sverka.writing.terminal import clean

MOST_CODES = 6
"""How many codes and ranges a label names."""


def scope_name(extent: Extent, ui: Ui) -> str:
    """What is held, for a title: `food and agricultural goods, HS 01–24; trade with Portugal`."""
    return "; ".join(_parts(extent, ui, "{name}, {codes}"))


def scope_text(values: Mapping[str, str], ui: Ui) -> str:
    """What a `scope` remark says is held, within a sentence: `food and agricultural goods (HS 01–24)`."""
    return ", ".join(_parts(_extent(values), ui, "{name} ({codes})"))


def remark_label(remark: Remark, ui: Ui) -> str:
    """What a `scope` remark says is held, as short as a label takes it, with its period where it is of one alone."""
    label, period = scope_label(_extent(remark.values), ui), remark.values.get("period")
    return phrasebook("sverka.writing", ui).say("scope_period", scope=label, period=period) if period else label


def _extent(values: Mapping[str, str]) -> Extent:
    goods, partners = (tuple(filter(None, values.get(name, "").split("+"))) for name in ("goods", "partners"))
    return Extent(goods, partners, values.get("said", ""))


def scope_label(extent: Extent, ui: Ui) -> str:
    """What is held, as short as a label takes it: `HS 01–24`, `trade with Portugal`."""
    return ", ".join(_parts(extent, ui, "{codes}"))


def _parts(extent: Extent, ui: Ui, form: str) -> list[str]:
    told = []
    if extent.goods:
        name, codes = extent_name(extent.goods, ui), _codes(extent.goods, ui)
        told.append(codes if name is None else form.format(name=name, codes=codes))
    if extent.partners:
        partners = with_partners(Members.of(*extent.partners), ui)
        told.append(phrasebook("sverka.writing", ui).say("scope_partners", partners=partners))
    if extent.said:
        told.append(clean(extent.said))
    return told


def _codes(goods: tuple[str, ...], ui: Ui) -> str:
    return codes_text(goods[:MOST_CODES], ui) + (" …" if len(goods) > MOST_CODES else "")


def scope_object(extent: Extent, ui: Ui) -> Object | None:
    """What narrow records hold, for JSON; `None` for all trade."""
    if not extent.is_narrow:
        return None
    return {"name": scope_name(extent, ui), "goods": list(extent.goods), "partners": list(extent.partners)}
