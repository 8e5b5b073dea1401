"""Partners and reporters that no table of places knows, in words: as their files call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sverka.checking.wording import Ui
from sverka.writing.retold import retold

if TYPE_CHECKING:
    from sverka.recording.entries import LoadEntry


def own_names(entries: Iterable[LoadEntry]) -> dict[str, str]:
    """By own code what the loads call it, the newest last."""
    return {one.code: one.name for entry in entries for one in entry.unknown if one.name}


def place_label(code: str, ui: Ui, names: Mapping[str, str]) -> str:
    """A place with its code, `Kazakhstan (KZ)`, one that no table knows as its file calls it; else the code alone."""
    from sverka.recording.areas import area_name
    from sverka.reference.places import get_place

    place = get_place(code)
    name = place.name(ui) if place else retold(area_name(code) or "", ui, "areas") or names.get(code) or code
    return code if name == code else f"{name} ({code})"
